"""Which names in many documents mean one actor, and the list of all actors that comes of it.

Invariant: documents say how they name somebody (`namings`), what they tell parts and joins the names (`units`,
`clustering`), people have the last word (`deciding`), and the actors are listed from all of it (`listing`). Whom packs
know stays who they are (`known`).
"""

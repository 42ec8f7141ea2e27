"""What words say of an actor, in separate fields.

Invariant: a field that the words (and the context that was given with them) do not tell is None; who backs an actor is
never the country that the actor is of.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Actor

__all__ = ["NOBODY", "Description"]


@dataclass(frozen=True, slots=True)
class Description:
    """Hold what words tell.

    `country` and `backer` are ISO 3166-1 alpha-2; `body` is the id of the organisation of states that the actor is part
    of ("united-nations"); `kind` and `second` are kinds of the ontology, the more telling one first; `role` is the
    office or the noun that told them, a slug of `generic.toml`; `place` the name of the place that the words are, or
    that told the country; `former`: the office is said or known to be over; `rest` the words that told no country.
    """

    actor: Actor | None = None
    country: str | None = None
    kind: str | None = None
    second: str | None = None
    role: str | None = None
    body: str | None = None
    backer: str | None = None
    place: str | None = None
    former: bool = False
    rest: str = ""

    @property
    def says_nothing(self) -> bool:
        """Whether neither an actor nor a country, a place or a kind is told."""
        return not (self.actor or self.country or self.kind or self.body or self.place or self.role)


NOBODY = Description()

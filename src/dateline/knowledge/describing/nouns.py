"""What the nouns of a phrase tell of an actor: the kind, a second one, and the group of generic.toml.

Invariant: the last noun for actors tells; a modifier before it adds a second kind, or the first where the noun is weak.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.knowledge.actors import Group, open_groups
from dateline.knowledge.describing.lands import land_of
from dateline.knowledge.describing.phrases import lemmas_of
from dateline.knowledge.describing.words import phrase_words

__all__ = ["is_name", "is_noun", "kind_of"]


def kind_of(tokens: Sequence[str], *, of_country: bool) -> tuple[str | None, str | None, Group | None]:
    """Return the kind, a second one and the group that a noun phrase tells."""
    words, lemmas = phrase_words(), lemmas_of(tokens)
    groups = open_groups()
    thing = _thing(lemmas, least=2)
    if thing:
        return thing, None, None
    for end in range(len(lemmas), 0, -1):
        said = groups.find(lemmas[:end], of_country=of_country)
        if said is None or (not said[0].bare and end == len(lemmas) and not of_country):
            continue
        group, size = said
        last = end == len(lemmas)
        if not last and group.kind == "civilian":
            continue  # "National" is an adjective before another noun
        if last and lemmas[-1] in words.bare and size == 1:
            modifier = _modifier(lemmas[: end - size])
            return modifier, None, group if modifier else None
        modifier = _modifier(lemmas[: end - size])
        if group.kind is None or group.slug in words.weak:
            return modifier or group.kind, group.second, group
        second = group.second or (modifier if modifier and modifier not in (group.kind, "government") else None)
        return group.kind, second, group
    return _thing(lemmas) or _modifier(lemmas), None, None


def _thing(lemmas: Sequence[str], *, least: int = 1) -> str | None:
    """Return the kind of those who use the thing or the building that the last words name."""
    things = phrase_words().things
    for size in range(min(3, len(lemmas)), least - 1, -1):
        if (kind := things.get(" ".join(lemmas[-size:]))) is not None:
            return kind
    return None


def _modifier(lemmas: Sequence[str]) -> str | None:
    """Return the kind that the last of the modifiers tells."""
    modifiers = phrase_words().modifiers
    for end in range(len(lemmas), 0, -1):
        for size in (2, 1):
            kind = modifiers.get(" ".join(lemmas[max(0, end - size) : end]))
            if kind:
                return kind
    return None


def is_noun(tokens: Sequence[str]) -> bool:
    """Tell whether the phrase is headed by a noun for actors."""
    lemmas = lemmas_of(tokens)
    known = open_groups().find(lemmas) is not None
    return known or lemmas[-1] in phrase_words().voices or lemmas[-1] in open_groups().mouthpieces


def is_name(tokens: Sequence[str]) -> bool:
    """Tell whether words could be a person's name: all in capitals, and none of them a noun for actors or a country."""
    lemmas = lemmas_of(tokens)
    return all(t[:1].isupper() for t in tokens) and not any(
        open_groups().find([lemma]) or ((land := land_of(token)) is not None and land.how != "place")
        for lemma, token in zip(lemmas, tokens, strict=True)
    )

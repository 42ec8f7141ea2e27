"""Actors known by a noun, in any country: "police", "gunmen", "the governor".

Invariant: a group noun alone names no country; only an adjective, a possessor, or a text about one country does that,
and the last only for organs of a state.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import Country
from dateline.knowledge.actors.kinds import open_kinds
from dateline.knowledge.names import fold
from dateline.model import Actor

__all__ = ["LONGEST_NOUN", "Adjectives", "Group", "Groups", "open_groups"]

_FIELDS = {
    "slug", "name", "kind", "nouns", "with_country", "pattern", "state", "person", "role", "office", "member", "bare",
    "plural", "not_after", "second",
}  # fmt: skip
# A phrase of more words than this is never one entry.
LONGEST_NOUN = 4


@dataclass(frozen=True, slots=True)
class Group:
    """Describe one group noun. `state`: an organ of a state; `person`: one of them is a person; `role`: held in or for
    somebody; `office`: one at a time in a place; `member`: may stand for a named group; `bare`: says something alone;
    `plural`: a plural without an ending; `not_after`: words after which the noun is no actor ("market forces");
    `second`: a further kind that the noun says ("defence minister": of the government, and military).
    """

    slug: str
    name: str
    kind: str | None
    nouns: tuple[str, ...]
    with_country: tuple[str, ...] = ()
    pattern: str = ""
    state: bool = False
    person: bool = False
    role: bool = False
    office: bool = False
    member: bool = False
    bare: bool = True
    plural: bool = False
    not_after: tuple[str, ...] = ()
    second: str | None = None

    def actor(self, country: Country | None, place: str = "") -> Actor:
        """Make the actor: of a country, of a named place in it, or of neither."""
        code = country.iso if country else None
        head = country.code if country else "any"
        if place:
            local = f"{head}:{self.slug}:{'-'.join(place.lower().split())}"
            return Actor(local, f"{place} {self.name}", self.kind, code)
        if country is None:
            return Actor(f"any:{self.slug}", self.name, self.kind, None)
        name = self.pattern.format(country=country.spoken) if self.pattern else f"{country.label} {self.name}"
        return Actor(f"{head}:{self.slug}", name, self.kind, code)


@dataclass(frozen=True, slots=True)
class Adjectives:
    """List the nouns whose adjective of nationality names a military or a governmental actor."""

    military: frozenset[str]
    government: frozenset[str]


@dataclass(frozen=True, slots=True)
class Groups:
    """Look groups up by the lemmas of a phrase; `ends` are the words that a phrase of any group may end with.

    So may its part before "of" ("*chief* of staff").
    """

    groups: tuple[Group, ...]
    by_noun: Mapping[str, Group]
    of_country: Mapping[str, Group]
    by_slug: Mapping[str, Group]
    members: frozenset[str]
    followers: frozenset[str]
    mouthpieces: frozenset[str]
    adjectives: Adjectives
    ends: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        phrases = (*self.by_noun, *self.of_country)
        parts = (part for phrase in phrases for part in (phrase, phrase.partition(" of ")[0]))
        object.__setattr__(self, "ends", frozenset(part.rpartition(" ")[2] for part in parts))

    def find(self, lemmas: Sequence[str], *, of_country: bool = False) -> tuple[Group, int] | None:
        """Return the group of the longest phrase that ends the list, and how many lemmas it takes.

        `of_country` prefers what the noun means beside a country's name: "forces" alone are any force, "Russian
        forces" are Russia's military.
        """
        for size in range(min(LONGEST_NOUN, len(lemmas)), 0, -1):
            phrase = " ".join(lemmas[-size:])
            group = (self.of_country.get(phrase) if of_country else None) or self.by_noun.get(phrase)
            if group:
                barred = size < len(lemmas) and lemmas[-size - 1] in group.not_after
                return None if barred else (group, size)
        return None

    def titled(self, title: str) -> Group | None:
        """Return the group of an office as it is told with a name: its first words tell, of or for what the rest.

        >>> open_groups().titled("minister of finance").slug
        'minister'
        """
        words = fold(title).split()
        ends = [i for i, word in enumerate(words) if word in ("of", "for", "to")] or [len(words)]
        whole = self.by_noun.get(" ".join(words))
        found = self.find(words[: ends[0]])
        return whole or (found[0] if found else None)


@lru_cache(maxsize=1)
def open_groups() -> Groups:
    """Return the groups that ship with the package. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("generic.toml"))
    by_noun: dict[str, Group] = {}
    of_country: dict[str, Group] = {}
    groups = []
    for entry in raw["group"]:
        where = f"generic.toml: group {entry.get('slug', '?')!r}"
        if not {"slug", "name", "nouns"} <= set(entry) <= _FIELDS:
            raise KnowledgeError(f"{where} needs slug, name and nouns, and knows only {sorted(_FIELDS)}")
        for key in ("kind", "second"):
            if entry.get(key) is not None and entry[key] not in open_kinds():
                raise KnowledgeError(f"{where}: there is no kind {entry[key]!r}; see kinds.toml")
        lists = {k: tuple(entry[k]) for k in ("nouns", "with_country", "not_after") if k in entry}
        group = Group(**{"kind": None, **entry, **lists})
        groups.append(group)
        for noun in group.nouns:
            by_noun.setdefault(noun, group)
        for noun in group.with_country:
            of_country.setdefault(noun, group)
    members, adjectives = raw["members"], raw["adjectives"]
    return Groups(
        tuple(groups),
        by_noun,
        of_country,
        {g.slug: g for g in groups},
        frozenset(members["nouns"]),
        frozenset(members["followers"]),
        frozenset(members["mouthpieces"]),
        Adjectives(frozenset(adjectives["military"]), frozenset(adjectives["government"])),
    )

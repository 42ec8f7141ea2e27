"""Namings that are one by their name alone, and what forbids two names to be one.

Invariant: what documents tell goes before how a name is written: told countries, sorts, titles and lands that cannot be
true of one actor part even one full name, and a naming that could be of several actors is of none of them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum

from dateline.knowledge.names import name_key
from dateline.reconciling.actors.namings import Naming, is_acronym, is_name
from dateline.reconciling.actors.rules import naming_rules

__all__ = ["How", "Unit", "joined", "may_be_one", "units_of"]


class How(StrEnum):
    """Say why a name belongs to its actor."""

    ALONE = "alone"
    SAME_NAME = "same_name"
    SPELLING = "spelling"
    SHORT_FORM = "short_form"


@dataclass(slots=True)
class Unit:
    """Hold namings that are one by their name alone, or one short form of one document; then a cluster of such."""

    namings: list[Naming]
    is_full: bool
    units: list[Unit] = field(default_factory=list)
    how: How = How.ALONE
    documents: set[str] = field(default_factory=set)
    countries: set[str] = field(default_factory=set)
    kinds: set[str] = field(default_factory=set)
    persons: set[bool] = field(default_factory=set)
    families: set[str] = field(default_factory=set)
    lands: set[str] = field(default_factory=set)
    public: set[bool] = field(default_factory=set)

    def __post_init__(self) -> None:
        for one in self.namings:
            self._learn(one)
        self.units = self.units or [self]

    def add(self, one: Naming) -> None:
        """Take in one more naming."""
        self.namings.append(one)
        self._learn(one)

    def _learn(self, one: Naming) -> None:
        self.documents.add(one.document)
        self.lands |= one.lands
        if one.country is not None:
            self.countries.add(one.country)
        if one.kind is not None:
            self.kinds.add(one.kind)
        if one.person is not None:
            self.persons.add(one.person)
        if one.public is not None:
            self.public.add(one.public)
        self.families |= naming_rules().said_by(one.titles)

    @property
    def id(self) -> str:
        return self.namings[0].id

    @property
    def words(self) -> str:
        """The name as most documents write it: most often, then longest, then first by alphabet."""
        counted: Counter[str] = Counter()
        for one in self.namings:
            counted.update(dict(one.spellings))
        return min(counted, key=lambda words: (-counted[words], -len(words), words))

    @property
    def order(self) -> tuple[str, str]:
        """What units are put in order by; no two have the same."""
        return self.id, min(self.documents)


def joined(one: Unit, other: Unit) -> Unit:
    """Return the cluster of two; which of them is named first changes nothing."""
    first, second = sorted((one, other), key=lambda u: u.order)
    return Unit([*first.namings, *second.namings], True, [*first.units, *second.units])


def units_of(namings: Iterable[Naming]) -> list[Unit]:
    """Return the units of all namings, by their ids: full names as one each, surnames alone by document."""
    by_id: dict[str, list[Naming]] = defaultdict(list)
    for one in sorted(namings, key=lambda n: n.key):
        by_id[one.id].append(one)
    found: list[Unit] = []
    for _, same in sorted(by_id.items()):
        shape = min(map(_shape, same))  # described, full or short; a name in small letters somewhere is no name
        if shape == "described":
            found.append(Unit(same, False))
        elif shape == "full":
            found += _parted(same, strict=False)
        elif any(is_acronym(one.words) for one in same) or all(one.person is False for one in same):
            found += _parted(same, strict=True)
        else:
            found += [Unit([one], False) for one in same]
    return found


def _shape(one: Naming) -> str:
    if not is_name(one.words):
        return "described"
    return "full" if len(name_key(one.words).split()) > 1 else "short"


def _parted(same: Sequence[Naming], *, strict: bool) -> list[Unit]:
    """Part the namings of one name where what their documents tell cannot be true of one actor.

    What tells most goes first; a naming that could be of several actors is of none of them. `strict` parts documents
    about different countries too, as two bodies may have one acronym.
    """
    same = _typed(same)
    groups: list[Unit] = []
    seen: list[set[frozenset[str]]] = []
    loose: list[Naming] = []
    for one in sorted(same, key=_tells):
        is_told = one.country is not None or one.person is not None or one.titles or (strict and one.lands)
        if not is_told:
            loose.append(one)
            continue
        alone = Unit([one], not strict)
        fitting = [
            n
            for n, group in enumerate(groups)
            if may_be_one(group, alone, strict=strict) and not (strict and _is_elsewhere(one.lands, seen[n]))
        ]
        if fitting:
            groups[fitting[0]].add(one)
            seen[fitting[0]].add(one.lands)
        else:
            groups.append(alone)
            seen.append({one.lands})
    if loose and len(groups) == 1 and not strict:
        for one in loose:
            groups[0].add(one)
    elif loose:
        groups.append(Unit(loose, not strict))
    return groups


def _typed(same: Sequence[Naming]) -> list[Naming]:
    """Leave out what few documents say of a name against many: that it is a person's, or none's.

    Finding mistakes a name's type now and then; that a person and a body have one name is rarer than that.
    """
    said = Counter(one.person for one in same if one.person is not None)
    if len(said) < 2 or min(said.values()) > naming_rules().mistaken * said.total():
        return list(same)
    rare = min(said, key=lambda person: said[person])
    return [replace(one, person=None) if one.person is rare else one for one in same]


def _is_elsewhere(lands: frozenset[str], seen: Iterable[frozenset[str]]) -> bool:
    return any(lands and other and lands.isdisjoint(other) for other in seen)


def _tells(one: Naming) -> tuple[object, ...]:
    families = sorted(naming_rules().said_by(one.titles))
    return one.country is None, one.country or "", one.person is None, str(one.person), families, one.key


def may_be_one(one: Unit, other: Unit, *, strict: bool = True) -> bool:
    """Tell whether nothing that documents say makes two of these; `strict` takes what documents are about for it."""
    rules = naming_rules()
    if one.countries and other.countries and one.countries.isdisjoint(other.countries):
        return False
    if one.persons and other.persons and one.persons.isdisjoint(other.persons):
        return False
    if not rules.may_be_one_bearer(one.families, other.families):
        return False
    if not strict:
        return True
    if one.lands and other.lands and one.lands.isdisjoint(other.lands):
        return False
    if True in one.persons or True in other.persons:
        return True  # a general may become a minister
    return all(rules.may_be_one_kind(a, b) for a in one.kinds for b in other.kinds)

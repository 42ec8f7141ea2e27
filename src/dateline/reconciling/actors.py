"""Unknown actors of many documents: which of their names are one actor.

Invariant: names are united only where each goes with each (complete linkage, so that no chain drifts from one actor
to the next) and nothing that any document says forbids it; a name is never put onto an actor that is known. The order
in which documents came changes nothing, and an actor keeps its id as long as any of the namings that had it is there.

Two names are never one where one document uses both as full names, where the words give them different countries or
different kinds of thing, where the documents are about different countries, or where their titles contradict each
other. A surname or an acronym alone is one document's own, unless exactly one full name of the record fits it.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import combinations

from dateline.knowledge.names import fold, name_key
from dateline.reconciling.namings import UNKNOWN, Key, Naming, is_acronym, is_name
from dateline.reconciling.rules import naming_rules

__all__ = ["How", "Link", "Similarity", "cluster"]

_DIGIT = re.compile(r"\d")
Similarity = Callable[[str, str], float]
Blocking = Callable[[str], Iterable[str]]


class How(StrEnum):
    """Say why a name belongs to its actor."""

    ALONE = "alone"
    SAME_NAME = "same_name"
    SPELLING = "spelling"
    SHORT_FORM = "short_form"


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Say which actor (`entity`) one document means by one id.

    `words` is how the document writes the name, `name` the actor's name in the whole record.
    """

    document: str
    id: str
    words: str
    entity: str
    name: str
    how: How
    score: float

    @property
    def key(self) -> Key:
        """The document and the id."""
        return self.document, self.id


def cluster(
    namings: Iterable[Naming],
    *,
    similarity: Similarity,
    least: float,
    blocking: Blocking,
    known: Iterable[tuple[str, str]] = (),
    kept: Mapping[Key, str] | None = None,
) -> tuple[Link, ...]:
    """Return a link for every naming, in order of document and id.

    `similarity` scores two full names in [0, 1], and from `least` on they may be one; only names that share a key of
    `blocking` are compared. `known` are
    ids and names of known actors of the record: a surname that fits one of them is left alone. `kept` are the actors
    of earlier links, whose ids are given again.
    """
    clusters = _complete(_units(namings), similarity, least, blocking)
    clusters = _with_short_forms(clusters, known)
    return tuple(sorted(_linked(clusters, kept or {}, similarity)))


@dataclass(slots=True)
class _Unit:
    """Hold namings that are one by their name alone, or one short form of one document; then a cluster of such."""

    namings: list[Naming]
    is_full: bool
    units: list[_Unit] = field(default_factory=list)
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


def _joined(one: _Unit, other: _Unit) -> _Unit:
    first, second = sorted((one, other), key=lambda u: u.order)
    return _Unit([*first.namings, *second.namings], True, [*first.units, *second.units])


def _units(namings: Iterable[Naming]) -> list[_Unit]:
    by_id: dict[str, list[Naming]] = defaultdict(list)
    for one in sorted(namings, key=lambda n: n.key):
        by_id[one.id].append(one)
    found: list[_Unit] = []
    for _, same in sorted(by_id.items()):
        shape = _shape(same[0])
        if shape == "described":
            found.append(_Unit(same, False))
        elif shape == "full":
            found += _parted(same, strict=False)
        elif any(is_acronym(one.words) for one in same) or all(one.person is False for one in same):
            found += _parted(same, strict=True)
        else:
            found += [_Unit([one], False) for one in same]
    return found


def _shape(one: Naming) -> str:
    if not is_name(one.words):
        return "described"
    return "full" if len(name_key(one.words).split()) > 1 else "short"


def _parted(same: Sequence[Naming], *, strict: bool) -> list[_Unit]:
    """Part the namings of one name where what their documents tell cannot be true of one actor.

    What tells most goes first; a naming that could be of several actors is of none of them. `strict` parts documents
    about different countries too, as two bodies may have one acronym.
    """
    groups: list[_Unit] = []
    seen: list[set[frozenset[str]]] = []
    loose: list[Naming] = []
    for one in sorted(same, key=_tells):
        is_told = one.country is not None or one.person is not None or one.titles or (strict and one.lands)
        if not is_told:
            loose.append(one)
            continue
        alone = _Unit([one], not strict)
        fitting = [
            n
            for n, group in enumerate(groups)
            if _may_be_one(group, alone, strict=strict) and not (strict and _is_elsewhere(one.lands, seen[n]))
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
        groups.append(_Unit(loose, not strict))
    return groups


def _is_elsewhere(lands: frozenset[str], seen: Iterable[frozenset[str]]) -> bool:
    return any(lands and other and lands.isdisjoint(other) for other in seen)


def _tells(one: Naming) -> tuple[object, ...]:
    families = sorted(naming_rules().said_by(one.titles))
    return one.country is None, one.country or "", one.person is None, str(one.person), families, one.key


def _may_be_one(one: _Unit, other: _Unit, *, strict: bool = True) -> bool:
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


def _complete(units: list[_Unit], similarity: Similarity, least: float, blocking: Blocking) -> list[_Unit]:
    """Join full names from the most alike on, where every name of one side is alike every name of the other."""
    full = [unit for unit in units if unit.is_full]
    alike: dict[tuple[int, int], float] = {}
    names = [unit.words for unit in full]
    for one, other in _pairs(names, blocking):
        if _can_join(full[one], full[other], names[one], names[other]):
            score = similarity(names[one], names[other])
            if score >= least:
                alike[one, other] = score
    of = {n: {n} for n in range(len(full))}
    clusters = dict(enumerate(full))
    for (one, other), _ in sorted(alike.items(), key=lambda a: (-a[1], full[a[0][0]].order, full[a[0][1]].order)):
        mine, theirs = of[one], of[other]
        if mine is theirs or not all((min(a, b), max(a, b)) in alike for a in mine for b in theirs):
            continue
        both = mine | theirs
        joined = _joined(clusters[min(mine)], clusters[min(theirs)])
        for n in both:
            of[n] = both
        clusters[min(both)] = joined
    heads = sorted({min(members) for members in of.values()})
    return [*(clusters[n] for n in heads), *(unit for unit in units if not unit.is_full)]


def _pairs(names: Sequence[str], blocking: Blocking) -> Iterator[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for n, name in enumerate(names):
        for key in sorted(set(blocking(name))):
            blocks[key].append(n)
    most = naming_rules().most_in_block
    seen = {pair for block in blocks.values() if len(block) <= most for pair in combinations(block, 2)}
    return iter(sorted(seen))


def _can_join(one: _Unit, other: _Unit, name: str, other_name: str) -> bool:
    if one.id == other.id:
        return False  # one name that was parted
    if _numbers(name) != _numbers(other_name):
        return False  # the 1st and the 11th Brigade
    # A document that writes two full names means two.
    return one.documents.isdisjoint(other.documents) and _may_be_one(one, other)


def _numbers(words: str) -> list[str]:
    return (
        sorted(word for word in fold(words).split() if any(c.isdigit() for c in word)) if _DIGIT.search(words) else []
    )


def _with_short_forms(clusters: list[_Unit], known: Iterable[tuple[str, str]]) -> list[_Unit]:
    """Give a surname or an acronym to the one full name of the record that it fits, where there is exactly one."""
    fits: dict[str, set[int]] = defaultdict(set)
    for n, one in enumerate(clusters):
        if one.is_full:
            for form in _forms(one):
                fits[form].add(n)
    taken = {name_key(name).split()[-1] for _, name in known if name_key(name)}
    given: dict[int, list[_Unit]] = defaultdict(list)
    left = []
    for one in (c for c in clusters if not c.is_full):
        form = _short_form(one)
        found = sorted(fits.get(form, ())) if form and form not in taken else []
        fitting = [n for n in found if not clusters[n].lands or not one.lands or clusters[n].lands & one.lands]
        is_one = len(fitting) == 1 and bool(clusters[fitting[0]].lands & one.lands)
        if is_one and _may_take(clusters[fitting[0]], one):
            given[fitting[0]].append(one)
        else:
            left.append(one)
    made = [_joined_all(one, given[n]) for n, one in enumerate(clusters) if one.is_full]
    return [*made, *left]


def _may_take(full: _Unit, short: _Unit) -> bool:
    # A private person's full name is never given to somebody who acts in public under a surname, nor the other way.
    if full.public and short.public and full.public.isdisjoint(short.public):
        return False
    return full.documents.isdisjoint(short.documents) and _may_be_one(full, short)


def _joined_all(full: _Unit, short: Sequence[_Unit]) -> _Unit:
    for one in short:
        one.how = How.SHORT_FORM
        full = _joined(full, one)
    return full


def _forms(one: _Unit) -> set[str]:
    """Return the short forms of a full name: a person's last word, and what its own documents call it in short."""
    forms = set()
    if False not in one.persons:
        forms |= {name_key(unit.words).split()[-1] for unit in one.units}
    for naming in one.namings:
        forms |= {_acronym_key(words) for words in naming.short if is_acronym(words)}
    return forms


def _short_form(one: _Unit) -> str:
    words = one.words
    if not is_name(words):
        return ""
    return _acronym_key(words) if is_acronym(words) else name_key(words)


def _acronym_key(words: str) -> str:
    return words.replace(".", "")


def _linked(clusters: Sequence[_Unit], kept: Mapping[Key, str], similarity: Similarity) -> Iterator[Link]:
    ids = _ids(clusters, kept)
    for n, one in enumerate(clusters):
        name = _name(one)
        for unit in one.units:
            how, score = _why(one, unit, name, similarity)
            for naming in unit.namings:
                yield Link(naming.document, naming.id, naming.words, ids[n], name, how, score)


def _name(one: _Unit) -> str:
    full = [unit for unit in one.units if unit.is_full] or one.units
    return _Unit([naming for unit in full for naming in unit.namings], True).words


def _why(one: _Unit, unit: _Unit, name: str, similarity: Similarity) -> tuple[How, float]:
    if len(one.units) == 1:
        return (How.SAME_NAME if len(unit.namings) > 1 else How.ALONE), 1.0
    if unit.how is How.SHORT_FORM:
        return How.SHORT_FORM, 1.0
    return How.SPELLING, round(min(1.0, similarity(unit.words, name)), 3) if unit.words != name else 1.0


def _ids(clusters: Sequence[_Unit], kept: Mapping[Key, str]) -> dict[int, str]:
    """Give each cluster an id: the one that most of its namings had, else its first name, told apart where taken."""
    claims = []
    for n, one in enumerate(clusters):
        held = Counter(kept[naming.key] for naming in one.namings if naming.key in kept)
        claims += [(-number, id_, one.order, n) for id_, number in held.items()]
    ids: dict[int, str] = {}
    taken: set[str] = set()
    for _, id_, _, n in sorted(claims):
        if n not in ids and id_ not in taken:
            ids[n] = id_
            taken.add(id_)
    for _, n in sorted((one.order, n) for n, one in enumerate(clusters)):
        if n in ids:
            continue
        id_ = min(unit.id for unit in clusters[n].units if unit.is_full or len(clusters[n].units) == 1)
        if id_ in taken:
            id_ = _told_apart(clusters[n], id_, taken)
        ids[n] = id_
        taken.add(id_)
    return ids


def _told_apart(one: _Unit, id_: str, taken: set[str]) -> str:
    digest = hashlib.sha256("\n".join(one.order).encode("utf-8", "surrogatepass")).hexdigest()
    for size in range(6, 65):
        if f"{id_}~{digest[:size]}" not in taken:
            return f"{id_}~{digest[:size]}"
    raise ValueError(f"no id is left for {id_!r} of {UNKNOWN}")

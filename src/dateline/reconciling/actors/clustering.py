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
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from dateline.knowledge.names import fold, name_key
from dateline.reconciling.actors.namings import UNKNOWN, Key, Naming, is_acronym, is_name
from dateline.reconciling.actors.rules import naming_rules
from dateline.reconciling.actors.units import How, Unit, joined, may_be_one, units_of

__all__ = ["Link", "NameKey", "Similarity", "cluster", "last_word", "name_keys"]

_DIGIT = re.compile(r"\d")
Similarity = Callable[[str, str], float]
Blocking = Callable[[str], Iterable[str]]
NameKey = tuple[str, str]


@dataclass(frozen=True, slots=True, order=True)
class Link:
    """Say to which cluster of names, by its id, one id of one document belongs: the actor, unless people decided else.

    `words` is how the document writes the name, `name` the actor's name in the whole record.
    """

    document: str
    id: str
    words: str
    cluster: str
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
    crowded: Collection[NameKey] | None = None,
    taken: Collection[str] = (),
) -> tuple[Link, ...]:
    """Return a link for every naming, in order of document and id.

    `similarity` scores two full names in [0, 1], and from `least` on they may be one; only names that share a key of
    `blocking` are compared. `known` are
    ids and names of known actors of the record: a surname that fits one of them is left alone. `kept` are the actors
    of earlier links, whose ids are given again.

    Where these are some namings of many, `crowded` are the keys that too many names of all have in common, and `taken`
    the ids of actors that none of these namings has.
    """
    some = list(namings)
    said = frozenset(_crowded(some, blocking) if crowded is None else crowded)
    clusters = _complete(units_of(some), similarity, least, blocking, said)
    clusters = _with_short_forms(clusters, known, said)
    return tuple(sorted(_linked(clusters, kept or {}, similarity, taken)))


def name_keys(one: Naming, blocking: Blocking) -> frozenset[NameKey]:
    """Return what a naming has in common with those that it can be one with: keys of full names, and short forms."""
    return _name_keys(tuple(words for words, _ in one.spellings), one.short, blocking)


@lru_cache(maxsize=65_536)
def _name_keys(names: tuple[str, ...], short: tuple[str, ...], blocking: Blocking) -> frozenset[NameKey]:
    keys = {("full", key) for words in names if len(name_key(words).split()) > 1 for key in blocking(words)}
    forms = {last_word(words) for words in names if is_name(words)} - {""}
    forms |= {acronym_key(words) for words in (*names, *short) if is_acronym(words)}
    return frozenset(keys | {("form", form) for form in forms})


def _crowded(namings: Iterable[Naming], blocking: Blocking) -> Iterator[NameKey]:
    having: dict[NameKey, set[str]] = defaultdict(set)
    for one in namings:
        for key in name_keys(one, blocking):
            having[key].add(one.id)
    return (key for key, ids in having.items() if len(ids) > naming_rules().most_in_block)


def _complete(
    units: list[Unit], similarity: Similarity, least: float, blocking: Blocking, crowded: Collection[NameKey]
) -> list[Unit]:
    """Join full names from the most alike on, where every name of one side is alike every name of the other."""
    full = [unit for unit in units if unit.is_full]
    alike: dict[tuple[int, int], float] = {}
    names = [unit.words for unit in full]
    for one, other in _pairs(names, blocking, crowded):
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
        united = joined(clusters[min(mine)], clusters[min(theirs)])
        for n in both:
            of[n] = both
        clusters[min(both)] = united
    heads = sorted({min(members) for members in of.values()})
    return [*(clusters[n] for n in heads), *(unit for unit in units if not unit.is_full)]


def _pairs(names: Sequence[str], blocking: Blocking, crowded: Collection[NameKey]) -> Iterator[tuple[int, int]]:
    blocks: dict[str, list[int]] = defaultdict(list)
    for n, name in enumerate(names):
        for key in sorted(set(blocking(name))):
            if ("full", key) not in crowded:
                blocks[key].append(n)
    seen = {pair for block in blocks.values() for pair in combinations(block, 2)}
    return iter(sorted(seen))


def _can_join(one: Unit, other: Unit, name: str, other_name: str) -> bool:
    if one.id == other.id:
        return False  # one name that was parted
    if _numbers(name) != _numbers(other_name):
        return False  # the 1st and the 11th Brigade
    # A document that writes two full names means two.
    return one.documents.isdisjoint(other.documents) and may_be_one(one, other)


def _numbers(words: str) -> list[str]:
    return (
        sorted(word for word in fold(words).split() if any(c.isdigit() for c in word)) if _DIGIT.search(words) else []
    )


def _with_short_forms(
    clusters: list[Unit], known: Iterable[tuple[str, str]], crowded: Collection[NameKey]
) -> list[Unit]:
    """Give a surname or an acronym to the one full name of the record that it fits, where there is exactly one.

    A surname that very many have is nobody's.
    """
    fits: dict[str, set[int]] = defaultdict(set)
    for n, one in enumerate(clusters):
        if one.is_full:
            for form in _forms(one):
                fits[form].add(n)
    taken = {form for _, name in known if (form := last_word(name))} | {
        form for kind, form in crowded if kind == "form"
    }
    given: dict[int, list[Unit]] = defaultdict(list)
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


def _may_take(full: Unit, short: Unit) -> bool:
    # A private person's full name is never given to somebody who acts in public under a surname, nor the other way.
    if full.public and short.public and full.public.isdisjoint(short.public):
        return False
    return full.documents.isdisjoint(short.documents) and may_be_one(full, short)


def _joined_all(full: Unit, short: Sequence[Unit]) -> Unit:
    for one in short:
        one.how = How.SHORT_FORM
        full = joined(full, one)
    return full


def _forms(one: Unit) -> set[str]:
    """Return the short forms of a full name: a person's last word, and what its own documents call it in short."""
    forms = set()
    if False not in one.persons:
        forms |= {name_key(unit.words).split()[-1] for unit in one.units}
    for naming in one.namings:
        forms |= {acronym_key(words) for words in naming.short if is_acronym(words)}
    return forms


def _short_form(one: Unit) -> str:
    words = one.words
    if not is_name(words):
        return ""
    return acronym_key(words) if is_acronym(words) else name_key(words)


def acronym_key(words: str) -> str:
    """Return an acronym as it is compared with others: without dots."""
    return words.replace(".", "")


def last_word(name: str) -> str:
    """Return the key of the last word of a name, by which a person goes in short; "" where it has none."""
    return (name_key(name).split() or [""])[-1]


def _linked(
    clusters: Sequence[Unit], kept: Mapping[Key, str], similarity: Similarity, taken: Collection[str]
) -> Iterator[Link]:
    ids = _ids(clusters, kept, set(taken))
    for n, one in enumerate(clusters):
        name = _name(one)
        for unit in one.units:
            how, score = _why(one, unit, name, similarity)
            for naming in unit.namings:
                yield Link(naming.document, naming.id, naming.words, ids[n], name, how, score)


def _name(one: Unit) -> str:
    full = [unit for unit in one.units if unit.is_full] or one.units
    return Unit([naming for unit in full for naming in unit.namings], True).words


def _why(one: Unit, unit: Unit, name: str, similarity: Similarity) -> tuple[How, float]:
    if len(one.units) == 1:
        return (How.SAME_NAME if len(unit.namings) > 1 else How.ALONE), 1.0
    if unit.how is How.SHORT_FORM:
        return How.SHORT_FORM, 1.0
    return How.SPELLING, round(min(1.0, similarity(unit.words, name)), 3) if unit.words != name else 1.0


def _ids(clusters: Sequence[Unit], kept: Mapping[Key, str], taken: set[str]) -> dict[int, str]:
    """Give each cluster an id: the one that most of its namings had, else its first name, told apart where taken."""
    claims = []
    for n, one in enumerate(clusters):
        held = Counter(kept[naming.key] for naming in one.namings if naming.key in kept)
        claims += [(-number, id_, one.order, n) for id_, number in held.items()]
    ids: dict[int, str] = {}
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


def _told_apart(one: Unit, id_: str, taken: set[str]) -> str:
    digest = hashlib.sha256("\n".join(one.order).encode("utf-8", "surrogatepass")).hexdigest()
    for size in range(6, 65):
        if f"{id_}~{digest[:size]}" not in taken:
            return f"{id_}~{digest[:size]}"
    raise ValueError(f"no id is left for {id_!r} of {UNKNOWN}")

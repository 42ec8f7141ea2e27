"""Which references mean the same work, and which of them mean a document of the record.

Invariant: two entries are one work only where their addresses are the same, or where every word of their titles agrees
and neither day nor outlet speaks against it; where two candidates are as good, there is none. Nothing depends on the
order in which entries or documents come.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import combinations

from rapidfuzz import fuzz

from dateline.finding.citation_words import Term, terms_of, word_rules
from dateline.knowledge.names import family_name, fold
from dateline.knowledge.outlets import open_outlets
from dateline.model import Document, Moment
from dateline.reconciling.addresses import is_of_a_page, plain_url

__all__ = [
    "Cited",
    "Held",
    "cited_in",
    "held_as",
    "may_be_one_work",
    "rarest",
    "resolve",
    "title_counts",
    "works",
]

_DAYS_OFF = 3  # a piece is dated by its dateline, its printing or its posting; they lie within a weekend
_TYPO = 85  # of 100, rapidfuzz ratio; "Afghansitan" has 91, "eastern" and "western" 86 but begin otherwise
_LONG_WORD = 6  # letters; in shorter words another letter is another word
_FEW_WORDS = 3  # a title as short as "Iraq roundup" is used again
_TELLING = 5  # words of a title that hardly two works share
_DOMAIN = re.compile(r"[\w-]+(?:\.[\w-]+)+")
_SAME_OUTLET = 95  # of 100, rapidfuzz token set ratio: the words of one name are those of the other, but for a letter
_SAME_PAGE = 10.0  # more than all that titles, days and outlets can say
_ENOUGH = 5  # of the rarest words of a title; a work is found as long as one of them is spelt alike
_COMMON = 200  # documents; a word in more titles than that finds no candidates


@dataclass(frozen=True)
class _Work:
    """Hold what is known of a work by whoever names it."""

    authors: tuple[str, ...] = ()
    title: str | None = None
    outlet: str | None = None
    date: Moment | None = None
    url: str | None = None

    @cached_property
    def terms(self) -> tuple[Term, ...]:
        """The words of the title that say something, without an outlet's name behind it."""
        return terms_of(_without_site(self.title or "", self.outlet))

    @cached_property
    def keys(self) -> frozenset[str]:
        """One key of each word, by which works are looked up."""
        return frozenset(min(term.keys) for term in self.terms)

    @cached_property
    def turns(self) -> tuple[str, ...]:
        """The small words of the title that turn what it says, such as "not"."""
        return tuple(word for word in fold(self.title or "").split() if word in word_rules().turning)

    @cached_property
    def outlet_key(self) -> str:
        return _outlet_key(self.outlet)

    @cached_property
    def families(self) -> frozenset[str]:
        found = (fold(family_name(author)) for author in self.authors)
        return frozenset(name for name in found if name and name != fold(self.outlet or ""))

    @property
    def account(self) -> tuple[str, ...]:
        """All that is said of the work, spelt plainly."""
        day = self.date.edtf if self.date else ""
        return (fold(self.title or ""), self.outlet_key, day, self.plain_url or "", *sorted(self.families))

    @cached_property
    def plain_url(self) -> str | None:
        return plain_url(self.url) if self.url else None


@dataclass(frozen=True)
class Cited(_Work):
    """Hold one reference: the document that cites, the reference's number in it, and what it says of the work."""

    document: str = ""
    index: int = 0

    @property
    def key(self) -> tuple[str, int]:
        return self.document, self.index


@dataclass(frozen=True)
class Held(_Work):
    """Hold what a document of the record says of itself."""

    id: str = ""


def cited_in(document: Document) -> tuple[Cited, ...]:
    """Return a document's references."""
    return tuple(
        Cited(r.authors, r.title, r.outlet, r.date, r.url, document=document.id, index=n)
        for n, r in enumerate(document.references)
    )


def held_as(document: Document) -> Held:
    """Return what a document says of itself; a date that was inferred counts as one."""
    return Held(document.authors, document.title, document.publisher, document.published, document.url, id=document.id)


def title_counts(works: Iterable[_Work]) -> Counter[str]:
    """Return in how many titles each word stands, by its key: of documents, or of what references say, once each."""
    told: dict[tuple[str, ...], _Work] = {}
    for work in works:
        told.setdefault((work.id,) if isinstance(work, Held) else work.account, work)
    return Counter(key for work in told.values() for key in work.keys)


def resolve(
    citing: Iterable[Cited], documents: Iterable[Held], *, counts: Mapping[str, int] | None = None
) -> Mapping[tuple[str, int], str]:
    """Return the document that each reference means, by citing document and the reference's number in it.

    A reference that means none of them, or as well one as another, is not there. A document does not cite itself.
    `counts` says how usual a word is in titles, where these are some documents of many (`title_counts`).

    >>> cited = Cited(title="Dockers shut the port", outlet="Long War", date=Moment("2016-04-05"), document="d1")
    >>> page = Held(title="Dockers shut the port", outlet="The Long War Journal", id="d2")
    >>> dict(resolve([cited], [page]))
    {('d1', 0): 'd2'}
    """
    known = {document.id: document for document in documents}
    by_url, by_word = _indexed(known)
    counts = {key: len(ids) for key, ids in by_word.items()} if counts is None else counts
    found: dict[tuple[str, int], str] = {}
    for reference in citing:
        ids = {*by_url.get(reference.plain_url or "", ()), *_candidates(reference, by_word, counts)} - {
            reference.document
        }
        graded = sorted((-worth, id_) for id_ in ids if (worth := _agreement(reference, known[id_])))
        if graded and (len(graded) == 1 or graded[0][0] < graded[1][0]):
            found[reference.key] = graded[0][1]
    return found


def works(citing: Iterable[Cited], *, counts: Mapping[str, int] | None = None) -> Mapping[tuple[str, int], str]:
    """Return the id of the work that each reference means, the same for all that mean one work.

    Ids are made from what the entries of a work say, so they are the same in every build. An entry that gives neither
    title nor address is not there. One that could mean either of two works is a work of its own. `counts` says how
    usual a word is in titles, where these are some references of many.

    >>> one = Cited(title="Port closed", outlet="Coast Daily", date=Moment("2016-04-05"), document="d1")
    >>> other = Cited(title="Port Closed", outlet="Coast Daily", date=Moment("2016-04-05"), document="d2")
    >>> len(set(works([one, other]).values()))
    1
    """
    told: dict[tuple[str, ...], list[Cited]] = defaultdict(list)
    for one in citing:
        if one.terms or one.plain_url:
            told[one.account].append(one)
    accounts = [min(told[account], key=_spelling) for account in sorted(told)]
    clusters = _clusters(accounts, title_counts(accounts) if counts is None else counts)
    id_of = {n: min(_id_of(accounts[m]) for m in members) for members in clusters for n in members}
    return {one.key: id_of[n] for n, account in enumerate(sorted(told)) for one in told[account]}


def _spelling(one: _Work) -> tuple[str, ...]:
    return (one.title or "", one.outlet or "", one.url or "", *one.authors)


def may_be_one_work(one: Cited, other: Cited) -> bool:
    """Tell whether two references agree well enough to mean one work, whatever others say."""
    return one.account == other.account or _agreement(one, other) > 0


def _clusters(accounts: Sequence[_Work], counts: Mapping[str, int]) -> list[list[int]]:
    """Put accounts of one work together, the most alike first; all in a cluster agree with each other."""
    pairs = _pairs(accounts, counts)
    near: dict[int, set[int]] = defaultdict(set)
    for _, one, other in pairs:
        near[one].add(other)
        near[other].add(one)
    clusters = {n: [n] for n in range(len(accounts))}
    where = list(range(len(accounts)))
    for _, one, other in pairs:
        first, second = sorted((where[one], where[other]))
        if first == second or not all(b in near[a] for a in clusters[first] for b in clusters[second]):
            continue
        if _is_torn(accounts, near, where, clusters, first, second):
            continue
        clusters[first] += clusters.pop(second)
        for n in clusters[first]:
            where[n] = first
    return list(clusters.values())


def _indexed(known: Mapping[str, Held]) -> tuple[Mapping[str, set[str]], Mapping[str, set[str]]]:
    by_url: dict[str, set[str]] = defaultdict(set)
    by_word: dict[str, set[str]] = defaultdict(set)
    for id_, document in known.items():
        if document.plain_url and is_of_a_page(document.plain_url):
            by_url[document.plain_url].add(id_)
        for key in document.keys:
            by_word[key].add(id_)
    return by_url, by_word


def _candidates(reference: _Work, by_word: Mapping[str, set[str]], counts: Mapping[str, int]) -> set[str]:
    """Return the documents whose titles share one of the rarest words of the reference's."""
    return {id_ for key in rarest(reference.keys, counts) for id_ in by_word.get(key, ())}


def rarest(keys: Iterable[str], counts: Mapping[str, int]) -> list[str]:
    """Return the rarest of some words: what two titles of one work share unless most of it is misspelt.

    Words that were in no title when they were counted come on top of these, as they may be in one by now.
    """
    known = sorted((counts[key], key) for key in keys if counts.get(key))
    return [*sorted(key for key in keys if not counts.get(key)), *(k for n, k in known[:_ENOUGH] if n <= _COMMON)]


def _pairs(accounts: Sequence[_Work], counts: Mapping[str, int]) -> list[tuple[float, int, int]]:
    """Return the pairs that could be one work, the most alike first."""
    blocks: dict[str, list[int]] = defaultdict(list)
    for n, one in enumerate(accounts):
        for key in {*rarest(one.keys, counts), *filter(None, [one.plain_url])}:
            blocks[key].append(n)
    seen = {pair for block in blocks.values() for pair in combinations(block, 2)}
    graded = ((-_agreement(accounts[one], accounts[other]), one, other) for one, other in seen)
    return sorted(pair for pair in graded if pair[0])


def _is_torn(
    accounts: Sequence[_Work],
    near: Mapping[int, set[int]],
    where: Sequence[int],
    clusters: Mapping[int, list[int]],
    first: int,
    second: int,
) -> bool:
    """Tell whether an undated entry would be put with one of two works of the same title that are not one."""
    for mine, theirs in ((first, second), (second, first)):
        if any(accounts[n].date is not None or accounts[n].url for n in clusters[mine]):
            continue
        rivals = {n for m in clusters[mine] for n in near[m] if where[n] not in (mine, theirs)}
        if any(m not in near[n] for n in rivals for m in clusters[theirs]):
            return True
    return False


def _agreement(one: _Work, other: _Work) -> float:
    """Return how well two accounts of a work agree, 0 where they are of two works or do not say enough."""
    if one.plain_url and one.plain_url == other.plain_url and is_of_a_page(one.plain_url):
        return _SAME_PAGE
    days = _days_apart(one.date, other.date)
    if days is not None and days > _DAYS_OFF:
        return 0.0
    if not one.terms or not other.terms or one.turns != other.turns or not _same_title(one.terms, other.terms):
        return 0.0
    outlets = _same_outlet(one, other)
    authors = bool(one.families & other.families)
    if outlets is False and not authors:
        return 0.0
    length = min(len(one.terms), len(other.terms))
    support = (days is not None) + (outlets is True) + authors
    if support < (2 if length < _FEW_WORDS else 1 if length < _TELLING else 0):
        return 0.0
    exact = fold(one.title or "") == fold(other.title or "")
    return 1.0 + support + 0.5 * exact + (0.0 if days is None else 0.25 * (_DAYS_OFF - days) / _DAYS_OFF)


def _same_title(one: Sequence[Term], other: Sequence[Term]) -> bool:
    """Tell whether the words of either title are those of the other, in the same order."""
    if one == other:
        return True
    at, reached = 0, set()
    for word in one:
        found = next((n for n in (*range(at, len(other)), *range(at)) if _same_word(word, other[n])), None)
        if found is None or found < at - 1:
            return False
        at = found + 1
        reached.add(found)
    return all(n in reached or any(_same_word(a, word) for a in one) for n, word in enumerate(other))


def _same_word(one: Term, other: Term) -> bool:
    if one.keys & other.keys:
        return True
    a, b = fold(one.words), fold(other.words)
    return min(len(a), len(b)) >= _LONG_WORD and a[0] == b[0] and fuzz.ratio(a, b) >= _TYPO


def _days_apart(one: Moment | None, other: Moment | None) -> int | None:
    """Return how far two dates lie apart at least, in days; None where one is missing or open."""
    if one is None or other is None:
        return None
    a, b, c, d = one.earliest, one.latest, other.earliest, other.latest
    if a is None or b is None or c is None or d is None:
        return None
    return max((c - b).days, (a - d).days, 0)


def _same_outlet(one: _Work, other: _Work) -> bool | None:
    """Tell whether two outlets are one; None where one is missing."""
    if not one.outlet_key or not other.outlet_key:
        return None
    if one.outlet_key == other.outlet_key:
        return True
    if any(_DOMAIN.fullmatch(work.outlet or "") for work in (one, other)):
        return None  # an address may be any outlet's
    return fuzz.token_set_ratio(one.outlet_key, other.outlet_key) >= _SAME_OUTLET


def _outlet_key(outlet: str | None) -> str:
    if not outlet:
        return ""
    known = open_outlets().match(outlet)
    return known.name if known else fold(re.sub(r"^(?:the|www\.)\s*|\.(?:com|org|net)$", "", outlet, flags=re.I))


def _without_site(title: str, outlet: str | None) -> str:
    """Take the site's name off a page's title: "Port closed | Coast Daily"."""
    for cut in (" | ", " - ", " – ", " — ", " :: "):
        head, mark, tail = title.rpartition(cut)
        if mark and (open_outlets().match(tail) or (outlet and fold(tail) == fold(outlet))):
            return head
    return title


def _id_of(one: _Work) -> str:
    words = " ".join(min(term.keys) for term in one.terms)
    day = one.date.edtf if one.date else ""
    said = "\n".join((words or one.plain_url or "", one.outlet_key, day))
    return "w" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16]

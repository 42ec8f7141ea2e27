"""From a credit to the document it is about, where the record holds that document.

Invariant: a credit leads to a document only of the outlet or author credited, not later than the one that credits,
and only where the sentence with the credit tells something that stands there; else it leads to the voice alone.
"""

from __future__ import annotations

from array import array
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import cached_property

from dateline.model import Document, Evidence, Moment, Report
from dateline.reconciling.derivation.agreement import agreements, are_compatible
from dateline.reconciling.derivation.crediting import Credit, author_keys
from dateline.reconciling.derivation.publishers import are_of_one_outlet, publisher_keys
from dateline.reconciling.derivation.sentence_terms import Rarity
from dateline.reconciling.derivation.usual import Texts
from dateline.reconciling.derivation.wording import Wording

__all__ = ["MOST_COMPARED", "USUAL", "Traced", "Tracer", "could_be_credited", "report_like"]

# Days back that a credit without a day may reach: "the Post reported", said of an older report, gives its day. Swept
# from 4 to 14.
SHORTLY = 7
# A day named with a credit is that of the paper or of its web site, a day apart at most.
_ABOUT = timedelta(days=1)
# Share of the weight of the terms of the crediting sentence that one or two sentences of the origin have. Swept from
# .25 to .5.
TELLS = 0.35
# Where the day is named too: only that the two have something to do with each other. Swept from .04 to .16, where a
# dated credit is lost.
TELLS_DATED = 0.08
# Documents of an outlet that a credit is compared with, those with most of its terms.
MOST_COMPARED = 24
USUAL = 2_000  # documents: a term that more have than this finds none of them
# What two reports have to agree on for their documents to be linked without that.
_AGREE = 2


@dataclass(frozen=True, slots=True)
class Traced:
    """Name the origin of a credit by its number, and quote what stands there."""

    number: int
    evidence: Evidence


class Tracer:
    """Lead credits to documents, by outlet or author, day, and what the sentence tells."""

    def __init__(self, texts: Texts, reports: Mapping[str, Sequence[Report]]) -> None:
        self._wordings = texts.wordings
        self._reports = reports
        self._texts = texts.plain
        self._held = texts.terms
        self._rarity = Rarity(texts.terms, texts.documents)
        self._by_key: defaultdict[str, list[int]] = defaultdict(list)
        for number, wording in enumerate(self._wordings):
            for key in (*publisher_keys(wording.document), *author_keys(wording.document)):
                self._by_key[key].append(number)

    def trace(self, number: int, credit: Credit, reports: Sequence[Report] = ()) -> Traced | None:
        """Return what a credit of document `number` is about; `reports` are those of the sentence that credits."""
        if credit.sentence is None:
            return None
        mine = self._wordings[number]
        name = mine.words_in(credit.name.span)
        sentence = credit.sentence
        terms = self._texts[number].terms_in(sentence.first, sentence.last)
        terms -= self._texts[number].terms_in(*name)
        found: list[tuple[float, str, Traced]] = []
        possible = [n for n in self._by_key.get(credit.key, ()) if n != number and self._may_be(mine, n, credit.day)]
        for other in self._likeliest(terms, possible):
            theirs = self._wordings[other]
            share, first, last = self._rarity.counterpart(terms, self._texts[other])
            if share < (TELLS_DATED if credit.day else TELLS):
                told = self._reports.get(theirs.document.id, ())
                like = next((r for r in (report_like(mine_, told) for mine_ in reports) if r is not None), None)
                if like is None:
                    continue
                evidence = like.sentence
            else:
                evidence = theirs.evidence(first, last)
            found.append((-share, theirs.document.id, Traced(other, evidence)))
        return min(found, key=lambda f: f[:2])[2] if found else None

    def _may_be(self, mine: Wording, other: int, day: Moment | None) -> bool:
        return could_be_credited(mine.document, self._wordings[other].document, day)

    def _likeliest(self, terms: frozenset[str], possible: Sequence[int]) -> Sequence[int]:
        """Return the documents with most of the terms, where there are too many to compare sentence by sentence."""
        if len(possible) <= MOST_COMPARED:
            return possible
        allowed, weights = frozenset(possible), Counter[int]()
        for term in sorted(terms):
            if self._held.get(term, 1) <= USUAL:
                for number in self._having.get(term, ()):
                    if number in allowed:
                        weights[number] += 1
        return [n for n, _ in sorted(weights.items(), key=lambda w: (-w[1], w[0]))[:MOST_COMPARED]]

    @cached_property
    def _having(self) -> Mapping[str, Sequence[int]]:
        having: defaultdict[str, array[int]] = defaultdict(lambda: array("L"))
        for number, text in enumerate(self._texts):
            for term in text.terms:
                having[term].append(number)
        return having


def could_be_credited(mine: Document, theirs: Document, day: Moment | None) -> bool:
    """Tell whether a document may credit another, by when and by whom the two were published and the day named."""
    return _fits(mine.published, theirs.published, day) and not are_of_one_outlet(mine, theirs)


def report_like(report: Report, others: Sequence[Report], *, agree: int = _AGREE) -> Report | None:
    """Return the report that agrees with `report` on most, and on `agree` fields at least; of equals the first."""
    fitting = [(agreements(report, o), -o.trigger.start, o) for o in others if are_compatible(report, o)]
    best = max(fitting, key=lambda f: (f[0], f[1], f[2].id), default=None)
    return best[2] if best is not None and best[0] >= agree else None


def _fits(mine: Moment | None, theirs: Moment | None, day: Moment | None) -> bool:
    """Tell whether a document may be the one credited, by when the two came out and the day named."""
    if mine is not None and theirs is not None and mine.latest and theirs.earliest and theirs.earliest > mine.latest:
        return False
    if day is not None:
        if theirs is None or theirs.earliest is None or theirs.latest is None or day.earliest is None:
            return False
        return theirs.earliest - _ABOUT <= day.earliest <= theirs.latest + _ABOUT
    if mine is None or theirs is None or mine.earliest is None or theirs.latest is None:
        return True
    return (mine.earliest - theirs.latest).days <= SHORTLY

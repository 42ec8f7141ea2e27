"""Which sentences of a document tell of an incident, beside those that were coded as reports of it.

Invariant: a sentence tells of an incident where it is the sentence of one of its reports, where it goes on from there
("it happened on Sunday"), or, in a document without such a report, where it names what the incident's reports name and
uses their words. What follows stands only for the document that it is in.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence

from dateline.model import EventType, Evidence, ZoneKind
from dateline.reconciling.incidents.contradictions.naming import names_of, topics_in
from dateline.reconciling.incidents.contradictions.stating import Remarked, Statement, Telling
from dateline.reconciling.incidents.contradictions.wording import has_words, lemmas_of, senses_named
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["around", "is_repeated", "tellings_of"]

# Sentences after that of a report that may go on telling of it.
_FOLLOWING = 2
# Sentences on either side of those of the reports in which the rest of a story stands, and at the head of a text.
_AROUND = 2
_HEAD = 3
# Letters at the head of a sentence in which it says that it goes on.
_OPENING = 45
# Names, words beside several names, and words beside one, that two tellings of one thing have in common.
_NAMES = 2
_WORDS = 3
_MORE_WORDS = 5
# Days between the publications of two such tellings.
_SOON = 7
# A sentence right after another that says of it what it was.
_IT_WAS = re.compile(r"\s+(?:It|This|That) (?:was|is)\b[^.!?]*")
# What is said, rather than done: a sentence with one of these may tell of anything.
_SAID = frozenset({EventType.ACCUSE, EventType.REJECT, EventType.REQUEST, EventType.THREATEN})


def tellings_of(statements: Sequence[Statement], remarks: Sequence[Remarked]) -> Iterator[tuple[str, list[Remarked]]]:
    """Yield every document that tells of an incident, with its sentences that do; headlines are left out."""
    told: defaultdict[str, set[int]] = defaultdict(set)
    for s in statements:
        if s.report.zone is not ZoneKind.HEADLINE:
            told[s.report.document].add(s.report.sentence.start)
    names = frozenset(name for s in statements for name in names_of(s))
    lemmas = frozenset(w for s in statements for w in lemmas_of(s.report.sentence.words)) - words().small
    types = {s.report.type.value for s in statements}
    days = [s.telling.told for s in statements if s.telling.told is not None]
    by_document: defaultdict[str, list[Remarked]] = defaultdict(list)
    for r in remarks:
        if r.remark.zone is not ZoneKind.HEADLINE:
            by_document[r.remark.document].append(r)
    for document, sentences in sorted(by_document.items()):
        if document in told:
            lead = {r.remark.sentence.start for r in sentences[:1] if _tells(r, types) and _is_alike(r, names, lemmas)}
            yield document, _going_on(sentences, told[document] | lead)
        elif _is_soon(sentences[0], days) and (found := [r for r in sentences if _is_alike(r, names, lemmas)]):
            starts = {r.remark.sentence.start for r in found}
            yield document, _going_on(sentences, starts)


def around(
    statements: Sequence[Statement], remarks: Sequence[Remarked], beside: Sequence[Statement]
) -> Iterator[tuple[str, list[Remarked]]]:
    """Yield every document with a report of an incident, with that report's sentences and those next to them.

    A sentence with a report of something else (`beside`) tells of that, unless a pronoun opens it; who has the incident
    in a headline alone tells it in the first sentences. What is only to come and what was before is left out.
    """
    own: defaultdict[str, set[int]] = defaultdict(set)
    for s in statements:
        own[s.report.document] |= {s.report.sentence.start} if s.report.zone is not ZoneKind.HEADLINE else set()
    others = {(s.report.document, s.report.sentence.start) for s in beside if s.report.type not in _SAID}
    by_document: defaultdict[str, list[Remarked]] = defaultdict(list)
    for r in remarks:
        if r.remark.document in own and r.remark.zone is not ZoneKind.HEADLINE:
            by_document[r.remark.document].append(r)
    for document, sentences in sorted(by_document.items()):
        at = [i for i, r in enumerate(sentences) if r.remark.sentence.start in own[document]]
        near = {i + step for i in at for step in range(-_AROUND, _AROUND + 1)} if at else set(range(_HEAD))
        found = [sentences[i] for i in sorted(near) if 0 <= i < len(sentences)]
        kept = [r for r in found if r.remark.sentence.start in own[document] or not _is_apart(r, others)]
        if kept:
            yield document, kept


def is_repeated(sentence: Evidence, telling: Telling) -> bool:
    """Tell whether a sentence, or the next one that goes on with "it was", says that there was another such event."""
    if has_words(sentence.words, "repeated"):
        return True
    rest = _IT_WAS.match(telling.text or "", sentence.end)
    return rest is not None and has_words(rest[0], "repeated")


def _is_apart(r: Remarked, others: Collection[tuple[str, int]]) -> bool:
    sentence = r.remark.sentence
    if words().elsewhen.search(sentence.words) or words().repeated.search(sentence.words):
        return True
    is_of_others = (r.remark.document, sentence.start) in others
    return is_of_others and words().pronoun_first.match(sentence.words) is None


def _going_on(sentences: Sequence[Remarked], told: set[int]) -> list[Remarked]:
    """Return the sentences that tell of it, and those right after them that say that they go on."""
    found, left = [], 0
    for r in sentences:
        if r.remark.sentence.start in told:
            found.append(r)
            left = _FOLLOWING
        elif left and words().happening.search(r.remark.sentence.words[:_OPENING]):
            found.append(r)
            left -= 1
        else:
            left = max(0, left - 1)
    return found


def _tells(r: Remarked, types: Collection[str]) -> bool:
    """Tell whether a sentence has words for acts of some types."""
    return any(sense.partition(".")[0] in types for sense in senses_named(r.remark.sentence.words, plainly=True))


def _is_alike(r: Remarked, names: frozenset[str], lemmas: frozenset[str]) -> bool:
    shared = topics_in(r.remark.sentence.words) & names
    if not shared or r.remark.denied_from is not None:
        return False
    alike = (lemmas_of(r.remark.sentence.words) - words().small) & lemmas
    return len(alike) >= (_WORDS if len(shared) >= _NAMES else _MORE_WORDS)


def _is_soon(r: Remarked, days: Sequence[tuple[int, int]]) -> bool:
    told = r.telling.told
    return told is None or not days or any(abs(told[0] - day[0]) <= _SOON for day in days)

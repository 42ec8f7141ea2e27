"""Find again what a decision was about, or what an incident was made of, after a run gave reports other ids.

Invariant: a report is known again by where it stands, never by what it says: the same id; else the same trigger and
type; else the nearest trigger that overlaps; else the only report of its type in the same sentence. What could be
several things is told as such, and nobody guesses.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cached_property
from operator import attrgetter
from typing import Any

from dateline.errors import DatelineError
from dateline.model import Act, Anchor, Claim, Evidence, Report, Subject
from dateline.model.decision import subject_of, words_digest

__all__ = ["BY_PLACE", "Finder", "anchor_of", "anchor_of_row", "anchors_of", "place_of"]

# The order in which anchors stand in their documents; by the attributes alone, as whole anchors compare slowly.
BY_PLACE = attrgetter("document", "start", "end", "type", "id")


def anchor_of(said: Report | Claim) -> Anchor:
    """Return the anchor of a report or claim, under its own id."""
    if isinstance(said, Report):
        words, type_ = said.trigger, said.type.value
    else:
        words, type_ = _claimed(said), said.kind.value
    sentence = said.sentence
    return _anchor(said.id, said.document, words.start, words.end, type_, sentence.start, sentence.end, sentence.words)


def anchor_of_row(row: Mapping[str, Any]) -> Anchor:
    """Return the anchor of a report or claim from its row in the shape of the contract."""
    if "trigger" in row:
        words, type_ = row["trigger"], row["type"]
    else:
        terms = (row["value_evidence"], *((row[side] or {}).get("evidence") for side in ("object", "subject")))
        words, type_ = next((term for term in terms if term), row), row["kind"]
    sentence = (row["start"], row["end"], row["words"])
    return _anchor(row["id"], row["document"], words["start"], words["end"], type_, *sentence)


def _claimed(claim: Claim) -> Evidence:
    terms = (claim.object, claim.subject)
    return claim.value_evidence or next((term.evidence for term in terms if term), claim.sentence)


def _anchor(id_: str, document: str, start: int, end: int, type_: str, first: int, last: int, words: str) -> Anchor:
    return Anchor(document, start, end, type_, first, last, words_digest(words), id_, id_)


def anchors_of(
    act: Act,
    targets: Sequence[str],
    *,
    anchors: Mapping[str, Anchor],
    incidents: Mapping[str, Collection[str]],
) -> tuple[Anchor, ...]:
    """Return what a decision is about: the anchors of its targets, and for a move of the incidents that lose a report.

    `anchors` are those of the reports and claims by their ids, `incidents` the ids of the reports of each incident.
    Raises DatelineError where there is no such report, claim or incident.
    """
    made: list[Anchor] = []
    for target in targets:
        if subject_of(target) is Subject.INCIDENT:
            if target not in incidents:
                raise DatelineError(f"there is no incident {target}; was it merged into another? ask for it by its id")
            made += _under(target, incidents[target], anchors)
        elif subject_of(target) in (Subject.REPORT, Subject.CLAIM):
            if target not in anchors:
                raise DatelineError(f"there is no {subject_of(target).value} {target}")
            made.append(anchors[target])
    if act is Act.MOVE:
        moving = set(targets[:-1])
        for incident in sorted(incidents):
            if incident != targets[-1] and moving & set(incidents[incident]):
                made += _under(incident, incidents[incident], anchors)
    return tuple(sorted(set(made)))


def _under(target: str, reports: Iterable[str], anchors: Mapping[str, Anchor]) -> Iterator[Anchor]:
    for report in sorted(reports):
        if report not in anchors:
            raise DatelineError(f"incident {target} names the report {report}, which is not there")
        yield replace(anchors[report], target=target)


def place_of(anchor: Anchor) -> str:
    """Say where an anchor holds, for a reader.

    >>> place_of(Anchor("d1", 10, 16, "ASSAULT", 0, 61, "", "r1", "r1"))
    'ASSAULT at characters 10-16 of document d1'
    """
    return f"{anchor.type} at characters {anchor.start}-{anchor.end} of document {anchor.document}"


class Finder:
    """Find anchors again among the reports (and claims) of now, given by their anchors."""

    def __init__(self, now: Iterable[Anchor]) -> None:
        self._by_id = {one.id: one for one in now}
        self._found: dict[tuple[str, str, int, int, str], tuple[str, ...]] = {}

    def __contains__(self, id_: object) -> bool:
        return id_ in self._by_id

    def find(self, anchor: Anchor) -> tuple[str, ...]:
        """Return the id that an anchor has now: none where it is gone, several where it could be any of them."""
        if anchor.id in self._by_id:
            return (anchor.id,)
        key = (anchor.id, anchor.document, anchor.start, anchor.end, anchor.type)
        if key not in self._found:
            self._found[key] = self._look(anchor)
        return self._found[key]

    @cached_property
    def _by_document(self) -> dict[tuple[str, str], list[Anchor]]:
        """The anchors by document and sort; most are found by their ids, without it."""
        found: dict[tuple[str, str], list[Anchor]] = defaultdict(list)
        for one in self._by_id.values():
            found[one.document, one.id[:1]].append(one)
        return found

    def _look(self, anchor: Anchor) -> tuple[str, ...]:
        near = self._by_document.get((anchor.document, anchor.id[:1]), [])
        best, found = 0, list[str]()
        for one in near:
            close = _closeness(anchor, one)
            if close > best:
                best, found = close, []
            if close and close == best:
                found.append(one.id)
        if found:
            return tuple(sorted(found))
        beside = [one.id for one in near if one.digest == anchor.digest and one.type == anchor.type]
        in_sentence = [one.id for one in near if one.sentence_start == anchor.sentence_start and one.id in beside]
        return tuple(in_sentence) if len(in_sentence) == 1 else ()


# Above any offset: a class of closeness is never made up for by a longer overlap.
_CLASS = 1 << 40


def _closeness(anchor: Anchor, one: Anchor) -> int:
    """Return how near two triggers are: 0 where they do not overlap; the type counts more than the overlap."""
    overlap = min(anchor.end, one.end) - max(anchor.start, one.start)
    if overlap <= 0:
        return 0
    same_type, same_span = anchor.type == one.type, (anchor.start, anchor.end) == (one.start, one.end)
    return (2 * same_type + same_span) * _CLASS + overlap

"""Incidents in the terms in which views ask reports, so that one set of rules makes rows of either.

Invariant: one event an incident, with the incident's own values; its reports add where it is told, the words that name
it, and the papers that stand behind it, one for each independent origin. What did not happen, what reviewers rejected
and what all its sources took back is no event. The dead of a part are not told of the whole again.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from dateline.exporting.told import facts_of, is_told
from dateline.model import Grade, Reviewed, ZoneKind

__all__ = ["events", "note_of"]

Row = Mapping[str, Any]

_KEPT = (
    "id", "level", "type", "mode", "status", "actors", "recipients", "place", "when", "killed", "sources", "part_of",
)  # fmt: skip


def events(
    incidents: Iterable[Row], reports: Iterable[Row], documents: Iterable[Row], derivations: Iterable[Row] = ()
) -> Iterator[dict[str, Any]]:
    """Yield each incident that happened as an event, in their order.

    `reports`, `documents` and `derivations` are the rows of the record that the incidents are of; of the derivations
    it is read which documents have it from which. An event has the keys that views ask of a report, and besides:
    `stands_at` (document and offset of each report), `papers`, `voices` (the nearest ones of each origin), `note`.
    """
    kept = [row for row in incidents if _counts(row)]
    wanted = {id_ for row in kept for id_ in row["reports"]}
    told = {report["id"]: _of_report(report) for report in reports if report["id"] in wanted}
    papers, earlier = facts_of(documents), _earlier(derivations)
    made = [_event(row, told, papers, earlier) for row in kept]
    doubled = _doubled(event for event in made if is_told(event))
    for event in made:
        yield {**event, "killed": None} if event["id"] in doubled else event


def _counts(row: Row) -> bool:
    grade: str = row["corroboration"]["grade"]
    return bool(row["reviewed"] != Reviewed.REJECTED and grade != Grade.RETRACTED)


def _of_report(report: Row) -> Row:
    """Return what is read of a report: a record may have very many."""
    return {
        "document": report["document"],
        "start": report["start"],
        "zone": report["zone"],
        "type": report["type"],
        "trigger": report["trigger"]["words"],
        "words": report["words"],
        "voice": report["voices"][0]["name"] if report["voices"] else None,
    }


def _event(
    row: Row, told: Mapping[str, Row], papers: Mapping[str, Row], earlier: Mapping[str, Collection[str]]
) -> dict[str, Any]:
    reports = [told[id_] for id_ in row["reports"] if id_ in told]
    # Where people gave it another type no report has it, and the words of all may tell what it is there.
    naming = [report for report in reports if report["type"] == row["type"]] or reports
    groups = [[told[id_] for id_ in group if id_ in told] for group in row["sources"]["groups"]]
    first = [_first_hand(group, papers, earlier) for group in groups]
    return {
        **{key: row[key] for key in _KEPT},
        "document": None,
        "zone": ZoneKind.COMMENT if reports and all(r["zone"] == ZoneKind.COMMENT for r in reports) else ZoneKind.BODY,
        "means": {"kind": row["means"]} if row["means"] else None,
        "target": {"kind": row["target"]} if row["target"] else None,
        "trigger": {"words": " / ".join(report["trigger"] for report in naming)},
        "words": "\n".join(report["words"] for report in naming),
        "stands_at": [(report["document"], report["start"]) for report in reports],
        "papers": [papers[id_] for id_ in dict.fromkeys(first) if id_ is not None and id_ in papers],
        "voices": [{"name": name} for name in dict.fromkeys(_voices(groups, first))],
        "note": note_of(row, len({report["document"] for report in reports})),
    }


def _first_hand(group: Sequence[Row], papers: Mapping[str, Row], earlier: Mapping[str, Collection[str]]) -> str | None:
    """Return the document that tells what an origin knows at first hand: it has it from no other, and is the first."""
    ids = sorted({report["document"] for report in group})
    own = [id_ for id_ in ids if not any(other in earlier.get(id_, ()) for other in ids if other != id_)] or ids
    return min(own, key=lambda id_: ((papers.get(id_) or {}).get("published") or "~", id_), default=None)


def _voices(groups: Sequence[Sequence[Row]], first: Sequence[str | None]) -> Iterator[str]:
    """Yield the nearest voices of each origin, as the article names them that tells it at first hand."""
    for group, document in zip(groups, first, strict=True):
        yield from (report["voice"] for report in group if report["document"] == document and report["voice"])


def _earlier(derivations: Iterable[Row]) -> Mapping[str, Collection[str]]:
    """Return for each document those that it has something from."""
    found: dict[str, set[str]] = defaultdict(set)
    for link in derivations:
        if link["is_directed"] and link["origin"]["document"]:
            found[link["document"]].add(link["origin"]["document"])
    return found


def _doubled(rows: Iterable[Row]) -> Collection[str]:
    """Return the wholes of which some part tells of dead, its parts' parts included."""
    wholes: dict[str, list[str]] = {}
    deadly: list[str] = []
    for row in rows:
        wholes[row["id"]] = [one["id"] for one in row["part_of"]]
        deadly += [row["id"]] if row["killed"] else []
    found: set[str] = set()
    todo = list(deadly)
    while todo:
        above = [id_ for id_ in wholes.get(todo.pop(), ()) if id_ not in found]
        found.update(above)
        todo += above
    return found


def note_of(row: Row, documents: int) -> str:
    """Say who stands behind an incident and what is disputed, in values alone.

    >>> note_of({"reports": ["r1", "r2", "r3"], "sources": {"independent": 2}, "killed": None, "contradictions": [],
    ...     "corroboration": {"grade": "corroborated"}}, 2)
    '3 reports in 2 articles; independent sources: 2; corroborated'
    """
    reports = len(row["reports"])
    said = [
        f"{reports} report{'s' if reports != 1 else ''} in {documents} article{'s' if documents != 1 else ''}",
        f"independent sources: {row['sources']['independent']}",
        row["corroboration"]["grade"],
    ]
    killed = row["killed"]
    if killed and killed["low"] != killed["high"]:
        ends = (f"{name} {killed[name]}" for name in ("low", "high") if killed[name] is not None)
        said.append(f"killed: {', '.join(ends)}")
    disputed = sorted({one["disputed"] for one in row["contradictions"]})
    if disputed:
        said.append(f"disputed: {', '.join(disputed)}")
    return "; ".join(said)

"""One report or one claim: its sentence in context, every field with the words it came from, and what became of it.

Invariant: each field stands beside the words that it came from; a field without a value says why.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.desk.asked import Asked
from dateline.desk.decided import Decided
from dateline.desk.desk import Desk
from dateline.desk.fields import claim_fields, report_fields, said_voices
from dateline.desk.page import Page, Shown
from dateline.desk.passages import blocks, passage_of
from dateline.desk.refused import NotThere
from dateline.desk.ties import ties_of
from dateline.model.decision import decision_from_json
from dateline.model.saying import said_kind
from dateline.model.schema import Row
from dateline.record.of_one import coded_at, coded_with, contradictions_of, decisions_on, derivations_of, stands_in
from dateline.record.taking_back import taken_back

__all__ = ["PAGES"]

# So many characters before and after the sentence are shown with it: some lines.
_AROUND = 400
_LOST = "the record has no {noun} {id!r} today; its document may have been coded again since, and read differently"


def _report(desk: Desk, asked: Asked) -> Shown:
    row = _one(desk, "reports", asked.id or "", "report")
    incident = desk.record.incidents_of([row["id"]]).get(row["id"])
    disputes = contradictions_of(desk.record, incident) if incident else []
    beside = [
        one.key
        for one in stands_in(desk.record, "reports", row["document"])
        if (one.start, one.end) == (row["start"], row["end"]) and one.id != row["id"]
    ]
    decided = decisions_on(desk.record, row["id"])
    also = {
        "documents": desk.record.some("documents", [row["document"]]),
        "incidents": desk.record.some("incidents", [incident]) if incident else [],
        "contradictions": [one for one in disputes if _quotes(one, row["id"])],
        "derivations": [one for one in derivations_of(desk.record, row["document"]) if _concerns(one, row["id"])],
        "decisions": decided,
    }
    about = Decided.about(desk, also["incidents"][0]["reports"]) if also["incidents"] else None
    back = taken_back(desk.record, also["incidents"][0], rejected=about.rejected) if about else {}
    taken = list(back.get(row["id"], ()))

    def draw(shown: Shown) -> Mapping[str, Any]:
        one = shown.rows[0]
        return {
            **_drawn(desk, shown, "report", decided),
            "fields": list(report_fields(one)),
            "takes_back": [id_ for id_, by in back.items() if row["id"] in by],
            "incident": next(iter(shown.also["incidents"]), None),
            "disputes": shown.also["contradictions"],
            "beside": desk.covers.rows("reports", coded_at(desk.record, "reports", beside)),
            "origins": ties_of(desk, one["document"], shown.also["derivations"]),
        }

    return Shown(title=f"{said_kind(row)}: report", rows=[row], also=also, told={"taken_back": taken}, draw=draw)


def _claim(desk: Desk, asked: Asked) -> Shown:
    row = _one(desk, "claims", asked.id or "", "claim")
    decided = decisions_on(desk.record, row["id"])
    also = {
        "documents": desk.record.some("documents", [row["document"]]),
        "decisions": decided,
    }

    def draw(shown: Shown) -> Mapping[str, Any]:
        return {
            **_drawn(desk, shown, "claim", decided),
            "fields": list(claim_fields(shown.rows[0])),
            "takes_back": (),
            "taken_back": (),
            "incident": None,
            "disputes": (),
            "beside": (),
            "origins": (),
        }

    return Shown(title=f"{row['kind'].replace('_', ' ')}: claim", rows=[row], also=also, draw=draw)


def _one(desk: Desk, what: str, id_: str, noun: str) -> Row:
    row = coded_with(desk.record, what, id_)
    if row is None:
        raise NotThere(_LOST.format(noun=noun, id=id_))
    return row


def _drawn(desk: Desk, shown: Shown, noun: str, decided: Sequence[Row]) -> dict[str, Any]:
    """Return what the pages of reports and claims have in common."""
    row, document = shown.rows[0], shown.also["documents"][0]
    text = document["text"]
    start, end = _context(text, row)
    around = [
        block
        for block in blocks(text, document["zones"], [passage_of(row, 1, noun)], start=start, end=end)
        if block.start < row["end"] and row["start"] < block.end  # of other zones nothing is read along
    ]
    title = document["title"] or document["path"] or document["url"] or "the article"
    return {
        "row": row,
        "noun": noun,
        "document": document,
        "name": title,
        "replaced_by": desk.replaced([document]).get(document["id"]),
        "around": around,
        "chain": said_voices(row["voices"], f"“{title}”"),
        "decisions": Decided.some(desk, [decision_from_json(one) for one in decided]).rows() if decided else [],
    }


def _context(text: str, row: Row) -> tuple[int, int]:
    """Return where the text around a sentence begins and ends: between words."""
    start = max(0, row["start"] - _AROUND)
    if start:
        space = text.find(" ", start, row["start"])
        start = space + 1 if space >= 0 else row["start"]
    end = min(len(text), row["end"] + _AROUND)
    if end < len(text):
        space = text.rfind(" ", row["end"], end)
        end = space if space >= 0 else row["end"]
    return start, end


def _quotes(contradiction: Row, report: str) -> bool:
    return any(report in side["reports"] for side in contradiction["values"])


def _concerns(derivation: Row, report: str) -> bool:
    return report in (derivation["report"], derivation["origin"]["report"])


PAGES = (
    Page(
        name="report",
        path="/reports/{id}",
        summary="A report: its sentence in context, each field with its words and scores, who says so, its incident.",
        answer=_report,
        what="reports",
        formats=("json", "csv", "geojson"),
    ),
    Page(
        name="claim",
        path="/claims/{id}",
        summary="A claim: its sentence in context, each field with its words, who says so.",
        answer=_claim,
        what="claims",
        formats=("json", "csv"),
    ),
)

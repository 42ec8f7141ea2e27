"""The sides of a contradiction, each with its words in the sentence where they stand, and whose they are.

Invariant: the words of a side are quoted as the document has them, with enough around them to be understood; the link
beside them leads to that very passage.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from dateline.model.saying_sources import said_voices
from dateline.record import Record

__all__ = ["with_sides"]

Row = Mapping[str, Any]
Json = dict[str, Any]

# Characters before and after the words that are shown where no report gives the sentence.
_AROUND = 160


def with_sides(record: Record, rows: Sequence[Row], names: Mapping[str, str], reports: Mapping[str, Row]) -> list[Json]:
    """Return contradictions with their sides as they are shown: each quote within its sentence, marked.

    `names` lead from documents to how they are called; `reports` from ids to the reports that are known already.
    """
    wanted = {id_ for one in rows for side in one["values"] for id_ in side["reports"]}
    known = {**reports, **{row["id"]: row for row in record.some("reports", sorted(wanted - set(reports)))}}
    texts: dict[str, str] = {}
    return [
        {**one, "values": [_side(record, one, side, names, known, texts) for side in one["values"]]} for one in rows
    ]


def _side(
    record: Record,
    one: Row,
    side: Row,
    names: Mapping[str, str],
    reports: Mapping[str, Row],
    texts: dict[str, str],
) -> Json:
    own = [reports[id_] for id_ in side["reports"] if id_ in reports]
    quotes = []
    for quote in side["quotes"]:
        document = quote["document"]
        report = next((r for r in own if r["document"] == document and r["start"] <= quote["start"] < r["end"]), None)
        if report is None:
            if document not in texts:
                texts[document] = record.text(document)
            start, words = _around(texts[document], quote["start"], quote["end"])
        else:
            start, words = report["start"], report["words"]
        quotes.append(
            {
                **quote,
                "name": names.get(document, document),
                "report": report["id"] if report else None,
                "voice": said_voices(report) if report else "",
                "sentence_start": start,
                "sentence": words,
                "marks": [{"start": quote["start"], "end": quote["end"], "label": one["field"]}],
            }
        )
    voices = [names.get(voice, voice) for voice in side["voices"]]
    return {**side, "voices": voices, "quotes": quotes}


def _around(text: str, start: int, end: int) -> tuple[int, str]:
    """Return words with what stands around them in the same paragraph: where that begins, and its words."""
    first = max(text.rfind("\n", 0, start) + 1, start - _AROUND)
    last = min(end + _AROUND, found if (found := text.find("\n", end)) >= 0 else len(text))
    if first > 0 and text[first - 1] not in "\n ":
        first = min(start, (text.find(" ", first, start) + 1) or start)
    if last < len(text) and text[last] not in "\n ":
        last = max(end, text.rfind(" ", end, last))
    return first, text[first:last]

"""The sides of a contradiction, each with its words in the sentence where they stand, and whose they are.

Invariant: the words of a side are quoted as the document has them, with enough around them to be understood; the link
beside them leads to that very passage.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from dateline.desk.desk import Desk
from dateline.desk.reading import passage
from dateline.model.saying_sources import said_voices
from dateline.model.schema import Row

__all__ = ["shown_quotes", "with_sides"]

Json = dict[str, Any]

# Quotes of a side that are shown: a number that forty papers print is not the better understood for forty quotes.
_QUOTES = 3


def with_sides(desk: Desk, rows: Sequence[Row], names: Mapping[str, str], reports: Mapping[str, Row]) -> list[Json]:
    """Return contradictions with their sides as they are shown: each quote within its sentence, marked.

    `names` lead from documents to how they are called; `reports` from ids to the reports that are known already: where
    none has the words, they are shown with what stands around them. Of many quotes of a side the first are shown, and
    `more` says how many are not.
    """
    return [{**one, "values": [_side(desk, one, side, names, reports) for side in one["values"]]} for one in rows]


def shown_quotes(row: Row) -> Iterator[Row]:
    """Yield the quotes of a contradiction that are shown."""
    for side in row["values"]:
        yield from side["quotes"][:_QUOTES]


def _side(desk: Desk, one: Row, side: Row, names: Mapping[str, str], reports: Mapping[str, Row]) -> Json:
    own = [reports[id_] for id_ in side["reports"] if id_ in reports]
    quotes = []
    for quote in side["quotes"][:_QUOTES]:
        document = quote["document"]
        report = next((r for r in own if r["document"] == document and r["start"] <= quote["start"] < r["end"]), None)
        if report is None:
            start, words = passage(desk, document, quote["start"], quote["end"])
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
    return {**side, "voices": voices, "quotes": quotes, "more": max(0, len(side["quotes"]) - len(quotes))}

"""What was read and what was not: how much came out when, what failed and why, silent days, what has no place.

Invariant: every number is of the record as a whole; what it cannot tell is counted too. What was read is counted in
memory as documents are coded (`dateline.desk.coverage`), what reports lack by the index: no request goes through the
record.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from markupsafe import Markup

from dateline.desk.asked import Asked
from dateline.desk.coverage import COVERAGE, Coverage
from dateline.desk.desk import Desk
from dateline.desk.keeping import Kept
from dateline.desk.page import Page, Shown
from dateline.desk.silences import Days, binned, silences
from dateline.drawing import Strip, strips_svg
from dateline.indexing import FILTERS, Filters, Snapshot
from dateline.model.schema import Row
from dateline.reading.reasons import REASONS

__all__ = ["PAGES"]

Json = dict[str, Any]

_NAMED = 20
# Longest silences that are listed, and origins of one reason for which something could not be read.
_LONGEST = 10
_ORIGINS = 12


def _answer(desk: Desk, asked: Asked) -> Shown:
    del asked
    coverage, lacking = COVERAGE.of(desk), LACKING.of(desk)
    days = _days(coverage, lacking)
    said = {name: sorted(silences(one), key=lambda s: (-s.days, s.first))[:_LONGEST] for name, one in days.items()}
    return Shown(
        title="Coverage",
        rows=[
            {"month": month, "documents": n, "reports": m, "address": _listed(desk, month)}
            for month, n, m in coverage.by_month
        ],
        count=len(coverage.by_month),
        told={
            "documents": {
                "count": coverage.documents,
                "undated": coverage.documents - len(coverage.days),
                "by_outlet": [
                    {"outlet": outlet, "documents": n, "reports": m} for outlet, n, m in coverage.by_outlet[:_NAMED]
                ],
                "outlets": sum(outlet is not None for outlet, _, _ in coverage.by_outlet),
                "by_format": dict(coverage.by_media.most_common()),
                "by_language": dict(coverage.by_language.most_common()),
                "without_reports": len(coverage.tally.bare),
                "some_without_reports": coverage.tally.bare[:_NAMED],
            },
            "failures": _failures(coverage.failures),
            "silent": {
                name: {
                    "days": len(one.counts),
                    "silent_days": one.silent,
                    "weeks": len(one.counts) // 7,
                    "silent_weeks": one.silent_weeks,
                    "longest": [
                        {"first": s.first.isoformat(), "last": s.last.isoformat(), "days": s.days} for s in said[name]
                    ],
                }
                for name, one in days.items()
            },
            "reports": {"count": len(desk.now.reports), "doubt": lacking.doubt},
            "builds": _builds(coverage),
            "stages": _stages(coverage.runs),
        },
        drawn={
            "picture": Markup(_picture(days)) if days else None,
            "titles": desk.titles(coverage.tally.bare[:_NAMED]),
        },
    )


_DOUBTS = next(each.allowed for each in FILTERS["reports"] if each.name == "doubt")


class _Lacking:
    """Hold what reports of one snapshot lack, by reason, and on how many of them each day is told of."""

    def __init__(self, now: Snapshot) -> None:
        counted = {
            value: now.reports.where(Filters.parse({"doubt": [value]}, what="reports")).count for value in _DOUBTS
        }
        self.doubt = [{"value": value, "reports": n} for value, n in counted.items() if n]
        histogram = now.reports.where().histogram("day")
        self.starts, self.counts = histogram.starts, histogram.counts


def _lacking(desk: Desk, before: _Lacking | None) -> _Lacking:
    del before
    return _Lacking(desk.now)


LACKING: Kept[Desk, _Lacking] = Kept(_lacking, may_lag=True)


def _listed(desk: Desk, when: str) -> str:
    """Return the address of the list of the documents that were published in a month."""
    return desk.addresses.to("/documents", {"published": [when]})


def _days(coverage: Coverage, lacking: _Lacking) -> dict[str, Days]:
    """Return what came out, and what is told of, on each day from the first to the last that a document came out."""
    came = coverage.days
    if not len(came):
        return {}
    first, last = int(came[0]), int(came[-1])
    told = np.zeros(last - first + 1, np.int64)
    is_in = (lacking.starts >= first) & (lacking.starts <= last)
    told[lacking.starts[is_in] - first] = lacking.counts[is_in]
    return {
        "documents": Days(first, np.bincount(came - first, minlength=last - first + 1)),
        "reports": Days(first, told),
    }


_LANES = {"documents": "documents", "reports": "told of"}


def _picture(days: Mapping[str, Days]) -> str:
    strips = {
        _LANES[name]: Strip((name.removesuffix("s"), name), binned(one), silences(one)) for name, one in days.items()
    }
    return strips_svg(strips, next(iter(days.values())).view, title="What was published, and which days are told of")


def _failures(rows: Sequence[Row]) -> list[Json]:
    """Return why inputs could not be read, the commonest reason first, with the first ones of each."""
    of: dict[str, list[Row]] = defaultdict(list)
    for row in rows:
        of[row["reason"]].append(row)
    return [
        {
            "reason": reason,
            "means": REASONS.get(reason, ""),
            "count": len(some),
            "origins": [{"origin": row["origin"], "message": row["message"]} for row in some[:_ORIGINS]],
        }
        for reason, some in sorted(of.items(), key=lambda one: (-len(one[1]), one[0]))
    ]


def _builds(coverage: Coverage) -> list[Json]:
    """Return the runs that wrote the record, the newest first, with how many documents each coded last."""
    failed = Counter(row["run"] for row in coverage.failures)
    return [
        {
            "run": run["id"],
            "started": run["started"],
            "finished": run["finished"],
            "state": run["state"],
            "dateline": run["manifest"].get("dateline"),
            "inputs": run["manifest"].get("inputs", []),
            "coded": coverage.tally.by_run.get(run["id"], 0),
            "failed": failed[run["id"]],
        }
        for run in reversed(coverage.runs[-_NAMED:])
    ]


def _stages(runs: Sequence[Row]) -> list[Json]:
    """Return the versions of coder and knowledge of the newest run, each with whether the run before had another."""
    if not runs:
        return []
    newest = runs[-1]["manifest"].get("stages", {})
    before = runs[-2]["manifest"].get("stages", {}) if len(runs) > 1 else newest
    return [
        {"stage": name, "version": version, "changed": before.get(name) != version}
        for name, version in sorted(_flat(newest))
    ]


def _flat(stages: Mapping[str, Any]) -> Iterable[tuple[str, str]]:
    return ((name, str(version)) for name, version in stages.items())


PAGES = (
    Page(
        name="coverage",
        path="/coverage",
        summary="What was read, what failed, which days are silent, and what could not be placed or dated, and why.",
        answer=_answer,
        formats=("json", "csv"),
    ),
)

"""Store short articles in a record as a build does."""

from __future__ import annotations

from collections.abc import Iterable

from tests.reconciling.incidents.short_reports import Told

from dateline.record import Record

__all__ = ["store_told"]


def store_told(record: Record, articles: Iterable[Told], *, reconciles: bool = True) -> None:
    """Store articles with their reports in one run, and relate and reconcile them."""
    run = record.begin({})
    for one in articles:
        run.store(
            one.document,
            original=one.document.text.encode(),
            media="text/plain",
            origin=f"{one.document.id}.txt",
            reports=one.reports,
            fingerprint="c1",
            reading_fingerprint="r1",
        )
    record.link_actors(run)
    record.relate(run)
    if reconciles:
        record.reconcile()
    run.finish("finished")

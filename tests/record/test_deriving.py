"""What documents derive from is asked by the documents alone, and is what the record shows."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline
from dateline.record import Record, open_record

EXAMPLES = Path(__file__).parents[2] / "examples" / "maysan"


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Record:
    path = tmp_path_factory.mktemp("deriving") / "maysan.dateline"
    dateline.build(EXAMPLES, to=path).close()
    return open_record(path, read_only=True)


def test_all_documents_have_all_derivations(record: Record) -> None:
    everything = sorted(record.derivations(), key=lambda row: row["id"])
    assert record.derivations_among(row["id"] for row in record.documents()) == everything
    assert everything


def test_origin_that_is_not_among_them_is_left_out(record: Record) -> None:
    link = next(row for row in record.derivations() if row["origin"]["document"])
    own = record.derivations_among([link["document"]])
    assert all(row["document"] == link["document"] and row["origin"]["document"] is None for row in own)
    both = record.derivations_among([link["document"], link["origin"]["document"]])
    assert link in both

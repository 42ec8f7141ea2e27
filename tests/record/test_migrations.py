"""Records of earlier shapes open, keep what they hold, and say nothing of what they were never asked."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine

from dateline.asking import Answer
from dateline.errors import RecordError
from dateline.model.decision import decision_from_json
from dateline.record import create_or_open, open_record
from dateline.record.decisions import verify
from dateline.record.tables import METADATA


def older(path: Path, revision: str, *, filled_from: Path) -> Path:
    """Make a record of an earlier revision and fill it with what another one holds."""
    engine = create_engine(f"sqlite:///{path}")
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "dateline.record:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, revision)
    engine.dispose()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("ATTACH ? AS newer", (str(filled_from),))
        tables = ("blobs", "runs", "documents", "sources", "codings", "reports", "claims", "decisions")
        for table in (*tables, "documents_search", "reports_search"):
            names = ", ".join(f'"{row[1]}"' for row in connection.execute(f"PRAGMA main.table_info({table})"))
            connection.execute(f"INSERT INTO main.{table} ({names}) SELECT {names} FROM newer.{table}")
        connection.commit()
    return path


@pytest.fixture
def old(tmp_path: Path, keep, a_document) -> Path:
    with create_or_open(tmp_path / "new.dateline") as record:
        keep(record, a_document())
    return older(tmp_path / "old.dateline", "0001", filled_from=tmp_path / "new.dateline")


@pytest.mark.parametrize("read_only", [False, True])
def test_record_of_the_first_shape_opens_with_all_it_holds(tmp_path: Path, old: Path, read_only: bool) -> None:
    with open_record(old, read_only=read_only) as record, open_record(tmp_path / "new.dateline") as new:
        assert list(record.reports()) == list(new.reports())
        assert list(record.claims()) == list(new.claims())
        (report,) = record.reports()
        assert report["killed"]["best"] == 12
        assert report["displaced"] is report["weapons"] is None
        assert record.search("rebels")[0]["means"] is None


def test_record_of_an_older_shape_takes_new_documents(old: Path, keep, a_document) -> None:
    with open_record(old) as record:
        keep(record, a_document(name="b.txt"))
        assert len(record.reports()) == 2
        assert keep(record, a_document(), fingerprint="f2")
        record.answers().put("k", Answer("kept"), model="m", prompt="1")
        assert record.answers().get("k") == "kept"


def test_record_of_an_older_shape_is_brought_to_the_schema(old: Path) -> None:
    with create_or_open(old) as record, record.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection), METADATA)
    assert [d for d in differences if "search" not in str(d)] == []


def test_decisions_of_an_older_shape_are_kept_and_chained(tmp_path: Path, keep, a_document) -> None:
    with create_or_open(tmp_path / "new.dateline") as record:
        keep(record, a_document())
        for n in range(3):
            record.decide("merge", [f"text:{n}", "text:x"], reviewer="me", reason="the same" if n else None)
        newer = list(record.decisions())
    path = older(tmp_path / "old.dateline", "0008", filled_from=tmp_path / "new.dateline")
    with open_record(path) as record:
        assert list(record.decisions()) == newer
        added = record.decide("undo", [newer[0]["id"]], reviewer="me")
        made = [decision_from_json(row) for row in record.decisions()]
    assert (added.number, added.previous) == (4, newer[-1]["hash"])
    assert verify(made) is None


def test_decisions_that_had_no_order_get_one(tmp_path: Path, keep, a_document) -> None:
    with create_or_open(tmp_path / "new.dateline") as record:
        keep(record, a_document())
        for n in range(3):
            record.decide("merge", [f"text:{n}", "text:x"], reviewer="me")
    path = older(tmp_path / "old.dateline", "0001", filled_from=tmp_path / "new.dateline")
    with open_record(path) as record:
        made = [decision_from_json(row) for row in record.decisions()]
    assert [one.number for one in made] == [1, 2, 3]
    assert verify(made) is None


def test_record_of_an_older_shape_that_cannot_be_written_says_what_to_try(old: Path, monkeypatch) -> None:
    def refuse(*_, **__):
        raise RecordError("it cannot be written")

    monkeypatch.setattr("dateline.record.store.migrate", refuse)
    with pytest.raises(RecordError, match=r"written by an older Dateline.*cannot be written.*open the copy"):
        open_record(old, read_only=True)


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_record_of_an_older_shape_in_a_file_that_is_read_only_says_so(old: Path) -> None:
    old.chmod(0o444)
    with pytest.raises(RecordError, match=r"older Dateline.*copy it"):
        open_record(old, read_only=True)

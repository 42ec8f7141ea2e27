"""The record on a real PostgreSQL, started for the test; skipped where none is installed."""

from __future__ import annotations

import os
import pwd
import shutil
import subprocess
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from sqlalchemy import create_engine
from tests.record.invariants import again, faults

from dateline.errors import RecordLocked
from dateline.model import Count, EventType, Range, shape
from dateline.model.decision import decision_from_json
from dateline.record import create_or_open, open_record
from dateline.record.decisions import verify
from dateline.record.run import transaction
from dateline.record.tables import METADATA

PROGRAMS = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


@pytest.fixture(scope="module")
def server() -> Iterator[str]:
    if not PROGRAMS:
        pytest.skip("no PostgreSQL server is installed (Debian: apt-get install postgresql)")
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install dateline[postgres])")
    programs = PROGRAMS[-1].parent
    folder = Path("/tmp") / f"dateline-pg-{os.getpid()}"  # a socket's path must be short
    folder.mkdir()
    as_user: list[str] = []
    if os.geteuid() == 0:  # PostgreSQL refuses to run as root
        try:
            user = pwd.getpwnam("postgres")
        except KeyError:
            pytest.skip("there is no user to run PostgreSQL as")
        os.chown(folder, user.pw_uid, user.pw_gid)
        as_user = ["runuser", "-u", "postgres", "--"]
    data = folder / "data"
    try:
        subprocess.run(
            [*as_user, programs / "initdb", "-D", data, "-A", "trust", "-U", "tester", "-E", "UTF8"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        options = f"-k {folder} -h ''"
        subprocess.run(
            [*as_user, programs / "pg_ctl", "-D", data, "-o", options, "-l", folder / "log", "-w", "start"],
            check=True,
            capture_output=True,
            cwd=folder,
        )
        try:
            yield f"postgresql://tester@/postgres?host={folder}"
        finally:
            subprocess.run(
                [*as_user, programs / "pg_ctl", "-D", data, "-m", "immediate", "stop"],
                check=True,
                capture_output=True,
                cwd=folder,
            )
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def test_record_on_postgresql_gives_back_what_it_was_given(server: str, keep, a_document, a_report) -> None:
    document = a_document()
    with create_or_open(server) as record:
        assert keep(record, document)
        assert not keep(record, document)
    with open_record(server) as record:
        assert list(record.reports()) == [shape.report_json(a_report(document))]
        assert [r["document"] for r in record.search("rebels")] == [document.id]
        assert [d["id"] for d in record.search("kismayo", what="documents")] == [document.id]
        assert len(record.reports().where(place="Kismayo", type="ASSAULT")) == 1
        told = {"documents": 1, "reports": 1, "claims": 1, "references": 1, "incidents": 0, "contradictions": 0}
        assert record.counts() == told
        assert len(record.reports().where(place_precision="1", hedged="false", actor="REBELS")) == 1


def test_min_score_on_postgresql_keeps_the_reports_that_are_sure_enough(
    server: str, keep, a_document, a_report
) -> None:
    document = a_document(name="scored.txt")
    told = (
        (EventType.ASSAULT, {"type": 0.9, "status": 0.2}),
        (EventType.COERCE, {"type": 0.4}),
        (EventType.PROTEST, {}),
    )
    with create_or_open(server) as record:
        keep(record, document, reports=[replace(a_report(document), type=kind, scores=scores) for kind, scores in told])
        ours = record.reports().where(document=document.id)
        assert [len(ours.where(min_score=least)) for least in (0, 0.4, 0.41, 0.9, 1)] == [3, 2, 1, 1, 0]


def test_record_on_postgresql_takes_large_numbers_and_long_texts(server: str, keep, a_document, a_report) -> None:
    # PostgreSQL's plain integer ends at 2 147 483 647, and what it indexes of one row at a megabyte.
    many = " ".join(f"word{n:06d}" for n in range(150_000))
    document = a_document(a_document().text + " " + many, name="long.txt")
    report = a_report(document)
    assert report.killed is not None
    with create_or_open(server) as record:
        killed = Count(Range.exactly(5_000_000_000), report.killed.evidence)
        assert keep(record, document, reports=[replace(report, killed=killed)])
        (row,) = record.reports().where(document=document.id)
        assert row["killed"]["best"] == 5_000_000_000
        assert document.id in [d["id"] for d in record.search("word000007", what="documents")]
        assert [d["id"] for d in record.search("killing kismayo word000007", what="documents")] == [document.id]


def test_migrations_make_the_tables_of_the_schema_on_postgresql(server: str) -> None:
    with create_or_open(server) as record, record.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        differences = [d for d in compare_metadata(context, METADATA) if "search" not in str(d)]
    assert differences == []


def test_decisions_of_an_older_shape_are_chained_on_postgresql(server: str) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE older")
    older = server.replace("/postgres?", "/older?")
    engine = create_engine(older.replace("postgresql:", "postgresql+psycopg:"))
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", "dateline.record:migrations")
        config.attributes["connection"] = connection
        command.upgrade(config, "0008")
        for number in (1, 2):
            row = f"'k{number}', 'merge', '[\"text:a\", \"text:{number}\"]', 'me', '2020-01-01', {number}"
            connection.exec_driver_sql(
                f"INSERT INTO decisions (id, act, targets, reviewer, made, number) VALUES ({row})"
            )
    engine.dispose()
    with open_record(older) as record:
        record.decide("undo", ["k1"], reviewer="me")
        made = [decision_from_json(row) for row in record.decisions()]
    assert [one.id for one in made[:2]] == ["k1", "k2"]
    assert [one.number for one in made] == [1, 2, 3]
    assert verify(made) is None


def test_two_writers_at_once_make_one_chain_on_postgresql(server: str) -> None:
    def write(writer: int) -> None:
        with open_record(server) as record:
            for n in range(10):
                record.decide("merge", [f"text:{writer}", f"text:{n}"], reviewer=f"reviewer {writer}")

    create_or_open(server).close()
    with ThreadPoolExecutor(3) as pool:
        list(pool.map(write, range(3)))
    with open_record(server) as record:
        made = [decision_from_json(row) for row in record.decisions()]
    assert len(made) == 30
    assert verify(made) is None


def test_reviewers_who_decide_at_once_leave_every_report_in_one_incident_on_postgresql(
    server: str, keep, a_document, a_report
) -> None:
    psycopg = pytest.importorskip("psycopg")
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("CREATE DATABASE reviewed")
    where = server.replace("/postgres?", "/reviewed?")
    with create_or_open(where) as record:
        for n in range(8):
            document = a_document(f"{a_document().text} It was told {n} times.", name=f"{n}.txt")
            keep(record, document, reports=[a_report(document)])
        record.reconcile()
        reports = [row["id"] for row in record.reports()]

    def review(reviewer: int) -> None:
        with open_record(where) as record:
            for one, other in zip(reports[reviewer:], reports[reviewer + 1 :], strict=False):
                record.decide("different" if reviewer % 2 else "merge", [one, other], reviewer=f"reviewer {reviewer}")

    with ThreadPoolExecutor(3) as pool:
        list(pool.map(review, range(3)))
    with open_record(where) as record:
        assert faults(record) == []
        assert again(record) == []


def test_a_writer_who_waits_too_long_for_another_is_told_so_on_postgresql(server: str) -> None:
    with (
        create_or_open(server) as record,
        transaction(record.engine, record.name),
        pytest.raises(RecordLocked, match=r"locked by another program for more than 0\.05 seconds"),
    ):
        record.waiting(0.05).decide("merge", ["text:a", "text:b"], reviewer="Ada")

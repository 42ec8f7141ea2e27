"""`dateline reconcile` brings incidents up to date, and says what it changed."""

from __future__ import annotations

import json
from pathlib import Path

from sqlalchemy import delete

from dateline.record import open_record, tables


def test_reconcile_says_that_nothing_changed(invoke, papers: Path) -> None:
    done = invoke("reconcile", papers)
    assert (done.exit_code, done.stdout) == (0, "")
    assert done.stderr == f"{papers}: nothing changed; it holds 4 incidents, 1 contradiction\n"


def test_reconcile_makes_what_is_missing(invoke, papers: Path) -> None:
    with open_record(papers) as record, record.engine.begin() as connection:
        for table in (tables.incidents, tables.contradictions, tables.incident_reports, tables.incident_redirects):
            connection.execute(delete(table))
        connection.execute(delete(tables.reconciliations))
    told = json.loads(invoke("reconcile", papers, "--json").stdout)
    assert told == {
        "new": 4, "changed": 0, "gone": 0, "is_whole": True, "holds": {"incidents": 4, "contradictions": 1},
    }  # fmt: skip


def test_reconcile_all_goes_through_all(invoke, papers: Path) -> None:
    told = json.loads(invoke("reconcile", papers, "--all", "--json").stdout)
    assert (told["is_whole"], told["new"], told["changed"]) == (True, 0, 0)


def test_reconcile_needs_a_record(invoke, tmp_path: Path) -> None:
    assert invoke("reconcile", tmp_path / "gone.dateline").exit_code == 5

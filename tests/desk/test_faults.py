"""What went wrong is told to somebody at a browser: without commands to run, and without others' folders."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pytest

from dateline.desk.faults import refusal
from dateline.desk.refused import Refused
from dateline.errors import RecordError, RecordFull, RecordLocked, SettingsError

PATH = "/home/ada/secret/maysan.dateline"
TEAM = "/home/ada/secret/team.json"


def _desk(*, is_shared: bool) -> Any:
    options = SimpleNamespace(accounts=Path(TEAM) if is_shared else None)
    return SimpleNamespace(record=SimpleNamespace(name=PATH), accounts=object() if is_shared else None, options=options)


ERRORS = [
    RecordLocked(f"{PATH} is locked: run the same command again"), RecordFull(f"no space for {PATH}: run it again"),
    RecordError(f"{PATH} is not the file any more that was opened"), SettingsError(f"{TEAM} cannot be read"),
    Refused(422, f"{PATH} has none", errors=[f"{PATH} has none"]),
]  # fmt: skip


@pytest.mark.parametrize("error", ERRORS, ids=lambda error: type(error).__name__)
def test_a_shared_desk_names_no_folders(error: Exception) -> None:
    told = refusal(_desk(is_shared=True), error)
    said = " ".join((str(told), *told.errors))
    assert "/home" not in said
    assert "maysan.dateline" in said or "team.json" in said


@pytest.mark.parametrize("error", ERRORS[:2], ids=lambda error: type(error).__name__)
@pytest.mark.parametrize("is_shared", [True, False])
def test_nobody_at_a_browser_is_told_to_run_commands(error: Exception, is_shared: bool) -> None:
    told = refusal(_desk(is_shared=is_shared), error)
    assert told.status == 503
    assert "run " not in str(told)
    assert "try again" in str(told)


def test_who_opened_the_desk_is_told_which_file() -> None:
    assert PATH in str(refusal(_desk(is_shared=False), RecordError(f"{PATH} is gone")))

"""`dateline accounts`: who may use a desk that is shared."""

from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from dateline.cli.app import cli
from dateline.desk.accounts import Accounts

PASSWORD = "correct horse"


def _run(*arguments: str, given: str = "") -> tuple[int, str]:
    result = CliRunner().invoke(cli, ["accounts", *arguments], input=given)
    return result.exit_code, result.output


def test_an_account_is_added_listed_and_removed(tmp_path: Path) -> None:
    file = str(tmp_path / "team.json")
    assert _run("add", file, "ada", "--role", "lead", given=f"{PASSWORD}\n")[0] == 0
    assert _run("add", file, "noor", "--as", "noor@institute.example", "--no-password")[0] == 0
    assert Accounts(tmp_path / "team.json").signed_in("ada", PASSWORD) is not None
    status, said = _run("list", file, "--json")
    assert status == 0
    assert [(one["name"], one["role"], one["password"]) for one in json.loads(said)] == [
        ("ada", "lead", True),
        ("noor", "reviewer", False),
    ]
    assert _run("remove", file, "ada")[0] == 0
    assert "ada" not in _run("list", file)[1]


def test_a_token_is_printed_once_and_taken_back(tmp_path: Path) -> None:
    file = str(tmp_path / "team.json")
    _run("add", file, "ada", given=f"{PASSWORD}\n")
    secret = _run("token", file, "ada", "nightly", "--days", "3")[1].strip()
    session = Accounts(tmp_path / "team.json").of_token(secret)
    assert session is not None
    assert not session.may_write
    assert secret not in _run("list", file)[1]
    assert _run("token", file, "ada", "nightly", "--revoke")[0] == 0
    assert Accounts(tmp_path / "team.json").of_token(secret) is None


def test_what_cannot_be_done_is_told_and_changes_nothing(tmp_path: Path) -> None:
    file = tmp_path / "team.json"
    status, said = _run("add", str(file), "ada", given="short\n")
    assert status == 2
    assert "8 to 1,000 characters" in said
    assert not file.exists()
    assert _run("remove", str(file), "nobody")[0] == 2

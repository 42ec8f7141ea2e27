"""Accounts of a desk that is shared: what the file holds, and who is who."""

from __future__ import annotations

import json
import os
import shutil
import stat
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from dateline.desk.accounts import Accounts
from dateline.errors import SettingsError

PASSWORD = "correct horse"


@pytest.fixture(scope="module")
def of_one(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One account, written once: a hash of a password is made to take long."""
    path = tmp_path_factory.mktemp("team") / "team.json"
    Accounts(path).put("ada", role="lead", password=PASSWORD)
    return path


@pytest.fixture
def accounts(of_one: Path, tmp_path: Path) -> Accounts:
    return Accounts(Path(shutil.copy(of_one, tmp_path / "team.json")))


def test_only_the_right_name_with_the_right_password_signs_in(accounts: Accounts) -> None:
    session = accounts.signed_in("ada", PASSWORD)
    assert session is not None
    assert (session.reviewer, session.role) == ("ada", "lead")
    assert accounts.signed_in("ada", PASSWORD + " ") is None
    assert accounts.signed_in("eve", PASSWORD) is None
    assert accounts.signed_in("", "") is None


def test_the_file_holds_no_secret_and_only_its_owner_reads_it(accounts: Accounts, tmp_path: Path) -> None:
    secret = accounts.give_token("ada", "nightly", scope="read", days=3)
    path = tmp_path / "team.json"
    written = path.read_text()
    assert PASSWORD not in written
    assert secret not in written
    assert "$argon2id$" in written
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert list(tmp_path.iterdir()) == [path]


def test_a_token_does_no_more_than_its_scope(accounts: Accounts) -> None:
    reading = accounts.give_token("ada", "reading", scope="read", days=3)
    deciding = accounts.give_token("ada", "deciding", scope="decide", days=3)
    roles = [session.role for token in (reading, deciding) if (session := accounts.of_token(token))]
    assert roles == ["reader", "lead"]


def test_a_token_of_a_reader_never_decides(accounts: Accounts) -> None:
    accounts.put("rae", role="reviewer", password=PASSWORD)
    secret = accounts.give_token("rae", "x", scope="decide", days=1)
    accounts.put("rae", role="reader")
    session = accounts.of_token(secret)
    assert session is not None
    assert not session.may_write
    with pytest.raises(SettingsError, match="reader, who decides nothing"):
        accounts.give_token("rae", "y", scope="decide", days=1)
    assert [token.name for one in accounts.all for token in one.tokens if one.name == "rae"] == ["x"]


def test_a_token_ends(accounts: Accounts) -> None:
    secret = accounts.give_token("ada", "short", scope="read", days=1)
    assert accounts.of_token(secret) is not None
    assert accounts.of_token(secret, now=datetime.now(UTC) + timedelta(days=1, seconds=1)) is None
    accounts.take_token("ada", "short")
    assert accounts.of_token(secret) is None


def test_changes_made_elsewhere_are_seen(accounts: Accounts, tmp_path: Path) -> None:
    Accounts(tmp_path / "team.json").put("noor", role="reviewer", subject="noor@institute.example")
    session = accounts.of_subject("noor@institute.example")
    assert session is not None
    assert session.reviewer == "noor"
    Accounts(tmp_path / "team.json").remove("noor")
    assert accounts.of_subject("noor@institute.example") is None


def test_who_has_no_password_signs_in_with_none(accounts: Accounts) -> None:
    accounts.put("noor", role="reviewer", subject="noor@institute.example")
    assert accounts.signed_in("noor", "") is None


def test_one_name_of_the_institute_is_one_account(accounts: Accounts) -> None:
    accounts.put("noor", role="reviewer", subject="noor@institute.example")
    with pytest.raises(SettingsError, match="already"):
        accounts.put("eve", role="lead", subject="noor@institute.example")


@pytest.mark.parametrize(
    ("name", "role", "password"), [("", "lead", None), ("a\nb", "lead", None), ("a", "king", None), ("a", "lead", "1")]
)
def test_what_cannot_be_an_account_is_refused(accounts: Accounts, name: str, role: str, password: str | None) -> None:
    with pytest.raises(SettingsError):
        accounts.put(name, role=role, password=password)
    assert [one.name for one in accounts.all] == ["ada"]


@pytest.mark.parametrize(
    "written", ["", "{}", "[]", '{"accounts": [{"name": "a"}]}', '{"accounts": 3}', "not json", '{"accounts": [3]}']
)
def test_another_file_is_refused_and_left_as_it_is(tmp_path: Path, written: str) -> None:
    path = tmp_path / "team.json"
    path.write_text(written)
    with pytest.raises(SettingsError, match="no file of accounts"):
        Accounts(path)
    assert path.read_text() == written


def test_an_unknown_role_in_the_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "team.json"
    Accounts(path).put("ada", role="lead", password=PASSWORD)
    told = json.loads(path.read_text())
    told["accounts"][0]["role"] = "king"
    path.write_text(json.dumps(told))
    with pytest.raises(SettingsError, match="king"):
        Accounts(path)


def test_another_file_of_the_same_age_and_length_is_seen(accounts: Accounts, tmp_path: Path) -> None:
    assert accounts.of_name("ada") is not None
    path, other = tmp_path / "team.json", tmp_path / "other.json"
    before = path.stat()
    other.write_text(path.read_text().replace('"ada"', '"eve"'))
    os.utime(other, ns=(before.st_atime_ns, before.st_mtime_ns))
    os.replace(other, path)
    assert path.stat().st_size == before.st_size
    assert accounts.of_name("ada") is None
    assert accounts.of_name("eve") is not None

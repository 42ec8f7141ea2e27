"""The letters that users give to sources: where they are looked for, and that incidents are made anew under others."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline
from dateline.errors import SettingsError
from dateline.record import Record
from dateline.record.letters import VARIABLE, letters_digest, letters_file, letters_from, open_letters
from dateline.settings import Settings

LETTERS = '[[outlet]]\nname = "Harbour Herald"\nreliability = "B"\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    file = tmp_path / "mine.toml"
    file.write_text(LETTERS, encoding="utf-8")
    return file


@pytest.fixture
def article(tmp_path: Path) -> Path:
    text = tmp_path / "a.txt"
    head = "---\npublisher: Harbour Herald\ndate: 2014-05-05\n---\n\n"
    text.write_text(f"{head}On 3 May 2014 rebels killed 12 soldiers in Kismayo.", encoding="utf-8")
    return text


def letters_of(record: Record) -> list[str]:
    return [row["corroboration"]["reliability"] for row in record.incidents()]


def settings_with(own: Path) -> Settings:
    return Settings().over({"knowledge": {"reliability": str(own)}}, source="test")


def test_file_is_that_of_the_environment(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(own))
    assert letters_file() == own
    assert [letter.value for letter in open_letters().values()] == ["B"]
    monkeypatch.setenv(VARIABLE, "")
    assert letters_file() is None
    assert (dict(open_letters()), letters_digest()) == ({}, "")


def test_file_is_else_that_of_the_users_data(tmp_path: Path, own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("dateline.record.letters._usual_file", lambda: tmp_path / "reliability.toml")
    assert letters_file() is None
    own.rename(tmp_path / "reliability.toml")
    assert letters_file() == tmp_path / "reliability.toml"


def test_environment_goes_before_the_settings(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with letters_from(str(own)):
        assert letters_file() is None
    monkeypatch.delenv(VARIABLE)
    with letters_from(str(own)):
        assert letters_file() == own
    assert letters_file() != own


def test_a_file_that_is_named_and_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.toml"))
    with pytest.raises(SettingsError, match=r"none\.toml is no file; \[knowledge\] reliability"):
        open_letters()


def test_a_file_that_is_not_utf8_is_named(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    own.write_bytes(b"# caf\xe9\n")
    monkeypatch.setenv(VARIABLE, str(own))
    with pytest.raises(SettingsError, match=r"mine\.toml: byte 6 is not UTF-8"):
        open_letters()


def test_digest_tells_letters_and_not_how_they_are_written(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(own))
    before = letters_digest()
    own.write_text(f"# the port's own paper\n\n{LETTERS}", encoding="utf-8")
    assert letters_digest() == before
    own.write_text(LETTERS.replace('"B"', '"C"'), encoding="utf-8")
    assert letters_digest() != before


def test_incidents_have_the_letters_of_the_settings_and_are_made_anew_under_others(
    own: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("dateline.record.letters._usual_file", lambda: tmp_path / "nothing.toml")
    with dateline.build([article], to=tmp_path / "r.dateline", settings=settings_with(own)) as record:
        assert letters_of(record) == ["B"]
        own.write_text(LETTERS.replace('"B"', '"D"'), encoding="utf-8")
        assert record.reconcile().changed == 1
        assert record.reconcile().changed == 0
        assert letters_of(record) == ["D"]
    with dateline.open(tmp_path / "r.dateline") as record:
        assert not record.is_reconciled()
        assert record.reconcile().is_whole
        assert letters_of(record) == ["F"]


def test_a_record_that_is_opened_has_the_letters_of_the_settings(
    own: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.setattr("dateline.record.letters._usual_file", lambda: tmp_path / "nothing.toml")
    dateline.build([article], to=tmp_path / "r.dateline").close()
    with dateline.open(tmp_path / "r.dateline", settings=settings_with(own)) as record:
        assert not record.is_reconciled()
        assert record.reconcile().changed == 1
        assert letters_of(record) == ["B"]
        (incident,) = record.incidents()
        record.decide("accept", [incident["id"]], reviewer="Huda")
        assert record.is_reconciled()
        assert letters_of(record) == ["B"]
        assert letters_file() is None


def test_build_refuses_bad_letters_before_a_record_is_made(
    own: Path, article: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    own.write_text(LETTERS.replace('"B"', '"H"'), encoding="utf-8")
    with pytest.raises(SettingsError, match=r"mine\.toml, line 3: a reliability is a letter from A to F, found 'H'"):
        dateline.build([article], to=tmp_path / "r.dateline", settings=settings_with(own))
    assert not (tmp_path / "r.dateline").exists()

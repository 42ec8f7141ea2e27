"""Packs of a user's own: where they are looked for, and that a bad one stops the build."""

from __future__ import annotations

from pathlib import Path

import pytest

import dateline
from dateline.errors import KnowledgeError
from dateline.knowledge.actors import open_actors, packs_from, user_folder
from dateline.knowledge.actors.user_packs import VARIABLE
from dateline.settings import Settings

PACK = '[[actor]]\nid = "dawn-front"\nname = "Dawn Front of Kismayo"\nkind = "rebel"\ncountry = "SO"\n'


@pytest.fixture
def own(tmp_path: Path) -> Path:
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "somalia.toml").write_text(PACK, encoding="utf-8")
    return folder


def test_folder_is_that_of_the_environment(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(own))
    assert user_folder() == own
    assert open_actors().match("the Dawn Front of Kismayo") is not None
    monkeypatch.setenv(VARIABLE, "")
    assert user_folder() is None
    assert open_actors().match("the Dawn Front of Kismayo") is None


def test_folder_is_else_that_of_the_users_data(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    folder = user_folder()
    assert folder is not None
    assert folder.parts[-2:] == ("dateline", "actors")


def test_folder_of_the_settings_holds_for_a_while(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE)
    with packs_from(str(own)):
        assert user_folder() == own
    assert user_folder() != own


def test_environment_goes_before_the_settings(own: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, "")
    with packs_from(str(own)):
        assert user_folder() is None


@pytest.mark.parametrize("processes", [1, 2])
def test_build_codes_with_the_packs_of_the_settings(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, processes: int
) -> None:
    monkeypatch.delenv(VARIABLE)
    text = tmp_path / "a.txt"
    text.write_text("On 3 May 2014 the Dawn Front of Kismayo killed 12 soldiers in Kismayo.", encoding="utf-8")
    given = {"knowledge": {"actors": str(own)}, "build": {"processes": processes}}
    with dateline.build([text], to=tmp_path / "r.dateline", settings=Settings().over(given, source="test")) as record:
        ids = {a["id"] for report in record.reports() for a in report["actors"]}
    assert ids == {"dawn-front"}


def test_build_refuses_a_bad_pack_with_file_and_line(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE)
    (own / "somalia.toml").write_text(PACK + 'colour = "red"\n', encoding="utf-8")
    text = tmp_path / "a.txt"
    text.write_text("Nothing happened.", encoding="utf-8")
    chosen = Settings().over({"knowledge": {"actors": str(own)}}, source="test")
    with pytest.raises(KnowledgeError, match=r"somalia\.toml, line 6: actor 'dawn-front': it knows no field 'colour'"):
        dateline.build([text], to=tmp_path / "r.dateline", settings=chosen)

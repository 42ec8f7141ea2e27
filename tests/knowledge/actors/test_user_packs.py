"""Packs of a user's own: where they are looked for, and that a bad one stops the build."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

import dateline
from dateline.cli.app import cli
from dateline.errors import PackError
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
    with pytest.raises(PackError, match=r"somalia\.toml, line 6: actor 'dawn-front': it knows no field 'colour'"):
        dateline.build([text], to=tmp_path / "r.dateline", settings=chosen)


def test_a_folder_that_is_named_and_not_there_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mien"))
    with pytest.raises(PackError, match="mien is no folder"):
        open_actors()


def test_a_build_that_a_pack_stops_leaves_no_record(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, click_main
) -> None:
    monkeypatch.setenv(VARIABLE, str(own))
    (own / "somalia.toml").write_text(PACK + 'colour = "red"\n', encoding="utf-8")
    (tmp_path / "a.txt").write_text("Nothing happened.", encoding="utf-8")
    with pytest.raises(PackError):
        dateline.build([tmp_path / "a.txt"], to=tmp_path / "r.dateline")
    assert click_main("build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "r.dateline")).exit_code == 2
    monkeypatch.setenv(VARIABLE, str(tmp_path / "mien"))
    assert click_main("build", str(tmp_path / "a.txt"), "-o", str(tmp_path / "r.dateline")).exit_code == 2
    assert not list(tmp_path.glob("r.dateline*"))


def test_a_record_is_listed_with_the_packs_that_the_settings_name(
    own: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, click_main
) -> None:
    monkeypatch.delenv(VARIABLE)
    monkeypatch.chdir(tmp_path)
    (tmp_path / "dateline.toml").write_text(f"[knowledge]\nactors = '{own}'\n", encoding="utf-8")
    text = "On 3 May 2014 the Dawn Front of Kismayo killed 12 soldiers in Kismayo."
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    assert click_main("build", "a.txt", "-o", "r.dateline").exit_code == 0
    for command in (["actors", "list", "r.dateline", "--json"], ["export", "r.dateline", "--what", "actors"]):
        shown = click_main(*command).stdout
        (row,) = (r for r in map(json.loads, _rows(shown)) if r["id"] == "dawn-front")
        assert (row["kind"], row["country"]) == ("rebel", "SO")


def _rows(shown: str) -> list[str]:
    """Return the rows of a list in JSON, or of JSON Lines."""
    return [json.dumps(row) for row in json.loads(shown)] if shown.startswith("[") else shown.splitlines()


@pytest.fixture
def click_main():
    return lambda *args: CliRunner().invoke(cli, list(args))

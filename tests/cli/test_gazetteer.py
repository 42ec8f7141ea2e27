"""`dateline gazetteer`: what is added is found, what is refused changes nothing."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import cli
from dateline.cli.exits import Exit
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.gazetteer.user_files import VARIABLE

Invoke = Callable[..., Result]
PLACES = "id,name,kind,country,lat,lon,source\ncp-9,Zebra Checkpoint,facility,IQ,31.84,47.15,our own survey\n"
VILLAGE = "\t".join(
    ["900001", "Zarqamish", "Zarqamish", "Zarkamesh", "31.5", "47.2", "P", "PPL", "IQ", "", "14", "", "", ""]
    + ["120", "", "5", "Asia/Baghdad", "2020-01-01"]
)


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "own"))
    open_gazetteer.cache_clear()
    yield tmp_path / "own"
    open_gazetteer.cache_clear()


@pytest.fixture
def invoke() -> Invoke:
    def run(*arguments: object) -> Result:
        open_gazetteer.cache_clear()
        return CliRunner().invoke(cli, ["gazetteer", *map(str, arguments)], prog_name="dateline")

    return run


@pytest.fixture
def places(tmp_path: Path) -> Path:
    path = tmp_path / "mine.csv"
    path.write_text(PLACES, encoding="utf-8")
    return path


def test_added_place_is_listed_shown_and_removed(invoke: Invoke, places: Path) -> None:
    assert invoke("add", places).exit_code == Exit.DONE
    listed = json.loads(invoke("list", "--json").stdout)
    assert [(file["name"], file["usable"]) for file in listed["files"]] == [("package", True), ("mine", True)]
    assert listed["files"][1]["places"] == 1
    shown = json.loads(invoke("show", "Zebra", "Checkpoint", "--country", "iq", "--json").stdout)
    assert [(place["id"], place["fit"], place["lat"]) for place in shown] == [("own:cp-9", 2, 31.84)]
    assert invoke("remove", "mine").exit_code == Exit.DONE
    assert invoke("show", "Zebra Checkpoint").exit_code == Exit.NOTHING


def test_built_village_is_shown_within_its_province(invoke: Invoke, tmp_path: Path) -> None:
    source = tmp_path / "IQ.txt"
    source.write_text(VILLAGE + "\n", encoding="utf-8")
    assert invoke("build", "--geonames", source).exit_code == Exit.DONE
    result = invoke("show", "Zarkamesh", "--within", "Maysan", "--country", "IQ")
    assert "Zarqamish, settlement, Maysan, IQ" in result.stdout
    assert invoke("show", "Zarkamesh", "--within", "Basra", "--country", "IQ").exit_code == Exit.NOTHING


def test_show_says_whose_point_an_area_has(invoke: Invoke) -> None:
    result = invoke("show", "Maysan governorate", "--country", "IQ")
    assert result.exit_code == Exit.DONE
    assert "Maysan, admin1, IQ" in result.stdout
    assert "reaches" in result.stdout


def test_bad_file_is_refused_by_name_and_line_and_the_old_one_kept(invoke: Invoke, places: Path, folder: Path) -> None:
    invoke("add", places)
    before = (folder / "mine.sqlite").read_bytes()
    places.write_text(PLACES + "b,Other,facility,IQ,131.84,47.15,ours\n", encoding="utf-8")
    result = invoke("add", places)
    assert result.exit_code == Exit.NOTHING
    assert "mine.csv, line 3" in result.stderr
    assert (folder / "mine.sqlite").read_bytes() == before


def test_file_that_cannot_be_written_has_the_exit_status_of_the_full_disk(
    invoke: Invoke, places: Path, folder: Path
) -> None:
    (folder / "mine.sqlite").mkdir(parents=True)
    result = invoke("add", places)
    assert result.exit_code == Exit.RECORD
    assert "mine.sqlite cannot be written" in result.stderr


def test_to_names_another_folder(invoke: Invoke, places: Path, folder: Path, tmp_path: Path) -> None:
    assert invoke("add", places, "--to", tmp_path / "elsewhere").exit_code == Exit.DONE
    assert (tmp_path / "elsewhere" / "mine.sqlite").is_file()
    assert not folder.exists()
    listed = json.loads(invoke("list", "--to", tmp_path / "elsewhere", "--json").stdout)
    assert [file["name"] for file in listed["files"]] == ["package", "mine"]


def test_show_tells_a_wrong_country_or_area_from_a_place_that_is_not_known(invoke: Invoke) -> None:
    wrong = invoke("show", "Basra", "--country", "Iraq")
    assert wrong.exit_code == Exit.USAGE
    assert "Iraq is IQ" in wrong.stderr
    assert "no area 'Zzyzzxy' is known" in invoke("show", "Basra", "--within", "Zzyzzxy").stderr
    assert "no place of this name" in invoke("show", "Zzyzzxy", "--within", "Maysan", "--country", "IQ").stderr


def test_list_for_people_names_the_files(invoke: Invoke, places: Path) -> None:
    invoke("add", places)
    said = invoke("list").stdout
    assert "mine: 1 place" in said
    assert "your own files lie in" in said

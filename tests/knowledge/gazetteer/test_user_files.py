"""A user's own places: what is taken, what is refused, and that what was there stays."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer.service import open_packaged
from dateline.knowledge.gazetteer.user_files import VARIABLE, add_places, remove, user_files, user_folder
from dateline.model import PlaceKind

HEAD = "id,name,kind,country,admin1,lat,lon,names,source"
CHECKPOINT = "cp-9,Zebra Checkpoint,facility,IQ,Maysan,31.84,47.15,Point Nine; Zed Gate,our own survey"


def places(path: Path, *lines: str, head: str = HEAD) -> Path:
    path.write_text("\n".join([head, *lines, ""]), encoding="utf-8")
    return path


def test_own_place_is_found_by_each_of_its_names(tmp_path: Path) -> None:
    add_places(places(tmp_path / "mine.csv", CHECKPOINT), tmp_path / "own")
    known = open_packaged(own=user_files(tmp_path / "own"))
    for words in ("Zebra Checkpoint", "Point Nine", "zed gate"):
        place = known.lookup(words, countries=["IQ"])[0].place
        assert (place.id, place.kind, place.lat, place.admin1) == ("own:cp-9", PlaceKind.FACILITY, 31.84, "Maysan")
    assert known.of_id("own:cp-9") is not None


def test_own_places_change_the_fingerprint(tmp_path: Path) -> None:
    before = open_packaged().fingerprint
    add_places(places(tmp_path / "mine.csv", CHECKPOINT), tmp_path / "own")
    one = open_packaged(own=user_files(tmp_path / "own")).fingerprint
    add_places(places(tmp_path / "mine.csv", CHECKPOINT.replace("31.84", "31.85")), tmp_path / "own")
    other = open_packaged(own=user_files(tmp_path / "own")).fingerprint
    assert len({before, one, other}) == 3


def test_file_of_the_same_name_replaces_and_another_adds(tmp_path: Path) -> None:
    add_places(places(tmp_path / "mine.csv", CHECKPOINT), tmp_path / "own")
    add_places(places(tmp_path / "mine.csv", CHECKPOINT.replace("cp-9", "cp-8")), tmp_path / "own")
    add_places(places(tmp_path / "More places.csv", CHECKPOINT.replace("cp-9", "cp-7")), tmp_path / "own")
    assert [(f.name, f.places) for f in user_files(tmp_path / "own")] == [("mine", 1), ("more-places", 1)]


def test_spreadsheet_with_a_mark_at_its_start_and_empty_lines_is_read(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_text(f"{HEAD}\r\n\r\n{CHECKPOINT}\r\n,,,,,,,,\r\n", encoding="utf-8-sig")
    assert add_places(path, tmp_path / "own").places == 1


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("cp-9,Other,facility,IQ,,,,,s", r"line 3: the id 'cp-9' stands in line 2 too"),
        ("b,Other,facility,IQ,,131.8,47.1,,s", r"line 3: 131.8, 47.1 is not on the globe"),
        ("b,Other,facility,IQ,,47.1,131.8,,s", None),
        ("b,Other,facility,IQ,,-131.8,47.1,,s", r"interchanged"),
        ("b,Other,facility,IQ,,31.8,,,s", r"line 3: lat and lon come together"),
        ("b,Other,facility,IQ,,31°50',47.1,,s", r"line 3: lat is .* no number"),
        ("b,Other,facility,IQ,,nan,47.1,,s", r"line 3: lat is 'nan'"),
        ("b,Other,checkpoint,IQ,,,,,s", r"line 3: 'checkpoint' is no kind of place; there are .*facility"),
        ("b,Other,facility,Iraq,,,,,s", r"line 3: 'Iraq' is no country's code .* Iraq is IQ"),
        ("b,Other,facility,iq,,,,,s", r"line 3: 'iq' is no country's code .* iq is IQ"),
        ("b,Other,facility,QQ,,,,,s", r"line 3: 'QQ' is no country's code .* leave it empty"),
        ("b,Other,facility,IQ,,3_1,47.1,,s", r"line 3: lat is '3_1'"),
        ("b,Other,facility,IQ,,1e1,47.1,,s", r"line 3: lat is '1e1'"),
        ("b,!?,facility,IQ,,,,,s", r"line 3: the name '!\?' has no letters"),
        ("b,Ot\x1bher,facility,IQ,,,,,s", r"line 3: name holds a line break or control character"),
        ('b,"Ot\nher",facility,IQ,,,,,s', r"line 3: name holds a line break"),
        ("b,Other,facility,IQ,,,,,", r"line 3: the column 'source' is empty"),
        (",Other,facility,IQ,,,,,s", r"line 3: the column 'id' is empty"),
        ("b,Other,facility,IQ,Maysan, Iraq,,,,s", r"line 3: has 10 columns where the heading has 9"),
        ('b,"Other,facility', r"line 3: from here on it is no CSV .* quotation mark left open"),
        (f"b,{'x' * 140_000},facility,IQ,,,,,s", r"line 3: from here on it is no CSV .*limit"),
    ],
)
def test_bad_line_is_named_and_nothing_is_changed(tmp_path: Path, line: str, complaint: str | None) -> None:
    own = tmp_path / "own"
    kept = add_places(places(tmp_path / "mine.csv", CHECKPOINT), own).path
    before = kept.read_bytes()
    path = places(tmp_path / "mine.csv", CHECKPOINT, line)
    if complaint is None:
        assert add_places(path, own).places == 2
        return
    with pytest.raises(KnowledgeError, match=complaint) as caught:
        add_places(path, own)
    assert "mine.csv" in str(caught.value)
    assert kept.read_bytes() == before
    assert [file.name for file in own.iterdir()] == ["mine.sqlite"]


@pytest.mark.parametrize(
    ("head", "complaint"),
    [
        ("id,name,kind", "lacks 'source'"),
        ("id,name,kind,source,colour", "has 'colour'"),
        ("id,name,kind,source,lat,lat", "names a column twice"),
        ("id,name;kind,source", "lacks 'name'"),
        ("", "lacks 'id'"),
    ],
)
def test_wrong_heading_is_refused_with_the_columns(tmp_path: Path, head: str, complaint: str) -> None:
    path = places(tmp_path / "mine.csv", head=head)
    with pytest.raises(KnowledgeError, match=rf"line 1: the heading {complaint}; the columns are id, name"):
        add_places(path, tmp_path / "own")


@pytest.mark.parametrize("divider", [";", "\t"])
def test_columns_divided_by_no_commas_are_refused_with_what_divides_them(tmp_path: Path, divider: str) -> None:
    path = places(tmp_path / "mine.csv", head=HEAD.replace(",", divider))
    with pytest.raises(KnowledgeError, match="line 1: the columns are divided by"):
        add_places(path, tmp_path / "own")


def test_radius_beyond_the_globe_is_refused_and_speaks_of_kilometres(tmp_path: Path) -> None:
    for radius, complaint in (("99999", "at most 20040"), ("0", "more than 0"), ("far", "kilometres as 2.5")):
        path = places(tmp_path / "mine.csv", f"b,Other,facility,s,{radius}", head="id,name,kind,source,radius_km")
        with pytest.raises(KnowledgeError, match=f"line 2: radius_km .*{complaint}"):
            add_places(path, tmp_path / "own")


def test_interchanged_degrees_are_told_by_the_country(tmp_path: Path) -> None:
    country_of = open_packaged().country_reach
    swapped = places(tmp_path / "mine.csv", CHECKPOINT.replace("31.84,47.15", "47.15,31.84"))
    with pytest.raises(KnowledgeError, match=r"line 2: 47\.15, 31\.84 is far from IQ; are lat and lon interchanged"):
        add_places(swapped, tmp_path / "own", country_of=country_of)
    for right in (CHECKPOINT, CHECKPOINT.replace("31.84,47.15", "-20,-47"), CHECKPOINT.replace(",IQ,", ",,")):
        assert add_places(places(tmp_path / "mine.csv", right), tmp_path / "own", country_of=country_of).places == 1


def test_files_named_in_another_script_stay_apart(tmp_path: Path) -> None:
    add_places(places(tmp_path / "مدن.csv", CHECKPOINT), tmp_path / "own")
    add_places(places(tmp_path / "قرى.csv", CHECKPOINT.replace("cp-9", "cp-8")), tmp_path / "own")
    assert {file.name for file in user_files(tmp_path / "own")} == {"مدن", "قرى"}


def test_name_of_a_file_that_is_too_long_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="too long"):
        add_places(places(tmp_path / f"{'x' * 220}.csv", CHECKPOINT), tmp_path / "own")


def test_add_tells_how_far_it_has_come(tmp_path: Path) -> None:
    told: list[tuple[str, int, int]] = []
    lines = [CHECKPOINT.replace("cp-9", f"cp-{n}") for n in range(2500)]
    path = places(tmp_path / "mine.csv", *lines)
    add_places(path, tmp_path / "own", pace=lambda *so_far: told.append(so_far))
    assert [name for name, _, _ in told] == ["mine.csv"] * 2
    assert 0 < told[0][1] <= told[1][1] <= told[1][2] == path.stat().st_size


def test_damaged_file_beside_is_named_by_add_and_can_be_removed(tmp_path: Path) -> None:
    own = tmp_path / "own"
    own.mkdir()
    (own / "broken.sqlite").write_bytes(b"not a database at all, but longer than a header of one hundred bytes is" * 9)
    with pytest.raises(KnowledgeError, match=r"broken\.sqlite is no gazetteer file .*remove broken"):
        add_places(places(tmp_path / "mine.csv", CHECKPOINT), own)
    remove("broken", own)
    assert add_places(places(tmp_path / "mine.csv", CHECKPOINT), own).places == 1


def test_what_a_killed_process_left_is_deleted_with_its_file(tmp_path: Path) -> None:
    kept = add_places(places(tmp_path / "mine.csv", CHECKPOINT), tmp_path / "own").path
    left = kept.with_name("mine.sqlite.0123abcd.unfinished")
    left.write_bytes(b"half")
    assert [file.name for file in user_files(tmp_path / "own")] == ["mine"]
    remove("mine", tmp_path / "own")
    assert list((tmp_path / "own").iterdir()) == []


def test_wrong_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(f"{HEAD}\n{CHECKPOINT}\n".encode() + "b,Señal,facility,IQ,,,,,s\n".encode("latin-1"))
    with pytest.raises(KnowledgeError, match="line 3: is not UTF-8"):
        add_places(path, tmp_path / "own")


def test_empty_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="holds no places"):
        add_places(places(tmp_path / "mine.csv"), tmp_path / "own")


def test_id_of_another_own_file_is_refused(tmp_path: Path) -> None:
    add_places(places(tmp_path / "one.csv", CHECKPOINT), tmp_path / "own")
    with pytest.raises(KnowledgeError, match="'cp-9' stands in one too"):
        add_places(places(tmp_path / "two.csv", CHECKPOINT), tmp_path / "own")
    assert [f.name for f in user_files(tmp_path / "own")] == ["one"]


def test_name_of_geonames_own_file_is_kept_for_it(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match="another one"):
        add_places(places(tmp_path / "GeoNames.csv", CHECKPOINT), tmp_path / "own")


def test_remove_deletes_the_file_and_knows_no_others(tmp_path: Path) -> None:
    add_places(places(tmp_path / "mine.csv", CHECKPOINT), tmp_path / "own")
    with pytest.raises(KnowledgeError, match="there are mine"):
        remove("../mine", tmp_path / "own")
    remove("mine", tmp_path / "own")
    assert user_files(tmp_path / "own") == []


def test_folder_is_the_variables_where_it_is_set(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    assert user_folder() == tmp_path
    monkeypatch.setenv(VARIABLE, "")
    assert user_folder() is None
    monkeypatch.delenv(VARIABLE)
    found = user_folder()
    assert found is not None
    assert found.name == "gazetteer"
    with pytest.raises(KnowledgeError, match="switched off"):
        add_places(places(tmp_path / "mine.csv", CHECKPOINT), None)


def test_file_that_is_no_gazetteer_is_named(tmp_path: Path) -> None:
    (tmp_path / "mine.sqlite").write_bytes(b"not a database at all, but longer than a header of one hundred bytes is")
    with pytest.raises(KnowledgeError, match=r"mine\.sqlite is no gazetteer file"):
        user_files(tmp_path)


@settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200))
def test_add_of_any_bytes_is_taken_or_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "mine.csv"
    path.write_bytes(HEAD.encode() + b"\n" + data)
    try:
        places_taken = add_places(path, tmp_path / "own").places
    except KnowledgeError as error:
        refusal = str(error)
    else:
        refusal = "mine.csv" if places_taken else ""
    assert "mine.csv" in refusal

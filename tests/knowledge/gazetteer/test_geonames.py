"""All of GeoNames, from made-up files in its format."""

from __future__ import annotations

import sqlite3
import zipfile
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.gazetteer.geonames import Files, area_names, feature_kinds
from dateline.knowledge.gazetteer.service import Gazetteer, open_packaged
from dateline.knowledge.gazetteer.user_files import build_geonames, user_files
from dateline.model import PlaceKind

FOLDER = Path(__file__).parents[3] / "src/dateline/knowledge/gazetteer"
AREAS = {"IQ.14": "Maysan", "IQ.14.7": "Qalat Salih"}


def line(
    id_: int,
    name: str,
    *,
    others: str = "",
    lat: float = 31.5,
    lon: float = 47.2,
    feature: str = "P.PPL",
    country: str = "IQ",
    admin2: str = "",
) -> str:
    letter, code = feature.split(".")
    cells = [str(id_), name, name, others, str(lat), str(lon), letter, code, country, "", "14", admin2, "", ""]
    return "\t".join([*cells, "120", "", "5", "Asia/Baghdad", "2020-01-01"])


def dump(path: Path, *lines: str) -> Path:
    text = "".join(f"{one}\n" for one in lines)
    if path.suffix == ".zip":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr(f"{path.stem}.txt", text)
            archive.writestr("readme.txt", "about")
    else:
        path.write_text(text, encoding="utf-8")
    return path


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., Gazetteer]:
    def make(*lines: str, alternates: tuple[str, ...] = ()) -> Gazetteer:
        files = Files(
            dump(tmp_path / "allCountries.zip", *lines),
            dump(tmp_path / "alternateNamesV2.zip", *alternates) if alternates else None,
        )
        build_geonames(files, tmp_path / "mine", AREAS)
        return open_packaged(own=user_files(tmp_path / "mine"))

    return make


def test_village_of_the_dump_is_found_beside_what_the_package_knows(opened: Callable[..., Gazetteer]) -> None:
    places = opened(line(900001, "Zarqamish", admin2="7", others="Zarkamesh,زرقامش"))
    entry = places.lookup("Zarkamesh village", countries=["IQ"])[0]
    assert (entry.place.id, entry.place.kind, entry.place.admin1) == ("geonames:900001", PlaceKind.SETTLEMENT, "Maysan")
    assert (entry.admin2, entry.point, entry.place.lat) == ("Qalat Salih", "own", 31.5)
    assert places.lookup("Amarah", countries=["IQ"])[0].place.id == "geonames:99608"


def test_place_of_both_files_is_the_packages_under_the_names_of_both(opened: Callable[..., Gazetteer]) -> None:
    places = opened(line(99608, "Amarah", others="Zzumara", lat=1.0, lon=2.0))
    (entry,) = places.lookup("Zzumara", countries=["IQ"])
    assert entry.place.id == "geonames:99608"
    entry = next(e for e in places.lookup("Amarah", countries=["IQ"]) if e.place.id == "geonames:99608")
    assert entry.place.lat is not None
    assert 31 < entry.place.lat < 33


def test_alternate_names_are_added_but_no_links(opened: Callable[..., Gazetteer]) -> None:
    further = ("1\t900001\ten\tQuillabad\t\t\t\t", "2\t900001\tlink\tLinkabad\t\t\t\t", "3\t77\ten\tNowherabad\t\t\t\t")
    places = opened(line(900001, "Zarqamish"), alternates=further)
    assert [e.place.id for e in places.lookup("Quillabad")] == ["geonames:900001"]
    assert places.lookup("Linkabad") == ()


@pytest.mark.parametrize(
    ("feature", "kind"),
    [("T.MT", "region"), ("H.STM", "water"), ("S.AIRF", "facility"), ("P.PPLX", "quarter"), ("A.ADM3", "region")],
)
def test_feature_has_the_kind_of_the_data_file(opened: Callable[..., Gazetteer], feature: str, kind: str) -> None:
    assert opened(line(900001, "Zarqamish", feature=feature)).lookup("Zarqamish")[0].place.kind.value == kind


def test_feature_that_is_not_listed_is_left_out(opened: Callable[..., Gazetteer]) -> None:
    places = opened(line(900001, "Zarqamish", feature="S.TRIG"), line(900002, "Quillabad"))
    assert places.lookup("Zarqamish") == ()


def test_feature_kinds_cover_classes_of_geonames_only() -> None:
    assert set(feature_kinds()) <= set("AHLPRSTUV")


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("1\tonly\tthree", r"line 2: has 3 columns where GeoNames has 19"),
        (line(2, "Farrat", lat=131.5), r"line 2: 131.5, 47.2 is not on the globe"),
        (line(2, "Farrat").replace("31.5", "north"), r"line 2: id, coordinates and population have to be numbers"),
        (line(1, "Twice"), r"line 2: geonames:1 stands in the file twice"),
    ],
    ids=["columns", "globe", "number", "twice"],
)
def test_bad_line_is_named_and_the_old_file_kept(tmp_path: Path, text: str, complaint: str) -> None:
    mine = tmp_path / "mine"
    good = build_geonames(Files(dump(tmp_path / "IQ.txt", line(1, "Farrat"))), mine, AREAS)
    before = good.path.read_bytes()
    bad = dump(tmp_path / "allCountries.txt", line(1, "Farrat"), text)
    with pytest.raises(KnowledgeError, match=complaint) as caught:
        build_geonames(Files(bad), mine, AREAS)
    assert str(bad) in str(caught.value)
    assert good.path.read_bytes() == before
    assert [file.name for file in mine.iterdir()] == ["geonames.sqlite"]


def test_broken_zip_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "allCountries.zip"
    path.write_bytes(b"PK\x03\x04 not an archive")
    with pytest.raises(KnowledgeError, match=r"allCountries\.zip is a broken zip archive"):
        build_geonames(Files(path), tmp_path / "mine", {})
    assert list((tmp_path / "mine").iterdir()) == []


def test_wrong_encoding_is_refused_with_the_line(tmp_path: Path) -> None:
    path = tmp_path / "IQ.txt"
    path.write_bytes(line(1, "Farrat").encode() + b"\n" + line(2, "Amara").encode("utf-8") + b"\xff\n")
    with pytest.raises(KnowledgeError, match="line 2: is not UTF-8"):
        build_geonames(Files(path), tmp_path / "mine", {})


def test_archive_without_the_text_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "allCountries.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("picture.png", b"")
    with pytest.raises(KnowledgeError, match=r"holds no allCountries\.txt"):
        build_geonames(Files(path), tmp_path / "mine", {})


def test_area_names_come_by_code(tmp_path: Path) -> None:
    path = dump(tmp_path / "admin1CodesASCII.txt", "IQ.14\tMaysān\tMaysan\t93540")
    assert area_names(path) == {"IQ.14": "Maysan"}
    with pytest.raises(KnowledgeError, match="line 1: needs a code"):
        area_names(dump(tmp_path / "other.txt", "Maysan"))


def test_same_files_give_the_same_bytes(tmp_path: Path) -> None:
    source = dump(tmp_path / "IQ.txt", *(line(n, f"Farrat {n}", others="Alpha,Beta,Gamma,Delta") for n in range(1, 40)))
    made = [build_geonames(Files(source), tmp_path / folder, AREAS).path.read_bytes() for folder in ("a", "b")]
    assert made[0] == made[1]


def test_pace_is_told_of_the_file(tmp_path: Path) -> None:
    told: list[str] = []
    source = dump(tmp_path / "IQ.txt", line(1, "Farrat"))
    build_geonames(Files(source), tmp_path / "mine", AREAS, pace=lambda name, *_: told.append(name))
    assert told == ["IQ.txt"]


def test_file_of_another_version_is_not_used(tmp_path: Path) -> None:
    made = build_geonames(Files(dump(tmp_path / "IQ.txt", line(1, "Farrat"))), tmp_path / "mine", {})
    with closing(sqlite3.connect(made.path)) as file, file:
        file.execute("UPDATE meta SET value = 'shape 0; x; keys y' WHERE key = 'stamp'")
    with pytest.raises(KnowledgeError, match="made by another version"):
        open_packaged(own=user_files(tmp_path / "mine"))


@pytest.mark.parametrize(
    ("bad", "complaint"),
    [
        (line(2, "Other").replace("2\t", f"{10**30}\t", 1), "have to be numbers"),
        (line(2, "Other").replace("\t120\t", f"\t{10**30}\t"), "have to be numbers"),
        (line(2, "Other").replace("\t120\t", "\t-120\t"), "have to be numbers"),
        (line(2, ""), "has no name"),
        ("x" * 2_000_000, "is endless"),
    ],
)
def test_numbers_and_lines_beyond_all_bounds_are_refused(tmp_path: Path, bad: str, complaint: str) -> None:
    source = dump(tmp_path / "IQ.txt", line(1, "Zarqamish"), bad)
    with pytest.raises(KnowledgeError, match=rf"IQ\.txt, line 2: .*{complaint}"):
        build_geonames(Files(source), tmp_path / "mine", AREAS)
    assert list((tmp_path / "mine").iterdir()) == []


def test_alternate_name_of_an_id_beyond_all_bounds_is_refused(tmp_path: Path) -> None:
    alternates = dump(tmp_path / "alternateNamesV2.txt", f"1\t{'9' * 30}\ten\tOther")
    with pytest.raises(KnowledgeError, match=r"line 1: is not as in GeoNames' alternateNamesV2\.txt"):
        build_geonames(Files(dump(tmp_path / "IQ.txt", line(1, "Zarqamish")), alternates), tmp_path / "mine", AREAS)


@pytest.mark.parametrize(("at", "value"), [("flag", 1), ("method", 99)])
def test_archive_that_cannot_be_unpacked_is_refused(tmp_path: Path, at: str, value: int) -> None:
    source = dump(tmp_path / "IQ.zip", line(1, "Zarqamish"))
    data = bytearray(source.read_bytes())
    entry = data.find(b"PK\x01\x02")
    for offset in (6, entry + 8) if at == "flag" else (8, entry + 10):
        data[offset] = value
    source.write_bytes(data)
    with pytest.raises(KnowledgeError, match=r"IQ\.zip cannot be unpacked .*give the \.txt file"):
        build_geonames(Files(source), tmp_path / "mine", AREAS)


def test_mark_at_the_start_of_a_file_is_passed_over(tmp_path: Path) -> None:
    source = dump(tmp_path / "IQ.txt", "\ufeff" + line(1, "Zarqamish"))
    assert build_geonames(Files(source), tmp_path / "mine", AREAS).places == 1

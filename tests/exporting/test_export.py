import csv
import io
import json
from dataclasses import replace
from pathlib import Path

import pyarrow.parquet as pq
import pytest

from dateline.errors import ExportError
from dateline.exporting import FORMATS, export
from dateline.exporting.acled import rules
from dateline.exporting.codebook import codebook
from dateline.model import PlaceMissing, schema

CODEBOOK = Path(__file__).parents[2] / "docs" / "codebook.md"


def written(record, **options) -> bytes:
    to = io.BytesIO()
    export(record, to=to, **options)
    return to.getvalue()


@pytest.mark.parametrize("what", ["documents", "reports", "claims", "references", "incidents"])
def test_export_schema_json_csv_parquet_and_codebook_have_the_same_columns(record, keep, a_document, what: str) -> None:
    keep(record, a_document())
    record.reconcile()
    row = json.loads(written(record, what=what, format="jsonl").splitlines()[0])
    assert list(row) == [f.name for f in schema.SCHEMA[what]]
    header = next(csv.reader(io.StringIO(written(record, what=what, format="csv").decode())))
    assert header == [c.dotted for c in schema.columns(what)]
    table = pq.read_table(io.BytesIO(written(record, what=what, format="parquet")))
    assert table.column_names == [f.name for f in schema.SCHEMA[what]]
    page = codebook()
    section = page.split(f"## {what}\n")[1].split("\n## ")[0]
    listed = [line.split("`")[1] for line in section.splitlines() if line.startswith("| `")]
    opened = [name.replace("[]", "") for name in listed]
    assert [c for c in header if c not in opened] == []
    assert [f.name for f in schema.SCHEMA[what]] == [n for n in opened if "." not in n]


def test_codebook_page_is_the_one_the_schema_makes() -> None:
    assert CODEBOOK.read_text(encoding="utf-8") == codebook(), "run `make docs`"


def test_json_rows_fit_the_json_schema(record, keep, a_document) -> None:
    keep(record, a_document())
    record.reconcile()
    for what in ("documents", "reports", "claims", "incidents"):
        for line in written(record, what=what, format="jsonl", commenters="keep").splitlines():
            fits(json.loads(line), schema.json_schema(what))


def fits(value, shape) -> None:
    kinds = shape["type"] if isinstance(shape["type"], list) else [shape["type"]]
    names = {"object": dict, "array": list, "string": str, "integer": int, "number": (int, float), "boolean": bool}
    if value is None:
        assert "null" in kinds
        return
    assert any(isinstance(value, names[k]) for k in kinds if k != "null")
    if "enum" in shape:
        assert value in shape["enum"]
    for key, inner in shape.get("properties", {}).items():
        fits(value[key], inner)
    if "properties" in shape:
        assert set(value) == set(shape["required"])
    for item in value if "items" in shape else ():
        fits(item, shape["items"])


def test_csv_keeps_cells_exact(record, keep, a_document) -> None:
    keep(record, a_document())
    (row,) = csv.DictReader(io.StringIO(written(record, what="reports", format="csv").decode(), newline=""))
    assert row["place.lat"] == "-0.36"
    assert row["killed.best"] == "12"
    assert row["hedged"] == "false"
    assert json.loads(row["actors"])[0]["name"] == "rebels"
    assert row["mode"] == ""


def test_geojson_counts_what_has_no_point(record, keep, a_document) -> None:
    keep(record, a_document())
    made = json.loads(written(record, what="reports", format="geojson"))
    assert made["features"][0]["geometry"] == {"type": "Point", "coordinates": [42.55, -0.36]}
    assert made["dateline"]["without_point"] == 0


def test_geojson_of_incidents_says_how_closely_and_by_whom_each_is_known(record, keep, a_document) -> None:
    keep(record, a_document())
    record.reconcile()
    made = json.loads(written(record, what="incidents", format="geojson"))
    assert (made["dateline"]["what"], made["dateline"]["with_point"]) == ("incidents", 1)
    (feature,) = made["features"]
    assert feature["geometry"] == {"type": "Point", "coordinates": [42.55, -0.36]}
    told = feature["properties"]
    assert (told["place"]["precision"], told["place"]["radius_km"], told["killed"]["best"]) == (1, None, 12)
    assert (told["sources"]["independent"], told["corroboration"]["grade"]) == (1, "single origin")


def test_geojson_counts_incidents_without_a_point(record, keep, a_document, a_report) -> None:
    document = a_document()
    keep(record, document, reports=[replace(a_report(document), places=(), place_missing=PlaceMissing.NOT_STATED)])
    record.reconcile()
    made = json.loads(written(record, what="incidents", format="geojson"))
    assert (made["features"], made["dateline"]["with_point"], made["dateline"]["without_point"]) == ([], 0, 1)


def test_acled_has_its_columns_and_derives_only_what_follows(record, keep, a_document) -> None:
    keep(record, a_document())
    (row,) = csv.DictReader(io.StringIO(written(record, what="reports", format="acled").decode(), newline=""))
    assert list(row) == rules()["columns"]
    assert len(row) == 31
    assert (row["event_type"], row["sub_event_type"]) == ("Violence against civilians", "Attack")
    assert (row["event_date"], row["fatalities"], row["civilian_targeting"]) == (
        "2014-05-03",
        "12",
        "Civilian targeting",
    )
    assert row["region"] == row["timestamp"] == ""


def test_export_is_the_same_bytes_each_time(record, keep, a_document) -> None:
    keep(record, a_document())
    for name, made in FORMATS.items():
        for what in made.holds:
            assert written(record, what=what, format=name) == written(record, what=what, format=name)


def test_export_covers_commenters_unless_asked(record, keep, a_document) -> None:
    keep(record, a_document())
    covered = json.loads(written(record, what="documents", format="jsonl"))
    assert "Ayaan" not in json.dumps(covered)
    assert len(covered["text"]) == len(a_document().text)
    assert covered["zones"][1]["author"].startswith("reader-")
    kept = json.loads(written(record, what="documents", format="jsonl", commenters="keep"))
    assert kept["zones"][1]["author"] == "Ayaan"
    for report in map(json.loads, written(record, what="reports", format="jsonl").splitlines()):
        assert covered["text"][report["start"] : report["end"]] == report["words"]


@pytest.mark.parametrize(
    ("options", "complaint"),
    [
        ({"what": "events"}, "there is no 'events'"),
        ({"format": "xml"}, "there is no format 'xml'"),
        ({"what": "documents", "format": "geojson"}, "geojson holds incidents and reports"),
        ({"commenters": "maybe"}, "pseudonym or keep"),
    ],
)
def test_export_says_what_there_is(record, options, complaint) -> None:
    with pytest.raises(ExportError, match=complaint):
        written(record, **options)


def test_export_to_a_file_is_whole_or_not_there(record, keep, a_document, tmp_path, monkeypatch) -> None:
    keep(record, a_document())
    target = tmp_path / "out.csv"
    assert export(record, what="reports", format="csv", to=target) == 1
    before = target.read_bytes()

    def full(*_):
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.fsync", full)
    with pytest.raises(ExportError, match="No space left on device"):
        export(record, what="reports", format="csv", to=target)
    assert target.read_bytes() == before
    assert list(tmp_path.glob(".out*")) == []


def test_export_into_a_missing_folder_says_so(record, tmp_path) -> None:
    with pytest.raises(ExportError, match="could not be written"):
        export(record, to=tmp_path / "no" / "out.jsonl")

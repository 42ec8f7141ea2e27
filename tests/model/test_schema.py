import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Claim, ClaimKind, EventType, Evidence, Status, ZoneKind, schema, shape
from dateline.model.place import PlacePrecision

EVIDENCE = ["start", "end", "words"]
WHATS = tuple(schema.SCHEMA)


def keys(what: str, *path: str) -> list[str]:
    fields = schema.SCHEMA[what]
    for name in path:
        fields = next(f for f in fields if f.name == name).fields
    return [f.name for f in fields]


def test_schema_holds_the_keys_of_the_public_contract() -> None:
    for path in (("trigger",), ("actors", "evidence"), ("when", "evidence"), ("killed", "evidence")):
        assert keys("reports", *path) == EVIDENCE
    assert keys("reports", "actors") == keys("reports", "recipients") == ["id", "name", "kind", "country", "evidence"]
    assert keys("reports", "when") == ["edtf", "earliest", "latest", "precision", "evidence", "how"]
    assert keys("reports", "voices") == ["id", "name", "kind", "evidence"]
    for count in ("killed", "injured", "captured", "displaced", "force", "weapons"):
        assert keys("reports", count) == ["low", "best", "high", "evidence"]
    contract = {"id", "name", "kind", "country", "admin1", "lat", "lon", "precision", "evidence"}
    assert set(keys("reports", "place")) == set(keys("reports", "places")) == contract | {"how", "radius_km"}
    assert keys("documents", "zones") == ["kind", "start", "end", "author", "posted"]
    assert keys("references") == ["citing", *keys("documents", "references")]


def test_schema_takes_its_closed_values_from_the_nouns() -> None:
    values = {c.dotted: c.field.values for c in schema.columns("reports")}
    assert values["type"] == tuple(e.value for e in EventType)
    assert values["status"] == tuple(s.value for s in Status)
    assert values["zone"] == tuple(z.value for z in ZoneKind)
    assert values["place.precision"] == tuple(int(p) for p in PlacePrecision)


def test_json_has_the_keys_of_the_schema_in_its_order(a_document, a_report) -> None:
    document = a_document()
    claim = Claim(document.id, ZoneKind.BODY, Evidence.at(document.text, 0, 61), ClaimKind.DISPUTE)
    for what, row in (
        ("documents", shape.document_json(document)),
        ("reports", shape.report_json(a_report(document))),
        ("claims", shape.claim_json(claim)),
    ):
        assert list(row) == [f.name for f in schema.SCHEMA[what]]


@pytest.mark.parametrize("what", WHATS)
def test_every_field_says_what_it_means_and_has_a_kind(what: str) -> None:
    def check(fields: tuple[schema.Field, ...]) -> None:
        assert len({f.name for f in fields}) == len(fields)
        for field in fields:
            assert field.doc.endswith("."), field.name
            assert (field.kind == "object") == bool(field.fields), field.name
            assert field.fields or field.kind in schema.KINDS, field.name
            assert not (field.many and field.nullable), f"{field.name}: an empty list says it, null would say it twice"
            check(field.fields)

    check(schema.SCHEMA[what])


@pytest.mark.parametrize("what", WHATS)
def test_columns_have_names_of_their_own_in_dotted_and_in_table_form(what: str) -> None:
    made = schema.columns(what)
    assert len({c.dotted for c in made}) == len({"_".join(c.path) for c in made}) == len(made)


@pytest.mark.parametrize("what", WHATS)
def test_json_schema_requires_every_key_and_allows_no_other(what: str) -> None:
    made = schema.json_schema(what)
    assert made["required"] == list(made["properties"]) == [f.name for f in schema.SCHEMA[what]]
    assert made["additionalProperties"] is False


def rows(what: str) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries({f.name: _values(f) for f in schema.SCHEMA[what]})


def _values(field: schema.Field) -> st.SearchStrategy[object]:
    kinds: dict[str, st.SearchStrategy[object]] = {
        "text": st.text(max_size=3),
        "integer": st.integers(0, 9),
        "number": st.floats(0, 1),
        "flag": st.booleans(),
        "lists": st.lists(st.lists(st.text(max_size=2), max_size=2), max_size=2),
        "map": st.dictionaries(st.text(max_size=2), st.integers(), max_size=2),
    }
    one = st.fixed_dictionaries({f.name: _values(f) for f in field.fields}) if field.fields else kinds[field.kind]
    if field.many:
        return st.lists(one, max_size=2)
    if field.nullable and field.fields:  # an object that says nothing is null
        one = one.filter(lambda row: any(value is not None for value in row.values()))
    return st.none() | one if field.nullable else one


@given(st.data())
def test_flatten_and_back_gives_the_same_row(data: st.DataObject) -> None:
    for what in WHATS:
        row = data.draw(rows(what))
        flat = schema.flatten(what, row)
        assert list(flat) == [c.dotted for c in schema.columns(what)]
        assert schema.unflatten(what, flat) == row

import builtins
import dataclasses
from datetime import date

import pytest
from sqlalchemy.dialects import postgresql, sqlite

from dateline.errors import DatelineError
from dateline.model import EventType
from dateline.record.conditions import condition
from dateline.record.tables import METADATA


def test_where_narrows_and_leaves_the_selection_as_it_was(record, keep, a_document) -> None:
    keep(record, a_document())
    everything = record.reports()
    for asked in (
        {"type": "ASSAULT"},
        {"status": "occurred", "zone": "body"},
        {"actor": "rebels"},
        {"recipient": "text:men"},
        {"voice": "a doctor"},
        {"place": "Kismayo"},
        {"country": "SO"},
        {"after": "2014-05-01", "before": "2014-05-03"},
        {"hedged": False},
        {"mode": None},
        {"actor": "REBELS"},
        {"after": "2014", "before": "2014"},
        {"after": date(2014, 5, 3), "before": "2014-05"},
        {"place_precision": "1"},
        {"place.name": "Kismayo"},
        {"hedged": "false"},
    ):
        assert len(everything.where(**asked)) == 1, asked
    for asked in ({"type": "AID"}, {"actor": "reb"}, {"after": "2014-05-04"}, {"before": "2014-05-02"}, {"place": "%"}):
        assert len(everything.where(**asked)) == 0, asked
    assert len(everything) == 1


@pytest.mark.parametrize(
    ("what", "asked", "said"),
    [
        ("reports", {"statsu": "occurred"}, "did you mean 'status'"),
        ("reports", {"actors": "rebels"}, "did you mean 'actor'"),
        ("reports", {"type": "assault"}, "did you mean 'ASSAULT'"),
        ("reports", {"status": "happened"}, "there are occurred, ongoing"),
        ("reports", {"hedged": "perhaps"}, "true or false"),
        ("reports", {"place_precision": "near"}, "a whole number"),
        ("reports", {"after": "June 2008"}, "is not EDTF"),
        ("reports", {"after": "../2008"}, "has no day on that side"),
        ("documents", {"actor": "rebels"}, "documents cannot be filtered by 'actor'"),
        ("documents", {"after": "2008"}, "documents cannot be filtered by 'after'"),
        ("references", {"outlets": "An Outlet"}, "did you mean 'outlet'"),
        ("failures", {"reasons": "empty"}, "did you mean 'reason'"),
    ],
)
def test_where_refuses_what_cannot_hold_and_names_what_can(record, what, asked, said) -> None:
    with pytest.raises(DatelineError, match=said):
        getattr(record, what)().where(**asked)


def test_every_condition_that_is_offered_can_be_asked(record) -> None:
    for what in ("documents", "reports", "claims", "references", "decisions", "failures", "runs"):
        selection = getattr(record, what)()
        with pytest.raises(DatelineError) as refusal:
            selection.where(zzzzzzzzzz="x")
        for key in str(refusal.value).split("there are ")[1].split(", "):
            if key not in ("after", "before", "min_score"):
                len(selection.where(**{key: None} if what == "references" or key in _COLUMNS else {key: "x"}))


# Columns whose values are closed or no text: asked for what is empty.
_COLUMNS = {c.name for t in METADATA.tables.values() for c in t.columns}


def test_where_asks_lists_of_words_for_one_of_them(record, keep, a_document, a_report) -> None:
    document = a_document()
    keep(record, document, reports=[dataclasses.replace(a_report(document), contexts=("military", "territory"))])
    assert len(record.reports().where(contexts="military")) == 1
    assert len(record.reports().where(contexts="mil")) == 0
    assert len(record.documents().where(authors="Hodan Ali")) == 1
    assert len(record.documents().where(authors="Hodan")) == 0


def test_where_asks_works_cited_by_their_own_columns(record, keep, a_document) -> None:
    document = a_document()
    keep(record, document)
    works = record.references()
    assert len(works.where(title="A title", citing=document.id)) == 1
    assert len(works.where(author="Hodan Ali").where(outlet="An Outlet")) == 1
    assert len(works.where(title="A killing in Kismayo")) == 0
    assert len(works.where(document=None)) == 1


def test_tally_counts_by_a_column_and_refuses_another(record, keep, a_document) -> None:
    keep(record, a_document())
    assert record.tally("type") == {"ASSAULT": 1}
    with pytest.raises(DatelineError, match="no column 'kind'"):
        record.tally("kind")


def test_rows_come_in_a_fixed_order(record, keep, a_document) -> None:
    for name in ("c", "a", "b"):
        keep(record, a_document(name=name))
    ids = [r["document"] for r in record.reports()]
    assert ids == sorted(ids)
    assert [d["id"] for d in record.documents()] == sorted(ids)


def test_to_frame_has_dotted_columns(record, keep, a_document) -> None:
    keep(record, a_document())
    frame = record.reports().to_frame()
    assert frame.loc[0, "place.name"] == "Kismayo"
    assert frame.loc[0, "killed.best"] == 12


def test_to_frame_without_pandas_says_what_to_install(record, monkeypatch) -> None:
    real = builtins.__import__

    def refuse(name, *args, **kwargs):
        if name == "pandas":
            raise ImportError(name)
        return real(name, *args, **kwargs)

    monkeypatch.setattr(builtins, "__import__", refuse)
    with pytest.raises(DatelineError, match=r"dateline\[frame\]"):
        record.reports().to_frame()


def test_repr_html_escapes_and_counts(record, keep, a_document) -> None:
    keep(record, a_document(name="<b>.txt"))
    assert "1 reports" in record.reports()._repr_html_()
    assert "Kismayo" in record.reports()._repr_html_()
    assert "<b>" not in record._repr_html_()
    assert "1 documents" in repr(record)


def test_references_are_listed_with_who_cites_them(record, keep, a_document) -> None:
    document = a_document()
    keep(record, document)
    (reference,) = record.references()
    assert (reference["citing"], reference["outlet"], reference["date"]) == (document.id, "An Outlet", "2014-05")


def _scored(keep, record, a_document, a_report, *scores: dict[str, float]) -> None:
    """Keep a document with one report for each mapping of scores, told apart by their types."""
    document = a_document()
    types = ("ASSAULT", "COERCE", "PROTEST", "AID")
    reports = [
        dataclasses.replace(a_report(document), type=EventType(kind), scores=one)
        for kind, one in zip(types, scores, strict=False)
    ]
    keep(record, document, reports=reports)


def test_min_score_keeps_the_reports_that_are_sure_enough(record, keep, a_document, a_report) -> None:
    _scored(keep, record, a_document, a_report, {"type": 0.9, "status": 0.2}, {"type": 0.4}, {})
    reports = record.reports()
    assert [len(reports.where(min_score=least)) for least in (0, 0.4, 0.41, 0.9, 1)] == [3, 2, 1, 1, 0]
    assert record.tally("type", min_score=0.41) == {"ASSAULT": 1}
    assert record.tally("type").total() == 3


def test_min_score_of_a_search_bounds_reports_and_no_documents(record, keep, a_document, a_report) -> None:
    _scored(keep, record, a_document, a_report, {"type": 0.9}, {"type": 0.4}, {})
    word = next(iter(record.reports()))["words"].split()[0]
    assert [len(record.search(word, min_score=least)) for least in (0, 0.3, 0.8, 0.95)] == [3, 2, 1, 0]
    assert len(record.search(word, limit=1, min_score=0.3)) == 1
    assert len(record.search(word, what="documents", min_score=0.95)) == 1


@pytest.mark.parametrize("value", ["much", 1.5, -0.1, None, float("nan")])
def test_a_min_score_that_is_no_score_is_refused(record, value) -> None:
    with pytest.raises(DatelineError, match="between 0 and 1"):
        record.reports().where(min_score=value)


def test_min_score_is_asked_of_reports_alone(record) -> None:
    with pytest.raises(DatelineError, match="min_score"):
        record.claims().where(min_score=0.5)


def test_min_score_is_read_from_json_in_the_way_of_each_database() -> None:
    asked = condition("reports", METADATA.tables["reports"], "min_score", 0.5)
    assert "json_extract(reports.scores, '$.type') >= " in str(asked.compile(dialect=sqlite.dialect()))
    assert "(CAST(reports.scores AS json) ->> 'type')::float >= " in str(asked.compile(dialect=postgresql.dialect()))


def test_what_is_found_by_an_index_is_what_going_through_all_finds(record, keep, a_document) -> None:
    for n in range(4):
        keep(record, a_document(name=f"{n}.txt"))
    for n in range(3):
        keep(record, a_document(name=f"{n}.txt"), fingerprint="f2", reports=[] if n == 1 else None)
    for every, few in ((record.reports(), "reports"), (record.claims(), "claims")):
        rows = list(every)
        for document in record.documents():
            own = [row for row in rows if row["document"] == document["id"]]
            assert list(every.where(document=document["id"])) == own
            assert len(every.where(document=document["id"])) == len(own)
            assert list(every.where(document=document["id"]).where(zone="body")) == own
        ids = [row["id"] for row in rows]
        assert record.some(few, [*reversed(ids), "gone", ids[0]]) == [*reversed(rows), rows[0]]
        assert [row for id_ in ids for row in every.where(id=id_)] == rows


def test_more_ids_are_asked_for_than_one_question_may_have(record, keep, a_document) -> None:
    keep(record, a_document())
    (row,) = record.reports()
    assert record.some("reports", [*(f"r{n}" for n in range(40_000)), row["id"]]) == [row]

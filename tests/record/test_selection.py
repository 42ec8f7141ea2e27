import builtins

import pytest

from dateline.errors import DatelineError


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
    ):
        assert len(everything.where(**asked)) == 1, asked
    for asked in ({"type": "AID"}, {"actor": "reb"}, {"after": "2014-05-04"}, {"before": "2014-05-02"}, {"place": "%"}):
        assert len(everything.where(**asked)) == 0, asked
    assert len(everything) == 1


def test_where_names_the_nearest_condition(record) -> None:
    with pytest.raises(DatelineError, match="did you mean 'status'"):
        record.reports().where(statsu="occurred")


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

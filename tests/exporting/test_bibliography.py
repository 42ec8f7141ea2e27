from __future__ import annotations

import io
import json

import bibtexparser
import pytest
import rispy
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.exporting import bibliography, export
from dateline.exporting.bibliography import Kind, Name, Work, days_of, name_of, works_in
from dateline.exporting.bibtex import bibtex, bibtex_entry
from dateline.exporting.csl import csl, csl_item
from dateline.exporting.ris import ris, ris_entry


def row(title="Dockers shut the port", **more):
    made = {
        "citing": "d1",
        "authors": ["Reed, Ann"],
        "title": title,
        "outlet": "Coast Daily",
        "date": "2016-04-05",
        "url": None,
        "document": None,
        "work": None,
        "cited_by": [],
        "start": 0,
        "end": 4,
        "words": "Reed",
    }
    return {**made, **more}


def written(write, rows, what="references") -> bytes:
    to = io.BytesIO()
    write(what, rows, to)
    return to.getvalue()


def work(**more) -> Work:
    facts = {"id": "w1", "key": "reed2016dockers", "kind": Kind.NEWS, "authors": (Name("Reed", "Ann"),)}
    facts |= {"title": "Dockers shut the port", "outlet": "Coast Daily", "date": "2016-04-05", "url": None}
    return Work(**{**facts, **more})


def test_work_that_several_documents_cite_is_one_entry_with_all_that_they_say() -> None:
    rows = [row(), row("Dockers Shut the Port", citing="d2", authors=[], date=None), row("Port open", citing="d3")]
    entries = works_in("references", rows)
    assert [(w.title, w.date) for w in entries] == [
        ("Dockers shut the port", "2016-04-05"),
        ("Port open", "2016-04-05"),
    ]
    assert entries[0].authors == (Name("Reed", "Ann"),)


def test_works_that_the_record_holds_as_one_are_one_entry() -> None:
    assert len(works_in("references", [row(work="w1"), row("Another title altogether", work="w1")])) == 1


@pytest.mark.parametrize(
    ("author", "name"),
    [
        ("Arango, Tim", Name("Arango", "Tim")),
        ("Joel Wing", Name("Wing", "Joel")),
        ("Thomas J. Ito", Name("Ito", "Thomas J.")),
        ("Jan van der Berg", Name("van der Berg", "Jan")),
        ("Muhammad al-Sadr", Name("al-Sadr", "Muhammad")),
        ("Reed, A.", Name("Reed", "A.")),
        ("Voices of Iraq", Name("Voices of Iraq")),
        ("National Iraqi News Agency", Name("National Iraqi News Agency")),
        ("UNHCR", Name("UNHCR")),
        ("Group of Experts", Name("Group of Experts")),
        ("Ministry of Defence, Kyiv", Name("Ministry of Defence, Kyiv")),
    ],
)
def test_people_have_a_family_name_and_institutions_do_not(author: str, name: Name) -> None:
    assert name_of(author) == name


def test_author_who_is_the_outlet_is_an_institution() -> None:
    assert name_of("Coast Daily Lamp", outlet="Coast Daily Lamp") == Name("Coast Daily Lamp")


@pytest.mark.parametrize(
    ("outlet", "date", "url", "kind"),
    [
        ("Reuters", None, None, Kind.NEWS),
        ("Coast Daily", "2016-04-05", None, Kind.NEWS),
        ("Institute for Ports", "2016-04", None, Kind.REPORT),
        ("coast.example", None, "https://coast.example/a", Kind.PAGE),
        ("Coast Daily", "2016", None, Kind.OTHER),
        (None, None, None, Kind.OTHER),
    ],
)
def test_kind_is_told_by_outlet_date_and_address(outlet, date, url, kind) -> None:
    (entry,) = works_in("references", [row(outlet=outlet, date=date, url=url)])
    assert entry.kind is kind


def test_keys_are_of_author_year_and_title_and_never_shared() -> None:
    rows = [row(), row("Dockers march", citing="d2"), row("Port, reopened", citing="d3", authors=["Ünal, Çetin"])]
    rows += [row("No", citing="d4", date=None), row("No", citing="d5", outlet="Lamp", authors=["Cole, Tim"], date=None)]
    keys = [w.key for w in works_in("references", rows)]
    assert keys == ["colendno", "reed2016dockersmarch", "reed2016dockersshut", "reedndno", "unal2016port"]


def test_works_with_one_author_year_and_title_are_told_apart_by_their_ids() -> None:
    rows = [row("Port"), row("Port", date="2016-09-05", citing="d2")]
    keys = [w.key for w in works_in("references", rows)]
    assert len(set(keys)) == 2
    assert all(key.startswith("reed2016port-w") for key in keys)


def test_days_of_reads_every_edtf_that_a_moment_holds() -> None:
    assert [(d.year, d.month, d.day) for d in days_of("2016-04-05/2016-04-07")] == [(2016, 4, 5), (2016, 4, 7)]
    assert [(d.year, d.month, d.day) for d in days_of("2016-04-05T09:30")] == [(2016, 4, 5)]
    assert [d.year for d in days_of("2016~")] == [2016]
    assert days_of(None) == days_of("-0263") == days_of("2016/..") == ()


def test_csl_item_has_the_shape_of_csl_json() -> None:
    assert csl_item(work(url="https://a.example/b", language="en")) == {
        "id": "reed2016dockers",
        "type": "article-newspaper",
        "title": "Dockers shut the port",
        "author": [{"family": "Reed", "given": "Ann"}],
        "container-title": "Coast Daily",
        "issued": {"date-parts": [[2016, 4, 5]]},
        "URL": "https://a.example/b",
        "language": "en",
    }


@pytest.mark.parametrize(
    ("edtf", "issued"),
    [
        ("2016-04", {"date-parts": [[2016, 4]]}),
        ("2016-04-05/2016-04-07", {"date-parts": [[2016, 4, 5], [2016, 4, 7]]}),
        ("2016-23", {"date-parts": [[2016]], "season": 3}),
        ("2016~", {"date-parts": [[2016]], "circa": True}),
        ("2016/..", {"literal": "2016/.."}),
    ],
)
def test_csl_dates_keep_intervals_seasons_and_doubt(edtf: str, issued: dict) -> None:
    assert csl_item(work(date=edtf))["issued"] == issued


def test_csl_report_has_a_publisher_and_an_institution_is_literal() -> None:
    item = csl_item(work(kind=Kind.REPORT, authors=(Name("Institute for Ports"),), outlet="Institute for Ports"))
    assert (item["type"], item["publisher"]) == ("report", "Institute for Ports")
    assert item["author"] == [{"literal": "Institute for Ports"}]
    assert "container-title" not in item


def test_bibtex_is_read_back_as_it_was() -> None:
    rows = [row("Costs up 5% & more_ {say} ~ #1 \\ US$", authors=["Reed, Ann", "Cole, Tim"]), row("Port", citing="d2")]
    library = bibtexparser.parse_string(written(bibtex, rows).decode())
    assert not library.failed_blocks
    entry = next(e for e in library.entries if "costs" in e.key)
    assert entry.entry_type == "article"
    assert entry["author"] == "Reed, Ann and Cole, Tim"
    assert (entry["year"], entry["month"], entry["day"]) == ("2016", "apr", "5")
    assert entry["title"] == (
        r"{Costs up 5\% \& more\_ {\textbraceleft}say{\textbraceright} {\textasciitilde} \#1 {\textbackslash} US\$}"
    )


def test_bibtex_guards_institutions_and_odd_names() -> None:
    entry = bibtex_entry(work(authors=(Name("Food and Farming Union"), Name("Sand and Sons", "Ann"))))
    assert "author = {{Food and Farming Union} and {Sand and Sons}, Ann}" in entry


def test_bibtex_notes_a_date_that_is_no_point() -> None:
    entry = bibtex_entry(work(date="2016-04-05/2016-04-07"))
    assert "note = {Dated 2016-04-05/2016-04-07}" in entry
    assert "year = {2016}" in entry
    assert "note" not in bibtex_entry(work())


@pytest.mark.parametrize("date", ["2016-04-21", "2016-04-24"])
def test_day_of_a_month_is_no_season(date: str) -> None:
    assert "note" not in bibtex_entry(work(date=date))
    assert f"DA  - {date.replace('-', '/')}/" in ris_entry(work(date=date))
    assert "note = {Dated 2016-24}" in bibtex_entry(work(date="2016-24"))


def test_ris_is_read_back_as_it_was() -> None:
    rows = [
        row(url="https://a.example/b", authors=["Reed, Ann", "Voices of Iraq"]),
        row("Port", citing="d2", date="2016-04"),
    ]
    raw = written(ris, rows).decode()
    assert "\n" not in raw.replace("\r\n", "")
    first, second = rispy.loads(raw)
    assert first["type_of_reference"] == "NEWS"
    assert first["authors"] == ["Reed, Ann", "Voices of Iraq"]
    assert (first["title"], first["secondary_title"]) == ("Dockers shut the port", "Coast Daily")
    assert (first["year"], first["date"], first["urls"]) == ("2016", "2016/04/05/", ["https://a.example/b"])
    assert second["date"] == "2016/04//"


def test_ris_keeps_a_value_on_its_line_and_notes_intervals() -> None:
    entry = ris_entry(work(title="Port\r\nER  - shut", date="2016/2017"))
    assert "TI  - Port ER - shut\r\n" in entry
    assert "N1  - Dated 2016/2017\r\n" in entry
    assert "DA" not in entry


def test_export_writes_what_is_cited_and_what_is_held(record, keep, a_document) -> None:
    keep(record, a_document())
    for what, title in (("references", "A title"), ("documents", "A killing in Kismayo")):
        for format in ("csl", "bibtex", "ris"):
            to = io.BytesIO()
            assert export(record, what=what, format=format, to=to) == 1
            assert title in to.getvalue().decode()
    to = io.BytesIO()
    export(record, what="documents", format="csl", to=to)
    (item,) = json.loads(to.getvalue())
    assert item["author"] == [{"family": "Ali", "given": "Hodan"}]


def test_file_that_breaks_its_schema_is_refused(monkeypatch) -> None:
    monkeypatch.setattr(bibliography, "read_toml", lambda _: {"institution": ["press"]})
    bibliography._words.cache_clear()
    try:
        with pytest.raises(KnowledgeError, match="needs institution"):
            name_of("Ann Reed")
    finally:
        bibliography._words.cache_clear()


_TEXT = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30).filter(str.strip)


@given(st.lists(_TEXT, min_size=1, max_size=3), _TEXT, _TEXT)
def test_no_text_breaks_a_format(authors: list[str], title: str, outlet: str) -> None:
    rows = [row(f"T {title}", authors=authors, outlet=outlet)]
    (item,) = json.loads(written(csl, rows))
    assert item["title"] == f"T {title}"
    library = bibtexparser.parse_string(written(bibtex, rows).decode())
    assert not library.failed_blocks
    assert len(library.entries) == 1
    (entry,) = rispy.loads(written(ris, rows).decode())
    assert entry["title"].split() == f"T {title}".split()

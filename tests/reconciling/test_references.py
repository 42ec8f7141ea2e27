from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Document, Moment, Reference, Span
from dateline.reconciling.references import Cited, Held, cited_in, held_as, resolve, works

PAGE = Held(("Ann Reed",), "Dockers shut the northern port", "Coast Daily", Moment("2016-04-05"), id="p")


def cited(title="Dockers shut the northern port", outlet="Coast Daily", date="2016-04-05", **more) -> Cited:
    at = {"document": "d", "index": 0, **more}
    authors, url = at.pop("authors", ("Reed, Ann",)), at.pop("url", None)
    return Cited(authors, title, outlet, Moment(date) if date else None, url, **at)


def one_work(*given: Cited) -> bool:
    found = works([Cited(c.authors, c.title, c.outlet, c.date, c.url, "d", n) for n, c in enumerate(given)])
    return len(set(found.values())) == 1


@pytest.mark.parametrize(
    "reference",
    [
        cited(),
        cited(title="Dockers Shut the Northern Port"),
        cited(date="2016-04-07"),
        cited(date="2016-04"),
        cited(date=None),
        cited(outlet="The Coast Daily"),
        cited(outlet=None),
        cited(outlet="coastdaily.example"),
        cited(title="Dockers shut the nothern port"),
        cited(title="Dockers shut the northern port | Coast Daily"),
    ],
)
def test_reference_means_the_document_that_says_the_same_of_itself(reference: Cited) -> None:
    assert resolve([reference], [PAGE]) == {("d", 0): "p"}


@pytest.mark.parametrize(
    "reference",
    [
        cited(title="Dockers open the northern port"),
        cited(title="Dockers shut the southern port"),
        cited(title="Dockers shut the northern port again"),
        cited(title="Port shut the northern dockers"),
        cited(title="Dockers shut 2 northern ports"),
        cited(date="2016-05-05"),
        cited(date="2015-04-05"),
        cited(outlet="Harbour Review", authors=("Cole, Tim",)),
        cited(title=None),
        cited(document="p"),
    ],
)
def test_reference_to_another_work_means_no_document(reference: Cited) -> None:
    assert resolve([reference], [PAGE]) == {}


def test_small_word_that_turns_a_title_makes_it_another() -> None:
    page = Held((), "Army to leave the northern hills", "Coast Daily", Moment("2016-04-05"), id="p")
    assert resolve([cited(title="Army not to leave the northern hills")], [page]) == {}


def test_short_title_needs_more_than_one_thing_that_agrees() -> None:
    page = Held((), "Morning briefing", "Coast Daily", None, id="p")
    assert resolve([cited(title="Morning briefing", authors=())], [page]) == {}
    dated = Held((), "Morning briefing", "Coast Daily", Moment("2016-04-05"), id="p")
    assert resolve([cited(title="Morning briefing", authors=())], [dated]) == {("d", 0): "p"}


def test_names_of_one_outlet_are_one() -> None:
    page = Held((), "Dockers shut the port", "Voices of Iraq", Moment("2008-06-20"), id="p")
    reference = cited("Dockers shut the port", "Aswat al-Iraq", "2008-06-20", authors=())
    assert resolve([reference], [page]) == {("d", 0): "p"}


def test_same_address_is_the_same_work_whatever_the_title() -> None:
    page = Held((), "Shut!", None, None, "https://coast.example/2016/port?utm_source=x", id="p")
    reference = cited("Port closed", url="http://www.coast.example/2016/port/")
    assert resolve([reference], [page]) == {("d", 0): "p"}
    assert resolve([cited("Port closed", url="http://coast.example/")], [page]) == {}


def test_two_documents_as_good_as_each_other_give_none() -> None:
    copies = [Held(PAGE.authors, PAGE.title, PAGE.outlet, PAGE.date, id=id_) for id_ in ("p", "q")]
    assert resolve([cited()], copies) == {}
    earlier = Held(PAGE.authors, PAGE.title, PAGE.outlet, Moment("2016-04-03"), id="q")
    assert resolve([cited()], [PAGE, earlier]) == {("d", 0): "p"}


def test_entries_of_one_work_have_one_id() -> None:
    assert one_work(cited(), cited(title="Dockers Shut the Northern Port"), cited(date="2016-04-04"), cited(date=None))
    assert not one_work(cited(), cited(title="Dockers open the northern port"))
    assert not one_work(cited(), cited(date="2017-04-05"))


def test_undated_entry_that_could_be_either_of_two_works_is_neither() -> None:
    given = [cited(index=0), cited(index=1, date="2017-04-05"), cited(index=2, date=None)]
    assert len(set(works(given).values())) == 3


def test_many_citations_of_one_work_are_one() -> None:
    given = [cited(document=f"d{n}") for n in range(500)]
    assert len(set(works(given).values())) == 1


def test_entry_that_gives_neither_title_nor_address_has_no_work() -> None:
    assert works([cited(title=None)]) == {}


def test_id_of_a_work_does_not_depend_on_the_works_beside_it() -> None:
    alone = works([cited()])[("d", 0)]
    beside = works([cited(), cited(title="Another matter altogether", index=1)])
    assert beside[("d", 0)] == alone
    assert beside[("d", 1)] != alone


def test_document_says_what_it_cites_and_what_it_is() -> None:
    reference = Reference(("Reed, Ann",), "Port shut", "Coast Daily", None, Span(0, 4), url="https://a.example/b")
    document = Document("d", "s", "Text", title="Piece", publisher="Lamp", references=(reference,))
    assert cited_in(document) == (
        Cited(("Reed, Ann",), "Port shut", "Coast Daily", None, "https://a.example/b", document="d", index=0),
    )
    assert held_as(document) == Held((), "Piece", "Lamp", None, None, id="d")


_TITLES = st.sampled_from(
    ["Port shut", "Port shut again", "Dockers shut the northern port", "Dockers leave port", None]
)
_ENTRIES = st.lists(
    st.builds(
        Cited,
        st.sampled_from([(), ("Reed, Ann",), ("Cole, Tim",)]),
        _TITLES,
        st.sampled_from(["Coast Daily", "Harbour Lamp", "Reuters", None]),
        st.sampled_from([None, Moment("2016-04-05"), Moment("2016-04-06"), Moment("2016-04"), Moment("2017")]),
        st.sampled_from([None, "https://coast.example/a", "https://coast.example/b"]),
    ),
    max_size=9,
)


def numbered(given: list[Cited]) -> list[Cited]:
    return [Cited(c.authors, c.title, c.outlet, c.date, c.url, f"d{n}", n) for n, c in enumerate(given)]


@given(_ENTRIES, st.randoms(use_true_random=False))
def test_order_changes_neither_works_nor_documents(given: list[Cited], random) -> None:
    entries = numbered(given)
    pages = [Held(c.authors, c.title, c.outlet, c.date, c.url, id=f"p{n}") for n, c in enumerate(given[:4])]
    shuffled, turned = random.sample(entries, len(entries)), random.sample(pages, len(pages))
    assert works(shuffled) == works(entries)
    assert resolve(shuffled, turned) == resolve(entries, pages)


@given(_ENTRIES)
def test_entries_of_one_work_never_differ_in_year(given: list[Cited]) -> None:
    entries = numbered(given)
    found = works(entries)
    years: dict[str, set[int]] = {}
    for entry in entries:
        if entry.key in found and entry.date and not entry.url:
            years.setdefault(found[entry.key], set()).add(entry.date.earliest.year)
    assert all(len(told) == 1 for told in years.values())

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Moment
from dateline.reading.stated import Stated, stated_in


def test_stated_in_reads_facts_with_their_source() -> None:
    stated = stated_in(
        {
            "title": " A\n day ",
            "authors": ["Ann Reed", 5, "Ann Reed", ""],
            "published": "2008-06-14",
            "language": "en-GB",
        },
        by="jsonl",
    )
    assert (stated.title, stated.authors, stated.language) == ("A day", ("Ann Reed",), "en")
    assert stated.published == Moment("2008-06-14")
    assert stated.provenance["published"] == "jsonl:published"


def test_stated_in_splits_authors_in_a_text() -> None:
    assert stated_in({"authors": "Ann Reed; Bo Lind"}, by="x").authors == ("Ann Reed", "Bo Lind")
    assert stated_in({"author": "Reed, Ann"}, by="x").provenance == {"authors": "x:author"}


def test_stated_in_leaves_out_values_of_a_wrong_kind() -> None:
    stated = stated_in({"title": 5, "authors": {"a": 1}, "published": 20080614, "url": "javascript:x"}, by="row")
    assert stated == Stated(provenance={"published": "row:published unreadable"})


def test_stated_over_fills_what_is_missing_and_keeps_its_own() -> None:
    first = stated_in({"title": "A day", "published": "soon"}, by="row")
    second = stated_in({"title": "Other", "published": "2008-06-14", "publisher": "The Post"}, by="page")
    both = first.over(second)
    assert (both.title, both.publisher) == ("A day", "The Post")
    assert both.provenance == {"title": "row:title", "published": "page:published", "publisher": "page:publisher"}


def test_stated_over_keeps_the_note_on_an_unreadable_date() -> None:
    assert stated_in({"published": "soon"}, by="row").over(Stated()).provenance == {
        "published": "row:published unreadable"
    }


values = st.one_of(
    st.none(), st.text(max_size=20), st.integers(), st.lists(st.text(max_size=5), max_size=3), st.booleans()
)


@given(st.dictionaries(st.sampled_from(["title", "authors", "publisher", "published", "language", "url"]), values))
def test_stated_in_takes_any_values_and_says_where_each_fact_is_from(said: dict[str, object]) -> None:
    stated = stated_in(said, by="row")
    for fact in ("title", "authors", "publisher", "published", "language"):
        if getattr(stated, fact):
            assert stated.provenance[fact] == f"row:{fact}"

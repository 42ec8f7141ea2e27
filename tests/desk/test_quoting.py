"""Words are quoted as they are, escaped, with marks around the evidence."""

from __future__ import annotations

import re
from html import unescape
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.escaping import plain
from dateline.desk.quoting import kind_of, linked, marked, timed

TAGS = re.compile(r"<[^>]*>")


@st.composite
def quotes(draw: st.DrawFn) -> tuple[str, int, list[dict[str, Any]]]:
    words = draw(st.text(min_size=1, max_size=40))
    start = draw(st.integers(0, 100))
    spans = draw(st.lists(st.tuples(st.integers(-5, 45), st.integers(0, 20)), max_size=6))
    marks = [{"start": start + a, "end": start + a + n, "label": "actor"} for a, n in spans]
    return words, start, marks


@given(quotes())
def test_taking_the_marks_away_gives_back_the_words(quote: tuple[str, int, list[dict[str, Any]]]) -> None:
    words, start, marks = quote
    made = str(marked(words, start, marks))
    assert unescape(TAGS.sub("", made)) == unescape(TAGS.sub("", f"<bdi>{plain_escaped(words)}</bdi>"))
    assert made.count("<mark") == made.count("</mark>")


def plain_escaped(words: str) -> str:
    return str(marked(words, 0, []))[len("<bdi>") : -len("</bdi>")]


def test_mark_stands_around_its_words() -> None:
    made = marked("Nine people died.", 100, [{"start": 100, "end": 104, "label": "killed"}])
    assert made == '<bdi><mark class="count" title="killed">Nine</mark> people died.</bdi>'


def test_mark_inside_another_is_nested() -> None:
    marks = [{"start": 0, "end": 11, "label": "recipient"}, {"start": 0, "end": 4, "label": "killed"}]
    made = marked("Nine people died.", 0, marks)
    assert (
        '<mark class="recipient" title="recipient"><mark class="count" title="killed">Nine</mark> people</mark>' in made
    )


def test_markup_of_a_document_is_words() -> None:
    made = marked("<b onclick=x>&amp;", 0, [{"start": 0, "end": 3, "label": "actor"}])
    assert "<b " not in made
    assert "&lt;b" in made
    assert plain("\u202e") == "\ufffd"


def test_ids_in_a_sentence_are_links_but_for_its_own() -> None:
    made = linked("i0123456789abcdef was merged into i00000000000000aa", own="i00000000000000aa")
    assert made == ('<a href="/incidents/i0123456789abcdef">i0123456789abcdef</a> was merged into i00000000000000aa')
    assert linked("<i>") == "&lt;i&gt;"


def test_every_label_has_a_kind_of_mark() -> None:
    assert {kind_of(one) for one in ("killed", "weapons", "value")} == {"count"}
    labels = ("actor", "voice+actor", "means", "place", "actors", "status")
    assert [kind_of(one) for one in labels] == ["actor", "voice", "trigger", "place", "actor", "trigger"]


def test_no_time_of_a_sentence_is_shown_in_edtf() -> None:
    shown = timed("One says it began June 14 (2008-06-14/..), one says 2014-07-03/2014-07-05, 2014-07~ or 93 in 2008.")
    assert '(<span title="2008-06-14/..">since 14 June 2008</span>)' in shown
    assert ">3 to 5 July 2014</span>" in shown
    assert ">about July 2014</span>" in shown
    assert shown.endswith("93 in 2008.")


def test_what_is_no_time_of_a_sentence_stays_as_it_is() -> None:
    for words in ("2014-13", "12-15 dead", "tel. 555-2014-07-03", "<b>2014</b>"):
        assert "<span" not in timed(words)
        assert "<b>" not in timed(words)

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.model import Moment
from dateline.reading.front_matter import has_front_matter, read_front_matter
from dateline.reading.stated import Stated


def test_front_matter_gives_the_facts() -> None:
    stated = read_front_matter(
        "---\ntitle: \"A day: rain\"\ndate: 2008-06-14 # posted late\nauthors:\n  - Ann Reed\n  - 'Bo Lind'\n"
        "publisher: The Post\nurl: https://example.org/a\nlanguage: en\ntags: [x, y]\n---\n\nRain fell."
    )
    assert stated.title == "A day: rain"
    assert stated.published == Moment("2008-06-14")
    assert stated.authors == ("Ann Reed", "Bo Lind")
    assert (stated.publisher, stated.url, stated.language) == ("The Post", "https://example.org/a", "en")
    assert stated.provenance["title"] == "front matter"


@pytest.mark.parametrize(
    "text", ["", "Rain fell.", "---\ntitle: A day\nno end", "Rain.\n---\ntitle: A day\n---\n", "---"]
)
def test_front_matter_is_only_a_closed_block_at_the_head(text: str) -> None:
    assert read_front_matter(text) == Stated()


@pytest.mark.parametrize(
    "block",
    [
        "title: A day",
        "# kept by hand\ntitle: A day\n\ntags:\n  - rain\nweather: wet",
        "url: https://example.org/a",
        "authors: [Ann Reed]",
        "date: 14 June 2008",
    ],
)
def test_front_matter_of_plain_text_is_entries_of_which_one_is_a_fact(block: str) -> None:
    assert has_front_matter(f"---\n{block}\n---\n\nRain fell.")


@pytest.mark.parametrize(
    "text",
    [
        "",
        "Rain fell.",
        "---\ntitle: A day\nno end",
        "---\nRain fell on the harbour.\n---\nIt was late.",
        "---\ntitle: A day\nRain fell on the harbour.\n---\n",
        "---\nweather: wet\n---\nRain fell.",
        "---\n\n---\nRain fell.",
        "Rain.\n---\ntitle: A day\n---\n",
    ],
)
def test_plain_text_between_dashes_is_no_front_matter(text: str) -> None:
    assert not has_front_matter(text)


@given(st.text(alphabet="-a: \n[]'\",#", max_size=80))
def test_front_matter_never_raises(body: str) -> None:
    assert isinstance(read_front_matter(f"---\n{body}\n---\n"), Stated)

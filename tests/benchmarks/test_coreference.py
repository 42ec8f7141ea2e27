"""The score of coreference: its marks, its verdicts, and the shipped passages."""

from __future__ import annotations

import json

import pytest
from benchmarks.coreference import FOLDER, Link, judge, unmarked

from dateline.finding.mentions import ActorMention
from dateline.model import Actor, Evidence

TEXT = "Rebels met Kilo. They left."
LINK = Link(17, 21, ("Rebels",))


def mention(words: str, id_: str, *, antecedent: bool = False) -> ActorMention:
    start = TEXT.index(words)
    return ActorMention(0, 1, 0, Evidence.at(TEXT, start, start + len(words)), Actor(id_, id_), antecedent)


@pytest.mark.parametrize(
    ("given", "names", "verdict"),
    [
        ("rebels", ("Rebels",), "right"),
        ("kilo", ("Rebels",), "wrong"),
        (None, ("Rebels",), "silent"),
        (None, (), "quiet"),
        ("rebels", (), "wrong"),
        ("rebels", ("Rebels", "Kilo"), "wrong"),
    ],
)
def test_link_is_judged_by_whom_it_was_given(given: str | None, names: tuple[str, ...], verdict: str) -> None:
    mentions = [mention("Rebels", "rebels"), mention("Kilo", "kilo")]
    mentions += [mention("They", given, antecedent=True)] if given else []
    assert judge(TEXT, Link(LINK.start, LINK.end, names), mentions)[0] == verdict


def test_mark_that_names_nothing_said_before_is_an_error() -> None:
    with pytest.raises(ValueError, match="does not stand before"):
        judge(TEXT, Link(17, 21, ("Golf",)), [mention("They", "kilo", antecedent=True)])


def test_passages_are_many_and_every_mark_names_what_stands_before_it() -> None:
    rows = [json.loads(line) for line in (FOLDER / "coreference.jsonl").read_text(encoding="utf-8").splitlines()]
    assert len(rows) >= 40
    assert {row["split"] for row in rows} == {"dev", "held"}
    marked = [(text, link) for text, links in (unmarked(row["text"]) for row in rows) for link in links]
    assert len(marked) >= 150
    for text, link in marked:
        assert "{" not in text
        assert all(text.rfind(name, 0, link.start) >= 0 for name in link.names), (text, link)

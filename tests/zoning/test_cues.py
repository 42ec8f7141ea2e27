from __future__ import annotations

import re
from importlib.resources import files

import pytest

from dateline.errors import KnowledgeError
from dateline.zoning.cues import cues, parse_cues


def test_cues_match_whole_lines_only() -> None:
    assert cues().match("comments.openers", "7 Comments")
    assert cues().match("comments.openers", "7 comments were deleted by the mayor") is None


def test_cues_take_the_one_character_ellipsis_for_three_dots() -> None:
    assert cues().match("comments.heads", "Mira said…")
    assert cues().match("comments.heads", "Mira said...")


def test_cues_never_match_a_line_as_long_as_a_paragraph() -> None:
    assert cues().match("trail.lines", "Tags: " + "word " * 100) is None


def test_every_template_of_the_shipped_file_matches_some_line() -> None:
    fill = {"{name}": "Ana Reyes", "{date}": "3 May 2015", "{n}": "12", "{any}": "more"}
    for key, patterns in cues().templates.items():
        if key == "caption.credits":
            continue
        table, name = key.split(".")
        raw = __import__("tomllib").loads((files("dateline.zoning") / "data" / "cues.toml").read_text("utf-8"))
        for template, pattern in zip(raw[table][name], patterns, strict=True):
            line = re.sub(r"\{\w+\}", lambda slot: fill[slot[0]], template)
            assert pattern.fullmatch(line), template


def shipped() -> str:
    return (files("dateline.zoning") / "data" / "cues.toml").read_text("utf-8")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ('"{name} says:"', '"{nobody} says:"', "comments.heads"),
        ("outlet_words = [", "outlet_wrds = [", "head"),
        ('images = ["jpg"', 'images = ["", "jpg"', "caption.images"),
        ("[trail]", "[trails]", "tables"),
        ("[trail]", "[trail", "TOML"),
    ],
)
def test_cues_name_the_entry_that_breaks_the_schema(old: str, new: str, named: str) -> None:
    assert old in shipped()
    with pytest.raises(KnowledgeError, match=named):
        parse_cues(shipped().replace(old, new, 1))

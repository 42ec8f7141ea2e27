"""Bars stand where something was told, boxes where nothing was."""

from __future__ import annotations

from datetime import date

from lxml import etree

from dateline.drawing import Bin, Silence, Strip, TimeView, strips_svg

VIEW = TimeView(date(2008, 6, 1), date(2008, 6, 30))


def drawn(**options: object) -> str:
    bins = [Bin(date(2008, 6, day), date(2008, 6, day), 2.0) for day in (1, 2, 20)]
    silences = [Silence(date(2008, 6, 3), date(2008, 6, 19)), Silence(date(2008, 6, 21), date(2008, 6, 30))]
    return strips_svg(
        {"documents": Strip(("document", "documents"), bins, silences)}, VIEW, title="What came out", **options
    )  # type: ignore[arg-type]


def test_each_silence_says_how_long_it_was() -> None:
    made = drawn()
    titles = [one.text for one in etree.fromstring(made.encode()).iter("{*}title")]
    assert sum("17 days without documents" in (title or "") for title in titles) == 1
    assert sum("10 days without documents" in (title or "") for title in titles) == 1


def test_silences_too_short_to_be_seen_are_counted() -> None:
    view = TimeView(date(1900, 1, 1), date(2020, 12, 31))
    strip = Strip(("document", "documents"), [], [Silence(date(1950, 1, 1), date(1950, 1, 2))])
    assert "1 shorter silences are too short to be drawn." in strips_svg({"documents": strip}, view, title="t")


def test_picture_has_no_style_and_no_script() -> None:
    made = drawn()
    assert "style=" not in made
    assert "<script" not in made
    assert made == drawn()

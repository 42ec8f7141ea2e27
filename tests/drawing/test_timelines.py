import time
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.drawing.seen import SVG, named, overlapping, read, size, texts, titles

from dateline.drawing import TimeMark, TimeView, histogram_svg, timeline_svg
from dateline.drawing.histograms import Bin
from dateline.drawing.time_axis import TimeScale

JUNE = TimeView(date(2008, 5, 1), date(2008, 7, 31))


def day(on: date, label: str = "x", **more) -> TimeMark:
    return TimeMark(on, on, "day", label, **more)


def scale_of(root) -> TimeScale:
    first, last = (date.fromisoformat(root.get(f"data-{side}")) for side in ("first", "last"))
    return TimeScale(TimeView(first, last), float(root.get("data-left")), float(root.get("data-right")))


def bars(root) -> list:
    """The bars of marks: those in a mark's group, not those of the legend."""
    return [rect for mark in marks_of(root) for rect in mark.iter(f"{SVG}rect")]


def marks_of(root) -> list:
    return [e for e in root.iter() if (e.get("class") or "").startswith("dl-mark")]


@pytest.mark.parametrize("how_many", [1, 40])
@pytest.mark.parametrize("month", range(1, 13))
def test_a_month_is_a_bar_of_exactly_that_month(month: int, how_many: int) -> None:
    first = date(2008, month, 1)
    last = date(2008 + month // 12, month % 12 + 1, 1) - timedelta(1)
    root = read(timeline_svg([TimeMark(first, last, "month", f"x{n}") for n in range(how_many)], title="t"))
    scale = scale_of(root)
    assert len(bars(root)) == how_many
    for bar in bars(root):
        x, width = float(bar.get("x")), float(bar.get("width"))
        assert x == pytest.approx(scale.start_of(first), abs=0.02)
        assert x + width == pytest.approx(scale.start_of(last + timedelta(1)), abs=0.02)


@pytest.mark.parametrize("how_many", [1, 40])
def test_a_day_is_a_point_inside_that_day(how_many: int) -> None:
    on = date(2008, 6, 14)
    root = read(timeline_svg([day(on, f"{n}", kind="ASSAULT") for n in range(how_many)], title="t", view=JUNE))
    scale = scale_of(root)
    points = [c for mark in marks_of(root) for c in mark.iter(f"{SVG}circle")]
    assert len(points) == how_many
    middle = scale.at(on.toordinal() + 0.5)
    for point in points:
        reach = abs(float(point.get("cx")) - middle)
        assert reach + float(point.get("r")) <= max(scale.day_width / 2, float(point.get("r"))) + 0.02
    assert len({(p.get("cx"), p.get("cy")) for p in points}) == how_many


def test_a_year_is_hatched_a_month_filled_and_what_lasts_is_solid() -> None:
    year = TimeMark(date(2008, 1, 1), date(2008, 12, 31), "year", "year")
    month = TimeMark(date(2008, 6, 1), date(2008, 6, 30), "month", "month")
    office = TimeMark(date(2008, 1, 1), date(2008, 12, 31), "interval", "office", is_lasting=True)
    root = read(timeline_svg([year, month, office], title="t"))
    look = {}
    for mark in marks_of(root):
        rect = next(mark.iter(f"{SVG}rect"))
        look[next(mark.iter(f"{SVG}title")).text.split(":")[0]] = (rect.get("fill"), rect.get("fill-opacity"))
    assert look["year"][0].startswith("url(#")
    assert look["month"] == ("currentColor", "0.3")
    assert look["office"] == ("currentColor", None)
    assert {"at some time in these days", "at some time in more than a month", "all this time"} <= {
        seen.words for seen in texts(root)
    }


@pytest.mark.parametrize(("earliest", "latest"), [(date(2008, 6, 14), None), (None, date(2008, 6, 14))])
def test_an_open_end_fades_to_the_edge_under_an_arrow(earliest: date | None, latest: date | None) -> None:
    mark = TimeMark(earliest, latest, "interval", "x", kind="ASSAULT")
    root = read(timeline_svg([mark, day(date(2008, 6, 1)), day(date(2008, 6, 20))], title="t"))
    scale = scale_of(root)
    (bar,) = (rect for rect in bars(root) if (rect.get("fill") or "").startswith("url("))
    start, end = float(bar.get("x")), float(bar.get("x")) + float(bar.get("width"))
    if latest is None:
        assert (start, end) == pytest.approx((scale.start_of(earliest), scale.right), abs=0.02)
    else:
        assert (start, end) == pytest.approx((scale.left, scale.end_of(latest)), abs=0.02)
    gradient = next(e for e in root.iter(f"{SVG}linearGradient") if f"url(#{e.get('id')})" == bar.get("fill"))
    fade = [float(stop.get("stop-opacity")) for stop in gradient]
    assert fade == (sorted(fade, reverse=True) if latest is None else sorted(fade))
    assert "no end is known" in {seen.words for seen in texts(root)}


months = st.dates(date(2006, 1, 1), date(2011, 12, 31))


@st.composite
def time_marks(draw) -> TimeMark:
    first = draw(st.none() | months)
    last = draw(st.none() | months)
    if first and last and first > last:
        first, last = last, first
    if draw(st.booleans()):
        last = first
    label = draw(st.sampled_from(["a", "Iraqi Army towards Mahdi Army in the old market", "العمارة ميسان", "x" * 300]))
    lane = draw(st.none() | st.sampled_from(["Al Amarah", "Qalat Salih", "L" * 200]))
    return TimeMark(
        first, last, "day", label, draw(st.none() | st.just("/i")), lane, draw(st.sampled_from(["ASSAULT", "AID", "x"]))
    )


@settings(max_examples=80, deadline=None)
@given(st.lists(time_marks(), max_size=45), st.sampled_from([320, 375, 700, 1200]), st.randoms(use_true_random=False))
def test_any_timeline_is_the_same_in_any_order_has_no_words_on_words_and_none_outside(marks, width, random) -> None:
    svg = timeline_svg(marks, title="t", width=width)
    shuffled = list(marks)
    random.shuffle(shuffled)
    assert timeline_svg(shuffled, title="t", width=width) == svg
    root = read(svg)
    assert overlapping(root) == []
    assert size(root)[0] == width
    for seen in texts(root):
        assert seen.left >= -0.5, seen
        assert seen.right <= width + 0.5, seen
        assert seen.bottom <= size(root)[1]


def test_marks_without_time_or_outside_are_counted_not_drawn() -> None:
    marks = [
        day(date(2008, 6, 1)),
        day(date(2011, 1, 1)),
        TimeMark(None, None, "day", "x"),
        TimeMark(None, None, "day", "y"),
    ]
    root = read(timeline_svg(marks, title="t", view=JUNE))
    said = " ".join(seen.words for seen in texts(root))
    assert "2 incidents have no time, and cannot be drawn." in said
    assert "1 incident lies outside the days shown." in said
    assert len(marks_of(root)) == 1


def test_nothing_to_draw_says_so() -> None:
    assert "There are no reports to draw." in timeline_svg([], title="t", noun=("report", "reports"))


def test_lanes_come_fullest_first_or_as_they_are_given() -> None:
    marks = [
        day(date(2008, 6, n), lane=lane)
        for n, lane in enumerate(["Maysan", "Basra", "Basra", "Wasit", "Basra", "Maysan"], 1)
    ]

    def lanes(**more) -> list[str]:
        root = read(timeline_svg(marks, title="t", **more))
        return [next(g.iter(f"{SVG}title")).text for g in named(root, "g") if g.get("class") == "dl-lane"]

    assert lanes() == ["Basra: 3", "Maysan: 2", "Wasit: 1"]
    assert lanes(lanes=["Wasit", "Maysan", "Kirkuk"]) == ["Wasit: 1", "Maysan: 2", "Kirkuk: 0", "All others: 3"]
    assert lanes(most_lanes=2) == ["Basra: 3", "All others: 3"]


def test_names_of_lanes_stand_beside_them_or_above_where_it_is_narrow() -> None:
    marks = [day(date(2008, 6, 1), lane="Al Amarah"), day(date(2008, 6, 30), lane="Al Amarah")]
    assert float(read(timeline_svg(marks, title="t", width=1200)).get("data-left")) > 60
    assert float(read(timeline_svg(marks, title="t", width=375)).get("data-left")) == 10


def test_one_day_is_not_as_wide_as_the_picture() -> None:
    root = read(timeline_svg([day(date(2008, 6, 14))], title="t"))
    assert scale_of(root).days >= 7


@pytest.mark.parametrize(
    ("count", "height", "drawn"),
    [(5000, 4000, "marks"), (5001, 4000, "counts"), (3000, 200, "counts"), (20, 900, "marks")],
)
def test_too_many_marks_or_too_little_room_make_a_histogram(count: int, height: float, drawn: str) -> None:
    marks = [day(date(2008, 1, 1) + timedelta(n % 366), f"{n}") for n in range(count)]
    root = read(timeline_svg(marks, title="t", most_height=height))
    assert (root.get("data-unit") is not None) is (drawn == "counts")
    if drawn == "marks":
        assert len(marks_of(root)) == count


def test_a_histogram_keeps_what_is_certain_apart_from_what_is_spread() -> None:
    marks = [day(date(2008, 6, 1) + timedelta(n % 30), f"{n}") for n in range(60)]
    marks += [TimeMark(date(2008, 6, 1), date(2008, 6, 30), "month", f"m{n}") for n in range(30)]
    marks += [TimeMark(date(2008, 6, 3), None, "interval", "open")]
    root = read(timeline_svg(marks, title="t", view=JUNE, most_height=40))
    assert root.get("data-unit") == "day"
    solid = [r for r in bars(root) if r.get("fill") == "currentColor"]
    hatched = [r for r in bars(root) if (r.get("fill") or "").startswith("url(#")]
    assert len(solid) == len(hatched) == 30
    for known, spread in zip(solid, hatched, strict=True):  # 2 a day known, 30 spread over 30 days: half as high
        assert float(spread.get("height")) == pytest.approx(float(known.get("height")) / 2, abs=0.02)
        assert float(spread.get("y")) + float(spread.get("height")) == pytest.approx(float(known.get("y")), abs=0.02)
    said = {seen.words for seen in texts(root)}
    assert {"surely within its bar", "told for a longer time, spread evenly over its days"} <= said
    assert any("1 incident with an open end cannot be spread" in words for words in said)
    assert "1 June 2008: 2 incidents surely, about 1 more by spreading" in titles(root)


def test_counts_made_elsewhere_are_drawn_lane_by_lane() -> None:
    june = [Bin(date(2008, 6, 1), date(2008, 6, 30), 4, 1.5)]
    root = read(histogram_svg({"Basra": june, "Maysan": []}, title="t", notes=["From the index."]))
    assert len(bars(root)) == 2
    said = [seen.words for seen in texts(root)]
    assert "From the index." in said
    certain = read(histogram_svg({None: [Bin(date(2008, 6, 1), date(2008, 6, 30), 4)]}, title="t"))
    assert "June 2008: 4 incidents" in titles(certain)
    assert "surely within its bar" not in {seen.words for seen in texts(certain)}
    assert overlapping(root) == []


def test_five_thousand_marks_take_a_third_of_a_second() -> None:
    marks = [
        TimeMark(on, on + timedelta(30 * (n % 4 == 0)), "day", f"Label of the incident {n}", f"/incidents/i{n}")
        for n in range(5000)
        for on in [date(2006, 1, 1) + timedelta(n * 7 % 1800)]
    ]
    took = []
    for _ in range(3):
        start = time.process_time()
        timeline_svg(marks, title="t", most_height=9000)
        took.append(time.process_time() - start)
    assert min(took) < 0.3  # 0.09 s measured on one core


def test_labels_of_the_axis_and_bars_lead_to_their_days() -> None:
    def href(view: TimeView) -> str:
        return f"?after={view.first}&before={view.last}"

    root = read(timeline_svg([day(date(2008, 6, 14))], title="t", view=JUNE, view_href=href))
    zooms = {a.find(f"{SVG}title").text: a.get("href") for a in named(root, "a") if a.get("class") == "dl-zoom"}
    assert zooms["Show June 2008"] == "?after=2008-06-01&before=2008-06-30"
    assert zooms["Show 1 June 2008"] == "?after=2008-06-01&before=2008-06-01"
    assert root.get("role") == "group"
    counted = read(histogram_svg({None: [Bin(date(2008, 6, 1), date(2008, 6, 30), 1)]}, title="t", view_href=href))
    (bar,) = (a for a in named(counted, "a") if a.get("class") == "dl-mark")
    assert bar.get("href") == "?after=2008-06-01&before=2008-06-30"


def test_a_label_of_the_days_that_are_shown_leads_nowhere() -> None:
    june = TimeView(date(2008, 6, 1), date(2008, 6, 30))
    root = read(timeline_svg([day(date(2008, 6, 14))], title="t", view=june, view_href=lambda _: "?x"))
    assert "Show June 2008" not in titles(root)


def test_the_colour_of_a_mark_is_not_that_of_its_link() -> None:
    root = read(timeline_svg([day(date(2008, 6, 14), href="/i", kind="ASSAULT")], title="t"))
    (link,) = named(root, "a")
    assert link.get("color") is None
    assert link.find(f"{SVG}g").get("class") == "dl-material-conflict"


def test_long_labels_are_whole_where_there_is_room_for_none_beside_their_marks() -> None:
    said = [f"{n} reports of the same thing in one quarter: since {n} June 2008" for n in (11, 12, 13)]
    marks = [
        TimeMark(date(2008, 6, day), None, "interval", words) for day, words in zip((11, 12, 13), said, strict=True)
    ]
    drawn = timeline_svg([*marks, TimeMark(date(2008, 1, 1), date(2008, 12, 31), "year", "2008")], title="t", width=420)
    for words in said:
        assert f">{words}</text>" in drawn


def test_an_open_end_is_seen_however_long_ago_it_began() -> None:
    view = TimeView(date(2003, 1, 1), date(2010, 12, 31))
    root = read(timeline_svg([TimeMark(date(1968, 7, 1), None, "day", "x")], title="t", view=view))
    scale = scale_of(root)
    (bar,) = bars(root)
    # It fades over its own length: one that began far outside would have faded away before the picture begins.
    assert scale.left - 10 <= float(bar.get("x")) < scale.left
    assert float(bar.get("x")) + float(bar.get("width")) == pytest.approx(scale.right, abs=0.02)

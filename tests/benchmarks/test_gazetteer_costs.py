"""What the benchmark of the gazetteer draws and holds against its limits."""

from __future__ import annotations

from dataclasses import replace

from benchmarks.gazetteer import PLACES, Costs, draw, measure

CHEAP = Costs(memory_mb=1, load_s=0.01, lookup_us=1, lookup_us_95=2, hits=0.75, size_mb=1)


def test_draw_turns_every_fourth_name_around_and_is_the_same_each_time():
    drawn = draw(PLACES, 40)
    assert len(drawn) == 40
    assert drawn == draw(PLACES, 40)
    assert all(name and len(country) == 2 for name, country in drawn)


def test_over_names_the_limits_that_are_exceeded():
    assert CHEAP.over() == []
    assert replace(CHEAP, lookup_us=51.0, memory_mb=400.0).over() == ["memory_mb", "lookup_us"]


def test_measure_looks_up_in_a_process_of_its_own():
    costs = measure(number=40)
    assert 0.5 <= costs.hits <= 1
    assert costs.load_s > 0
    assert costs.lookup_us > 0

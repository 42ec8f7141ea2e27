"""Counting who stands behind an incident."""

from __future__ import annotations

from tests.reconciling.incidents.short_reports import Said, article, linked

from dateline.reconciling.incidents.sources.origins import origins
from dateline.reconciling.incidents.sources.sources import sources_of

DOCTOR = "Doctor Hodan Aden|text:hodan aden|official"
ONE = article(
    "Shells were fired at the fish market of Kismayo at noon, said Doctor Hodan Aden, who washed eleven bodies.",
    Said("fired at", (DOCTOR,)),
    outlet="Lamu Weekly",
)
OTHER = article("A porter saw boats fired at near Kismayo.", Said("fired at", ("porter||witness",)), outlet="Juba Ink")


def test_sources_count_all_voices_and_only_independent_origins() -> None:
    found = linked([ONE, ONE.copied("Port Diary", day="2013-05-08"), OTHER])
    sources = sources_of(origins(*found), *found)
    assert (sources.voices, sources.independent, sources.effective) == (5, 2, 2.0)
    assert [len(group) for group in sources.groups] == [2, 1]
    assert sources.kinds == ("official", "witness")


def test_sources_of_nothing_are_none() -> None:
    sources = sources_of((), (), (), {})
    assert (sources.voices, sources.independent, sources.groups, sources.effective) == (0, 0, (), 0.0)

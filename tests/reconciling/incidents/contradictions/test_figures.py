from __future__ import annotations

from dateline.model import Document, Range, Span, Zone, ZoneKind
from dateline.reconciling.incidents.contradictions.figures import figures_in
from dateline.reconciling.incidents.contradictions.remarks import remarks_of


def figures(text: str) -> list[tuple[str, Range]]:
    document = Document("d1", "", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    return [(name, count.range) for name, count in figures_in(remarks_of(document)[0], text=text)]


def test_figures_in_reads_what_a_number_counts() -> None:
    assert ("captured", Range.exactly(24)) in figures("They took twenty-four sailors hostage.")
    assert ("displaced", Range.exactly(140)) in figures("140 families had left.")


def test_figures_in_takes_a_number_between_two_for_their_range() -> None:
    assert figures("Between 87 and 300 people were hurt.") == [("injured", Range(87, None, 300))]
    assert ("killed", Range.exactly(3)) in figures("Two houses burned and three people were killed.")


def test_figures_in_takes_no_date_for_a_figure() -> None:
    for date in ("On June 22", "On 22 June", "In March 2014", "By 1998", "On Jan. 12"):
        assert figures(f"{date} soldiers arrested a commander.") == []
    assert figures("On 5 May, 22 soldiers were arrested.") == [("captured", Range.exactly(22))]
    assert figures("Shelling killed 1500 people in 1999.") == [("killed", Range.exactly(1500))]

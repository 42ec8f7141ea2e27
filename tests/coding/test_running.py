"""What a sentence leaves standing for the next."""

from __future__ import annotations

import pytest

from dateline.coding.coder import scenes_of
from dateline.coding.running import Running, month_of, run_on
from dateline.model import Document, Moment, Span, Zone, ZoneKind


def after(text: str) -> Running:
    """Return what all sentences of a text leave standing."""
    running = Running()
    for scene in scenes_of(Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))):
        running = run_on(scene, running)
    return running


STANDING = [
    ("Rebels shelled the port on 9 March 2014.", "2014-03-09", 0, 0),
    ("Rebels shelled the port on 9 March 2014. They killed a cook.", "2014-03-09", 1, 0),
    ("Officials said that rebels shelled the port on 9 March 2014.", "2014-03-09", 0, 0),
    ("Dong fell on 2 May 1950 and Lang fell on 3 June 1950.", "1950-06-03", 0, 0),
    ("Rebels shelled the port on 9 March 2014. In 2009 they had burned it.", "2014-03-09", 1, 0),
    ("Rebels shelled the port on 9 March 2014. In 2009 they burned it.", None, 0, 0),
    ("Rebels shelled the port on 9 March 2014. Two years later they burned it.", None, 0, 0),
    ("Rebels who fled in May 2010 shelled the port.", None, 1, 0),
    ("Rebels shelled the port on 9 March 2014. They left.\nPolice came.", "2014-03-09", 2, 1),
    ("Rebels shelled the port on 9 March 2014.\nPolice came.", "2014-03-09", 1, 0),
]


@pytest.mark.parametrize(("text", "when", "since", "breaks"), STANDING)
def test_run_on_keeps_the_main_lines_time(text: str, when: str | None, since: int, breaks: int) -> None:
    running = after(text)
    assert (running.when.moment.edtf if running.when else None, running.since, running.breaks) == (when, since, breaks)


def test_loosely_is_coarser_further_on_and_ends_with_the_passage() -> None:
    day = "Rebels shelled the port on 9 March 2014."
    loosely = [after(f"{day}{rest}").loosely for rest in ("", " They left.", " They left.\nPolice came.")]
    assert [d.moment.edtf if d else None for d in loosely] == ["2014-03-09", "2014-03", None]
    assert Running().loosely is None


def test_month_of_never_makes_a_time_finer() -> None:
    for edtf, month in (("2014-03-09", "2014-03"), ("2014", "2014"), ("2014-03-30/2014-04-02",) * 2, ("2014/..",) * 2):
        assert month_of(Moment(edtf)).edtf == month
        assert month_of(Moment(edtf)).contains(Moment(edtf))

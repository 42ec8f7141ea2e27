"""Reports are known again by where they stand, and what could be several things is told."""

from __future__ import annotations

from dataclasses import replace

import pytest
from tests.conftest import make_claim, make_document, make_report
from tests.reconciling.incidents.small_decisions import at, report_id

from dateline.errors import DatelineError
from dateline.model import Act, shape
from dateline.reconciling.incidents.deciding.anchors import Finder, anchor_of, anchor_of_row, anchors_of


def test_anchor_holds_where_a_report_stands() -> None:
    report = make_report(make_document())
    anchor = anchor_of(report)
    assert (anchor.document, anchor.start, anchor.end) == (report.document, report.trigger.start, report.trigger.end)
    assert (anchor.type, anchor.id, anchor.target) == ("ASSAULT", report.id, report.id)


def test_anchor_of_a_row_is_that_of_what_it_shows() -> None:
    document = make_document()
    report, claim = make_report(document), make_claim(document)
    assert anchor_of_row(shape.report_json(report)) == anchor_of(report)
    assert anchor_of_row(shape.claim_json(claim)) == anchor_of(claim)
    bare = replace(claim, value=None, value_evidence=None)
    assert anchor_of_row(shape.claim_json(bare)) == anchor_of(bare)
    assert (anchor_of(bare).start, anchor_of(bare).end) == (bare.sentence.start, bare.sentence.end)


def test_finder_knows_a_report_by_its_id_first() -> None:
    one, other = at("a1"), at("a1", version="2")
    assert Finder([one, other]).find(one) == (one.id,)
    assert one.id in Finder([one])
    assert one.id not in Finder([other])


def test_finder_knows_a_report_again_whose_parties_changed() -> None:
    assert Finder([at("a1", version="2"), at("a2")]).find(at("a1")) == (at("a1", version="2").id,)


def test_finder_prefers_the_same_type_and_then_the_larger_overlap() -> None:
    shifted = at("a1", version="2", shift=4)
    nearer = at("a1", version="3", shift=2)
    other = at("a1", type_="COERCE")
    assert Finder([shifted, nearer, other]).find(at("a1")) == (nearer.id,)
    assert Finder([shifted, other]).find(at("a1")) == (shifted.id,)
    assert Finder([other]).find(at("a1")) == (other.id,)


def test_finder_takes_the_only_report_of_its_type_in_the_sentence() -> None:
    moved = replace(at("a1", version="2", shift=40))
    assert Finder([moved]).find(at("a1")) == (moved.id,)
    second = at("a1", version="3", shift=60)
    assert Finder([moved, second]).find(at("a1")) == ()
    assert Finder([at("a1", type_="COERCE", shift=40)]).find(at("a1")) == ()


def test_finder_tells_what_could_be_several() -> None:
    two = [at("a1", version="2"), at("a1", version="3")]
    assert Finder(two).find(at("a1")) == tuple(sorted(one.id for one in two))


def test_finder_finds_nothing_elsewhere_or_of_another_sort() -> None:
    assert Finder([at("b1"), at("a2")]).find(at("a1")) == ()
    assert Finder([replace(at("a1"), id="c0123456789abcdef")]).find(at("a1")) == ()
    assert Finder([]).find(at("a1")) == ()


def test_anchors_of_a_move_hold_what_loses_the_report() -> None:
    anchors = {one.id: one for one in map(at, ("a1", "a2", "b1", "c1"))}
    incidents = {"i" + "0" * 16: [at("a1").id, at("a2").id], "i" + "1" * 16: [at("b1").id], "i" + "2" * 16: []}
    targets = [at("a1").id, "i" + "1" * 16]
    made = anchors_of(Act.MOVE, targets, anchors=anchors, incidents=incidents)
    assert {(one.id, one.target) for one in made} == {
        (at("a1").id, at("a1").id),
        (at("b1").id, "i" + "1" * 16),
        (at("a1").id, "i" + "0" * 16),
        (at("a2").id, "i" + "0" * 16),
    }
    assert len(anchors_of(Act.ACCEPT, targets, anchors=anchors, incidents=incidents)) == 2
    assert anchors_of(Act.UNDO, ["k" + "0" * 16], anchors=anchors, incidents=incidents) == ()


def test_anchors_of_what_is_not_there_are_refused() -> None:
    with pytest.raises(DatelineError, match="there is no incident"):
        anchors_of(Act.ACCEPT, ["i" + "0" * 16], anchors={}, incidents={})
    with pytest.raises(DatelineError, match="there is no report"):
        anchors_of(Act.ACCEPT, [report_id("x")], anchors={}, incidents={})
    with pytest.raises(DatelineError, match="names the report"):
        anchors_of(Act.ACCEPT, ["i" + "0" * 16], anchors={}, incidents={"i" + "0" * 16: ["r"]})

"""What learns the scores: fits that find what is there, figures that are right, and weights that keep their word."""

from __future__ import annotations

import math
from xml.etree import ElementTree

import pytest
from hypothesis import given
from hypothesis import strategies as st
from training.drawing import reliability
from training.examples import examples, labels_of, read_sentences, scored_facts
from training.fitting import fit_head
from training.measuring import bins, measure

from dateline.coding.scoring import FIELDS, Head, open_heads

ROW = {
    "text": "Rebels attacked the soldiers.",
    "acts": [
        {
            "trigger": "attacked",
            "type": "ASSAULT",
            "mode": None,
            "status": "occurred",
            "actor": "Rebels",
            "recipient": "villagers",
        }
    ],
}


def _right(row) -> dict[str, bool]:
    reports = [report for report, _ in scored_facts(row["text"])]
    return labels_of(reports[0], reports, row)


def test_a_report_is_right_field_by_field() -> None:
    assert _right(ROW) == {"type": True, "status": True, "mode": True, "actors": True, "recipients": False}
    assert _right({**ROW, "acts": [{**ROW["acts"][0], "status": "planned"}]})["status"] is False
    assert _right({**ROW, "acts": [{**ROW["acts"][0], "actor": None}]})["actors"] is False


def test_of_a_report_of_a_wrong_type_nothing_else_is_asked() -> None:
    assert _right({**ROW, "acts": []}) == {"type": False}
    assert _right({**ROW, "acts": [{**ROW["acts"][0], "type": "AID"}]}) == {"type": False}


def test_a_fit_finds_the_fact_that_tells_and_gives_its_chance() -> None:
    facts = [["good"], ["bad"]] * 100
    right = [f == ["good"] if n % 10 else f != ["good"] for n, f in enumerate(facts)]
    groups = [n // 10 for n in range(200)]
    fitted = fit_head(facts, right, groups)
    head = Head(fitted.bias, fitted.weights)
    share = sum(r for f, r in zip(facts, right, strict=True) if f == ["good"]) / 100
    assert head.score(["good"]) == pytest.approx(share, abs=0.05)
    assert head.score(["bad"]) < 0.2
    assert fit_head(facts, right, groups).weights == fitted.weights


def test_measures_of_perfect_and_of_useless_scores() -> None:
    right = [True, False] * 20
    perfect = measure([float(r) for r in right], right, base=0.5)
    assert (perfect.brier, perfect.error, perfect.ranking) == (0, 0, 1)
    useless = measure([0.5] * 40, right, base=0.5)
    assert (useless.brier, useless.error, useless.ranking) == (0.25, 0, 0.5)
    assert math.isnan(measure([0.5] * 40, [True] * 40, base=0.5).ranking)


@given(st.lists(st.tuples(st.floats(0, 1), st.booleans()), min_size=1, max_size=200))
def test_bins_hold_every_report_once_and_never_cut_a_score_apart(pairs) -> None:
    scores, right = [s for s, _ in pairs], [r for _, r in pairs]
    made = bins(scores, right, most_bins=5)
    assert sum(b.items for b in made) == len(pairs)
    assert sum(b.right * b.items for b in made) == pytest.approx(sum(right))
    assert all(b.low - 1e-9 <= b.right <= b.high + 1e-9 for b in made)
    assert [b.said for b in made] == sorted(b.said for b in made)


def test_the_picture_is_xml_and_marks_every_bin() -> None:
    measured = measure([0.2] * 20 + [0.8] * 20, [False] * 20 + [True] * 20, base=0.5)
    drawn = reliability({"type": {"one": measured, "two & more": measured}, "mode": {"one": measured}})
    assert drawn == reliability({"type": {"one": measured, "two & more": measured}, "mode": {"one": measured}})
    tree = ElementTree.fromstring(drawn)
    circles = [e for e in tree.iter() if e.tag.endswith("circle")]
    assert len(circles) == 2 * 2 + 1  # two panels with two bins, and the one that explains
    assert "two & more" in {e.text for e in tree.iter()}


@pytest.fixture(scope="module")
def held():
    """Return the examples that were held back from training."""
    return list(examples([row for row in read_sentences() if row["split"] == "held"]))


# Scores that are perfectly honest show up to .06 in bins of this size, and .11 once in twenty times for the least field
# (55 reports, two bins); see docs/scores.md. It leaves room for a changed lexicon until the heads are trained again.
TOLERANCE = 0.13


@pytest.mark.parametrize("field", FIELDS)
def test_shipped_scores_keep_their_word_on_what_was_held_back(held, field) -> None:
    own = [e for e in held if field in e.right]
    scores = [open_heads().by_field[field].score(e.facts[field]) for e in own]
    right = [e.right[field] for e in own]
    measured = measure(scores, right, base=sum(right) / len(right))
    assert measured.error <= TOLERANCE
    assert measured.ranking > 0.55
    assert measured.brier < measured.constant + 0.01

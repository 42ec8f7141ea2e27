"""The scorer of MUC-4 as its documentation describes it, on keys of our own."""

from __future__ import annotations

from pathlib import Path
from types import MappingProxyType

import pytest
from benchmarks.muc.assignment import assign
from benchmarks.muc.grading import Grade, grade
from benchmarks.muc.keys import SLOTS, Fill, Template, read_keys
from benchmarks.muc.scorer import Tally, align, score, tally
from hypothesis import given
from hypothesis import strategies as st

WORDS = st.sampled_from(["SHEPHERD", "TWO SHEPHERDS", "MINER", "PIPELINE", "HARBOUR BRIDGE", "DEATH", "INJURY", "-9"])
FILLS = st.lists(st.builds(lambda w: Fill((w,)), WORDS), max_size=4)


def made(message: str = "M-1", *, optional: bool = False, **slots: object) -> Template:
    """A template from `s4="ATTACK"`, `s12=["PIPELINE", "MINE"]` or Fills."""
    fills = {}
    for name, value in slots.items():
        values = value if isinstance(value, list) else [value]
        fills[int(name[1:])] = tuple(v if isinstance(v, Fill) else Fill((v,)) for v in values)
    return Template(message, MappingProxyType(fills), optional)


BOMBING = made(
    s2="03 MAY 91", s3="PERU: LIMA (CITY)", s4="BOMBING", s12=["PIPELINE"], s13=[Fill(("ENERGY",), ("PIPELINE",))]
)
RAID = made(s4="ATTACK", s9=["GUNMEN"], s19=["MINERS"], s21=[Fill(("4",), ("MINERS",))])


def test_scorer_gives_a_key_against_itself_full_marks():
    result = score({"M-1": [BOMBING, RAID], "M-2": []}, {"M-1": [BOMBING, RAID], "M-2": []}).all_templates
    assert (result.recall, result.precision, result.f) == (100, 100, 100.0)
    assert result.possible == result.actual == result.correct == 9


def test_scorer_counts_recall_and_precision_over_possible_and_actual():
    # The definitions: (COR + half of PAR) over POS = COR + PAR + INC + MIS, and over ACT = COR + PAR + INC + SPU.
    counts = Tally(correct=10, partial=4, incorrect=2, missing=4, spurious=8)
    assert (counts.possible, counts.actual) == (20, 24)
    assert (counts.recall, counts.precision, counts.overgeneration) == (60, 50, 33)
    assert counts.f == 54.55


def test_scorer_takes_f_from_whole_percentages():
    assert Tally(correct=1, missing=2).recall == 33
    assert Tally(correct=58, missing=42, spurious=49).f == 55.93
    assert Tally().f == 0.0


def test_scorer_counts_all_slots_of_a_missing_template_as_missing():
    result = score({"M-1": [BOMBING, RAID]}, {"M-1": [RAID]})
    assert result.matched_only.recall == 100
    assert result.all_templates.missing == 5
    assert result.templates == Tally(correct=1, missing=1)


def test_scorer_counts_a_spurious_template_only_in_all_templates():
    result = score({"M-1": [RAID], "M-2": []}, {"M-1": [RAID], "M-2": [BOMBING]})
    assert result.matched_missing.precision == 100
    assert result.all_templates.spurious == 5
    assert result.filtering == Tally(correct=1, spurious=1)


def test_scorer_does_not_miss_an_optional_template_but_rewards_it():
    optional = Template("M-1", RAID.slots, optional=True)
    assert score({"M-1": [optional]}, {}).all_templates.possible == 0
    assert score({"M-1": [optional]}, {"M-1": [RAID]}).all_templates.correct == 4


def test_scorer_refuses_a_response_to_another_set():
    with pytest.raises(ValueError, match="M-7"):
        score({"M-1": []}, {"M-7": []})


def test_align_needs_a_kind_and_a_target_or_perpetrator_in_common():
    same_day = made(s2="03 MAY 91", s3="PERU: LIMA (CITY)", s4="BOMBING", s12=["EMBASSY"])
    assert align([BOMBING], [same_day]) == []
    assert align([BOMBING], [made(s4="KIDNAPPING", s12=["PIPELINE"])]) == []
    assert align([BOMBING], [made(s4="ATTACK", s12=["OIL PIPELINE"])]) == [(0, 0)]


def test_align_chooses_the_pairs_with_the_highest_credit():
    near, nearer = made(s4="ATTACK", s9=["GUNMEN"]), made(s4="ATTACK", s9=["GUNMEN"], s19=["MINERS"])
    assert align([RAID], [near, nearer]) == [(0, 1)]


def test_tally_takes_any_alternative_and_lets_optional_fills_miss():
    key = [Fill(("FNA", "FRONT OF NORTHERN ARTISANS")), Fill(("WEAVERS",), (), True)]
    assert tally(10, key, [Fill(("FRONT OF NORTHERN ARTISANS",))]) == Tally(correct=1)
    assert tally(10, key, [Fill(("FNA",)), Fill(("WEAVERS",))]) == Tally(correct=2)
    assert tally(10, key, []) == Tally(missing=1)


def test_tally_pairs_what_is_left_as_incorrect_and_the_rest_as_spurious():
    assert tally(19, [Fill(("MINERS",))], [Fill(("NUNS",)), Fill(("COOKS",))]) == Tally(incorrect=1, spurious=1)


@pytest.mark.parametrize(
    ("slot", "key", "response", "expected"),
    [
        (4, "BOMBING", "ATTACK", Grade.PARTIAL),
        (4, "ATTACK", "BOMBING", Grade.WRONG),
        (7, "VEHICLE BOMB", "EXPLOSIVE", Grade.PARTIAL),
        (9, "THE GUNMEN", "GUNMEN", Grade.CORRECT),
        (9, "MASKED GUNMEN", "GUNMEN", Grade.PARTIAL),
        (9, "GUNMEN", "MINERS", Grade.WRONG),
        (18, "ANA SORIA", "SORIA", Grade.PARTIAL),
        (21, "3", "3", Grade.CORRECT),
        (21, "3-5", "4", Grade.PARTIAL),
        (21, "PLURAL", "4", Grade.WRONG),
        (2, "03 MAY 91", "3 MAY 91", Grade.CORRECT),
        (2, "- 03 MAY 91", "03 MAY 91", Grade.PARTIAL),
        (2, "01 MAY 91 - 05 MAY 91", "03 MAY 91", Grade.PARTIAL),
        (2, "03 MAY 91", "04 MAY 91", Grade.WRONG),
        (2, "31 SEP 91", "31 SEP 91", Grade.CORRECT),
        (2, "31 SEP 91", "30 SEP 91", Grade.WRONG),
        (3, "PERU: LIMA (CITY)", "PERU: LIMA (DEPARTMENT)", Grade.CORRECT),
        (3, "PERU: LIMA (CITY)", "PERU", Grade.PARTIAL),
        (3, "PERU: LIMA (CITY)", "PERU: CUZCO (CITY)", Grade.WRONG),
        (3, "PERU: LIMA (CITY)", "CHILE", Grade.WRONG),
    ],
)
def test_grade_by_kind_of_slot(slot, key, response, expected):
    assert grade(slot, Fill((key,)), Fill((response,))) is expected


def test_grade_halves_a_right_choice_with_a_wrong_reference():
    key = Fill(("DEATH",), ("MINERS",))
    assert grade(23, key, Fill(("DEATH",), ("MINERS",))) is Grade.CORRECT
    assert grade(23, key, Fill(("DEATH",), ("NUNS",))) is Grade.PARTIAL
    assert grade(23, key, Fill(("INJURY",), ("MINERS",))) is Grade.WRONG


@given(FILLS, FILLS)
def test_tally_counts_every_fill_once(key, response):
    for slot in (9, 21, 23):
        counts = tally(slot, key, response)
        assert counts.possible == len(key)
        assert counts.actual == len(response)


@given(st.lists(st.lists(st.integers(0, 5), min_size=3, max_size=3), min_size=3, max_size=3))
def test_assign_finds_the_best_sum(worth):
    from itertools import permutations

    best = max(sum(worth[i][p[i]] for i in range(3)) for p in permutations(range(3)))
    assert sum(worth[r][c] for r, c in assign(worth)) == best


def test_read_keys_reads_alternatives_references_optional_and_empty_slots(tmp_path: Path):
    values = dict.fromkeys(SLOTS, "-") | {
        4: "BOMBING / ATTACK",
        9: '? "A \\"RED\\" CELL" / "CELL"',
        12: '"QUAY"\n                 "CRANE"',
        16: 'SOME DAMAGE: "QUAY"',
    }
    lines = [
        "; a comment",
        "0.  MESSAGE: ID                     TST9-1 (X)",
        "1.  MESSAGE: TEMPLATE               2 (OPTIONAL)",
    ]
    lines += [f"{n}. {name}   {values[n]}" for n, name in SLOTS.items()]
    lines += ["", "0.  MESSAGE: ID   TST9-2", "1.  MESSAGE: TEMPLATE   *"]
    path = tmp_path / "key"
    path.write_text("\n".join(lines), encoding="latin-1")
    keys = read_keys(path)
    (template,) = keys["TST9-1"]
    assert keys["TST9-2"] == []
    assert template.optional
    assert template.fills(4) == (Fill(("BOMBING", "ATTACK")),)
    assert template.fills(9) == (Fill(('A "RED" CELL', "CELL"), (), True),)
    assert template.fills(12) == (Fill(("QUAY",)), Fill(("CRANE",)))
    assert template.fills(16) == (Fill(("SOME DAMAGE",), ("QUAY",)),)
    assert template.fills(18) == ()


def test_read_keys_names_the_line_it_cannot_read(tmp_path: Path):
    path = tmp_path / "key"
    path.write_text("0.  MESSAGE: ID   M-1\nnonsense\n", encoding="latin-1")
    with pytest.raises(ValueError, match="line 2"):
        read_keys(path)

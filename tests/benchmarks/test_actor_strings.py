"""The scorer of actor words: what a case expects, and when an answer is right."""

import json
from datetime import date
from pathlib import Path

import pytest
from benchmarks.actor_strings import BODIES, SECTORS, TODAY, Check, asked, day_of, expected, holds, kinds_of, measure

from dateline.knowledge.actors import open_kinds
from dateline.knowledge.describing import Description, describe


def case(**fields: object) -> dict[str, object]:
    blank = dict.fromkeys(("args", "kwargs", "fields"))
    return {"test": "t", "skipped": False, "method": "m", **blank, "expect": [], **fields}


def test_expected_reads_fields_of_the_case() -> None:
    checks, left_out = expected(["code['country'] == d['land']", "len(x) > 3"], {"land": "PER"})
    assert (checks, left_out) == ([Check("country", "PER")], 1)


def test_expected_takes_a_second_value_of_the_first_sector_for_the_second() -> None:
    checks, _ = expected(["code['code_1'] == 'MIL'", "code['code_1'] == 'SPY'"], None)
    assert [c.field for c in checks] == ["first", "second"]


def test_asked_takes_words_context_and_day_from_either_form() -> None:
    assert asked(case(args=["x", "Peru", "2010-02-03"])) == ("x", "Peru", date(2010, 2, 3))
    assert asked(case(fields={"actor": "x", "context": "", "date": "Today"})) == ("x", None, TODAY)
    assert asked(case(args=["x"], kwargs={"query_date": "3 May 2011"})) == ("x", None, date(2011, 5, 3))
    assert asked(case()) is None


def test_day_of_what_is_no_date_is_today() -> None:
    assert day_of("some day") == TODAY


@pytest.mark.parametrize(
    ("words", "field", "value", "right"),
    [
        ("Peruvian police", "country", "PER", True),
        ("Peruvian police", "first", "COP", True),
        ("Peruvian police", "first", "MIL", False),
        ("protesters", "first", "CVL", True),
        ("protesters", "second", "OPP", True),
        ("the EU", "country", BODIES["european-union"], True),
        ("a breakaway republic", "first", "PRE", True),
        ("xqzwv", "nothing", "", True),
        ("Lima", "name", "Lima", True),
    ],
)
def test_holds_compares_in_the_terms_of_the_set(words: str, field: str, value: str, right: bool) -> None:
    assert holds(Check(field, value), describe(words)) is right


def test_holds_turns_round_what_may_not_be() -> None:
    assert not holds(Check("country", "PER", unequal=True), describe("Peruvian police"))


def test_kinds_of_puts_the_state_before_its_media() -> None:
    assert kinds_of(Description(kind="media", second="government")) == ("government", "media")


def test_sectors_are_kinds_of_ours() -> None:
    named = {kind for kinds in SECTORS.values() for kind in kinds if kind}
    assert named <= {*open_kinds(), "breakaway"}


def test_measure_counts_only_what_can_be_compared(tmp_path: Path) -> None:
    cases = [
        case(args=["Peruvian police"], expect=["code['country'] == 'PER'", "code['code_1'] == 'COP'"]),
        case(args=["Peruvian police"], expect=["code['country'] == 'CHL'", "code['job'] == 'x'"]),
        case(expect=["code['code_1'] == 'COP'"]),
    ]
    (tmp_path / "cases.jsonl").write_text("\n".join(map(json.dumps, cases)), encoding="utf-8")
    figures = measure(tmp_path)
    assert (figures.items, figures.scores["country and sector"], len(figures.errors)) == (2, 0.5, 1)
    assert "1 cases without words" in figures.lines[1]
    assert "1 single expressions" in figures.lines[1]

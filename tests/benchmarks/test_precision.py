"""What a judgement holds for, and how a report is counted."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.precision import FIELDS, draw, is_right, judgements, verdicts

CODED = {"act": "AID planned", "actors": "ML:government", "recipients": "", "places": "geonames:1", "when": "2013"}
JUDGED = {field: {"coded": coded, "is": "right"} for field, coded in CODED.items() if coded}


def test_verdicts_hold_for_what_was_judged_alone() -> None:
    assert set(verdicts(CODED, JUDGED).values()) == {"right", "empty"}
    changed = verdicts({**CODED, "actors": "ML:military"}, JUDGED)
    assert changed["actors"] == "unjudged"
    assert changed["act"] == "right"


def test_report_is_right_where_act_and_parties_are() -> None:
    right = verdicts(CODED, JUDGED)
    assert is_right(right)
    assert is_right({**right, "places": "wrong", "when": "wrong"})
    assert not is_right({**right, "actors": "wrong"})
    assert not is_right({**right, "act": "unjudged"})


def test_draw_keeps_the_reports_that_are_still_made() -> None:
    first = draw(dict.fromkeys(map(str, range(300))), 100)
    assert len(first) == 100
    again = draw(dict.fromkeys(map(str, range(10, 300))), 100)
    assert len(set(first) - set(again)) <= 10


def test_judgements_are_read_by_report_and_field(tmp_path: Path) -> None:
    file = tmp_path / "judged.jsonl"
    file.write_text(json.dumps({"report": "a:1", "act": {"coded": "AID planned", "is": "wrong"}, "why": "x"}) + "\n")
    assert judgements(file) == {"a:1": {"act": {"coded": "AID planned", "is": "wrong"}}}
    assert judgements(tmp_path / "none") == {}


def test_shipped_judgements_name_fields_and_verdicts_and_quote_nothing() -> None:
    found = judgements()
    assert len(found) >= 100
    for fields in found.values():
        assert set(fields) <= set(FIELDS)
        assert {f["is"] for f in fields.values()} <= {"right", "wrong"}

"""The scores of reports: for what a report says and nothing else, the same every time, free of names."""

from __future__ import annotations

from dateline.coding import knowledge_hashes, relevant_knowledge
from dateline.coding.scoring import FIELDS, open_heads

TEXT = "Rebels shelled the harbour of Kismayo on Tuesday, and police may arrest two of the drivers."


def test_every_report_is_scored_by_the_fields_that_it_fills(reports_of) -> None:
    reports = reports_of(TEXT)
    assert len(reports) == 2
    for report in reports:
        filled = {"type", "status", "mode"}
        filled |= {"actors"} if report.actors else set()
        filled |= {"recipients"} if report.recipients else set()
        assert set(report.scores) == filled <= set(FIELDS)
        assert all(0 < score < 1 for score in report.scores.values())


def test_the_same_text_is_scored_alike_every_time(reports_of) -> None:
    assert [r.scores for r in reports_of(TEXT)] == [r.scores for r in reports_of(TEXT)]


def test_names_do_not_change_a_score(reports_of) -> None:
    one = reports_of("Rebels shelled the harbour of Kismayo on Tuesday.")
    other = reports_of("Rebels shelled the harbour of Odesa on Tuesday.")
    assert [r.scores for r in one] == [r.scores for r in other]


def test_what_is_plain_scores_higher_than_what_is_not(reports_of) -> None:
    (plain,) = [r for r in reports_of("Gunmen killed four policemen.") if r.type.value == "ASSAULT"]
    (odd,) = reports_of("Students planned to strike at noon.")
    assert plain.scores["type"] > odd.scores["type"]


def test_the_heads_are_knowledge_that_codings_depend_on() -> None:
    assert knowledge_hashes()["scores"] == open_heads().fingerprint
    assert open_heads().fingerprint in relevant_knowledge(())

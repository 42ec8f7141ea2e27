"""The metric of independent origins, and the incidents that it is measured on."""

from __future__ import annotations

from collections import Counter

from benchmarks.independence import Counted, Planted, documents_of, read_incidents, scores_of

from benchmarks import independence
from dateline.model import Grade, ZoneKind


def counted(gold: int, found: int, articles: int, grade: Grade = Grade.SINGLE_ORIGIN) -> Counted:
    return Counted(Planted("x", "chain", "dev", gold, ()), found, articles, 1, grade, "")


def test_scores_give_what_is_right_how_far_off_and_what_counting_articles_gives() -> None:
    scores, simple = scores_of([counted(1, 1, 3), counted(2, 4, 2, Grade.CORROBORATED), counted(2, 1, 5)])
    assert scores == {"right": 1 / 3, "off": 1.0, "grades": 2 / 3}
    assert simple == {"right": 1 / 3, "off": 5 / 3, "grades": 2 / 3}


def test_copies_are_made_from_what_they_name_and_comments_are_zones() -> None:
    original, copy = documents_of(
        [
            {"id": "a", "outlet": "One", "published": "2012-01-01", "title": "T",
             "text": "First part.\n\nSecond part."},
            {
                "id": "b", "of": "a", "outlet": "Two", "published": "2012-01-02", "paragraphs": [1],
                "comment": [{"author": "Nur", "text": "I saw it."}],
            },
        ]
    )  # fmt: skip
    assert original.text == "T\n\nFirst part.\n\nSecond part."
    assert copy.text == "T\n\nSecond part.\n\nNur\nI saw it."
    assert original.id != copy.id
    (zone,) = [z for z in copy.zones if z.kind is ZoneKind.COMMENT]
    assert (zone.author, copy.text[zone.span.slice]) == ("Nur", "Nur\nI saw it.")


def test_the_shipped_set_is_well_formed() -> None:
    incidents = read_incidents(independence.FOLDER)
    assert len(incidents) >= 60
    assert len({i.id for i in incidents}) == len(incidents)
    halves = Counter(i.half for i in incidents)
    assert set(halves) == {"dev", "held"}
    assert halves["held"] >= 30
    assert {i.kind for i in incidents if i.half == "held"} == {i.kind for i in incidents}
    for incident in incidents:
        assert 1 <= incident.origins <= len(incident.documents) + 1, incident.id
        assert len({d.id for d in incident.documents}) == len(incident.documents), incident.id

"""The shape of the planted incidents, and how reports are matched to them."""

from __future__ import annotations

from collections import Counter

import pytest
from benchmarks.planted_incidents import Article, PlantedIncident, Telling, gold_of

from benchmarks import planted_incidents
from dateline.model import (
    Document,
    EventType,
    Evidence,
    Level,
    PartyMissing,
    PlaceMissing,
    Report,
    Status,
    WhenMissing,
    ZoneKind,
)
from dateline.reconciling.incidents.accounts.stories import story_of


@pytest.fixture(scope="module")
def articles() -> dict[str, Article]:
    return planted_incidents.read_articles()


@pytest.fixture(scope="module")
def incidents(articles: dict[str, Article]) -> dict[str, PlantedIncident]:
    return planted_incidents.read_incidents(articles)


def test_the_shipped_set_has_enough_of_each(
    articles: dict[str, Article], incidents: dict[str, PlantedIncident]
) -> None:
    assert len({article.week for article in articles.values()}) >= 14
    assert len(incidents) >= 150
    for half in ("dev", "held"):
        own = [incident for incident in incidents.values() if incident.half == half]
        assert len(own) >= 70
        assert {incident.level for incident in own} == set(Level)
        told_by = [len({telling.article for telling in incident.tellings}) for incident in own]
        assert min(told_by) == 1
        assert max(told_by) <= 9
        assert sum(number > 1 for number in told_by) >= 40
        assert sum(telling.status is Status.PLANNED for incident in own for telling in incident.tellings) >= 3


def test_the_shipped_set_parts_its_halves_by_conflict(articles: dict[str, Article]) -> None:
    halves: dict[str, set[str]] = {}
    for article in articles.values():
        halves.setdefault(article.week, set()).add(article.half)
    assert all(len(of) == 1 for of in halves.values())
    assert {half for of in halves.values() for half in of} == {"dev", "held"}
    assert len({article.document.id for article in articles.values()}) == len(articles)


def test_the_shipped_articles_are_as_long_as_short_news(articles: dict[str, Article]) -> None:
    words = [len(article.document.text.split()) for article in articles.values()]
    assert min(words) >= 40
    assert max(words) <= 250
    assert sum(words) / len(words) >= 80


def test_the_shipped_incidents_are_told_in_their_own_week_and_once_at_a_place(
    articles: dict[str, Article], incidents: dict[str, PlantedIncident]
) -> None:
    spans: Counter[tuple[str, int]] = Counter()
    for incident in incidents.values():
        for telling in incident.tellings:
            text = articles[telling.article].document.text
            assert text[telling.start : telling.end] == telling.words
            assert articles[telling.article].week == incident.week
            spans.update((telling.article, at) for at in range(telling.start, telling.end))
    assert max(spans.values()) == 1


def test_the_shipped_parts_belong_to_an_episode_or_a_count_of_their_week(
    incidents: dict[str, PlantedIncident],
) -> None:
    for incident in incidents.values():
        for other, level in ((incident.part_of, Level.EPISODE), (incident.counted_by, Level.AGGREGATE)):
            if other:
                assert incidents[other].level is level
                assert incidents[other].week == incident.week


def report(text: str, trigger: str, type_: EventType = EventType.ASSAULT) -> Report:
    start = text.index(trigger)
    first = text.rfind(". ", 0, start) + 2 if ". " in text[:start] else 0
    end = text.index(".", start) + 1
    return Report(
        "d", ZoneKind.BODY, Evidence.at(text, first, end), Evidence.at(text, start, start + len(trigger)), type_,
        None, Status.OCCURRED, "test", actors_missing=next(iter(PartyMissing)),
        recipients_missing=next(iter(PartyMissing)), place_missing=next(iter(PlaceMissing)),
        when_missing=next(iter(WhenMissing)),
    )  # fmt: skip


TEXT = "Two died when a bomb exploded. Police said so and arrested a man. It was calm."


def incident(id_: str, words: str, type_: EventType) -> PlantedIncident:
    start = TEXT.index(words)
    telling = Telling("a", start, start + len(words), words, Status.OCCURRED)
    return PlantedIncident(id_, "w", "dev", type_, Level.SINGLE, None, None, (telling,))


def test_gold_of_takes_reports_whose_trigger_stands_in_a_telling() -> None:
    planted = [incident("bomb", "bomb exploded", EventType.ASSAULT), incident("man", "arrested", EventType.COERCE)]
    exploded, died = report(TEXT, "exploded"), report(TEXT, "died")
    arrested, said = report(TEXT, "arrested a man", EventType.COERCE), report(TEXT, "said", EventType.ACCUSE)
    gold = gold_of([exploded, died, arrested, said], "a", planted)
    assert gold == {exploded.id: "bomb", arrested.id: "man"}
    assert gold_of([exploded], "another", planted) == {}


def test_read_incidents_says_where_words_are_missing(articles: dict[str, Article]) -> None:
    one = Article("bay-1", "bay-2014", "dev", Document("d", "s", "A title\n\nNothing of the kind."))
    with pytest.raises(ValueError, match=r"baidoa-market-bomb is told by 'kills' \(1\) in bay-1"):
        planted_incidents.read_incidents({**articles, "bay-1": one})


def test_told_is_the_share_of_tellings_with_a_trigger() -> None:
    planted = [incident("bomb", "exploded", EventType.ASSAULT), incident("man", "arrested", EventType.COERCE)]
    article = Article("a", "w", "dev", Document("d", "s", TEXT))
    coded = planted_incidents.Coded(article, (report(TEXT, "exploded"),), (), story_of(article.document))
    assert planted_incidents.told([coded], planted) == 0.5
    assert planted_incidents.told([coded], planted[1:]) == 0


def test_simple_leaves_a_report_without_place_or_day_alone() -> None:
    died = report(TEXT, "died")
    assert planted_incidents.simple(died) == died.id


def test_across_scores_only_pairs_of_different_documents() -> None:
    # Of the pairs of gold, 1-2 stands in one document; of 1-3, 2-3 and 4-5 the grouping has 1-3 and the wrong 3-4.
    gold = {"1": "x", "2": "x", "3": "x", "4": "y", "5": "y"}
    document = {"1": "a", "2": "a", "3": "b", "4": "c", "5": "d"}
    score = planted_incidents.across(gold, {"1": 1, "2": 2, "3": 1, "4": 1, "5": 3}, document)
    assert (score.precision, score.recall) == pytest.approx((1 / 3, 1 / 3))
    assert planted_incidents.within(gold, {"1": 1, "2": 1, "3": 2, "4": 2, "5": 2}, document).f1 == 1
    assert planted_incidents.within(gold, {"1": 1, "2": 2, "3": 2, "4": 2, "5": 2}, document).f1 == 0


def test_by_week_sorts_articles_by_publication(articles: dict[str, Article]) -> None:
    for told in planted_incidents.by_week(articles).values():
        days = [a.document.published.edtf for a in told if a.document.published]
        assert days == sorted(days)
        assert len(days) >= 7


def test_parts_are_scored_by_what_both_ends_tell_of() -> None:
    def one(id_: str, **whole: str) -> PlantedIncident:
        part_of, counted_by = whole.get("part_of"), whole.get("counted_by")
        return PlantedIncident(id_, "w", "dev", EventType.ASSAULT, Level.SINGLE, part_of, counted_by, ())

    incidents = [one("clash", part_of="drive"), one("bomb", counted_by="bombs"), one("drive"), one("bombs")]
    gold = {"r1": "clash", "r2": "bomb", "r3": "drive", "r4": "bombs", "r5": "drive"}
    found = {"r1": 0, "r2": 1, "r3": 2, "r4": 3, "r5": 4}
    parts = planted_incidents.parts_of(incidents, gold, found, [(0, 2), (1, 2), (4, 2), (9, 3)])
    # The clash is right, the bomb is none of the drive's; one incident in two clusters, or what is not planted, is out.
    assert (parts.planted, parts.found, parts.given, parts.right, parts.merged) == (2, 1, 2, 1, 0)
    assert (parts.precision, parts.recall) == (0.5, 0.5)
    assert planted_incidents.parts_of(incidents, gold, {**found, "r1": 2}, []).merged == 1

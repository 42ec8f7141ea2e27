"""The score of names on seed pages, on a page and a lexicon of our own."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks import seed_entities
from dateline.model import Document, Evidence, Mention, MentionForm, MentionType, Span, Zone, ZoneKind

TEXT = "By Ada\nKilo Army men left Kilo. U.S. men stayed."
DOCUMENT = Document("d", "s", TEXT, zones=(Zone(ZoneKind.BYLINE, Span(0, 6)), Zone(ZoneKind.BODY, Span(7, len(TEXT)))))


def test_gold_is_every_place_in_a_body_and_the_longest_counts() -> None:
    lexicon = [("Kilo", "GPE"), ("Kilo Army", "ORG"), ("U.S.", "GPE"), ("Ada", "PER")]
    words = {(TEXT[a:b], kind) for a, b, kind in seed_entities.gold_of(DOCUMENT, lexicon)}
    assert words == {("Kilo Army", "ORG"), ("Kilo", "GPE"), ("U.S.", "GPE")}
    assert seed_entities.gold_of(DOCUMENT, []) == set()


def test_only_names_of_the_types_of_the_set_in_bodies_are_said() -> None:
    def mention(start: int, end: int, type_: MentionType, form: MentionForm = MentionForm.NAME) -> Mention:
        return Mention(type_, form, Evidence.at(TEXT, start, end))

    mentions = [
        mention(3, 6, MentionType.PERSON),
        mention(7, 16, MentionType.ORGANISATION),
        mention(17, 20, MentionType.ORGANISATION, MentionForm.NOMINAL),
        mention(26, 30, MentionType.NATIONALITY),
    ]
    assert seed_entities.said_of(DOCUMENT, mentions) == {(7, 16, "ORG")}


def test_measure_scores_the_pages_that_the_lexicon_is_of(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    for name in ("001_other", "002_page"):
        page = "Raid in Basra\n\nThe Mahdi Army attacked Basra on Monday, police said.\n"
        (tmp_path / "seeds" / f"{name}.txt").write_text(page, encoding="utf-8")
    lexicon = [["Basra", "GPE"], ["Mahdi Army", "ORG"], ["Mosul", "GPE"]]
    (tmp_path / "entities_dev.json").write_text(json.dumps({"lexicon": lexicon}), encoding="utf-8")
    figures = seed_entities.measure(tmp_path)
    assert figures.items == 2
    assert figures.scores["F1"] == 1.0

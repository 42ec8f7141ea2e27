from __future__ import annotations

import copy
from importlib import resources
from typing import Any

import pytest
from tests.reconciling.incidents.contradictions.short_texts import Told, document

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.reconciling.incidents.contradictions.figures import patterns_from
from dateline.reconciling.incidents.contradictions.naming import names_in, topics_in
from dateline.reconciling.incidents.contradictions.remarks import denied_part, remarks_of
from dateline.reconciling.incidents.contradictions.wording import lemmas_of, senses_named
from dateline.reconciling.incidents.contradictions.words import words, words_from

DATA = resources.files("dateline.reconciling.incidents.contradictions").joinpath("data")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"weekdays": ["monday"]}, "weekdays"),
        ({"night": "night"}, "night"),
        ({"counted": {"killed": "were killed"}}, "counted"),
        ({"endings": {"pairs": ["s"]}}, "endings"),
        ({"strange": []}, "expected the entries"),
    ],
)
def test_words_from_names_the_entry_that_is_wrong(change: dict[str, Any], said: str) -> None:
    raw = copy.deepcopy(read_toml(DATA.joinpath("words.toml"))) | change
    with pytest.raises(KnowledgeError, match=f"words.toml.*{said}"):
        words_from(raw)


def test_words_of_any_act_are_senses_of_the_lexicon() -> None:
    assert words().any_act <= senses_named("the attack and the military operation")


def test_patterns_from_names_the_field_that_is_wrong() -> None:
    raw = read_toml(DATA.joinpath("figures.toml"))
    with pytest.raises(KnowledgeError, match=r"figures\.toml, killed"):
        patterns_from({**raw, "killed": {"before": []}})


def test_names_in_leaves_out_days_titles_and_sentence_openers() -> None:
    assert names_in("The governor met Omar Nur on Tuesday near Baidoa") == ["Omar Nur", "Baidoa"]


def test_topics_in_leaves_out_countries_and_actors_but_not_capitals() -> None:
    assert topics_in("Russian troops left Kabul with Boko Haram") == {"kabul"}


def test_senses_named_wants_all_words_of_a_pattern() -> None:
    assert "ASSAULT.crowd-control" in senses_named("no tear gas was used")
    assert "ASSAULT.crowd-control" not in senses_named("no gas was used")


def test_lemmas_of_undoes_doubling_and_irregular_forms() -> None:
    assert {"stab", "fight"} <= lemmas_of("stabbed and fought")


def test_denied_part_begins_after_the_denial() -> None:
    assert denied_part("Nothing is said of it") == len("Nothing")
    assert denied_part("They attacked it") is None


def test_remarks_of_a_document_quote_it() -> None:
    told = document(Told("Gen. Nur left. He denied it.", "left"))
    remarks = remarks_of(told)
    assert [r.sentence.words for r in remarks] == ["Gen. Nur left.", "He denied it."]
    assert [r.denied for r in remarks] == ["", " it."]

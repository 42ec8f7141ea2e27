"""Headlines, whose bare past forms are participles."""

from __future__ import annotations

import pytest

from dateline.errors import KnowledgeError
from dateline.language import as_headline, is_telegraphic, parse
from dateline.language import headlines as module


def labels(text, *words):
    sentence = as_headline(parse([(0, text)])[0])
    return [next((t.tag, t.dep) for t in sentence.tokens if t.text == word) for word in words]


@pytest.mark.parametrize(
    ("text", "verb"),
    [
        ("Journalist kidnapped near Gao", "kidnapped"),
        ("Fuel tanker attacked on coast road", "attacked"),
        ("Two aid workers shot dead by gunmen in Baidoa", "shot"),
        ("Car bomb kills five; mayor wounded", "wounded"),
        ("Union leader arrested in Lusaka, police say", "arrested"),
    ],
)
def test_bare_past_form_without_object_is_a_participle(text, verb):
    ((tag, _),) = labels(text, verb)
    assert tag == "VBN"


def test_subject_of_a_bare_past_form_suffers_it():
    assert labels("Mayor of Beni assassinated", "Mayor") == [("NNP", "nsubjpass")]


@pytest.mark.parametrize(
    "text",
    [
        "Rebels attacked army base in Darfur",
        "Troops ambushed and killed two traders",
        "Troops withdrew from Aden",
        "Police said gunmen fired on convoy",
    ],
)
def test_what_has_an_object_or_needs_none_stays_as_it_is(text):
    (sentence,) = parse([(0, text)])
    assert as_headline(sentence) is sentence


def test_only_labels_are_changed():
    (sentence,) = parse([(0, "Nurse abducted from clinic in Gao")])
    told = as_headline(sentence)
    assert [(t.text, t.start, t.head) for t in told.tokens] == [(t.text, t.start, t.head) for t in sentence.tokens]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Nurse abducted in Gao", True),
        ("Nurse abducted in Gao.", False),
        ("The nurse attacked in Gao", False),
        ("“Nurse abducted in Gao.”", False),
    ],
)
def test_line_without_stop_and_article_is_telegraphic(text, expected):
    assert is_telegraphic(parse([(0, text)])[0]) is expected


def test_file_with_another_table_is_refused(monkeypatch):
    monkeypatch.setattr(module, "read_toml", lambda _: {"needs_object": ["kill"], "more": []})
    module.needs_object.cache_clear()
    with pytest.raises(KnowledgeError, match=r"headlines\.toml"):
        module.needs_object()
    monkeypatch.undo()
    module.needs_object.cache_clear()
    assert "abduct" in module.needs_object()

"""The gate lets through whatever the lexicon could fire on, and nothing else is asked of it."""

from __future__ import annotations

import pytest

from dateline.coding import code
from dateline.coding.coder import code_with
from dateline.coding.gate import Gate, gate_of, open_gate
from dateline.coding.sifting import could_state, is_leant_on, sift
from dateline.knowledge.lexicon import open_lexicon
from dateline.model import Document, Span, Zone, ZoneKind


def document(text: str) -> Document:
    return Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))


@pytest.mark.parametrize("sense", open_lexicon().senses, ids=lambda sense: sense.id)
def test_gate_lets_through_every_example_of_the_lexicon(sense):
    assert could_state(sense.example, open_gate())


@pytest.mark.parametrize(
    "entry", [entry for entries in open_lexicon().claims.values() for entry in entries], ids=lambda entry: entry.id
)
def test_gate_lets_through_every_example_of_a_claim(entry):
    assert could_state(entry.example, open_gate())


@pytest.mark.parametrize("sentence", ["It was a quiet morning.", "The sky looked grey again."])
def test_gate_shuts_out_what_no_entry_speaks_of(sentence):
    assert not could_state(sentence, open_gate())


def test_gate_asks_for_all_words_of_a_pattern():
    gate = Gate({"carry": ((frozenset({"out"}), frozenset({"raid"})),)})
    assert gate.opens({"carry", "out", "raid"})
    assert not gate.opens({"carry", "out"})


def test_gate_is_derived_from_the_lexicon_it_is_given():
    lexicon = open_lexicon()
    heads = {p.head for s in lexicon.senses for p in (*s.verbs, *s.nouns, *s.weak_nouns)}
    assert heads <= set(gate_of(lexicon).ways)


def test_sift_leaves_out_a_paragraph_that_states_nothing_and_is_leant_on_by_nothing():
    text = "Rebels shelled the port.\nIt was a quiet morning.\nThe army fled."
    lines = [(text.index(line), line) for line in text.split("\n")]
    sifted = sift(lines, open_gate())
    assert [piece for _, piece in sifted.pieces] == ["Rebels shelled the port.", "The army fled."]
    (left,) = sifted.unparsed
    assert text[left.start : left.end] == left.text == "It was a quiet morning."
    assert left.tokens == ()


def test_sift_leaves_out_the_ends_of_a_paragraph_that_nothing_leans_on():
    text = "It was quiet. Rebels shelled the port. It was late. The army fled. It was over."
    sifted = sift([(5, text)], open_gate())
    assert sifted.pieces == ((19, "Rebels shelled the port. It was late. The army fled."),)
    assert [one.text for one in sifted.unparsed] == ["It was quiet.", "It was over."]
    assert all(text[one.start - 5 : one.end - 5] == one.text for one in sifted.unparsed)


def test_sift_parses_a_name_far_off_only_where_it_is_taken_up():
    between = [(100 * n, "It was quiet.") for n in range(1, 10)]
    for name, is_parsed in (("Hodan Warsame", True), ("Beatrix Oyelaran", False)):
        first = f"It was {name} again."
        sifted = sift([(0, first), *between, (2000, "Rebels shelled the house of Warsame.")], open_gate())
        assert (first in [piece for _, piece in sifted.pieces]) is is_parsed


def test_sift_parses_nothing_of_a_text_that_states_nothing():
    sifted = sift([(0, "It was a quiet morning in Oslo.")], open_gate())
    assert sifted.pieces == ()


@pytest.mark.parametrize(
    "paragraph", ["Then came Yusuf.", "It was so in 1999.", 'It is "a quiet morning".', "The police slept."]
)
def test_what_others_take_up_is_leant_on(paragraph):
    assert is_leant_on(paragraph)


def test_code_gives_the_same_with_and_without_the_gate():
    text = (
        "Gunmen killed two guards in Kismayo on 3 May 2014.\nIt was a quiet morning.\n"
        "They fled.\nThe army then seized the town."
    )
    open_ended = code_with(document(text), lambda *_: ([], []))
    gated = code(document(text))
    assert gated.reports
    assert "quiet" in gated.vocabulary
    assert set(open_ended.vocabulary) <= set(gated.vocabulary)

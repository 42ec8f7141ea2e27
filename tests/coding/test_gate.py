"""The gate lets through whatever the lexicon could fire on, and nothing else is asked of it."""

from __future__ import annotations

import pytest

from dateline.coding import code
from dateline.coding.coder import code_with
from dateline.coding.gate import Gate, gate_of, open_gate
from dateline.coding.sifting import could_state, sift
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


def test_sift_takes_a_document_with_one_stating_sentence_whole():
    lines = [(0, "It was a quiet morning."), (30, "Rebels shelled the port."), (60, "It was late.")]
    assert sift(lines, open_gate()).pieces == tuple(lines)
    assert sift(lines, open_gate()).unparsed == ()


def test_sift_parses_nothing_of_a_text_that_states_nothing():
    text = "It was a quiet morning in Oslo. It was late."
    sifted = sift([(5, text)], open_gate())
    assert sifted.pieces == ()
    assert [one.text for one in sifted.unparsed] == ["It was a quiet morning in Oslo.", "It was late."]
    assert all(text[one.start - 5 : one.end - 5] == one.text and one.tokens == () for one in sifted.unparsed)


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

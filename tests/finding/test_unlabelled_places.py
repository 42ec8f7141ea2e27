"""Names that only the words around them show to be places."""

from __future__ import annotations

import pytest

from dateline.finding.unlabelled_places import unlabelled_places
from dateline.language import NamedSpan, Sentence, Token, parse


def sentence_of(words: list[tuple[str, str, str, int]], *names: NamedSpan) -> Sentence:
    """Build a parse by hand: (word, part of speech, relation, governor)."""
    tokens, at = [], 0
    for i, (word, pos, dep, head) in enumerate(words):
        tag = {"PROPN": "NNP", "ADJ": "JJ"}.get(pos, "NN")
        tokens.append(Token(i, at, at + len(word), word, word.lower(), pos, tag, dep, head))
        at += len(word) + 1
    children = tuple(tuple(t.i for t in tokens if t.head == i and t.i != i) for i in range(len(tokens)))
    return Sentence(0, at, " ".join(w[0] for w in words), tuple(tokens), children, names)


def found(sentence: Sentence) -> list[str]:
    return [" ".join(t.text for t in sentence.tokens[n.first : n.last]) for n in unlabelled_places(sentence)]


def in_slot(preposition: str, name: str, label: str) -> Sentence:
    words = [("It", "PRON", "nsubj", 1), ("happened", "VERB", "ROOT", 1), (preposition, "ADP", "prep", 1)]
    return sentence_of([*words, (name, "PROPN", "pobj", 2)], NamedSpan(3, 4, label))


@pytest.mark.parametrize("label", ["PERSON", "ORG", "PRODUCT"])
def test_name_after_preposition_of_place_is_one_whatever_the_model_took_it_for(label: str) -> None:
    assert found(in_slot("near", "Qoryolinka", label)) == ["Qoryolinka"]
    assert found(in_slot("by", "Qoryolinka", label)) == []


def test_body_known_actor_and_acronym_are_no_places() -> None:
    assert found(in_slot("in", "Congress", "ORG")) == []
    assert found(in_slot("in", "Hezbollah", "ORG")) == []
    assert found(in_slot("in", "UNMIK", "ORG")) == []


def test_noun_of_kind_beside_a_name_makes_it_a_place() -> None:
    after = [("Rebels", "NOUN", "nsubj", 1), ("left", "VERB", "ROOT", 1), ("Tuulo", "PROPN", "compound", 3)]
    assert found(sentence_of([*after, ("village", "NOUN", "dobj", 1)], NamedSpan(2, 3, "PERSON"))) == ["Tuulo"]
    sect = [("Rebels", "NOUN", "nsubj", 1), ("left", "VERB", "ROOT", 1), ("Druze", "ADJ", "amod", 3)]
    assert found(sentence_of([*sect, ("village", "NOUN", "dobj", 1)], NamedSpan(2, 3, "NORP"))) == []


def test_name_coordinated_with_a_place_is_one() -> None:
    words = [("in", "ADP", "prep", 0), ("Gedo", "PROPN", "pobj", 0), ("and", "CCONJ", "cc", 1)]
    listed = sentence_of([*words, ("Tuulo", "PROPN", "conj", 1)], NamedSpan(1, 2, "GPE"), NamedSpan(3, 4, "PERSON"))
    assert found(listed) == ["Tuulo"]


def test_several_places_that_the_model_took_for_one_are_parted() -> None:
    words = [("Gao", "PROPN", "ROOT", 0), (",", "PUNCT", "punct", 0), ("Kidal", "PROPN", "conj", 0)]
    assert found(sentence_of(words, NamedSpan(0, 3, "GPE"))) == ["Gao", "Kidal"]


def test_object_of_a_verb_that_takes_places_is_one_unless_a_person() -> None:
    words = [("Rebels", "NOUN", "nsubj", 1), ("capture", "VERB", "ROOT", 1), ("Tuulo", "PROPN", "dobj", 1)]
    assert found(sentence_of(words, NamedSpan(2, 3, "ORG"))) == ["Tuulo"]
    assert found(sentence_of(words, NamedSpan(2, 3, "PERSON"))) == []


def test_parsed_sentences_give_spans_inside_them() -> None:
    for sentence in parse([(0, "Gunmen raided the hamlet of Tuulo Bari on Friday. Nothing else happened.")]):
        for span in unlabelled_places(sentence):
            assert 0 <= span.first < span.last <= len(sentence.tokens)

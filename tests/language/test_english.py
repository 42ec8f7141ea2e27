import re

from dateline.knowledge.lexicon import open_lexicon
from dateline.language import parse, parse_together


def test_parse_offsets_are_into_the_document() -> None:
    text = "Headline here\n\nTroops left. Rebels came back."
    sentences = parse([(0, "Headline here"), (15, text[15:])])
    for sentence in sentences:
        assert text[sentence.start : sentence.end] == sentence.text
        for token in sentence.tokens:
            assert text[token.start : token.end] == token.text
    assert [s.text for s in sentences][-1] == "Rebels came back."


def test_parse_of_a_piece_does_not_depend_on_its_neighbours_order_of_arrival() -> None:
    pieces = [(0, "Troops left the city."), (30, "Rebels shelled the port.")]
    assert parse(pieces) == parse(list(pieces))


def test_parse_together_gives_each_document_what_it_gets_alone() -> None:
    documents = [
        [(0, "Troops left the city. Nobody saw them."), (40, " ")],
        [],
        [(7, "Rebels shelled the port."), (32, "Gen. Omar denied it.")],
    ]
    together = parse_together(documents)
    assert together == [parse(pieces) for pieces in documents]
    assert [len(sentences) for sentences in together] == [2, 0, 2]


def test_parse_passes_over_blank_and_endless_pieces() -> None:
    assert parse([(0, "  \n "), (10, "x " * 50_000)]) == []


def test_sentence_knows_its_tree() -> None:
    (sentence,) = parse([(0, "Rebels shelled the port.")])
    assert sentence.root.lemma == "shell"
    assert [t.text for t in sentence.kids(sentence.root, "dobj")] == ["port"]
    port = sentence.tokens[3]
    assert [t.text for t in sentence.noun_phrase(port)] == ["the", "port"]
    assert [t.text for t in sentence.ancestors(port)] == ["shelled"]


def test_verbs_of_the_lexicon_in_e_are_known_in_every_form() -> None:
    """Their forms follow from their spelling; the model's lemmatizer gets some of them wrong ("staged", "hoping")."""
    verbs = sorted(v for v in open_lexicon().verbs if re.fullmatch("[a-z]+[^aeioy]e", v))
    told = [(v, f"They {v}d them.") for v in verbs] + [(v, f"They were {v[:-1]}ing them.") for v in verbs]
    at, pieces = 0, []
    for _, text in told:
        pieces.append((at, text))
        at += len(text) + 1
    wrong = []
    for (verb, _), sentence in zip(told, parse(pieces), strict=True):
        form = sentence.tokens[-3]
        if form.tag.startswith("V") and form.lemma != verb:
            wrong.append((form.text, form.lemma, verb))
    assert len(told) > 300
    assert not wrong


def test_sentence_holds_its_words_as_forms_and_lemmas() -> None:
    (sentence,) = parse([(0, "Gunmen left.")])
    assert sentence.words == {"gunmen", "gunman", "left", "leave", "."}


def test_parse_lets_a_participle_share_the_passive_before_it() -> None:
    (sentence,) = parse([(0, "Two teachers were dragged out and shot on Monday.")])
    assert {t.text: t.tag for t in sentence.tokens}["shot"] == "VBN"
    (sentence,) = parse([(0, "The teachers were dragged out and fled on Monday.")])
    assert {t.text: t.tag for t in sentence.tokens}["fled"] == "VBD"

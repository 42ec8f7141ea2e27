from dateline.language import parse


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


def test_parse_passes_over_blank_and_endless_pieces() -> None:
    assert parse([(0, "  \n "), (10, "x " * 50_000)]) == []


def test_sentence_knows_its_tree() -> None:
    (sentence,) = parse([(0, "Rebels shelled the port.")])
    assert sentence.root.lemma == "shell"
    assert [t.text for t in sentence.kids(sentence.root, "dobj")] == ["port"]
    port = sentence.tokens[3]
    assert [t.text for t in sentence.noun_phrase(port)] == ["the", "port"]
    assert [t.text for t in sentence.ancestors(port)] == ["shelled"]

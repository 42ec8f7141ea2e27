"""Part of speech and lemma are what the model itself gives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from spacy.tokens import Doc

from dateline.language.english import _lemmas, _pipeline, _words, parse


@pytest.mark.parametrize(
    "text",
    [
        "There's gonna be trouble, he said; let's go.",
        "There were two. I ain't leaving, y'all.",
        "The shelling had wounded 14 men , and they'd fled  to Gao.",
        "Rebels left. They left it left of the bridge.",
    ],
)
def test_wording_is_that_of_the_models_own_rules(text):
    expected = [
        (t.text, t.pos_, t.tag_, t.dep_, _lemmas().get(t.lower_) or t.lemma_.lower()) for t in _pipeline()(text)
    ]
    for _ in range(2):  # asked, then remembered
        got = [(t.text, t.pos, t.tag, t.dep, t.lemma) for s in parse([(0, text)]) for t in s.tokens]
        assert got == expected


_FORMS = st.one_of(
    st.from_regex(r"[A-Za-z]{1,8}(s|es|ies|ses|ves|men|ed|ing|er|est)?", fullmatch=True),
    st.sampled_from(["left", "Left", "shot", "fought", "better", "worst", "men", "wives", "boxes", "U.S.", "7th", "s"]),
    st.text(min_size=1, max_size=6).filter(lambda word: not any(letter.isspace() for letter in word)),
)


@given(_FORMS)
def test_lemmas_of_a_bare_word_are_those_of_the_models_own_lemmatizer(word):
    kinds = ["NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON"]
    nlp = _pipeline()
    row = nlp.get_pipe("lemmatizer")(Doc(nlp.vocab, words=[word] * len(kinds), pos=kinds))
    assert _words().lemmas(word) == {token.lemma_.lower() for token in row}

"""Part of speech and lemma are what the model itself gives."""

from __future__ import annotations

import pytest

from dateline.language.english import _lemmas, _pipeline, parse


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

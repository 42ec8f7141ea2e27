"""Words that a writer holds at a distance."""

import pytest

from dateline.finding.actors import find_actors
from dateline.finding.voice_distance import scare_quotes
from dateline.finding.voices import find_voices
from dateline.language import parse
from dateline.model import Document


def distanced(text: str) -> list[str]:
    document = Document(id="d0", sha256="0" * 64, text=text)
    sentences = parse([(0, text)])
    voices = find_voices(document, sentences, find_actors(document, sentences))
    return [text[s.slice] for here in scare_quotes(document, sentences, voices) for s in here]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('The "ceasefire" collapsed at noon.', ["ceasefire"]),
        ("Troops “liberated” two villages and burned a third.", ["liberated"]),
        ("The army said it had killed 30 “terrorists” in the raid.", []),
        ("The operation, named “Rising Dawn”, began on Monday.", []),
        ("Crowds sang “Homeland” at the gate.", []),
        ("The rockets are nicknamed “flying barrels”.", []),
        ("The town fell on Monday.", []),
    ],
)
def test_scare_quotes_are_short_and_nobodys(text: str, expected: list[str]) -> None:
    assert distanced(text) == expected


def test_scare_quotes_are_given_by_sentence_without_their_marks() -> None:
    text = "The town fell. The “victory” cost ninety lives."
    document = Document(id="d0", sha256="0" * 64, text=text)
    sentences = parse([(0, text)])
    found = scare_quotes(document, sentences, [()] * len(sentences))
    assert [len(here) for here in found] == [0, 1]

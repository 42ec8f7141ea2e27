import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.lexicon import open_lexicon
from dateline.knowledge.lexicon.commitments import commitments_from
from dateline.model import EventType


def raw() -> dict:
    return {
        "own_will": {"auxiliaries": ["will"], "adjectives": ["ready"], "verbs": ["plan"]},
        "condition": {"marks": ["unless"]},
        "amounts_to": {"AID": "AGREE"},
        "refusing_amounts_to": {"AID": "REJECT"},
        "modes": {"THREATEN": {"COERCE": "restrict", "COERCE:arrest": "arrest"}},
    }


def test_mode_of_the_inner_act_goes_before_that_of_its_type() -> None:
    known = commitments_from(raw(), where="x.toml")
    assert known.mode(EventType.THREATEN, EventType.COERCE, "arrest") == "arrest"
    assert known.mode(EventType.THREATEN, EventType.COERCE, "ban") == "restrict"
    assert known.mode(EventType.REQUEST, EventType.COERCE, None) is None


@pytest.mark.parametrize(
    "change",
    [
        {"amounts_to": {"AID": "GIVE"}},
        {"modes": {"THREATEN": {"SHOUT": "loud"}}},
        {"wishes": {}},
        {"own_will": {"auxiliaries": []}},
    ],
)
def test_file_with_a_stranger_in_it_is_refused(change: dict) -> None:
    with pytest.raises(KnowledgeError, match=r"x\.toml"):
        commitments_from({**raw(), **change}, where="x.toml")


def test_words_of_will_are_among_what_a_coding_depends_on() -> None:
    assert open_lexicon().relevant(["will"]) != open_lexicon().relevant([])

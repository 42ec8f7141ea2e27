"""The data file of cues keeps its schema."""

import pytest

from dateline.data_files import read_data
from dateline.errors import KnowledgeError
from dateline.finding.voice_cues import parse_cues, voice_cues
from dateline.finding.voice_rules import voice_rules

TEXT = read_data("dateline.finding", "data/voice_cues.toml")


def test_cues_give_every_word_a_class_by_shape() -> None:
    cues = voice_cues()
    assert cues.verbs["say"].takes["clause"] == "report"
    assert cues.verbs["call"].takes["for"] == "order"
    assert cues.verbs["call"].takes["small"] == "judge"
    assert "object" not in cues.verbs["say"]
    assert cues.nouns["allegation"].takes["of"] == "report"


def test_every_verb_that_vouches_in_coding_is_a_cue_that_vouches() -> None:
    cues = voice_cues()
    spelt = {"stated", "boasted"}  # forms that the model takes for lemmas
    for word in voice_rules().telling - spelt:
        assert word in cues.verbs, word
        assert cues.vouching & set(cues.verbs[word].takes.values()), word


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('class = "report"', 'class = "gossip"', "'gossip' is no class"),
        ('takes = ["clause"]', 'takes = ["clause", "in-law"]', "'in-law' is neither a shape nor a preposition"),
        ('takes = ["clause"]', 'shape = ["clause"]', "needs class, takes and words"),
        ('words = ["say", ', 'words = ["Say", ', "expected a list of words in lower case"),
        ('words = ["say", ', 'words = ["say", "say", ', "'say' stands there twice"),
        ("\n[vouching]\n", "\n[vouchers]\n", "the tables must be"),
        ('classes = ["report", "deny"]', 'classes = ["report", "gossip"]', "['gossip'] are no classes"),
    ],
)
def test_cues_that_break_the_schema_are_refused(old: str, new: str, said: str) -> None:
    assert old in TEXT
    with pytest.raises(KnowledgeError, match=r"voice_cues\.toml") as refused:
        parse_cues(TEXT.replace(old, new, 1))
    assert said in str(refused.value)

"""The words of phrases are checked when they are read."""

import pytest

from dateline.data_files import read_data
from dateline.errors import KnowledgeError
from dateline.knowledge.describing.words import FILE, parse_words, phrase_words


def text() -> str:
    return read_data("dateline.knowledge.describing", FILE)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ("[things]", "[things]\nwizard = ['wand']", "no kind 'wizard'"),
        ("[parts]", "[parts]\nQQ = ['oz']", "no country 'QQ'"),
        ('gov = "governor"', 'gov = "wizard"', "'wizard', which is no noun"),
        ("[weak]", "[weaker]", "unknown or missing"),
        ('groups = ["country-leaders"', 'groups = ["no-such-group"', "no group 'no-such-group'"),
        ("[things]\n", "[things]\npolice = ['missile']\n", "'missile' stands for"),
    ],
)
def test_words_refuse_what_does_not_fit(old: str, new: str, said: str) -> None:
    assert old in text()
    with pytest.raises(KnowledgeError, match=said):
        parse_words(text().replace(old, new, 1))


def test_words_keep_openings_and_epithets_apart() -> None:
    assert not phrase_words().openings & phrase_words().epithets

"""The words that say how a time bears on an act."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from itertools import combinations
from pathlib import Path

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.lexicon import load_lexicon, open_lexicon
from dateline.knowledge.lexicon.lexicon import TIMING

FOLDER = Path(__file__).parents[3] / "src/dateline/knowledge/lexicon"
TABLES: Mapping[str, Mapping[str, list[str]]] = tomllib.loads((FOLDER / "timing.toml").read_text(encoding="utf-8"))


def test_timing_has_every_list_and_no_word_twice() -> None:
    assert {name: tuple(sorted(lists)) for name, lists in TABLES.items()} == {
        name: tuple(sorted(parts)) for name, parts in TIMING.items()
    }
    for name, lists in TABLES.items():
        for part, words in lists.items():
            assert words, f"[{name}] {part}"
            assert len(words) == len(set(words)), f"[{name}] {part}"
            assert all(word == word.lower() and word.strip() == word for word in words), f"[{name}] {part}"


@pytest.mark.parametrize("name", ["prepositions", "moving"])
def test_timing_gives_a_word_one_meaning(name: str) -> None:
    for (one, words), (other, others) in combinations(TABLES[name].items(), 2):
        assert not set(words) & set(others), f"[{name}]: {one} and {other}"


def test_timing_clauses_are_later_earlier_or_at_one_time() -> None:
    apart = [set(TABLES["clauses"][part]) for part in ("later", "earlier", "same", "parted", "aside")]
    assert sum(map(len, apart)) == len(set.union(*apart))


def test_timing_words_are_part_of_what_a_documents_coding_depends_on() -> None:
    lexicon = open_lexicon()
    assert any(label.startswith("timing ") for label, _ in lexicon.parts["until"])
    assert set(lexicon.relevant(["until"])) - set(lexicon.relevant(["xyzzy"]))


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        ("[weather]\nwords = []\n", r"timing.toml: \[weather\] is not known"),
        ("[x\n", "timing.toml is not TOML"),
        ("[starting]\nverbs = 'begin'\n", r"timing.toml, \[starting\], verbs: expected a list"),
        ("[starting]\nverbs = ['begin']\n", r"timing.toml, \[prepositions\]: the list 'since' is missing"),
    ],
)
def test_timing_says_what_is_wrong_with_it(tmp_path: Path, line: str, complaint: str) -> None:
    for file in FOLDER.rglob("*.toml"):
        to = tmp_path / file.relative_to(FOLDER)
        to.parent.mkdir(exist_ok=True, parents=True)
        to.write_text(file.read_text(encoding="utf-8"), encoding="utf-8")
    (tmp_path / "timing.toml").write_text(line, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=complaint):
        load_lexicon(tmp_path)

"""Learning what sounds cost, on words made for it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.data_files import parse_toml, read_data
from dateline.knowledge.matching.habits import letters, read_letters
from training import names

WORDS = [
    ("قاسم", "qasim"),
    ("قاسم", "kasim"),
    ("قمر", "qamar"),
    ("قمر", "kamar"),
    ("باب", "bab"),
    ("لبن", "laban"),
] * 20


def test_learn_aligns_letters_with_their_sounds() -> None:
    counts = names.learn(WORDS)
    assert counts["ق"] == {"q": 40, "k": 40}
    assert counts["ب"]["b"] == 60


def test_nearness_is_highest_for_sounds_of_one_letter() -> None:
    near = names.nearness(names.learn(WORDS))
    assert near["k", "q"] == pytest.approx(1.0)
    assert near["b", "k"] == 0


def test_costs_keep_between_their_bounds() -> None:
    costs = names.costs_of({("a", "b"): 1.0, ("a", "c"): 0.3, ("a", "d"): 0.001, ("a", "e"): 0.0})
    assert costs == {"ab": names.LEAST, "ac": 0.36}


def test_main_writes_what_the_package_reads(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    pairs, to = tmp_path / "words.txt", tmp_path / "costs.json"
    pairs.write_text("".join(f"{arabic}\t{latin}\n" for arabic, latin in WORDS), encoding="utf-8")
    names.main(["--pairs", str(pairs), "--to", str(to)])
    assert json.loads(to.read_text(encoding="utf-8"))["costs"]["kq"] == names.LEAST
    assert capsys.readouterr().out.startswith("120 words")


def test_a_learned_cost_never_replaces_one_that_was_written() -> None:
    raw = parse_toml(read_data("dateline.knowledge.matching", "letters.toml"), where="letters.toml")
    swap = read_letters(raw, {"k": {"q": 0.9, "m": 0.9}}).swap
    assert (swap["k"]["q"], swap["k"]["m"]) == (letters().swap["k"]["q"], 0.9)

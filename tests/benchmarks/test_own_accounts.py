"""The measure of accounts on articles of our own."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.own_accounts import FOLDER, measure, read_articles


def test_every_mark_of_the_set_stands_on_its_words_and_half_is_held() -> None:
    articles = read_articles(FOLDER / "own_accounts.jsonl")
    assert len(articles) >= 80
    assert abs(sum(a.split == "held" for a in articles) - len(articles) / 2) <= 2
    assert all(a.document.text[start:end].strip() for a in articles for start, end, _ in a.marks)


def test_measure_scores_the_halves_of_a_set_apart(tmp_path: Path) -> None:
    text = "A bomb [a:exploded] in Gao on Monday and [a:killed] nine people. Police [b:arrested] a man."
    rows = [{"split": s, "published": "2019-03-07", "title": "A bomb", "text": text} for s in ("dev", "held")]
    (tmp_path / "own_accounts.jsonl").write_text("\n".join(map(json.dumps, rows)), "utf-8")
    figures = measure(tmp_path)
    assert figures.items == 2
    assert figures.scores["pairwise F"] == figures.scores["held pairwise F"] == 1.0

"""The shape of the planted contradictions: each side's words stand in its article, and every kind is there."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from typing import Any

import pytest
from benchmarks.contradictions import HALVES, measure

from dateline.data_files import parse_toml
from dateline.model import Disputed, Moment

FOLDER = Path(__file__).resolve().parents[2] / "benchmarks" / "planted_contradictions"
# Of each half: how many contradictions there are of every type, and in all.
LEAST = {"held": (7, 44), "second": (9, 60), "third": (9, 50), "kept": (9, 50), "sixth": (4, 25)}
FIELDS = {
    "date": {"when"},
    "place": {"place"},
    "number": {"killed", "injured", "captured", "displaced"},
    "actor": {"actors"},
    "outcome": {"outcome"},
    "status": {"status"},
}


@pytest.fixture(scope="module", params=sorted(LEAST))
def half(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def items(half: str) -> list[dict[str, Any]]:
    file = FOLDER / f"{half}.toml"
    return list(parse_toml(file.read_text("utf-8"), where=file.name)["item"])


def test_half_has_every_type_of_contradiction_and_near_misses_on_every_field(
    half: str, items: list[dict[str, Any]]
) -> None:
    of_a_type, in_all = LEAST[half]
    types = Counter(item["disputed"] for item in items if item["kind"] == "contradiction")
    assert set(types) == {disputed.value for disputed in Disputed}
    assert min(types.values()) >= of_a_type
    assert types.total() >= in_all
    near = Counter(item["field"] for item in items if item["kind"] == "near-miss")
    assert near.total() >= types.total()
    assert all(near.keys() & fields for fields in FIELDS.values())


def test_items_say_what_they_are_and_why(half: str, items: list[dict[str, Any]]) -> None:
    assert len({item["id"] for item in items}) == len(items)
    for item in items:
        keys = {"id", "half", "kind", "field", "sides", "note", "article"}
        assert item.keys() == keys | ({"disputed"} if item["kind"] == "contradiction" else set()), item["id"]
        assert item["half"] == half
        assert item["kind"] in {"contradiction", "near-miss"}
        assert item["field"] in FIELDS.get(item.get("disputed"), set().union(*FIELDS.values())), item["id"]
        assert item["note"].endswith(".")


def test_sides_stand_in_their_articles_word_for_word(items: list[dict[str, Any]]) -> None:
    for item in items:
        assert len(item["sides"]) == 2
        assert len(item["article"]) in (2, 3)
        for words, article in zip(item["sides"], item["article"], strict=False):
            assert article["text"].count(words) == 1, (item["id"], words)
        for article in item["article"]:
            assert Moment(article["published"]).days == 1
            assert article["title"]
            assert article["text"].strip() == article["text"]


def test_contradictions_are_told_by_different_outlets(items: list[dict[str, Any]]) -> None:
    for item in items:
        if item["kind"] == "contradiction":
            outlets = [article["outlet"] for article in item["article"]]
            assert len(set(outlets)) == len(outlets), item["id"]


def test_articles_are_told_once(items: list[dict[str, Any]]) -> None:
    texts = [article["text"] for item in items for article in item["article"]]
    assert len(set(texts)) == len(texts)


def test_measure_scores_each_author_beside_all(tmp_path: Path) -> None:
    article = '{outlet = "%s", published = "2014-03-11", title = "Note", text = "It rained on %s."}'
    for half in HALVES:
        articles = ", ".join(article % (half, place) for place in ("Gao", "Kidal"))
        item = f'id = "{half}-1"\nhalf = "{half}"\nkind = "near-miss"\nnote = "Rain."\narticle = [{articles}]\n'
        (tmp_path / f"{half}.toml").write_text(f"[[item]]\n{item}", encoding="utf-8")
    figures = measure(tmp_path)
    assert figures.items == len(HALVES)
    assert set(figures.scores) == {
        f"{part}{name}" for part in ("", *(f"{half} " for half in HALVES)) for name in ("found", "right")
    }

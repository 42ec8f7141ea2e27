"""The benchmark of which articles tell of the same incident, on articles in our own words."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.incident_grouping import (
    Article,
    coded,
    drawn,
    grouped,
    likeness,
    linked,
    measure,
    read_articles,
    scores,
)

from benchmarks import incident_grouping
from dateline.reconciling.incidents.matching.weighing import weights

BOMB = "A bomb killed nine people at the Hawadle market in Baidoa on Monday. Asha Nuur, 34, was among them."
RAID = "Soldiers raided a farm near Afgooye on Friday and killed two militants. The army named one as Yusuf Gedi."


def rows() -> list[dict[str, str]]:
    told = [
        ("a1", "a", "Nine killed in Baidoa", BOMB, "2014-03-04"),
        ("a2", "a", "Baidoa mourns nine", f"Mourners came on Tuesday. {BOMB}", "2014-03-05"),
        ("b1", "b", "Two killed in raid", RAID, "2014-06-07"),
        ("b2", "b", "Raid near Afgooye kills two", f"The raid began at dawn. {RAID}", "2014-06-08"),
    ]
    names = ("doc_id", "incident", "title", "text", "published")
    return [dict(zip(names, row, strict=True)) for row in told]


def folder_of(tmp_path: Path, repeated: int = 1) -> Path:
    lines = [
        {**row, "doc_id": f"{row['doc_id']}{n}", "incident": f"{row['incident']}{n}"}
        for n in range(repeated)
        for row in rows()
    ]
    (tmp_path / "documents.jsonl").write_text("\n".join(json.dumps(line) for line in lines), "utf-8")
    return tmp_path


def article(id_: str, incident: str, text: str = "", published: str = "2014-03-04") -> Article:
    return Article(id_, incident, text, published)


def test_articles_of_a_drawn_incident_are_all_read(tmp_path: Path) -> None:
    folder = folder_of(tmp_path)
    assert [a.id for a, _ in read_articles(folder, 1)] == ["a10", "a20", "b10", "b20"]
    assert len({a.incident for a, _ in read_articles(folder, 0.5)}) == 1
    assert len(read_articles(folder, 0.5)) == 2


def test_draw_is_the_same_whatever_the_order() -> None:
    assert drawn({"a", "b", "c"}, 0.67, seed=1) == drawn({"c", "b", "a"}, 0.67, seed=1)
    assert drawn(set("abcdefghij"), 0.5, seed=1) != drawn(set("abcdefghij"), 0.5, seed=2)


def test_scores_look_at_the_articles_of_some_incidents_only() -> None:
    articles = [article("1", "a"), article("2", "a"), article("3", "b"), article("4", "b")]
    found = {"1": 1, "2": 1, "3": 2, "4": 3}
    assert scores(articles, found, frozenset("a")) == (1.0, 1.0)
    assert scores(articles, found, frozenset("b"))[1] == 0.0
    assert scores(articles, found) == (pytest.approx(6 / 7), pytest.approx(2 / 3))


def test_likeness_leaves_out_what_one_text_alone_has() -> None:
    alike = likeness(["nine fell here", "nine fell elsewhere", "ten rose"])
    assert alike[0, 1] == pytest.approx(1)
    assert alike[0, 2] == alike[2, 2] == 0


def test_linkage_parts_what_was_published_too_far_apart() -> None:
    text = "nine fell in the market of Baidoa"
    articles = [
        article("1", "a", text), article("2", "a", text, "2014-03-05"),
        article("3", "b", text, "2014-09-09"), article("4", "b", text, "2014-09-10"),
    ]  # fmt: skip
    seen = frozenset("ab")
    near = linked(articles, seen, gap_days=30)
    assert near["1"] == near["2"] != near["3"] == near["4"]
    assert len(set(linked(articles, seen, gap_days=None).values())) == 1


def test_article_stands_where_its_main_account_does(tmp_path: Path) -> None:
    articles, failed = coded(read_articles(folder_of(tmp_path), 1))
    assert failed == []
    assert all(a.main is not None for a in articles)
    found = grouped([*articles, article("none", "c")], weights())
    assert found["none"] == "alone none"
    assert found["a10"] != found["b10"]


def test_article_that_cannot_be_coded_is_alone_and_counted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise ValueError("no such span")

    monkeypatch.setattr(incident_grouping.coding, "code", fail)
    articles, failed = coded(read_articles(folder_of(tmp_path), 1))
    assert len(failed) == len(articles) == 4
    assert len(set(grouped(articles, weights()).values())) == 4


def test_measure_prints_both_anchors_and_the_unseen_half(tmp_path: Path) -> None:
    figures = measure(folder_of(tmp_path, repeated=4), share=1)
    assert figures.items == 16
    assert set(figures.scores) == set(figures.baselines) == {
        f"{part}{metric}" for part in ("", "unseen ", "shipped ") for metric in ("b-cubed", "pairwise")
    }  # fmt: skip
    assert all(0 <= value <= 1 for value in figures.scores.values())
    assert sum(line.startswith("TF-IDF") for line in figures.lines) == 2

"""The scorer of attributions: which tokens agree, and which attributions are right."""

from pathlib import Path

from benchmarks.attribution import (
    EXACT,
    HALF,
    NEARLY,
    Attribution,
    articles,
    found_in,
    measure,
    read_gold,
    right_pairs,
    role_counts,
)

TEXT = "The mayor said the old bridge was shut on Monday."
GOLD = Attribution(((0, 9),), ((10, 14),), ((15, 48),))


def _brat(folder: Path) -> None:
    (folder / "attributions").mkdir()
    (folder / "text").mkdir()
    (folder / "text" / "paper_one.txt").write_text(TEXT, encoding="utf-8")
    lines = ["T1\tSource 0 9\tThe mayor", "T2\tCue 10 14\tsaid", "T3\tContent 15 29;30 48\tthe old bridge | was ..."]
    lines += ["T4\tAttribution 10 14\tsaid", "E1\tAttribution:T4 Source:T1 Cue:T2 Content:T3 Content2:T9"]
    for annotator in ("0a1b", "ffff"):
        (folder / "attributions" / f"paper_one_{annotator}.ann").write_text("\n".join(lines), encoding="utf-8")


def test_role_counts_sum_the_tokens_of_a_role() -> None:
    found = Attribution(((4, 9),), ((10, 14),), ((19, 60),))
    assert role_counts(TEXT, [GOLD], [found], "source") == (1, 1, 2)
    assert role_counts(TEXT, [GOLD], [found], "content") == (6, 7, 7)


def test_right_needs_content_and_source() -> None:
    near = Attribution(((0, 9),), ((10, 14),), ((15, 38),))  # five words of seven
    assert right_pairs(TEXT, [GOLD], [near], NEARLY) == [(0, 0)]
    assert right_pairs(TEXT, [GOLD], [near], EXACT) == []
    nobody = Attribution((), ((10, 14),), ((15, 48),))
    assert right_pairs(TEXT, [GOLD], [nobody], HALF) == []
    assert right_pairs(TEXT, [Attribution((), (), GOLD.content)], [nobody], EXACT) == [(0, 0)]


def test_right_pairs_are_one_to_one_and_best_first() -> None:
    short = Attribution(((0, 9),), ((10, 14),), ((15, 38),))
    assert right_pairs(TEXT, [GOLD], [short, GOLD], HALF) == [(0, 1)]


def test_read_gold_takes_parts_and_the_first_annotator(tmp_path: Path) -> None:
    _brat(tmp_path)
    (file,) = articles(tmp_path).values()
    assert file.stem.endswith("0a1b")
    assert read_gold(file) == [Attribution(((0, 9),), ((10, 14),), ((15, 29), (30, 48)))]


def test_measure_scores_a_plain_report_as_right(tmp_path: Path) -> None:
    _brat(tmp_path)
    assert found_in(TEXT) == [GOLD]
    scores = measure(tmp_path).scores
    assert scores["right"] == scores["exact"] == scores["cue"] == 1.0

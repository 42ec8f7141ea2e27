"""The metric of the derivation graph, on texts of a few words."""

from __future__ import annotations

from benchmarks import derivation
from dateline.model import Document


def text(name: str, of: str | None = None, words: str = "x") -> derivation.Text:
    return derivation.Text(name, of, "cut" if of else "article", "dev", Document(name, "s", words))


TEXTS = [text("a"), text("b"), text("a1", "a"), text("a2", "a"), text("b1", "b")]


def test_count_gives_found_missed_and_wrong_and_passes_over_siblings() -> None:
    linked = {frozenset(pair) for pair in (("a", "a1"), ("a1", "a2"), ("a", "b"), ("a2", "b1"))}
    counts = derivation.count(TEXTS, linked)
    assert (counts["gold"], counts["found"], counts["wrong"], counts["cut found"]) == (3, 1, 2, 1)
    assert not derivation.is_wrong(TEXTS, frozenset(("a1", "a2")))
    assert derivation.is_wrong(TEXTS, frozenset(("a", "b")))


def test_contained_takes_the_share_of_the_smaller() -> None:
    words = "one two three four five six seven"
    texts = [
        text("a", words=words),
        text("a1", "a", f"{words} {words[::-1]} and so on it goes"),
        text("b", words="one"),
    ]
    assert derivation.contained(texts) == {frozenset(("a", "a1"))}


def test_the_shipped_set_is_well_formed() -> None:
    texts = derivation.read_texts(derivation.FOLDER)
    originals = {t.name: t for t in texts if t.of is None}
    copies = [t for t in texts if t.of]
    assert len({t.document.id for t in texts}) == len(texts)
    assert len(copies) >= 60
    assert {t.half for t in texts} == {"dev", "held"}
    for copy in copies:
        assert copy.document.publisher != originals[copy.of or ""].document.publisher
    assert {name for pair in derivation.QUOTING for name in pair} <= set(originals)

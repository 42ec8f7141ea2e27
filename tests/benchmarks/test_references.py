from __future__ import annotations

import json

from benchmarks.references import Marked, Tally, by_cosine, count, holds, laid_out, own_articles, parsed

from benchmarks import references
from dateline.coding import sentences_of

ROW = {
    "title": "Port",
    "body": ["Dockers closed the gate on 3 May 2016. {1} Rain fell. {1?} Prices rose. {2}"],
    "heading": "Sources",
    "references": [{"line": "Lamp, “Gate closed by dockers,” 5/14/16"}, {"line": "Lamp, “Prices,” 5/15/16"}],
}


def test_laid_out_gives_where_marked_sentences_begin_the_plainest_first() -> None:
    text, supports = laid_out(ROW)
    assert "{" not in text
    assert [[text[start:][:4] for start in starts or ()] for starts in supports] == [["Dock", "Rain"], ["Pric"]]
    assert text.endswith("Sources\n\nLamp, “Gate closed by dockers,” 5/14/16\nLamp, “Prices,” 5/15/16")


def test_every_mark_of_the_articles_stands_before_a_sentence_and_names_an_entry() -> None:
    for line in references.OWN.read_text(encoding="utf-8").splitlines():
        row = json.loads(line)
        text, supports = laid_out(row)
        assert len(supports) == len(row["references"])
        assert all(
            text[start].isupper() or text[start].isdigit() or text[start] in "“[" for s in supports for start in s or ()
        )


def test_articles_are_halved_into_what_is_tuned_on_and_what_is_not() -> None:
    splits = [split for _, split in own_articles()]
    assert len(splits) >= 12
    assert splits.count("dev") == splits.count("held")


def test_gold_of_the_seed_pages_is_offsets_only() -> None:
    pages = json.loads(references.GOLD.read_text(encoding="utf-8"))["pages"]
    entries = [starts for page in pages.values() for starts in page]
    assert len(entries) == 28
    assert sum(starts is None for starts in entries) == 3
    assert all(isinstance(start, int) for starts in entries if starts for start in starts)


def test_holds_asks_for_the_beginning_of_a_marked_sentence() -> None:
    assert holds(0, 5, [9, 4])
    assert not holds(0, 5, [5])


def test_count_tells_hits_ties_and_the_simple_way() -> None:
    (first, *_), _ = zip(*own_articles(), strict=True)
    tally = Tally()
    count(first, tally)
    assert tally.marked == sum(s is not None for s in first.supports)
    assert 0 < tally.hit <= tally.marked
    assert tally.right <= tally.tied <= tally.marked
    wrong = Tally()
    count(Marked(first.name, first.document, [[10**6] for _ in first.supports]), wrong)
    assert (wrong.hit, wrong.right, wrong.simple) == (0, 0, 0)
    assert len(wrong.errors) == wrong.marked


def test_simple_way_takes_the_sentence_with_most_of_the_entry_s_words() -> None:
    marked = next(m for m, _ in own_articles() if m.name == "helmand")
    (sentences,) = sentences_of([marked.document])
    index = next(n for n, r in enumerate(marked.document.references) if r.outlet == "Washington Post")
    assert "Washington Post" in by_cosine(marked.document, sentences, index).text


def test_entry_counts_as_read_only_with_all_its_parts() -> None:
    (first, *_), _ = zip(*own_articles(), strict=True)
    assert parsed([first])[:2] == (len(first.entries), len(first.entries))
    changed = [{**entry, "date": "1999-01-01"} for entry in first.entries]
    read, asked, wrong = parsed([Marked(first.name, first.document, first.supports, changed)])
    assert (read, asked, len(wrong)) == (0, len(changed), len(changed))

"""A notice at the foot of many documents is a formula; a story that many printed is none."""

from __future__ import annotations

from dateline.model import Document
from dateline.reconciling.derivation.formulas import mark_formulas
from dateline.reconciling.derivation.sentence_terms import SentenceTerms, held_by
from dateline.reconciling.derivation.shingles import postings_of, shingles_of
from dateline.reconciling.derivation.wording import wording_of

NOTICE = "Send us your pictures and we will put the best of them on our page every Friday afternoon."
STORIES = (
    "A grain mill near Kassala burned down on Sunday after men threw petrol bombs over its wall into the yard.",
    "Two divers looking for sponges off Derna found a sunken patrol boat with its crew still strapped to the guns.",
    "Parliament in Dushanbe voted to rename nine mountains after poets, and the tenth after the speaker's father.",
    "Rangers in Virunga arrested a colonel whose lorry was carrying charcoal under a layer of cabbages and live hens.",
)


def formulas_of(*texts: str) -> list[set[str]]:
    wordings = [wording_of(Document(str(n), "s", text)) for n, text in enumerate(texts)]
    shingles = [shingles_of(w) for w in wordings]
    texts = [SentenceTerms(w, left_out=bytes(len(w))) for w in wordings]
    marks, _ = mark_formulas(wordings, shingles, postings_of(shingles), held_by(texts))
    return [{w for w, m in zip(x.words, mark, strict=True) if m} for x, mark in zip(wordings, marks, strict=True)]


def test_a_notice_below_different_stories_is_a_formula() -> None:
    found = formulas_of(*(f"{story}\n{NOTICE}" for story in STORIES))
    assert all({"pictures", "friday"} <= words for words in found)
    assert not any({"kassala", "derna", "poets", "cabbages"} & words for words in found)


def test_what_two_documents_share_is_no_formula() -> None:
    assert formulas_of(*(f"{story}\n{NOTICE}" for story in STORIES[:2])) == [set(), set()]


def test_a_story_that_many_printed_is_no_formula() -> None:
    heads = (
        "Mill near Kassala burned",
        "Petrol bombs thrown over mill wall",
        "Sunday fire in grain mill",
        "Kassala fire",
    )
    assert not any(formulas_of(*(f"{head}\n{STORIES[0]}" for head in heads)))


def test_a_page_that_is_only_its_notice_is_a_formula_under_any_headline() -> None:
    found = formulas_of(
        *(f"{head}\n{NOTICE}" for head in ("Divers find boat", "Colonel arrested", "Mountains renamed"))
    )
    assert all("pictures" in words for words in found)

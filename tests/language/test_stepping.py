"""What is read step by step is what the model's own pipeline gives, however the texts are batched."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.language import english, stepping
from dateline.language.stepping import annotate, batches
from dateline.language.wording import ASKED_ONCE

TEXTS = (
    "Gen. Abdi Hassan met envoys of the African Union in Baidoa on Monday. They agreed on nothing.",
    "Rain",
    "Shells fell on Kramatorsk at 5 a.m., the mayor said; two nurses of the Red Cross were hurt, and 300 people left.",
    "   \n ",
    '"We hold the port," the colonel told Radio Bar-Kulan, "and the road to it."',
)


def shown(doc: Any) -> list[tuple[object, ...]]:
    names = [(e.start, e.end, e.label_) for e in doc.ents]
    return [*((t.text, t.tag_, t.dep_, t.head.i, t.is_sent_start) for t in doc), *names]


def steps(texts: tuple[str, ...]) -> list[Any]:
    found = annotate(english._pipeline(), texts, leave_out=frozenset(ASKED_ONCE))
    return [shown(doc) for _, doc in sorted(found, key=lambda one: one[0])]


def test_annotate_gives_what_the_models_own_pipeline_gives() -> None:
    own = english._pipeline().pipe(TEXTS, disable=list(ASKED_ONCE))
    assert steps(TEXTS) == [shown(doc) for doc in own]


def test_annotate_gives_the_same_alone_and_in_batches_of_any_size(monkeypatch: pytest.MonkeyPatch) -> None:
    together = steps(TEXTS)
    assert together == [shown for text in TEXTS for shown in steps((text,))]
    monkeypatch.setattr(stepping, "_AT_ONCE", 120)
    assert together == steps(TEXTS)


def test_annotate_runs_components_that_take_no_steps() -> None:
    """A component of another kind gets each text by itself, and may return another document."""

    class Model:
        pipeline = (("shout", str.upper),)
        make_doc = str

    assert list(annotate(Model(), ["a b", "c"], leave_out=frozenset())) == [(1, "C"), (0, "A B")]


@given(st.lists(st.integers(0, 40_000)))
def test_batches_hold_every_text_once_and_few_letters(lengths: list[int]) -> None:
    found = list(batches(lengths))
    assert sorted(i for batch in found for i in batch) == list(range(len(lengths)))
    assert all(len(batch) == 1 or sum(lengths[i] for i in batch) <= stepping._AT_ONCE for batch in found)

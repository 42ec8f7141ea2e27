"""Run the model's parser and name finder step by step over many texts at once.

Invariant: what is given here is what the components' own `predict` gives. They, too, take one action at a time on each
text of a batch; but their inner loop lets other threads in between and asks for its turn again at every action that it
weighs, hundreds of times a word, which takes more than half of their time. Here that is asked once a step.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

__all__ = ["annotate", "batches"]

# Letters that are read at once; the parser keeps 8 kB of every word of them.
_AT_ONCE = 30_000


def annotate(nlp: Any, texts: Sequence[str], *, leave_out: frozenset[str]) -> Iterator[tuple[int, Any]]:
    """Yield the place of each text and its document, annotated by all components of `nlp` but those left out.

    Texts of like length come together, so the order is not that of the texts.
    """
    for batch in batches([len(text) for text in texts]):
        docs: list[Any] = [nlp.make_doc(texts[i]) for i in batch]
        for name, pipe in nlp.pipeline:
            if name in leave_out:
                continue
            if hasattr(pipe, "transition_states") and pipe.cfg.get("beam_width") == 1:
                pipe.set_annotations(docs, _steps(pipe, docs))
            elif hasattr(pipe, "predict"):
                pipe.set_annotations(docs, pipe.predict(docs))
            else:
                docs = [pipe(doc) for doc in docs]
        yield from zip(batch, docs, strict=True)


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the places of texts with these lengths, shortest first, as many at once as are short enough.

    >>> list(batches([25_000, 10, 900, 300]))
    [[1, 3, 2, 0]]
    """
    batch: list[int] = []
    held = 0
    for i in sorted(range(len(lengths)), key=lambda i: lengths[i]):
        if batch and held + lengths[i] > _AT_ONCE:
            yield batch
            batch, held = [], 0
        batch.append(i)
        held += lengths[i]
    if batch:
        yield batch


def _steps(pipe: Any, docs: Sequence[Any]) -> Any:
    """Return the final states of a batch: in each step every text that is not at its end takes its best action."""
    found = pipe.moves.init_batch(docs)
    model = pipe.model.predict(docs)
    states = [state for state in found if not state.is_final()]
    while states:
        states = pipe.transition_states(states, model.predict(states))
    model.clear_memory()
    return found

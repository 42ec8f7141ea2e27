"""Tell what an act is about: PLOVER's contexts, by words of its sentence that are data."""

from __future__ import annotations

from dateline.coding.scene import Scene

__all__ = ["contexts_of"]


def contexts_of(scene: Scene) -> tuple[str, ...]:
    """Return the contexts whose words occur in the sentence, in alphabetical order."""
    words = {t.lemma for t in scene.sentence.tokens} | {t.lower for t in scene.sentence.tokens}
    return tuple(sorted(name for name, marks in scene.lexicon.contexts.items() if marks & words))

"""Points of a series: figures of one thing, each with its own date, in one sentence.

Invariant: each point has its own number and its own time; a sentence with one figure tells of no series.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.coding.claims.saying import Voices, make
from dateline.coding.grammar import pobjs, subjects
from dateline.coding.scene import Scene
from dateline.finding.mentions import NumberMention, TimeKind, TimeMention
from dateline.model import Claim, ClaimKind, Evidence, Term

__all__ = ["series_claims"]

# A series is told by at least this many figures, each with its own date, in one sentence.
_SERIES = 2

# A figure and its date stand this many tokens apart at most ("93 in February", "128 by the end of March").
_REACH = 6


def series_claims(scene: Scene, voices: Voices) -> Iterator[Claim]:
    """Yield one point a figure of "from 93 in February to 128 in March", each with its own time."""
    words = {w for entry in scene.lexicon.claims.get("figures_with_dates", ()) for w in entry.prepositions}
    pairs: list[tuple[NumberMention, TimeMention]] = []
    dates = [m for m in scene.times if m.kind is TimeKind.DATE and m.dating is not None]
    for number in scene.numbers:
        after = [d for d in dates if 0 < d.first - number.last + 1 <= _REACH]
        between = scene.sentence.tokens[number.last : after[0].first] if after else ()
        is_linked = bool(between) and between[0].lower in words
        if after and is_linked and all(t.pos in ("ADP", "DET", "NOUN", "ADJ") for t in between):
            pairs.append((number, after[0]))
    if len(pairs) < _SERIES or len({d.first for _, d in pairs}) < len(pairs):
        return
    counted = _counted(scene, pairs[0][0])
    for number, date in pairs:
        if number.range.best is not None:
            at = scene.sentence.tokens[number.first]
            unit = counted.name if counted else None
            yield make(
                scene, ClaimKind.SERIES_POINT, voices, at, subject=counted, number=number, unit=unit, when=date.dating
            )


def _counted(scene: Scene, number: NumberMention) -> Term | None:
    """Return what a series counts: the noun after the first figure, or the subject of its verb."""
    tokens = scene.sentence.tokens
    noun = tokens[number.noun] if number.noun is not None else None
    if noun is None:
        for above in scene.sentence.ancestors(tokens[number.first]):
            if above.pos in ("VERB", "AUX"):
                heads = subjects(scene.sentence, above)
                noun = heads[0] if heads else None
                break
    if noun is not None and noun.lemma == "number":
        noun = next(iter(pobjs(scene.sentence, noun, "of")), noun)
    return Term(noun.lemma, Evidence.at(scene.document.text, noun.start, noun.end)) if noun is not None else None

"""How many persons or weapons a noun stands for: by its own number, by a group's members, or because it is one person.

Invariant: a number is counted only where what it counts is of the right kind. Families, battalions and ships are no
persons; villages and cattle are no casualties; a number of something a day is a rate.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.grammar import pobjs
from dateline.coding.scene import Scene
from dateline.finding.mentions import NumberMention
from dateline.language import Token
from dateline.model import Count, Evidence, Range

__all__ = ["count_of", "is_kind", "number_at", "sum_of", "total_of"]

# Classes of the lexicon whose members are no persons, whatever a number says of them.
_LIFELESS = ("weapon", "vehicle", "infrastructure", "property", "settlement", "territory", "abstract")
_ARTICLES = frozenset({"a", "an", "another"})
# How far a rate may stand behind what it counts: "30 people of all ages a day".
_RATE_REACH = 4


def number_at(scene: Scene, token: Token) -> NumberMention | None:
    """Return the number that covers a token, or None."""
    return next((m for m in scene.numbers if m.first <= token.i < m.last), None)


def count_of(scene: Scene, token: Token, field: str) -> Count | None:
    """Return how many of what `field` counts the phrase headed by `token` stands for, or None where it does not say."""
    if _is_part(scene, token):
        return None
    mention = number_at(scene, token)
    if mention is None and token.lemma in scene.lexicon.counting["groups"]["nouns"]:
        members = [m for m in pobjs(scene.sentence, token, "of") if number_at(scene, m) or is_kind(scene, m, field)]
        return total_of(scene, members, field)
    if mention is None:
        if not is_kind(scene, token, field):
            return None
        mention = next((m for m in scene.numbers if m.noun == token.i), None)
    elif mention.noun is None:
        if field == "weapons":  # a bare number stands for persons
            return None
    elif not is_kind(scene, scene.sentence.tokens[mention.noun], field):
        return None
    if mention is None:
        return _one(scene, token) if field in ("killed", "injured", "captured") else None
    return None if _is_rate(scene, mention, token) else Count(mention.range, mention.evidence)


def total_of(scene: Scene, tokens: Sequence[Token], field: str) -> Count | None:
    """Add what coordinated phrases stand for ("two officers and three guards"); the evidence covers them all.

    Where one of them gives no number ("nine soldiers and some officers"), the sum is only a floor.
    """
    counts = {token.i: count for token in tokens if (count := count_of(scene, token, field)) is not None}
    if not counts:
        return None
    unsaid = [t for t in tokens if t.i not in counts and _is_uncounted(scene, t, field)]
    ranges = [count.range for count in counts.values()] + [Range(0)] * len(unsaid)
    added = _add(ranges)
    if added is None:
        return None
    words = Evidence.covering(scene.document.text, [count.evidence.span for count in counts.values()])
    return Count(added, words)


def sum_of(scene: Scene, counts: Sequence[Count]) -> Count:
    """Add the counts of coordinated phrases; the evidence covers them all.

    Raises ValueError where they have no bound in common.
    """
    added = _add([count.range for count in counts])
    if added is None:
        raise ValueError("the numbers have no bound in common, so their sum says nothing")
    return Count(added, Evidence.covering(scene.document.text, [count.evidence.span for count in counts]))


def is_kind(scene: Scene, token: Token, field: str) -> bool:
    """Tell whether `field` counts what the noun names: persons, those who may flee, troops, or weapons."""
    words = scene.lexicon.counting
    if field == "weapons":
        heavy = any(scene.fits(k, ("@heavy",)) for k in scene.sentence.kids(token, "compound", "amod", "nmod"))
        return token.lemma in words["weapons"]["nouns"] or (token.lemma in words["weapons"]["heads"] and heavy)
    if token.lemma in words["groups"]["nouns"]:
        return False
    if field == "displaced":
        return scene.fits(token, ("@civilians",))
    if field == "force":
        return scene.fits(token, ("@armed",)) or token.lemma in ("man", *words["masses"]["nouns"])
    if _is_person(scene, token) or token.lemma in words["masses"]["nouns"]:
        return True
    if token.pos not in ("NOUN", "PROPN", "ADJ", "PRON", "NUM") or scene.place_at(token) is not None:
        return False
    return token.lemma not in words["things"]["nouns"] and not any(
        token.lemma in scene.lexicon.classes[name] for name in _LIFELESS
    )


def _is_part(scene: Scene, token: Token) -> bool:
    """Tell whether a phrase is a part of what another number counts: "nine people, including *two nurses*"."""
    for above in scene.sentence.ancestors(token):
        if above.lower in scene.lexicon.counting["parts"]["words"]:
            return True
        if above.pos in ("VERB", "AUX"):
            return False
    return False


def _one(scene: Scene, token: Token) -> Count | None:
    """Count a single person: "a guard", "another guard", and beside others "his wife"."""
    words = scene.lexicon.counting
    if token.tag != "NN" or token.lemma in words["masses"]["nouns"] or not _is_person(scene, token):
        return None
    if any(token.lemma in scene.lexicon.classes[name] for name in _LIFELESS):
        return None  # "a government helicopter" is a party's, and nobody
    sentence = scene.sentence
    article = next((k for k in sentence.kids(token, "det") if k.lower in _ARTICLES), None)
    owner = next(iter(sentence.kids(token, "poss")), None) if token.dep == "conj" else None
    opener = article or owner
    if opener is None:
        return None
    return Count(Range.exactly(1), Evidence.at(scene.document.text, min(opener.start, token.start), token.end))


def _is_person(scene: Scene, token: Token) -> bool:
    return scene.fits(token, ("@people",)) or token.lemma in scene.lexicon.counting["kin"]["nouns"]


def _is_uncounted(scene: Scene, token: Token, field: str) -> bool:
    """Tell whether a phrase names more of the same without a number: "and some officers", "and two families"."""
    if field == "weapons":
        return is_kind(scene, token, field)
    return _is_person(scene, token) or (token.pos == "PROPN" and scene.actor_at(token) is not None)


def _is_rate(scene: Scene, mention: NumberMention, token: Token) -> bool:
    """Tell whether the number is one of so many a day."""
    words, tokens = scene.lexicon.counting["rates"], scene.sentence.tokens
    after = max(mention.last, token.i + 1)
    for here in tokens[after : after + _RATE_REACH]:
        if here.lower in words["adverbs"]:
            return True
        following = tokens[here.i + 1] if here.i + 1 < len(tokens) else None
        if here.lower in words["determiners"] and following is not None and following.lemma in words["units"]:
            return True
    return False


def _add(ranges: Sequence[Range]) -> Range | None:
    """Add ranges of different persons: a floor holds where any is known, a best and a ceiling where all are.

    >>> _add([Range.exactly(3), Range.up_to(4)])
    Range(low=3, best=None, high=7)
    """
    lows = [r.low for r in ranges if r.low is not None]
    bests = [r.best for r in ranges if r.best is not None]
    highs = [r.high for r in ranges if r.high is not None]
    low = sum(lows) if lows else None
    best = sum(bests) if len(bests) == len(ranges) else None
    high = sum(highs) if len(highs) == len(ranges) else None
    return None if low is None and best is None and high is None else Range(low, best, high)

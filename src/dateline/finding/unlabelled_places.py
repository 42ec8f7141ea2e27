"""Tell from the words around a name that it is a place, though the model took it for something else or missed it.

Invariant: the name itself is never asked what it is; only a noun that says what sort of place it is ("the village of
Tal Hamid", "Balcad district"), a preposition of place, a verb that only a place is the object of, or a place that it
is coordinated with, can make it one.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from dateline.finding.place_words import place_words
from dateline.knowledge.actors import open_actors, open_countries
from dateline.language import NamedSpan, Sentence, Token

__all__ = ["unlabelled_places"]

_PLACES = frozenset({"GPE", "LOC", "FAC"})
# The model labels names it does not know with any of these; the rest it knows by their form.
_OTHERS = frozenset({"PERSON", "ORG", "NORP", "PRODUCT", "WORK_OF_ART", "EVENT", "LAW", "LANGUAGE"})
_GLUE = frozenset({"-", "‑", "–", "'", "‘", "’", "`"})
_LONGEST = 5


def unlabelled_places(sentence: Sentence) -> tuple[NamedSpan, ...]:
    """Return the names that the words around them show to be places, in order, labelled GPE.

    What the model itself takes for places is left out, but for several that it took for one ("Gao, Kidal").
    """
    stretches = list(_stretches(sentence))
    found = {(s.first, s.last) for s in stretches if _is_cued(sentence, s)}
    known = [*((n.first, n.last) for n in sentence.names if n.label in _PLACES), *found]
    heads = {i for first, last in known for i in range(first, last)}
    for span in stretches:
        head = sentence.head_within(span.first, span.last)
        listed = head.dep == "conj" and head.head in heads
        if listed and (span.first, span.last) not in found and not _is_body(sentence, span):
            found.add((span.first, span.last))
            heads.update(range(span.first, span.last))
    found.update(piece for span in sentence.names for piece in _pieces(sentence, span))
    return tuple(NamedSpan(first, last, "GPE") for first, last in sorted(found))


def _pieces(sentence: Sentence, span: NamedSpan) -> Iterator[tuple[int, int]]:
    """Yield the parts of a place's name that commas separate, where there are any."""
    commas = [t.i for t in sentence.tokens[span.first : span.last] if t.text == ","]
    if commas and span.label in _PLACES:
        bounds = [span.first - 1, *commas, span.last]
        yield from ((a + 1, b) for a, b in pairwise(bounds) if a + 1 < b)


def _stretches(sentence: Sentence) -> Iterator[NamedSpan]:
    """Yield the names that are not places to the model: its own, and runs of capitals that it passed over."""
    tokens = sentence.tokens
    covered = {i for n in sentence.names for i in range(n.first, n.last)}
    for span in sentence.names:
        if span.label not in _OTHERS:
            continue
        first, last = span.first, span.last
        while first < last and (tokens[first].pos == "DET" or not tokens[first].text[0].isalnum()):
            first += 1
        while first < last and (tokens[last - 1].tag == "POS" or not tokens[last - 1].text[0].isalnum()):
            last -= 1
        if first < last and any(t.text[0].isupper() for t in tokens[first:last]):
            yield NamedSpan(first, last, span.label)
    at = 0
    for token in tokens:
        if token.i < at or token.i in covered or not _is_capital(token) or (token.i == 0 and token.pos != "PROPN"):
            continue
        last = token.i + 1
        while last < len(tokens) and last not in covered and last - token.i < _LONGEST:
            if not (_is_capital(tokens[last]) or (tokens[last].text in _GLUE and _joins(sentence, last))):
                break
            last += 1
        at = last
        while last > token.i + 1 and not tokens[last - 1].text[0].isalnum():
            last -= 1
        yield NamedSpan(token.i, last, "")


def _joins(sentence: Sentence, i: int) -> bool:
    """Tell whether a mark stands inside a word."""
    tokens = sentence.tokens
    return 0 < i < len(tokens) - 1 and (tokens[i - 1].end == tokens[i].start or tokens[i].end == tokens[i + 1].start)


def _is_capital(token: Token) -> bool:
    return token.text[:1].isupper() and token.pos in ("PROPN", "NOUN", "ADJ", "X")


def _is_body(sentence: Sentence, span: NamedSpan) -> bool:
    """Tell whether a name is of a people, an actor that is known, or a body by its last word."""
    tokens = sentence.tokens
    words = sentence.text[tokens[span.first].start - sentence.start : tokens[span.last - 1].end - sentence.start]
    if tokens[span.last - 1].lower in place_words()["bodies"] or open_actors().alias(words) is not None:
        return True
    countries = open_countries()
    return countries.described(words) is not None or countries.peopled(words) is not None


def _is_cued(sentence: Sentence, span: NamedSpan) -> bool:
    if _is_body(sentence, span):
        return False
    cues, tokens = place_words(), sentence.tokens
    head = sentence.head_within(span.first, span.last)
    if tokens[span.last - 1].tag.startswith("JJ") and span.label in ("NORP", ""):
        return False  # "a Sunni village"
    after = tokens[span.last] if span.last < len(tokens) else None
    if after is not None and after.lower == after.text and after.pos == "NOUN" and after.lemma in cues["kinds"]:
        return True
    at = span.first - 1
    while at >= 0 and (tokens[at].lower in cues["before"] or tokens[at].pos == "DET"):
        at -= 1
    if at >= 1:
        before, noun = tokens[at], tokens[at - 1]
        if before.lower == "of" and (noun.lemma in cues["parts"] or noun.lemma in cues["kinds"]):
            return True
        if before.lower in cues["toward"] and noun.lemma in cues["parts"]:
            return True
        if before.lower == "on" and noun.lemma in cues["striking"] and span.label != "PERSON":
            return True
    above = sentence.head_of(head)
    beside = [*sentence.kids(head, "appos"), *([above] if head.dep == "poss" else [])]
    if any(t.pos == "NOUN" and (t.lemma in cues["kinds"] or t.lemma in cues["parts"]) for t in beside):
        return True
    end = tokens[span.last - 1]
    ends = span.last - span.first > 1 and (end.lower in cues["kinds"] or end.lemma.lower() in cues["kinds"])
    if ends and (head.dep in ("dobj", "appos") or (head.dep == "pobj" and above.lower != "by")):
        return True
    if head.dep == "dobj":
        verb = above.lemma
        return verb in cues["taking"] or (verb in cues["seizing"] and span.label != "PERSON")
    return at >= 0 and head.dep == "pobj" and head.head == at and _stands_in(sentence, span, at)


def _stands_in(sentence: Sentence, span: NamedSpan, at: int) -> bool:
    """Tell whether a name, governed by the preposition `at`, is where something is."""
    cues, tokens = place_words(), sentence.tokens
    if tokens[at].lower not in cues["locative"]:
        return False
    if tokens[at].lower not in cues["loose"]:
        return span.label != "NORP"
    if span.label == "PERSON":
        return True
    article = tokens[span.first - 1].pos == "DET"
    capitals = all(t.text.isupper() and len(t.text) > 1 for t in tokens[span.first : span.last])
    return span.label != "NORP" and not article and not capitals

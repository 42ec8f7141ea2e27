"""What is attributed to whom in a text: a source, a cue and a content for every attribution.

Invariant: an attribution rests on a cue word of the data file, on a clause with "that", or on a mark beside a name; its
source, cue and content are stretches of the text, and what no cue governs is attributed to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.finding.voice_cues import Frame, voice_cues
from dateline.finding.voice_lines import labelled
from dateline.finding.voice_nesting import told_apart
from dateline.finding.voice_nouns import according, at_head, by_adjective, by_adverb, by_noun, plainly, supported
from dateline.finding.voice_phrases import Attribution
from dateline.finding.voice_quotes import with_quotations
from dateline.finding.voice_rules import voice_rules
from dateline.finding.voice_verbs import by_verb
from dateline.language import Sentence, Token
from dateline.model import Document

__all__ = ["attributions_in", "find_attributions"]

# What a verb that no list knows may take for its content.
_OPEN = Frame({"open": "other"})


def find_attributions(document: Document, sentences: Sequence[Sentence]) -> list[list[Attribution]]:
    """Find the attributions of every sentence, with quotations whole, also where they run on in other sentences."""
    found = [list(attributions_in(s)) for s in sentences]
    for n, made in labelled(document, sentences):
        found[n].append(made)
    return told_apart(document.text, sentences, with_quotations(document.text, sentences, found))


def attributions_in(sentence: Sentence) -> Iterator[Attribution]:
    """Yield the attributions of a sentence in the order of their cues, without quotations of other sentences."""
    cues = voice_cues()
    for token in sentence.tokens:  # asked of every word that is read, so what cannot be a cue leaves at once
        found: Attribution | None = None
        if token.pos == "VERB":
            found = _at_verb(sentence, token)
        elif token.pos in ("NOUN", "ADJ"):
            found = _at_nominal(sentence, token)
        elif token.pos == "ADV":
            found = by_adverb(sentence, token) if token.lower in cues.adverbs else None
        elif not token.i and token.lower in cues.heading:
            found = at_head(sentence, token)
        if found is not None:
            yield found


def _at_nominal(sentence: Sentence, token: Token) -> Attribution | None:
    cues = voice_cues()
    if token.pos == "ADJ":
        if token.lower in cues.plain:
            return plainly(sentence, token)
        frame = cues.adjectives.get(token.lower)
        return by_adjective(sentence, token, frame) if frame is not None else None
    if token.dep == "attr" and token.lemma in cues.agents:
        return by_adjective(sentence, token, cues.agents[token.lemma])
    frame = cues.nouns.get(token.lemma)
    return by_noun(sentence, token, frame) if frame is not None else None


def _at_verb(sentence: Sentence, token: Token) -> Attribution | None:
    cues = voice_cues()
    if token.lower in voice_rules().according:
        return according(sentence, token)
    found: Attribution | None = None
    if token.dep not in ("amod", "compound"):
        frame = _phrasal(sentence, token) if token.lemma in cues.phrasal else None
        frame = frame or cues.verbs.get(token.lemma)
        if frame is None and token.lemma not in cues.never and sentence.kids(token, "ccomp"):
            frame = _OPEN
        if frame is not None:
            found = by_verb(sentence, token, frame)
    if found is None and token.lemma in cues.support:
        found = supported(sentence, token)
    if found is None and token.tag == "VBN" and token.lower in cues.adjectives:
        found = by_adjective(sentence, token, cues.adjectives[token.lower])
    return found


def _phrasal(sentence: Sentence, verb: Token) -> Frame | None:
    """Return the frame of a verb with its particle ("point out") or its empty object ("put it")."""
    for kid in sentence.kids(verb, "prt", "dobj"):
        if kid.i > verb.i and (kid.dep == "prt" or kid.lower == "it"):
            frame = voice_cues().verbs.get(f"{verb.lemma} {kid.lower}")
            if frame is not None:
                return frame
    return None

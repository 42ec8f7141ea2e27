"""What is attributed to whom in a text: a source, a cue and a content for every attribution.

Invariant: an attribution rests on a cue word of the data file, on a clause with "that", or on a mark beside a name; its
source, cue and content are stretches of the text, and what no cue governs is attributed to nobody.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.finding.voice_cues import Frame, voice_cues
from dateline.finding.voice_lines import labelled
from dateline.finding.voice_nesting import told_apart
from dateline.finding.voice_nouns import according, by_adjective, by_adverb, by_noun, plainly, supported
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
    for token in sentence.tokens:
        found = _at(sentence, token)
        if found is not None:
            yield found


def _at(sentence: Sentence, token: Token) -> Attribution | None:
    cues = voice_cues()
    if token.pos == "VERB":
        return _at_verb(sentence, token)
    if token.pos == "ADJ" and token.lower in cues.plain:
        return plainly(sentence, token)
    if token.pos == "ADJ" and token.lower in cues.adjectives:
        return by_adjective(sentence, token, cues.adjectives[token.lower])
    if token.dep == "attr" and token.lemma in cues.agents:
        return by_adjective(sentence, token, cues.agents[token.lemma])
    if token.pos == "NOUN" and token.lemma in cues.nouns:
        return by_noun(sentence, token, cues.nouns[token.lemma])
    if token.pos == "ADV" and token.lower in cues.adverbs:
        return by_adverb(sentence, token)
    return None


def _at_verb(sentence: Sentence, token: Token) -> Attribution | None:
    cues = voice_cues()
    if token.lower in voice_rules().according:
        return according(sentence, token)
    found: Attribution | None = None
    if token.dep not in ("amod", "compound"):
        frame = _phrasal(sentence, token) or cues.verbs.get(token.lemma)
        if frame is None and token.lemma not in cues.never:
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
    verbs = voice_cues().verbs
    for kid in sentence.kids(verb, "prt", "dobj"):
        if kid.i > verb.i and (kid.dep == "prt" or kid.lower == "it"):
            frame = verbs.get(f"{verb.lemma} {kid.lower}")
            if frame is not None:
                return frame
    return None

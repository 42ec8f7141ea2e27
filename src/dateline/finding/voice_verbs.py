"""What a verb attributes: its subject or agent is the source, its complement the content.

Invariant: a verb attributes only what the data file says that it takes; one that no list knows needs a clause with
"that" behind it.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.finding.voice_contents import Taken, taken_by
from dateline.finding.voice_cues import Frame, voice_cues
from dateline.finding.voice_phrases import (
    NEAR,
    Attribution,
    agent_of,
    cue_tokens,
    is_passive,
    made_of,
    segments,
    source_tokens,
    subject_of,
)
from dateline.finding.voice_rules import voice_rules
from dateline.language import Sentence, Token
from dateline.model import Span

__all__ = ["by_verb", "citing_in", "quoted_in"]

_PARTING = frozenset({",", "”", '"', "''", "—", "-", "–"})
_CLOSING = frozenset({"”", '"', "''", "’", "»"})
_FINITE = frozenset({"VBD", "VBZ", "VBP"})
_RELATIVE = frozenset({"WP", "WDT", "WRB", "WP$"})


def by_verb(sentence: Sentence, verb: Token, frame: Frame) -> Attribution | None:
    """Return what a verb attributes that takes what `frame` says; None where it attributes nothing here."""
    if "seeming" in frame:
        return _seeming(sentence, verb, frame)
    if verb.dep == "acl" and (verb.tag == "VB" or (verb.tag == "VBN" and agent_of(sentence, verb) is None)):
        return None  # "a plan to test ...", "a town called ...": the noun neither speaks nor thinks
    if verb.tag == "VB" and verb.dep in ("ccomp", "conj", "relcl") and verb.lemma not in voice_rules().telling:
        return None  # what somebody should or may think is attributed to nobody
    if _is_made_to(sentence, verb):
        return None  # "the court asked them to review it", "allows firms to raise prices": they may never do so
    passive = is_passive(sentence, verb)
    taken_up = taken_by(sentence, verb, frame, passive=passive)
    if taken_up is None and (passive or "clause" not in frame):
        return None
    shape, content, preposition = taken_up or Taken("clause", [])
    quoting = quoted_in(sentence, verb)
    who = _who(sentence, verb, frame, quoting, passive=passive)
    if who is None and not (passive and content and verb.lemma in voice_cues().unnamed):
        return None
    if verb.lemma in voice_rules().quote and (
        _quotes_saying(sentence, verb) or (shape == "clause" and verb.tag == "VBG" and sentence.kids(verb, "dobj"))
    ):
        return None  # read at what is said
    klass = frame.takes[shape]
    if who is not None and who.lower in voice_cues().anybody and klass not in voice_cues().vouching:
        return None
    cue = _cue(sentence, verb, quoting, preposition)
    source = source_tokens(sentence, who, without=verb) if who is not None else []
    taken = {t.i for t in (*cue, *source)}
    if shape == "clause" and content:
        content = _from_start(sentence, content, taken)
        citing = citing_in(sentence, verb)
        if citing is not None:
            cited = [t for k in sentence.kids(citing, "dobj") for t in sentence.subtree(k)]
            taken.update(t.i for t in (citing, *cited))
    taken |= _asides(sentence, content)
    parts = _to_colon(sentence, segments(t for t in content if t.i not in taken))
    if shape in ("swayed", "small", "object") and len(parts) > 1 and not passive:
        parts = [Span(parts[0].start, parts[-1].end)]
    return made_of(klass, verb, cue, source, who, parts, shape, speaks="clause" in frame)


def _is_made_to(sentence: Sentence, verb: Token) -> bool:
    """Tell whether an infinitive names what its subject, the object of another verb, is told, let or made to do."""
    if verb.tag != "VB" or verb.dep not in ("xcomp", "advcl", "ccomp"):
        return False
    who = subject_of(sentence, verb)
    if who is None or who.dep == "dobj":
        return who is not None
    return verb.dep == "ccomp" and who.head == verb.i and any(k.tag == "TO" for k in sentence.kids(verb, "aux"))


def _who(sentence: Sentence, verb: Token, frame: Frame, quoting: Token | None, *, passive: bool) -> Token | None:
    """Return the head word of the source."""
    if quoting is not None:
        quoted = sentence.kids(quoting, "nsubjpass" if is_passive(sentence, quoting) else "dobj")
        if quoted:
            return quoted[0]
    if passive:
        return agent_of(sentence, verb)
    return subject_of(sentence, verb) or _before(sentence, verb, frame) or _behind(sentence, verb, frame)


def _cue(sentence: Sentence, verb: Token, quoting: Token | None, preposition: Token | None) -> list[Token]:
    """Return the verb group with the preposition that joins its content, or with a colon."""
    tokens = sentence.tokens
    cue = cue_tokens(sentence, verb)
    if quoting is not None and is_passive(sentence, quoting):
        cue = list(tokens[cue_tokens(sentence, quoting)[0].i : cue[-1].i + 1])
    if preposition is not None and 0 < preposition.i - cue[-1].i <= NEAR:
        cue = list(tokens[cue[0].i : preposition.i + 1])
    for venue in sentence.kids(verb, "prep"):
        things = sentence.kids(venue, "pobj")
        if venue.i == cue[-1].i + 1 and things and things[0].lemma in voice_cues().venues:
            cue = list(tokens[cue[0].i : things[0].i + 1])
    after = cue[-1].i + 1
    return [*cue, tokens[after]] if after < len(tokens) and tokens[after].text == ":" else cue


def _to_colon(sentence: Sentence, parts: list[Span]) -> list[Span]:
    """Return contents of which the last runs on where a colon follows it in the sentence."""
    if parts:
        after = [t for t in sentence.tokens if t.start >= parts[-1].end]
        if len(after) > 1 and after[0].text == ":":
            rest = segments(after)
            return [*parts[:-1], Span(parts[-1].start, rest[-1].end)] if rest else parts
    return parts


def _from_start(sentence: Sentence, content: list[Token], taken: set[int]) -> list[Token]:
    """Return a content that stands before its cue from the beginning of the sentence on.

    What a speaker says before being named is the whole of it, though the parse may hang only its last clause below the
    cue; another who speaks in it keeps their own.
    """
    first, last = min(t.i for t in content), max(t.i for t in content)
    opening = min(taken)
    if not 0 < first <= last < opening or sentence.tokens[opening - 1].text not in _PARTING:
        return content
    before = sentence.tokens[:first]
    if any(t.tag in _FINITE and t.lemma in voice_rules().telling for t in before):
        return content
    return [*before, *content]


def quoted_in(sentence: Sentence, verb: Token) -> Token | None:
    """Return the verb that quotes somebody as saying what `verb` says ("was quoted by AFP as saying that ...")."""
    if verb.tag != "VBG" or voice_rules().quote.isdisjoint(sentence.words):
        return None
    for above in sentence.ancestors(verb):
        if above.lemma in voice_rules().quote:
            joined = {t.lower for t in sentence.tokens[above.i : verb.i]}
            return above if "as" in joined and verb.i > above.i else None
        if above.pos not in ("ADP", "SCONJ", "VERB"):
            return None
    return None


def _quotes_saying(sentence: Sentence, verb: Token) -> bool:
    return any(t.tag == "VBG" and quoted_in(sentence, t) is verb for t in sentence.tokens[verb.i + 1 :])


def citing_in(sentence: Sentence, verb: Token) -> Token | None:
    """Return the verb that names whom the speaker of `verb` cites ("Reuters reported, citing police, that ...")."""
    if voice_rules().quote.isdisjoint(sentence.words):
        return None
    for token in sentence.tokens:
        if token.tag == "VBG" and token.lemma in voice_rules().quote and token.i:
            low, high = sorted((token.i, verb.i))
            between = sentence.tokens[low + 1 : high]
            beside = sentence.tokens[token.i - 1].text == "," and not any(t.tag in _FINITE for t in between)
            if beside or token.head == verb.i:
                return token
    return None


def _asides(sentence: Sentence, content: Sequence[Token]) -> set[int]:
    """Return the last relative clause of a content where a comma sets it off: the writer adds that."""
    last = max(t.i for t in content if t.pos != "PUNCT") if any(t.pos != "PUNCT" for t in content) else -1
    for token in content:
        if token.dep == "relcl":
            below = [t for t in sentence.subtree(token) if t.pos != "PUNCT"]
            if not below or below[-1].i != last or not below[0].i or below[0].tag not in _RELATIVE:
                continue
            if sentence.tokens[below[0].i - 1].text == ",":
                return {t.i for t in below}
    return set()


def _before(sentence: Sentence, verb: Token, frame: Frame) -> Token | None:
    """Return the head of the phrase right before a verb of saying that the parse left without a subject."""
    tokens = sentence.tokens
    last = cue_tokens(sentence, verb)[0].i - 1
    if "clause" not in frame or verb.tag not in _FINITE or last < 0:
        return None
    comma = tokens[last].text == ","
    last -= comma
    found = None
    token = tokens[last] if last >= 0 else None
    while (token is not None and token.pos not in ("VERB", "AUX", "PUNCT", "SPACE")) or (
        token is not None and token.dep in ("acl", "relcl")
    ):
        span = [t for t in sentence.subtree(token) if t.pos != "PUNCT"]
        if span[-1].i > last:
            break
        if span[-1].i == last and token.pos in ("PROPN", "NOUN", "PRON"):
            found = token
            if token.dep == "appos" and not comma and tokens[span[0].i - 1].text == ",":
                break  # "a raid near Kano, *an officer* said": no more is said of Kano
        token = sentence.head_of(token) if token.head != token.i else None
    if found is None or (comma and found.i == last):
        return None  # "on Monday, said": a comma parts what is no subject from its verb
    return found


def _behind(sentence: Sentence, verb: Token, frame: Frame) -> Token | None:
    """Return the speaker behind a verb that opens what follows a quotation ("“Who fired?” asked the baker.")."""
    if (
        "clause" not in frame
        or verb.tag not in _FINITE
        or (verb.i and sentence.tokens[verb.i - 1].text not in _CLOSING)
    ):
        return None
    return next((t for t in sentence.kids(verb, "dobj", "attr") if t.i > verb.i), None)


def _seeming(sentence: Sentence, verb: Token, frame: Frame) -> Attribution | None:
    """Read "X seems to ...", which nobody vouches for."""
    subjects = sentence.kids(verb, "nsubj", "nsubjpass")
    rest = [k for k in sentence.kids(verb, "xcomp", "oprd", "acomp", "ccomp") if k.i > verb.i]
    if not subjects or not rest:
        return None
    content = segments(t for k in (*subjects, *rest) for t in sentence.subtree(k))
    return made_of(frame.takes["seeming"], verb, cue_tokens(sentence, verb), [], None, content, "seeming")

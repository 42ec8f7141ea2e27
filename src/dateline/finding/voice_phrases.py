"""Which words are the source, the cue and the content of an attribution, as stretches of one sentence.

Invariant: a stretch is made of whole words of the sentence; it begins and ends with a word, a bracket or a quotation
mark, never with a comma or a stop that belongs to the sentence around it.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.finding.voice_cues import voice_cues
from dateline.language import Sentence, Token
from dateline.model import Span

__all__ = [
    "NEAR",
    "Attribution",
    "agent_of",
    "cue_tokens",
    "is_passive",
    "made_of",
    "segments",
    "source_tokens",
    "subject_of",
]


@dataclass(frozen=True, slots=True)
class Attribution:
    """One attribution: `at` is the index of the cue's main word, `who` that of the source's head word.

    `klass` is the class of act or attitude, `shape` what kind of content the cue takes (see `data/voice_cues.toml`).
    `source` is None where nobody is named. `content` may be in several parts, or empty while no quotation is found for
    the cue. `speaks` is True where the cue can introduce a quotation, `label` where it is a mark beside a name and no
    word. `within` are the places (sentence, position) of the attributions in whose content the cue stands, the
    narrowest first.
    """

    klass: str
    at: int
    cue: Span
    source: Span | None
    who: int | None
    content: tuple[Span, ...]
    shape: str
    speaks: bool = False
    label: bool = False
    within: tuple[tuple[int, int], ...] = ()

    @property
    def nested(self) -> bool:
        """Whether the cue stands in the content of another attribution."""
        return bool(self.within)


# Words that belong to the verb group before its verb.
_GROUP = frozenset({"aux", "auxpass", "neg", "advmod"})
_SHARED = frozenset({"conj", "advcl", "xcomp", "acl"})
_STOPS = frozenset(",;:.!?-–—…--")
_FURTHEST = 5
# A preposition further behind its verb than this many words is no part of the cue.
NEAR = 3


def made_of(
    klass: str,
    at: Token,
    cue: Sequence[Token],
    source: Sequence[Token],
    who: Token | None,
    content: Sequence[Span],
    shape: str,
    *,
    speaks: bool = False,
) -> Attribution:
    """Return the attribution that these words make; `at` is the cue's main word, `who` the source's head word."""
    return Attribution(
        klass,
        at.i,
        Span(cue[0].start, cue[-1].end),
        Span(source[0].start, source[-1].end) if source else None,
        who.i if who is not None else None,
        tuple(content),
        shape,
        speaks,
    )


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Tell whether a verb stands in the passive, so that its subject is what is said or done."""
    if verb.tag != "VBN":
        return False
    if sentence.kids(verb, "nsubjpass") or (verb.dep == "acl" and agent_of(sentence, verb) is not None):
        return True
    if verb.dep == "advcl" and not sentence.kids(verb, "nsubj", "aux"):  # "asked about the raid, he said ..."
        return True
    return bool(sentence.kids(verb, "auxpass")) and not sentence.kids(verb, "nsubj")


def agent_of(sentence: Sentence, verb: Token) -> Token | None:
    """Return the head of who does what a passive verb names ("by ...")."""
    for by in sentence.kids(verb, "agent", "prep"):
        if by.lower == "by":
            return next(iter(sentence.kids(by, "pobj")), None)
    return None


def segments(tokens: Iterable[Token]) -> list[Span]:
    """Return the runs of neighbouring tokens as text spans, without the punctuation at their ends."""
    runs: list[list[Token]] = []
    for token in sorted(tokens, key=lambda t: t.i):
        if runs and token.i == runs[-1][-1].i + 1:
            runs[-1].append(token)
        else:
            runs.append([token])
    return [span for run in runs if (span := _trimmed(run)) is not None]


def _trimmed(run: Sequence[Token]) -> Span | None:
    """Return the span of neighbouring tokens without stops and spaces at its ends, or None where nothing is left."""
    first, last = 0, len(run)
    while first < last and _is_stop(run[first]):
        first += 1
    while first < last and _is_stop(run[last - 1]):
        last -= 1
    return Span(run[first].start, run[last - 1].end) if first < last else None


def _is_stop(token: Token) -> bool:
    return token.text.isspace() or all(c in _STOPS for c in token.text)


def subject_of(sentence: Sentence, verb: Token) -> Token | None:
    """Return the head of the verb's subject, its own or the one it shares ("said X and added Y")."""
    for n in range(_FURTHEST):
        own = sentence.kids(verb, "nsubj", "nsubjpass")
        if own:
            before = [t for t in own if t.i < verb.i]
            subject = before[-1] if before else own[0]
            if n and subject.tag in ("WP", "WDT") and verb.dep == "relcl":
                return sentence.head_of(verb)
            return subject
        if verb.dep == "acl":
            return sentence.head_of(verb)
        if verb.dep == "pcomp":
            verb = sentence.head_of(sentence.head_of(verb))
            continue
        if verb.dep not in _SHARED or verb.head == verb.i:
            return None
        if verb.dep == "xcomp":
            above = sentence.head_of(verb)
            swayed = [t for t in sentence.kids(above, "dobj") if t.i < verb.i]
            if swayed:
                return swayed[-1]
        verb = sentence.head_of(verb)
    return None


def source_tokens(sentence: Sentence, head: Token, *, without: Token) -> list[Token]:
    """Return the phrase of a source: all that its head governs, except the cue `without` and what hangs on that."""
    path = [without, *sentence.ancestors(without)]
    places = [t.i for t in path]
    cut = set()
    if head.i in places[1:]:
        cut = {t.i for t in sentence.subtree(path[places.index(head.i) - 1])}
    found, todo = [], [head.i]
    while todo:
        i = todo.pop()
        if i in cut:
            continue
        found.append(i)
        todo.extend(sentence.children[i])
    tokens = [sentence.tokens[i] for i in sorted(found)]
    run = [t for t in tokens if t.i == head.i]
    before, after = head.i - 1, head.i + 1
    kept = {t.i for t in tokens}
    while before in kept:
        run.insert(0, sentence.tokens[before])
        before -= 1
    while after in kept:
        run.append(sentence.tokens[after])
        after += 1
    while len(run) > 1 and (_is_stop(run[0]) or run[0].dep == "cc"):
        run = run[1:]
    while len(run) > 1 and (_is_stop(run[-1]) or run[-1].dep == "cc") and run[-1].text != ",":
        run = run[:-1]
    return run


def cue_tokens(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the verb group: the verb, its auxiliaries, negation and adverbs beside it, and its particle."""
    tokens = sentence.tokens
    first = last = verb.i
    top = verb
    verbs = voice_cues().verbs
    while True:
        kids = {k.i for k in sentence.kids(top, *_GROUP)}
        kids.update(i for k in tuple(kids) for i in sentence.children[k])
        while first - 1 in kids:
            first -= 1
        above = sentence.head_of(top)
        if top.dep == "xcomp" and above.i < first and above.pos in ("VERB", "AUX") and not sentence.kids(top, "nsubj"):
            frame = verbs.get(above.lemma)
            if frame is not None and ("infinitive" in frame or "seeming" in frame):
                break  # that verb has this one in its own content
            between = tokens[above.i + 1 : first]
            if all(t.dep in ("aux", "advmod", "neg", "prt") for t in between):
                first, top = above.i, above
                continue
        break
    while first < verb.i and tokens[first].lower in ("that", "which", "how", "what", "as", "when", "where", "why"):
        first += 1
    for kid in sentence.kids(verb, "prt"):
        if kid.i == last + 1:
            last = kid.i
    return list(tokens[first : last + 1])

"""Through whom we know it: who says what, as far as the syntax, the layout and the quotation marks tell.

Invariant: a voice vouches only for its content, a stretch of the text that the cue governs; the chain runs from the
voice nearest to the event to the one nearest to the reader, and what no cue attributes is the article's own.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import replace

from dateline.finding.mentions import ActorMention, VoiceMention
from dateline.finding.voice_attributions import find_attributions
from dateline.finding.voice_cues import voice_cues
from dateline.finding.voice_phrases import Attribution, agent_of, is_passive, subject_of
from dateline.finding.voice_roles import Roles, roles_of
from dateline.finding.voice_rules import voice_rules
from dateline.finding.voice_speakers import DESCRIBED, is_outlet, speaker
from dateline.finding.voice_verbs import citing_in, quoted_in
from dateline.knowledge.names import fold
from dateline.language import Sentence, Token
from dateline.model import Chain, Document, Evidence, Span, Voice, VoiceKind, Zone, ZoneKind

__all__ = ["commenter", "find_voices"]

# An object of fewer words than this says nothing that could be coded.
FEWEST_WORDS = 3
# Shapes of a content that is a statement; a mere thing is one only with the verbs that the rules list.
_STATED = frozenset({"clause", "line", "according"})


def find_voices(
    document: Document, sentences: Sequence[Sentence], actors: Sequence[Sequence[ActorMention]]
) -> tuple[tuple[VoiceMention, ...], ...]:
    """Find the attributions of every sentence; `actors` are their actor mentions, as `find_actors` gives them.

    The mentions of a sentence are those whose content lies in it, wherever their cue stands.
    """
    found = find_attributions(document, sentences)
    roles = roles_of(sentences, actors) if any(found) else None
    chains = [
        [_with_roles(_chain(document, sentences[n], actors[n], made), roles) for made in here] if here else []
        for n, here in enumerate(found)
    ]
    result: list[list[VoiceMention]] = [[] for _ in sentences]
    starts = [s.start for s in sentences]
    for n, here in enumerate(found):
        for k, made in enumerate(here):
            chain = chains[n][k]
            if chain:
                for m, j in made.within:
                    chain = _passed_on(chain, chains[m][j])
            for part in made.content:
                _spread(document, sentences, starts, made, part, chain, result)
    return tuple(tuple(sorted(ms, key=lambda m: (m.content.start, -m.content.end, m.cue.start))) for ms in result)


def _passed_on(chain: Chain, outer: Chain) -> Chain:
    """Add those who pass a chain on; where they are all in it already, their own order is the better told.

    "The officer told Reuters ..., adding ...": who adds is the officer, whatever the participle hangs on.
    """
    if {v.id for v in chain} <= {v.id for v in outer}:
        return outer
    for voice in outer:
        chain = chain.passed_on_by(voice)
    return chain


def commenter(document: Document, zone: Zone) -> Voice | None:
    """Return the voice of a reader's comment, with the name it is signed with as evidence; None where there is none."""
    if zone.kind is not ZoneKind.COMMENT or not zone.author:
        return None
    at = document.text.find(zone.author, zone.span.start, zone.span.end)
    if at < 0:
        return None
    evidence = Evidence.at(document.text, at, at + len(zone.author))
    return Voice(f"commenter:{fold(zone.author)}", zone.author, VoiceKind.COMMENTER, evidence)


def _spread(
    document: Document,
    sentences: Sequence[Sentence],
    starts: Sequence[int],
    made: Attribution,
    part: Span,
    chain: Chain,
    result: list[list[VoiceMention]],
) -> None:
    """Add a mention of one part of a content to every sentence that the part lies in."""
    text = document.text
    cue = Evidence.at(text, made.cue.start, made.cue.end)
    source = Evidence.at(text, made.source.start, made.source.end) if made.source is not None else None
    denies = made.klass == "deny"
    first = max(0, bisect_right(starts, part.start) - 1)
    for n in range(first, len(sentences)):
        if sentences[n].start >= part.end:
            break
        if sentences[n].end > part.start:
            here = Span(max(part.start, sentences[n].start), min(part.end, sentences[n].end))
            mention = VoiceMention(chain, cue, here, denies, source, made.klass, len(chain) > 0, made.nested)
            result[n].append(mention)


def _chain(document: Document, sentence: Sentence, actors: Sequence[ActorMention], made: Attribution) -> Chain:
    """Return who vouches for the content, from the nearest on; nobody where the cue states nothing or names nobody."""
    token = sentence.tokens[made.at]
    if made.who is None or not _states(sentence, token, made):
        return Chain()
    who = _taken_up(sentence, sentence.tokens[made.who])
    within = made.source if made.label else None  # what stands before the dash is no part of the speaker's name
    voice = speaker(document, sentence, who, actors, within=within)
    if voice is None:
        return Chain()
    chain = Chain((voice,))
    cited = _cited(document, sentence, token, actors)
    if cited is not None:
        chain = Chain((cited,)).passed_on_by(voice)
    for relay in _relays(sentence, token, who):
        passed = speaker(document, sentence, relay, actors)
        if passed is not None:
            chain = chain.passed_on_by(passed)
    heard = _addressee(document, sentence, token, actors)
    return chain.passed_on_by(heard) if heard is not None else chain


def _with_roles(chain: Chain, roles: Roles | None) -> Chain:
    """Give the persons in a chain the kind that the document gives them elsewhere."""
    if roles is None:
        return chain
    return Chain(tuple(replace(v, kind=roles.kind_of(v)) for v in chain))


def _states(sentence: Sentence, token: Token, made: Attribution) -> bool:
    """Tell whether the source says of the content that it is so, or that it is not."""
    rules = voice_rules()
    if made.klass not in voice_cues().vouching:
        return False
    if any(kid.lower in rules.not_said for kid in sentence.kids(token, "neg")):
        return False
    if made.shape == "object":
        long_enough = sum(len(p) for p in made.content) and any(
            len(sentence.between(p.start, p.end)) >= FEWEST_WORDS for p in made.content
        )
        return token.lemma in rules.takes_object and bool(long_enough) and not is_passive(sentence, token)
    return made.shape in _STATED


def _taken_up(sentence: Sentence, token: Token) -> Token:
    """Return the noun that a relative pronoun stands for, or the token itself."""
    if token.tag in ("WP", "WDT"):
        clause = next((t for t in sentence.ancestors(token) if t.dep == "relcl"), None)
        if clause is not None:
            return sentence.head_of(clause)
    return token


def _cited(document: Document, sentence: Sentence, verb: Token, actors: Sequence[ActorMention]) -> Voice | None:
    """Return whom the speaker cites ("Reuters reported, citing police"): that voice is nearer."""
    citing = citing_in(sentence, verb)
    if citing is not None:
        for thing in sentence.kids(citing, "dobj"):
            return speaker(document, sentence, thing, actors)
    return None


def _relays(sentence: Sentence, verb: Token, who: Token) -> list[Token]:
    """Return those who quote the speaker ("X, quoted by Y, said", "Y quoted X as saying")."""
    found = []
    for kid in sentence.kids(who, "acl", "relcl"):
        if kid.lemma in voice_rules().quote and kid.tag == "VBN":
            found.append(agent_of(sentence, kid))
    quoting = quoted_in(sentence, verb)
    if quoting is not None:
        passive = is_passive(sentence, quoting)
        found.append(agent_of(sentence, quoting) if passive else subject_of(sentence, quoting))
    return [t for t in found if t is not None]


def _addressee(document: Document, sentence: Sentence, verb: Token, actors: Sequence[ActorMention]) -> Voice | None:
    """Return the outlet that is told: it is how the words came to the reader."""
    told = sentence.kids(verb, "dobj", "dative") if verb.lemma in ("tell", "inform") else []
    for prep in sentence.kids(verb, "prep", "dative"):
        if prep.lower in voice_rules().told:
            told += sentence.kids(prep, "pobj")
    for token in told:
        voice = speaker(document, sentence, token, actors)
        everybody = voice is not None and voice.id.startswith(DESCRIBED) and token.lemma in voice_rules().hearers
        if voice is not None and is_outlet(voice) and not everybody:
            return voice
    return None

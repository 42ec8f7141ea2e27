"""Find what a time hangs on in the parse: the verb or the noun of acts that it dates, and from which side.

Invariant: a time has one site at most. "In May" beside a verb dates that verb, "the May raid" the raid alone, and a
time that something is only compared with ("the worst since 2011") dates nothing.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from dateline.coding.grammar import bearer
from dateline.coding.listed import head_of_mention
from dateline.coding.scene import Scene
from dateline.finding.mentions import TimeKind, TimeMention
from dateline.finding.time_grammar import grammar
from dateline.language import Token
from dateline.model import TimePrecision

__all__ = [
    "Side",
    "Site",
    "frames",
    "has_modal",
    "is_event",
    "is_minute",
    "is_perfect",
    "is_pluperfect",
    "is_range",
    "main_of",
    "opens_another_time",
    "says",
    "site_of",
]


class Side(StrEnum):
    """Say how an act stands to a time.

    `before`, `by`, `after` and the like are those of a preposition before the time itself; `earlier` and `later` are of
    an act told beside another that the time dates; `told` is of one that somebody tells of at that time,
    `willed` of one that somebody then plans or asks for, and `due` of one that is planned for it.
    """

    AT = "at"
    FROM = "from"
    UNTIL = "until"
    BY = "by"
    BEFORE = "before"
    AFTER = "after"
    LATER = "later"
    EARLIER = "earlier"
    TOLD = "told"
    WILLED = "willed"
    DUE = "due"


# Words of the data that give a side to the time after them, and to the act beside a clause that they open.
_PREPOSITIONS = (
    ("until", Side.UNTIL),
    ("by", Side.BY),
    ("before", Side.BEFORE),
    ("after", Side.AFTER),
    ("from", Side.FROM),
    ("due", Side.DUE),
)
# Steps up in the tree after which a time hangs on nothing.
_FARTHEST = 8

# "and", a preposition and an article or an adverb: what stands between a joined clause's start and its time
_SMALL_WORDS = 3

_VERBAL = ("VERB", "AUX")
_NOMINAL = ("NOUN", "PROPN", "PRON", "NUM")
_BEFORE_ITS_NOUN = frozenset({"compound", "nmod", "amod", "nummod", "poss", "quantmod", "npadvmod"})


@dataclass(frozen=True, slots=True)
class Site:
    """Hold the verb or noun that a time hangs on, and from which side the words before the time put it."""

    token: Token
    side: Side
    frame: bool = False


def frames(scene: Scene) -> list[TimeMention]:
    """Return the dates that hold for the sentence's main clause: those at its front and those of its main verb."""
    return [mention for mention, site in _of_main_clause(scene) if _is_at(scene, site) or is_minute(mention)]


def opens_another_time(scene: Scene) -> bool:
    """Tell whether the main clause stands at a time that no day is known of: "years later", "after the war"."""
    return any(True for _ in _of_main_clause(scene))


def _of_main_clause(scene: Scene) -> Iterator[tuple[TimeMention, Site]]:
    """Yield the dates of the main clause, each with what it hangs on."""
    joined = {t.i for t in _joined(scene, main_of(scene))} if scene.times else set()
    for mention in scene.times:
        site = site_of(scene, mention) if mention.kind is TimeKind.DATE else None
        if site is not None and (site.frame or site.token.i in joined):
            yield mention, site


def is_minute(mention: TimeMention) -> bool:
    """Tell whether a time is one of a clock, which leaves what it bounds on its own day: "held out *until 2:15 pm*"."""
    return mention.dating is not None and mention.dating.moment.precision is TimePrecision.MINUTE


def _is_at(scene: Scene, site: Site) -> bool:
    """Tell whether a time is that of its verb: also "*by* mid-July they complained" is not before."""
    return site.side is Side.AT or (site.side is Side.BY and not is_pluperfect(scene, site.token))


def is_pluperfect(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb is told as done before the time of the text: "had captured", "having captured"."""
    shared = bearer(scene.sentence, verb)
    helpers = scene.sentence.kids(shared, "aux")
    had = any((a.lemma == "have" and a.tag == "VBD") or a.lower == "having" for a in helpers)
    return had and not has_modal(scene, shared)


def is_perfect(scene: Scene, verb: Token) -> bool:
    """Tell whether a verb is told as done by now: "have captured", "has been captured"."""
    shared = bearer(scene.sentence, verb)
    helpers = scene.sentence.kids(shared, "aux")
    return any(a.lemma == "have" and a.tag in ("VBZ", "VBP") for a in helpers)


def has_modal(scene: Scene, verb: Token) -> bool:
    """Tell whether a modal stands beside a verb: "*would* capture"."""
    return any(a.tag == "MD" for a in scene.sentence.kids(verb, "aux"))


def main_of(scene: Scene) -> Token:
    """Return the word that governs the whole sentence."""
    return scene.sentence.root


def _joined(scene: Scene, verb: Token) -> Iterator[Token]:
    """Yield the verbs of the main line: those joined with the main one, and what its verb of saying tells."""
    yield verb
    for kid in scene.sentence.kids(verb, "conj"):
        yield from _joined(scene, kid)
    if says(scene, "telling", "verbs", verb):
        for kid in scene.sentence.kids(verb, "ccomp"):
            yield from _joined(scene, kid)


def says(scene: Scene, table: str, part: str, token: Token) -> bool:
    """Tell whether a word, or its lemma, is in a list of `timing.toml`."""
    words = scene.lexicon.timing[table][part]
    return token.lower in words or token.lemma.lower() in words


def site_of(scene: Scene, mention: TimeMention) -> Site | None:
    """Return the verb or noun of acts that a time hangs on; None where it only compares ("the worst since 2011")."""
    sentence = scene.sentence
    opener = sentence.tokens[mention.first - 1] if mention.first else None
    if opener is not None and says(scene, "prepositions", "since", opener) and _compares(scene, opener):
        return None
    token = _hung(scene, mention, opener)
    side = Side.AT if _belongs_to_noun(scene, mention, token) else _side_of(scene, mention, opener)
    if _is_in_name(scene, mention, token):
        return None
    frame = _is_in_front(scene, mention)
    for _ in range(_FARTHEST):
        if token.pos in _VERBAL and not _covers(mention, token):  # the "am" of "2.30 am" is no verb
            if not _is_opener(scene, token):
                return Site(_after_joining(scene, mention, token), side, frame)
            side = Side.FROM if side is Side.AT else side
        above = sentence.head_of(token)
        if above.i == token.i:
            return Site(token, side, frame)
        if above.pos in _NOMINAL and not _covers(mention, above) and not _is_period(scene, token, above):
            before = token.dep in _BEFORE_ITS_NOUN and token.i < above.i
            of = token.dep == "prep" and token.lower == "of"
            if before or of or is_event(scene, above) or _stands_apart(scene, above):
                return Site(above, side, frame and not (before or of))
        token = above
    return None


def _after_joining(scene: Scene, mention: TimeMention, verb: Token) -> Token:
    """Return the later of two joined verbs where a time opens its clause: "was killed, *and in July* they attacked"."""
    kids = scene.sentence.kids(verb, "cc")
    joining = [k for k in kids if verb.i < k.i < mention.first and k.i >= mention.first - _SMALL_WORDS]
    later = [k for k in scene.sentence.kids(verb, "conj") if k.pos in _VERBAL and k.i > mention.first]
    return later[0] if joining and later else verb


def _stands_apart(scene: Scene, noun: Token) -> bool:
    """Tell whether a noun has a time of its own by what opens it: "*despite* the loss of the fort in June"."""
    opener = scene.sentence.head_of(noun)
    return noun.dep == "pobj" and any(says(scene, "clauses", name, opener) for name in ("later", "earlier", "parted"))


def _belongs_to_noun(scene: Scene, mention: TimeMention, token: Token) -> bool:
    """Tell whether a time stands before the noun that the preposition governs: "after *Monday's* raid".

    The raid was on that day; only what is told beside it came after.
    """
    noun = scene.sentence.head_of(token)
    before = token.dep in _BEFORE_ITS_NOUN and noun.i >= mention.last and noun.pos in _NOMINAL
    return before and not says(scene, "events", "periods", noun)


def _side_of(scene: Scene, mention: TimeMention, opener: Token | None) -> Side:
    while opener is not None and opener.i and says(scene, "prepositions", "about", opener):
        opener = scene.sentence.tokens[opener.i - 1]  # "until *around* 2 pm"
    if opener is None or is_range(mention):
        return Side.AT
    side = next((side for name, side in _PREPOSITIONS if says(scene, "prepositions", name, opener)), Side.AT)
    first = scene.sentence.tokens[mention.first].lower
    of_day = mention.last - mention.first > 1 and first in grammar().cues["points_of_day"]
    return Side.AT if of_day and side in (Side.BEFORE, Side.AFTER) else side  # "before *noon on Thursday*": that day


def is_range(mention: TimeMention) -> bool:
    """Tell whether the words of a time give both its ends: "(from) 24 July *until* 26 November"."""
    joiners = grammar().cues["range_joiners"]
    return any(word in joiners for word in mention.evidence.words.lower().split())


def _hung(scene: Scene, mention: TimeMention, opener: Token | None) -> Token:
    """Return the word from which a time hangs: its own head, or the preposition where the parser lost it.

    In "on 10 September police raided ..." the parser takes the month for a word before "police".
    """
    head = head_of_mention(scene, mention)
    above = scene.sentence.head_of(head)
    beside = head.dep in _BEFORE_ITS_NOUN and head.dep != "poss"  # "after *Monday's* raid" is parsed well
    if opener is None or opener.pos != "ADP" or opener.dep != "prep" or not beside:
        return head
    verb = scene.sentence.head_of(opener)
    parted = verb.pos in _VERBAL and not scene.sentence.kids(verb, "nsubj", "nsubjpass", "csubj", "expl")
    lost = parted or above.head != opener.i or above.pos == "PROPN" or above.dep != "pobj"
    return opener if above.i > head.i and lost else head


def _is_period(scene: Scene, token: Token, noun: Token) -> bool:
    return says(scene, "events", "periods", noun) and token.dep not in ("compound", "poss")


def _is_opener(scene: Scene, token: Token) -> bool:
    """Tell whether a participle stands for a preposition: "*beginning* in 2004", "*following* the raid"."""
    return token.tag == "VBG" and token.dep in ("prep", "advcl") and says(scene, "prepositions", "from", token)


def _is_in_name(scene: Scene, mention: TimeMention, token: Token) -> bool:
    """Tell whether a day is part of what something is called ("the Easter Rising"), which may have lasted longer."""
    noun = scene.sentence.head_of(token)
    day = mention.dating is not None and mention.dating.moment.precision is TimePrecision.DAY
    return day and token.dep in _BEFORE_ITS_NOUN and noun.i == mention.last and noun.text[:1].isupper()


def _covers(mention: TimeMention, token: Token) -> bool:
    return mention.first <= token.i < mention.last


def is_event(scene: Scene, noun: Token) -> bool:
    """Tell whether a noun names an act, or something else that happens at a time."""
    return noun.lemma.lower() in scene.lexicon.nouns or says(scene, "events", "nouns", noun)


def _is_in_front(scene: Scene, mention: TimeMention) -> bool:
    """Tell whether nothing but small words stands before a time, or before the clause-opening comma after it."""
    before = scene.sentence.tokens[: mention.first]
    return all(t.pos in ("ADP", "CCONJ", "PUNCT", "ADV", "DET", "SCONJ", "SPACE") or scene.is_time(t) for t in before)


def _compares(scene: Scene, opener: Token) -> bool:
    sentence = scene.sentence
    for above in sentence.ancestors(opener):
        around = [above, *sentence.kids(above, "amod", "advmod", "acomp", "attr", "det", "nummod")]
        around += [k for t in around[1:] for k in sentence.kids(t, "amod", "advmod")]
        if any(t.tag in ("JJS", "RBS", "JJR") or says(scene, "comparing", "words", t) for t in around):
            return True
        if above.pos in _VERBAL:
            return False
    return False

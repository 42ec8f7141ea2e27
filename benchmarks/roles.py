"""Give the words by which one act's doers and those it is done to stand in their sentence, and mark them in tokens.

The words are those of the places in the sentence where the coder looked for the roles (`dateline.coding.roles`), each
widened to its noun phrase. A place that no actor fills counts too: the sets mark "the resolution" as a target, which
a record keeps as `not_an_actor`. A pronoun stands for the words of the same actor in the same sentence.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from dateline.coding.coder import scenes_of
from dateline.coding.grammar import objects, pobjs, subjects
from dateline.coding.roles import cast_roles
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.coding.triggers import find_triggers
from dateline.language import Token
from dateline.model import Document, EventType, Report, Span, Zone, ZoneKind

__all__ = ["Acts", "joined", "phrase", "read_acts", "words_of_roles", "words_of_statement"]

# What stands without a blank before it, or after it, in print.
_TO_LEFT = re.compile(r"[,.;:?!)\]%”]|['’](s|S|re|ve|ll|d|m)?|n['’]t")
_TO_RIGHT = re.compile(r"[(\[$£€#“]")
_HYPHEN = re.compile(r"[-/]")

# Acts that the sets mark with the land that they are done to where nobody is named: "imposed a curfew in Juba".
_ON_LAND = frozenset(
    {EventType.MOBILIZE, EventType.COERCE, EventType.ASSAULT, EventType.RETREAT, EventType.CONCEDE, EventType.AID}
)
_TOWARDS = ("to", "with", "for", "toward", "towards", "against", "on", "over")

# Relations that begin something of its own, which is no part of a noun phrase.
_APART = frozenset({"relcl", "acl", "advcl", "parataxis", "npadvmod", "advmod", "ccomp", "xcomp"})
# Relations that open a clause on the side.
_ASIDE = frozenset({"relcl", "acl", "advcl"})
_MARKS = frozenset("()[],-\"“”'’/.")


@dataclass(frozen=True, slots=True)
class Acts:
    """Hold the scenes of one text and every act, with the scene that it stands in."""

    scenes: tuple[Scene, ...]
    found: tuple[tuple[Scene, Trigger], ...]

    def of(self, report: Report) -> tuple[Scene, Trigger] | None:
        """Return the act that a report was made of, or None."""
        for scene, trigger in self.found:
            inside = report.trigger.start <= trigger.token.start < report.trigger.end
            if inside and trigger.sense.id == report.sense:
                return scene, trigger
        return None

    def is_aside(self, report: Report) -> bool:
        """Tell whether a report's act stands in a clause on the side: relative, participial or adverbial."""
        act = self.of(report)
        if act is None:
            return False
        scene, trigger = act
        token = trigger.verb or trigger.happens or trigger.token
        return any(t.dep in _ASIDE for t in (token, *scene.sentence.ancestors(token)))


def read_acts(text: str) -> Acts:
    """Read a bare text for its acts, as the coder does."""
    document = Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    scenes = tuple(scenes_of(document))
    return Acts(scenes, tuple((scene, trigger) for scene in scenes for trigger in find_triggers(scene)))


def words_of_roles(acts: Acts, report: Report | None) -> dict[str, list[tuple[int, int]]]:
    """Return the stretches of text that stand for source ("S") and target ("T") of one report, or of none."""
    act = acts.of(report) if report is not None else None
    if report is None or act is None:
        return {"S": [], "T": []}
    scene, trigger = act
    cast = cast_roles(scene, trigger)
    things = list(cast.recipient_tokens)
    if not things and report.type in _ON_LAND:
        words = {p.evidence for p in report.places if p.how == "explicit"}
        things = [t for t in scene.sentence.tokens if (m := scene.place_at(t)) and m.evidence in words]
    return {"S": _stretches(scene, cast.actor_tokens), "T": _stretches(scene, things)}


def words_of_statement(acts: Acts) -> dict[str, list[tuple[int, int]]]:
    """Return the same for a text without a report: who its first main verb says speaks or acts, and to or of whom."""
    if not acts.scenes:
        return {"S": [], "T": []}
    scene = acts.scenes[0]
    sentence, verb = scene.sentence, scene.sentence.root
    things = objects(sentence, verb) + pobjs(sentence, verb, *_TOWARDS)
    things = [t for t in things if scene.actor_at(t) or scene.country_at(t)]
    return {"S": _stretches(scene, subjects(sentence, verb)), "T": _stretches(scene, things[:1])}


def _stretches(scene: Scene, heads: Sequence[Token]) -> list[tuple[int, int]]:
    heads = [found for head in heads if (found := _named(scene, head)) is not None]
    return [phrase(scene, head) for head in heads]


def _named(scene: Scene, head: Token) -> Token | None:
    """Return the noun that a pronoun stands for in its own sentence, or the head itself; None where none does."""
    if head.pos != "PRON" and head.tag != "PRP$":
        return head
    mention = scene.actor_at(head)
    if mention is None:
        return None
    same = [m for m in scene.actors if m.actor.id == mention.actor.id and not _is_pronoun(scene, m.head)]
    # The fullest name: "it" is "the Air Force (AF)", and no bracket.
    return scene.sentence.tokens[max(same, key=lambda m: (m.last - m.first, -m.first)).head] if same else None


def _is_pronoun(scene: Scene, i: int) -> bool:
    return scene.sentence.tokens[i].pos == "PRON"


def phrase(scene: Scene, head: Token) -> tuple[int, int]:
    """Return first and last offset of the noun phrase of `head`, with what is in apposition and coordinated with it."""
    sentence = scene.sentence
    inside = {head.i}
    todo = [head]
    while todo:
        token = todo.pop()
        for kid in sentence.kids(token):
            if _belongs(scene, token, kid):
                inside.add(kid.i)
                todo.append(kid)
    first, last = head.i, head.i
    while first - 1 in inside or (first - 2 in inside and sentence.tokens[first - 1].text in _MARKS):
        first -= 1
    while last + 1 in inside or (last + 2 in inside and sentence.tokens[last + 1].text in _MARKS):
        last += 1
    while last > head.i and sentence.tokens[last].text in _MARKS - {")"}:
        last -= 1
    return sentence.tokens[first].start, sentence.tokens[last].end


def _belongs(scene: Scene, token: Token, kid: Token) -> bool:
    # "at *least* 26", "*mostly* Somali", "*Iran*-backed"
    if kid.dep in ("advmod", "npadvmod") and token.dep in ("nummod", "quantmod", "amod"):
        return True
    if kid.dep in _APART or scene.is_time(kid):
        return False
    if kid.dep == "prep":
        return not any(scene.is_time(k) for k in scene.sentence.kids(kid, "pobj"))
    return True


def joined(tokens: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    """Join tokens as print would have them and return the text with the place of each.

    >>> joined(["Two", "men", "'s", "half", "-", "way", "house", "."])[0]
    "Two men's half-way house."
    >>> joined(["No", ",", "$", "20", ",", "000"])[1][-1]
    (8, 11)
    """
    words = list(tokens)
    text, places = "", []
    for i, token in enumerate(words):
        before = words[i - 1] if i else ""
        if i and not _adjoins(words, i, before, token):
            text += " "
        places.append((len(text), len(text) + len(token)))
        text += token
    return text, places


def _adjoins(words: Sequence[str], i: int, before: str, token: str) -> bool:
    after = words[i + 1] if i + 1 < len(words) else ""
    if _TO_LEFT.fullmatch(token) or _TO_RIGHT.fullmatch(before):
        return True
    if token in ("s", "S") and before in ("'", "’"):
        return True
    if _HYPHEN.fullmatch(token):
        return before[-1:].isalnum() and after[:1].isalnum()
    if _HYPHEN.fullmatch(before):
        return i > 1 and words[i - 2][-1:].isalnum() and token[:1].isalnum()
    figures = before in (",", ".") and token.isdigit() and i > 1 and words[i - 2].isdigit()
    return figures or _is_cut(before, token)


def _is_cut(before: str, token: str) -> bool:
    """Tell whether a set's tokeniser cut a word at a letter beyond ASCII."""
    if not (before.isalpha() and token.isalpha() and token.islower()):
        return False
    return (not token.isascii() and len(token) == 1) or (not before.isascii() and len(before) == len(token) == 1)

"""What is known of how a report was coded: the facts that its scores are made of.

Invariant: a fact tells of grammar, of the lexicon's entry and of the kinds of parties, never of a name; so no score
depends on which people, place or force a sentence speaks of.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.coding.grammar import is_finite, is_passive
from dateline.coding.scene import Scene
from dateline.coding.trigger import Trigger
from dateline.language import Sentence, Token
from dateline.model import Evidence, Party, Report

__all__ = ["facts_by_field", "facts_of", "party_facts"]

# Upper ends of the bands in which lengths, distances and counts are told: widths grow as they do in sentences.
_BANDS = (0, 1, 2, 3, 5, 8, 12, 20, 30)
# Steps of a path through the parse that are told; a longer one is only far.
_LONGEST_PATH = 4


def facts_by_field(scene: Scene, trigger: Trigger, report: Report, *, rivals: int) -> dict[str, list[str]]:
    """Return the facts that each field of a report is scored by, sorted; a field that says nothing is left out."""
    facts = facts_of(scene, trigger, report, rivals=rivals)
    found = {"type": facts, "status": facts, "mode": facts}
    for field, parties in (("actors", report.actors), ("recipients", report.recipients)):
        if parties:
            found[field] = sorted({*facts, *party_facts(scene, trigger, parties)})
    return found


def facts_of(scene: Scene, trigger: Trigger, report: Report, *, rivals: int) -> list[str]:
    """Return what is known of how an act was found, sorted; `rivals` counts the sentence's acts beside it.

    A fact is `name` or `name=value`.
    """
    sentence, token, sense = scene.sentence, trigger.token, trigger.sense
    parent = sentence.head_of(token)
    found = {
        f"type={report.type.value}",
        f"sense={sense.id}",
        f"lemma={token.lemma}",
        f"mode={report.mode}",
        f"status={report.status.value}",
        f"pos={token.pos}",
        f"tag={token.tag}",
        f"dep={token.dep}",
        f"parent={parent.pos}",
        f"form={_form(sentence, trigger)}",
        f"words={_band(len(trigger.tokens))}",
        f"asks={_band(sense.constraints)}",
        f"length={_band(len(sentence.tokens))}",
        f"rivals={_band(rivals)}",
        f"actors={report.actors_missing or 'named'}",
        f"recipients={report.recipients_missing or 'named'}",
        f"actor_kind={_kind(report.actors)}",
        f"recipient_kind={_kind(report.recipients)}",
        f"zone={scene.zone.kind.value}",
    }
    found |= {f"below={kid.dep}" for kid in sentence.kids(token)}
    found |= {
        name
        for name, holds in (
            ("hedged", report.hedged),
            ("told", bool(report.voices)),
            ("taken_in", trigger.inner is not None),
            ("demanded", trigger.speaker is not None),
            ("merged", trigger.means is not None),
            ("counted", any(True for _ in report.counts())),
            ("meant", report.means is not None),
            ("retyped", report.type is not sense.type),
            ("question", sentence.text.rstrip(" \"'”’").endswith("?")),
        )
        if holds
    }
    return sorted(found)


def party_facts(scene: Scene, trigger: Trigger, parties: Sequence[Party]) -> list[str]:
    """Return how the first of the parties in a role stands to the words that name the act, sorted.

    Empty where the role is.
    """
    if not parties:
        return []
    first, sentence = parties[0], scene.sentence
    head = head_at(sentence, first.evidence)
    found = {f"party_kind={first.actor.kind}", f"parties={_band(len(parties))}"}
    if head is None:
        return sorted({*found, "party=elsewhere"})
    low, high = sorted((head.i, trigger.token.i))
    between = sum(low < m.head < high for m in scene.actors)
    found |= {
        f"path={_path(sentence, head, trigger.token)}",
        f"party_dep={head.dep}",
        f"party_pos={head.pos}",
        f"distance={_band(high - low)}",
        f"side={'before' if head.i < trigger.token.i else 'after'}",
        f"between={_band(between)}",
        f"party_words={_band(len(first.evidence.words.split()))}",
    }
    mention = scene.actor_at(head)
    if mention is None:
        found.add("party=place_or_adjective")
    elif mention.antecedent:
        found.add("party=antecedent")
    return sorted(found)


def head_at(sentence: Sentence, evidence: Evidence) -> Token | None:
    """Return the word of the evidence that governs its others, or None where it stands outside the sentence."""
    inside = sentence.between(evidence.start, evidence.end)
    covered = {t.i for t in inside}
    return next((t for t in inside if t.head not in covered or t.head == t.i), None)


def _form(sentence: Sentence, trigger: Trigger) -> str:
    """Tell how the act is put: as a finite verb, a passive, another form of a verb, or a noun and what carries it."""
    if trigger.is_noun:
        return "carried" if trigger.light else "said_to_happen" if trigger.happens else "bare_noun"
    if is_passive(sentence, trigger.token):
        return "passive"
    return "finite" if is_finite(sentence, trigger.token) else "infinite"


def _kind(parties: Sequence[Party]) -> str:
    return str(parties[0].actor.kind) if parties else "none"


def _path(sentence: Sentence, party: Token, token: Token) -> str:
    """Return the labels that lead through the parse from a party up to what it shares with the act, and down to it."""
    above_token = [token.i, *(t.i for t in sentence.ancestors(token))]
    up: list[str] = []
    at = party
    while at.i not in above_token:
        up.append(at.dep)
        at = sentence.head_of(at)
    down = [sentence.tokens[i].dep for i in above_token[: above_token.index(at.i)]]
    if len(up) + len(down) > _LONGEST_PATH:
        return "far"
    return f"{'<'.join(up)}>{'<'.join(down)}"


def _band(number: int) -> str:
    """Return the band that a number lies in, by its upper end.

    >>> _band(4), _band(99)
    ('5', 'more')
    """
    return next((str(top) for top in _BANDS if number <= top), "more")

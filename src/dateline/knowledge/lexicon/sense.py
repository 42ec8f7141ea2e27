"""One sense: words that name an event, what they need around them, and which slots its parties stand in.

Invariant: a sense is data. Everything the coder knows about a word is in `senses/*.toml`, where every entry shows an
example sentence that is tested; a key that this schema does not know is an error.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from typing import Any

from dateline.errors import KnowledgeError
from dateline.model import COUNTS, EventType

__all__ = ["ROLES", "Pattern", "Sense", "sense_from"]

# How a sense that is not a plain "subject does it to object" maps its subject.
ROLES = ("subject_is_actor", "subject_is_recipient", "subject_is_means", "speaker_is_actor")

# Where the number of a sense that is told by one may stand: with its own words, in a slot of its verb, or anywhere with
# the verb that governs it ("the toll rose to 31").
_COUNTED = ("self", "verb", "dobj", "nsubj")

# A sense that only holds under negation ("would not cooperate") is meant before any that holds without it, whatever
# that one asks for.
_NEGATION_WEIGHT = 10

# Prepositions inside a noun pattern mark its head as the first word ("state of emergency").
_INNER = frozenset({"of", "on", "for", "against", "to", "in"})


@dataclass(frozen=True, slots=True)
class Pattern:
    """One or more lemmas, the head among them: `rest` are the others, before it (`head_last`) or after."""

    head: str
    rest: tuple[str, ...] = ()
    head_last: bool = False

    @classmethod
    def verb(cls, words: str) -> Pattern:
        """Read a verb pattern, head first: "round up", "declare ceasefire"."""
        head, *rest = words.replace("-", " - ").split() if "-" in words and " " not in words else words.split()
        return cls(head, tuple(rest))

    @classmethod
    def noun(cls, words: str) -> Pattern:
        """Read a noun pattern: head last ("rocket fire"), or first where a preposition follows ("exchange of fire")."""
        parts = words.replace("-", " - ").split()
        if any(word in _INNER for word in parts):
            return cls(parts[0], tuple(parts[1:]))
        return cls(parts[-1], tuple(parts[:-1]), head_last=True)

    @property
    def words(self) -> str:
        return " ".join((*self.rest, self.head) if self.head_last else (self.head, *self.rest))


@dataclass(frozen=True, slots=True)
class Sense:
    """Hold one sense of the lexicon; `id` is TYPE.name.

    `object`, `subject`, `modifier` lists hold lemmas, `@class` names, or `none` (nothing there), `any` (something
    there), `dobj` (a direct object), `comp` (a clause) and `inf` (an infinitive). `needs` and `subject_needs` hold such
    a list for single verbs.
    `absorbs` takes in every act inside the complement; `absorbs_types` only those of some types, below the verb
    ("rallied to demand ..."). `modals` are auxiliaries that make another's verb a demand of the one who speaks.
    `circumstance_not` is what it may not be done in, by or of ("killed in a *crash*"); a `finite_only` verb only
    describes as a participle after a noun ("troops *occupying* the ridge"). With `needs_agent` a passive holds only
    where it says by whom.
    With one of `particle_not` it means something else ("the fighting died *down*").
    An `active_only` verb is no act in the passive ("was *allied* with"). A `looks_ahead` verb with a clause holds only
    where the clause is still to come ("agreed that they would leave", but not "agreed that he was right").
    `attributive` verbs name their act also as a participle before a noun ("the *kidnapped* mayor").
    `noun_object` is what a noun of the sense must be "of"; a `joint` one needs two parties, or "joint" before it.
    `counts` names what its numbers count; with `counted` it holds only where a number stands in one of those slots, and
    with `not_near` only where none of those words stands in the sentence.
    `recipient` and `actor` are slots in order of preference: `dobj`, `dobj_person`, `dative`, `prep:against`, `poss`.
    """

    id: str
    type: EventType
    example: str
    mode: str | None = None
    verbs: tuple[Pattern, ...] = ()
    nouns: tuple[Pattern, ...] = ()
    weak_nouns: tuple[Pattern, ...] = ()
    object: tuple[str, ...] = ()
    object_not: tuple[str, ...] = ()
    subject: tuple[str, ...] = ()
    subject_not: tuple[str, ...] = ()
    modifier_not: tuple[str, ...] = ()
    needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    subject_needs: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    requires_near: tuple[str, ...] = ()
    plural_only: tuple[str, ...] = ()
    complement: tuple[str, ...] = ()
    noun_object: tuple[str, ...] = ()
    attributive: tuple[str, ...] = ()
    joint: bool = False
    absorbs: bool = False
    absorbs_types: tuple[str, ...] = ()
    modals: tuple[str, ...] = ()
    either: bool = False
    reciprocal: bool = False
    negated: bool = False
    future: bool = False
    noun_needs_actor: bool = False
    needs_agent: bool = False
    circumstance_not: tuple[str, ...] = ()
    finite_only: tuple[str, ...] = ()
    active_only: tuple[str, ...] = ()
    particle_not: tuple[str, ...] = ()
    looks_ahead: tuple[str, ...] = ()
    roles: str = "subject_is_actor"
    counts: tuple[str, ...] = ()
    counted: tuple[str, ...] = ()
    not_near: tuple[str, ...] = ()
    recipient: tuple[str, ...] | None = None
    actor: tuple[str, ...] = ()

    @property
    def constraints(self) -> int:
        """Count what the sense asks of its surroundings: of two that fit, the more demanding one is meant."""
        asked = sum(map(bool, (self.object, self.subject, self.complement, self.requires_near, self.joint)))
        # A sense that needs a number is meant before one that can do without.
        return asked + 2 * bool(self.counted) + (_NEGATION_WEIGHT if self.negated else 0)

    @property
    def words(self) -> frozenset[str]:
        """Return the head lemmas: the words without which this sense cannot fire."""
        return frozenset(p.head for p in (*self.verbs, *self.nouns, *self.weak_nouns)) | frozenset(self.modals)


_KEYS = {f.name for f in fields(Sense)} - {"type"}
_LISTS = (
    "object",
    "object_not",
    "subject",
    "subject_not",
    "modifier_not",
    "requires_near",
    "not_near",
    "counted",
    "plural_only",
    "complement",
    "actor",
    "absorbs_types",
    "modals",
    "noun_object",
    "attributive",
    "circumstance_not",
    "finite_only",
    "active_only",
    "particle_not",
    "looks_ahead",
)


# Lists that say how single verbs of the sense behave, by their first words.
_OF_VERBS = ("attributive", "finite_only", "active_only", "looks_ahead")


def sense_from(raw: Mapping[str, Any], *, event_type: EventType, where: str) -> tuple[Sense, str]:
    """Check one entry of a file against the schema and return the Sense and the hash of its content.

    Raises KnowledgeError naming file, entry and key.
    """
    name = raw.get("id", "without an id")
    here = f"{where}, sense {name!r}"
    unknown = sorted(set(raw) - _KEYS)
    if unknown:
        raise KnowledgeError(f"{here}: unknown key {unknown[0]!r}; known are {', '.join(sorted(_KEYS))}")
    if not raw.get("id") or not raw.get("example"):
        raise KnowledgeError(f"{here}: every sense needs an id and an example sentence")
    if not (raw.get("verbs") or raw.get("nouns") or raw.get("weak_nouns") or raw.get("modals")):
        raise KnowledgeError(f"{here}: give at least one of verbs, nouns, weak_nouns, modals")
    for kind in (*raw.get("absorbs_types", ()), *raw.get("complement", ())):
        if kind not in EventType.__members__:
            raise KnowledgeError(f"{here}: {kind!r} is not one of PLOVER's sixteen types")
    if raw.get("roles", ROLES[0]) not in ROLES:
        raise KnowledgeError(f"{here}: roles is one of {', '.join(ROLES)}")
    for key in _LISTS:
        if not isinstance(raw.get(key, []), list):
            raise KnowledgeError(f"{here}: {key} is a list of words")
    values: dict[str, Any] = {k: v for k, v in raw.items() if k not in ("id", "verbs", "nouns", "weak_nouns")}
    for key in _LISTS:
        values[key] = tuple(raw.get(key, ()))
    for key in ("needs", "subject_needs"):
        values[key] = {verb: tuple(words) for verb, words in raw.get(key, {}).items()}
        strangers = sorted(set(values[key]) - set(raw.get("verbs", ())))
        if strangers:
            raise KnowledgeError(f"{here}: {key} names {strangers[0]!r}, which is not among its verbs")
    heads = {words.split()[0] for words in raw.get("verbs", ())}
    for key in _OF_VERBS:
        if strangers := sorted(set(values[key]) - heads):
            raise KnowledgeError(f"{here}: {key} names {strangers[0]!r}, which is not among its verbs")
    if "recipient" in raw:
        values["recipient"] = tuple(raw["recipient"])
    counts = raw.get("counts", [])
    values["counts"] = (counts,) if isinstance(counts, str) else tuple(counts)
    if set(values["counts"]) - set(COUNTS):
        raise KnowledgeError(f"{here}: counts is one or some of {', '.join(COUNTS)}")
    strange = [s for s in values["counted"] if s not in _COUNTED and not s.startswith("prep:")]
    if strange:
        raise KnowledgeError(f"{here}: counted names {strange[0]!r}; known are {', '.join(_COUNTED)} and prep:WORD")
    if values["counted"] and not values["counts"]:
        raise KnowledgeError(f"{here}: counted asks for a number, and counts says of nothing what it counts")
    sense = Sense(
        id=f"{event_type.value}.{name}",
        type=event_type,
        verbs=tuple(Pattern.verb(v) for v in raw.get("verbs", ())),
        nouns=tuple(Pattern.noun(n) for n in raw.get("nouns", ())),
        weak_nouns=tuple(Pattern.noun(n) for n in raw.get("weak_nouns", ())),
        **values,
    )
    canonical = json.dumps({"type": event_type.value, **raw}, sort_keys=True, ensure_ascii=False)
    return sense, hashlib.sha256(canonical.encode()).hexdigest()[:16]

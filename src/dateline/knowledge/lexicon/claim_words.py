"""The words that state a claim: what kind they state, in which grammar, and with which words around them.

Invariant: a way to state a claim is data. Every entry of `claims.toml` names one of the forms below, which a module of
`dateline.coding.claims` reads, and shows an example sentence that is tested.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.errors import KnowledgeError
from dateline.model import ClaimKind

__all__ = ["FORMS", "ClaimWords", "claim_words"]

# The grammar in which the words of a kind can stand.
FORMS: Mapping[ClaimKind, tuple[str, ...]] = {
    ClaimKind.CONTROL: (
        "holder_verb_place",
        "holder_verb_noun_place",
        "holder_in_noun_place",
        "place_under_noun",
        "place_verb_to_holder",
        "place_participle",
    ),
    ClaimKind.OFFICE: ("name_and_title", "title_before_name", "made_into", "becomes"),
    ClaimKind.MEMBERSHIP: ("noun_of_group", "person_verb_group", "person_verb_to_group", "group_title_name"),
    ClaimKind.STRENGTH: ("holder_verb_number", "holders_number", "there_are_number", "holder_number_strong"),
    ClaimKind.SEATS: ("holder_verb_number",),
    ClaimKind.SERIES_POINT: ("figures_with_dates",),
    ClaimKind.PROMISE: ("speaker_verb_clause",),
    ClaimKind.DENIAL: ("speaker_verb_clause",),
    ClaimKind.DISPUTE: ("speaker_verb_clause", "reader_copula", "reader_negated_copula", "reader_verb"),
    ClaimKind.JUDGEMENT: ("thing_copula", "speaker_calls_thing"),
}

_LISTS = ("verbs", "nouns", "adjectives", "prepositions", "subjects", "kinds")


@dataclass(frozen=True, slots=True)
class ClaimWords:
    """Hold one way to state one kind of claim; the lists hold lemmas, `kinds` those of actors.

    `heads` are the first words of its verbs.
    """

    kind: ClaimKind
    id: str
    form: str
    example: str
    verbs: frozenset[str] = frozenset()
    nouns: frozenset[str] = frozenset()
    adjectives: frozenset[str] = frozenset()
    prepositions: frozenset[str] = frozenset()
    subjects: frozenset[str] = frozenset()
    kinds: frozenset[str] = frozenset()
    heads: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "heads", frozenset(verb.split()[0] for verb in self.verbs))

    @property
    def words(self) -> frozenset[str]:
        """Return every single word of the lists: without one of them this entry cannot matter."""
        said = (*self.verbs, *self.nouns, *self.adjectives, *self.prepositions)
        return frozenset(piece for word in said for piece in word.split())


def claim_words(raw: Mapping[str, Any], *, where: str) -> tuple[ClaimWords, str]:
    """Check one entry of the file against the schema and return it with the hash of its content.

    Raises KnowledgeError naming file, entry and key.
    """
    here = f"{where}, claim {raw.get('id', 'without an id')!r}"
    try:
        kind = ClaimKind(raw.get("kind", ""))
    except ValueError:
        raise KnowledgeError(f"{here}: kind is one of {', '.join(ClaimKind)}") from None
    unknown = sorted(set(raw) - {"kind", "id", "form", "example", *_LISTS})
    if unknown:
        raise KnowledgeError(f"{here}: unknown key {unknown[0]!r}")
    if not raw.get("id") or not raw.get("example"):
        raise KnowledgeError(f"{here}: every claim needs an id and an example sentence")
    if raw.get("form") not in FORMS[kind]:
        raise KnowledgeError(f"{here}: form is one of {', '.join(FORMS[kind])}")
    for key in _LISTS:
        words = raw.get(key, [])
        if not isinstance(words, list) or not all(isinstance(w, str) and w.strip() for w in words):
            raise KnowledgeError(f"{here}: {key} is a list of words")
    lists = {key: frozenset(raw.get(key, ())) for key in _LISTS}
    entry = ClaimWords(kind, raw["id"], raw["form"], raw["example"], **lists)
    if not entry.words:
        raise KnowledgeError(f"{here}: give at least one of verbs, nouns, adjectives, prepositions")
    canonical = json.dumps(dict(raw), sort_keys=True, ensure_ascii=False)
    return entry, hashlib.sha256(canonical.encode()).hexdigest()[:16]

"""What the voice finder goes by, read from `data/voices.toml`.

Invariant: every cue and every kind of speaker stands in the data file.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from itertools import pairwise

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.language import Token
from dateline.model import VoiceKind

__all__ = ["VoiceRules", "voice_rules"]

_CUES = ("report", "deny", "takes_object", "quote", "according", "told", "not_said", "introducing", "nobody", "hearers")


@dataclass(frozen=True, slots=True)
class VoiceRules:
    """Hold the word lists of `data/voices.toml` under their names there; `telling` words report or deny."""

    report: frozenset[str]
    deny: frozenset[str]
    takes_object: frozenset[str]
    quote: frozenset[str]
    according: frozenset[str]
    told: frozenset[str]
    not_said: frozenset[str]
    introducing: frozenset[str]
    nobody: frozenset[str]
    hearers: frozenset[str]
    documents: frozenset[str]
    papers: frozenset[str]
    makers: frozenset[str]
    kinds: Mapping[str, VoiceKind]
    described: tuple[tuple[VoiceKind, frozenset[str]], ...]
    telling: frozenset[str] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "telling", self.report | self.deny)

    def described_kind(self, words: Iterable[str]) -> VoiceKind | None:
        """Return what kind of voice a described speaker is, or None where the words describe none."""
        said = set(words)
        return next((kind for kind, nouns in self.described if nouns & said), None)

    def described_by(self, phrase: Sequence[Token], head: Token) -> VoiceKind | None:
        """Return what kind of voice a phrase describes; pairs of words tell more than single ones.

        An outlet's noun at its head makes it one ("the official radio").
        """
        pairs = (f"{a.lower} {b.lower}" for a, b in pairwise(phrase))
        by_pair = self.described_kind(pairs)
        if by_pair is not None:
            return by_pair
        if self.described_kind((head.lemma, head.lower)) is VoiceKind.OUTLET:
            return VoiceKind.OUTLET
        return self.described_kind(w for t in phrase for w in (t.lemma, t.lower))


@lru_cache(maxsize=1)
def voice_rules() -> VoiceRules:
    """Return the rules. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("data/voices.toml"))
    if set(raw) != {"cues", "documents", "kinds", "described"} or set(raw["cues"]) != set(_CUES):
        raise KnowledgeError(f"voices.toml needs the tables cues ({', '.join(_CUES)}), documents, kinds and described")
    try:
        kinds = {actor: VoiceKind(voice) for actor, voice in raw["kinds"].items()}
        described = tuple((VoiceKind(kind), frozenset(words)) for kind, words in raw["described"].items())
    except ValueError as error:
        raise KnowledgeError(f"voices.toml: {error}; see dateline.model.VoiceKind") from error
    return VoiceRules(
        **{name: frozenset(raw["cues"][name]) for name in _CUES},
        documents=frozenset(raw["documents"]["nouns"]),
        papers=frozenset(raw["documents"]["papers"]),
        makers=frozenset(raw["documents"]["makers"]),
        kinds=kinds,
        described=described,
    )

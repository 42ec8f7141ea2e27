"""The lexicon: senses by head word, word classes, governors and contexts, read once from the data files.

Invariant: every piece of it has a hash and a set of words without which it cannot matter, so that what a document's
coding depends on can be told from the document's words alone.
"""

from __future__ import annotations

import hashlib
import json
from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from dateline.data_files import read_toml, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.lexicon.claim_words import ClaimWords, claim_words
from dateline.knowledge.lexicon.commitments import Commitments, commitments_from
from dateline.knowledge.lexicon.sense import Pattern, Sense, sense_from
from dateline.model import EventType

__all__ = ["GOVERNORS", "Lexicon", "load_lexicon", "open_lexicon"]

GOVERNORS = {
    "negated": (
        "verbs",
        "nouns",
        "infinitive_nouns",
        "opposing_nouns",
        "pending",
        "focus",
        "alternatives",
        "adjectives",
        "determiners",
        "adverbs",
        "pronouns",
        "conjunctions",
    ),
    "hypothetical": (
        "verbs",
        "nouns",
        "adjectives",
        "auxiliaries",
        "guessing",
        "degrees",
        "confirming",
        "marks",
        "adverbs",
    ),
    "planned": ("verbs", "nouns", "adjectives", "auxiliaries", "marks", "occasions"),
    "ongoing": ("verbs", "adjectives", "adverbs"),
    "factual": ("verbs", "adjectives"),
    "apart": ("nouns",),
    "achieved": ("adjectives", "nouns", "outcomes"),
    "suffered": ("nouns",),
    "occasion": ("marks",),
    "hedged": ("verbs", "adverbs", "adjectives", "nouns", "passive_only"),
    "light": ("verbs",),
    "light_suffering": ("verbs",),
    "naming": ("nouns",),
    "joint": ("adjectives",),
    "happening": ("verbs", "occurring"),
    "witnessed": ("verbs",),
    "presupposing": ("verbs", "prepositions"),
    "aiming": ("verbs",),
    "resulting": ("verbs",),
    "owning": ("verbs", "nouns", "prepositions"),
    "denying": ("verbs", "nouns"),
    "authored": ("nouns",),
    "deciding": ("verbs",),
    "telling": ("nouns",),
}


COUNTING = {
    "groups": ("nouns",),
    "masses": ("nouns",),
    "things": ("nouns",),
    "weapons": ("nouns", "heads"),
    "parts": ("words",),
    "rates": ("determiners", "units", "adverbs"),
    "acts": ("nouns",),
    "mixed": ("nouns",),
    "outcomes": ("killed", "injured", "captured", "other"),
    "kin": ("nouns",),
    "displacing": ("verbs",),
    "survivable": ("verbs",),
}


TIMING = {
    "prepositions": ("since", "until", "by", "before", "after", "from", "due", "about"),
    "clauses": ("later", "earlier", "same", "charged", "parted", "aside"),
    "telling": ("verbs",),
    "accused": ("verbs", "nouns", "links", "openers", "during"),
    "lasting": ("nouns", "verbs"),
    "starting": ("verbs",),
    "ending": ("verbs",),
    "continuing": ("verbs",),
    "comparing": ("words",),
    "general": ("adverbs",),
    "events": ("nouns", "periods"),
    "succession": ("coming", "following", "loosely"),
    "incidents": ("pointing", "apart"),
    "dating_back": ("pronouns", "incidents", "happening", "done"),
    "moving": ("soon", "later", "elsewhere", "back"),
}


@dataclass(frozen=True)
class Lexicon:
    """Give senses by the lemma of their head, and sets of words by name."""

    verbs: Mapping[str, tuple[tuple[Pattern, Sense], ...]]
    nouns: Mapping[str, tuple[tuple[Pattern, Sense, bool], ...]]
    modals: Mapping[str, Sense]
    senses: tuple[Sense, ...]
    classes: Mapping[str, frozenset[str]]
    governors: Mapping[str, Mapping[str, frozenset[str]]]
    contexts: Mapping[str, frozenset[str]]
    claims: Mapping[str, tuple[ClaimWords, ...]]
    counting: Mapping[str, Mapping[str, frozenset[str]]]
    timing: Mapping[str, Mapping[str, frozenset[str]]]
    commitments: Commitments
    parts: Mapping[str, tuple[tuple[str, str], ...]]

    def governs(self, effect: str, part: str, word: str) -> bool:
        """Tell whether `word` (a lemma) has `effect` on what it governs, as a `part` of speech."""
        return word in self.governors[effect].get(part, frozenset())

    def relevant(self, vocabulary: Collection[str]) -> list[str]:
        """Return the hashes of all parts that a text with these words could depend on, sorted."""
        return sorted({digest for word in vocabulary for _, digest in self.parts.get(word, ())})

    @property
    def fingerprint(self) -> str:
        """Digest the whole lexicon."""
        everything = sorted({digest for parts in self.parts.values() for _, digest in parts})
        return hashlib.sha256("\n".join(everything).encode()).hexdigest()[:16]


@lru_cache(maxsize=1)
def open_lexicon() -> Lexicon:
    """Return the lexicon that ships with the package, read once a process."""
    return load_lexicon(resources.files(__package__))


def load_lexicon(folder: Traversable) -> Lexicon:
    """Read and check a lexicon from `folder`: `senses/*.toml`, and the lists beside it.

    Raises KnowledgeError naming file and entry where anything breaks the schema.
    """
    verbs: dict[str, list[tuple[Pattern, Sense]]] = defaultdict(list)
    nouns: dict[str, list[tuple[Pattern, Sense, bool]]] = defaultdict(list)
    modals: dict[str, Sense] = {}
    parts: dict[str, list[tuple[str, str]]] = defaultdict(list)
    classes = _classes(read_toml(folder.joinpath("classes.toml")))
    senses: list[Sense] = []
    for file in sorted(
        (f for f in folder.joinpath("senses").iterdir() if f.name.endswith(".toml")), key=lambda f: f.name
    ):
        raw = read_toml(file)
        try:
            event_type = EventType(raw.get("type", ""))
        except ValueError:
            raise KnowledgeError(f"{file.name}: type {raw.get('type')!r} is not one of PLOVER's sixteen") from None
        for entry in raw.get("sense", []):
            sense, digest = sense_from(entry, event_type=event_type, where=file.name)
            if any(sense.id == other.id for other in senses):
                raise KnowledgeError(f"{file.name}: sense {sense.id!r} is there twice")
            _check_classes(sense, classes, file.name)
            senses.append(sense)
            for pattern in sense.verbs:
                verbs[pattern.head].append((pattern, sense))
            for pattern in sense.nouns:
                nouns[pattern.head].append((pattern, sense, False))
            for pattern in sense.weak_nouns:
                nouns[pattern.head].append((pattern, sense, True))
            modals.update(dict.fromkeys(sense.modals, sense))
            for word in sense.words:
                parts[word].append((sense.id, digest))
    governors = _groups(read_toml(folder.joinpath("governors.toml")), GOVERNORS, "governors.toml")
    claims = _claims(read_toml(folder.joinpath("claims.toml")), parts)
    counting = _groups(read_toml(folder.joinpath("counting.toml")), COUNTING, "counting.toml")
    timing = _groups(read_toml(folder.joinpath("timing.toml")), TIMING, "timing.toml")
    for name, lists in TIMING.items():  # every list is asked for by name
        if missing := [part for part in lists if part not in timing[name]]:
            raise KnowledgeError(f"timing.toml, [{name}]: the list {missing[0]!r} is missing")
    raw_commitments = read_toml(folder.joinpath("commitments.toml"))
    commitments = commitments_from(raw_commitments, where="commitments.toml")
    contexts = {name: frozenset(table["words"]) for name, table in read_toml(folder.joinpath("contexts.toml")).items()}
    for kind, tables in (
        ("class", classes),
        ("context", contexts),
        *((f"governor {effect}", groups) for effect, groups in governors.items()),
        *((f"counting {name}", groups) for name, groups in counting.items()),
        *((f"timing {name}", groups) for name, groups in timing.items()),
    ):
        for name, words in tables.items():
            for word in words:
                for piece in word.split():
                    label = f"{kind} {name} {word}"
                    parts[piece].append((label, hashlib.sha256(label.encode()).hexdigest()[:16]))
    whole = hashlib.sha256(json.dumps(raw_commitments, sort_keys=True).encode()).hexdigest()[:16]
    for word in sorted(commitments.auxiliaries | commitments.adjectives | commitments.verbs):
        parts[word].append(("commitments", whole))
    return Lexicon(
        verbs={head: tuple(found) for head, found in verbs.items()},
        nouns={head: tuple(found) for head, found in nouns.items()},
        modals=modals,
        senses=tuple(senses),
        classes=classes,
        governors=governors,
        contexts=contexts,
        claims=claims,
        commitments=commitments,
        counting=counting,
        timing=timing,
        parts={word: tuple(found) for word, found in parts.items()},
    )


def _classes(raw: dict[str, Any]) -> dict[str, frozenset[str]]:
    def words(name: str, seen: tuple[str, ...]) -> frozenset[str]:
        if name not in raw:
            raise KnowledgeError(f"classes.toml: {seen[-1] if seen else name!r} includes {name!r}, which is not there")
        if name in seen:
            raise KnowledgeError(f"classes.toml: {name!r} includes itself by way of {' > '.join(seen)}")
        own = frozenset(raw[name].get("words", ()))
        # @place and @actor are filled sentence by sentence; a class that takes one in keeps its name as a marker.
        marker = frozenset({f"@{name}"}) if name in ("place", "actor") else frozenset()
        return own.union(marker, *(words(other, (*seen, name)) for other in raw[name].get("includes", ())))

    return {name: words(name, ()) for name in raw}


def _claims(
    raw: Mapping[str, Any], parts: Mapping[str, list[tuple[str, str]]], where: str = "claims.toml"
) -> dict[str, tuple[ClaimWords, ...]]:
    """Return the ways to state a claim by form, in the order of the file, and enter their words into `parts`."""
    strange = sorted(set(raw) - {"claim"})
    if strange:
        raise KnowledgeError(f"{where}: expected only [[claim]] entries, found {strange[0]!r}")
    found: dict[str, list[ClaimWords]] = defaultdict(list)
    seen: set[tuple[str, str]] = set()
    for one in raw.get("claim", ()):
        entry, digest = claim_words(one, where=where)
        if (entry.kind, entry.id) in seen:
            raise KnowledgeError(f"{where}, claim {entry.id!r} is there twice")
        seen.add((entry.kind, entry.id))
        found[entry.form].append(entry)
        for word in entry.words:
            parts[word].append((f"claim {entry.kind.value} {entry.id}", digest))
    return {form: tuple(entries) for form, entries in found.items()}


def _check_classes(sense: Sense, classes: Mapping[str, frozenset[str]], where: str) -> None:
    lists = [sense.object, sense.object_not, sense.subject, sense.subject_not, sense.requires_near, sense.not_near]
    lists += [*sense.needs.values(), *sense.subject_needs.values()]
    for word in (w for words in lists for w in words if w.startswith("@")):
        if word[1:] not in classes:
            raise KnowledgeError(f"{where}, sense {sense.id!r}: there is no class {word!r} in classes.toml")


def _groups(
    raw: dict[str, Any], known: Mapping[str, tuple[str, ...]], where: str
) -> dict[str, dict[str, frozenset[str]]]:
    found: dict[str, dict[str, frozenset[str]]] = {}
    for name, table in raw.items():
        if name not in known:
            raise KnowledgeError(f"{where}: [{name}] is not known; known are {', '.join(known)}")
        strange = sorted(set(table_in(table, f"{where}, [{name}]")) - set(known[name]))
        if strange:
            raise KnowledgeError(f"{where}, [{name}]: unknown list {strange[0]!r}; known are {', '.join(known[name])}")
        found[name] = {
            part: frozenset(words_in(words, f"{where}, [{name}], {part}", lower=False)) for part, words in table.items()
        }
    return {name: found.get(name, {}) for name in known}

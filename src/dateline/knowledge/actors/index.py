"""All known actors behind one door: words in, actor out.

Invariant: precision first. Words match an actor where they are one of its spellings up to the habits of
romanisation; an acronym only where it is written as one; and what two actors are called matches neither, unless the
country the text is about tells them apart.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.countries import Countries, Country, open_all_countries
from dateline.knowledge.actors.entry import ActorEntry, entry_from
from dateline.knowledge.actors.generic import Groups, open_groups
from dateline.knowledge.names import fold, has_article, name_key, names_fingerprint, same_name
from dateline.model import Actor

__all__ = ["ActorIndex", "EntryPart", "load_actors", "open_actors"]

# An alias of so few letters, all capitals, is an acronym and matches only as written ("IS" is not "is").
LONGEST_ACRONYM = 6
# A one-word key this short meets too many words of other names.
SHORTEST_KEY = 4


@dataclass(frozen=True, slots=True)
class EntryPart:
    """Say what of an entry a text could depend on: its content's hash, and the keys of its spellings' words."""

    digest: str
    words: frozenset[str]


@dataclass(frozen=True)
class ActorIndex:
    """Find actors by their words. `keys` and `acronyms` lead from a spelling to the ids that have it."""

    by_id: Mapping[str, ActorEntry]
    keys: Mapping[str, tuple[str, ...]]
    exact: Mapping[str, tuple[str, ...]]
    acronyms: Mapping[str, tuple[str, ...]]
    longest: int
    countries: Countries
    groups: Groups
    common_digest: str

    def match(self, words: str, *, near: str | None = None) -> Actor | None:
        """Return the actor that `words` name, or None; `near` is the country that the text is about (ISO-2).

        >>> open_actors().match("Moktada al-Sadr").name
        'Muqtada al-Sadr'
        >>> open_actors().match("the Syrian police").id
        'SY:police'
        """
        return self.alias(words, near=near) or self._country(words) or self._group(words)

    def alias(self, words: str, *, near: str | None = None) -> Actor | None:
        """Return the named actor that has `words` among its spellings, or None."""
        words = words[4:] if words[:4] in ("the ", "The ") else words
        bare = words.replace(".", "").strip()
        if bare in self.acronyms:
            return self._choose(self.acronyms[bare], near)
        folded = fold(words)
        plain = words.islower() and not has_article(words)
        if folded in self.exact and not plain:
            return self._choose(self.exact[folded], near)
        key = name_key(words)
        if key not in self.keys or plain or (" " not in key and len(key) < SHORTEST_KEY):
            return None
        return self._choose(self.keys[key], near)

    def entry(self, actor: Actor) -> ActorEntry | None:
        """Return the pack's entry on an actor, or None for countries and groups."""
        return self.by_id.get(actor.id)

    def person_named(self, words: str) -> Actor | None:
        """Return the one person whose full name is `words` up to looser spelling (`same_name`), or None."""
        # Two spellings of one name have a word in common, so no others need to be compared.
        near = {one for word in name_key(words).split() for one in self._persons.get(word, ())}
        found = {id_: self.by_id[id_].actor for id_, spelling in near if same_name(words, spelling)}
        return next(iter(found.values())) if len(found) == 1 else None

    def known(self, actor: Actor) -> Actor:
        """Return the pack's own actor where a pack has one under this id ("Iraqi police" is named there)."""
        entry = self.by_id.get(actor.id)
        return entry.actor if entry else actor

    def relevant(self, vocabulary: Collection[str]) -> list[str]:
        """Return the hashes of all parts that a text with these words could depend on, sorted."""
        seen = {part for word in vocabulary for part in name_key(word).split()}
        digests = {part.digest for part in self.entries.values() if part.words & seen}
        return sorted({*digests, self.common_digest})

    @cached_property
    def entries(self) -> Mapping[str, EntryPart]:
        """Every entry's hash and words, by id."""
        return {
            id_: EntryPart(e.digest, frozenset(w for s in e.spellings for w in name_key(s).split()))
            for id_, e in self.by_id.items()
        }

    @cached_property
    def words(self) -> frozenset[str]:
        """The keys of all words that a spelling is made of, but for articles."""
        return frozenset(word for key in self.keys for word in key.split())

    @cached_property
    def _persons(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        """The ids and full names of persons, by each word of the name's key."""
        found: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for id_, entry in self.by_id.items():
            for spelling in entry.spellings if entry.person else ():
                if " " in spelling:
                    for word in dict.fromkeys(name_key(spelling).split()):
                        found[word].append((id_, spelling))
        return {word: tuple(known) for word, known in found.items()}

    @property
    def fingerprint(self) -> str:
        """Digest everything that actors are known by."""
        parts = sorted(e.digest for e in self.by_id.values())
        return hashlib.sha256("\n".join([*parts, self.common_digest]).encode()).hexdigest()[:16]

    def _choose(self, ids: Sequence[str], near: str | None) -> Actor | None:
        if len(ids) > 1:
            ids = [i for i in ids if near is not None and self.by_id[i].actor.country == near]
        return self.by_id[ids[0]].actor if len(ids) == 1 else None

    def _country(self, words: str) -> Actor | None:
        country = self.countries.named(words)
        if country:
            return country.government
        people = self.countries.peopled(words)
        return people.state if people else None

    def _group(self, words: str) -> Actor | None:
        tokens = [t for t in words.replace("’s", "").replace("'s", "").split() if t.lower() not in ("the", "a", "an")]
        country: Country | None = None
        for size in range(min(4, len(tokens) - 1), 0, -1):
            country = self.countries.described(" ".join(tokens[:size]))
            if country:
                tokens = tokens[size:]
                break
        lemmas = [fold(t) for t in tokens]
        for form in (lemmas, [*lemmas[:-1], _singular(lemmas[-1])] if lemmas else []):
            found = self.groups.find(form, of_country=country is not None) if form else None
            if found and found[1] == len(form):
                return self.known(found[0].actor(country))
        return None


def _singular(word: str) -> str:
    """Undo the regular plural; irregular ones are listed in the data or lemmatised by the parser."""
    if word.endswith("men"):
        return word[:-3] + "man"
    if word.endswith("ies"):
        return word[:-3] + "y"
    return word[:-1] if word.endswith("s") and not word.endswith("ss") else word


@lru_cache(maxsize=1)
def open_actors() -> ActorIndex:
    """Return the actors that ship with the package, read once a process."""
    return load_actors(resources.files(__package__).joinpath("packs"))


def load_actors(folder: Traversable) -> ActorIndex:
    """Read and check all packs (`*.toml`) in `folder`; raises KnowledgeError naming file and entry."""
    by_id: dict[str, ActorEntry] = {}
    for file in sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name):
        for table in read_toml(file).get("actor", ()):
            entry = entry_from(table, file.name)
            if entry.actor.id in by_id:
                raise KnowledgeError(f"{file.name}: actor {entry.actor.id!r} is defined twice")
            by_id[entry.actor.id] = entry
    _check_links(by_id)
    keys: dict[str, set[str]] = defaultdict(set)
    exact: dict[str, set[str]] = defaultdict(set)
    acronyms: dict[str, set[str]] = defaultdict(set)
    longest = 1
    for id_, entry in by_id.items():
        for spelling in entry.spellings:
            bare = spelling.replace(".", "")
            longest = max(longest, len(fold(spelling).split()))
            if len(bare) <= LONGEST_ACRONYM and sum(map(str.isupper, bare)) >= 2 and " " not in bare:
                acronyms[bare].add(id_)
            else:
                exact[fold(spelling)].add(id_)
                keys[name_key(spelling)].add(id_)
    common = "\n".join(
        [
            names_fingerprint(),
            *(
                resources.files(__package__).joinpath(n).read_text(encoding="utf-8")
                for n in ("countries.toml", "former.toml", "generic.toml", "kinds.toml")
            ),
        ]
    )
    return ActorIndex(
        by_id,
        {k: tuple(sorted(v)) for k, v in keys.items()},
        {k: tuple(sorted(v)) for k, v in exact.items()},
        {k: tuple(sorted(v)) for k, v in acronyms.items()},
        longest,
        open_all_countries(),
        open_groups(),
        hashlib.sha256(common.encode()).hexdigest()[:16],
    )


def _check_links(by_id: Mapping[str, ActorEntry]) -> None:
    for entry in by_id.values():
        linked = [p.id for p in entry.parents] + ([entry.followers] if entry.followers else [])
        for id_ in linked:
            if id_ not in by_id:
                raise KnowledgeError(f"actor {entry.actor.id!r} names {id_!r}, which no pack defines")

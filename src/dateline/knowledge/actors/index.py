"""All known actors behind one door: words in, actor out.

Invariant: precision first. Words match an actor where they are one of its spellings up to the habits of
romanisation; an acronym only where it is written as one; and what two actors are called matches neither, unless the
country the text is about, or the day on which it was written, tells them apart.
"""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from importlib import resources
from importlib.resources.abc import Traversable
from pathlib import Path

from dateline.errors import KnowledgeError, PackError
from dateline.knowledge.actors.countries import Countries, Country, open_all_countries
from dateline.knowledge.actors.entry import ActorEntry, Alias
from dateline.knowledge.actors.generic import Groups, open_groups
from dateline.knowledge.actors.known import entries_beside
from dateline.knowledge.actors.pack_files import read_packs
from dateline.knowledge.actors.relations import ANCESTRAL, Office, Relation, RelationKind, climb
from dateline.knowledge.actors.spelling import bare, by_key, is_acronym
from dateline.knowledge.actors.user_packs import user_folder
from dateline.knowledge.names import fold, has_article, name_key, names_fingerprint, same_name
from dateline.model import Actor

__all__ = ["ActorIndex", "EntryPart", "load_actors", "open_actors"]

# A one-word key this short meets too many words of other names.
SHORTEST_KEY = 4


@dataclass(frozen=True, slots=True)
class EntryPart:
    """Say what of an entry a text could depend on: its content's hash, and the keys of its spellings' words."""

    digest: str
    words: frozenset[str]


@dataclass(frozen=True)
class ActorIndex:
    """Find actors by their words. `keys`, `exact` and `acronyms` lead from a spelling to the ids that have it, `claims`
    from its key to the aliases, by id."""

    by_id: Mapping[str, ActorEntry]
    keys: Mapping[str, tuple[str, ...]]
    exact: Mapping[str, tuple[str, ...]]
    acronyms: Mapping[str, tuple[str, ...]]
    claims: Mapping[str, Mapping[str, tuple[Alias, ...]]]
    longest: int
    countries: Countries
    groups: Groups
    common_digest: str

    def match(self, words: str, *, near: str | None = None, on: str | None = None) -> Actor | None:
        """Return the actor that `words` name, or None.

        `near` is the country that the text is about (ISO-2), `on` the day on which it was written (EDTF).

        >>> open_actors().match("Moktada al-Sadr").name
        'Muqtada al-Sadr'
        >>> open_actors().match("the Syrian police").id
        'SY:police'
        """
        return self.alias(words, near=near, on=on) or self._country(words) or self._group(words)

    def alias(self, words: str, *, near: str | None = None, on: str | None = None) -> Actor | None:
        """Return the named actor that has `words` among its spellings, or None; `near` and `on` as in `match`."""
        words = words[4:] if words[:4] in ("the ", "The ") else words
        letters = bare(words)
        if letters in self.acronyms:
            return self._choose(letters, self.acronyms[letters], near, on)
        folded, key = fold(words), name_key(words)
        plain = words.islower() and not has_article(words)
        if folded in self.exact and not plain:
            return self._choose(key, self.exact[folded], near, on)
        if key not in self.keys or plain or (" " not in key and len(key) < SHORTEST_KEY):
            return None
        return self._choose(key, self.keys[key], near, on)

    def relations(
        self, id_: str, *, kind: RelationKind | str | None = None, on: str | None = None, incoming: bool = False
    ) -> tuple[Relation, ...]:
        """Return the relations of an actor, of one kind or all, that may have held on a day (EDTF) or ever.

        With `incoming` those that others have to it. By kind, begin and id; empty where there are none.

        >>> [r.id for r in open_actors().relations("ramazan-corps", kind="parent")]
        ['qods-force']
        """
        found = self._incoming.get(id_, ()) if incoming else self._outgoing(id_)
        return tuple(r for r in found if (kind is None or r.kind == kind) and (on is None or r.interval.may_hold(on)))

    def ancestors(self, id_: str, *, on: str | None = None) -> tuple[str, ...]:
        """Return the ids of all that an actor was part of, a wing of or a member of, directly or not, nearest first.

        On a day (EDTF), or where the whole chain may have held at one time.

        >>> open_actors().ancestors("ramazan-corps")
        ('qods-force', 'revolutionary-guards', 'IR:government')
        """
        return climb(id_, lambda at: [r for r in self._outgoing(at) if r.kind in ANCESTRAL], on=on)

    def holders(self, office: str, of: str, *, on: str | None = None) -> tuple[Actor, ...]:
        """Return who may have held an office on a day (EDTF), or ever: by begin, then by id.

        `of` is a country (ISO-2), an area of any country by its name, or the id of an actor.

        >>> [a.name for a in open_actors().holders("governor", "Maysan", on="2011-06-02")]
        ['Ali Dway']
        """
        held = []
        for id_, entry in self.by_id.items():
            for each in entry.offices:
                kind, seat = each.seat
                is_of = seat == of if kind in ("actor", "country") else seat == name_key(of)
                if each.office == office and is_of and (on is None or each.held_on(on)):
                    held.append((each.interval.outer[0], id_))
        return tuple(self.by_id[id_].actor for id_ in dict.fromkeys(id_ for _, id_ in sorted(held)))

    def offices(self, id_: str, *, on: str | None = None) -> tuple[Office, ...]:
        """Return the offices that an actor may have held on a day (EDTF), or ever: by begin, then by name.

        >>> [str(o) for o in open_actors().offices("nouri-al-maliki", on="2008-06-14")]
        ['prime minister of IQ']
        """
        entry = self.by_id.get(id_)
        held = [o for o in entry.offices if on is None or o.held_on(on)] if entry else []
        return tuple(sorted(held, key=lambda o: (o.interval.outer[0], str(o))))

    def entry(self, actor: Actor) -> ActorEntry | None:
        """Return the pack's entry on an actor, or None for countries and groups."""
        return self.by_id.get(actor.id)

    def person_named(self, words: str) -> Actor | None:
        """Return the one person whose full name is `words` up to looser spelling (`same_name`), or None."""
        # Two spellings of one name have as many words, and one in common, so no others need to be compared.
        parts = name_key(words).split()
        near = {one for word in parts for one in self._persons.get((word, len(parts)), ())}
        found = {id_: self.by_id[id_].actor for id_, spelling in near if same_name(words, spelling)}
        return next(iter(found.values())) if len(found) == 1 else None

    def known(self, actor: Actor) -> Actor:
        """Return the pack's own actor where a pack has one under this id ("Iraqi police" is named there)."""
        entry = self.by_id.get(actor.id)
        return entry.actor if entry else actor

    def relevant(self, vocabulary: Collection[str]) -> list[str]:
        """Return the hashes of all parts that a text with these words could depend on, sorted."""
        seen = {part for word in vocabulary for part in name_key(word).split()}
        return sorted({self.common_digest}.union(*(self._digests.get(word, ()) for word in seen)))

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
    def _persons(self) -> Mapping[tuple[str, int], tuple[tuple[str, str], ...]]:
        """The ids and full names of persons, by each word of the name's key and the number of its words; a local one
        tells nobody by itself."""
        found: dict[tuple[str, int], list[tuple[str, str]]] = defaultdict(list)
        for id_, entry in self.by_id.items():
            for alias in entry.names if entry.person else ():
                if " " in alias.name and not alias.local:
                    parts = name_key(alias.name).split()
                    for word in dict.fromkeys(parts):
                        found[word, len(parts)].append((id_, alias.name))
        return {word: tuple(known) for word, known in found.items()}

    @cached_property
    def _digests(self) -> Mapping[str, frozenset[str]]:
        """The hashes of the entries that have a word, by its key."""
        found: dict[str, set[str]] = defaultdict(set)
        for part in self.entries.values():
            for word in part.words:
                found[word].add(part.digest)
        return {word: frozenset(digests) for word, digests in found.items()}

    @property
    def fingerprint(self) -> str:
        """Digest everything that actors are known by."""
        parts = sorted(e.digest for e in self.by_id.values())
        return hashlib.sha256("\n".join([*parts, self.common_digest]).encode()).hexdigest()[:16]

    @cached_property
    def _incoming(self) -> Mapping[str, tuple[Relation, ...]]:
        """The relations that others have to an actor, by its id."""
        found: dict[str, list[Relation]] = defaultdict(list)
        for id_ in self.by_id:
            for relation in self._outgoing(id_):
                found[relation.id].append(relation)
        return {id_: tuple(sorted(to, key=_order)) for id_, to in found.items()}

    def _outgoing(self, id_: str) -> list[Relation]:
        entry = self.by_id.get(id_)
        return sorted(entry.relations, key=_order) if entry else []

    def _choose(self, key: str, ids: Sequence[str], near: str | None, on: str | None) -> Actor | None:
        ids = [i for i in ids if near == self.by_id[i].actor.country or not all(a.local for a in self.claims[key][i])]
        if len(ids) > 1 and on is not None:
            ids = [i for i in ids if any(a.interval.may_hold(on) for a in self.claims[key][i])]
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


def open_actors() -> ActorIndex:
    """Return the actors that ship with the package and those of the user's own packs, read once a process.

    Raises PackError where a pack of the user's is refused, else KnowledgeError as `load_actors` does.
    """
    return _opened(user_folder())


@lru_cache(maxsize=2)
def _opened(own: Path | None) -> ActorIndex:
    packs = resources.files(__package__).joinpath("packs")
    try:
        return load_actors(packs, own=own, listed=True)
    except KnowledgeError as error:
        if own is None or not own.exists():
            raise
        load_actors(packs, listed=True)  # where our own are at fault that is what is said
        raise PackError(str(error)) from None


def load_actors(folder: Traversable, *, own: Path | None = None, listed: bool = False) -> ActorIndex:
    """Read and check all packs (`*.toml`) in `folder`, then a user's `own`; `listed`: and who else is known.

    Raises KnowledgeError that names everything that is wrong, each with its file and line.
    """
    by_id = dict(read_packs(folder, own=own))
    if listed:
        by_id |= entries_beside(by_id)
    claims = by_key(by_id)
    keys: dict[str, set[str]] = defaultdict(set)
    exact: dict[str, set[str]] = defaultdict(set)
    acronyms: dict[str, set[str]] = defaultdict(set)
    longest = 1
    for key, claimed in claims.items():
        for id_, aliases in claimed.items():
            for alias in aliases:
                longest = max(longest, len(fold(alias.name).split()))
                if is_acronym(alias.name):
                    acronyms[key].add(id_)
                else:
                    exact[fold(alias.name)].add(id_)
                    keys[key].add(id_)
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
        claims,
        longest,
        open_all_countries(),
        open_groups(),
        hashlib.sha256(common.encode()).hexdigest()[:16],
    )


def _order(relation: Relation) -> tuple[int, str, str]:
    return list(RelationKind).index(relation.kind), relation.interval.outer[0].isoformat(), relation.id

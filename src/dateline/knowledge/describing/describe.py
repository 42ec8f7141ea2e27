"""Describe an actor by the words that it is told with: its country, what sort it is, who stands behind it.

Invariant: the head of a phrase tells the kind and what stands before or after it the country; who is known by name is
what they were on the day that is asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date

from dateline.knowledge.actors import open_actors, open_countries, open_groups
from dateline.knowledge.actors.generic import Group
from dateline.knowledge.actors.known import RULING, Known, Term, open_known
from dateline.knowledge.describing.description import NOBODY, Description
from dateline.knowledge.describing.lands import Land, land_in, land_of
from dateline.knowledge.describing.nouns import is_name, is_noun, kind_of
from dateline.knowledge.describing.offices import OFFICES, has_left, loosely_named, over
from dateline.knowledge.describing.phrases import (
    Compound,
    apposed,
    compounds_of,
    lemmas_of,
    may_be_named,
    possessor_of,
    split_at_preposition,
    tokens_of,
    without_former,
    without_openings,
)
from dateline.knowledge.describing.words import phrase_words
from dateline.model import Actor

__all__ = ["describe"]

# Kinds of a state as such: who presides over one is in its government, over a bank or a union is of that.
_STATE = frozenset({None, "government", "civilian", "igo", "military"})
# Kinds of persons and bodies whose forces, or officials, are of a kind of their own.
_RULERS = frozenset({"government", "elite", "civilian"})
_DEEPEST = 6
# Small words of names are no longer ("van der", "bin").
SHORTEST_NAME = 3


def describe(words: str, *, context: str | None = None, on: date | None = None) -> Description:
    """Return what `words` tell of an actor; `context` are words that name the country spoken of, `on` is the day.

    Without a day, somebody is what they are best known as. Words that say nothing of an actor give `NOBODY`.

    >>> found = describe("Turkish-backed rebels in Aleppo")
    >>> found.kind, found.country, found.backer
    ('rebel', 'SY', 'TR')
    >>> describe("former President Barack Obama").kind
    'elite'
    """
    near = land_in(tokens_of(context)) if context else None
    found = _Reader(near[0].country.code if near else None, on.isoformat() if on else None).phrase(words)
    if found.country is None and near and found.body is None and _is_of_the_state(found):
        return _of_country(replace(found, country=near[0].country.code))
    return found


def _is_of_the_state(found: Description) -> bool:
    group = open_groups().by_slug.get(found.role or "")
    return group is not None and (group.state or group.slug == "party")


@dataclass(frozen=True, slots=True)
class _Reader:
    near: str | None
    day: str | None

    def phrase(self, words: str, depth: int = 0) -> Description:
        """Describe a phrase, by the first of the ways that tells something."""
        tokens = tokens_of(words)
        if depth > _DEEPEST or not tokens or " ".join(tokens).lower() in phrase_words().pronouns:
            return NOBODY
        whole = self.named(" ".join(tokens))
        if whole:
            return self.backed(whole, compounds_of(tokens)[0])
        land = land_of(" ".join(tokens), near=self.near, alone=True)
        if land and land.how != "place":
            return _of_land(land)
        inner = self.within(tokens, depth) if may_be_named(tokens) else None
        if inner:
            return inner
        bare = without_openings(tokens)
        if bare != tokens:
            return self.phrase(" ".join(bare), depth + 1)
        return (
            self.apposition(tokens, depth)
            or self.over(tokens, depth)
            or self.compound(tokens, depth)
            or self.titled(tokens, depth)
            or self.possessed(tokens, depth)
            or self.followed(tokens, depth)
            or self.plain(tokens, depth)
        )

    def named(self, words: str) -> Description | None:
        """Describe who is known by the whole of `words`."""
        actor = open_actors().alias(words, near=self.near, on=self.day)
        known = open_known().of(actor) if actor else open_known().named(words, near=self.near, day=self.day)
        if actor and self.near and actor.country not in (None, self.near):
            local = open_known().named(words, near=self.near, day=self.day)
            if local and local.actor.country == self.near:
                return self.of_known(local, words, actor=local.actor)
        if known is None and actor is None and words.endswith("s"):
            known = open_known().named(words[:-1], near=self.near, day=self.day) if words[:-1].isupper() else None
        if known is None and actor is None and words[:1].isupper():
            known = self.ruler(words) if " " not in words else open_known().by_id.get(loosely_named(words) or "")
        if actor is None and known is None:
            return None
        if known is None:
            assert actor is not None
            found = Description(actor, actor.country, actor.kind, rest=words)
            return over(found) if self.day and has_left(actor, self.day) else found
        return self.of_known(known, words, actor=actor)

    def ruler(self, surname: str) -> Known | None:
        """Return the one who ruled and is known by the last name alone; of several who held office on the day."""
        if land_of(surname, near=self.near, alone=True):
            return None
        rulers = [k for k in open_known().surnamed(surname) if any(t.role in RULING for t in k.terms)]
        if len(rulers) > 1 and self.near:
            rulers = [k for k in rulers if k.actor.country == self.near] or rulers
        if len(rulers) > 1:
            rulers = [k for k in rulers if any(t.role in RULING and t.holds(self.day or "") for t in k.terms)]
        return rulers[0] if len(rulers) == 1 else None

    def of_known(
        self, known: Known, words: str, *, said: Group | None = None, actor: Actor | None = None
    ) -> Description:
        """Describe one of the listed on the day; `said` is the office that the words give, `actor` that of a pack."""
        actor = actor or open_actors().alias(known.actor.name, near=known.actor.country, on=self.day) or known.actor
        country = known.actor.country
        term = self.held(known, said)
        if term:
            body, country = (known.body, country) if term.body is None else (term.body, None)
            actor = replace(actor, kind=term.kind)
            return Description(actor, country, term.kind, term.second, term.role, body, rest=words)
        if not known.terms:
            kind, second = known.actor.kind, known.second
            if actor.kind not in (kind, second):
                kind, second = actor.kind, None
            return Description(actor, country, kind, second, None, known.body, rest=words)
        last = known.last_term(self.day) if self.day else None
        if last is None:
            return Description(actor, country, None, rest=words)
        if known.person:
            kind = "elite" if last.kind in OFFICES or last.role in RULING else last.kind
            return Description(replace(actor, kind=kind), country, kind, None, last.role, None, former=True, rest=words)
        return Description(actor, country, last.kind, last.second, last.role, known.body, former=True, rest=words)

    def held(self, known: Known, said: Group | None) -> Term | None:
        """Return the term on the day, of the office that is said first; where there is none, the one that is said."""
        held = [t for t in known.terms if self.day is None or t.holds(self.day)]
        if said is None:
            return held[0] if held else None
        of_office = [t for t in held if t.role == said.slug] or held
        of_office = of_office or [t for t in known.terms if t.role == said.slug or t.kind == said.kind]
        return of_office[0] if of_office else None

    def apposition(self, tokens: Sequence[str], depth: int) -> Description | None:
        """Describe "A, B": what A does not tell, B may."""
        parts = apposed(tokens)
        if len(parts) < 2:
            return None
        found = NOBODY
        for part in parts:
            found = _filled(found, self.phrase(part, depth + 1))
        return None if found.says_nothing else found

    def over(self, tokens: Sequence[str], depth: int) -> Description | None:
        """Describe who held an office once: "former", "ex-"."""
        rest = without_former(tokens)
        if rest is None:
            return None
        found = self.phrase(" ".join(rest), depth + 1)
        return over(found) if not found.says_nothing else None

    def compound(self, tokens: Sequence[str], depth: int) -> Description | None:
        """Describe what a compound stands before: "Turkish-backed rebels", "a Kenya-based group"."""
        compounds, rest = compounds_of(tokens)
        if not compounds:
            return None
        return self.backed(self.phrase(" ".join(rest), depth + 1), compounds)

    def backed(self, found: Description, compounds: Sequence[Compound]) -> Description:
        """Add who stands behind an actor, and where it is of if nothing else tells it."""
        for compound in compounds:
            land = self.land(compound)
            if land and compound.backs:
                found = replace(found, backer=land.country.code)
            elif land and found.country is None and found.body is None:
                found = _of_country(replace(found, country=land.country.code))
            elif not compound.stance and not compound.backs and found.country is None:
                who = self.named(compound.words)
                found = replace(found, country=who.country if who else None)
        return found

    def land(self, compound: Compound) -> Land | None:
        """Return the country that the first part of a compound tells."""
        return None if compound.stance else land_of(compound.words, near=self.near)

    def titled(self, tokens: Sequence[str], depth: int) -> Description | None:
        """Describe "President X": who is known by the name, or else what the title tells."""
        for cut in range(1, len(tokens)):
            name = tokens[cut:]
            if not name[0][:1].isupper() or not all(t.lower() != t or len(t) <= SHORTEST_NAME for t in name):
                continue
            title = open_groups().find(lemmas_of(tokens[:cut]))
            group = title[0] if title and (title[0].role or title[0].person) else None
            land = land_in([t.removesuffix("'s").removesuffix("’s") for t in tokens[:cut]]) if group else None
            known = _Reader(land[0].country.code if land else self.near, self.day).person(" ".join(name), group)
            if known and (group or len(name) > 1):
                before = self.phrase(" ".join(tokens[:cut]), depth + 1)
                found = self.of_known(known, " ".join(name), said=group)
                return _filled(found, replace(before, actor=None, kind=None, second=None))
            of_pack = self.named(" ".join(name)) if group else None
            entry = open_actors().entry(of_pack.actor) if of_pack and of_pack.actor else None
            if of_pack and entry and entry.person:
                return of_pack
        for cut in range(len(tokens) - 1, 0, -1):
            title = open_groups().find(lemmas_of(tokens[:cut]))
            if title and title[0].role and is_name(tokens[cut:]):
                found = self.phrase(" ".join(tokens[:cut]), depth + 1)
                return replace(found, rest=" ".join(tokens[cut:]))
        return None

    def person(self, name: str, group: Group | None) -> Known | None:
        """Return the person of a name; with a title also by the last name, where one such held such an office."""
        known = open_known().named(name, near=self.near, day=self.day)
        if known and known.person:
            return known
        if group is None or " " in name:
            return None
        alike = [k for k in open_known().surnamed(name) if any(t.kind == group.kind for t in k.terms)]
        for narrow in (
            lambda k: any(t.role == group.slug for t in k.terms),
            lambda k: any(t.kind == group.kind and t.holds(self.day) for t in k.terms) if self.day else True,
            lambda k: k.actor.country == self.near,
        ):
            if len(alike) > 1:
                alike = [k for k in alike if narrow(k)] or alike
        return alike[0] if len(alike) == 1 else None

    def possessed(self, tokens: Sequence[str], depth: int) -> Description | None:
        """Describe "X's Y": Y tells the kind, unless it only speaks or acts for X."""
        parts = possessor_of(tokens)
        if parts is None:
            return None
        owner, thing = (self.phrase(" ".join(part), depth + 1) for part in parts)
        return self.joined(thing, lemmas_of(parts[1]), owner, of=True)

    def followed(self, tokens: Sequence[str], depth: int) -> Description | None:
        """Describe "Y of X": the country from X where Y tells none, the kind where Y is of X and tells none."""
        parts = split_at_preposition(tokens)
        if parts is None:
            return None
        head, preposition, rest = parts
        main = self.phrase(" ".join(head), depth + 1)
        other = self.phrase(" ".join(rest), depth + 1)
        if preposition not in phrase_words().of:
            return main if not main.says_nothing else None
        return self.joined(main, lemmas_of(head), other, of=preposition in ("of", "at", "from"))

    def joined(self, main: Description, head: Sequence[str], other: Description, *, of: bool) -> Description:
        """Put together what a head and whom it belongs to tell."""
        group = open_groups().by_slug.get(main.role or "")
        voice = bool(head) and (head[-1] in phrase_words().voices or head[-1] in open_groups().mouthpieces)
        weak = main.kind is None
        found = replace(main, country=main.country or other.country, body=main.body or other.body)
        if main.country is None and other.country:
            found = replace(found, place=other.place)
        own = group is not None and group.office and (other.kind in _STATE or other.body is not None)
        if of and other.kind and _tells_kind(other) and (weak or (voice and not own and other.kind not in _RULERS)):
            second = other.second
            if other.kind == "igo" and main.kind in ("military", "police"):
                second = main.kind
            found = replace(found, kind=other.kind, second=second, role=other.role or main.role)
        if found.kind and other.actor and of and voice and found.kind == other.kind and group:
            return replace(found, actor=other.actor)
        return _of_country(found)

    def plain(self, tokens: Sequence[str], depth: int) -> Description:
        """Describe a noun phrase: the country from any of its words, the kind from its last noun or its modifiers."""
        inner = self.within(tokens, depth)
        if inner:
            return inner
        land = land_in(tokens, near=self.near, alone=True)
        rest = [*tokens[: land[1]], *tokens[land[2] :]] if land else list(tokens)
        country = land[0].country if land else None
        if land and not rest:
            return _of_land(land[0])
        if land:
            told = (
                self.named(" ".join(rest)) if country is None or depth > _DEEPEST else _with(self, country.code, rest)
            )
            if told and told.country in (None, country.code if country else None):
                return replace(told, country=told.country or (country.code if country else None))
        kind, second, group = kind_of(rest, of_country=land is not None)
        if group is None and kind is None and (land is None or land[0].how == "place"):
            return NOBODY
        actor = open_actors().known(group.actor(country)) if group else None
        return Description(
            actor,
            country.code if country else None,
            kind,
            second,
            group.slug if group else None,
            place=land[0].place if land else None,
            rest=" ".join(rest),
        )

    def within(self, tokens: Sequence[str], depth: int) -> Description | None:
        """Describe a phrase with somebody known in it: "CIA officials", "the EU legislature", "the PRI of Mexico"."""
        words = land_in(tokens, near=self.near)
        _, first, last = words if words and words[0].how != "place" else (None, 0, 0)
        for size in range(len(tokens) - 1, 0, -1):
            for start in range(len(tokens) - size + 1):
                part = tokens[start : start + size]
                if part[0].islower() or part[-1].islower():
                    continue
                if first <= start and start + size <= last:
                    continue
                found = self.named(" ".join(part))
                if found is None or (found.former and size == 1):
                    continue
                before, after = tokens[:start], tokens[start + size :]
                if after and not is_noun(after):
                    continue
                if before and not after and not (part[0].isupper() or land_in(before) or is_noun(before)):
                    continue
                head = self.phrase(" ".join(after or before), depth + 1)
                if not after:
                    return replace(found, country=found.country or head.country)
                return self.joined(replace(head, rest=" ".join([*before, *after])), lemmas_of(after), found, of=True)
        return None


def _with(reader: _Reader, country: str, rest: Sequence[str]) -> Description | None:
    """Return who is known by the other words in a country."""
    return _Reader(country, reader.day).named(" ".join(rest))


def _of_country(found: Description) -> Description:
    """Give an actor of no country the country that was found for it."""
    group = open_groups().by_slug.get(found.role or "")
    if group is None or found.actor is None or found.country is None or found.actor != group.actor(None):
        return found
    return replace(found, actor=open_actors().known(group.actor(open_countries().by_code[found.country])))


def _of_land(land: Land) -> Description:
    """Describe a country or a place: a capital stands for those who govern, a town for those who live there."""
    country = land.country
    if land.how == "capital":
        return Description(country.government, country.code, "government", place=land.place)
    if land.how in ("part", "place"):
        kind, second, group = kind_of([land.place or ""], of_country=False)
        if group:
            return Description(group.actor(country), country.code, kind, second, group.slug)
        return Description(None, country.code, "civilian" if land.city else None, place=land.place)
    return Description(country.state, country.code)


def _tells_kind(found: Description) -> bool:
    """Tell whether a kind is one of an actor, not that of a place or a state as such."""
    return found.role is not None or bool(found.rest) or (found.actor is not None and found.place is None)


def _filled(found: Description, other: Description) -> Description:
    """Fill what `found` leaves open with what `other` tells."""
    if found.says_nothing:
        return other
    if found.kind is None:
        found = replace(found, kind=other.kind, second=other.second, role=found.role or other.role)
    return replace(
        found,
        actor=found.actor or other.actor,
        country=found.country or (other.country if found.body is None else None),
        body=found.body or (other.body if found.country is None else None),
        backer=found.backer or other.backer,
    )

"""Actors that are described: "Iraqi police", "the army's spokesman", "fighters of the Mahdi Army", "the Americans".

Invariant: the noun tells what they are; an adjective of nationality, a possessor or an "of" tells whose; where
neither does, an organ of a state is taken for that of the one country the text is about, and all others stay without.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from dateline.finding.actor_nations import Nations
from dateline.finding.actor_rules import Candidate, actor_rules, is_one_body
from dateline.finding.compounds import compound_at, country_at, is_part
from dateline.knowledge.actors import LONGEST_NOUN, ActorEntry, Country, Group
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.names import fold
from dateline.language import Token
from dateline.model import Actor

__all__ = ["Describer"]

_OWNING = frozenset({"of", "for", "from", "with"})


@dataclass(slots=True)
class Describer(Nations):
    """Find the described actors of one sentence; `named` are its named ones, `resolve` looks a pronoun up.

    `home` returns whose an unnamed group at a token is, or None.
    """

    resolve: Callable[[Token], Actor | None]
    home: Callable[[Group, Token], Country | None]

    def find(self) -> list[Candidate]:
        """Return the described actors in order of their heads, with the named ones that none of them takes in."""
        found = [c for token in self.sentence.tokens if (c := self.describe(token)) is not None]
        swallowed = {
            n for n in self.named for c in found if c.first <= n.first and n.last <= c.last and c.head != n.head
        }
        owners = {n for n in swallowed if self._is_owner(n)}
        return sorted([*found, *(n for n in self.named if n not in swallowed or n in owners)], key=lambda c: c.first)

    def describe(self, token: Token) -> Candidate | None:
        """Return the actor that the phrase headed by `token` describes, or None."""
        if token.pos not in ("NOUN", "PROPN", "ADJ", "NUM") or token.i in self._named_at:
            return None
        if self._is_none(token) or self._opens_name(token):
            return None
        if token.dep in ("compound", "nmod", "amod", "advmod", "npadvmod") and not self._is_coordinated(token):
            return self._adjective(token) or (self._group(token) if self._carries_out(token) else None)
        country = self._country(token)
        if country is not None:
            return country
        return self._group(token)

    def _is_none(self, token: Token) -> bool:
        """Tell whether the words say that there is no such body ("with no army", "neither side")."""
        if token.dep not in ("nsubj", "pobj"):
            return False
        none = actor_rules().none
        if token.dep == "pobj" and self.sentence.head_of(token).lower in none:
            return True
        return any(k.lower in none for k in self.sentence.kids(token, "det", "preconj"))

    def _carries_out(self, token: Token) -> bool:
        """Tell whether a noun stands before an act as the one who does it ("police firing", "an Army *air* strike")."""
        head = self.sentence.head_of(token)
        acts = {head.lemma, head.lower} & actor_rules().act_nouns
        between = self.sentence.tokens[token.i + 1 : head.i]
        means = all(t.pos == "NOUN" and t.dep == "compound" and t.lower in actor_rules().act_means for t in between)
        return token.pos in ("NOUN", "PROPN") and token.i < head.i and means and bool(acts)

    def _group(self, token: Token) -> Candidate | None:
        if token.pos not in ("NOUN", "PROPN") or not self._may_be_group(token):
            return None
        first = self._first(token)
        before = [t for t in self.sentence.tokens[first : token.i] if t.dep != "poss" and t.pos != "PART"]
        if is_part(self.sentence, token.i, only_last=True) and not self._is_titled_part(token):
            return None
        whose = self._nationality(token, first)
        lemmas = [_lemma(t) for t in [*before, token] if t.i not in self._named_at and t.text[0].isalnum()]
        groups = self.index.groups
        last = self._spelt_out(token, lemmas, of_country=whose is not None)
        more = self.sentence.tokens[token.i + 1 : last]  # "Ministry *of Defence*"
        if more:
            lemmas += [t.lower for t in more]
            whose = whose or self._nationality(more[-1], more[-1].i)
        owner = self._owner(token, first, last)
        found = groups.find(lemmas, of_country=whose is not None)
        several = token.tag in ("NNS", "NNPS") or token.lower in actor_rules().plurals
        plural = several and not is_one_body(token)
        if owner is not None and self._is_no_more(token):
            return self._made(first, token, self._described(token), plural=plural)
        if owner is not None and not more and token.lemma in groups.mouthpieces | groups.members:
            actor = self._standing_for(token, owner, found[0] if found else None)
            person = bool(found and found[0].person and not plural) or token.lemma in groups.mouthpieces
            person = person and token.lemma not in actor_rules().bodies
            return self._made(first, token, actor, person=person, plural=plural) if actor else None
        inner = groups.find(lemmas[: -found[1] if found else -1], of_country=whose is not None)
        inner = None if inner and any(t.pos == "ADJ" and t.lower in actor_rules().only_nouns for t in before) else inner
        if token.lemma in groups.mouthpieces and inner:
            actor = self._organ(inner[0], whose, "", token)
            return self._made(first, token, actor, person=not plural, plural=plural)
        if found is None:
            return self._titled(token, first, lemmas, whose)
        group, size = found
        person = group.person and not plural and token.lemma not in actor_rules().bodies
        if group.role and (owner or inner) and not (group.office and owner and owner.kind == "government"):
            body = owner or (self._organ(inner[0], whose, "", token) if inner else None)
            if body is not None:
                name = f"{body.name} {' '.join(lemmas[-size:])}"
                actor = Actor(f"{body.id}/{group.slug}", name, _kind_in(group, body), body.country, known=body.known)
                return self._made(first, token, actor, person=person, plural=plural, last=last)
        if not group.bare:
            if inner is None or not inner[0].member:
                return None
            return self._made(first, token, self._organ(inner[0], whose, "", token), plural=plural)
        if group.role and group.kind is None:
            actor = self._described(token)
            return self._made(first, token, actor, person=person, plural=plural)
        rest = before[: len(before) - size + len(more) + 1]
        if not whose and (body_named := self._called(group, rest)) is not None:
            return self._made(first, token, body_named, person=person, plural=plural, named=True)
        place = self._place(rest) if group.state and not whose else ""
        if not whose and not place and self._is_of_others(rest):
            named = self._named_body(group, first, token, rest)
            if named is not None:
                return self._made(first, token, named, plural=plural, named=True)
            return self._made(
                first, token, self.index.known(group.actor(None)), person=person, plural=plural, last=last
            )
        actor = self._organ(group, whose, place, token)
        return self._made(first, token, actor, person=person, plural=plural or group.plural, last=last)

    def _spelt_out(self, token: Token, lemmas: Sequence[str], *, of_country: bool) -> int:
        """Return where a noun ends that goes on with "of", and is known as a whole ("chief *of staff*")."""
        tokens, end = self.sentence.tokens, token.i + 1
        if end == len(tokens) or tokens[end].lower != "of" or tokens[end].head != token.i:
            return end
        for last in range(min(end + LONGEST_NOUN - 1, len(tokens)), end + 1, -1):
            more = [t.lower for t in tokens[end:last]]
            found = self.index.groups.find([*lemmas, *more], of_country=of_country)
            if found is not None and found[1] > len(more) and not self._named_at.keys() & set(range(end, last)):
                return last
        return end

    def _opens_name(self, token: Token) -> bool:
        """Tell whether a capitalised word owns the rest of a name: "the *People*'s Volunteer Army"."""
        return token.pos == "PROPN" and token.dep == "poss" and self.sentence.head_of(token).pos == "PROPN"

    def _may_be_group(self, token: Token) -> bool:
        """Tell whether a noun could head a group's phrase, by itself: most nouns could not."""
        groups = self.index.groups
        stands_for = token.lemma in groups.mouthpieces or token.lemma in groups.members
        return token.pos == "PROPN" or stands_for or _lemma(token) in groups.ends or not token.text[0].isalnum()

    def _titled(self, token: Token, first: int, lemmas: Sequence[str], whose: Country | None) -> Candidate | None:
        """Return the office before a name that was not taken for one ("police superintendent a. k. rao"), or None."""
        if token.pos != "PROPN":
            return None
        for cut in range(len(lemmas) - 1, 0, -1):
            found = self.index.groups.find(lemmas[:cut], of_country=whose is not None)
            if found is not None:
                group = found[0]
                office = group.person and group.kind is not None
                return self._made(first, token, self._organ(group, whose, "", token), person=True) if office else None
        return None

    def _standing_for(self, token: Token, owner: Actor, group: Group | None) -> Actor | None:
        """Return whom a member, a follower or a spokesman of `owner` stands for."""
        groups = self.index.groups
        entry = self.index.entry(owner)
        if token.lemma in groups.mouthpieces:
            return owner
        is_person = (entry is not None and entry.person) or (owner.kind is None and not owner.name.isupper())
        is_person = is_person or self._is_persons(token)
        if entry is not None and entry.followers and token.lemma in groups.followers and not self._rules(entry, token):
            return self.index.by_id[entry.followers].actor
        # Those who fight for an organisation of states are its own ("mission troops"); its other people are no organ.
        is_force = owner.kind == "igo" and group is not None and group.kind in ("military", "militia", "police")
        if is_person or (owner.kind in ("government", "igo") and group is not None and not is_force):
            if group is None:
                return None
            country = self.index.countries.by_code.get(owner.country or "")
            return self.index.known(group.actor(country if group.state else None))
        return owner

    def _rules(self, entry: ActorEntry, token: Token) -> bool:
        """Tell whether a noun may be the army of a state whose ruler they are of, and not his own following.

        "Saddam's *forces*" may be either, his "supporters" are none of the army's.
        """
        found = self.index.groups.find([token.lemma], of_country=True)
        own = self.index.by_id[entry.followers].actor if entry.followers else None
        is_army = found is not None and found[0].kind == "military" and own is not None and own.kind != "military"
        return is_army and any(held.office in actor_rules().rulers for held in entry.offices)

    def _is_persons(self, token: Token) -> bool:
        """Tell whether what a noun names is some one person's ("his government", "Mr Kilo's soldiers")."""
        for poss in self.sentence.kids(token, "poss"):
            named = self._named_at.get(poss.i)
            if actor_rules().pronouns.get(poss.lower) == "he" or (named is not None and named.person):
                return True
        return False

    def _organ(self, group: Group, whose: Country | None, place: str, token: Token) -> Actor:
        kids = self.sentence.kids(token, "amod", "det", "poss", "acl")
        # Whoever is backed by a state is none of its own ("troops backed by Kilo", "Kilo-backed troops").
        elsewhere = any(k.lower in actor_rules().of_others or k.lower in actor_rules().backed for k in kids)
        elsewhere = elsewhere or self._is_abroad(token)
        return self.index.known(group.actor(whose or (None if elsewhere else self.home(group, token)), place))

    def _called(self, group: Group, rest: Sequence[Token]) -> Actor | None:
        """Return the armed body that a name stands for before the noun of what it is ("the *Kilo Lima* militia")."""
        if group.kind not in ("militia", "rebel", "criminal") or len(rest) < 2:
            return None
        for span in self.sentence.names:
            if span.label in ("PERSON", "ORG") and (span.first, span.last) == (rest[0].i, rest[-1].i + 1):
                words = self._text(span.first, span.last)
                known = self.index.alias(words, near=self.lands.near.code if self.lands.near else None)
                return known or Actor(f"text:{fold(words)}", words, group.kind, None, known=False)
        return None

    def _is_abroad(self, token: Token) -> bool:
        """Tell whether the owner is a place on the map, and in none of the country that the text is about."""
        near = self.lands.near.code if self.lands.near else None
        for owner in self.sentence.kids(token, "poss"):
            if owner.pos == "PROPN" and owner.text[0].isupper() and owner.i not in self._named_at:
                found = open_gazetteer().lookup(self._text(self._first(owner), owner.i + 1))
                lands = {entry.place.country for entry in found}
                return bool(lands) and near not in lands
        return False

    def _named_body(self, group: Group, first: int, token: Token, rest: Sequence[Token]) -> Actor | None:
        """Return the body whose proper name ends in a group's noun ("Northern Liberation Army"), or None."""
        if not token.text[0].isupper() or group.person or not all(t.text[0].isupper() for t in rest):
            return None
        words = self._text(first, token.i + 1)
        known = self.index.alias(words, near=self.lands.near.code if self.lands.near else None)
        is_risen = group.kind == "military" and bool(actor_rules().risen & {t.lower for t in rest})
        kind = None if is_risen else group.kind
        return known or Actor(f"text:{fold(words)}", words, kind, None, known=False)

    def _is_no_more(self, token: Token) -> bool:
        """Tell whether those of a body are said to be of it no more, or against it ("former members of")."""
        words = {token.lower, token.lemma, *(k.lower for k in self.sentence.kids(token, "amod", "compound", "nmod"))}
        return bool(words & actor_rules().no_more)

    def _is_titled_part(self, token: Token) -> bool:
        """Tell whether the parts of a compound before its last are titles ("lieutenant-general")."""
        start, _ = compound_at(self.sentence, token.i)
        parts = [t.lower for t in self.sentence.tokens[start : token.i] if t.text[0].isalnum()]
        return bool(parts) and all(p in actor_rules().titles for p in parts)

    def _described(self, token: Token) -> Actor:
        """Make an actor of a role that nothing known is behind ("head of the security committee")."""
        last = token.i + 1
        for prep in self.sentence.kids(token, "prep")[:1]:
            pobj = self.sentence.kids(prep, "pobj")
            if prep.lower == "of" and prep.i == last and pobj:
                last = pobj[0].i + 1
        words = " ".join(self._text(self._first(token), last).split())
        return Actor(f"text:{fold(words)}", words, None, None, known=False)

    def _place(self, before: Sequence[Token]) -> str:
        """Return the capitalised name before an organ's noun ("Maysan police"), or nothing."""
        words = [t for t in before if t.pos == "PROPN" and t.text[0].isupper() and t.i not in self._named_at]
        if not words or words[-1].i - words[0].i != len(words) - 1:
            return ""
        start, end = words[0].start - self.sentence.start, words[-1].end - self.sentence.start
        place = self.sentence.text[start:end]
        land = self.lands.near.code if self.lands.near else None
        on_map = any(land in (None, e.place.country) for e in open_gazetteer().lookup(place))
        return place if on_map else ""  # "the Red Army" in a text about Poland is no army of a Polish town

    def _is_of_others(self, before: Sequence[Token]) -> bool:
        """Tell whether an adjective in capitals says whose it is, and no country is known by it ("Prussian army")."""
        own = (t for t in before if t.pos in ("ADJ", "PROPN") and len(t.text) > 1 and self._is_capital(t))
        return any(t.i > 0 or country_at(self.sentence, t.i) is None for t in own)

    def _adjective(self, token: Token) -> Candidate | None:
        """Return whose act or thing it is: the country in "an Iranian missile strike"."""
        head = self.sentence.head_of(token)
        country = country_at(self.sentence, token.i)
        if country is None or head.pos not in ("NOUN", "PROPN") or self._is_apart(token.i):
            return None
        if head.lemma.lower() in country.not_before:
            return None
        shared = self.index.groups.find([_lemma(head)], of_country=True)
        if shared is not None:
            if not self._is_paired(token):
                return None
            return self._made(token.i, token, self._organ(shared[0], country, "", token), plural=True, named=True)
        kinds = self.index.groups.adjectives
        if head.lemma in kinds.military:
            group = self.index.groups.by_slug["military"]
            return self._made(token.i, token, self.index.known(group.actor(country)), named=True)
        if head.lemma in kinds.government:
            return self._made(token.i, token, country.government, named=True)
        return None

    def _owner(self, token: Token, first: int, last: int) -> Actor | None:
        """Return the actor that tokens `[first, last)` are of: a named premodifier, a possessor, the object of "of"."""
        for i in range(token.i - 1, first - 1, -1):
            named = self._named_at.get(i)
            if named is not None and self._hangs_on(named.head, token):
                return named.actor
        for poss in self.sentence.kids(token, "poss"):
            actor = self._actor_of(poss)
            if actor is not None:
                return actor
        ends = {token.i: token, last - 1: self.sentence.tokens[last - 1]}
        for prep in (p for end in ends.values() for p in self.sentence.kids(end, "prep")):
            if prep.lower in _OWNING and prep.i >= last:
                for pobj in self.sentence.kids(prep, "pobj"):
                    actor = self._actor_of(pobj)
                    if actor is not None:
                        return actor
        return None

    def _actor_of(self, token: Token) -> Actor | None:
        named = self._named_at.get(token.i)
        if named is not None:
            return named.actor
        if token.pos == "PRON":
            return self.resolve(token)
        whole = self._text(self._first(token), token.i + 1)
        if self.index.countries.described(token.text) is not None or self.index.countries.named(whole) is not None:
            return None  # a country owns through its adjective's rule
        described = self.describe(token)
        return described.actor if described else self.resolve(token)

    def _is_owner(self, name: Candidate) -> bool:
        head = self.sentence.tokens[name.head]
        return head.dep == "poss"

    def _is_paired(self, token: Token) -> bool:
        """Tell whether an adjective shares its noun with another ("Kenyan and Ethiopian troops")."""
        return any(self.index.countries.described(k.text) for k in self.sentence.kids(token, "conj"))

    def _is_coordinated(self, token: Token) -> bool:
        """Tell whether a premodifier is one of several bodies ("police and army units")."""
        return bool(self.sentence.kids(token, "conj")) and self.index.groups.find([_lemma(token)]) is not None


def _lemma(token: Token) -> str:
    if token.lower == "authorities":  # an authority is a power; the authorities are people
        return token.lower
    return token.lemma.replace(".", "") if token.pos != "PROPN" else _plain(token.lower.replace(".", ""))


def _plain(word: str) -> str:
    """A noun in capitals is lemmatised as a name; undo its plural."""
    return word[:-1] if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")) else word


def _kind_in(group: Group, body: Actor) -> str | None:
    """Return the kind of one who holds a role in a body: an official is what the body is ("police officials")."""
    return body.kind if body.kind and group.kind in (None, "government") else group.kind

"""One sentence with all that was found in it: what the coding rules look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from dateline.finding.compounds import country_at
from dateline.finding.mentions import (
    ActorMention,
    NumberMention,
    PlaceMention,
    PlaceUse,
    TimeMention,
    VoiceMention,
)
from dateline.knowledge.actors import open_all_countries
from dateline.knowledge.lexicon import Lexicon
from dateline.language import Sentence, Token
from dateline.model import Document, Evidence, Mention, Span, Zone

__all__ = ["Scene"]

# After these a country's name is a place and no party: "marched *through* Khartoum".
_WHERE = frozenset({"across", "around", "in", "inside", "near", "outside", "through", "throughout", "within"})


@dataclass(frozen=True, slots=True)
class Scene:
    """Hold a sentence, its zone and its mentions, with look-ups by token; `paragraph` is its number in the document."""

    document: Document
    zone: Zone
    sentence: Sentence
    lexicon: Lexicon
    times: Sequence[TimeMention] = ()
    places: Sequence[PlaceMention] = ()
    actors: Sequence[ActorMention] = ()
    numbers: Sequence[NumberMention] = ()
    voices: Sequence[VoiceMention] = ()
    mentions: Sequence[Mention] = ()
    distanced: Sequence[Span] = ()
    paragraph: int = 0

    def actor_at(self, token: Token) -> ActorMention | None:
        """Return the mention headed by `token`, else the widest one around it, else None."""
        headed = [m for m in self.actors if m.head == token.i]
        around = [m for m in self.actors if m.first <= token.i < m.last]
        best = headed or around
        return max(best, key=lambda m: (m.last - m.first, -m.first)) if best else None

    def state_at(self, token: Token) -> ActorMention | None:
        """Return the state that an adjective names as the one who acts ("*Russian* shelling"), or None."""
        if token.dep not in ("amod", "compound", "nmod"):
            return None
        country = country_at(self.sentence, token.i)
        if country is None:
            return None
        words = Evidence.at(self.document.text, token.start, token.end)
        return ActorMention(token.i, token.i + 1, token.i, words, country.state)

    def country_at(self, token: Token) -> ActorMention | None:
        """Return the state that a country's name stands for where a country is done something to, or None.

        "Sanctions on *Iran*", "aid to *Mali*", "an ultimatum to *Tokyo*": in such a slot a country, or a capital named
        for its government, is a party, though the finder took the name for a place.
        """
        mention = self.place_at(token)
        if mention is None or (token.dep == "pobj" and self.sentence.head_of(token).lower in _WHERE):
            return None
        words = mention.evidence.words
        country = open_all_countries().named(words)
        if country is None and token.dep not in ("dobj", "nsubjpass"):  # who takes a capital takes a city
            country = open_all_countries().governed_from(words)
        if country is None:
            return None
        return ActorMention(mention.first, mention.last, token.i, mention.evidence, country.state)

    def is_time(self, token: Token) -> bool:
        """Tell whether `token` belongs to an expression of time ("on *Friday*")."""
        return any(m.first <= token.i < m.last for m in self.times)

    def content(self, token: Token) -> Token:
        """Return what a quantity is of ("thousands of *families*"), or the token itself."""
        if token.lemma in self.lexicon.classes["quantity"] or token.pos == "NUM":
            for prep in self.sentence.kids(token, "prep"):
                if prep.lower == "of":
                    for kid in self.sentence.kids(prep, "pobj"):
                        return self.content(kid)
        return token

    def place_at(self, token: Token) -> PlaceMention | None:
        """Return the toponym that covers `token` and is used as a place, or None."""
        for mention in self.places:
            if mention.first <= token.i < mention.last and mention.use is PlaceUse.PLACE:
                return mention
        return None

    def fits(self, token: Token, wanted: Sequence[str]) -> bool:
        """Tell whether `token` is one of the words or in one of the classes that a sense asks for."""
        for word in wanted:
            if word.startswith("@"):
                if self._in_class(token, word[1:]):
                    return True
            elif word == token.lemma or word == token.lower:
                return True
        return False

    def _in_class(self, token: Token, name: str) -> bool:
        if name == "actor":
            return self.actor_at(token) is not None
        if name == "number":
            return token.pos == "NUM"
        if name == "place":
            return self.place_at(token) is not None
        words = self.lexicon.classes[name]
        if token.lemma in words or token.lower in words:
            return True
        if name == "money" and any(k.tag == "$" for k in self.sentence.kids(token)):
            return True
        if "@place" in words and self.place_at(token) is not None:
            return True
        return self._named_in_class(token, name)

    def _named_in_class(self, token: Token, name: str) -> bool:
        """A name, a pronoun or a group ("mujahideen") is of a class by its actor's kind."""
        is_named = token.pos in ("PROPN", "PRON") or any(m.head == token.i for m in self.actors)
        mention = self.actor_at(token) if is_named else None
        kind = mention.actor.kind if mention else None
        return kind is not None and kind in _KINDS_OF_CLASS.get(name, ())


# Actor kinds that make a name a member of a word class; kinds are those of the actors' ontology.
_KINDS_OF_CLASS = {
    "armed": ("military", "rebel", "militia", "police", "intelligence"),
    "police": ("police",),
    "state": ("government",),
    "official": ("government", "legislature", "judiciary", "diplomat", "party"),
    "civilians": ("civilian", "refugee", "journalist", "protester"),
    "people": ("military", "rebel", "militia", "police", "civilian", "refugee", "government", "party", "religious"),
}

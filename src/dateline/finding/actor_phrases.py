"""The phrases that describe actors: where one begins, what belongs to it, and whose its adjectives make it.

Invariant: a word belongs to a phrase only where it modifies the phrase's head directly; a word inside another name, or
one part of a hyphened name, gives the phrase no country.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from dateline.finding.actor_lands import Lands
from dateline.finding.actor_rules import Candidate, actor_rules
from dateline.finding.compounds import compound_at, is_part
from dateline.knowledge.actors import ActorIndex, Country
from dateline.language import Sentence, Token
from dateline.model import Actor

__all__ = ["Phrases"]

_LEFT = frozenset({"amod", "compound", "nmod", "nummod", "poss", "quantmod", "advmod", "npadvmod", "punct", "case"})


@dataclass(slots=True)
class Phrases:
    """Read the noun phrases of one sentence; `named` are its named actors, `lands` the countries the text speaks of."""

    sentence: Sentence
    index: ActorIndex
    named: Sequence[Candidate]
    lands: Lands
    _named_at: dict[int, Candidate] = field(init=False, repr=False)

    def __post_init__(self) -> None:
        # Of two names over one word the first counts.
        self._named_at = {i: name for name in reversed(self.named) for i in range(name.first, name.last)}

    def _nationality(self, token: Token, first: int) -> Country | None:
        """Return the country that an adjective, a possessor or "of" gives to the phrase, or None."""
        tokens = self.sentence.tokens
        for size in (3, 2, 1):
            for i in range(first, token.i - size + 1):
                last = i + size - 1
                if not tokens[i].text[0].isalnum():
                    continue
                if not self._hangs_on(last, token) or self._is_apart(last):
                    continue
                words = self._text(i, i + size)
                if not self.index.countries.knows(words) or self._is_cut(i, last + 1):
                    continue
                country = self.index.countries.described(words) or self.lands.governed_from(words)
                if country is not None and token.lemma.lower() not in country.not_before:
                    return country
        for i in range(first, token.i):
            parts = tokens[i].text.split("-")
            named = [p for p in parts if p[:1].isupper()]
            if len(parts) > 1 and len(named) == 1 and self._hangs_on(i, token):
                country = self.index.countries.described(named[0])
                if country is not None and parts[0].lower() not in actor_rules().opposing:
                    return country
        for prep in self.sentence.kids(token, "prep"):
            is_in = prep.lower == "in" and not self._is_from_afar(first, token)
            if prep.lower == "of" or is_in or (prep.lower == "from" and self._is_sent(token)):
                for pobj in self.sentence.kids(prep, "pobj"):
                    words = self._text(self._first(pobj), pobj.i + 1)
                    country = self.index.countries.named(words) or self.index.countries.named(pobj.text)
                    if country is not None:
                        return country
        if token.dep == "conj" and first == token.i:
            head = self.sentence.head_of(token)
            if head.pos in ("NOUN", "PROPN") and head.i not in self._named_at:
                return self._nationality(head, self._first(head))
        return None

    def _is_sent(self, token: Token) -> bool:
        """Tell whether a noun names those who act for a state, and do so here: "*soldiers* from Kilo shot a man".

        Where something is done to them "from" may say what they left ("pulled its soldiers from Kilo").
        """
        found = self.index.groups.find([token.lemma], of_country=True)
        acts = token.dep in ("nsubj", "nsubjpass") or self.sentence.head_of(token).dep == "agent"
        return acts and found is not None and found[0].state

    def _is_from_afar(self, first: int, token: Token) -> bool:
        """Tell whether an adjective in capitals says that they are from elsewhere than where they are.

        "African troops in Kilo" are none of Kilo's.
        """
        before = self.sentence.tokens[first : token.i]
        return any(t.dep == "amod" and self._is_capital(t) and self._hangs_on(t.i, token) for t in before)

    def _is_capital(self, token: Token) -> bool:
        """Tell whether a word has a capital of its own, and not only because the sentence begins with it."""
        return token.text[0].isupper() and (token.i > 0 or token.lower in actor_rules().afar)

    def _is_cut(self, first: int, last: int) -> bool:
        """Tell whether tokens `[first, last)` begin or end inside a hyphened name."""
        left, right = compound_at(self.sentence, first), compound_at(self.sentence, last - 1)
        inside = first <= left[0] and right[1] <= last
        return not inside and (is_part(self.sentence, first) or is_part(self.sentence, last - 1))

    def _is_apart(self, i: int) -> bool:
        """Tell whether the word before a people's makes it another one ("Native Americans")."""
        before = self.sentence.tokens[i - 1] if i else None
        if before is None or before.lower not in actor_rules().apart:
            return False
        words = self._text(i - 1, i + 1)
        return self.index.countries.described(words) is None and self.index.countries.peopled(words) is None

    def _first(self, head: Token) -> int:
        """Return where the phrase before `head` begins, without its determiner."""
        first = head.i
        while first > 0:
            before = self.sentence.tokens[first - 1]
            inside = before.dep in _LEFT or before.pos == "PART" or self._is_second_adjective(before)
            if not inside or not self._hangs_on(before.i, head):
                break
            first -= 1
        while first < head.i and (
            self.sentence.tokens[first].pos in ("DET", "PUNCT", "PRON", "PART")
            or not self.sentence.tokens[first].text[0].isalnum()
            or self.sentence.tokens[first].pos == "ADV"
        ):
            first += 1
        return first

    def _is_second_adjective(self, token: Token) -> bool:
        return token.dep == "conj" and self.sentence.head_of(token).dep in ("amod", "compound", "nmod")

    def _hangs_on(self, i: int, head: Token) -> bool:
        """Tell whether token `i` belongs to the phrase of `head`, and not through a participle ("Iran-backed")."""
        token = self.sentence.tokens[i]
        for _ in range(6):
            if token.head == head.i:
                return True
            if token.head == token.i:
                return False
            token = self.sentence.head_of(token)
            if token.pos == "VERB" or token.tag in ("VBN", "VBG") or token.dep in ("prep", "relcl"):
                return False
        return False

    def _is_definite(self, token: Token) -> bool:
        return any(t.lower == "the" for t in self.sentence.kids(token, "det"))

    def _text(self, first: int, last: int) -> str:
        start, end = self.sentence.tokens[first].start, self.sentence.tokens[last - 1].end
        return self.sentence.text[start - self.sentence.start : end - self.sentence.start]

    def _made(
        self,
        first: int,
        token: Token,
        actor: Actor,
        *,
        person: bool = False,
        plural: bool = False,
        named: bool = False,
        last: int | None = None,
    ) -> Candidate:
        return Candidate(first, last or token.i + 1, token.i, actor, person=person, plural=plural, named=named)

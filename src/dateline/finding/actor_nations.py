"""Countries and peoples as actors: "Iran", "Tehran", "the French", "three Iraqis", "an Iraqi".

Invariant: a country's name is an actor only where its state could act or be acted upon; a capital only beside a word
that governments do. All of a people ("the French") are their state, some of them its nationals.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.finding.actor_phrases import Phrases
from dateline.finding.actor_rules import Candidate, actor_rules
from dateline.finding.compounds import compound_at, country_at, is_part
from dateline.knowledge.actors import Country
from dateline.knowledge.names import fold
from dateline.language import Token

__all__ = ["Nations"]


@dataclass(slots=True)
class Nations(Phrases):
    """Find the countries and peoples of one sentence."""

    def _country(self, token: Token) -> Candidate | None:
        """Return the country or the people that the phrase headed by `token` is, where it can be an actor."""
        countries = self.index.countries
        first = token.i
        while first > 0 and self.sentence.tokens[first - 1].dep == "compound" and self._hangs_on(first - 1, token):
            first -= 1
        words = self._text(first, token.i + 1)
        may_be = countries.knows(words) or countries.knows(token.text) or is_part(self.sentence, token.i)
        if not may_be or self._is_apart(token.i):
            return None
        people = (countries.peopled(words) if first < token.i else None) or self._peopled(token)
        if people is not None:
            return self._people(min(first, compound_at(self.sentence, token.i)[0]), token, people)
        if is_part(self.sentence, token.i):
            return self._compound(token)
        adjective = countries.adjectives.get(fold(words)) if token.pos in ("NOUN", "PROPN") else None
        country = countries.named(words)
        if country is not None and self._acts(token):
            return self._made(first, token, country.government, named=True)
        if country is None and adjective and token.tag in ("NN", "NNP") and token.dep in ("nsubj", "dobj", "nsubjpass"):
            return self._made(first, token, countries.by_code[adjective].nationals, person=True, named=True)
        seat = self.lands.governed_from(words)
        if seat is not None and self._governs(token):
            return self._made(first, token, seat.government, named=True)
        return None

    def _people(self, first: int, token: Token, country: Country) -> Candidate | None:
        """Return the people as a state where all of them are meant ("the French attacked"), else as its nationals."""
        if token.pos == "ADJ" and not self._is_definite(token):
            return None  # "the port is French"
        governor = self.sentence.head_of(token)
        some = self.sentence.kids(token, "nummod") or not self._is_definite(self._leading(token))
        as_people = token.dep in ("nsubj", "nsubjpass") and governor.lemma in actor_rules().people_verbs
        some_of = any(k.lower in actor_rules().some_of for k in self.sentence.kids(token, "amod"))
        actor = country.nationals if some or some_of or as_people else country.government
        return self._made(first, token, actor, plural=True, named=True)

    def _leading(self, token: Token) -> Token:
        """Return the first of those that an article is shared by ("the French and British")."""
        while token.dep == "conj" and not self.sentence.kids(token, "det"):
            head = self.sentence.head_of(token)
            if self.index.countries.peopled(head.text) is None:
                break
            token = head
        return token

    def _peopled(self, token: Token) -> Country | None:
        country = country_at(self.sentence, token.i)
        return country if country is not None and self.index.countries.peopled(token.text) is not None else None

    def _compound(self, token: Token) -> Candidate | None:
        """Return the country that a hyphened name ends in the last part of ("Austria-Hungary"), where it acts."""
        start, last = compound_at(self.sentence, token.i)
        country = self.index.countries.named(self._text(start, last))
        if country is None or last != token.i + 1 or not self._acts(token):
            return None
        return self._made(start, token, country.government, named=True)

    def _acts(self, token: Token) -> bool:
        """Tell whether a country's name stands where an actor would."""
        rules = actor_rules()
        head = self.sentence.head_of(token)
        if self._opens_headline(token):
            return False
        if token.dep == "conj":
            return self._acts(head)
        if token.dep in rules.country_deps:
            return not (token.dep == "dobj" and head.lemma in rules.land_verbs)
        if token.dep == "pobj" and head.lower in rules.country_prepositions:
            return self.sentence.head_of(head).lemma not in rules.land_verbs
        if token.dep == "pobj" and head.lower == "of":
            return self.index.groups.find([self.sentence.head_of(head).lemma]) is None and token.text.isupper()
        adjectives = self.index.groups.adjectives
        return token.dep == "poss" and (head.lemma in adjectives.military | adjectives.government)

    def _opens_headline(self, token: Token) -> bool:
        """Tell whether a name stands before a headline's colon, as where it is set and not who acts ("Mali: ...")."""
        tokens = self.sentence.tokens
        is_before = token.i + 1 < len(tokens) and tokens[token.i + 1].text == ":"
        return is_before and all(t.pos == "PROPN" for t in tokens[: token.i])

    def _governs(self, token: Token) -> bool:
        """Tell whether a capital's name stands for the government that sits there."""
        rules = actor_rules()
        head = self.sentence.head_of(token)
        if token.dep == "conj":
            return self._governs(head)
        if token.dep == "nsubj":
            return head.lemma in rules.capital_subject
        if token.dep in ("dobj", "dative", "nsubjpass"):
            return head.lemma in rules.capital_object
        if token.dep == "poss":
            return head.lemma in self.index.groups.adjectives.government
        if token.dep == "pobj" and head.lower in ("with", "between", "to", "by"):
            above = self.sentence.head_of(head)
            return above.lemma in rules.capital_links or (head.lower == "by" and above.tag == "VBN")
        return False

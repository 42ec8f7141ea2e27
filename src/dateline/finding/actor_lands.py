"""Which country a text speaks of: as a whole, and at one point, where "the government" names none.

Invariant: a body without a country is given the one that the text is about only where that one clearly leads; in a
text about several it is given the one that the words just before it are set in, and otherwise none. Whoever is acted
upon is not taken for the country of who acts.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from dateline.finding.compounds import country_at
from dateline.knowledge.actors import ActorIndex, Country, Group, open_actors, open_all_countries
from dateline.knowledge.actors.countries import Countries
from dateline.language import Sentence, Token

__all__ = ["Lands", "focus_country", "lands_of", "set_in"]

# A text is about one country where it has so many words of it, and this many times those of the next.
FOCUS_AT_LEAST = 2
FOCUS_LEAD = 1.5
# It is about no other where this share of the places at which its countries are named as the scene is that one's. On
# the seed pages, each about one country, the share is from .82 to 1, on histories of wars between states below .55.
LEADS_FROM = 0.6
# The share of a text's mentions of any country's forces that makes unnamed soldiers those of the country it is about.
ALONE_FROM = 2 / 3
# How many sentences back the scene of a text about several countries is told.
REACH = 2
# A former state has its capital in a text that names it so often, and oftener than whoever has the capital now.
BYGONE_AT_LEAST = 2
_SCENE = frozenset({"in", "across", "throughout", "inside", "into", "of", "within", "around"})
_INSIDE = _SCENE - {"of", "into"}


@dataclass(frozen=True, slots=True)
class Lands:
    """Hold a text's country (`near`), whether it `leads` and whether its forces stand `alone`.

    `former` are the codes of the states that had their capitals in the text's time; `scenes` lists, a sentence, the
    countries that it is set in, each with its token.
    """

    index: ActorIndex
    near: Country | None
    leads: bool
    alone: bool
    former: frozenset[str]
    scenes: Sequence[tuple[tuple[int, Country], ...]]

    def governed_from(self, words: str) -> Country | None:
        """Return the country that `words` were the capital of in the text's time."""
        return self.index.countries.governed_from(words, former=self.former)

    def home(self, group: Group, sentence: Sentence, number: int, token: Token, *, since: int = 0) -> Country | None:
        """Return whose organ an unnamed `group` is at a token of sentence `number`, or None where nothing tells.

        Sentences before `since` belong to another zone and tell nothing.
        """
        if not group.state:
            return None
        if self.leads and any(country is not self.near for country in set_in(sentence, token.i)):
            return None  # "in Kilo the army ..." in a text about Lima
        if self.leads:
            return self.near if self.alone or group.kind != "military" else None
        if group.kind == "military":
            return None  # whose soldiers fight in a country, the country does not tell
        for back in range(number, max(since, number - REACH) - 1, -1):
            told = {c.code: c for i, c in self.scenes[back] if back < number or i < token.i}
            if told:
                return next(iter(told.values())) if len(told) == 1 else None
        return None


def set_in(sentence: Sentence, before: int) -> list[Country]:
    """Return the countries that a sentence says, before a token, that its acts happen in ("in Kilo the army ...")."""
    found = []
    for token in sentence.tokens[:before]:
        country = country_at(sentence, token.i) if token.dep == "pobj" else None
        prep = sentence.head_of(token)
        if country is not None and prep.lower in _INSIDE and sentence.head_of(prep).pos in ("VERB", "AUX"):
            found.append(country)
    return found


def lands_of(sentences: Sequence[Sentence], index: ActorIndex, focus: str | None) -> Lands:
    """Read what countries a text is set in; `focus` is the one it is about (ISO-2), where a caller knows it."""
    former = frozenset(_former(_named(sentences), index.countries))
    scenes = [tuple(_scenes(s, index, former)) for s in sentences]
    near = index.countries.by_code.get(focus or focus_country(sentences) or "")
    if near is None:
        return Lands(index, None, False, False, former, scenes)
    counts = Counter(c.code for scene in scenes for _, c in scene)
    gone = [seat for code in former for seat in index.countries.by_code[code].capitals]
    leads = (
        not any(index.countries.governed_from(seat) is near for seat in gone)
        and counts[near.code] >= LEADS_FROM * counts.total()
    )
    # Where nothing says where it is set, whose organs of any sort are named tells whose forces are meant.
    armies = _organs(sentences, index, forces=counts.total() > 0)
    return Lands(index, near, leads, armies[near.code] >= ALONE_FROM * armies.total(), former, scenes)


def focus_country(sentences: Sequence[Sentence]) -> str | None:
    """Return the country (ISO-2) that a text is about, or None where no one stands out.

    Counted are names of countries and capitals where things happen ("in Iraq", "Iraq's south"): who acts there may
    come from anywhere.
    """
    index = open_actors()
    counts = Counter(c.code for s in sentences for _, c in _scenes(s, index, frozenset()))
    ranked = sorted(counts.items(), key=lambda item: (-item[1], item[0]))
    if not ranked or ranked[0][1] < FOCUS_AT_LEAST:
        return None
    if len(ranked) > 1 and ranked[0][1] < FOCUS_LEAD * ranked[1][1]:
        return None
    return ranked[0][0]


def _scenes(sentence: Sentence, index: ActorIndex, former: frozenset[str]) -> Iterator[tuple[int, Country]]:
    """Yield the countries of a sentence that are named, by name or capital, as where something happens."""
    countries = index.countries
    for span in sentence.names:
        head = sentence.tokens[span.last - 1]
        words = sentence.text[sentence.tokens[span.first].start - sentence.start : head.end - sentence.start]
        country = countries.named(words) or countries.governed_from(words, former=former)
        is_scene = head.dep == "poss" or (head.dep == "pobj" and sentence.head_of(head).lower in _SCENE)
        if country is not None and is_scene:
            yield head.i, country


def _named(sentences: Sequence[Sentence]) -> Counter[str]:
    """Count how often each country or former state is named, described or named by its people, by its code."""
    counts: Counter[str] = Counter()
    for sentence in sentences:
        tokens = sentence.tokens
        for token in tokens:
            if token.text[:1].isupper() and (country := country_at(sentence, token.i)) is not None:
                counts[country.code] += 1
        for span in sentence.names:
            start, end = tokens[span.first].start - sentence.start, tokens[span.last - 1].end - sentence.start
            whole = open_all_countries().named(sentence.text[start:end]) if span.last - span.first > 1 else None
            if whole is not None:
                counts[whole.code] += 1
    return counts


def _former(named: Counter[str], countries: Countries) -> Iterator[str]:
    """Yield the former states that a text speaks of rather than of those that have their capitals now."""
    for code, times in sorted(named.items()):
        state = countries.by_code[code]
        if state.former and times >= BYGONE_AT_LEAST:
            heirs = [c for seat in state.capitals if (c := countries.governed_from(seat)) is not None]
            if all(times > named[heir.code] for heir in heirs):
                yield code


def _organs(sentences: Sequence[Sentence], index: ActorIndex, *, forces: bool) -> Counter[str]:
    """Count how often each country's organs are named by it ("Soviet troops", "Kilo's army"), by the country's code.

    With `forces` only its forces count.
    """
    counts: Counter[str] = Counter()
    for sentence in sentences:
        for token in sentence.tokens:
            if token.dep in ("amod", "compound", "poss") and token.text[0].isupper():
                country = country_at(sentence, token.i)
                found = index.groups.find([sentence.head_of(token).lemma], of_country=True) if country else None
                counted = found is not None and (found[0].kind == "military" if forces else found[0].state)
                if country is not None and counted:
                    counts[country.code] += 1
    return counts

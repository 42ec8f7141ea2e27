"""Read what lies along a country or between two places: a border, a coast, a road, the land between two towns.

Invariant: a line has no point; a stretch between two towns has the middle of the two, with a radius that reaches both.
What is off a coast is at sea, UCDP's class 7; a border or coast is class 5.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from dateline.finding.mentions import PlaceMention, PlaceUse
from dateline.finding.place_relations import NEAR_KM, relation_words
from dateline.knowledge.actors.countries import Country, open_countries
from dateline.knowledge.gazetteer.globe import distance_km, middle
from dateline.language import Sentence
from dateline.model import Document, Evidence, Place, PlaceKind, PlacePrecision, Placing

__all__ = ["with_lines"]

_WORD = r"[A-Z](?:[\w.]*\w)?"
_NAME = rf"{_WORD}(?: {_WORD}){{0,2}}"
_TOWNS = frozenset({PlaceKind.SETTLEMENT, PlaceKind.QUARTER, PlaceKind.FACILITY})

# Two towns farther apart than this have no stretch between them that anybody would be sent to.
FARTHEST_KM = 400.0


@dataclass(frozen=True, slots=True)
class _Line:
    """Hold a line and the characters of the text that name it."""

    start: int
    end: int
    placing: Placing


def with_lines(
    document: Document, sentence: Sentence, mentions: Sequence[PlaceMention], *, main: str | None = None
) -> tuple[PlaceMention, ...]:
    """Return the mentions with each that is only an end or a side of a line replaced by the line.

    `main` is the document's main country (ISO alpha-2): "the Iranian border" is its border there.
    """
    found: list[_Line] = []
    borders = _of_areas(document, sentence, mentions)
    for line in (*_of_countries(document, sentence, main), *borders, *_between(document, sentence, mentions)):
        if all(line.end <= other.start or other.end <= line.start for other in found):
            found.append(line)
    if not found:
        return tuple(mentions)
    kept = [m for m in mentions if not any(x.start <= m.evidence.start and m.evidence.end <= x.end for x in found)]
    for line in found:
        tokens = sentence.between(line.start, line.end)
        evidence = line.placing.evidence
        kept.append(PlaceMention(tokens[0].i, tokens[-1].i + 1, evidence, PlaceUse.PLACE, line.placing))
    return tuple(sorted(kept, key=lambda m: m.first))


@lru_cache(maxsize=1)
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """Return the patterns of borders and coasts of countries, by what they are."""
    lines = relation_words().lines
    border, coast = "|".join(sorted(lines["borders"])), "|".join(sorted(lines["coasts"]))
    pair = rf"(?P<a>{_NAME})(?:(?:\s?[-–—/]\s?| and )(?P<b>{_NAME}))?(?:'s|’s)?"
    return (
        ("border", re.compile(rf"\b{pair} (?:{border})\b")),
        ("border", re.compile(rf"\b(?:{border}) (?:with|of) (?:the )?(?P<a>{_NAME})")),
        ("border", re.compile(rf"\b(?:{border}) between (?:the )?(?P<a>{_NAME}) and (?:the )?(?P<b>{_NAME})")),
        ("coast", re.compile(rf"\b(?P<off>off )?(?:the )?(?:{coast}) of (?:the )?(?P<a>{_NAME})")),
        ("coast", re.compile(rf"\b(?P<off>off )?(?:the )?(?P<a>{_NAME})(?:'s|’s)? (?:{coast})\b")),
    )


def _of_countries(document: Document, sentence: Sentence, main: str | None) -> Iterator[_Line]:
    if not relation_words().line_nouns & sentence.words:
        return
    for what, pattern in _patterns():
        for match in pattern.finditer(sentence.text):
            one, start = _country(match, "a")
            other, _ = _country(match, "b")
            if one is None or (match.groupdict().get("b") and other is None):
                continue
            first = sentence.start + min(match.start(), start) if what == "coast" else sentence.start + start
            if pattern.pattern.startswith(r"\b(?:"):
                first = sentence.start + match.start()
            evidence = Evidence.at(document.text, first, sentence.start + match.end())
            if what == "coast":
                at_sea = match["off"] is not None
                place = Place(f"country:{one.code}/coast", f"coast of {one.spoken}", PlaceKind.REGION, one.code)
                precision = PlacePrecision.INTERNATIONAL if at_sea else PlacePrecision.AREA
                yield _Line(evidence.start, evidence.end, Placing(place, precision, evidence))
            else:
                border = _border(one, other, main)
                yield _Line(evidence.start, evidence.end, Placing(border, PlacePrecision.AREA, evidence))


def _country(match: re.Match[str], group: str) -> tuple[Country | None, int]:
    """Return the country that a run of capitalised words ends or begins with, and where its name begins."""
    said = match.groupdict().get(group)
    if not said:
        return None, match.start()
    words, known = said.split(" "), open_countries()
    for n in range(len(words)):
        for part in (words[n:], words[: len(words) - n]):
            name = " ".join(part)
            if (country := known.named(name) or known.described(name)) is not None:
                return country, match.start(group) + said.index(name)
    return None, match.start()


def _border(one: Country, other: Country | None, main: str | None) -> Place:
    """Return the border of two countries, as the main one's where it is one of them; of one alone, where none is."""
    known = open_countries().by_code
    if other is None and main is not None and main != one.code and main in known:
        other = known[main]
    if other is None or other.code == one.code:
        return Place(f"country:{one.code}/border", f"border of {one.spoken}", PlaceKind.REGION, one.code)
    first, second = sorted((one, other), key=lambda c: (c.code != main, c.code))
    name = f"border of {first.spoken} with {second.spoken}"
    return Place(f"country:{first.code}/border-{second.code.lower()}", name, PlaceKind.REGION, first.code)


def _of_areas(document: Document, sentence: Sentence, mentions: Sequence[PlaceMention]) -> Iterator[_Line]:
    """Yield the borders of two areas of which not both are countries: "the Gaza-Egypt border", "between A and B"."""
    lines = relation_words()
    if not lines.line_nouns & sentence.words:
        return
    border = "|".join(sorted(lines.lines["borders"]))
    text = document.text
    for one, other in pairwise(mentions):
        if one.placing is None or other.placing is None:
            continue
        a, b = one.placing.place, other.placing.place
        if a.id == b.id or {a.kind, b.kind} == {PlaceKind.COUNTRY} or PlaceKind.REGION in (a.kind, b.kind):
            continue
        gap = text[one.evidence.end : other.evidence.start]
        start, end = one.evidence.start, other.evidence.end
        before = re.search(rf"\b(?:{border})\s+between\s+(?:the\s+)?$", text[sentence.start : start])
        after = re.match(rf"(?:\s+[a-z]+)?\s+(?:{border})\b", text[end : sentence.end])
        if before and re.fullmatch(r"\s+and\s+(?:the\s+)?|(?:\s+[a-z]+)\s+and\s+(?:the\s+)?", gap):
            start = sentence.start + before.start()
        elif after and re.fullmatch(r"\s?[-–—/]\s?", gap):
            end += after.end()
        else:
            continue
        country = b.country if a.kind is PlaceKind.COUNTRY else a.country
        name = f"border of {a.name} with {b.name}"
        place = Place(f"{a.id}/border-{b.id}", name, PlaceKind.REGION, country)
        yield _Line(start, end, Placing(place, PlacePrecision.AREA, Evidence.at(text, start, end)))


def _between(document: Document, sentence: Sentence, mentions: Sequence[PlaceMention]) -> Iterator[_Line]:
    """Yield what lies between two towns: "between A and B", "the road from A to B", "the A-B highway"."""
    roads = relation_words().lines["roads"]
    road = "|".join(sorted(roads))
    for one, other in pairwise(mentions):
        if one.placing is None or other.placing is None:
            continue
        a, b = one.placing.place, other.placing.place
        if not {a.kind, b.kind} <= _TOWNS or a.id == b.id or {one.use, other.use} == {PlaceUse.METONYM}:
            continue
        text = document.text
        gap = text[one.evidence.end : other.evidence.start]
        before = text[sentence.start : one.evidence.start]
        after = text[other.evidence.end : sentence.end]
        start, end = one.evidence.start, other.evidence.end
        if match := re.search(rf"(?:\b(?:{road})\s+)?\bbetween\s+$", before):
            if not re.fullmatch(r"\s+and\s+", gap):
                continue
            start = sentence.start + match.start()
        elif match := re.search(rf"\b(?:{road})\b(?:\s+\w+){{0,2}}?\s+(?:from|linking|connecting|joining)\s+$", before):
            if not re.fullmatch(r"\s+(?:to|and|with)\s+", gap):
                continue
            start = sentence.start + match.start()
        elif match := re.match(rf"\s+(?:[a-z]+\s+)?(?:{road})\b", after):
            if not re.fullmatch(r"\s?[-–—/]\s?|\s+to\s+", gap):
                continue
            end = other.evidence.end + match.end()
        else:
            continue
        placing = _middle(a, b, Evidence.at(text, start, end))
        if placing is not None:
            yield _Line(start, end, placing)


def _middle(one: Place, other: Place, evidence: Evidence) -> Placing | None:
    if one.lat is None or one.lon is None or other.lat is None or other.lon is None:
        return None
    radius = distance_km((one.lat, one.lon), (other.lat, other.lon)) / 2
    if radius * 2 > FARTHEST_KM:
        return None
    lat, lon = middle([(one.lat, one.lon, 1.0), (other.lat, other.lon, 1.0)])
    place = Place(
        f"{one.id}/between-{other.id}",
        f"between {one.name} and {other.name}",
        PlaceKind.REGION,
        one.country if one.country == other.country else None,
        one.admin1 if (one.country, one.admin1) == (other.country, other.admin1) else None,
        round(lat, 4),
        round(lon, 4),
    )
    precision = PlacePrecision.NEAR if radius <= NEAR_KM else PlacePrecision.AREA
    return Placing(place, precision, evidence, radius_km=round(radius, 1))

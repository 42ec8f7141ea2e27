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
def _borders() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of borders of countries; `line` is where the words of the line begin."""
    border = "|".join(sorted(relation_words().lines["borders"]))
    pair = rf"(?P<a>{_NAME})(?:(?:\s?[-–—/]\s?| and )(?P<b>{_NAME}))?(?:'s|’s)?"
    return (
        re.compile(rf"\b{pair} (?:{border})\b"),
        re.compile(rf"\b(?P<line>{border}) (?:with|of) (?:the )?(?P<a>{_NAME})"),
        re.compile(rf"\b(?P<line>{border}) between (?:the )?(?P<a>{_NAME}) and (?:the )?(?P<b>{_NAME})"),
    )


@lru_cache(maxsize=1)
def _coasts() -> tuple[re.Pattern[str], ...]:
    """Return the patterns of coasts of countries; with `off` what is told of lies at sea."""
    coast = "|".join(sorted(relation_words().lines["coasts"]))
    return (
        re.compile(rf"\b(?P<off>off )?(?:the )?(?:{coast}) of (?:the )?(?P<a>{_NAME})"),
        re.compile(rf"\b(?P<off>off )?(?:the )?(?P<a>{_NAME})(?:'s|’s)? (?:{coast})\b"),
    )


def _of_countries(document: Document, sentence: Sentence, main: str | None) -> Iterator[_Line]:
    if not relation_words().line_nouns & sentence.words:
        return
    for match in (m for pattern in _borders() for m in pattern.finditer(sentence.text)):
        given = match.groupdict()
        one, at = _country(match, "a")
        other, _ = _country(match, "b")
        if one is not None and (other is not None or not given.get("b")):
            start = match.start() if given.get("line") else at
            yield _line(document, sentence, start, match.end(), _border(one, other, main), PlacePrecision.AREA)
    for match in (m for pattern in _coasts() for m in pattern.finditer(sentence.text)):
        one, at = _country(match, "a")
        if one is not None:
            place = Place(f"country:{one.code}/coast", f"coast of {one.spoken}", PlaceKind.REGION, one.code)
            precision = PlacePrecision.INTERNATIONAL if match["off"] else PlacePrecision.AREA
            yield _line(document, sentence, min(match.start(), at), match.end(), place, precision)


def _line(
    document: Document, sentence: Sentence, start: int, end: int, place: Place, precision: PlacePrecision
) -> _Line:
    """Return the line that `sentence.text[start:end]` names."""
    evidence = Evidence.at(document.text, sentence.start + start, sentence.start + end)
    return _Line(evidence.start, evidence.end, Placing(place, precision, evidence))


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


@lru_cache(maxsize=1)
def _roads() -> tuple[tuple[re.Pattern[str], re.Pattern[str]], ...]:
    """Return what stands before two towns that something lies between, each with what then parts the two."""
    lines = relation_words().lines
    road, linking = "|".join(sorted(lines["roads"])), "|".join(sorted(lines["linking"]))
    return (
        (re.compile(rf"(?:\b(?:{road})\s+)?\bbetween\s+$"), re.compile(r"\s+and\s+")),
        (
            re.compile(rf"\b(?:{road})\b(?:\s+\w+){{0,2}}?\s+(?:{linking})\s+$"),
            re.compile(r"\s+(?:to|and|with)\s+"),
        ),
    )


@lru_cache(maxsize=1)
def _roads_after() -> tuple[re.Pattern[str], re.Pattern[str]]:
    """Return a road as it stands behind two towns, and what then parts the two ("the A-B highway")."""
    road = "|".join(sorted(relation_words().lines["roads"]))
    return re.compile(rf"\s+(?:[a-z]+\s+)?(?:{road})\b"), re.compile(r"\s?[-–—/]\s?|\s+to\s+")


def _between(document: Document, sentence: Sentence, mentions: Sequence[PlaceMention]) -> Iterator[_Line]:
    """Yield what lies between two towns: "between A and B", "the road from A to B", "the A-B highway"."""
    for one, other in pairwise(mentions):
        if one.placing is None or other.placing is None:
            continue
        a, b = one.placing.place, other.placing.place
        if not {a.kind, b.kind} <= _TOWNS or a.id == b.id or {one.use, other.use} == {PlaceUse.METONYM}:
            continue
        span = _stretch(document.text, sentence, one.evidence, other.evidence)
        placing = None if span is None else _middle(a, b, Evidence.at(document.text, *span))
        if placing is not None:
            yield _Line(placing.evidence.start, placing.evidence.end, placing)


def _stretch(text: str, sentence: Sentence, one: Evidence, other: Evidence) -> tuple[int, int] | None:
    """Return where the words of what lies between two towns begin and end, None where nothing is said to."""
    before, gap = text[sentence.start : one.start], text[one.end : other.start]
    for opener, joiner in _roads():
        if match := opener.search(before):
            return (sentence.start + match.start(), other.end) if joiner.fullmatch(gap) else None
    behind, joiner = _roads_after()
    after = behind.match(text, other.end, sentence.end)
    return (one.start, after.end()) if after and joiner.fullmatch(gap) else None


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

"""Score where names of places are put, on local American news (LGL, Lieberman 2010) and on epidemics (GeoVirus, 2018).

With gold spans every annotated name is given and has to be resolved: the share put within 161, 25 and 10 km of the
gold point, and the share with the same GeoNames id. What is refused as ambiguous counts by its best candidate here, as
in the literature, which has no refusal; `refused` says how many those are. Beside each score stands what the most
populous entry of the same gazetteer reaches. With own spans the names are found in the bare text: F1 over spans that
overlap, whatever they are resolved to, and the share of those found and resolved that lie within 161 km. LGL's names
without coordinates are left out of the first and kept in the second. What the sets say of the article's site or source
is not used.
"""

from __future__ import annotations

import sys
import xml.etree.ElementTree as ElementTree
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, f1, km_off, run_as_module, whole
from dateline.finding.places import find_places, resolve_spans
from dateline.knowledge.actors.countries import open_countries
from dateline.knowledge.gazetteer import Entry, open_gazetteer
from dateline.language import parse_together
from dateline.model import Span

DISTANCES = (161, 25, 10)
# Articles are parsed so many at a time: fewer take longer, more take memory.
TOGETHER = 32


@dataclass(frozen=True)
class Toponym:
    """Hold one annotated name; `point` and `place` (the gazetteer's id) are None where the set gives none."""

    span: Span
    point: tuple[float, float] | None
    place: str | None = None


@dataclass(frozen=True)
class Article:
    """Hold one article: its number in the file, its text and its annotated names."""

    number: int
    text: str
    toponyms: tuple[Toponym, ...]


def lgl(path: Path) -> Iterator[Article]:
    """Read the articles of the LGL corpus."""
    for number, article in enumerate(ElementTree.parse(path).getroot().iter("article")):
        found = []
        for raw in article.iter("toponym"):
            tag = raw.find("gaztag")
            point = (float(tag.findtext("lat", "")), float(tag.findtext("lon", ""))) if tag is not None else None
            span = Span(int(raw.findtext("start", "")), int(raw.findtext("end", "")))
            found.append(Toponym(span, point, place_id(tag) if tag is not None else None))
        yield Article(number, article.findtext("text", ""), tuple(found))


def place_id(tag: ElementTree.Element) -> str:
    """Return the gazetteer's id of a GeoNames entry: a country is known by its ISO code, by whatever name it goes."""
    number, country = tag.get("geonameid", ""), tag.find("country")
    if country is not None and country.get("geonameid") == number:
        known = open_countries().named(country.text or "") or open_countries().named(tag.findtext("name", ""))
        if known is not None:
            return f"country:{known.code}"
    return f"geonames:{number}"


def geovirus(path: Path) -> Iterator[Article]:
    """Read the articles of GeoVirus, whose offsets count from one."""
    for number, article in enumerate(ElementTree.parse(path).getroot().iter("article")):
        text = article.findtext("text", "")
        found = []
        for raw in article.iter("location"):
            start = int(raw.findtext("start", "")) - 1
            span = Span(start, start + len(raw.findtext("name", "")))
            found.append(Toponym(span, (float(raw.findtext("lat", "")), float(raw.findtext("lon", "")))))
        yield Article(number, text, tuple(found))


READERS: dict[str, Callable[[Path], Iterator[Article]]] = {"lgl": lgl, "GeoVirus": geovirus}


def most_populous(words: str) -> Entry | None:
    """Return the most populous place of a name: the simple way."""
    return max(open_gazetteer().lookup(words), key=lambda e: (e.population, e.place.id), default=None)


def resolve_gold(name: str, articles: list[Article]) -> tuple[Counter[str], list[str]]:
    """Resolve every gold span of each article; return counts of both ways, and what was put elsewhere."""
    counts: Counter[str] = Counter()
    wrong = []
    for article in articles:
        document = whole(article.text)
        choices = resolve_spans(document, [t.span for t in article.toponyms])
        for toponym, choice in zip(article.toponyms, choices, strict=True):
            if toponym.point is None:
                continue
            words = article.text[toponym.span.start : toponym.span.end]
            counts["gold"] += 1
            counts["refused"] += choice.missing is not None
            off = km_off(choice.entry.place if choice.entry else None, toponym.point)
            simple = most_populous(words)
            simply_off = km_off(simple.place if simple else None, toponym.point)
            for km in DISTANCES:
                counts[f"@{km}"] += off <= km
                counts[f"simple @{km}"] += simply_off <= km
            if toponym.place is not None:
                counts["id"] += choice.entry is not None and choice.entry.place.id == toponym.place
                counts["simple id"] += simple is not None and simple.place.id == toponym.place
            if off > DISTANCES[0]:
                put = f"{choice.entry.place}" if choice.entry else f"nowhere ({choice.missing})"
                wrong.append(f"{name} {article.number} {words!r} {toponym.point} {toponym.place} put at {put}")
    return counts, wrong


def find_own(name: str, articles: list[Article]) -> tuple[Counter[str], list[str]]:
    """Find the names of each article's bare text; return counts, and what was missed or found beside the gold."""
    counts: Counter[str] = Counter()
    wrong = []
    parsed = (
        s
        for first in range(0, len(articles), TOGETHER)
        for s in parse_together([[(0, a.text)] for a in articles[first : first + TOGETHER]])
    )
    for article, sentences in zip(articles, parsed, strict=True):
        document = whole(article.text)
        mentions = [m for s in find_places(document, sentences) for m in s]
        counts["gold"] += len(article.toponyms)
        counts["ours"] += len(mentions)
        met: set[int] = set()
        for toponym in article.toponyms:
            over = [i for i, m in enumerate(mentions) if m.evidence.span.overlaps(toponym.span) and i not in met]
            if not over:
                wrong.append(f"{name} {article.number} missed {_around(article.text, toponym.span)}")
                continue
            met.add(over[0])
            counts["right"] += 1
            placing = mentions[over[0]].placing
            if toponym.point is not None and placing is not None:
                counts["resolved"] += 1
                counts["near"] += km_off(placing.place, toponym.point) <= DISTANCES[0]
        for i, mention in enumerate(mentions):
            if i not in met:
                put = mention.placing.place.name if mention.placing else mention.missing
                wrong.append(f"{name} {article.number} spurious {_around(article.text, mention.evidence.span)} {put}")
    return counts, wrong


def _around(text: str, span: Span) -> str:
    return (
        f"{text[max(0, span.start - 30) : span.start]}[{text[span.start : span.end]}]{text[span.end : span.end + 20]}"
    )


def measure(folder: Path) -> Figures:
    """Resolve the gold spans and find the names of both sets; the items are gold names with a point."""
    scores: dict[str, float] = {}
    simple: dict[str, float] = {}
    lines, errors, items = [], [], 0
    for name, read in READERS.items():
        path = folder / f"{name}.xml"
        if not path.is_file():
            continue
        articles = list(read(path))
        gold, wrong = resolve_gold(name, articles)
        errors += wrong
        items += gold["gold"]
        for km in DISTANCES:
            scores[f"{name} Acc@{km}"] = gold[f"@{km}"] / max(1, gold["gold"])
            simple[f"{name} Acc@{km}"] = gold[f"simple @{km}"] / max(1, gold["gold"])
        if gold["simple id"] or gold["id"]:
            scores[f"{name} same id"] = gold["id"] / gold["gold"]
            simple[f"{name} same id"] = gold["simple id"] / gold["gold"]
        own, wrong = find_own(name, articles)
        errors += wrong
        scores[f"{name} own F1"] = f1(own["right"], own["ours"], own["gold"])
        scores[f"{name} own Acc@161"] = own["near"] / max(1, own["resolved"])
        lines.append(
            f"{name}: {len(articles)} articles, {gold['gold']} gold names with a point, {gold['refused']} refused; "
            f"own: {own['ours']} found, {own['right']} of {own['gold']} gold ones"
        )
    return Figures("geoparsing", items, digest_of(folder.glob("*.xml")), scores, simple, lines, errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "geoparsing", marker="*.xml"))

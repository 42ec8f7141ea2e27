"""What one more article costs: processor time for it in records of 1,000, 10,000 and 100,000 reports, by step.

Invariant: the record is generated from a seed (nothing in it was published) and written to a temporary folder, by the
way every build takes: `Run.store`, then linking names, relating documents, and reconciling reports.

A document has 150 to 400 words: sentences from patterns, whose slots hold names, towns and words by the skew of real
reporting (half of all events in five towns, words and outlets by Zipf's law). One in eight is a reprint, whole or in
part, of one of the last days; one in six credits another outlet's; a few cite older ones. Coding is left out: reports
and mentions are made with the sentences that they are evidence of, two and a half a document.

Printed for each size is what going through all took, then for each of some more articles, one build each, the median
and the most, and the peak memory of the process, to which the first going through all leads; from size to size the
powers of the number of reports with which all of it and one more article grew: log(ratio of seconds) / log(ratio of
reports). Processor time of the one process counts; others that run beside it cost some of it all the same.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate, pairwise
from pathlib import Path
from typing import Any

from benchmarks.scale import exponent
from dateline.model import (
    Actor,
    Chain,
    Count,
    Dating,
    Document,
    EventType,
    Evidence,
    How,
    Mention,
    MentionForm,
    MentionType,
    Moment,
    Party,
    Place,
    PlaceKind,
    PlacePrecision,
    Placing,
    Range,
    Report,
    Sensitivity,
    Span,
    Status,
    Voice,
    VoiceKind,
    Zone,
    ZoneKind,
)
from dateline.record import Record, create_or_open

__all__ = ["Writer", "main"]

SIZES = (1_000, 10_000, 100_000)
STEPS = ("linking", "relating", "reconciling")
_PER_DOCUMENT = 2.5
_A_DAY = 55  # documents
_DAY_ONE = date(2014, 1, 1)
_SYLLABLES = (
    "ba", "da", "fa", "ga", "ha", "ja", "ka", "la", "ma", "na", "ra", "sa", "ta", "wa", "za", "bi", "di", "mi", "ri",
    "si", "ti", "bu", "du", "ku", "mu", "nu", "ru", "su", "har", "mar", "sal", "kar", "zub", "nas", "qad", "dar",
)  # fmt: skip
_ACTS = (
    ("killed", EventType.ASSAULT, "killed"), ("wounded", EventType.ASSAULT, "injured"),
    ("detained", EventType.COERCE, "captured"), ("abducted", EventType.ASSAULT, "captured"),
)  # fmt: skip
_WHO = ("gunmen", "soldiers", "militiamen", "police officers", "masked men", "rebels", "tribesmen", "guards")
_WHOM = ("villagers", "traders", "drivers", "policemen", "farmers", "students", "soldiers", "labourers")
_PATTERNS = (
    "The {w} of {town} was {w} again after the {w}, and {w} {w} stayed {w} until {day}.",
    "{person}, a {w} from {town}, said the {w} {w} had been {w} for {n} days.",
    "Nobody in the {w} {w} could say who had {w} the {w} near {town}.",
    "A {w} {w} and two {w} were seen {w} towards {town} before the {w} {w}.",
    "The governor's office said on {day} that the {w} would be {w} by the {w} {w}.",
    "{person} told residents that {w} and {w} were {w}, not {w}.",
    "In {town} the {w} {w} {w} while {w} {w} waited for the {w}.",
    "Prices of {w} and {w} have {w} since the {w} {w} closed the {w} road.",
    "It was the {n}th {w} in {town} since the {w} {w} of last year.",
    "Witnesses described a {w} {w}, {w} {w} and {w} in the {w} quarter.",
)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True)
class Article:
    """Hold one document with what a coder would make of it."""

    document: Document
    reports: tuple[Report, ...]
    mentions: tuple[Mention, ...]


class Writer:
    """Write articles, one after the other."""

    def __init__(self, seed: int, documents: int) -> None:
        draw = self.draw = random.Random(f"one more {seed}")
        self.words = sorted({"".join(draw.choices(_SYLLABLES, k=draw.randint(2, 4))) for _ in range(16_000)})
        draw.shuffle(self.words)
        self._word_shares = list(accumulate(1 / (n + 20) for n in range(len(self.words))))
        names = sorted({"".join(draw.choices(_SYLLABLES, k=draw.randint(2, 3))).title() for _ in range(5_000)})
        draw.shuffle(names)
        self.given, self.family, self.towns = names[:250], names[250:2_750], [f"{n}abad" for n in names[2_750:3_250]]
        self.outlets = [
            f"{name} {kind}"
            for name, kind in zip(names[3_250:3_330], ("Post", "Herald", "Wire", "Daily") * 20, strict=True)
        ]
        self._outlet_shares = list(accumulate(1 / (n + 2) for n in range(len(self.outlets))))
        shares = [0.1] * 5 + [0.5 / 6.3 / (n + 1) for n in range(len(self.towns) - 5)]
        self._town_shares = list(accumulate(shares))
        self.people = [f"{draw.choice(self.given)} {draw.choice(self.family)}" for _ in range(max(200, documents // 3))]
        self._people_shares = list(accumulate(1 / (n + 30) for n in range(len(self.people))))
        self.last: list[Article] = []
        self.number = 0

    def articles(self, number: int) -> Iterator[Article]:
        """Yield so many more articles."""
        for _ in range(number):
            made = self._article()
            self.number += 1
            self.last = [*self.last[-4 * _A_DAY :], made]
            yield made

    def _article(self) -> Article:
        draw = self.draw
        day = _DAY_ONE + timedelta(days=self.number // _A_DAY)
        outlet = self.outlets[draw.choices(range(len(self.outlets)), cum_weights=self._outlet_shares)[0]]
        lines: list[str] = []
        told: list[tuple[str, dict[str, Any]]] = []
        kind = draw.random()
        of = draw.choice(self.last) if self.last and kind < 0.3 else None
        if of is not None and kind < 0.125 and of.document.publisher != outlet:
            sentences = of.document.text.split("\n", 1)[1].split("\n")
            taken = sentences if draw.random() < 0.5 else sentences[: max(3, len(sentences) // 2)]
            lines += taken
        elif of is not None and of.document.publisher != outlet:
            first = of.document.text.split("\n")[1]
            lines.append(f"The {of.document.publisher} reported that {first[:1].lower()}{first[1:]}")
        size = draw.randint(150, 400)
        while sum(len(line.split()) for line in lines) < size:
            if len(told) < 2 or draw.random() < 0.04:
                told.append(self._event(day))
                lines.append(told[-1][0])
            lines.append(self._filled(draw.choice(_PATTERNS)))
        title = self._filled("{w} {w} in {town} as {w} {w}").capitalize()
        text = "\n".join([title, *lines])
        sha256 = hashlib.sha256(f"{self.number} {text}".encode()).hexdigest()
        authors = (draw.choice(self.people[:80]),) if draw.random() < 0.4 else ()
        document = Document(
            Document.id_for(sha256, text), sha256, text, path=f"{self.number}.txt", title=title, authors=authors,
            publisher=outlet, published=Moment(day.isoformat()),
            zones=(Zone(ZoneKind.HEADLINE, Span(0, len(title))), Zone(ZoneKind.BODY, Span(len(title) + 1, len(text)))),
        )  # fmt: skip
        events = [(line, facts) for line, facts in told]
        if of is not None:  # what is taken over is coded again
            events += [(r.sentence.words, _facts(r)) for r in of.reports if r.sentence.words in text]
        reports = [made for line, facts in events if (made := _report(document, line, facts)) is not None]
        return Article(document, tuple({r.id: r for r in reports}.values()), tuple(self._mentions(document)))

    def _filled(self, pattern: str) -> str:
        draw, made = self.draw, []
        for n, part in enumerate(pattern.split("{")):
            slot, _, rest = part.partition("}") if n else ("", "", part)
            if slot == "w":
                made.append(self.words[draw.choices(range(len(self.words)), cum_weights=self._word_shares)[0]])
            elif slot == "town":
                made.append(self._town())
            elif slot == "person":
                made.append(self._person())
            elif slot:
                made.append(draw.choice(_DAYS) if slot == "day" else str(draw.randint(2, 40)))
            made.append(rest)
        return "".join(made)

    def _person(self) -> str:
        return self.people[self.draw.choices(range(len(self.people)), cum_weights=self._people_shares)[0]]

    def _town(self) -> str:
        return self.towns[self.draw.choices(range(len(self.towns)), cum_weights=self._town_shares)[0]]

    def _event(self, day: date) -> tuple[str, dict[str, Any]]:
        draw = self.draw
        verb, type_, field = draw.choice(_ACTS)
        who, whom, town = draw.choice(_WHO), draw.choice(_WHOM), self._town()
        number = min(60, int(draw.paretovariate(1.1)))
        on = day - timedelta(days=draw.choice((0, 1, 1, 2, 3)))
        speaker = self._person()
        said = f", {speaker} said" if draw.random() < 0.5 else ""
        where = self._filled("near the {w} {w} and the {w}")
        line = f"{who.capitalize()} {verb} {number} {whom} in {town} on {on:%d %B %Y}{said}, {where}."
        facts = {
            "verb": verb, "type": type_, "field": field, "who": who, "whom": whom, "town": town, "number": number,
            "on": on, "speaker": speaker if said else None,
        }  # fmt: skip
        return line, facts

    def _mentions(self, document: Document) -> Iterator[Mention]:
        for person in sorted(set(self._named(document.text))):
            start = document.text.find(person)
            evidence = Evidence.at(document.text, start, start + len(person))
            actor = Actor(f"text:{person.lower()}", person, None, None, False)
            yield Mention(MentionType.PERSON, MentionForm.NAME, evidence, actor, sensitivity=Sensitivity.PUBLIC)

    def _named(self, text: str) -> Iterator[str]:
        words = text.replace(",", "").replace(".", "").split()
        known = self._known_people()
        for one, other in pairwise(words):
            if f"{one} {other}" in known and f"{one} {other}" in text:
                yield f"{one} {other}"

    def _known_people(self) -> set[str]:
        if not hasattr(self, "_people"):
            self._people = set(self.people)
        return self._people


def _facts(report: Report) -> dict[str, Any]:
    line = report.sentence.words
    verb = report.trigger.words
    type_, field = next((t, f) for v, t, f in _ACTS if v == verb)
    assert report.when is not None
    voice = report.voices.nearest
    count = next(c for _, c in report.counts())
    return {
        "verb": verb, "type": type_, "field": field, "who": report.actors[0].actor.name,
        "whom": report.recipients[0].evidence.words, "town": report.places[0].place.name, "number": count.range.best,
        "on": report.when.moment.earliest, "speaker": voice.name if voice else None, "line": line,
    }  # fmt: skip


def _report(document: Document, line: str, facts: dict[str, Any]) -> Report | None:
    text = document.text
    at = text.find(line)
    if at < 0:
        return None

    def quote(words: str) -> Evidence:
        start = document.text.index(words, at)
        return Evidence.at(document.text, start, start + len(words))

    digest = int.from_bytes(hashlib.sha256(facts["town"].encode()).digest()[:4], "big")
    lat, lon = 28 + digest % 900 / 100, 40 + digest // 900 % 900 / 100
    place = Place(
        f"geonames:{digest % 10_000_000}", facts["town"], PlaceKind.SETTLEMENT, "IQ", f"P{digest % 18}", lat, lon
    )
    day = f"{facts['on']:%d %B %Y}"
    who, whom, number = facts["who"], facts["whom"], facts["number"]
    speaker = facts["speaker"]
    voices = (Voice(f"text:{speaker.lower()}", speaker, VoiceKind.OFFICIAL, quote(speaker)),) if speaker else ()
    return Report(
        document.id, ZoneKind.BODY, Evidence.at(document.text, at, at + len(line)), quote(facts["verb"]), facts["type"],
        None, Status.OCCURRED, "generated 1",
        actors=(Party(Actor(f"any:{who}", who, "armed_group", None, False), Evidence.at(text, at, at + len(who))),),
        recipients=(Party(Actor(f"any:{whom}", whom, "civilian", None, False), quote(whom)),),
        places=(Placing(place, PlacePrecision.EXACT, quote(facts["town"])),),
        when=Dating(Moment(facts["on"].isoformat()), quote(day), How.EXPLICIT),
        voices=Chain(voices),
        scores={"type": 0.9},
        **{facts["field"]: Count(Range.exactly(number), quote(f"{number} {whom}"))},
    )  # fmt: skip


def build(record: Record, articles: Iterator[Article], steps: Sequence[str] = STEPS) -> dict[str, float]:
    """Store articles as one build does, and return the processor seconds of each step that is asked for."""
    run = record.begin({})
    for article in articles:
        run.store(
            article.document, original=article.document.text.encode(), media="text/plain",
            origin=article.document.path or "", reports=article.reports, mentions=article.mentions,
            fingerprint="f", reading_fingerprint="r",
        )  # fmt: skip
    does = {
        "linking": lambda: record.link_actors(run),
        "relating": lambda: record.relate(run),
        "reconciling": lambda: record.reconcile(cause="benchmark"),
    }
    spent = {}
    for name in steps:
        start = time.process_time()
        does[name]()
        spent[name] = time.process_time() - start
    run.finish("finished")
    return spent


def measure(reports: int, *, more: int, folder: Path, steps: Sequence[str] = STEPS) -> dict[str, Any]:
    """Generate a record of about so many reports and add articles one by one; return seconds by step."""
    documents = max(1, round(reports / _PER_DOCUMENT))
    writer = Writer(5, documents)
    path = folder / f"{reports}.dateline"
    with create_or_open(path) as record:
        whole = build(record, writer.articles(documents), steps)
        one = [build(record, writer.articles(1), steps) for _ in range(more)]
        held = len(record.reports())
    return {
        "documents": documents,
        "reports": held,
        "megabytes": round(path.stat().st_size / 1e6),
        "peak_megabytes": round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024),
        "whole": {step: round(whole[step], 2) for step in steps},
        "median": {step: round(statistics.median(o[step] for o in one), 3) for step in steps},
        "most": {step: round(max(o[step] for o in one), 3) for step in steps},
    }


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure all sizes, each in its own process, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="how many reports")
    parser.add_argument("--more", type=int, default=10, help="how many articles are added one by one")
    parser.add_argument("--folder", type=Path, help="keep the records in this folder, instead of a temporary one")
    parser.add_argument("--steps", nargs="+", choices=STEPS, default=list(STEPS), help="what is done and measured")
    parser.add_argument("--json", action="store_true", help="print one JSON object a size")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    measured: list[dict[str, Any]] = []
    for size in given.sizes:
        if given.one:
            with tempfile.TemporaryDirectory() as folder:
                print(
                    json.dumps(measure(size, more=given.more, folder=given.folder or Path(folder), steps=given.steps))
                )
            continue
        command = [sys.executable, "-m", "benchmarks.one_more", "--one", str(size), "--more", str(given.more)]
        command += ["--steps", *given.steps]
        command += ["--folder", str(given.folder)] if given.folder else []
        found = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        measured.append(json.loads(found))
        print(found.strip() if given.json else _table(measured[-1]), flush=True)
    if not given.json and not given.one:
        print("\n".join(_powers(a, b) for a, b in pairwise(measured)))
    return 0


def _powers(a: dict[str, Any], b: dict[str, Any]) -> str:
    sizes = (a["reports"], b["reports"])
    each = [
        f"{what} n^{exponent(sum(a[name].values()), sum(b[name].values()), sizes=sizes):.2f}"
        for name, what in (("whole", "all of them"), ("median", "one more, median"))
    ]
    memory = exponent(a["peak_megabytes"], b["peak_megabytes"], sizes=sizes)
    return f"from {sizes[0]:,} to {sizes[1]:,} reports: {', '.join(each)}, memory n^{memory:.2f}"


def _table(found: dict[str, Any]) -> str:
    lines = [
        f"{found['reports']:,} reports of {found['documents']:,} documents: {found['megabytes']:,} MB on disk, "
        f"{found['peak_megabytes']:,} MB of memory at the peak"
    ]
    for name, what in (("whole", "all of them"), ("median", "one more, median"), ("most", "one more, most")):
        each = ", ".join(f"{step} {spent:.3f} s" for step, spent in found[name].items())
        lines.append(f"  {what}: {each}; together {sum(found[name].values()):.3f} s")
    return "\n".join(lines)


if __name__ == "__main__":
    raise SystemExit(main())

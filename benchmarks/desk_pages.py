"""Documents of a generated record: a text with its zones, and the rows of what is told in it.

Invariant: every offset is of the words that stand there, as the text was put together word by word; ids are made as
the coder's are, of where the words stand.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from benchmarks.desk_values import Page, dated, id_of, moment_row, party_row, place_row, worded, zone_row
from benchmarks.desk_world import Event, Named, World, words
from dateline.knowledge.gazetteer.entry import Entry
from dateline.knowledge.names import fold
from dateline.model import Document

__all__ = ["Printed", "printed"]

Row = dict[str, Any]

_COUNTS = ("killed", "injured", "captured", "displaced", "force", "weapons")
_PRECISIONS, _PLACE_SHARES = (1, 2, 3, 4, 5, 6, 7), (56, 10, 8, 14, 4, 7, 1)
_TIMES = ("day", "minute", "week", "month", "season", "year", "interval")
_TIME_SHARES = (66, 2, 6, 13, 3, 5, 5)
_NO_PLACE = ("not_stated", "not_in_gazetteer", "ambiguous", "out_of_reach")
_NO_TIME = "not_stated"
_NO_PARTY = ("passive_without_agent", "not_stated", "unresolved_pronoun")


@dataclass(slots=True)
class Printed:
    """Hold one document with all that is told in it: rows of the contract, and who tells of which event.

    `told` leads from an event's number to its reports; `named` are the spellings of actors that no pack knows.
    """

    document: Row
    day: int
    reports: list[Row] = field(default_factory=list)
    claims: list[Row] = field(default_factory=list)
    mentions: list[Row] = field(default_factory=list)
    told: dict[int, list[Row]] = field(default_factory=dict)
    named: dict[str, Named] = field(default_factory=dict)


def printed(world: World, day: int, events: Sequence[tuple[Event, int]], number: int) -> Printed:
    """Return a document of a day that tells of events, so many reports of each."""
    return _Writer(world, day, number).document(events)


class _Writer:
    """Write one document."""

    def __init__(self, world: World, day: int, number: int) -> None:
        self.world, self.draw, self.page = world, world.draw, Page()
        self.day, self.number = day, number
        self.made = Printed({}, day)

    def document(self, events: Sequence[tuple[Event, int]]) -> Printed:
        world, draw, page, made = self.world, self.draw, self.page, self.made
        zones = []
        title = page.put(self._title(events[0][0]))
        zones.append(zone_row("headline", title["start"], title["end"]))
        page.put("\n\n")
        start = page.at
        for event, reports in events:
            self._tell(event, reports, "body")
            page.put("\n\n")
        for _ in range(draw.choices((0, 1, 2, 4), weights=(45, 30, 15, 10))[0]):
            self._claim(events[0][0])
        page.put(self._filled(draw.choice(words()["fillers"])))
        zones.append(zone_row("body", start, page.at))
        references = self._references(zones) if draw.random() < 0.04 else []
        if draw.random() < 0.12:
            self._comments(zones, events[-1][0])
        text = page.text
        original = f"{self.number}\n{text}".encode()
        sha256 = hashlib.sha256(original).hexdigest()
        person = draw.choice(world.people[:200])
        publisher = world.outlets[int(len(world.outlets) ** draw.random()) - 1]
        published = date.fromordinal(self.day).isoformat()
        has_author = draw.random() < 0.4
        site = f"https://{fold(publisher).replace(' ', '-')}.example"
        made.document = {
            "id": Document.id_for(sha256, text), "url": f"{site}/{self.number}",
            "path": f"{published[:4]}/{self.number}.txt", "title": title["words"],
            "authors": [person.actor.name] if has_author else [], "publisher": publisher, "published": published,
            "published_how": "stated", "published_evidence": None, "language": "en", "text": text, "retrieved": None,
            "sha256": sha256, "zones": zones, "references": references,
            "provenance": {"charset": "given", "published": "text:dateline", "title": "text:first line"},
        }  # fmt: skip
        self._identify()
        return made

    def _title(self, event: Event) -> str:
        draw, place = self.draw, event.places[0]
        pattern = draw.choice(words()["titles"])
        made = self._filled(
            pattern.replace("{act}", event.act.noun).replace("{place}", place.place.name if place else "")
        )
        return made[:1].upper() + made[1:]

    def _filled(self, pattern: str) -> str:
        first, *rest = pattern.split("{w}")
        return first + "".join(self.world.word() + part for part in rest)

    # Reports

    def _tell(self, event: Event, reports: int, zone: str) -> None:
        """Write what a document tells of an event; all its reports have the values of this telling, or lack them."""
        draw = self.draw
        precision = draw.choices(_PRECISIONS, weights=_PLACE_SHARES)[0]
        entry = event.places[precision - 1] or event.places[3]
        finely = draw.choices(_TIMES, weights=_TIME_SHARES)[0]
        off = draw.choice((1, 2, 3, 5)) if draw.random() < 0.03 else 0
        on = date.fromordinal(event.day + off)
        figure = event.figure + (draw.randint(1, 5) if draw.random() < 0.12 else 0)
        telling = _Telling(event, entry, precision, finely, on, figure, zone)
        for n in range(reports):
            if n:
                self.page.put(" ")
            self._report(telling)
            if draw.random() < 0.45:
                self.page.put(" " + self._filled(draw.choice(words()["fillers"])))

    def _report(self, told: _Telling) -> None:
        draw, page, event = self.draw, self.page, told.event
        start = page.at
        doer, doer_spelling = event.doer, draw.choice(event.doer.spellings)
        has_doer, has_whom = draw.random() < 0.9, draw.random() < 0.85
        actors: list[Row] = []
        if has_doer:
            said = page.put(doer_spelling)
            actors.append({**party_row(doer, doer_spelling), "evidence": said})
            self._mention(doer, said, told.zone)
        else:
            page.put("They")
        page.put(" ")
        status = (
            event.status if draw.random() < 0.9 else draw.choice(("occurred", "occurred", "hypothetical", "negated"))
        )
        act = event.act
        lead, named_by = worded(draw.choice(words()["statuses"][status]), act.past, act.base)
        page.put(lead)
        trigger = page.put(named_by)
        page.put(" ")
        counts: dict[str, Row | None] = dict.fromkeys(_COUNTS)
        if act.counts and draw.random() < 0.6:
            counts[act.counts] = self._count(told.figure)
            page.put(" men of " if event.whom.actor.known else " ")
        whom_spelling = draw.choice(event.whom.spellings)
        said = page.put(whom_spelling)
        recipients: list[Row] = [{**party_row(event.whom, whom_spelling), "evidence": said}] if has_whom else []
        if has_whom:
            self._mention(event.whom, said, told.zone)
        places, no_place = self._where(told)
        when, no_time = self._when(told)
        voices = self._voices()
        page.put(self._filled(", as the {w} {w} {w}."))
        sentence = page.since(start)
        hedged = status == "hypothetical" or draw.random() < 0.07
        scores = {"type": round(draw.betavariate(8, 2), 2), "status": round(draw.betavariate(12, 1), 2)}
        if actors:
            scores["actors"] = round(draw.betavariate(9, 2), 2)
        long_ago = date.fromordinal(self.day - 365).isoformat()
        row: Row = {
            "zone": told.zone, **sentence, "trigger": trigger, "type": act.type, "mode": act.mode, "contexts": [],
            "status": status, "hedged": hedged,
            "historical": bool(when and when["latest"] and when["latest"] < long_ago),
            "actors": actors, "actors_missing": None if actors else draw.choice(_NO_PARTY),
            "recipients": recipients, "recipients_missing": None if recipients else draw.choice(_NO_PARTY[1:]),
            "place": places[0] if places else None, "places": places, "place_missing": no_place,
            "when": when, "when_missing": no_time, **counts,
            "means": {"kind": act.means, "evidence": trigger} if act.means else None, "target": None,
            "voices": voices, "coder": "generated 1", "sense": f"{act.type}.{act.mode or act.base.split()[0]}",
            "scores": dict(sorted(scores.items())),
        }  # fmt: skip
        self.made.reports.append(row)
        self.made.told.setdefault(event.number, []).append(row)

    def _count(self, figure: int) -> Row:
        page, kind = self.page, self.draw.random()
        if kind < 0.12:
            said = page.put(f"at least {figure}")
            return {"low": figure, "best": figure, "high": None, "evidence": said}
        if kind < 0.16:
            return {"low": 24, "best": None, "high": None, "evidence": page.put("dozens of")}
        return {"low": figure, "best": figure, "high": figure, "evidence": page.put(str(figure))}

    def _where(self, told: _Telling) -> tuple[list[Row], str | None]:
        draw, page = self.draw, self.page
        if told.entry is None or draw.random() < 0.12:
            return [], draw.choice(_NO_PLACE)
        row = place_row(told.entry, told.precision)
        if told.place_said is not None and draw.random() < 0.5:
            return [{**row, "how": "carried", "evidence": told.place_said}], None
        before, after = words()["where"][str(told.precision)].split("{place}")
        page.put(f" {before}")
        said = page.put(told.entry.place.name)
        page.put(after)
        told.place_said = said
        self._mention_place(told.entry, said, told.zone)
        return [{**row, "how": "explicit", "evidence": said}], None

    def _when(self, told: _Telling) -> tuple[Row | None, str | None]:
        draw, page = self.draw, self.page
        if draw.random() < 0.1:
            return None, _NO_TIME
        if told.when is not None and draw.random() < 0.5:
            return {**told.when, "how": "carried"}, None
        late = self.day - told.on.toordinal()
        page.put(" ")
        if told.finely == "day" and 0 <= late < 6 and draw.random() < 0.6:
            said, moment = f"on {told.on:%A}", moment_row(told.on.isoformat())
            how = "relative_to_publication"
        else:
            (said, moment), how = dated(draw, told.on, told.finely), "explicit"
        told.when = {**moment, "evidence": page.put(said), "how": how}
        return told.when, None

    def _voices(self) -> list[Row]:
        draw, page = self.draw, self.page
        if draw.random() < 0.42:
            return []
        page.put(", ")
        made = [self._voice()]
        if draw.random() < 0.15:
            page.put(" told ")
            outlet = draw.choice(self.world.outlets[:20])
            made.append(
                {"id": f"outlet:{fold(outlet)}", "name": outlet, "kind": "outlet", "evidence": page.put(outlet)}
            )
        else:
            page.put(" said")
        return made

    def _voice(self) -> Row:
        draw = self.draw
        if draw.random() < 0.35:
            named = draw.choice(self.world.people[:400])
            spelling = draw.choice(named.spellings)
            said = self.page.put(spelling)
            self._mention(named, said, "body")
            return {"id": f"text:{fold(spelling)}", "name": spelling, "kind": "official", "evidence": said}
        kind = draw.choice(tuple(words()["voices"]))
        name = draw.choice(words()["voices"][kind])
        return {"id": f"any:{fold(name)}", "name": name, "kind": kind, "evidence": self.page.put(name)}

    # What else a document holds

    def _claim(self, event: Event) -> None:
        """Write a claim about a place of an event, by somebody who acts there."""
        draw, page = self.draw, self.page
        kind = draw.choice(words()["claims"])
        place = event.places[3] or event.places[0]
        assert place is not None
        named = self.world.named(place.place.country or "IQ")
        said: dict[str, Row] = {}
        value = float(draw.randint(2, 900))
        start, when = page.at, None
        rest = kind["says"]
        while rest:
            text, _, rest = rest.partition("{")
            page.put(text)
            slot, _, rest = rest.partition("}") if rest else ("", "", "")
            if slot == "actor":
                spelling = draw.choice(named.spellings)
                said[slot] = page.put(spelling)
                said["subject"] = {**party_row(named, spelling), "evidence": said[slot]}
                self._mention(named, said[slot], "body")
            elif slot == "place":
                said[slot] = page.put(place.place.name)
            elif slot == "value":
                said[slot] = page.put(f"{value:.0f}")
            elif slot == "month":
                words_, moment = dated(draw, date.fromordinal(event.day), "month")
                when = {**moment, "evidence": page.put(words_), "how": "explicit"}
        page.put(".")
        sentence = page.since(start)
        page.put(" ")
        subject = said.get("subject")
        self.made.claims.append({
            "zone": "body", **sentence, "kind": kind["kind"],
            "subject": {key: subject[key] for key in ("id", "name", "evidence")} if subject else None,
            "object": {"id": place.place.id, "name": place.place.name, "evidence": said["place"]},
            "value": value if "value" in said else None, "unit": kind.get("unit") if "value" in said else None,
            "value_evidence": said.get("value"), "when": when, "voices": [],
        })  # fmt: skip

    def _references(self, zones: list[Row]) -> list[Row]:
        page, draw, found = self.page, self.draw, []
        page.put("\n\n")
        start = page.at
        for n in range(draw.randint(1, 6)):
            page.put("\n" if n else "")
            author, outlet = draw.choice(self.world.people[:300]).actor.name, draw.choice(self.world.outlets)
            title, year = self._filled("The {w} of {w}"), date.fromordinal(self.day).year
            entry = page.put(f"{author}, {title}, {outlet}, {year}.")
            found.append({
                "authors": [author], "title": title, "outlet": outlet, "date": str(year), "url": None,
                "document": None, "work": None, "cited_by": [], **entry,
            })  # fmt: skip
        zones.append(zone_row("references", start, page.at))
        return found

    def _comments(self, zones: list[Row], event: Event) -> None:
        page, draw = self.page, self.draw
        for n in range(draw.randint(1, 4)):
            page.put("\n\n")
            start = page.at
            if not n and draw.random() < 0.3:
                self._tell(event, 1, "comment")
                page.put(" ")
            page.put(self._filled(draw.choice(words()["comments"])))
            posted = date.fromordinal(self.day + n).isoformat()
            zones.append(zone_row("comment", start, page.at, draw.choice(self.world.people).actor.name, posted))

    def _mention(self, named: Named, said: Row, zone: str) -> None:
        if not named.actor.known:
            self.made.named[f"text:{fold(said['words'])}"] = named
        self.made.mentions.append({
            "zone": zone, **said, "type": "person" if named.is_person else "organisation", "form": "name",
            "sensitivity": "public" if named.is_person else None, "actor": party_row(named, said["words"]),
            "place": None,
        })  # fmt: skip

    def _mention_place(self, entry: Entry, said: Row, zone: str) -> None:
        place = entry.place
        named = {"id": place.id, "name": place.name, "kind": place.kind.value, "country": place.country}
        self.made.mentions.append({
            "zone": zone, **said, "type": "location", "form": "name", "sensitivity": None, "actor": None,
            "place": named,
        })  # fmt: skip

    # Ids

    def _identify(self) -> None:
        """Give reports, claims and mentions their ids, now that the document has its own."""
        made, id_ = self.made, self.made.document["id"]
        for row in made.reports:
            row["document"] = id_
            said = [id_, row["trigger"]["start"], row["trigger"]["end"], row["type"]]
            said += [p["evidence"]["start"] for p in row["actors"]] + ["|"]
            row["id"] = id_of("r", [*said, *(p["evidence"]["start"] for p in row["recipients"])])
        for row in made.claims:
            row["document"] = id_
            row["id"] = id_of("c", [id_, row["start"], row["kind"], *(e["start"] for e in _claimed(row))])
        for row in made.mentions:
            row["document"] = id_
            row["id"] = id_of("m", [id_, row["start"], row["end"], row["type"]])


@dataclass(slots=True)
class _Telling:
    """Hold what one document says of an event, and where it has said so already."""

    event: Event
    entry: Entry | None
    precision: int
    finely: str
    on: date
    figure: int
    zone: str
    place_said: Row | None = None
    when: Row | None = None


def _claimed(row: Row) -> Iterator[Row]:
    yield row
    for key in ("subject", "object"):
        if row[key]:
            yield row[key]["evidence"]
    if row["value_evidence"]:
        yield row["value_evidence"]
    if row["when"]:
        yield row["when"]["evidence"]

"""What a generated record makes of its reports: incidents with their sources, contradictions, derivations, accounts.

Invariant: an incident says only what its reports say, and names them; its values are not those that reconciling would
work out, but of the same shape and as many. It is finished, and forgotten, with the last document that tells of it.
"""

from __future__ import annotations

import hashlib
import random
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import Any

from benchmarks.desk_pages import Printed
from benchmarks.desk_world import Event, World
from dateline.knowledge.names import fold
from dateline.model import EventType, Level, Status
from dateline.reconciling.derivation.terms import term_hash, term_of
from dateline.reconciling.incidents.account import Account, Area
from dateline.reconciling.incidents.accounts.stories import TERMS, Story

__all__ = ["Gathered", "Gatherer", "story_of"]

Row = dict[str, Any]

_COUNTS = ("killed", "injured", "captured", "displaced", "force", "weapons")
_SIDES, _QUOTES = 3, 3  # of a contradiction, at most


@dataclass(frozen=True, slots=True)
class _Told:
    """Hold what one document told of an event."""

    document: str
    publisher: str
    account: str
    reports: tuple[Row, ...]
    origin: int  # the number of the telling that it was had from, or its own


@dataclass(slots=True)
class Gathered:
    """Hold the rows that one document brought about."""

    accounts: list[tuple[Account, str]] = field(default_factory=list)
    derivations: list[Row] = field(default_factory=list)
    incidents: list[tuple[Event, Row]] = field(default_factory=list)
    contradictions: list[Row] = field(default_factory=list)


class Gatherer:
    """Take documents in, one by one, and give the incidents that are finished."""

    def __init__(self, world: World, expected: Counter[int]) -> None:
        self.draw = random.Random(f"gather {world.seed}")
        self._events, self._left = world.events, expected
        self._told: dict[int, list[_Told]] = {}
        self._first: dict[int, str] = {}
        # The episode that was begun last before each event, and the aggregates.
        self._episodes = [e.number for e in world.events if e.level == "episode"]
        self._aggregates = [e.number for e in world.events if e.level == "aggregate"]
        self._cluster = {f"text:{fold(s)}": n.actor for n in (*world.people, *world.groups) for s in n.spellings}

    def take(self, page: Printed) -> Gathered:
        """Return what a document brings about."""
        made = Gathered()
        for number, rows in page.told.items():
            event = self._events[number]
            so_far = self._told.setdefault(number, [])
            account = _account(page, event, rows, self._cluster)
            self._first.setdefault(number, account.id)
            made.accounts.append((account, f"{self._first[number]} 0" if event.tellings > 1 else account.id))
            origin = len(so_far)
            if so_far and self.draw.random() < 0.35:
                origin = self.draw.randrange(len(so_far))
                made.derivations.append(self._derivation(page, rows[0], so_far[origin]))
                origin = so_far[origin].origin
            so_far.append(
                _Told(page.document["id"], page.document["publisher"], account.id, tuple(map(_kept, rows)), origin)
            )
            self._left[number] -= 1
            if not self._left[number]:
                incident, disputes = self._incident(event, self._told.pop(number))
                made.incidents.append((event, incident))
                made.contradictions += disputes
        return made

    def _derivation(self, page: Printed, report: Row, origin: _Told) -> Row:
        how = self.draw.choices(("reuse", "attribution", "same_origin"), weights=(5, 3, 2))[0]
        first = origin.reports[0]
        evidence = {key: report[key] for key in ("start", "end", "words")}
        said = [page.document["id"], report["id"], origin.document, first["id"], None, how, *evidence.values()][:-1]
        return {
            "id": "v" + hashlib.sha256("\n".join(map(str, said)).encode()).hexdigest()[:16],
            "document": page.document["id"], "report": report["id"], "how": how, "is_directed": how != "same_origin",
            "containment": round(self.draw.uniform(0.2, 1), 4) if how == "reuse" else None, "evidence": evidence,
            "origin": {
                "document": origin.document, "report": first["id"], "voice": None,
                "evidence": {key: first[key] for key in ("start", "end", "words")},
            },
        }  # fmt: skip

    # Incidents

    def _incident(self, event: Event, told: Sequence[_Told]) -> tuple[Row, list[Row]]:
        draw = self.draw
        rows = [row for one in told for row in one.reports]
        ids = [row["id"] for row in rows]
        disputes = self._disputes(event, told) if len(told) > 1 else []
        groups = _groups(told)
        kinds = sorted({row["voices"][0]["kind"] if row["voices"] else "outlet" for row in rows})
        statuses = Counter(row["status"] for row in rows)
        grade = "single origin" if len(groups) < 2 else "corroborated by different kinds" if len(kinds) > 1 else ""
        grade = "contested" if any(one["disputed"] == "status" for one in disputes) else grade or "corroborated"
        grade = "retracted" if draw.random() < 0.002 else grade
        outlets = list(dict.fromkeys(one.publisher for one in told))
        why = f"{len(ids)} reports in {len(told)} articles, {len(groups)} independent: {'; '.join(outlets[:4])}"
        counts: dict[str, Row | None] = {name: _figures(rows, name) for name in _COUNTS}
        places, times = [row for row in rows if row["place"]], [row for row in rows if row["when"]]
        incident: Row = {
            "id": event.id, "redirects": [], "level": event.level, "type": event.act.type, "mode": event.act.mode,
            "status": statuses.most_common(1)[0][0],
            "actors": self._parties(rows, "actors"), "recipients": self._parties(rows, "recipients"),
            "place": _place(places), "when": _when(times), **counts, "means": event.act.means, "target": None,
            "events": {"low": 2, "best": event.figure + 1, "high": None} if event.level == "aggregate" else None,
            "reports": sorted(ids),
            "sources": {
                "voices": len(outlets) + len(kinds) - 1, "independent": len(groups),
                "effective": round(1 + (len(groups) - 1) * 0.9, 2), "kinds": kinds, "groups": groups,
            },
            "corroboration": {
                "grade": grade, "why": why, "reliability": draw.choice("ABCDF"),
                "credibility": "2" if len(groups) > 1 else "6" if len(outlets) < 2 else "3",
            },
            "contradictions": [], "part_of": self._part_of(event), "runners_up": self._runners_up(event),
            "score": 1.0 if len(told) == 1 else round(draw.uniform(0.5, 1), 4), "reviewed": None, "edited": [],
        }  # fmt: skip
        return incident, disputes

    def _parties(self, rows: Sequence[Row], role: str) -> list[Row]:
        found: dict[str, Row] = {}
        for row in rows:
            for party in row[role]:
                actor = self._cluster.get(party["id"])
                id_, name = (actor.id, actor.name) if actor else (party["id"], party["name"])
                known = {"id": id_, "name": name, "kind": party["kind"], "country": party["country"], "reports": []}
                found.setdefault(id_, known)["reports"].append(row["id"])
        return sorted(found.values(), key=lambda one: (-len(one["reports"]), one["id"]))

    def _part_of(self, event: Event) -> list[Row]:
        if event.level != "single" or self.draw.random() > 0.07:
            return []
        how, wholes = self.draw.choice((("part", self._episodes), ("counted", self._aggregates)))
        near = [number for number in wholes if abs(number - event.number) < 300]
        if not near:
            return []
        return [{"id": self._events[self.draw.choice(near)].id, "how": how, "score": round(self.draw.random(), 4)}]

    def _runners_up(self, event: Event) -> list[Row]:
        draw, found = self.draw, []
        for _ in range(draw.choices((0, 1, 2), weights=(70, 18, 12))[0]):
            other = event.number + draw.choice((-3, -2, -1, 1, 2, 3))
            if 0 <= other < len(self._events):
                days = abs(self._events[other].day - event.day)
                why = f"same province, {days} days apart, both {event.act.type}, no name shared"
                found.append({"id": self._events[other].id, "score": round(draw.uniform(0.02, 0.6), 4), "why": why})
        return sorted(found, key=lambda one: -one["score"])

    # Contradictions

    def _disputes(self, event: Event, told: Sequence[_Told]) -> list[Row]:
        found = []
        if event.act.counts:
            sides = _sides(told, lambda row: _figure(row, event.act.counts))
            if len(sides) > 1:
                found.append(self._dispute(event, "number", event.act.counts, sides))
        sides = _sides(told, lambda row: _day_of(row))
        if len(sides) > 1:
            found.append(self._dispute(event, "date", "when", sides))
        sides = _sides(told, lambda row: _happened(row))
        if len(sides) > 1 and self.draw.random() < 0.4:
            found.append(self._dispute(event, "status", "status", sides))
        return found

    def _dispute(self, event: Event, disputed: str, about: str, sides: Sequence[Row]) -> Row:
        quotes = sorted((q["document"], q["start"], q["end"]) for side in sides for q in side["quotes"])
        said = [disputed, about, *(str(part) for quote in quotes for part in quote), event.id]
        return {
            "id": "x" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16], "disputed": disputed, "field": about,
            "weight": round(self.draw.betavariate(2, 3), 4),
            "why": ", ".join(f"{side['voices'][0]} says {side['value']}" for side in sides[:2]) + ".",
            "values": list(sides), "incident": event.id, "claims": [],
        }  # fmt: skip


_KEPT = (
    "id",
    "type",
    "document",
    "start",
    "end",
    "words",
    "status",
    "trigger",
    "actors",
    "recipients",
    "place",
    "when",
    "voices",
)


def _kept(row: Row) -> Row:
    return {key: row[key] for key in (*_KEPT, *_COUNTS)}


def _groups(told: Sequence[_Told]) -> list[list[str]]:
    of: dict[int, list[str]] = {}
    for one in told:
        of.setdefault(one.origin, []).extend(row["id"] for row in one.reports)
    return sorted((sorted(ids) for ids in of.values()), key=lambda ids: (-len(ids), ids))


def _figures(rows: Sequence[Row], name: str) -> Row | None:
    given = [row for row in rows if row[name]]
    if not given:
        return None
    bests = Counter(row[name]["best"] for row in given if row[name]["best"] is not None)
    highs = [row[name]["high"] for row in given]
    return {
        "low": min(row[name]["low"] for row in given), "best": bests.most_common(1)[0][0] if bests else None,
        "high": None if None in highs else max(highs), "reports": sorted(row["id"] for row in given),
    }  # fmt: skip


def _place(rows: Sequence[Row]) -> Row | None:
    if not rows:
        return None
    best = min((row["place"] for row in rows), key=lambda place: place["precision"])
    kept = {key: best[key] for key in best if key not in ("evidence", "how")}
    return {**kept, "reports": sorted(row["id"] for row in rows)}


def _when(rows: Sequence[Row]) -> Row | None:
    if not rows:
        return None
    best = min((row["when"] for row in rows), key=lambda when: (when["precision"] != "day", when["latest"] is None))
    kept = {key: best[key] for key in ("edtf", "earliest", "latest", "precision")}
    return {**kept, "reports": sorted(row["id"] for row in rows)}


def _figure(row: Row, name: str | None) -> tuple[str, Row] | None:
    count = row[name] if name else None
    return (str(count["best"]), count["evidence"]) if count and count["best"] is not None else None


def _day_of(row: Row) -> tuple[str, Row] | None:
    when = row["when"]
    return (when["edtf"], when["evidence"]) if when and when["precision"] == "day" else None


def _happened(row: Row) -> tuple[str, Row] | None:
    value = {"occurred": "it happened", "negated": "it did not happen"}.get(row["status"])
    return (value, row["trigger"]) if value else None


def _sides(told: Sequence[_Told], value_of: Any) -> list[Row]:
    """Return what tellings differ in, the value that most give first; none where all agree."""
    found: dict[str, Row] = {}
    for one in told:
        for row in one.reports:
            said = value_of(row)
            if said is None:
                continue
            value, evidence = said
            side = found.setdefault(value, {"value": value, "reports": [], "voices": [], "quotes": []})
            side["reports"].append(row["id"])
            voice = row["voices"][0]["name"] if row["voices"] else one.publisher
            if voice not in side["voices"]:
                side["voices"].append(voice)
            quote = {"document": one.document, **evidence}
            if len(side["quotes"]) < _QUOTES and quote not in side["quotes"]:
                side["quotes"].append(quote)
    return sorted(found.values(), key=lambda side: (-len(side["reports"]), side["value"]))[:_SIDES]


# Accounts, as a later reconciliation compares them


def _account(page: Printed, event: Event, rows: Sequence[Row], cluster: dict[str, Any]) -> Account:
    document, ids = page.document["id"], [row["id"] for row in rows]
    said = "\n".join([document, *sorted(ids)])
    areas = {p["id"]: _area(p) for row in rows for p in row["places"]}
    days = [row["when"] for row in rows if row["when"]]
    told = date.fromisoformat(page.document["published"]).toordinal()
    named = {fold(p["evidence"]["words"]) for row in rows for p in (*row["actors"], *row["recipients"], *row["places"])}
    counts = {name: made for name in _COUNTS if (made := _figures(rows, name))}
    return Account(
        id="a" + hashlib.sha256(said.encode()).hexdigest()[:16],
        document=document,
        reports=tuple(ids),
        type=EventType(event.act.type),
        status=Status(Counter(row["status"] for row in rows).most_common(1)[0][0]),
        level=Level(event.level),
        mode=event.act.mode,
        places=tuple(sorted(areas.values(), key=lambda area: (area.precision, area.id))),
        when=(_ordinal(days[0]["earliest"]), _ordinal(days[0]["latest"])) if days else None,
        told=(told, told),
        actors=_ids(rows, "actors", cluster),
        recipients=_ids(rows, "recipients", cluster),
        names=tuple(sorted(named)),
        counts={name: (one["low"], one["best"], one["high"]) for name, one in sorted(counts.items())},
        means=event.act.means,
        terms=tuple(sorted({h for row in rows for h in _terms(row["words"])})),
        is_main=event.number == next(iter(page.told)),
    )


def _ids(rows: Iterable[Row], role: str, cluster: dict[str, Any]) -> tuple[str, ...]:
    ids = {party["id"] for row in rows for party in row[role]}
    return tuple(sorted({cluster[id_].id if id_ in cluster else id_ for id_ in ids}))


def _area(place: Row) -> Area:
    return Area(*(place[key] for key in ("id", "precision", "lat", "lon", "radius_km", "country", "admin1")))


def _ordinal(day: str | None) -> int | None:
    return date.fromisoformat(day).toordinal() if day else None


@lru_cache(maxsize=100_000)
def _term(word: str) -> int | None:
    term = term_of(word)
    return None if term is None else term_hash(term)


def _terms(text: str) -> Iterator[int]:
    for word in text.lower().replace(",", " ").replace(".", " ").split():
        found = _term(word)
        if found is not None:
            yield found


def story_of(page: Printed) -> Story:
    """Return the words of a document, as a later reconciliation compares them."""
    counted = Counter(_terms(page.document["text"]))
    title = tuple(sorted(set(_terms(page.document["title"]))))
    return Story(page.document["id"], tuple(sorted(counted.most_common(TERMS))), title, {})

"""Write incidents as MUC templates: the choices and strings that each of the 24 slots asks for.

Invariant: a string fill is words of the dispatch; a slot about which the dispatch says nothing stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from types import MappingProxyType

from benchmarks.muc.incidents import Incident, incidents_of
from benchmarks.muc.keys import Fill, Template
from benchmarks.muc.phrases import Phrase
from benchmarks.muc.texts import Dispatch
from benchmarks.muc.words import task_words
from dateline.coding import code
from dateline.knowledge.actors import open_countries
from dateline.language import parse
from dateline.model import PlaceKind

__all__ = ["respond", "templates_of"]

STATE_KINDS = frozenset({"military", "police", "government", "intelligence"})


def respond(dispatch: Dispatch) -> list[Template]:
    """Code a dispatch and return its templates."""
    document = dispatch.document
    reports = code(document).reports
    if not reports:
        return []
    sentences = parse((z.span.start, document.text[z.span.slice]) for z in document.zones)
    return templates_of(dispatch, incidents_of(dispatch, reports, sentences))


def templates_of(dispatch: Dispatch, incidents: Iterable[Incident]) -> list[Template]:
    """Return one template an incident."""
    return [Template(dispatch.message, MappingProxyType(_slots(dispatch, i))) for i in incidents]


def _slots(dispatch: Dispatch, incident: Incident) -> dict[int, tuple[Fill, ...]]:
    slots: dict[int, tuple[Fill, ...]] = {
        2: _date(dispatch, incident),
        3: _location(dispatch, incident),
        4: (Fill((incident.kind,)),),
        5: (Fill(("ACCOMPLISHED",)),),
        **_instruments(incident),
        **_perpetrators(incident),
        **_things(incident),
        **_people(incident),
    }
    return {slot: fills for slot, fills in slots.items() if fills}


def _date(dispatch: Dispatch, incident: Incident) -> tuple[Fill, ...]:
    if incident.when is not None:
        first, last = incident.when
        if first == last:
            return (Fill((_day(first),)),)
        if (last - first).days <= 31:
            return (Fill((f"{_day(first)} - {_day(last)}",)),)
    return (Fill((f"- {_day(dispatch.sent)}",)),) if dispatch.sent else ()


def _day(day: date) -> str:
    months = "JAN FEB MAR APR MAY JUN JUL AUG SEP OCT NOV DEC".split()
    return f"{day.day:02} {months[day.month - 1]} {day.year % 100:02}"


def _location(dispatch: Dispatch, incident: Incident) -> tuple[Fill, ...]:
    placing = incident.place
    if placing is None or placing.place.country is None:
        return ()
    place = placing.place
    country = open_countries().by_code.get(place.country or "")
    if country is None:
        return ()
    parts = [country.name.upper()]
    if place.kind is not PlaceKind.COUNTRY:
        words = place.name.upper()
        parts.append(f"{words} ({'DEPARTMENT' if place.kind.value.startswith('admin') else 'CITY'})")
    return (Fill((": ".join(parts),)),)


def _instruments(incident: Incident) -> dict[int, tuple[Fill, ...]]:
    ids, types = {}, {}
    for found, choice in incident.weapons:
        ids.setdefault(found.words, Fill((found.words,)))
        types.setdefault(found.words, Fill((choice,), (found.words,)))
    if not types and incident.kind == "BOMBING":
        types["-"] = Fill(("BOMB",))
    return {6: tuple(ids.values()), 7: tuple(types.values())}


def _perpetrators(incident: Incident) -> dict[int, tuple[Fill, ...]]:
    lists = task_words().lists
    persons, groups = {}, {}
    for found in incident.doers:
        if found.is_name and (found.head in lists["people.organizations"] or found.words.replace("-", "").isupper()):
            pass
        if found.is_name and (_is_group(found)):
            groups.setdefault(found.name or found.words, found)
        else:
            persons.setdefault(found.words, found)
    state = bool(incident.doer_kinds) and all(k in STATE_KINDS for k in incident.doer_kinds)
    category = "STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT"
    confidence = "SUSPECTED OR ACCUSED" if incident.hedged else "REPORTED AS FACT"
    return {
        8: (Fill((category,)),),
        9: tuple(Fill((w,)) for w in persons),
        10: tuple(Fill((w,)) for w in groups),
        11: tuple(Fill((confidence,), (w,)) for w in groups),
    }


def _is_group(found: Phrase) -> bool:
    return found.head in task_words().lists["people.organizations"] or " " not in found.words


def _things(incident: Incident) -> dict[int, tuple[Fill, ...]]:
    things: dict[str, tuple[Phrase, str]] = {}
    for found, choice in incident.things:
        things.setdefault(found.words, (found, choice or "OTHER"))
    effects = _effects(incident, "effects.things")
    return {
        12: tuple(Fill((w,)) for w in things),
        13: tuple(Fill((choice,), (w,)) for w, (_, choice) in things.items()),
        14: tuple(Fill((p.number,), (w,)) for w, (p, _) in things.items()),
        16: tuple(Fill((effects[0],), (w,)) for w in things if effects),
    }


def _people(incident: Incident) -> dict[int, tuple[Fill, ...]]:
    names: dict[str, Fill] = {}
    described: dict[str, Fill] = {}
    refs: dict[str, tuple[Phrase, str]] = {}
    for found, choice in incident.people:
        if found.name:
            names.setdefault(found.name, Fill((found.name,)))
            if found.title:
                described.setdefault(found.title + found.name, Fill((found.title,), (found.name,)))
            refs.setdefault(found.name, (found, choice or "CIVILIAN"))
        else:
            described.setdefault(found.words, Fill((found.words,)))
            refs.setdefault(found.words, (found, choice or "CIVILIAN"))
    effects = _effects(incident, "effects.people")
    return {
        18: tuple(names.values()),
        19: tuple(described.values()),
        20: tuple(Fill((choice,), (w,)) for w, (_, choice) in refs.items()),
        21: tuple(Fill((p.number,), (w,)) for w, (p, _) in refs.items()),
        23: tuple(Fill((effects[0],), (w,)) for w in refs if effects) if incident.kind != "KIDNAPPING" else (),
    }


def _effects(incident: Incident, table: str) -> list[str]:
    words = task_words().tables[table]
    text = incident.words.lower()
    return [choice for word, choice in words.items() if word in text]

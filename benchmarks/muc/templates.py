"""Write incidents as MUC templates: the choices and strings that each of the 24 slots asks for.

Invariant: a string fill is words of the dispatch; a slot about which the dispatch says nothing stays empty.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from types import MappingProxyType

from benchmarks.muc.grading import MONTHS
from benchmarks.muc.groups import organizations_of
from benchmarks.muc.incidents import MILITARY, Incident, Target, incidents_of
from benchmarks.muc.keys import Fill, Template
from benchmarks.muc.phrases import Phrase
from benchmarks.muc.texts import Dispatch
from benchmarks.muc.words import task_words
from dateline.coding import code
from dateline.knowledge.actors import open_countries
from dateline.knowledge.gazetteer.keys import generic_words
from dateline.language import parse
from dateline.model import PlaceKind

__all__ = ["respond", "templates_of"]

DEATH = "DEATH"
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
        3: _location(incident),
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
    return f"{day.day:02} {list(MONTHS)[day.month - 1]} {day.year % 100:02}"


def _location(incident: Incident) -> tuple[Fill, ...]:
    """Country, then what was named there; a place in another country than the text is about is a namesake."""
    by_code, place = open_countries().by_code, incident.place
    here = place.place.country if place is not None else None
    focus = incident.country or here
    if place is not None and place.place.kind is not PlaceKind.COUNTRY and here != focus:
        place = None
    country = by_code.get((here if place is not None else focus) or "")
    if country is None:
        return ()
    parts = [country.name.upper()]
    if place is not None and place.place.kind is not PlaceKind.COUNTRY:
        kind = "DEPARTMENT" if place.place.kind.value.startswith("admin") else "CITY"
        parts.append(f"{_bare_place(place.evidence.words)} ({kind})")
    return (Fill((": ".join(parts),)),)


def _bare_place(words: str) -> str:
    """The name alone: "eastern San Miguel Department" is "SAN MIGUEL"."""
    dropped = {*generic_words(), *task_words().lists["case.compass"]}
    kept = [w for w in words.split() if w.lower() not in dropped] or words.split()
    return " ".join(kept).upper()


def _instruments(incident: Incident) -> dict[int, tuple[Fill, ...]]:
    ids: dict[str, Fill] = {}
    types: dict[str, Fill] = {}
    for found, choice in incident.weapons:
        ids.setdefault(found.words, Fill((found.words,)))
        types.setdefault(found.words, Fill((choice,), (found.words,)))
    unnamed = task_words().tables["incidents.unnamed"]
    implied = next((unnamed[w] for w in (*incident.triggers, incident.kind) if w in unnamed), None)
    if not types and implied:
        types["-"] = Fill((implied,))
    return {6: tuple(ids.values()), 7: tuple(types.values())}


def _perpetrators(incident: Incident) -> dict[int, tuple[Fill, ...]]:
    groups = organizations_of(incident.doers) or organizations_of(p for p, _ in incident.blamed)
    persons = list(dict.fromkeys(d.words for d in incident.doers if _is_individual(d, groups)))
    state = bool(incident.doer_kinds) and all(k in STATE_KINDS for k in incident.doer_kinds)
    category = "STATE-SPONSORED VIOLENCE" if state else "TERRORIST ACT"
    blamed = next((how for _, how in incident.blamed), None)
    confidence = blamed or ("SUSPECTED OR ACCUSED" if incident.hedged else "REPORTED AS FACT")
    return {
        8: (Fill((category,)),),
        9: tuple(Fill((w,)) for w in persons),
        10: tuple(Fill((w,)) for w in groups),
        11: tuple(Fill((confidence,), (w,)) for w in groups),
    }


def _is_individual(doer: Phrase, groups: Sequence[str]) -> bool:
    """People, not the body they belong to: neither the name of a group nor one that ends in what groups are called."""
    return doer.words not in groups and doer.head not in task_words().lists["people.organizations"]


def _things(incident: Incident) -> dict[int, tuple[Fill, ...]]:
    things: dict[str, Target] = {}
    for target in incident.things:
        known = things.get(target.phrase.words)
        if known is None or known.effect is None:
            things[target.phrase.words] = target
    things = {w: t for w, t in things.items() if t.choice != MILITARY}
    usual = task_words().tables["incidents.outcomes"].get(incident.kind)
    return {
        12: tuple(Fill((w,)) for w in things),
        13: tuple(Fill((t.choice,), (w,)) for w, t in things.items()),
        14: tuple(Fill((t.phrase.number,), (w,)) for w, t in things.items()),
        15: tuple(Fill((c,), (w,)) for w, t in things.items() if (c := _foreign(t.phrase, incident))),
        16: tuple(Fill((e,), (w,)) for w, t in things.items() if (e := t.effect or usual)),
    }


def _people(incident: Incident) -> dict[int, tuple[Fill, ...]]:
    names: dict[str, Fill] = {}
    described: dict[str, Fill] = {}
    people: dict[str, Target] = {}
    for target in incident.people:
        found = target.phrase
        if target.choice == MILITARY and not found.name:
            continue
        said = found.name or found.words
        said = next((n for n in names if n.split()[-1] == said.split()[-1]), said) if found.name else said
        known = people.get(said)
        if known is None or known.effect is None or (target.effect == DEATH and known.effect != DEATH):
            people[said] = target
        if found.name:
            names.setdefault(said, Fill((said,)))
            if found.title:
                described.setdefault(said, Fill((found.title,), (said,)))
        else:
            described.setdefault(found.words, Fill((found.words,)))
    effects = tuple(Fill((t.effect,), (w,)) for w, t in people.items() if t.effect)
    return {
        18: tuple(names.values()),
        19: tuple(described.values()),
        20: tuple(Fill((t.choice,), (w,)) for w, t in people.items()),
        21: tuple(Fill((t.phrase.number,), (w,)) for w, t in people.items()),
        22: tuple(Fill((c,), (w,)) for w, t in people.items() if (c := _foreign(t.phrase, incident))),
        23: effects or ((Fill(("NO INJURY OR DEATH",)),) if incident.unhurt else ()),
    }


def _foreign(found: Phrase, incident: Incident) -> str | None:
    """The nation of a target that is not the country's own, by an adjective in its words ("U.S. citizen")."""
    for word in f"{found.title} {found.words}".split():
        country = open_countries().described(word if "." in word else word.title())
        if country is not None and country.code != incident.country:
            return country.name.upper()
    return None

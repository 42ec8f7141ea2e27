"""From Dateline's reports of a dispatch to incidents of the task: sightings, merged where they tell of one event.

Invariant: an incident starts with a report; nothing is an incident that Dateline did not report as an event that took
place. Which reports are relevant is the task's rule: violence against civilians, officials and property, not the
fighting of armed forces with each other, and nothing older than about two months.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from benchmarks.muc.phrases import Phrase, choice_of, objects_of, phrases_of_kind, subjects_of
from benchmarks.muc.texts import Dispatch
from benchmarks.muc.words import task_words
from dateline.language import Sentence, Token
from dateline.model import EventType, Placing, Report, Status

__all__ = ["Incident", "incidents_of"]

STALE_DAYS = 62  # older than "about two months" is background for this task
NEAR = 3  # sentences within which a report without targets of its own goes with the one before


@dataclass(slots=True)
class Incident:
    """Gather what the reports of one event say; lists are in text order."""

    kind: str
    at: int
    last: int
    people: list[tuple[Phrase, str | None]] = field(default_factory=list)
    things: list[tuple[Phrase, str | None]] = field(default_factory=list)
    doers: list[Phrase] = field(default_factory=list)
    doer_kinds: list[str] = field(default_factory=list)
    weapons: list[tuple[Phrase, str]] = field(default_factory=list)
    when: tuple[date, date] | None = None
    place: Placing | None = None
    hedged: bool = False
    words: str = ""
    negated: bool = False


def incidents_of(dispatch: Dispatch, reports: Sequence[Report], sentences: Sequence[Sentence]) -> list[Incident]:
    """Return the relevant incidents of a dispatch."""
    found: list[Incident] = []
    for report in reports:
        sighting = _sighting(dispatch, report, sentences)
        if sighting is None:
            continue
        for known in reversed(found):
            if _same(known, sighting):
                _merge(known, sighting)
                break
        else:
            found.append(sighting)
    return [incident for incident in found if _is_relevant(incident)]


def _sighting(dispatch: Dispatch, report: Report, sentences: Sequence[Sentence]) -> Incident | None:
    if report.status not in (Status.OCCURRED, Status.ONGOING) or report.historical:
        return None
    at = next((i for i, s in enumerate(sentences) if s.start <= report.trigger.start < s.end), None)
    if at is None:
        return None
    sentence = sentences[at]
    trigger = max(
        sentence.between(report.trigger.start, report.trigger.end),
        key=lambda t: (t.pos in ("VERB", "NOUN"), -sum(1 for _ in sentence.ancestors(t))),
    )
    kind = _kind(report, sentence, trigger)
    if kind is None:
        return None
    when = _days(report)
    if when and dispatch.sent and (dispatch.sent - when[1]).days > STALE_DAYS:
        return None
    incident = Incident(kind, at, at, when=when, hedged=report.hedged, words=sentence.text)
    _add_roles(incident, report, sentence, trigger)
    place = report.place
    if place is not None and (place.how == "explicit" or place.evidence.start < report.trigger.start):
        incident.place = place
    incident.weapons = phrases_of_kind(sentence, "instruments.types")
    return incident


def _kind(report: Report, sentence: Sentence, trigger: Token) -> str | None:
    tables = task_words().tables
    said = [trigger.lemma, report.trigger.words.lower(), *report.trigger.words.lower().split()]
    for words in said:
        if words in tables["incidents.triggers"]:
            return tables["incidents.triggers"][words]
    if report.type is not EventType.ASSAULT:
        return None
    return tables["incidents.modes"].get(f"ASSAULT {report.mode}") or tables["incidents.types"]["ASSAULT"]


def _add_roles(incident: Incident, report: Report, sentence: Sentence, trigger: Token) -> None:
    lists = task_words().lists
    objects, subjects = objects_of(sentence, trigger), subjects_of(sentence, trigger)
    places = {p.evidence.start for p in report.places}
    for found in objects:
        if found.start in places or found.head in lists["people.not_targets"]:
            continue
        _sort_target(incident, found)
    for found in subjects:
        if found.head in lists["people.not_targets"] or choice_of(found, "instruments.types"):
            continue
        if found.head in lists["people.armed"] or found.is_name or choice_of(found, "people.types") or any(
            a.evidence.start <= found.start < a.evidence.end for a in report.actors
        ):
            incident.doers.append(found)
    incident.doer_kinds += [a.actor.kind for a in report.actors if a.actor.kind]


def _sort_target(incident: Incident, found: Phrase) -> None:
    """A person or a thing, by its words; a name that no list knows is a person's."""
    thing, person = choice_of(found, "things.types"), choice_of(found, "people.types")
    if person:
        incident.people.append((found, person))
    elif thing:
        incident.things.append((found, thing))
    elif found.is_name and " " in found.name:
        incident.people.append((found, None))
    elif found.head in task_words().lists["people.bystanders"] or found.head in task_words().lists["people.armed"]:
        incident.people.append((found, "ACTIVE MILITARY"))


def _days(report: Report) -> tuple[date, date] | None:
    if report.when is None:
        return None
    first, last = report.when.moment.earliest, report.when.moment.latest
    return (first, last) if first and last else None


def _same(known: Incident, new: Incident) -> bool:
    """One event: kinds that go together, no other day, and a target in common or none to tell them apart by."""
    if known.kind != new.kind and "ATTACK" not in (known.kind, new.kind):
        return False
    if known.when and new.when and (known.when[1] < new.when[0] or new.when[1] < known.when[0]):
        return False
    mine, theirs = _target_keys(known), _target_keys(new)
    if mine & theirs:
        return True
    near = new.at - known.last <= NEAR
    return near if (known.kind == new.kind or new.at - known.last <= 1) else not theirs and near


def _target_keys(incident: Incident) -> set[str]:
    return {p.name.split()[-1] if p.name else p.head for p, _ in (*incident.people, *incident.things)}


def _merge(known: Incident, new: Incident) -> None:
    if known.kind == "ATTACK":
        known.kind = new.kind
    known.last = new.at
    known.people += new.people
    known.things += new.things
    known.doers += new.doers
    known.doer_kinds += new.doer_kinds
    known.weapons += new.weapons
    known.when = known.when or new.when
    if known.place is None or (new.place is not None and new.place.precision < known.place.precision):
        known.place = new.place or known.place
    known.hedged = known.hedged and new.hedged
    known.words = f"{known.words} {new.words}"


def _is_relevant(incident: Incident) -> bool:
    if incident.things or incident.kind in ("BOMBING", "KIDNAPPING", "ARSON") and incident.people:
        return True
    return any(kind != "ACTIVE MILITARY" for _, kind in incident.people)



"""From Dateline's reports of a dispatch to incidents of the task: sightings, merged where they tell of one event.

Invariant: an incident starts with a report; nothing is an incident that Dateline did not report as an event that took
place. Which reports are relevant is the task's rule: violence against civilians, officials and property, not the
fighting of armed forces with each other, and nothing older than about two months.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date

from benchmarks.muc.phrases import (
    Phrase,
    choice_of,
    objects_of,
    phrase,
    phrase_at,
    phrases_headed,
    phrases_of_kind,
    subjects_of,
)
from benchmarks.muc.texts import Dispatch
from benchmarks.muc.words import task_words
from dateline.finding.places import main_country
from dateline.knowledge.actors import open_countries
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.language import Sentence, Token
from dateline.model import EventType, Party, Placing, Report, Status

__all__ = ["Incident", "Target", "incidents_of"]

STALE_DAYS = 62  # older than "about two months" is background for this task
MILITARY = "ACTIVE MILITARY"
EXPLOSIVES = frozenset({"BOMB", "VEHICLE BOMB", "LETTER BOMB", "DYNAMITE", "EXPLOSIVE"})
PROPERTY_KINDS = frozenset({"BOMBING", "ARSON", "ROBBERY"})  # done to things: what the sentence names was hit
PLACE_LABELS = frozenset({"GPE", "LOC", "NORP", "DATE", "LANGUAGE"})
CLAIM_REACH = 2  # sentences behind the event in which a claim of responsibility, or "no casualties", is its own
NEAR = 12  # sentences within which a report without targets of its own goes with the one before


@dataclass(frozen=True, slots=True)
class Target:
    """Hold who or what was hit, what the task calls it, and what became of it."""

    phrase: Phrase
    choice: str
    effect: str | None = None


@dataclass(slots=True)
class Incident:
    """Gather what the reports of one event say; lists are in text order."""

    kind: str
    at: int
    last: int
    people: list[Target] = field(default_factory=list)
    things: list[Target] = field(default_factory=list)
    doers: list[Phrase] = field(default_factory=list)
    doer_kinds: list[str] = field(default_factory=list)
    blamed: list[tuple[Phrase, str]] = field(default_factory=list)
    weapons: list[tuple[Phrase, str]] = field(default_factory=list)
    when: tuple[date, date] | None = None
    place: Placing | None = None
    triggers: list[str] = field(default_factory=list)
    hedged: bool = False
    country: str | None = None
    unhurt: bool = False


def incidents_of(dispatch: Dispatch, reports: Sequence[Report], sentences: Sequence[Sentence]) -> list[Incident]:
    """Return the relevant incidents of a dispatch."""
    found: list[Incident] = []
    country = country_of(dispatch, sentences)
    for report in reports:
        sighting = _sighting(dispatch, report, sentences, country)
        if sighting is None:
            continue
        for known in reversed(found):
            if _same(known, sighting):
                _merge(known, sighting)
                break
        else:
            found.append(sighting)
    relevant = [incident for incident in found if _is_relevant(incident)]
    for incident in relevant:
        _add_claims(incident, sentences)
        near = " ".join(s.text.lower() for s in sentences[incident.at : incident.last + CLAIM_REACH + 1])
        incident.unhurt = any(words in near for words in sorted(task_words().lists["effects.unhurt"]))
    return relevant


def _add_claims(incident: Incident, sentences: Sequence[Sentence]) -> None:
    """Add the groups that sentences near the event hold responsible, and how: they claim it, or are accused."""
    table = task_words().tables["perpetrators.confidence"]
    for sentence in sentences[incident.at : incident.last + CLAIM_REACH + 1]:
        said = [table[t.lemma] for t in sentence.tokens if t.lemma in table]
        if not said:
            continue
        for name in sentence.names:
            if name.label == "ORG":
                incident.blamed.append((phrase(sentence, sentence.tokens[name.last - 1]), said[0]))


def country_of(dispatch: Dispatch, sentences: Sequence[Sentence]) -> str | None:
    """Return the country that a dispatch is about: its places', if the task covers it, else the one it speaks of most.

    Where it names none of them, the country that it was sent from.
    """
    covered = task_words().lists["relevance.countries"]
    main = main_country(dispatch.document, sentences)
    if main in covered:
        return main
    said = Counter({code: _mentions(dispatch.document.text, code) for code in sorted(covered)})
    code, most = said.most_common(1)[0]
    if most:
        return code
    city, _, rest = dispatch.sent_from.partition("(")
    named = open_countries().named(rest.strip(" )").title()) if rest else None
    if named:
        return named.code
    found = [e for e in open_gazetteer().lookup(city.strip().title(), countries=covered) if e.fit]
    return found[0].place.country if found else main


def _mentions(text: str, code: str) -> int:
    country = open_countries().by_code[code]
    return sum(text.count(word) for word in {country.name, *country.adjectives})


def _sighting(
    dispatch: Dispatch, report: Report, sentences: Sequence[Sentence], country: str | None
) -> Incident | None:
    if report.status in (Status.NEGATED, Status.HYPOTHETICAL) or report.historical:
        return None
    at = next((i for i, s in enumerate(sentences) if s.start <= report.trigger.start < s.end), None)
    if at is None:
        return None
    sentence = sentences[at]
    trigger = max(
        sentence.between(report.trigger.start, report.trigger.end),
        key=lambda t: (t.pos in ("VERB", "NOUN"), -sum(1 for _ in sentence.ancestors(t))),
    )
    kind = _kind(report, trigger)
    if kind is None:
        return None
    when = _days(report)
    if when and dispatch.sent and (dispatch.sent - when[1]).days > STALE_DAYS:
        return None
    incident = Incident(kind, at, at, when=when, hedged=report.hedged, country=country)
    incident.triggers = [report.trigger.words.lower(), trigger.lemma]
    _add_roles(incident, report, sentence, trigger)
    if trigger.lemma in task_words().lists["incidents.weak"] and not any(t.effect for t in incident.people):
        return None
    place = report.place
    if place is not None and (place.how == "explicit" or place.evidence.start < report.trigger.start):
        incident.place = place
    incident.weapons = phrases_of_kind(sentence, "instruments.types")
    if incident.kind == "ATTACK" and any(choice in EXPLOSIVES for _, choice in incident.weapons):
        incident.kind = "BOMBING"
    return incident


def _kind(report: Report, trigger: Token) -> str | None:
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
    said = (trigger.lemma, report.trigger.words.lower(), *report.trigger.words.lower().split())
    subjects, objects = subjects_of(sentence, trigger), objects_of(sentence, trigger)
    hit = [p for p in subjects if _is_one(p, report.recipients)]
    named = [p for p in _phrases_of(report.recipients, sentence) if p.at not in {o.at for o in (*objects, *hit)}]
    for found in [*objects, *hit, *named]:
        if found.head in lists["people.not_targets"] or _is_place(found, report):
            continue
        _sort_target(incident, found, said)
    if not incident.things and incident.kind in PROPERTY_KINDS:
        for found, _ in phrases_of_kind(sentence, "things.types"):
            if not _is_place(found, report):
                _sort_target(incident, found, said)
    for found in subjects:
        if found in hit or found.head in lists["people.not_targets"] or choice_of(found, "instruments.types"):
            continue
        unknown = set(found.words.lower().split()) & lists["people.unknown"]
        if (
            unknown
            or found.head in lists["people.armed"]
            or choice_of(found, "people.types")
            or _is_one(found, report.actors)
        ):
            incident.doers.append(found)
    if not incident.doers:
        taken = {t.phrase.start for t in incident.people}
        armed = phrases_headed(sentence, heads=lists["people.armed"], marks=lists["people.unknown"])
        incident.doers = [p for p in armed if p.start not in taken]
    incident.doer_kinds += [a.actor.kind for a in report.actors if a.actor.kind]


def _phrases_of(parties: Sequence[Party], sentence: Sentence) -> Iterator[Phrase]:
    """The words of parties that stand in the sentence; for a pronoun, the person that Dateline resolved it to."""
    for party in parties:
        found = phrase_at(sentence, party.evidence.start, party.evidence.end)
        if found is not None:
            yield found
        elif " " in party.actor.name and party.actor.kind is None:
            name = party.actor.name.upper()
            yield Phrase(name, name.split()[-1].lower(), name, is_name=True, at=party.evidence.start)


def _is_one(found: Phrase, parties: Sequence[Party]) -> bool:
    return any(p.evidence.start <= found.at < p.evidence.end for p in parties)


def _is_place(found: Phrase, report: Report) -> bool:
    """A name that Dateline placed, or that the model took for one without Dateline taking it for an actor."""
    if not found.is_name or _is_one(found, report.recipients):
        return False
    placed = any(p.evidence.start <= found.at < p.evidence.end for p in report.places)
    return placed or (found.label in PLACE_LABELS and not found.title)


def _sort_target(incident: Incident, found: Phrase, said: Sequence[str]) -> None:
    """A person or a thing, by its words; a name that no list knows is a person's."""
    tables, lists = task_words().tables, task_words().lists
    thing, person = choice_of(found, "things.types"), choice_of(found, "people.types")
    if found.title and not person:
        person = choice_of(Phrase(found.title, found.title.lower().split()[-1]), "people.types")
    if (
        found.is_name
        and set(found.words.lower().split()) & lists["people.organizations"]
        and not thing
        and not found.title
    ):
        return
    if found.head in lists["people.bystanders"] or found.head in lists["people.armed"]:
        person = MILITARY
    if thing and set(found.words.lower().split()) & lists["people.military"]:
        person, thing = None, MILITARY
    if person or (not thing and found.is_name and " " in found.name):
        effect = next((tables["effects.people"][w] for w in said if w in tables["effects.people"]), None)
        incident.people.append(Target(found, person or "CIVILIAN", effect))
    elif thing:
        effect = next((tables["effects.things"][w] for w in said if w in tables["effects.things"]), None)
        incident.things.append(Target(found, thing, effect))


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
    return {t.phrase.name.split()[-1] if t.phrase.name else t.phrase.head for t in (*incident.people, *incident.things)}


def _merge(known: Incident, new: Incident) -> None:
    if known.kind == "ATTACK":
        known.kind = new.kind
    known.last = new.at
    known.people += new.people
    known.things += new.things
    known.doers += new.doers
    known.doer_kinds += new.doer_kinds
    known.weapons += new.weapons
    known.triggers += new.triggers
    known.when = known.when or new.when
    if known.place is None or (new.place is not None and new.place.precision < known.place.precision):
        known.place = new.place or known.place
    known.hedged = known.hedged and new.hedged


def _is_relevant(incident: Incident) -> bool:
    """Violence against civilians, officials, police and what is theirs; armed forces among themselves are not, nor
    is what is said of many without a day ("peasants are being killed")."""
    targets = [t for t in (*incident.people, *incident.things) if t.choice != MILITARY]
    general = all(t.phrase.number == "PLURAL" and not t.phrase.is_name for t in targets)
    return bool(targets) and not (general and incident.when is None)

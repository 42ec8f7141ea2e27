"""What is denied, or told as not done, and whether it may mean an act: at its place and time, of the same people.

Invariant: a denial that names a place or a day means no act of another; what its own sentence leaves open stands in the
one before it.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.knowledge.actors import open_all_countries
from dateline.model import Evidence, Moment, Placing, Report, Status
from dateline.reconciling.incidents.contradictions.distances import km_apart
from dateline.reconciling.incidents.contradictions.naming import names_in, names_of, topics_in
from dateline.reconciling.incidents.contradictions.remarks import sentence_before
from dateline.reconciling.incidents.contradictions.sameness import names_a_place
from dateline.reconciling.incidents.contradictions.stating import ClaimStatement, Remarked, Statement, Telling
from dateline.reconciling.incidents.contradictions.wording import lemmas_of
from dateline.reconciling.incidents.contradictions.words import words

__all__ = [
    "SOON",
    "Denial",
    "has_no_part",
    "is_at_the_place",
    "is_at_the_time",
    "is_later",
    "is_of_involvement",
    "is_of_presence",
    "is_of_the_lands",
]

# Days after the telling of an act within which a denial that names no place may still mean it.
SOON = 7
# Words that such a denial and the act have in common.
_SHARED = 2


@dataclass(frozen=True, slots=True)
class Denial:
    """Hold what is denied, or told as not done: the senses it speaks of, where, when, and the names in its words.

    `report` is the report that is coded as not having happened; `of_act` says that the words tell the act itself as
    not done, rather than that somebody denies it; `of_presence` that those who are said to have done it were not there.
    """

    statement: Statement | ClaimStatement | Remarked
    senses: frozenset[str]
    text: str
    places: tuple[Placing, ...] = ()
    when: Moment | None = None
    report: Report | None = None
    of_act: bool = False
    of_presence: bool = False

    @property
    def sentence(self) -> Evidence:
        """The sentence that denies."""
        statement = self.statement
        if isinstance(statement, Statement):
            return statement.report.sentence
        return statement.claim.sentence if isinstance(statement, ClaimStatement) else statement.remark.sentence

    @property
    def telling(self) -> Telling:
        return self.statement.telling


def has_no_part(sentence: str) -> bool:
    return bool(words().involvement.search(sentence))


def is_of_involvement(denial: Denial) -> bool:
    """Tell whether somebody says that he had nothing to do with an act, whoever did it."""
    return has_no_part(denial.sentence.words)


def is_at_the_time(denial: Denial, act: Statement) -> bool:
    when = act.report.when.moment if act.report.when else None
    if when is not None and denial.when is not None:
        if when.overlaps(denial.when) or act.report.status is Status.PLANNED:
            return True
        until = bool(words().until_now.search(denial.sentence.words)) and denial.when.latest and when.latest
        return bool(until and 0 <= (denial.when.latest - when.latest).days <= SOON)  # type: ignore[operator]
    told = denial.telling.told
    if told is None:
        return True
    if when is not None and when.earliest is not None:
        return when.earliest.toordinal() <= told[1]
    return act.telling.told is None or act.telling.told[0] - SOON <= told[1]


def is_of_the_lands(denial: Denial, report: Report) -> bool:
    """Tell whether the countries whose people a denial names are among those of the act's parties, where both are."""
    denied = _lands(words().placing_name.sub(" ", denial.text))
    parties = {p.actor.country for p in (*report.actors, *report.recipients) if p.actor.country}
    return not denied or not parties or bool(denied & parties)


def _lands(text: str) -> set[str]:
    countries = open_all_countries()
    found = set()
    for name in names_in(text):
        for look in (countries.peopled, countries.described):
            country = look(name)
            if country is not None and country.iso:
                found.add(country.iso)
    return found


def is_at_the_place(denial: Denial, act: Statement) -> bool:
    if denial.places and act.report.places:
        if any(km_apart(one, other) == 0 for one in denial.places for other in act.report.places):
            return True  # names that are read for different places are names of one
        return bool(topics_in(denial.sentence.words) & topics_in(act.report.sentence.words))
    keys = topics_in(denial.sentence.words if denial.of_act else denial.text)
    if keys & names_of(act) or (is_of_involvement(denial) and keys & topics_in(act.report.sentence.words)):
        return True
    if denial.of_act and not denial.places and _led_up(denial) & names_of(act):
        return True
    if isinstance(denial.statement, Remarked):
        return False
    if denial.places or (keys and (act.report.places or names_a_place(act.report))):
        return False
    told, again = act.telling.told, denial.telling.told
    if told is not None and again is not None and abs(again[0] - told[0]) > SOON:
        return False
    shared = lemmas_of(denial.text) & lemmas_of(act.report.sentence.words)
    return len({word for word in shared if word not in words().small}) >= _SHARED


def _led_up(denial: Denial) -> frozenset[str]:
    """Return what the sentence before a denial is about: "Kilo waits. The offensive never came"."""
    before = sentence_before(denial.telling.text or "", denial.sentence.start)
    return topics_in(before)


def is_later(one: Telling, other: Telling) -> bool:
    return one.told is None or other.told is None or one.told[0] >= other.told[1]


def is_of_presence(denial: Denial, report: Report) -> bool:
    """Tell whether a denial says of those who are told to have acted that none of them was there."""
    return words().presence.search(denial.sentence.words) is not None and any(
        lemmas_of(party.evidence.words) & lemmas_of(denial.sentence.words) - words().small for party in report.actors
    )

"""From the reports of one document to its accounts: what it tells of each incident, pooled.

Invariant: every report is in one account, and in no other; readers' comments are never in one with the article's
reports. What is pooled is what the reports say: an account adds nothing but `near`, which is marked as a guess.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from dateline.knowledge.names import fold
from dateline.model import (
    Document,
    EventType,
    Level,
    Mention,
    MentionForm,
    MentionType,
    Placing,
    Range,
    Report,
    Span,
    Status,
)
from dateline.reconciling.incidents.account import Account, Area, Days, Figures
from dateline.reconciling.incidents.accounts.cues import Cues, cues_of
from dateline.reconciling.incidents.accounts.gathering import gathered
from dateline.reconciling.incidents.accounts.levels import Counted
from dateline.reconciling.incidents.accounts.main_account import main_account
from dateline.reconciling.incidents.accounts.stories import terms_in
from dateline.reconciling.incidents.fitting import fit

__all__ = ["accounts_of", "counted_by"]

_NAMES = frozenset({
    MentionType.PERSON, MentionType.ORGANISATION, MentionType.STATE, MentionType.LOCATION, MentionType.FACILITY,
    MentionType.OPERATION,
})  # fmt: skip
# Places that a document tells of elsewhere, kept for an account without one of its own.
_NEAR = 3
# What happened goes before what goes on, that before what is denied, planned or only possible.
_STATUSES = (Status.OCCURRED, Status.ONGOING, Status.NEGATED, Status.PLANNED, Status.HYPOTHETICAL)


def accounts_of(
    document: Document,
    reports: Sequence[Report],
    *,
    mentions: Sequence[Mention] = (),
    canonical: Mapping[str, str] = MappingProxyType({}),
) -> tuple[Account, ...]:
    """Gather the reports of a document into accounts, in the order in which the text begins each.

    `mentions` are those of the document, for the names in an account's sentences; without them only the names of its
    parties and places are known. `canonical` leads from an actor's id to the one that it is held for. Time grows with
    the reports, with a bounded number of comparisons each.

    Raises ValueError where a report is another document's.
    """
    strange = next((r for r in reports if r.document != document.id), None)
    if strange is not None:
        raise ValueError(f"report {strange.id} is of {strange.document}, not of {document.id}; give one document's own")
    distinct = {report.id: report for report in reports}
    groups = gathered(cues_of(document, list(distinct.values()), canonical=canonical, mentions=mentions))
    names = _Names(mentions)
    placed = _placed(groups)
    told = [_account(document, group, names, placed, canonical) for group in groups]
    main = main_account(told, distinct)
    return tuple(replace(account, is_main=account.id == main) for account in told)


def counted_by(account: Account) -> Counted | None:
    """Return what an aggregate counts, or None for an account that is none."""
    if account.level is not Level.AGGREGATE:
        return None
    types = (account.type,)
    return Counted(account.id, account.document, types, account.counted, account.when, account.places, account.mode)


class _Names:
    """Find the names that stand in a stretch of a document."""

    def __init__(self, mentions: Sequence[Mention]) -> None:
        named = [m for m in mentions if m.form is MentionForm.NAME and m.type in _NAMES]
        named.sort(key=lambda m: (m.evidence.start, m.evidence.end))
        self._starts = [m.evidence.start for m in named]
        self._folded = [fold(m.evidence.words) for m in named]

    def within(self, span: Span) -> list[str]:
        return self._folded[bisect_left(self._starts, span.start) : bisect_left(self._starts, span.end)]


def _account(
    document: Document,
    group: Sequence[Cues],
    names: _Names,
    placed: tuple[list[int], list[tuple[Area, ...]]],
    canonical: Mapping[str, str],
) -> Account:
    reports = [c.report for c in group]
    spans = sorted({r.sentence.span for r in reports})
    places = _areas(_places(group))
    said = {fold(p.evidence.words) for r in reports for p in (*r.actors, *r.recipients) if p.actor.known}
    said |= {fold(p.evidence.words) for r in reports for p in r.places}
    said |= {name for span in spans for name in names.within(span)}
    type_, mode = _type(group)
    return Account(
        id=_id(document.id, reports),
        document=document.id,
        reports=tuple(r.id for r in reports),
        type=type_,
        status=min((r.status for r in reports), key=_STATUSES.index),
        level=_level(group),
        mode=mode,
        places=places,
        near=() if places else _near(group[0].number, placed),
        when=_when(group),
        told=_told(document),
        actors=_parties(canonical.get(p.actor.id, p.actor.id) for r in reports for p in r.actors),
        recipients=_parties(canonical.get(p.actor.id, p.actor.id) for r in reports for p in r.recipients),
        names=tuple(sorted(name for name in said if name)),
        counts=_counts(group),
        means=_most(r.means.kind.value for r in reports if r.means),
        target=_most(r.target.kind.value for r in reports if r.target),
        terms=terms_in(document.text, spans),
        counted=next((c.counted for c in group if c.counted is not None), None),
        is_another=any(c.is_new for c in group if c.took_place and not c.is_background),
    )


def _id(document: str, reports: Sequence[Report]) -> str:
    said = "\n".join([document, *sorted(r.id for r in reports)])
    return "a" + hashlib.sha256(said.encode()).hexdigest()[:16]


def _type(group: Sequence[Cues]) -> tuple[EventType, str | None]:
    """Return the type most reports have, and the mode most of those have that name one; of equals the first told."""
    types = Counter(c.report.type for c in group)
    type_ = max(types, key=lambda t: types[t])
    modes = Counter(c.report.mode for c in group if c.report.type is type_ and c.report.mode)
    return type_, max(modes, key=lambda m: modes[m]) if modes else None


def _level(group: Sequence[Cues]) -> Level:
    """Return the level of the report that names the event: the first that is no mere outcome, in the body if it can."""
    naming = [c for c in group if not c.is_outcome] or list(group)
    return min(naming, key=lambda c: (c.is_headline, c.is_anaphor, c.number)).level


def _most(values: Iterable[str]) -> str | None:
    counts = Counter(values)
    return max(counts, key=lambda v: counts[v]) if counts else None


def _parties(ids: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted(set(ids)))


def _places(group: Sequence[Cues]) -> list[Placing]:
    """Return the places that the reports give; beside "the attack" only those that fit what the others say."""
    own = [p for c in group if not c.is_anaphor for p in c.places]
    beside = [p for c in group if c.is_anaphor for p in c.places if all(fit(p, known) >= 0 for known in own)]
    return own + beside


def _areas(placings: Iterable[Placing]) -> tuple[Area, ...]:
    """Return the areas of placings, each once, the closest first."""
    found: dict[str, Placing] = {}
    for placing in placings:
        kept = found.get(placing.place.id)
        if kept is None or placing.precision < kept.precision:
            found[placing.place.id] = placing
    ordered = sorted(found.values(), key=lambda p: (p.precision, p.how != "explicit", p.place.id))
    return tuple(
        Area(
            p.place.id, int(p.precision), p.place.lat, p.place.lon, p.radius_km, p.place.country, p.place.admin1
        )
        for p in ordered
    )  # fmt: skip


def _placed(groups: Sequence[Sequence[Cues]]) -> tuple[list[int], list[tuple[Area, ...]]]:
    """Return the reports of the article that have a place, by their numbers, and their places."""
    placed = sorted((c for group in groups for c in group if c.places and c.voice == 0), key=lambda c: c.number)
    return [c.number for c in placed], [_areas(c.places) for c in placed]


def _near(number: int, placed: tuple[list[int], list[tuple[Area, ...]]]) -> tuple[Area, ...]:
    """Return the places told closest to a report, those before it first."""
    numbers, areas = placed
    after = bisect_left(numbers, number)
    around = [*reversed(range(max(0, after - _NEAR), after)), *range(after, min(len(numbers), after + _NEAR))]
    around.sort(key=lambda n: abs(numbers[n] - number))
    found = {area.id: area for n in reversed(around) for area in reversed(areas[n])}
    first = list(dict.fromkeys(area.id for n in around for area in areas[n]))
    return tuple(found[id_] for id_ in first[:_NEAR])


def _when(group: Sequence[Cues]) -> Days | None:
    """Return the time that the reports say together: where all meet their overlap, those that are loose going last."""
    when: Days | None = None
    for cues in sorted(group, key=lambda c: (c.days_loose, c.number)):
        if cues.days is None:
            continue
        if when is None:
            when = cues.days
            continue
        starts = [d for d in (when[0], cues.days[0]) if d is not None]
        ends = [d for d in (when[1], cues.days[1]) if d is not None]
        first, last = max(starts, default=None), min(ends, default=None)
        if first is None or last is None or first <= last:
            when = first, last
    return when


def _told(document: Document) -> Days | None:
    published = document.published
    if published is None:
        return None
    first, last = published.earliest, published.latest
    return (first.toordinal() if first else None), (last.toordinal() if last else None)


def _counts(group: Sequence[Cues]) -> dict[str, Figures]:
    """Return low, best and high of each field: of figures that differ the best is the last that replaces one, or else
    the one said most, or else the highest, as parts of a toll are told beside it.
    """
    said: dict[str, list[tuple[bool, Range]]] = {}
    for cues in group:
        for name, range_ in cues.counts.items():
            said.setdefault(name, []).append((cues.updates, range_))
    return {name: _figures(said[name]) for name in sorted(said)}


def _figures(said: Sequence[tuple[bool, Range]]) -> Figures:
    ranges = [r for _, r in said]
    bests = Counter(b for r in ranges if (b := r.best if r.best is not None else r.low) is not None)
    updated = [r for updates, r in said if updates and r.best is not None]
    best = updated[-1].best if updated else max(bests, key=lambda b: (bests[b], b), default=None)
    lows = [n for r in ranges if (n := r.low) is not None]
    low = min(lows) if len(lows) == len(ranges) else None
    highs = [n for r in ranges if (n := r.high) is not None]
    high = max(highs) if len(highs) == len(ranges) else None
    if best is not None and high is not None and best > high:
        high = None
    return low, best, high

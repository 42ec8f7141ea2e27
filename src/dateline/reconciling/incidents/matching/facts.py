"""What accounts say, as columns of numbers that pairs are compared by.

Invariant: a row says what its account says and no more; what is not said is a value of its own (0, or NEVER for days).
Rows stand in the order of the accounts' ids, so that the order in which accounts came changes nothing.
"""

from __future__ import annotations

from array import array
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, pairwise
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from dateline.model import COUNTS, EventType, Level, Status
from dateline.reconciling.incidents.account import Account, Area
from dateline.reconciling.incidents.matching.features import MARKS, OF_ACCOUNTS, SETS, features
from dateline.reconciling.incidents.matching.frequencies import Frequencies, Table
from dateline.reconciling.incidents.matching.hashing import Hashes, hash_of, mixed
from dateline.reconciling.incidents.matching.kinds import kinds
from dateline.reconciling.incidents.matching.parties import traits_of
from dateline.reconciling.incidents.matching.termsets import Gathering, TermSets

__all__ = ["NEVER", "PARTIES", "PLACES", "Facts", "StoryTerms", "facts_of"]

NEVER = -(10**7)  # a day that nobody means: open begins lie here, open ends at its opposite
_FAR = 2**30  # an open end of a figure; what is larger is taken for as large as this, no count of people is
PLACES = 2  # places of an account that are compared, the most precise first
PARTIES = 4  # actors, and recipients, of an account that are compared, by id
_NAMED = {"names of documents": "names"}  # what a story calls a kind of marks that an axis calls otherwise
_CELL = 0.1  # degrees of the cells by which it is counted how much is told of a place
_TYPES = {t: n for n, t in enumerate(EventType)}
_LEVELS = {x: n for n, x in enumerate(Level)}
_STATUS = {s: n for n, s in enumerate(Status)}

Floats = NDArray[np.float32]
Ints = NDArray[np.int32]


class StoryTerms(Protocol):
    """What is needed of the story of a document: its terms, as hashes, and how often each stands there; its title's.

    It may have `marks` as well: what it names, by kind (`features.MARKS`), as hashes.
    """

    @property
    def terms(self) -> Sequence[tuple[int, int]]: ...
    @property
    def title(self) -> Sequence[int]: ...


@dataclass(frozen=True, slots=True, eq=False)
class Facts:
    """Hold n accounts as columns.

    The second axis of counts has len(COUNTS), of places PLACES and of parties PARTIES, or as few as are in use.
    """

    ids: tuple[str, ...]
    document: Hashes
    type: Ints
    status: Ints
    level: Ints
    mode: Hashes
    means: Hashes
    target: Hashes
    place: Hashes  # (n, PLACES): the gazetteer's entry, 0 where there is none
    precision: Ints  # (n, PLACES): UCDP's class, 0 where there is none
    lat: Floats
    lon: Floats
    radius: Floats
    country: Hashes
    admin1: Hashes
    is_guess: NDArray[np.bool_]  # the places are only near ones
    cell: Hashes  # (n,): where much or little is told of
    when: Ints  # (n, 2); NEVER, NEVER where nothing is said
    told: Ints  # (n, 2)
    parties: Ints  # (n, 2, PARTIES): numbers of actors, of recipients; 0 where there is none
    # By number: the id, the whole that it belongs to, its sort, whether it is a name, or anybody at all, and its camp.
    party: Hashes
    whole: Hashes
    sort: Hashes
    is_named: NDArray[np.bool_]
    is_known: NDArray[np.bool_]
    camp: Ints
    counts: Ints  # (n, len(COUNTS), 3): low, best, high; -1 where nothing is said
    sets: Mapping[tuple[str, bool], TermSets]  # by name, and whether it is scaled for the cosine
    story: NDArray[np.int64]  # the row in the sets of documents, -1 where there is none
    table: Hashes  # the duplicate-free source, 0 where it is none
    is_main: NDArray[np.bool_]  # its document is mainly about it
    is_another: NDArray[np.bool_]  # its like was done before
    frequencies: Frequencies

    def __len__(self) -> int:
        return len(self.ids)

    @property
    def actors(self) -> Hashes:
        """The ids of actors, (n, PARTIES)."""
        return np.asarray(self.party[self.parties[:, 0]])

    @property
    def recipients(self) -> Hashes:
        """The ids of recipients, (n, PARTIES)."""
        return np.asarray(self.party[self.parties[:, 1]])


def facts_of(
    accounts: Iterable[Account],
    *,
    stories: Mapping[str, StoryTerms] | None = None,
    frequencies: Frequencies | None = None,
    duplicate_free: Mapping[str, str] | None = None,
) -> Facts:
    """Return accounts as columns, in the order of their ids.

    `stories` leads from a document's id to its terms, and is asked when the first account of the document comes;
    `duplicate_free` leads from an account's id to the name of the source that tells each thing once. Without
    `frequencies` they are counted here. Raises ValueError where two accounts have
    one id.
    """
    taken = _Columns(accounts, {} if stories is None else stories, duplicate_free or {})
    return taken.facts(frequencies)


class _Columns:
    """Take accounts in one by one; they need not all be kept."""

    def __init__(
        self, accounts: Iterable[Account], stories: Mapping[str, StoryTerms], tables: Mapping[str, str]
    ) -> None:
        self.ids: list[str] = []
        self.hashes = array("Q")  # document, mode, means, target, table
        self.small = array("i")  # type, status, level, when, told, guess, main, another
        self.places = array("Q")  # entry, country, admin1, for each of PLACES
        self.points = array("f")  # lat, lon, radius, precision, for each of PLACES
        self.parties = array("i")  # a number in `known_parties`, for each of PARTIES, actors then recipients
        self.counts = array("i")
        self.sets = {name: Gathering() for name in SETS}
        self.story_rows: dict[str, int] = {}
        self.rows_of_story = array("i")
        self.stories, self.tables = stories, tables
        self.known_parties: dict[str, int] = {}
        for account in accounts:
            self._take(account)

    def _take(self, a: Account) -> None:
        self.ids.append(a.id)
        table = self.tables.get(a.id)
        # Hashes of words that come again are kept; a document's id may not come again, and would drive them out.
        self.hashes.extend(
            (hash_of.__wrapped__(a.document), _hash(a.mode), _hash(a.means), _hash(a.target), _hash(table))
        )
        areas, guess = (a.places, 0) if a.places else (a.near, 1)
        self.small.extend((_TYPES[a.type], _STATUS[a.status], _LEVELS[a.level]))
        self.small.extend((*_days(a.when), *_days(a.told), guess, int(a.is_main), int(a.is_another)))
        chosen = sorted(areas, key=_closeness)[:PLACES] if len(areas) > 1 else areas
        for area in chosen:
            admin1 = hash_of(f"{area.country}/{area.admin1}") if area.admin1 else 0
            self.places.extend((hash_of(area.id), _hash(area.country), admin1))
            lat, lon = (np.nan, np.nan) if area.lat is None or area.lon is None else (area.lat, area.lon)
            self.points.extend((lat, lon, np.nan if area.radius_km is None else area.radius_km, area.precision))
        for _ in range(PLACES - len(chosen)):
            self.places.extend((0, 0, 0))
            self.points.extend((np.nan, np.nan, np.nan, 0))
        self._take_parties(a.actors)
        self._take_parties(a.recipients)
        for name in COUNTS:
            figures = a.counts.get(name)
            self.counts.extend(_figures(figures) if figures else (-1, -1, -1))
        self.sets["names"].add(tuple({hash_of(name) for name in a.names}))
        self.sets["terms"].add(a.terms)
        self._take_story(a.document, is_main=a.is_main)

    def _take_parties(self, ids: Collection[str]) -> None:
        for id_ in islice(sorted(ids) if len(ids) > 1 else ids, PARTIES):
            self.parties.append(self.known_parties.setdefault(id_, len(self.known_parties) + 1))
        for _ in range(PARTIES - len(ids)):
            self.parties.append(0)

    def _take_story(self, document: str, *, is_main: bool) -> None:
        row = self.story_rows.get(document, -1)
        if row < 0 and document in self.stories:
            story = self.stories[document]
            row = self.story_rows[document] = len(self.story_rows)
            self.sets["story"].add_counted(story.terms)
            self.sets["title"].add(story.title)
            marks = getattr(story, "marks", {})
            for kind in MARKS:
                self.sets[kind].add(marks.get(_NAMED.get(kind, kind), ()))
        # What a document tells as a whole speaks for what it is mainly about.
        self.rows_of_story.append(row if is_main else -1)

    def facts(self, frequencies: Frequencies | None) -> Facts:
        n = len(self.ids)
        order = np.array(sorted(range(n), key=self.ids.__getitem__), np.int64)
        ids = tuple(self.ids[at] for at in order)
        for one, other in pairwise(ids):
            if one == other:
                raise ValueError(f"two accounts have the id {one!r}; each account has one of its own")
        hashes = _view(self.hashes, np.uint64).reshape(n, 5)[order]
        small = _view(self.small, np.int32).reshape(n, 10)[order]
        places = _view(self.places, np.uint64).reshape(n, PLACES, 3)[order]
        points = _view(self.points, np.float32).reshape(n, PLACES, 4)[order]
        parties = _view(self.parties, np.int32).reshape(n, 2, PARTIES)[order]
        most = max(1, int((parties != 0).any(axis=(0, 1)).sum())) if n else 1
        parties = parties[:, :, :most]
        traits = [traits_of(id_) for id_ in self.known_parties]
        most = max(1, int((points[:, :, 3] > 0).any(axis=0).sum())) if n else 1
        places, points = places[:, :most], points[:, :most]
        precision = points[:, :, 3].astype(np.int32)
        radius = np.where(np.isnan(points[:, :, 2]), _usual_radius()[precision], points[:, :, 2]).astype(np.float32)
        cell = _cells(places[:, 0], points[:, 0], precision[:, 0])
        if frequencies is None:
            tables = {name: Table.of(gathered.hashes) for name, gathered in self.sets.items()}
            frequencies = Frequencies(n, len(np.unique(hashes[:, 0])), tables, Table.of(cell))
        sets = self._sets(frequencies, order)
        return Facts(
            ids, hashes[:, 0], small[:, 0], small[:, 1], small[:, 2], hashes[:, 1], hashes[:, 2], hashes[:, 3],
            places[:, :, 0], precision, points[:, :, 0], points[:, :, 1], radius, places[:, :, 1], places[:, :, 2],
            (small[:, 7] == 1) & (precision[:, 0] > 0), cell, small[:, 3:5], small[:, 5:7], parties,
            np.array([0, *(hash_of(id_) for id_ in self.known_parties)], np.uint64),
            np.array([0, *(hash_of(t.whole) for t in traits)], np.uint64),
            np.array([0, *(_hash(t.sort) for t in traits)], np.uint64),
            np.array([False, *(t.is_named for t in traits)], np.bool_),
            np.array([False, *(t.is_known for t in traits)], np.bool_),
            np.array([0, *(int(t.camp) for t in traits)], np.int32),
            _view(self.counts, np.int32).reshape(n, len(COUNTS), 3)[order], sets,
            _view(self.rows_of_story, np.int32)[order].astype(np.int64), hashes[:, 4], small[:, 8] == 1,
            small[:, 9] == 1, frequencies,
        )  # fmt: skip

    def _sets(self, frequencies: Frequencies, order: NDArray[np.int64]) -> dict[tuple[str, bool], TermSets]:
        """Return each set that an axis compares, scaled as the axis needs it."""
        found: dict[tuple[str, bool], TermSets] = {}
        for feature in features():
            key = feature.set or "", feature.measure == "cosine"
            if feature.set and key not in found:
                gathered = self.sets[feature.set]
                rarity = frequencies.rarity_in(feature.set, gathered.hashes)
                rows = order if feature.set in OF_ACCOUNTS else None
                found[key] = gathered.sets(rarity, order=rows, is_unit=key[1])
        return found


def _view(values: array[Any], kind: Any) -> Any:
    return np.frombuffer(values, kind) if len(values) else np.zeros(0, kind)


def _hash(words: str | None) -> int:
    return hash_of(words) if words else 0


def _closeness(area: Area) -> tuple[int, str]:
    return area.precision, area.id


def _days(days: tuple[int | None, int | None] | None) -> tuple[int, int]:
    if days is None or days == (None, None):
        return NEVER, NEVER
    low, high = days
    return NEVER if low is None else low, -NEVER if high is None else high


def _figures(figures: tuple[int | None, int | None, int | None]) -> tuple[int, int, int]:
    """Return low, best and high; an end that is open lies at 0 or far off."""
    low, best, high = figures
    if low is None and best is None and high is None:
        return -1, -1, -1
    least = min(low, _FAR) if low is not None else 0
    most = min(high, _FAR) if high is not None else _FAR
    return least, (min(best, _FAR) if best is not None else least if low is not None else most), most


def _usual_radius() -> Floats:
    return np.array([np.nan, *kinds().radii, np.nan, np.nan, np.nan], np.float32)


def _cells(places: Hashes, points: Floats, precision: Ints) -> Hashes:
    """Return the cell of each account's first place; of one that is no point, its province or country."""
    is_point = (precision > 0) & (precision <= 3) & ~np.isnan(points[:, 0])
    lat, lon = (np.floor(np.nan_to_num(points[:, at]) / _CELL).astype(np.int64).astype(np.uint64) for at in (0, 1))
    area = np.where((precision <= 4) & (places[:, 2] != 0), places[:, 2], places[:, 1])
    return np.where(precision == 0, 0, np.where(is_point, mixed(1, lat, lon), mixed(2, area))).astype(np.uint64)

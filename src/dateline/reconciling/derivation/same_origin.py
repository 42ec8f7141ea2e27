"""Reports that have the same values from the same named voice: two papers at one briefing.

Invariant: the voice is somebody who can be told from others by name; outlets are not meant, since what is had from an
outlet derives from it, and a security source of one document is not that of another. Neither report derives from the
other: both derive from the voice.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.generic import open_groups
from dateline.model import Document, EventType, Moment, Range, Report, Status, Voice, VoiceKind
from dateline.reconciling.derivation.agreement import are_compatible, same_values

__all__ = ["Statement", "is_named", "pairs_of_one_origin", "statement_of"]

# Earlier statements of one voice with one figure that a report is compared with, the last ones.
_LOOKED = 64
_DESCRIBED = ("described:", "any:", "commenter:")
_NOT_ORIGINS = frozenset({VoiceKind.OUTLET, VoiceKind.WIRE, VoiceKind.COMMENTER, VoiceKind.DOCUMENT})


def is_named(voice: Voice) -> bool:
    """Tell whether a voice is one person, office or organisation that can be told from others.

    The army of a country is one, and so is the governor of a province; its officials, one of its officers, and anybody
    who is only described are many.

    >>> from dateline.model import Evidence
    >>> evidence = Evidence.at("The army said so.", 4, 8)
    >>> [is_named(Voice(id_, "x", VoiceKind.MILITARY, evidence)) for id_ in ("IQ:army", "IQ:army/officers", "any:army")]
    [True, False, False]
    """
    if voice.kind in _NOT_ORIGINS or "/" in voice.id or voice.id.startswith(_DESCRIBED):
        return False
    head, _, rest = voice.id.partition(":")
    slug, _, place = rest.partition(":")
    group = open_groups().by_slug.get(slug)
    if group is None or head == "text":
        return True
    if not group.state or head == "any":
        return False
    return bool(place) or not (group.person or slug in _several())


@lru_cache(maxsize=1)
def _several() -> frozenset[str]:
    """Return the organs that a country has several of. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("data/same_origin.toml"))
    if set(raw) != {"several"}:
        raise KnowledgeError(f"same_origin.toml needs the list several and nothing else, and has {sorted(raw)}")
    slugs = words_in(raw["several"], "same_origin.toml, several")
    strange = next((slug for slug in slugs if slug not in open_groups().by_slug), None)
    if strange is not None:
        raise KnowledgeError(f"same_origin.toml, several: generic.toml has no group {strange!r}")
    return frozenset(slugs)


@dataclass(frozen=True, slots=True)
class _Spot:
    id: str
    country: str | None
    lat: float | None
    lon: float | None


@dataclass(frozen=True, slots=True)
class _Placed:
    place: _Spot
    precision: int


@dataclass(frozen=True, slots=True)
class _Dated:
    moment: Moment


@dataclass(frozen=True, slots=True)
class _Count:
    range: Range


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold what a report says on the word of a named voice, as far as two such are compared.

    `published` is the day its document came out, "" where that is not known.
    """

    report: str
    document: str
    published: str
    voice: str
    type: EventType
    status: Status
    when: _Dated | None
    place: _Placed | None
    ranges: tuple[tuple[str, Range], ...]

    def counts(self) -> Iterator[tuple[str, _Count]]:
        """Yield the name and the count of every field that counts."""
        for name, range_ in self.ranges:
            yield name, _Count(range_)

    @property
    def keys(self) -> Iterator[str]:
        """What two statements have in common that can have one origin: voice, type, and one count."""
        for name, range_ in self.ranges:
            yield "\n".join((self.voice, self.type.value, name, str(range_)))

    @property
    def order(self) -> tuple[bool, str, str]:
        """Order statements by publication, those without a day last, then by id."""
        return not self.published, self.published, self.report

    def to_list(self) -> list[Any]:
        """Return the statement as a list that JSON can hold."""
        spot = self.place.place if self.place else None
        return [
            self.report,
            self.document,
            self.published,
            self.voice,
            self.type.value,
            self.status.value,
            self.when.moment.edtf if self.when else None,
            [spot.id, spot.country, spot.lat, spot.lon, int(self.place.precision)] if spot and self.place else None,
            [[name, range_.low, range_.best, range_.high] for name, range_ in self.ranges],
        ]

    @classmethod
    def from_list(cls, kept: Sequence[Any]) -> Statement:
        """Return the statement that `to_list` made a list of."""
        report, document, published, voice, type_, status, edtf, spot, ranges = kept
        return cls(
            report, document, published, voice, EventType(type_), Status(status),
            _Dated(Moment(edtf)) if edtf else None,
            _Placed(_Spot(*spot[:4]), spot[4]) if spot else None,
            tuple((name, Range(low, best, high)) for name, low, best, high in ranges),
        )  # fmt: skip


def statement_of(report: Report, document: Document) -> Statement | None:
    """Return what a report of a document says on the word of a named voice; None without a voice or a count."""
    voice = report.voices.nearest
    ranges = tuple((name, count.range) for name, count in report.counts())
    if voice is None or not ranges or not is_named(voice):
        return None
    moment, placing = document.published, report.place
    spot = placing.place if placing else None
    return Statement(
        report.id, document.id, moment.earliest.isoformat() if moment and moment.earliest else "", voice.id,
        report.type, report.status, _Dated(report.when.moment) if report.when else None,
        _Placed(_Spot(spot.id, spot.country, spot.lat, spot.lon), placing.precision) if spot and placing else None,
        ranges,
    )  # fmt: skip


def pairs_of_one_origin(statements: Iterable[Statement]) -> Iterator[tuple[str, str]]:
    """Yield the ids (report, first report): each report with the first of those that have the same from its voice.

    Reports of one document are not linked; the first is by publication, then by id.
    """
    by_key: defaultdict[str, list[Statement]] = defaultdict(list)
    for statement in statements:
        for key in statement.keys:
            by_key[key].append(statement)
    seen: set[tuple[str, str]] = set()
    for _, told in sorted(by_key.items()):
        leaders: deque[Statement] = deque(maxlen=_LOOKED)
        for one in sorted(told, key=lambda s: s.order):
            first = next((s for s in leaders if are_compatible(one, s) and same_values(one, s)), None)
            if first is None:
                leaders.append(one)
            elif first.document != one.document and (one.report, first.report) not in seen:
                seen.add((one.report, first.report))
                yield one.report, first.report

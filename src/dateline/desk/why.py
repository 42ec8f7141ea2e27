"""Why an incident says what it says: each of its values down to the sentences that say so.

Invariant: a statement quotes a sentence of a document of the record, names whose voice tells it and which independent
origin it goes back to; a value that no report gives says who set it, or why there is none.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from dateline.desk.sayings import said_actor, said_place
from dateline.model import COUNTS
from dateline.model.days import edtf_words
from dateline.model.saying import kind_code, said_kind, said_precision, said_range
from dateline.model.saying_sources import said_support, said_voices
from dateline.model.schema import Row
from dateline.model.wording import said as said_code

__all__ = ["Told", "statement", "values_of"]

Json = dict[str, Any]

_ROLES = ("actors", "recipients")
_PLAIN = ("means", "target")
# What lists the reports in which somebody has a role.
_FILTERS = {"actors": "doer", "recipients": "recipient"}
# Statements that a value shows: one of each origin first. The rest is a list of reports.
_SHOWN = 8


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Hold what the values of an incident are read off: its reports by id, how documents are called, its origins.

    `origin` leads from the id of a report to the number of the independent origin that it goes back to, from 1.
    """

    incident: Row
    reports: Mapping[str, Row]
    names: Mapping[str, str]
    origin: Mapping[str, int]

    @property
    def total(self) -> int:
        """How many reports tell of it."""
        return len(self.incident["reports"])

    @property
    def is_whole(self) -> bool:
        """Whether all of them are read: of an incident with very many reports some are."""
        return len(self.reports) >= self.total


def statement(told: Told, report: Row, *, says: str = "", evidence: Sequence[tuple[str, Row]] = ()) -> Json:
    """Return one report as what it says about something: its sentence, the words of it that are the evidence.

    `evidence` are pairs of a label and evidence; what stands outside of the sentence is told as `elsewhere`.
    """
    inside: list[Json] = []
    elsewhere: list[Json] = []
    for label, one in evidence:
        is_inside = report["start"] <= one["start"] and one["end"] <= report["end"]
        (inside if is_inside else elsewhere).append({**one, "label": label})
    return {
        "report": report["id"],
        "document": report["document"],
        "name": told.names.get(report["document"], report["document"]),
        "origin": told.origin.get(report["id"]),
        "voice": said_voices(report),
        "is_hedged": report["hedged"],
        "says": says,
        "start": report["start"],
        "words": report["words"],
        "marks": [{key: one[key] for key in ("start", "end", "label")} for one in inside],
        "elsewhere": elsewhere,
    }


def values_of(told: Told) -> list[Json]:
    """Return the values of an incident in the order in which they are shown, each with the statements behind it."""
    return list(_values(told))


def _values(told: Told) -> Iterator[Json]:
    row = told.incident
    edited = {one["field"]: one["decision"] for one in row["edited"]}
    for made in (
        _kind(told), _status(told), *_parties(told), _place(told), _when(told), *_counts(told), *_plain(told),
    ):  # fmt: skip
        yield {**made, "decision": edited.get(made["field"])}
    if row["events"]:
        yield _value("events", said_range(row["events"]), decision=edited.get("events"))


def _value(field: str, said: str | None, **more: Any) -> Json:
    made: Json = {"field": field, "label": said_code("field", field), "said": said, "support": "", "statements": []}
    none: Json = {
        "about": "",
        "code": "",
        "actor": None,
        "place": None,
        "missing": [],
        "origins": [],
        "more": 0,
        "all": {},
    }
    return {**made, **none, "decision": None, **more}


def _told_of(
    told: Told, ids: Sequence[str], tell: Callable[[Row], tuple[str, list[tuple[str, Row]]]], **narrow: str
) -> Json:
    """Return statements of some reports, and how many there are more.

    The first are one of each origin; `tell` says what each says, and by which evidence. `narrow` are filters that list
    them all, besides that they are of this incident.
    """
    rank: Counter[int | None] = Counter()
    ordered: list[tuple[int, int, str]] = []
    for id_ in ids:
        origin = told.origin.get(id_)
        ordered.append((rank[origin], origin or len(told.origin) + 1, id_))
        rank[origin] += 1
    known = [told.reports[id_] for _, _, id_ in sorted(ordered) if id_ in told.reports]
    shown = sorted(known[:_SHOWN], key=lambda one: (told.origin.get(one["id"], len(told.origin) + 1), one["id"]))
    made = []
    for report in shown:
        says, evidence = tell(report)
        made.append(statement(told, report, says=says, evidence=evidence))
    return {
        "statements": made,
        "more": max(0, len(ids) - len(made)),
        "all": {"incident": [told.incident["id"]], **{key: [value] for key, value in narrow.items()}},
    }


def _behind(told: Told) -> list[str]:
    return [id_ for group in told.incident["sources"]["groups"] for id_ in group]


def _kind(told: Told) -> Json:
    row = told.incident
    own = [id_ for id_ in row["reports"] if (one := told.reports.get(id_)) and _is_kind(one, row)]
    made = _told_of(told, _behind(told) or row["reports"], lambda one: (said_kind(one), [("event", one["trigger"])]))
    return _value("type", said_kind(row), code=kind_code(row), support=_support(told, own), **made)


def _support(told: Told, own: Sequence[str]) -> str:
    return said_support({"reports": own}, told.total) if told.is_whole and own else ""


def _is_kind(report: Row, row: Row) -> bool:
    return bool(report["type"] == row["type"] and (row["mode"] is None or report["mode"] == row["mode"]))


def _status(told: Told) -> Json:
    row = told.incident
    own = [id_ for id_ in row["reports"] if (one := told.reports.get(id_)) and one["status"] == row["status"]]
    made = _told_of(told, row["reports"], lambda one: (_said_status(one), [("event", one["trigger"])]))
    return _value("status", said_code("status_told", row["status"]), support=_support(told, own), **made)


def _said_status(report: Row) -> str:
    told = said_code("status_told", report["status"])
    return f"{told}, but only alleged" if report["hedged"] else told


def _parties(told: Told) -> Iterator[Json]:
    for role in _ROLES:
        for actor in told.incident[role]:
            about = said_actor(actor["kind"], actor["country"])
            narrow = {_FILTERS[role]: actor["id"]}
            made = _told_of(told, actor["reports"], partial(_named, role=role, id_=actor["id"]), **narrow)
            support = said_support(actor, told.total)
            yield _value(role, actor["name"], about=about, actor=actor["id"], support=support, **made)
        if not told.incident[role]:
            yield _value(role, None, missing=_missing(told, f"{role}_missing"))


def _named(report: Row, *, role: str, id_: str) -> tuple[str, list[tuple[str, Row]]]:
    words = [party["evidence"] for party in report[role] if party["id"] == id_]
    return "", [(role.removesuffix("s"), one) for one in words]


def _place(told: Told) -> Json:
    place = told.incident["place"]
    if not place:
        return _value("place", None, missing=_missing(told, "place_missing"))
    made = _told_of(told, place["reports"], _placed, has="place")
    support = said_support(place, told.total)
    about = said_precision(place)
    return _value("place", said_place(place), about=about, place=place["id"], support=support, **made)


def _placed(report: Row) -> tuple[str, list[tuple[str, Row]]]:
    said, evidence = [], []
    for place in report["places"]:
        carried = f", {said_code('how', 'carried')}" if place["how"] == "carried" else ""
        said.append(f"{said_place(place)} ({said_precision(place)}{carried})")
        evidence.append(("place", place["evidence"]))
    return "; ".join(said), evidence


def _when(told: Told) -> Json:
    when = told.incident["when"]
    if not when:
        return _value("when", None, missing=_missing(told, "when_missing"))
    edtf = str(when["edtf"])
    made = _told_of(told, when["reports"], _dated, has="when")
    return _value("when", edtf_words(edtf), about="", code=edtf, support=said_support(when, told.total), **made)


def _dated(report: Row) -> tuple[str, list[tuple[str, Row]]]:
    when = report["when"]
    if not when:
        return "", []
    return f"{edtf_words(when['edtf'])} ({said_code('how', when['how'])})", [("when", when["evidence"])]


def _counts(told: Told) -> Iterator[Json]:
    for name in COUNTS:
        counted = told.incident[name]
        if counted:
            made = _told_of(told, counted["reports"], partial(_counted, name=name), has=name)
            support = said_support(counted, told.total)
            yield _value(name, said_range(counted), support=support, origins=_by_origin(told, counted, name), **made)


def _counted(report: Row, *, name: str) -> tuple[str, list[tuple[str, Row]]]:
    count = report[name]
    return (said_range(count), [(name, count["evidence"])]) if count else ("", [])


def _by_origin(told: Told, counted: Row, name: str) -> list[Json]:
    """Return what each independent origin says, where there are several: different words of one are told apart."""
    found: dict[int, dict[str, list[str]]] = {}
    for id_ in counted["reports"]:
        report, origin = told.reports.get(id_), told.origin.get(id_)
        if report is not None and origin is not None and report[name]:
            names = found.setdefault(origin, {}).setdefault(said_range(report[name]), [])
            document = told.names.get(report["document"], report["document"])
            if document not in names:
                names.append(document)
    if len(found) < 2:
        return []
    return [
        {"origin": origin, "says": says, "names": names}
        for origin, said in sorted(found.items())
        for says, names in said.items()
    ]


def _plain(told: Told) -> Iterator[Json]:
    row = told.incident
    for name in _PLAIN:
        if row[name]:
            own = [id_ for id_ in row["reports"] if _has(told.reports.get(id_), name, row[name])]
            made = _told_of(told, own, partial(_quoted, name=name), has=name)
            yield _value(name, row[name].replace("-", " "), support=_support(told, own), **made)


def _quoted(report: Row, *, name: str) -> tuple[str, list[tuple[str, Row]]]:
    return "", [(name, report[name]["evidence"])]


def _has(report: Row | None, name: str, kind: str) -> bool:
    return bool(report and report[name] and report[name]["kind"] == kind)


def _missing(told: Told, key: str) -> list[Json]:
    """Return why no report gives a value: each reason with how many reports have it, the commonest first."""
    reasons = Counter(one[key] for one in told.reports.values() if one[key])
    return [{"reason": said_code("missing", reason), "reports": n} for reason, n in reasons.most_common()]

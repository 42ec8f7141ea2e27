"""How often a coder was right, by what reviewers said of it.

Invariant: every share comes with the number that it is of and with Wilson's interval (95 %); what came up in different
ways is never counted together, and what nobody looked at by itself is counted in no share. A field counts where the
coder gave a value or reviewers vouch for one: that both leave it empty says little.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from dateline.model import Act
from dateline.model.occasion import Order
from dateline.model.schema import Row
from dateline.record.reviewing import values_of
from dateline.reviewing.evaluation import CONTESTED, anchors_of_row

if TYPE_CHECKING:
    from dateline.record import Record

__all__ = ["Group", "Share", "in_words", "score", "scores_json"]

_ACCEPT, _REJECT = Act.ACCEPT.value, Act.REJECT.value
_SETS = frozenset({"actors", "recipients"})


@dataclass(frozen=True, slots=True)
class Share:
    """Hold how many of how many, with Wilson's 95 % interval; `value` is None of none.

    >>> Share(8, 10).value, [round(bound, 2) for bound in Share(8, 10).interval]
    (0.8, [0.49, 0.94])
    """

    hits: int
    n: int

    @property
    def value(self) -> float | None:
        """The share itself."""
        return self.hits / self.n if self.n else None

    @property
    def interval(self) -> tuple[float, float]:
        """The interval in which the share of all such would lie; all of [0, 1] of none."""
        if not self.n:
            return 0.0, 1.0
        from scipy.stats import binomtest  # half a second to import

        found = binomtest(self.hits, self.n).proportion_ci(method="wilson")
        return float(found.low), float(found.high)

    def to_json(self) -> dict[str, Any]:
        """Return it as JSON, rounded to four places."""
        low, high = self.interval
        value = None if self.value is None else round(self.value, 4)
        return {"hits": self.hits, "n": self.n, "share": value, "low": round(low, 4), "high": round(high, 4)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """Hold the scores of what came up in one way (`way`, in words), of one sort of thing (`item`).

    `accepted` is of those accepted or rejected; `unchanged` of those accepted how many needed no edit and no other
    grouping; `fields` are of those accepted. Where another record is scored, `found` is how many of those accepted it
    tells, and `precision` how many of all accepted or rejected that it tells were accepted. `is_fair` says whether it
    is a random sample, of what `filters` left (none: of all).
    """

    way: str
    item: str
    is_fair: bool = False
    filters: tuple[str, ...] = ()
    reviewed: int = 0
    unsure: int = 0
    contested: int = 0
    only_edited: int = 0
    accepted: Share = Share(0, 0)
    unchanged: Share = Share(0, 0)
    found: Share | None = None
    precision: Share | None = None
    by_type: Mapping[str, Share] = field(default_factory=dict)
    fields: Mapping[str, Share] = field(default_factory=dict)
    edits: Mapping[str, int] = field(default_factory=dict)


def score(rows: Iterable[Row], record: Record | None = None) -> list[Group]:
    """Return the scores of an evaluation set: of what was proposed when it was reviewed, or of what a record has now.

    In a record the values that people set by hand are the reviewers' and not the coder's: there what had been proposed
    counts. Its incidents are found by the words that they stand on.
    """
    parts: dict[tuple[str, ...], list[Row]] = defaultdict(list)
    every = list(rows)
    for row in every:
        parts[_way(row)].append(row)
    told = _told_in(record, every) if record is not None else None
    return [_group(key, part, told) for key, part in sorted(parts.items(), key=lambda one: _ORDER.index(one[0][0]))]


# In the order in which they are told: what may be believed first.
_ORDER = ("random", "random-part", "queue", "named", "bulk", "statement")
_WAYS = {
    "random": "asked by chance, of all incidents",
    "random-part": "asked by chance, of those that filters left",
    "queue": "asked since they are in doubt",
    "named": "chosen by whoever reviewed",
    "bulk": "decided in bulk, not looked at one by one",
    "statement": "chosen by whoever reviewed",
}


def _way(row: Row) -> tuple[str, ...]:
    way = row["occasion"]
    if row["item"] != "incident":
        return "statement", row["item"]
    if way.get("bulk") and row["verdict"] is not None:
        return "bulk", "incident"
    if way.get("order") == Order.RANDOM:
        if way.get("digest"):
            return "random-part", "incident", way["digest"], *way.get("filters", ())
        return "random", "incident"
    return ("queue" if way.get("order") == Order.URGENCY else "named"), "incident"


def _group(key: tuple[str, ...], rows: Sequence[Row], told: Mapping[str, Row] | None) -> Group:
    way, item = key[:2]
    verdicts = Counter(row["verdict"] for row in rows)
    judged = [row for row in rows if row["verdict"] in (_ACCEPT, _REJECT)] if way != "bulk" else []
    good = [row for row in judged if row["verdict"] == _ACCEPT]
    by_type: dict[str, list[Row]] = defaultdict(list)
    for row in judged:
        by_type[row["type"] or "none"].append(row)
    found = precision = None
    if told is not None and way != "bulk":
        found = Share(sum(row["id"] in told for row in good), len(good))
        precision = Share(found.hits, sum(row["id"] in told for row in judged))
    right = [row for row in good if not row["edited"] and not row["regrouped"]]
    return Group(
        way=_WAYS[way],
        item=item,
        is_fair=way.startswith("random"),
        filters=key[3:],
        reviewed=len(rows),
        unsure=verdicts[Act.UNSURE.value],
        contested=verdicts[CONTESTED],
        only_edited=verdicts[None],
        accepted=_accepted(judged),
        unchanged=Share(len(right), len(good)),
        found=found,
        precision=precision,
        by_type={type_: _accepted(by_type[type_]) for type_ in sorted(by_type)},
        fields=_fields(good, told),
        edits=dict(sorted(Counter(name for row in rows for name in row["edited"]).items())),
    )


def _accepted(rows: Sequence[Row]) -> Share:
    return Share(sum(row["verdict"] == _ACCEPT for row in rows), len(rows))


def _fields(rows: Sequence[Row], told: Mapping[str, Row] | None) -> dict[str, Share]:
    hits, n = Counter[str](), Counter[str]()
    for row in rows:
        now = None if told is None else told.get(row["id"])
        if told is not None and now is None:
            continue
        for name, truth in row["truth"].items():
            said = row["proposed"].get(name) if now is None or name in now["by_hand"] else now["values"].get(name)
            if truth in (None, []) and said in (None, []):
                continue
            n[name] += 1
            hits[name] += _same(name, said, truth)
    return {name: Share(hits[name], n[name]) for row in rows for name in row["truth"] if name in n}


def _same(name: str, said: Any, truth: Any) -> bool:
    if name in _SETS:
        return set(said or ()) == set(truth or ())
    return bool((said or None) == (truth or None))


def _told_in(record: Record, rows: Sequence[Row]) -> dict[str, Row]:
    """Return what a record tells of the things of a set, by their ids there: values, and which of them are by hand.

    An incident is told where half of its reports or more are in one; a report or claim where its words are coded.
    """
    anchors = {row["id"]: anchors_of_row(row) for row in rows}
    standing = record.standing_on(anchor for some in anchors.values() for anchor in some)
    incident_of = record.incidents_of(standing.values())
    chosen: dict[str, str] = {}
    told: dict[str, Row] = {}
    for row in rows:
        now = [standing[anchor] for anchor in anchors[row["id"]] if anchor in standing]
        if row["item"] != "incident":
            if now:
                told[row["id"]] = {"values": {}, "by_hand": ()}
            continue
        ids = Counter(incident_of[report] for report in now if report in incident_of).most_common(1)
        if ids and 2 * ids[0][1] >= len(anchors[row["id"]]):
            chosen[row["id"]] = ids[0][0]
    shown = {row["id"]: row for row in record.some("incidents", sorted(set(chosen.values())))}
    for id_, here in chosen.items():
        by_hand = frozenset(one["field"] for one in shown[here]["edited"])
        told[id_] = {"values": values_of(shown[here]), "by_hand": by_hand}
    return told


def scores_json(groups: Sequence[Group]) -> list[dict[str, Any]]:
    """Return scores as JSON."""
    return [
        {
            "way": one.way,
            "item": one.item,
            "fair": one.is_fair,
            "filters": list(one.filters),
            **{name: getattr(one, name) for name in ("reviewed", "unsure", "contested", "only_edited")},
            **{name: getattr(one, name).to_json() for name in ("accepted", "unchanged")},
            "found": one.found.to_json() if one.found else None,
            "precision": one.precision.to_json() if one.precision else None,
            "by_type": {type_: share.to_json() for type_, share in one.by_type.items()},
            "fields": {name: share.to_json() for name, share in one.fields.items()},
            "edits": dict(one.edits),
        }
        for one in groups
    ]


def in_words(share: Share) -> str:
    """Say a share in a few words.

    >>> in_words(Share(8, 10)), in_words(Share(0, 0))
    ('80 % (49 to 94 %), 8 of 10', 'none')
    """
    if share.value is None:
        return "none"
    low, high = share.interval
    return f"{share.value * 100:.0f} % ({low * 100:.0f} to {high * 100:.0f} %), {share.hits:,} of {share.n:,}"

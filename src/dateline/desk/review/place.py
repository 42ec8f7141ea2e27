"""Where somebody is in the review: which queue, at which incident, with which form open and what typed into it.

Invariant: all of it is in the address, and can be written back as the same address, so that whoever reloads, goes back
or is told of a mistake loses nothing of what they typed.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from urllib.parse import parse_qsl, urlsplit

from dateline.desk.addresses import Addresses, path_of
from dateline.desk.asked import Asked
from dateline.desk.listing import filters_of
from dateline.desk.parameter import Parameter
from dateline.desk.refused import Refused
from dateline.desk.review.queue import Wanted
from dateline.model import Act
from dateline.model.occasion import Order
from dateline.reconciling.incidents.deciding.editing import FIELDS
from dateline.reviewing.keys import ACTS

__all__ = [
    "FORMS",
    "KINDS",
    "LONGEST",
    "MOST",
    "ORDER",
    "PARAMETERS",
    "PATH",
    "SEED",
    "SET",
    "WRONG",
    "Place",
    "refuse_listing",
    "review_path",
]

PATH = "/review"
# Reports of an incident that are shown and chosen among, and what else a form may list.
MOST = 500
# An address of the review with hundreds of reports chosen; servers take four times as much.
LONGEST = 16_000
# What opens a form; the other acts need nothing but their button.
FORMS = tuple(one.act.value for one in ACTS if one.act not in (Act.ACCEPT, Act.UNSURE))
SET = "set_"
# What may be wrong with a form, as the page says it.
WRONG: Mapping[str, str] = {
    "reason": "Nothing was decided yet: give a reason, in a few words. Others will want to know it.",
    "reports": "Nothing was decided: choose the reports that this is about.",
    "all": "Nothing was decided: at least one report has to stay. To say that it did not happen, reject the incident.",
    "other": "Nothing was decided: choose the other incident, or look for it.",
    "strange": "Nothing was decided: there is no incident with that id, or it is this one.",
    "there": "Nothing was decided: a report that you chose is in that incident already.",
    "value": "Nothing was decided: some fields cannot be set so. What is wrong stands beside them.",
    "same": "Nothing was decided: you changed no field.",
    "stale": "Nothing was decided: this incident changed since you looked. This is how it is now; please decide again.",
    "busy": "Nothing was decided, and nothing that you typed is lost: something else, such as a build, writes to the "
    "record. Try again in a few seconds.",
    "over": (
        "Nothing was decided: your session is over. Begin another as you began that one, then come back to this "
        "address: it keeps what you typed."
    ),
    "undone": "Nothing was taken back: it had been taken back before.",
    "nothing": "You have no decision that could be taken back.",
}
ORDER = Parameter(
    name="order",
    doc="`urgency`: what is most in doubt and harmed most people first. `random`: by chance, for a fair estimate.",
    values=tuple(one.value for one in Order),
)
SEED = Parameter(name="seed", doc="Which random order: the same seed always gives the same.")
_OWN: tuple[Parameter, ...] = (
    Parameter(name="at", doc="The id of the incident that is asked about.", narrows=False),
    ORDER,
    SEED,
    Parameter(name="do", doc="The form that is open.", values=FORMS, narrows=False),
    Parameter(name="other", doc="The id of another incident: to merge with, to part from, to move to.", narrows=False),
    Parameter(name="report", doc="The id of a report that is chosen.", is_many=True, most_values=500, narrows=False),
    Parameter(name="reason", doc="Why, as typed so far.", narrows=False),
    *(Parameter(name=f"{SET}{name}", doc=f"What is typed for {name}.", narrows=False) for name in FIELDS),
    Parameter(name="find", doc="Words, or an id, of an incident that is looked for.", narrows=False),
    Parameter(name="whole", doc="`yes` shows all reports of an incident of many.", values=("yes",), narrows=False),
    Parameter(name="done", doc="The id of the decision that was made last.", narrows=False),
    Parameter(name="wrong", doc="What was wrong with a form.", values=tuple(WRONG), narrows=False),
)
_FILTERS = filters_of("incidents")
PARAMETERS: tuple[Parameter, ...] = (*_OWN, *(one for one in _FILTERS if one.name not in {own.name for own in _OWN}))
# Filters that are offered with all their values.
KINDS: Mapping[str, Sequence[str]] = {
    one.name: one.values for one in _FILTERS if one.name in ("type", "status", "grade", "reviewed")
}
_OF_QUEUE = frozenset({"order", "seed", *(one.name for one in _FILTERS)})

Values = Mapping[str, Sequence[str]]


@dataclass(frozen=True, slots=True)
class Place:
    """Hold the parameters of an address of the review."""

    values: Values = field(default_factory=dict)

    @classmethod
    def at(cls, address: str | None) -> Place | None:
        """Return the place that an address of the review is, None for any other address.

        Raises Refused (400) for one that asks more than any page can be asked.
        """
        try:
            parts = urlsplit(path_of(address))
            asked = parse_qsl(parts.query, max_num_fields=2 * MOST)
        except ValueError:
            raise Refused(
                400, f"this address has too many parameters: at most {2 * MOST:,}; choose fewer reports"
            ) from None
        if parts.path != PATH:
            return None
        known = {one.name for one in PARAMETERS}
        values: dict[str, list[str]] = {}
        for key, value in asked:
            if key in known:
                values.setdefault(key, []).append(value)
        return cls(values)

    def first(self, key: str) -> str | None:
        """Return the first value of a parameter, or None."""
        return next(iter(self.values.get(key, ())), None)

    @property
    def wanted(self) -> Wanted:
        """The queue that is gone through."""
        filters = {key: tuple(self.values[key]) for key in self.values if key in _OF_QUEUE - {"order", "seed"}}
        order = self.first("order")
        return Wanted(
            order=Order(order) if order in set(Order) else Order.URGENCY,
            seed=self.first("seed") or "1",
            filters=filters,
        )

    def queue(self) -> Place:
        """Return the same queue with nothing open."""
        return Place({key: values for key, values in self.values.items() if key in _OF_QUEUE})

    def but(self, **changed: str | Sequence[str] | None) -> Place:
        """Return the place with some parameters changed; None takes one out."""
        made = {key: tuple(values) for key, values in self.values.items()}
        for key, value in changed.items():
            made.pop(key, None)
            if value:
                made[key] = (value,) if isinstance(value, str) else tuple(value)
        return replace(self, values=made)

    def without(self, key: str, value: str) -> Place:
        """Return the same queue without one value of a filter."""
        return self.queue().but(**{key: [one for one in self.values.get(key, ()) if one != value]})

    @property
    def address(self) -> str:
        """Its address."""
        return review_path(self.values)


def refuse_listing(asked: Asked, *, pages: bool = True) -> None:
    """Raise Refused (400) where what only lists can be asked is asked: another order, counts, or further pages."""
    given = {"_sort": asked.sort, "_facet": asked.facets, "_next": None if pages else asked.after}
    wrong = [name for name, value in given.items() if value]
    if wrong:
        raise Refused(400, f"{asked.page.name} cannot be filtered by {wrong[0]!r}: it has an order of its own")


def review_path(values: Values) -> str:
    """Return the address of the review with some parameters."""
    return Addresses().to(PATH, values)

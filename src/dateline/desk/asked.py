"""What an address asks: which things, filtered how, in which order, from where on.

Invariant: a parameter that begins with `_` is the system's; every other one is a filter; one that nobody defined is
refused by name. What was asked can be written back as the same address.
"""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from dateline.desk.parameter import SIZE, Askable, Parameter
from dateline.desk.refused import Refused
from dateline.desk.sealing import opened, sealed

__all__ = ["MOST", "SYSTEM", "Asked", "read"]

MOST = 500
# Parameters of one address: a form with every field filled in has some tens, and a split of a large incident hundreds.
_MANY = 1_000

SYSTEM: Mapping[str, Parameter] = {
    "_sort": Parameter(name="_sort", doc="In which order; a minus before a name turns it around."),
    "_next": Parameter(name="_next", doc="The token of the page after, as the page before gave it."),
    "_size": Parameter(name="_size", doc="Rows on a page.", kind="integer", least=1, most=MOST),
    "_facet": Parameter(name="_facet", doc="What to count by, besides the usual.", is_many=True),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """Hold what one request asks of a page."""

    page: Askable
    id: str | None = None
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    facets: tuple[str, ...] = ()
    sort: str | None = None
    after: str | None = None
    size: int = SIZE
    reviewer: str | None = None
    role: str = "reader"

    @property
    def may_write(self) -> bool:
        """Whether decisions of whoever asks are taken."""
        return self.role != "reader"

    def sealed(self, token: str | None) -> str | None:
        """Return the token of a page of this list as it is given out: for this list, under these filters, alone."""
        if token is None:
            return None
        return sealed(token, name=self.page.name, id_=self.id, filters=_narrowing(self.page, self.filters))

    def first(self, key: str) -> str | None:
        """Return the (first) value of a filter, or None where it is not asked."""
        values = self.filters.get(key)
        return values[0] if values else None

    def without(self, *names: str) -> Asked:
        """Return what was asked of the same page by its other filters alone: in no order, from its beginning."""
        kept = {key: values for key, values in self.filters.items() if key not in names}
        return Asked(page=self.page, id=self.id, filters=kept)

    def parameters(self, **changed: Iterable[str] | str | None) -> dict[str, tuple[str, ...]]:
        """Return what was asked as the parameters of an address, with some changed; None takes one out.

        A change leaves the page that one was on: `_next` goes unless it is what changes.
        """
        made = dict(self.filters)
        if self.facets:
            made["_facet"] = self.facets
        if self.sort:
            made["_sort"] = (self.sort,)
        if self.size != self.page.size:
            made["_size"] = (str(self.size),)
        if not changed and self.after:
            made["_next"] = (str(self.sealed(self.after)),)
        for key, value in changed.items():
            values = (value,) if isinstance(value, str) else tuple(value or ())
            made.pop(key, None)
            if values:
                made[key] = values
        return made


def read(
    page: Askable,
    parameters: Iterable[tuple[str, str]],
    *,
    id_: str | None = None,
    reviewer: str | None = None,
    role: str = "reader",
) -> Asked:
    """Return what the parameters of an address ask of a page.

    An empty value asks nothing, so that a form with fields left blank works. Raises Refused (400) naming everything
    that cannot be asked.
    """
    known = {each.name: each for each in page.filters}
    system = SYSTEM if page.is_listed else {}
    values: dict[str, list[str]] = {}
    wrong = []
    given_all = list(parameters)
    if len(given_all) > _MANY:
        raise Refused(400, f"this address has {len(given_all):,} parameters; at most {_MANY:,} are taken")
    for key, value in given_all:
        if key not in known and key not in system:
            wrong.append(_unknown(page, key, [*known, *system]))
        elif len(value) > (longest := (known.get(key) or system[key]).longest):
            wrong.append(f"{key}: a value of {len(value):,} characters; the longest has {longest:,}")
        elif "\x00" in value:
            wrong.append(f"{key}: a value with a character that no text has (U+0000)")
        elif value.strip() and value not in values.setdefault(key, []):
            values[key].append(value)
    for key, given in values.items():
        each = (known | dict(system))[key]
        if each.values and (odd := [value for value in given if value not in each.values]):
            wrong.append(f"{key} cannot be {odd[0]!r}{_nearest(odd[0], list(each.values))}")
        if len(given) > 1 and not each.is_many:
            wrong.append(f"{key} is asked once, not {len(given)} times")
        if each.is_many and len(given) > each.most_values:
            wrong.append(f"{key} takes {each.most_values} values at most, not {len(given):,}")
    size = _whole(values.get("_size", [str(page.size)])[0])
    if size is None or not 1 <= size <= MOST:
        wrong.append(f"_size is a whole number from 1 to {MOST}")
    if wrong:
        raise Refused(
            400, wrong[0] if len(wrong) == 1 else f"{len(wrong)} things are wrong with this address", errors=wrong
        )
    filters = {key: tuple(given) for key, given in values.items() if key in known and given}
    token = next(iter(values.get("_next", ())), None)
    return Asked(
        page=page,
        id=id_,
        filters=filters,
        facets=tuple(values.get("_facet", ())),
        sort=next(iter(values.get("_sort", ())), None),
        after=token and opened(token, name=page.name, id_=id_, filters=_narrowing(page, filters)),
        size=size or page.size,
        reviewer=reviewer,
        role=role,
    )


def _narrowing(page: Askable, filters: Mapping[str, tuple[str, ...]]) -> dict[str, tuple[str, ...]]:
    """Return the filters that say which rows there are."""
    beside = {each.name for each in page.filters if not each.narrows}
    return {key: values for key, values in filters.items() if key not in beside}


def _whole(said: str) -> int | None:
    return int(said) if said.isascii() and said.isdigit() and len(said) < 10 else None


def _unknown(page: Askable, key: str, known: list[str]) -> str:
    if not known:
        return f"{page.name} takes no filters; {key!r} is one too many"
    return f"{page.name} cannot be filtered by {key!r}{_nearest(key, known)}"


def _nearest(said: str, known: list[str]) -> str:
    near = difflib.get_close_matches(said, known, 1)
    return f"; did you mean {near[0]!r}?" if near else f"; there are {', '.join(sorted(known))}"

"""The same reports or incidents in another room: each page of what filters leave leads to the others with its filters.

Invariant: a way carries every filter that the page at its end knows, and names those that it has to leave behind.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from dateline.desk.addresses import Addresses
from dateline.indexing import FILTERS

__all__ = ["Way", "ways"]

# Where one can go, what it is called there, and of what its filters are (None: of whichever one comes from).
_ROOMS: tuple[tuple[str, str, str | None], ...] = (
    ("/incidents", "incidents", "incidents"),
    ("/reports", "reports", "reports"),
    ("/timeline", "timeline", None),
    ("/map", "map", None),
    ("/actors", "actors", "reports"),
    ("/places", "places", "incidents"),
    ("/review", "review", "incidents"),
    ("/dossier", "dossier", "incidents"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Way:
    """Lead to a room: its name, the address there, and the names of the filters that it does not know."""

    name: str
    address: str
    left_behind: tuple[str, ...] = ()


def ways(filters: Mapping[str, Sequence[str]], what: str, *, here: str) -> list[Way]:
    """Return the ways from a page of `what` ("reports" or "incidents") at the path `here` to the other rooms.

    >>> [way.address for way in ways({"type": ["ASSAULT"]}, "reports", here="/reports")][:2]
    ['/incidents?type=ASSAULT', '/timeline?type=ASSAULT&of=reports']
    """
    asked = {key: values for key, values in filters.items() if key in _known(what)}
    made = []
    for path, name, of in _ROOMS:
        if path == here:
            continue
        known = _known(of or what) & _known("incidents" if of is None else of)
        carried = {key: values for key, values in asked.items() if key in known}
        left_behind = tuple(key for key in asked if key not in known)
        if of is None and what == "reports":
            carried["of"] = ["reports"]
        made.append(Way(name=name, address=Addresses().to(path, carried), left_behind=left_behind))
    return made


def _known(what: str) -> frozenset[str]:
    return frozenset(each.name for each in FILTERS[what])

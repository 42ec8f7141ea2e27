"""What somebody asks a desk for: its pages, with filters, facets and words that the record really has.

Invariant: the same record and seed give the same addresses; what the desk has no page for is left out, and told.
"""

from __future__ import annotations

import json
import random
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urlencode

__all__ = ["Asked", "Sample", "addresses", "sampled", "tilde"]

Get = Callable[[str], tuple[int, bytes]]

# Pages that stand by themselves, pages of one thing, and which list names such things by which path of its rows.
_LISTS = ("incidents", "reports", "documents", "actors", "places", "contradictions", "coverage", "review")
_ALONE = ("timeline", "map")
_OF_ONE = {"incidents": "incident", "documents": "document", "actors": "actor", "places": "place"}
_FACETS = ("type", "status", "actor", "place", "month", "voice", "grade", "reviewed")
_SAMPLE = 100
_SORTS = ("newest", "oldest", "killed", "independent", "urgency", "recent")
_PLAIN = re.compile(r"[A-Za-z0-9_-]\Z")
_WORD = re.compile(r"[a-zA-Z]{4,}")


@dataclass(frozen=True, slots=True)
class Asked:
    """Name one request: to which page it belongs, its address, and the bound on its time, by name."""

    page: str
    address: str
    bar: str = "page"


@dataclass(slots=True)
class Sample:
    """Hold things that a record has, to be asked for."""

    ids: dict[str, list[str]] = field(default_factory=dict)
    filters: dict[str, list[str]] = field(default_factory=dict)
    words: list[str] = field(default_factory=list)


def sampled(get: Get, draw: random.Random) -> Sample:
    """Return things that a desk's lists name: newest and oldest, and those with most sources and dead."""
    found = Sample()
    rows: dict[str, list[Mapping[str, Any]]] = {"incidents": [], "reports": []}
    for what, of in rows.items():
        for sort in ("newest", "oldest", "killed"):
            of += _rows(get, f"/{what}.json?{urlencode({'_size': _SAMPLE, '_sort': sort})}")
        of += _rows(get, f"/{what}.json?{urlencode({'_size': _SAMPLE})}")
    both = rows["incidents"] + rows["reports"]
    found.ids = {
        "incidents": _distinct(row["id"] for row in rows["incidents"]),
        "documents": _distinct(row["document"] for row in rows["reports"]),
        "actors": _distinct(one["id"] for row in both for one in (*row["actors"], *row["recipients"])),
        "places": _distinct(row["place"]["id"] for row in both if row["place"]),
    }
    found.filters = {
        "type": _distinct(row["type"] for row in both),
        "status": _distinct(row["status"] for row in both),
        "actor": found.ids["actors"],
        "place": found.ids["places"],
        "country": _distinct(row["place"]["country"] for row in both if row["place"] and row["place"]["country"]),
        "month": _distinct(row["when"]["earliest"][:7] for row in both if row["when"] and row["when"]["earliest"]),
        "after": _distinct(row["when"]["earliest"][:4] for row in both if row["when"] and row["when"]["earliest"]),
    }
    found.words = _distinct(word.lower() for row in rows["reports"] for word in _WORD.findall(row["words"]))
    for values in (*found.ids.values(), *found.filters.values(), found.words):
        draw.shuffle(values)
    return found


def _rows(get: Get, address: str) -> list[Mapping[str, Any]]:
    status, body = get(address)
    rows: list[Mapping[str, Any]] = json.loads(body)["rows"] if status == 200 else []
    return rows


def _distinct(values: Iterator[str]) -> list[str]:
    return sorted(set(values))


def addresses(get: Get, sample: Sample, draw: random.Random, *, each: int) -> tuple[list[Asked], list[str]]:
    """Return `each` requests of every page, in an order in which pages take turns, and the pages that are not there."""
    pages: dict[str, tuple[str, Callable[[], str]]] = {"overview": ("page", lambda: "/")}
    for name in (*_LISTS, *_ALONE):
        pages[name] = ("page", _filtered(f"/{name}", name, sample, draw))
    for name, one in _OF_ONE.items():
        pages[one] = ("page", _of_one(f"/{name}", sample.ids.get(name, []), draw))
    pages["picture of the map"] = ("picture", _filtered("/map.svg", "map", sample, draw))
    for name in ("incidents", "reports"):
        pages[f"facets of {name}"] = ("facets", _faceted(f"/{name}.json", sample, draw))
        pages[f"search in {name}"] = ("search", _searched(f"/{name}", sample, draw))
    there: dict[str, tuple[str, Callable[[], str]]] = {}
    missing = []
    for page, (bar, make) in pages.items():
        if get(make())[0] == 200:
            there[page] = (bar, make)
        else:
            missing.append(page)
    return [Asked(page, make(), bar) for _ in range(each) for page, (bar, make) in there.items()], missing


def _filtered(path: str, name: str, sample: Sample, draw: random.Random) -> Callable[[], str]:
    """Ask for a list as it is, sorted otherwise, or by up to three filters together."""
    can_be_filtered = name not in ("documents", "contradictions", "coverage", "review")

    def make() -> str:
        asked: list[tuple[str, str]] = []
        if can_be_filtered and draw.random() < 0.8:
            asked += _some(sample, draw, draw.choice((1, 1, 2, 3)))
        if name == "incidents" and draw.random() < 0.4:
            asked.append(("_sort", draw.choice(_SORTS)))
        return path + ("?" + urlencode(asked) if asked else "")

    return make


def _some(sample: Sample, draw: random.Random, count: int) -> list[tuple[str, str]]:
    names = [name for name, values in sample.filters.items() if values]
    return [(name, draw.choice(sample.filters[name])) for name in draw.sample(names, min(count, len(names)))]


def _of_one(path: str, ids: Sequence[str], draw: random.Random) -> Callable[[], str]:
    return lambda: f"{path}/{tilde(draw.choice(ids))}" if ids else f"{path}/none"


def tilde(id_: str) -> str:
    """Return an id as it stands in an address: what is no ASCII letter or digit as a tilde and two hex digits a byte.

    >>> tilde("geonames:98182"), tilde("text:a. b")
    ('geonames~3A98182', 'text~3Aa~2E~20b')
    """
    return "".join(c if _PLAIN.match(c) else "".join(f"~{byte:02X}" for byte in c.encode()) for c in id_)


def _faceted(path: str, sample: Sample, draw: random.Random) -> Callable[[], str]:
    def make() -> str:
        facets = [("_facet", name) for name in _FACETS]
        return f"{path}?{urlencode([*facets, ('_size', '1'), *_some(sample, draw, draw.choice((0, 1, 2)))])}"

    return make


def _searched(path: str, sample: Sample, draw: random.Random) -> Callable[[], str]:
    def make() -> str:
        words = draw.sample(sample.words, min(draw.choice((1, 1, 2)), len(sample.words)))
        return f"{path}?{urlencode({'search': ' '.join(words)})}"

    return make

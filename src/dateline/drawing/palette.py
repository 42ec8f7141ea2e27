"""What marks look like: a class of its own for each kind, with a colour and a shape.

Invariant: no two kinds share a colour or a shape, and each can be told from the paper in light and in dark. Types are
grouped by PLOVER's four classes; `data/palette.toml` holds all of it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError
from dateline.model import EventType

__all__ = ["SHAPES", "Kind", "Surface", "colour_of", "kind_of", "kinds", "stylesheet", "surfaces"]

SHAPES = ("circle", "diamond", "square", "triangle", "hexagon")
_OTHER = "other"
_COLOUR = re.compile(r"#[0-9a-f]{6}\Z")


@dataclass(frozen=True, slots=True)
class Kind:
    """Say how marks of one kind look: `name` is what the class is made of, colours are `#rrggbb`."""

    name: str
    label: str
    types: frozenset[str]
    shape: str
    light: str
    dark: str


@dataclass(frozen=True, slots=True)
class Surface:
    """Say how a part of the picture looks; `of` is `fill` or `stroke`."""

    name: str
    of: str
    light: str
    dark: str


@lru_cache(maxsize=1024)
def kind_of(name: str) -> Kind:
    """Return the kind of an event type, or of that name; whatever is neither is the kind `other`.

    >>> kind_of("ASSAULT").name, kind_of("verbal-conflict").shape, kind_of("office").name
    ('material-conflict', 'diamond', 'other')
    """
    known = kinds()
    return known.get(name) or next((kind for kind in known.values() if name in kind.types), known[_OTHER])


def colour_of(surface: str) -> str:
    """Return the light colour of a surface."""
    return surfaces()[surface].light


def stylesheet(*, dark: str = "@media screen and (prefers-color-scheme: dark)") -> str:
    """Return the style sheet of a page that has dark colours, for the pictures in it; `dark` is when they hold."""
    rules = [f".dl-{name} {{ color: {kind.dark}; }}" for name, kind in kinds().items()]
    rules += [f".dl-{surface.name} {{ {surface.of}: {surface.dark}; }}" for surface in surfaces().values()]
    return f"{dark} {{\n" + "".join(f"  {rule}\n" for rule in rules) + "}\n"


@lru_cache(maxsize=1)
def kinds() -> Mapping[str, Kind]:
    """Return the kinds by name, in the order of a legend; raises KnowledgeError where the file breaks its schema."""
    found = {
        name: Kind(
            name,
            str(_given(one, "label", name)),
            frozenset(_given(one, "types", name)),
            _shape(one, name),
            _colour(one, "light", name),
            _colour(one, "dark", name),
        )
        for name, one in _tables()["kinds"].items()
    }
    listed = [type_ for kind in found.values() for type_ in kind.types]
    if _OTHER not in found or sorted(listed) != sorted(EventType):
        raise KnowledgeError("palette.toml: [kinds] need 'other', and each of PLOVER's sixteen types once")
    return found


@lru_cache(maxsize=1)
def surfaces() -> Mapping[str, Surface]:
    """Return the surfaces by name; raises KnowledgeError where the file breaks its schema."""
    found = {}
    for name, one in _tables()["surfaces"].items():
        of = _given(one, "of", name)
        if of not in ("fill", "stroke"):
            raise KnowledgeError(f"palette.toml, {name}: 'of' is 'fill' or 'stroke', not {of!r}")
        found[name] = Surface(name, of, _colour(one, "light", name), _colour(one, "dark", name))
    return found


@lru_cache(maxsize=1)
def _tables() -> dict[str, Any]:
    return parse_toml(read_data("dateline.drawing", "data/palette.toml"), where="palette.toml")


def _given(one: Mapping[str, Any], key: str, name: str) -> Any:
    if key not in one:
        raise KnowledgeError(f"palette.toml, {name}: {key!r} is missing")
    return one[key]


def _shape(one: Mapping[str, Any], name: str) -> str:
    shape = str(_given(one, "shape", name))
    if shape not in SHAPES:
        raise KnowledgeError(f"palette.toml, {name}: no shape is called {shape!r}; there are {', '.join(SHAPES)}")
    return shape


def _colour(one: Mapping[str, Any], key: str, name: str) -> str:
    colour = str(_given(one, key, name))
    if not _COLOUR.match(colour):
        raise KnowledgeError(f"palette.toml, {name}: {colour!r} is no colour; write #rrggbb in lower case")
    return colour

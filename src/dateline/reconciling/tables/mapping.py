"""How the columns of a table are to be read: which holds what, and what its words mean (`data/*.toml`, or your own).

Invariant: a mapping names every column and every word that it reads; what it does not name is not guessed, and a key
that means nothing is refused with the file and the entry.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import number_in, parse_toml, read_text, table_in, words_in
from dateline.errors import KnowledgeError
from dateline.model import COUNTS, EventType, Level, Status
from dateline.model.means import MeansKind, TargetKind

__all__ = ["KEYS", "SHAPES", "CountColumns", "Meaning", "TableMapping", "mapping_from", "open_mapping"]

# The shapes that Dateline knows, each a file in `data`.
SHAPES = ("acled", "ged", "polecat")

# The keys that a mapping may have, by table; `counts` has one for each count, `values` and the like any word.
KEYS: Mapping[str, tuple[str, ...]] = {
    "table": ("id", "name", "missing", "separators"),
    "when": ("start", "end", "formats", "precision", "around"),
    "where": ("lat", "lon", "name", "admin1", "country", "precision", "classes", "radius_km"),
    "type": ("columns", "all", "mode", "values"),
    "level": ("column", "values"),
    "actors": ("columns",),
    "recipients": ("columns",),
    "party": ("begins", "says"),
    "counts": COUNTS,
}
_MEANING = ("type", "mode", "means", "target", "status", "level", "either", "left_out")
_COUNT = ("best", "low", "high", "add", "zero_unknown")
_CLASSES = range(1, 8)


@dataclass(frozen=True, slots=True)
class Meaning:
    """Say what a table's word for a kind of event means here; `either` where the table does not tell who acts on whom.

    `left_out` says why rows with this word are not linked; then there is no type.
    """

    type: EventType | None = None
    mode: str | None = None
    means: str | None = None
    target: str | None = None
    status: Status = Status.OCCURRED
    level: Level = Level.SINGLE
    either: bool = False
    left_out: str = ""


@dataclass(frozen=True, slots=True)
class CountColumns:
    """Name the columns of a count; where only `best` is there it is low and high as well.

    `add` are columns that are summed to the best figure where there is none. `zero_unknown`: the table writes 0 where
    nothing is known, too, so that a 0 says nothing.
    """

    best: str = ""
    low: str = ""
    high: str = ""
    zero_unknown: bool = False
    add: tuple[str, ...] = ()


@dataclass(frozen=True)
class TableMapping:
    """Hold a mapping; see `docs/linking-tables.md` for what each key means.

    `around` leads from a word of the date's precision to how many days before and after the date it may have been,
    `classes` from a word of the place's precision to UCDP's class, `parties` from how a name begins to what stands
    for it (`{country}` is the country in the rest).
    """

    name: str
    id: str
    start: str = ""
    end: str = ""
    formats: tuple[str, ...] = ("%Y-%m-%d",)
    missing: frozenset[str] = frozenset({""})
    date_precision: str = ""
    around: Mapping[str, int] = field(default_factory=dict)
    lat: str = ""
    lon: str = ""
    place: tuple[str, ...] = ()
    admin1: str = ""
    country: str = ""
    place_precision: str = ""
    classes: Mapping[str, int] = field(default_factory=dict)
    radii: Mapping[int, float] = field(default_factory=dict)
    type_columns: tuple[str, ...] = ()
    type_all: EventType | None = None
    mode_column: str = ""
    meanings: Mapping[str, Meaning] = field(default_factory=dict)
    level_column: str = ""
    levels: Mapping[str, Level] = field(default_factory=dict)
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    separators: tuple[str, ...] = (";",)
    parties: tuple[tuple[str, str], ...] = ()
    counts: Mapping[str, CountColumns] = field(default_factory=dict)

    @property
    def columns(self) -> tuple[str, ...]:
        """Every column that is read, each once, the id first."""
        counted = [c for each in self.counts.values() for c in (each.best, each.low, each.high, *each.add)]
        named = [
            self.id, self.start, self.end, self.date_precision, self.lat, self.lon, *self.place, self.admin1,
            self.country, self.place_precision, *self.type_columns, self.mode_column, self.level_column, *self.actors,
            *self.recipients, *counted,
        ]  # fmt: skip
        return tuple(dict.fromkeys(name for name in named if name))

    @property
    def needed(self) -> tuple[str, ...]:
        """The columns without which no row can be read: the id and the first day."""
        return self.id, self.start


@lru_cache(maxsize=len(SHAPES))
def open_mapping(shape: str) -> TableMapping:
    """Return the mapping of a shape that Dateline knows; raises KnowledgeError where there is none of that name."""
    if shape not in SHAPES:
        raise KnowledgeError(f"there is no table shape {shape!r}; there are {', '.join(SHAPES)}, or write a mapping")
    file = resources.files(__package__).joinpath(f"data/{shape}.toml")
    return mapping_from(read_text(file), where=file.name)


def mapping_from(text: str, *, where: str) -> TableMapping:
    """Read a mapping from TOML; raises KnowledgeError naming `where` and the entry that breaks its schema.

    >>> mapping_from('[table]\\nid = "n"\\n[when]\\nstart = "day"\\n[type]\\nall = "ASSAULT"', where="own.toml").needed
    ('n', 'day')
    """
    raw = parse_toml(text, where=where)
    _known(raw, KEYS, where)
    tables = {name: table_in(raw.get(name, {}), f"{where}, [{name}]") for name in KEYS if name != "party"}
    for name, entries in tables.items():
        _known(entries, KEYS[name], f"{where}, [{name}]")
    table, when, place, kind = (tables[name] for name in ("table", "when", "where", "type"))
    if not table.get("id"):
        raise KnowledgeError(f"{where}, [table]: `id` has to name the column that tells rows apart")
    if not when.get("start"):
        raise KnowledgeError(f"{where}, [when]: `start` has to name the column of the day, or of the first day")
    if bool(place.get("lat")) != bool(place.get("lon")):
        raise KnowledgeError(f"{where}, [where]: `lat` and `lon` come together or not at all")
    if not kind.get("columns") and not kind.get("all"):
        raise KnowledgeError(f"{where}, [type]: give the `columns` that say the type, or one type for `all` rows")
    return TableMapping(
        name=_text(table, "name", where) or where.removesuffix(".toml"),
        id=_text(table, "id", where),
        missing=frozenset(("", *words_in(table.get("missing", []), f"{where}, [table] missing", lower=False))),
        start=_text(when, "start", where),
        end=_text(when, "end", where),
        formats=_list(when, "formats", where) or ("%Y-%m-%d",),
        date_precision=_text(when, "precision", where),
        around={
            word: int(number_in(days, f"{where}, [when] around, {word}", least=0, most=3_660))
            for word, days in table_in(when.get("around", {}), f"{where}, [when] around").items()
        },
        lat=_text(place, "lat", where),
        lon=_text(place, "lon", where),
        place=_list(place, "name", where),
        admin1=_text(place, "admin1", where),
        country=_text(place, "country", where),
        place_precision=_text(place, "precision", where),
        classes={
            word: _class(value, f"{where}, [where] classes, {word}")
            for word, value in table_in(place.get("classes", {}), f"{where}, [where] classes").items()
        },
        radii={
            _class(int(word) if word.isdecimal() else word, f"{where}, [where] radius_km"): number_in(
                km, f"{where}, [where] radius_km, {word}", least=0, most=20_000
            )
            for word, km in table_in(place.get("radius_km", {}), f"{where}, [where] radius_km").items()
        },
        type_columns=_list(kind, "columns", where),
        type_all=_one_of(EventType, kind["all"], f"{where}, [type] all") if "all" in kind else None,
        mode_column=_text(kind, "mode", where),
        meanings=_meanings(table_in(kind.get("values", {}), f"{where}, [type.values]"), where),
        level_column=_text(tables["level"], "column", where),
        levels={
            word: _one_of(Level, value, f"{where}, [level.values], {word}")
            for word, value in table_in(tables["level"].get("values", {}), f"{where}, [level.values]").items()
        },
        actors=_list(tables["actors"], "columns", where),
        recipients=_list(tables["recipients"], "columns", where),
        separators=_list(table, "separators", where) or (";",),
        parties=tuple(_party(entry, f"{where}, [[party]] {n}") for n, entry in enumerate(raw.get("party", ()), 1)),
        counts=_counts(tables["counts"], where),
    )


def _known(table: Mapping[str, Any], keys: Collection[str], where: str) -> None:
    strange = sorted(set(table) - set(keys))
    if strange:
        raise KnowledgeError(f"{where}: there is no key {strange[0]!r}; there are {', '.join(sorted(keys))}")


def _text(table: Mapping[str, Any], key: str, where: str) -> str:
    value = table.get(key, "")
    if not isinstance(value, str):
        raise KnowledgeError(f"{where}: {key} has to be the name of a column, not {value!r}")
    return value


def _list(table: Mapping[str, Any], key: str, where: str) -> tuple[str, ...]:
    value = table.get(key, [])
    if isinstance(value, str):
        value = [value]
    if not isinstance(value, list) or not all(isinstance(each, str) and each for each in value):
        raise KnowledgeError(f"{where}: {key} has to be a list of words, not {value!r}")
    return tuple(value)


def _one_of(values: Any, value: object, where: str) -> Any:
    try:
        return values(value)
    except ValueError:
        raise KnowledgeError(f"{where}: {value!r} is none of {', '.join(values)}") from None


def _class(value: object, where: str) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or value not in _CLASSES:
        raise KnowledgeError(f"{where}: expected one of UCDP's classes, 1 to 7, found {value!r}")
    return value


def _meanings(table: Mapping[str, Any], where: str) -> dict[str, Meaning]:
    kinds = {"type": EventType, "means": MeansKind, "target": TargetKind, "status": Status, "level": Level}
    found = {}
    for word, entry in table.items():
        here = f"{where}, [type.values], {word}"
        entry = {"type": entry} if isinstance(entry, str) else table_in(entry, here)
        _known(entry, _MEANING, here)
        if ("type" in entry) == bool(entry.get("left_out")):
            raise KnowledgeError(f"{here}: give a `type`, or say why such rows are `left_out`")
        if not isinstance(entry.get("either", False), bool):
            raise KnowledgeError(f"{here}: either is true or false")
        checked: dict[str, Any] = {
            key: _one_of(kinds[key], value, f"{here}, {key}") for key, value in entry.items() if key in kinds
        }
        means, target = checked.get("means"), checked.get("target")
        found[word.casefold()] = Meaning(
            type=checked.get("type"),
            means=str(means) if means else None,
            target=str(target) if target else None,
            status=checked.get("status", Status.OCCURRED),
            level=checked.get("level", Level.SINGLE),
            mode=_text(entry, "mode", here) or None,
            either=entry.get("either", False),
            left_out=_text(entry, "left_out", here),
        )
    return found


def _party(entry: object, where: str) -> tuple[str, str]:
    table = table_in(entry, where)
    _known(table, KEYS["party"], where)
    begins, says = _text(table, "begins", where), _text(table, "says", where)
    if not begins or not says:
        raise KnowledgeError(f"{where}: it needs how a name `begins` and what that `says`")
    return begins, says


def _counts(table: Mapping[str, Any], where: str) -> dict[str, CountColumns]:
    found = {}
    for name, entry in table.items():
        here = f"{where}, [counts] {name}"
        entry = {"best": entry} if isinstance(entry, str) else table_in(entry, here)
        _known(entry, _COUNT, here)
        if not isinstance(entry.get("zero_unknown", False), bool):
            raise KnowledgeError(f"{here}: zero_unknown is true or false")
        best, low, high = (_text(entry, key, here) for key in ("best", "low", "high"))
        add = _list(entry, "add", here)
        if not any((best, low, high, *add)):
            raise KnowledgeError(f"{here}: it names no column")
        found[name] = CountColumns(best, low, high, entry.get("zero_unknown", False), add)
    return found

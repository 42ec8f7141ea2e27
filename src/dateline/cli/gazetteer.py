"""`dateline gazetteer`: which places Dateline knows, and how to add to them."""

from __future__ import annotations

import time
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from dateline.cli.exits import Exit

if TYPE_CHECKING:
    from collections.abc import Iterator

    from dateline.knowledge.gazetteer import Entry
    from dateline.knowledge.gazetteer.user_files import UserFile

__all__ = ["command"]

# Nothing is said of how far it has come before this; then every so often where the output is no terminal.
PATIENCE_SECONDS = 2.0
LINE_SECONDS = 10.0
_FITS = {2: "the same letters", 1: "a habit of romanisation", 0: "the same consonants"}
_INPUT = click.Path(path_type=Path, exists=True, dir_okay=False)
_TO = click.option(
    "--to",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Folder of your gazetteer files; without it the one that `dateline gazetteer list` names.",
)
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")


@click.group(name="gazetteer")
def command() -> None:
    """See which places are known, and add to them: all of GeoNames, or places of your own."""


@command.command(name="build")
@click.option("--geonames", type=_INPUT, required=True, metavar="FILE", help="allCountries.zip, or one country's file.")
@click.option("--alternate-names", type=_INPUT, metavar="FILE", help="alternateNamesV2.zip: more names of each place.")
@click.option("--admin1", type=_INPUT, metavar="FILE", help="admin1CodesASCII.txt: names of provinces.")
@click.option("--admin2", type=_INPUT, metavar="FILE", help="admin2Codes.txt: names of districts.")
@_TO
@_JSON
def build(
    *,
    geonames: Path,
    alternate_names: Path | None,
    admin1: Path | None,
    admin2: Path | None,
    to: Path | None,
    as_json: bool,
) -> None:
    """Add the whole of GeoNames, from files that you downloaded; nothing is fetched.

    The package knows settlements of 500 people and more. This adds villages, mountains, rivers, airfields, camps and
    dams, and replaces what an earlier build added. It takes a while and some gigabytes for all countries; one country's
    file (IQ.zip) will do for one country.

    \b
    dateline gazetteer build --geonames allCountries.zip --alternate-names alternateNamesV2.zip
    """
    from dateline.knowledge.gazetteer import open_packaged, user_files

    files = user_files.Files(geonames, alternate_names, admin1, admin2)
    with _refusing():
        areas = open_packaged().area_names()
        made = user_files.build_geonames(files, to or user_files.user_folder(), areas, pace=_Pace())
    _tell_added(made, as_json=as_json)


@command.command(name="add")
@click.argument("places", type=_INPUT, metavar="PLACES.CSV")
@_TO
@_JSON
def add(*, places: Path, to: Path | None, as_json: bool) -> None:
    """Add places of your own: checkpoints, airfields, camps, quarters.

    A CSV file in UTF-8 with the columns id, name, kind and source, and where you know them country, admin1, lat, lon,
    radius_km and names (further spellings, with semicolons between them). The kind is one of settlement, quarter,
    facility, region, water, admin1, admin2, country. A file of the same name replaces what it added before.

    \b
    dateline gazetteer add checkpoints.csv
    """
    from dateline.knowledge.gazetteer import open_packaged, user_files

    with _refusing():
        known, folder = open_packaged(), to or user_files.user_folder()
        made = user_files.add_places(
            places, folder, area_named=known.area_named, country_of=known.country_reach, pace=_Pace()
        )
    _tell_added(made, as_json=as_json)


@command.command(name="remove")
@click.argument("name")
@_TO
def remove(*, name: str, to: Path | None) -> None:
    """Delete one of your own gazetteer files, by the name that `dateline gazetteer list` shows."""
    from dateline.cli.output import clean, talk
    from dateline.knowledge.gazetteer import user_files

    with _refusing():
        gone = user_files.remove(name, to or user_files.user_folder())
    talk().print(f"deleted {clean(gone)}", soft_wrap=True)


@command.command(name="list")
@_TO
@_JSON
def list_(*, to: Path | None, as_json: bool) -> None:
    """Show which gazetteer files are in use, what they were made from, and how many places they hold."""
    from dateline.cli.output import clean, count, emit, paper
    from dateline.knowledge.gazetteer import open_packaged, user_files

    with _refusing():
        packaged = open_packaged()
        folder = to or user_files.user_folder()
        own = user_files.user_files(folder)
    rows = [
        {"name": "package", "places": packaged.places, "made_from": packaged.stamp, "path": None, "usable": True},
        *(_row(file) for file in own),
    ]
    if as_json:
        emit({"folder": str(folder) if folder else None, "files": rows})
        return
    console = paper()
    for row in rows:
        mark = "" if row["usable"] else "  (of another version: make it again)"
        console.print(f"{clean(row['name'])}: {count(row['places'], 'place')}{mark}", soft_wrap=True)
        console.print(f"  {clean(row['made_from'])}", soft_wrap=True)
    where = f"your own files lie in {clean(folder)}" if folder else "files of your own are switched off"
    console.print(where, soft_wrap=True)


@command.command(name="show")
@click.argument("name", nargs=-1, required=True, metavar="NAME...")
@click.option("--country", "countries", multiple=True, metavar="CODE", help="Only in this country (ISO alpha-2).")
@click.option("--within", metavar="AREA", help="Only in this province or district.")
@_JSON
@click.pass_context
def show(
    ctx: click.Context, *, name: tuple[str, ...], countries: tuple[str, ...], within: str | None, as_json: bool
) -> None:
    """Show which places a name may mean, best first, and how each fits it.

    \b
    dateline gazetteer show Nassiriya --country IQ
    """
    from dateline.cli.output import clean, emit, talk
    from dateline.knowledge.gazetteer import open_gazetteer

    words = " ".join(name)
    wanted = {code.upper() for code in countries} or None
    _check_codes(countries)
    with _refusing():
        found = open_gazetteer().lookup(words, countries=wanted, within=within)
    if as_json:
        emit([_shown(entry) for entry in found])
    elif found:
        _print(found)
    else:
        with _refusing():
            known = within is None or open_gazetteer().lookup(within, countries=wanted)
        said = "no place of this name is known" if known else f"no area {within!r} is known"
        hint = "try another spelling, or add it: dateline gazetteer add --help"
        talk().print(clean(f"{said}; {hint}"), soft_wrap=True)
    ctx.exit(Exit.DONE if found else Exit.NOTHING)


@contextmanager
def _refusing() -> Iterator[None]:
    """End with one message where a file is refused: nothing that was there has changed."""
    from dateline.cli.output import complain
    from dateline.errors import KnowledgeError, UnwritableError

    try:
        yield
    except UnwritableError:
        raise
    except KnowledgeError as error:
        complain(str(error))
        click.get_current_context().exit(Exit.NOTHING)


def _check_codes(countries: tuple[str, ...]) -> None:
    """Refuse what is no country's code, so that a slip of it does not look like a place that is not known."""
    from dateline.knowledge.actors.countries import open_countries

    for code in countries:
        if code.upper() not in open_countries().by_code:
            named = open_countries().named(code)
            hint = f"; {code} is {named.code}" if named else ""
            raise click.BadParameter(f"{code!r} is no country's code (ISO alpha-2){hint}", param_hint="'--country'")


def _row(file: UserFile) -> dict[str, Any]:
    return {
        "name": file.name,
        "places": file.places,
        "made_from": file.made_from,
        "path": str(file.path),
        "usable": file.is_current,
    }


def _tell_added(file: UserFile, *, as_json: bool) -> None:
    from dateline.cli.output import clean, count, emit, paper

    if as_json:
        emit(_row(file))
    else:
        size = file.path.stat().st_size / 1e6
        said = f"{clean(file.name)}: {count(file.places, 'place')}, {size:.1f} MB, in {clean(file.path)}"
        paper().print(said, soft_wrap=True)


def _shown(entry: Entry) -> dict[str, Any]:
    place = entry.place
    return {
        "id": place.id,
        "name": place.name,
        "kind": place.kind.value,
        "country": place.country,
        "admin1": place.admin1,
        "admin2": entry.admin2,
        "lat": place.lat,
        "lon": place.lon,
        "point": entry.point,
        "extent_km": entry.extent_km,
        "population": entry.population,
        "fit": entry.fit,
        "fits_by": _FITS[entry.fit],
    }


def _print(found: tuple[Entry, ...]) -> None:
    from dateline.cli.output import clean, paper

    console = paper()
    for entry in found:
        place = entry.place
        within = [area for area in (entry.admin2, place.admin1, place.country) if area and area != place.name]
        where = "no point" if place.lat is None else f"{place.lat:.4f}, {place.lon:.4f} ({entry.point})"
        reach = f", reaches {entry.extent_km:,.0f} km" if entry.extent_km else ""
        console.print(clean(f"{place.name}, {place.kind.value}{''.join(f', {area}' for area in within)}"))
        console.print(f"  {clean(place.id)}; {where}{reach}; fits by {_FITS[entry.fit]}", soft_wrap=True)


class _Pace:
    """Say how far the reading of a large file has come: on one line in a terminal, a line now and then elsewhere."""

    def __init__(self) -> None:
        from dateline.cli.output import talk

        self._console = talk()
        self._told = time.monotonic()
        self._wait = PATIENCE_SECONDS

    def __call__(self, name: str, done: int, total: int) -> None:
        from dateline.cli.output import clean

        now = time.monotonic()
        if now - self._told < self._wait:
            return
        is_terminal = self._console.is_terminal and not self._console.is_dumb_terminal
        self._told, self._wait = now, 0.5 if is_terminal else LINE_SECONDS
        said = f"{clean(name)}: {100 * done // max(1, total)} %"
        self._console.print(said, end="\r" if is_terminal else "\n")

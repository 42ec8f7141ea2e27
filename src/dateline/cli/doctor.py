"""`dateline doctor`: check what Dateline needs on this machine, and say what to do where something is missing."""

from __future__ import annotations

import json
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from importlib import metadata, resources, util
from pathlib import Path

import click

from dateline.cli.exits import Exit

__all__ = ["Check", "checks", "command"]

# A record takes about three times the size of its articles; below this not even a small one is safe.
LEAST_FREE_BYTES = 200_000_000
_PARTS = ("spacy", "trafilatura", "htmldate", "fastwarc", "pypdf", "feedparser", "sqlalchemy", "pyarrow")
# What npm brought for the desk when the package was built.
VENDORED = "desk/static/vendor/manifest.json"
_EXTRAS = (("pandas", "frame", "to_frame()"), ("psycopg", "postgres", "records in PostgreSQL"))


@dataclass(frozen=True, slots=True)
class Check:
    """Hold one finding; what is not `ok` but not `needed` either is only mentioned."""

    name: str
    ok: bool
    found: str
    needed: bool = True


@click.command(name="doctor")
@click.option("--json", "as_json", is_flag=True, help="Print the findings as JSON.")
@click.pass_context
def command(ctx: click.Context, *, as_json: bool) -> None:
    """Check that everything needed is installed.

    Looks at versions, model, gazetteer, database, disk and settings. Ends with status 0 where everything needed is
    there, 1 where something is not.
    """
    from dateline.cli.output import clean, emit, grid, paper

    found = checks()
    is_well = all(check.ok or not check.needed for check in found)
    if as_json:
        emit({"ok": is_well, "checks": [asdict(check) for check in found]})
    else:
        from rich.text import Text

        made = grid()
        for check in found:
            mark, style = ("ok", "green") if check.ok else ("MISSING", "bold red") if check.needed else ("-", "yellow")
            made.add_row(Text(mark, style), Text.assemble((check.name, "bold"), f"  {clean(check.found)}"))
        paper().print(made)
        if not is_well:
            paper().print("something is missing: see the lines above", style="bold red")
    ctx.exit(Exit.DONE if is_well else Exit.UNEXPECTED)


def checks() -> list[Check]:
    """Return every finding, in a fixed order; no check stops the others."""
    needed: tuple[tuple[str, Callable[[], str]], ...] = (
        ("python", _python),
        ("dateline", _parts),
        ("model", _model),
        ("gazetteer", _gazetteer),
        ("actors", _actors),
        ("reliability", _reliability),
        ("sqlite", _sqlite),
        ("settings", _settings),
        ("disk", _disk),
        ("folder", _folder),
    )
    found = [_checked(name, check) for name, check in needed]
    for module, extra, use in _EXTRAS:
        is_there = util.find_spec(module) is not None
        said = f"{module} {metadata.version(module)}" if is_there else f"not installed: pip install dateline[{extra}]"
        found.append(Check(f"for {use}", is_there, said, needed=False))
    # What npm brings when the package is built; without it maps are plainer, and nothing else is missing.
    return [
        *found,
        replace(_checked("for outlines on maps", _outlines), needed=False),
        replace(_checked("for maps that move", _vendored), needed=False),
    ]


def _checked(name: str, check: Callable[[], str]) -> Check:
    try:
        return Check(name, True, check())
    except Exception as error:  # noqa: BLE001 - whatever is broken here is what the doctor is asked for
        return Check(name, False, " ".join(str(error).split()) or type(error).__name__)


def _python() -> str:
    from dateline.engines.local import cores

    return f"{sys.version.split()[0]} on {sys.platform}, {cores()} cores"


def _parts() -> str:
    from dateline.version import __version__

    missing = [part for part in _PARTS if util.find_spec(part) is None]
    if missing:
        raise RuntimeError(f"not installed: {', '.join(missing)}; run `pip install --force-reinstall dateline`")
    return f"{__version__}, with " + ", ".join(f"{part} {metadata.version(part)}" for part in _PARTS)


def _model() -> str:
    from dateline import language

    sentences = language.parse([(0, "Troops entered the town. Nobody was hurt.")])
    if len(sentences) != 2:
        raise RuntimeError(f"{language.model_name()} is there but does not work; install it again")
    return language.model_name()


def _gazetteer() -> str:
    from dateline.knowledge import gazetteer
    from dateline.knowledge.gazetteer import user_files

    size = sum(file.stat().st_size for file in Path(gazetteer.__file__).parent.glob("*.sqlite"))
    opened = gazetteer.open_gazetteer()
    if not opened.lookup("Baghdad"):
        raise RuntimeError("the gazetteer does not know Baghdad: it is damaged; install Dateline again")
    own = [file.name for file in user_files.user_files(user_files.user_folder())]
    bare = ", without outlines of areas (it was built where npm was not at hand)" if not opened.has_outlines else ""
    added = f", and your own: {', '.join(own)}" if own else ""
    return f"{size / 1e6:.0f} MB, {opened.fingerprint}{bare}{added}; GeoNames, CC BY 4.0; Natural Earth"


def _outlines() -> str:
    from dateline.drawing import boundaries

    found = boundaries.load()
    if not found:
        raise RuntimeError(found.why_none)
    return f"{len(found):,} areas; {found.source}, {found.licence}"


def _vendored() -> str:
    try:
        said = resources.files("dateline").joinpath(VENDORED).read_text(encoding="utf-8")
    except FileNotFoundError:
        raise RuntimeError("not there: Dateline was installed where npm could not be used; install it again") from None
    packages = json.loads(said)["packages"]
    return f"maplibre-gl {packages['maplibre-gl']['version']}"


def _actors() -> str:
    from dateline import settings
    from dateline.knowledge.actors import open_actors, packs_from, user_folder

    with packs_from(settings.load().knowledge.actors):
        opened, folder = open_actors(), user_folder()
    own = sorted(file.name for file in folder.glob("*.toml")) if folder is not None and folder.is_dir() else []
    looked = f"; your own packs: {', '.join(own) or 'none'} in {folder}" if folder is not None else ""
    return f"{len(opened.by_id)} named{looked}"


def _reliability() -> str:
    from dateline import settings
    from dateline.cli.output import count
    from dateline.record.letters import letters_file, letters_from, open_letters

    with letters_from(settings.load().knowledge.reliability):
        letters, file = open_letters(), letters_file()
    return f"{count(len(letters), 'source')} with a letter in {file}" if file else "no letters of your own: all are F"


def _sqlite() -> str:
    connection = sqlite3.connect(":memory:")
    try:
        connection.execute("CREATE VIRTUAL TABLE words USING fts5(text)")
    except sqlite3.OperationalError:
        raise RuntimeError("this Python's SQLite has no FTS5; use a Python from python.org or conda") from None
    finally:
        connection.close()
    return f"{sqlite3.sqlite_version} with FTS5"


def _settings() -> str:
    from dateline import settings

    settings.load()
    places = [path for path in (settings.user_file(), Path(settings.FILE)) if path.exists()]
    said = ", ".join(map(str, places)) if places else "the defaults"
    return f"{said} (your file would be {settings.user_file()})"


def _disk() -> str:
    free = shutil.disk_usage(".").free
    if free < LEAST_FREE_BYTES:
        raise RuntimeError(f"{free / 1e6:.0f} MB free here; free some space before you build")
    return f"{free / 1e9:.1f} GB free here"


def _folder() -> str:
    try:
        with tempfile.TemporaryFile(dir="."):
            return "this folder can be written"
    except OSError as error:
        raise RuntimeError(f"this folder cannot be written ({error.strerror}); name records elsewhere") from None

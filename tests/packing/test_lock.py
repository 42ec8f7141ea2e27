"""What is locked from npm: packages with digests and licences, no place they were found at, nothing in git."""

from __future__ import annotations

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[2]
# Licences under which code may come with ours; one package is offered under either of two.
FREE = {"ISC", "MIT", "BSD-2-Clause", "BSD-3-Clause", "Apache-2.0", "0BSD", "(MIT OR Apache-2.0)"}


@pytest.fixture(scope="module")
def lock() -> dict[str, Any]:
    made = json.loads((ROOT / "package-lock.json").read_text(encoding="utf-8"))
    return {path: said for path, said in made["packages"].items() if path}


def test_every_locked_package_has_a_digest_and_no_address(lock: dict[str, Any]) -> None:
    assert lock
    for path, said in lock.items():
        assert said["integrity"].startswith("sha512-"), path
        assert "resolved" not in said, path
    hosts = [json.dumps(said | {"funding": None}) for said in lock.values()]
    assert not [text for text in hosts if "://" in text]
    assert "omit-lockfile-registry-resolved=true" in (ROOT / ".npmrc").read_text(encoding="utf-8")


def test_what_is_shipped_is_under_a_free_licence(lock: dict[str, Any]) -> None:
    assert {path: said["license"] for path, said in lock.items() if not said.get("dev")}.items() <= {
        (path, licence) for path in lock for licence in FREE
    }


def test_versions_are_exact_and_those_of_the_lock(lock: dict[str, Any]) -> None:
    package = json.loads((ROOT / "package.json").read_text(encoding="utf-8"))
    for name, version in (package["dependencies"] | package["devDependencies"]).items():
        assert lock[f"node_modules/{name}"]["version"] == version
    assert set(package["vendored"]) == set(package["dependencies"])
    assert lock["node_modules/axe-core"]["dev"]


def test_git_holds_nothing_that_npm_brings() -> None:
    git = shutil.which("git")
    if git is None or not (ROOT / ".git").exists():
        pytest.skip("this is no git checkout")
    tracked = subprocess.run([git, "ls-files"], cwd=ROOT, check=True, capture_output=True, text=True).stdout.split("\n")
    assert "package-lock.json" in tracked
    strange = (
        "node_modules/",
        "static/vendor/",
        "maplibre-gl",
        "topojson-client",
        ".topojson",
        "axe.min",
        "places.sqlite",
    )
    assert [name for name in tracked if any(mark in name for mark in strange)] == []

"""What is copied from packages of npm into the package: whole, with licences, and only once."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from packing import npm, vendored

PACKAGE = {"vendored": {"map": ["dist/map.mjs"], "@far/small": ["src/*.js"]}}
LOCK = {
    "packages": {
        "": {"name": "dateline"},
        "node_modules/map": {"version": "1.0.0", "license": "MIT"},
        "node_modules/@far/small": {"version": "2.0.0", "license": "ISC"},
        "node_modules/map/node_modules/within": {"version": "3.0.0", "license": "ISC"},
        "node_modules/checker": {"version": "9.0.0", "license": "MPL-2.0", "dev": True},
    }
}


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """Give a checkout with two packages installed, one of which has another within it."""
    (tmp_path / "package.json").write_text(json.dumps(PACKAGE))
    (tmp_path / "package-lock.json").write_text(json.dumps(LOCK))
    for name, content in {
        "map/dist/map.mjs": "export default 1",
        "map/dist/map.mjs.map": "{}",
        "map/LICENSE.txt": "MIT: map",
        "map/node_modules/within/README.md": "ISC: within",
        "@far/small/src/index.js": "export {}",
        "@far/small/src/other.js": "export {}",
        "@far/small/LICENCE": "ISC: small",
    }.items():
        path = tmp_path / "node_modules" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(content)
    return tmp_path


def copied(root: Path) -> Path:
    vendored.copy(root / "node_modules", root / "static/vendor", root)
    return root / "static/vendor"


def test_files_are_there_with_licences_and_a_manifest_and_nothing_else(root: Path) -> None:
    folder = copied(root)
    files = {p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()}
    assert files == {
        "map/map.mjs",
        "@far/small/index.js",
        "@far/small/other.js",
        "licences/map.txt",
        "licences/far-small.txt",
        "licences/map-within.txt",
        "manifest.json",
    }
    said = json.loads((folder / vendored.MANIFEST).read_text())
    assert said["files"].keys() == files - {"manifest.json"}
    assert said["packages"]["map"] == {"version": "1.0.0", "licence": "MIT"}
    assert (folder / "map/map.mjs").read_text() == "export default 1"


def test_a_folder_is_current_until_the_lock_or_a_file_changes(root: Path) -> None:
    assert not vendored.is_current(root / "static/vendor", root)
    folder = copied(root)
    assert vendored.is_current(folder, root)
    (folder / "map/map.mjs").write_text("export default 2")
    assert not vendored.is_current(folder, root)
    assert vendored.is_current(copied(root), root)
    (root / "package-lock.json").write_text(json.dumps(LOCK | {"lockfileVersion": 3}))
    assert not vendored.is_current(folder, root)
    (folder / vendored.MANIFEST).write_text("[]")
    assert not vendored.is_current(folder, root)


def test_what_was_there_goes_only_when_all_of_the_new_is_there(root: Path) -> None:
    folder = copied(root)
    (root / "node_modules/@far/small/LICENCE").unlink()
    with pytest.raises(npm.NPMError, match="small is not installed whole"):
        copied(root)
    assert vendored.is_current(folder, root)
    (root / "node_modules/map/dist/map.mjs").unlink()
    with pytest.raises(npm.NPMError, match=r"map has no dist/map\.mjs"):
        copied(root)
    assert [p.name for p in folder.parent.iterdir()] == ["vendor"]
    (folder / "left.over").write_text("")
    (root / "node_modules/map/dist/map.mjs").write_text("export default 3")
    (root / "node_modules/@far/small/LICENCE").write_text("ISC")
    assert not (copied(root) / "left.over").exists()


def test_without_npm_nothing_is_written(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object) -> Path:
        raise npm.NPMError("npm is not installed")

    monkeypatch.setattr(npm, "install", refuse)
    with pytest.raises(npm.NPMError):
        vendored.write(root / "static/vendor", root)
    assert not (root / "static").exists()

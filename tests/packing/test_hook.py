"""The build hook: what it fetches and writes, and what it does where it cannot fetch."""

from __future__ import annotations

from collections.abc import Callable
from importlib import util
from pathlib import Path
from types import ModuleType

import pytest

from dateline.drawing.boundaries import build as boundaries
from dateline.knowledge.gazetteer import build as gazetteer
from dateline.knowledge.gazetteer import sources
from packing import npm, vendored

ROOT = Path(__file__).parents[2]


@pytest.fixture
def hook() -> ModuleType:
    spec = util.spec_from_file_location("hatch_build", ROOT / "hatch_build.py")
    assert spec is not None
    assert spec.loader is not None
    made = util.module_from_spec(spec)
    spec.loader.exec_module(made)
    return made


@pytest.fixture
def done(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Note what would be fetched and written, and do none of it."""
    what: list[str] = []

    def note(name: str) -> Callable[..., None]:
        return lambda *_, **__: what.append(name)

    monkeypatch.setattr(npm, "pack", note("fetch"))
    monkeypatch.setattr(gazetteer, "build", lambda _, archives: what.append("places" if archives else "bare places"))
    monkeypatch.setattr(boundaries, "build", note("boundaries"))
    monkeypatch.setattr(vendored, "write", note("vendored"))
    return what


def say_current(
    monkeypatch: pytest.MonkeyPatch, *, places: str = "", outlines: bool = False, served: bool = False
) -> None:
    """Say what is current: places `whole` or `bare` or none, outlines, what the desk is served with."""
    monkeypatch.setattr(gazetteer, "is_current", lambda _, names: places == ("whole" if names else "bare"))
    monkeypatch.setattr(boundaries, "is_current", lambda *_: outlines)
    monkeypatch.setattr(vendored, "is_current", lambda *_: served)


@pytest.mark.parametrize(
    ("places", "outlines", "expected"),
    [
        ("", False, ["fetch", "places", "boundaries"]),
        ("bare", False, ["fetch", "places", "boundaries"]),
        ("whole", False, ["fetch", "boundaries"]),
        ("whole", True, []),
    ],
)
def test_only_what_is_not_current_is_written(
    places: str,
    expected: list[str],
    hook: ModuleType,
    done: list[str],
    monkeypatch: pytest.MonkeyPatch,
    *,
    outlines: bool,
) -> None:
    say_current(monkeypatch, places=places, outlines=outlines, served=True)
    hook.write_all()
    assert done == expected
    say_current(monkeypatch, places="whole", outlines=True, served=False)
    hook.write_all()
    assert done == [*expected, "vendored"]


@pytest.mark.parametrize(("places", "expected"), [("", ["bare places"]), ("bare", []), ("whole", [])])
def test_without_npm_places_are_built_all_the_same_and_it_says_so(
    places: str,
    expected: list[str],
    hook: ModuleType,
    done: list[str],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    def refuse(*_: object) -> None:
        raise npm.NPMError("npm is not installed")

    say_current(monkeypatch, places=places)
    monkeypatch.setattr(npm, "pack", refuse)
    monkeypatch.setattr(vendored, "write", refuse)
    hook.write_all()
    assert done == expected
    said = capsys.readouterr().err
    assert "no outlines of areas: npm is not installed" in said
    assert "the desk's maps are pictures that cannot be moved: npm is not installed" in said


def test_the_pinned_archives_are_those_that_are_read(hook: ModuleType) -> None:
    assert sorted(hook.ARCHIVES) == sorted(f"{name}@{version}" for name, version in sources.ARCHIVES.items())

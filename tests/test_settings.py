"""Settings come from four places, and one that nobody defined stops the command."""

from __future__ import annotations

from pathlib import Path

import pytest

from dateline import exporting, settings
from dateline.errors import SettingsError
from dateline.reading import Limits
from dateline.settings import Settings


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    return tmp_path / "user.toml", tmp_path / "dateline.toml"


def test_defaults_are_those_of_the_rooms() -> None:
    assert Settings().reading.limits == Limits()
    assert Settings().export.commenters == exporting.COMMENTERS[0]


def test_commenters_allows_what_exporting_allows() -> None:
    for value in exporting.COMMENTERS:
        assert Settings().over({"export": {"commenters": value}}, source="test").export.commenters == value


def test_load_lets_the_later_source_win_key_by_key(files: tuple[Path, Path]) -> None:
    user, here = files
    user.write_text("[reading]\ntimeout = 5\nmax_redirects = 1\n[build]\nprocesses = 3\n")
    here.write_text("[reading]\nmax_redirects = 2\n[build]\nprocesses = 4\n")
    found = settings.load({"build": {"processes": 2}}, user=user, here=here)
    assert (found.reading.timeout, found.reading.max_redirects, found.build.processes) == (5.0, 2, 2)


def test_load_passes_over_files_that_are_not_there(files: tuple[Path, Path]) -> None:
    assert settings.load(user=files[0], here=files[1]) == Settings()


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("[build]\nprocess = 2", "has no key 'process'; did you mean 'processes'?"),
        ("[bild]\nprocesses = 2", "there is no group [bild]; did you mean [build]?"),
        ("[build]\nzzz = 2", "has no key 'zzz'; there are 'processes'"),
        ("processes = 2", "there is no group [processes]"),
        ("build = 2", "build is a group of settings"),
        ("[build]\nprocesses = true", "processes is a whole number, such as 1; got true"),
        ("[build]\nprocesses = -1", "processes is at least 0; got -1"),
        ("[scores]\nmin_score = 1.01", "min_score is at most 1; got 1.01"),
        ("[scores]\nmin_score = nan", "min_score is at least 0; got nan"),
        ("[reading]\nmax_bytes = 0", "max_bytes is more than 0; got 0"),
        ("[reading]\ntimeout = 'long'", 'timeout is a number, such as 30.0; got "long"'),
        ("[reading]\nallow_private = 1", "allow_private is true or false, such as false; got 1"),
        ("[export]\ncommenters = 'show'", 'commenters is "pseudonym" or "keep"; got "show"'),
        ("[build\n", "is not TOML"),
    ],
)
def test_load_names_file_and_key_of_what_is_wrong(files: tuple[Path, Path], written: str, told: str) -> None:
    files[1].write_text(written)
    with pytest.raises(SettingsError) as caught:
        settings.load(user=files[0], here=files[1])
    assert told in str(caught.value)
    assert str(files[1]) in str(caught.value)


def test_load_names_a_file_that_is_not_utf8(files: tuple[Path, Path]) -> None:
    files[0].write_bytes(b"[build]\n# caf\xe9\n")
    with pytest.raises(SettingsError, match="is not UTF-8"):
        settings.load(user=files[0], here=files[1])


def test_reference_page_is_up_to_date() -> None:
    page = Path(__file__).parents[1] / "docs" / "dateline.toml.md"
    assert page.read_text(encoding="utf-8") == settings.page(), "run `python -m dateline.settings docs`"

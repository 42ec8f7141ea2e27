"""The letters that a user gives to sources: the file they stand in, and what tells it from another.

Invariant: every process finds the same letters: they stand in one file, that of the environment variable
DATELINE_RELIABILITY where it is set (empty: none), else `reliability.toml` in the user's folder for data. Incidents
that were made under other letters are not up to date.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from dateline.errors import KnowledgeError, SettingsError
from dateline.reconciling.incidents.sources.reliability import Reliabilities, parse_reliabilities

__all__ = ["VARIABLE", "letters_digest", "letters_file", "letters_from", "open_letters"]

VARIABLE = "DATELINE_RELIABILITY"


def letters_file() -> Path | None:
    """Return the file with the user's letters, or None where there is none or they are switched off.

    Raises SettingsError where a file is named that is not there.
    """
    given = os.environ.get(VARIABLE)
    if given == "":
        return None
    if given is not None:
        # A file that is named and not there is a slip; the usual one need not be there.
        if not Path(given).is_file():
            raise SettingsError(
                f"{given} is no file; [knowledge] reliability in dateline.toml, or {VARIABLE}, names the one with the"
                " letters that you give to sources"
            )
        return Path(given)
    usual = _usual_file()
    return usual if usual.is_file() else None


@lru_cache(maxsize=1)
def _usual_file() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("dateline", appauthor=False)) / "reliability.toml"


def open_letters() -> Reliabilities:
    """Return the user's letters, by the key of an origin; none where there is no file.

    Raises SettingsError naming file and line where it is refused.
    """
    file = letters_file()
    if file is None:
        return {}
    try:
        text = file.read_text(encoding="utf-8")
    except OSError as error:
        raise SettingsError(f"{file} cannot be read: {error.strerror}; check its permissions") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{file}: byte {error.start + 1} is not UTF-8; save the file as UTF-8") from None
    try:
        return _parsed(text, str(file))
    except KnowledgeError as error:
        raise SettingsError(str(error)) from None


@lru_cache(maxsize=4)
def _parsed(text: str, where: str) -> Reliabilities:
    return parse_reliabilities(text, where=where)


def letters_digest() -> str:
    """Return what tells the user's letters from others; nothing where there are none."""
    letters = sorted((key, letter.value) for key, letter in open_letters().items())
    return hashlib.sha256(json.dumps(letters).encode()).hexdigest()[:12] if letters else ""


@contextmanager
def letters_from(file: str) -> Iterator[None]:
    """Take the user's letters from `file` for a while, in this process and in those that it starts.

    Where `file` is empty, or the environment names one, all stays as it is.
    """
    if not file or VARIABLE in os.environ:
        yield
        return
    os.environ[VARIABLE] = str(Path(file).absolute())
    try:
        yield
    finally:
        del os.environ[VARIABLE]

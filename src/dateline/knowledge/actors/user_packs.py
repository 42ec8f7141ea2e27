"""The packs of a user's own, read after those that come with the package.

Invariant: every process finds the same packs: they lie in one folder, that of the environment variable DATELINE_ACTORS
where it is set (empty: none), else the user's folder for data.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from functools import lru_cache
from pathlib import Path

from dateline.errors import PackError

__all__ = ["VARIABLE", "packs_from", "user_folder"]

VARIABLE = "DATELINE_ACTORS"


def user_folder() -> Path | None:
    """Return the folder of the user's packs, None where they are switched off.

    Raises PackError where a folder is named that is not there.
    """
    given = os.environ.get(VARIABLE)
    if given == "":
        return None
    if given is not None:
        # A folder that is named and not there is a slip; the usual one need not be there.
        if not Path(given).is_dir():
            raise PackError(
                f"{given} is no folder; [knowledge] actors in dateline.toml, or {VARIABLE}, names the one with packs of"
                " your own"
            )
        return Path(given)
    return _folder_for_data()


@lru_cache(maxsize=1)
def _folder_for_data() -> Path:
    import platformdirs

    return Path(platformdirs.user_data_dir("dateline", appauthor=False)) / "actors"


@contextmanager
def packs_from(folder: str) -> Iterator[None]:
    """Read the user's packs from `folder` for a while, in this process and in those that it starts.

    Where `folder` is empty, or the environment names a folder, all stays as it is.
    """
    if not folder or VARIABLE in os.environ:
        yield
        return
    os.environ[VARIABLE] = str(Path(folder).absolute())
    try:
        yield
    finally:
        del os.environ[VARIABLE]

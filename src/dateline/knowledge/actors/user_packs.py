"""The packs of a user's own, read after those that come with the package.

Invariant: every process finds the same packs: they lie in one folder, that of the environment variable DATELINE_ACTORS
where it is set (empty: none), else the user's folder for data.
"""

from __future__ import annotations

import os
from pathlib import Path

__all__ = ["VARIABLE", "user_folder"]

VARIABLE = "DATELINE_ACTORS"


def user_folder() -> Path | None:
    """Return the folder of the user's packs, None where they are switched off."""
    given = os.environ.get(VARIABLE)
    if given is not None:
        return Path(given) if given else None
    import platformdirs

    return Path(platformdirs.user_data_dir("dateline", appauthor=False)) / "actors"

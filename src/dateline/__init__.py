"""Dateline turns conflict reporting into an event record that anyone can check.

    import dateline

    record = dateline.build("articles/")
    record.reports().where(type="COERCE").to_frame()

Nothing is loaded before it is asked for: `import dateline` costs next to nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from dateline.version import __version__

if TYPE_CHECKING:
    from dateline.api import build, open
    from dateline.errors import DatelineError
    from dateline.exporting import export
    from dateline.record import Record, Selection
    from dateline.settings import Settings

__all__ = ["DatelineError", "Record", "Selection", "Settings", "__version__", "build", "export", "open"]

_FROM = {
    "DatelineError": "dateline.errors",
    "Record": "dateline.record",
    "Selection": "dateline.record",
    "Settings": "dateline.settings",
    "build": "dateline.api",
    "export": "dateline.exporting",
    "open": "dateline.api",
}


def __getattr__(name: str) -> Any:
    if name not in _FROM:
        raise AttributeError(f"module 'dateline' has no attribute {name!r}")
    from importlib import import_module

    return getattr(import_module(_FROM[name]), name)


def __dir__() -> list[str]:
    return sorted(__all__)

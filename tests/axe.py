"""axe-core, which checks pages for what keeps people from using them; `make test` installs it where npm is."""

from __future__ import annotations

from pathlib import Path

import pytest

__all__ = ["axe_source"]

AXE = Path(__file__).parents[1] / "node_modules/axe-core/axe.min.js"


def axe_source() -> str:
    """Return axe-core's script, for `page.evaluate`; skips the test where it is not installed."""
    if not AXE.is_file():
        pytest.skip("axe-core is not installed: run `make node_modules/.package-lock.json`, which needs npm")
    return AXE.read_text(encoding="utf-8")

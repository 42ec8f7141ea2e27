"""The metric of `benchmarks/page_comments.py`, on one page of our own."""

from __future__ import annotations

import importlib.util
import sys
from pathlib import Path
from types import ModuleType

import pytest
from zoning_pages import LONG, zoned


@pytest.fixture(scope="module")
def scorer() -> ModuleType:
    path = Path(__file__).parents[2] / "benchmarks" / "page_comments.py"
    spec = importlib.util.spec_from_file_location("page_comments", path)
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["page_comments"] = module  # its dataclass looks its own module up
    spec.loader.exec_module(module)
    return module


def test_score_counts_found_leaked_and_absent_comments(scorer: ModuleType) -> None:
    document = zoned(f"Ferries stop\n\n{LONG}\n\n1 comment\n\nDina says:\n\nI crossed there.")
    gold = {"comments": ["I crossed there.", "Columns of trucks", "Nowhere."], "body": ["new checkpoints"]}
    got = scorer.score(document, gold)
    assert (got.comments, got.shown, got.found, got.leaked) == (3, 2, 1, 1)
    assert (got.body, got.body_found, got.zones, got.signed) == (1, 1, 1, 1)


def test_main_says_that_the_pages_are_not_here(
    scorer: ModuleType, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert scorer.main([str(tmp_path)]) == 0
    assert "Skipped" in capsys.readouterr().out

"""The examples in the documentation of the MUC benchmark are run."""

from __future__ import annotations

import doctest
from types import ModuleType

import pytest
from benchmarks.muc import assignment, grading, groups, scorer, texts, truecase


@pytest.mark.parametrize("module", [assignment, grading, groups, scorer, texts, truecase], ids=lambda m: m.__name__)
def test_examples_hold(module: ModuleType):
    result = doctest.testmod(module)
    assert result.attempted > 0
    assert result.failed == 0

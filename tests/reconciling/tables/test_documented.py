"""The mapping and the table that docs/linking-tables.md shows are read as it says."""

from __future__ import annotations

import re
from pathlib import Path

from dateline.reconciling.incidents.matching.weighing import weights
from dateline.reconciling.tables.mapping import KEYS, SHAPES, mapping_from
from dateline.reconciling.tables.outcome import COLUMNS
from dateline.reconciling.tables.reading import read_rows

PAGE = (Path(__file__).parents[3] / "docs" / "linking-tables.md").read_text("utf-8")


def block(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", PAGE, re.DOTALL)
    assert found is not None
    return found[1]


def test_mapping_of_the_page_reads_the_table_of_the_page() -> None:
    table = read_rows(
        block("csv").splitlines(keepends=True), mapping_from(block("toml"), where="hospital.toml"), name="hospital.csv"
    )
    first, second = table.accounts
    assert table.faults == ()
    assert dict(table.left_out) == {"not a matter of violence": 1}
    assert first.counts == {"killed": (6, 6, 6), "injured": (9, 9, 9)}
    assert (first.actors, second.actors) == (("al-shabaab",), ())
    assert first.places[0].country == "SO"
    assert second.when is not None
    assert second.when[1] == (second.when[0] or 0) + 2


def test_page_names_every_key_and_column() -> None:
    for table, keys in KEYS.items():
        assert f"[{table}]" in PAGE
        assert [key for key in keys if f"`{key}`" not in PAGE] == []
    for name in (*COLUMNS, *SHAPES):
        assert f"`{name}`" in PAGE


def test_page_tells_the_band_in_which_links_are_doubtful() -> None:
    low, high = weights().review
    assert f"probabilities from {low:g} to {high:g}" in PAGE

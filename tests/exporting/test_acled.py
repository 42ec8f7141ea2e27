from pathlib import Path

from dateline.exporting.acled import rules
from dateline.knowledge.actors import open_kinds
from dateline.model import EventType

PAGE = Path(__file__).parents[2] / "docs" / "views" / "acled.md"


def test_rules_name_types_that_exist() -> None:
    types = {e.value for e in EventType}
    assert {r["type"] for r in rules()["rule"]} <= types


def test_every_column_is_told_on_the_page() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert [c for c in rules()["columns"] if f"`{c}`" not in page] == []


def test_kinds_are_those_of_the_ontology() -> None:
    known = set(open_kinds())
    assert set(rules()["civilian_kinds"]) | set(rules()["armed_kinds"]) | set(rules()["inter"]) <= known

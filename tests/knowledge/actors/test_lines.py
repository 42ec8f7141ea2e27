"""In which line of a pack something stands."""

from dateline.knowledge.actors.lines import Lines

TEXT = """# [[actor]]
[[actor]]
id = "one"
note = \"\"\"
[[actor]]
\"\"\"

  [[ actor ]]  # the second
id = 'two'
parent = [
  { id = "one", cite = "a" },
  { id = "three", cite = "b" },
]
"""


def test_entry_is_found_by_its_number() -> None:
    lines = Lines("a.toml", TEXT)
    assert [lines.spot(n).line for n in (0, 1)] == [2, 8]


def test_words_are_looked_for_from_the_line_of_the_one_before() -> None:
    lines = Lines("a.toml", TEXT)
    assert lines.spot(1, "id", "two").line == 9
    assert lines.spot(1, "parent", "three").line == 12
    assert lines.spot(1, "parent", "three", "cite").line == 12
    assert lines.spot(0, "parent").line == 2
    assert str(lines.spot(1, "parent", "nobody")) == "a.toml, line 10"


def test_entry_that_has_no_header_is_in_the_first_line() -> None:
    assert Lines("a.toml", 'actor = [{ id = "one" }]').spot(0, "id").line == 1

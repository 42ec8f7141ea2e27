"""Letters that users give."""

from __future__ import annotations

import pytest

from dateline.errors import KnowledgeError
from dateline.model import Reliability
from dateline.reconciling.incidents.sources.reliability import parse_reliabilities


def test_letters_are_read_for_outlets_by_name_and_voices_by_id() -> None:
    text = '[[outlet]]\nname = "Aswat al-Iraq"\nreliability = "B"\n[[voice]]\nid = "taliban"\nreliability = "D"\n'
    assert parse_reliabilities(text, where="mine.toml") == {
        "outlet:voices-of-iraq": Reliability.USUALLY,
        "voice:taliban": Reliability.NOT_USUALLY,
    }


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[[paper]]\n", r"mine.toml: there is no 'paper'; letters are given below \[\[outlet\]\] or"),
        ('[outlet]\nname = "X"\n', r"write \[\[outlet\]\] with two brackets"),
        ("outlet = [3]", "mine.toml, line 1: below .* stand name and reliability; found 3"),
        ('[[outlet]]\nname = "X"\n', r"line 1: \[\[outlet\]\] without reliability"),
        ('[[outlet]]\nreliability = "A"\n', r"line 1: \[\[outlet\]\] without name"),
        ('\n[[outlet]]\nname = " "\nreliability = "A"\n', "line 3: name is to be words"),
        ('[[outlet]]\nname = 3\nreliability = "A"\n', "line 2: name is to be words"),
        ('[[voice]]\nid = "x"\nreliability = "G"\n', "line 3: a reliability is a letter from A to F, found 'G'"),
        ('[[voice]]\nid = "x"\nreliability = 1\n', "line 3: a reliability is a letter"),
        ('[[voice]]\nid = "x"\nletter = "A"\n', "line 3: it knows no field 'letter'"),
        (
            '[[voice]]\nid = "x"\nreliability = "A"\n\n[[voice]]\nid = "x"\nreliability = "B"\n',
            "line 6: 'x' is given B here and A in line 2; keep one",
        ),
        (
            '[[outlet]]\nname = "VOI"\nreliability = "A"\n[[outlet]]\nname = "Aswat al-Iraq"\nreliability = "B"\n',
            "line 5: 'Aswat al-Iraq' is given B here and A in line 2 as 'VOI'",
        ),
        ("[[outlet]\n", "mine.toml is not TOML: .*line 1"),
    ],
)
def test_what_breaks_the_schema_is_named_with_its_line(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=said):
        parse_reliabilities(text, where="mine.toml")


def test_a_letter_that_is_given_twice_is_given() -> None:
    text = '[[voice]]\nid = "x"\nreliability = "A"\n' * 2
    assert parse_reliabilities(text, where="mine.toml") == {"voice:x": Reliability.COMPLETELY}

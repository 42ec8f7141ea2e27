"""What is malformed in the data of name matching is refused with the entry that is wrong."""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError
from dateline.knowledge.matching.habits import letters, read_letters, read_spellings, read_words, spellings, words
from dateline.knowledge.matching.sounds import sounds_of


def raw(name: str) -> dict[str, Any]:
    return copy.deepcopy(parse_toml(read_data("dateline.knowledge.matching", name), where=name))


def test_read_letters_refuses_what_is_malformed() -> None:
    for change, said in [
        (lambda r: r.update(extra={}), "unknown table 'extra'"),
        (lambda r: r.pop("keys"), "'keys' is missing"),
        (lambda r: r["sounds"]["rules"].append({"from": "(", "to": ""}), "no regular expression"),
        (lambda r: r["sounds"]["rules"].append({"from": "x"}), "exactly `from` and `to`"),
        (lambda r: r["costs"]["pairs"].append({"sounds": "a b"}), "exactly `sounds` and `cost`"),
        (lambda r: r["costs"]["pairs"].append({"sounds": "a b", "cost": -1}), "from 0 to 3"),
        (lambda r: r["costs"].update(other="much"), "letters.toml, costs, other"),
    ]:
        table = raw("letters.toml")
        change(table)
        with pytest.raises(KnowledgeError, match=said):
            read_letters(table)


def test_read_words_refuses_what_is_malformed() -> None:
    for change, said in [
        (lambda r: r.update(extra={}), "unknown table 'extra'"),
        (lambda r: r["titles"]["words"].append("Sheikh"), "words in lower case"),
        (lambda r: r["forms"]["groups"].append("ltd"), "forms|words"),
        (lambda r: r["nations"].update(groups=None), "expected a list, found None"),
    ]:
        table = raw("words.toml")
        change(table)
        with pytest.raises(KnowledgeError, match=said):
            read_words(table)


def complaint_of(read: Callable[[dict[str, Any]], object], table: dict[str, Any]) -> str | None:
    try:
        read(table)
    except KnowledgeError as error:
        return str(error)
    return None


JUNK = (0, -3, 1.5, True, "", "Xyz", "(", [], ["Xyz"], [0], [[]], {}, {"xyz": 0})
READERS = {"letters.toml": read_letters, "words.toml": read_words, "given.toml": read_spellings}


@pytest.mark.parametrize("name", READERS)
@settings(max_examples=80, deadline=None)
@given(data=st.data())
def test_whatever_else_stands_in_a_file_is_refused_with_its_name(name: str, data: st.DataObject) -> None:
    table = at = raw(name)
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not (isinstance(at[key], dict | list) and at[key]) or data.draw(st.booleans()):
            break
        at = at[key]
    if data.draw(st.integers(0, 4)):
        at[key] = data.draw(st.sampled_from(JUNK))
    else:
        del at[key]
    complaint = complaint_of(READERS[name], table)
    assert complaint is None or complaint.startswith(name)


def test_every_cost_is_the_same_both_ways() -> None:
    swap = letters().swap
    assert all(swap[other][one] == cost for one, row in swap.items() for other, cost in row.items())


def test_no_spelling_of_a_name_sounds_like_another_line() -> None:
    for table in ("names", "places"):
        owner: dict[str, int] = {}
        for number, line in enumerate(spellings()[table]):
            for sound in {sounds_of(spelling) for spelling in line}:
                assert owner.setdefault(sound, number) == number, (table, line)


def test_titles_and_forms_are_told_apart() -> None:
    forms = {word for phrase in words().forms for word in phrase if len(phrase) == 1}
    assert not forms & words().titles

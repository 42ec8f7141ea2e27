from __future__ import annotations

import pytest

from dateline.knowledge.names import name_key
from dateline.reconciling.incidents.contradictions.binding import are_same, bound_to


def bound(sentence: str, words: str, stands: str = "voice") -> frozenset[str]:
    at = sentence.index(words)
    return bound_to(sentence, at, at + len(words), stands)


@pytest.mark.parametrize(
    ("sentence", "words", "keys"),
    [
        ("Hassan Dahir was killed in Kismayo.", "killed", set(name_key("Hassan Dahir").split())),
        ("Police killed Hassan Dahir.", "killed", set(name_key("Hassan Dahir").split())),
        ("Minister Ali Hussein said 40 pupils were rescued.", "rescued", {"role:pupil:40"}),
        ("Ali Hussein previously told reporters that three hostages were freed.", "freed", {"role:hostage:3"}),
        ("The hostages were freed.", "freed", {"role:hostage:"}),
        ("The pilot was killed.", "killed", {"role:pilot:1"}),
        ("Some hostages were freed.", "freed", set()),
        ("Kenyan forces killed Boko Haram.", "killed", set()),
        ("It wounded dozens of US Marines.", "wounded", set()),
        ("An air raid killed villagers.", "killed", set()),
    ],
)
def test_bound_to_is_a_person_by_name_or_people_by_their_number(sentence: str, words: str, keys: set[str]) -> None:
    assert bound(sentence, words) == keys


def test_are_same_asks_for_as_many() -> None:
    assert are_same({"role:hostage:3"}, {"role:hostage:3"})
    assert are_same({"role:hostage:"}, {"role:hostage:3"})
    assert not are_same({"role:hostage:2"}, {"role:hostage:3"})
    assert not are_same({"role:hostage:"}, {"role:pilot:1"})
    assert bound("The soldiers found that all six were killed.", "killed") == {"role::6"}
    assert are_same({"role::6"}, {"role:gunman:6"})
    assert not are_same({"role::6"}, {"role:gunman:5"})


def test_bound_to_takes_all_whom_a_list_names() -> None:
    both = set(name_key("Ali Nur Hassan Dahir").split())
    assert bound("Gunmen abducted Ali Nur and Hassan Dahir.", "abducted") == both
    assert bound("Troops say Ali Nur and Hassan Dahir were abducted.", "abducted") == both
    apart = bound("Troops say Ali Nur fled when Hassan Dahir was abducted.", "abducted")
    assert apart == set(name_key("Hassan Dahir").split())

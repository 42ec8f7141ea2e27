"""Parts lie within their whole; explanations are made of what both say."""

from __future__ import annotations

import numpy as np
import pytest
from tests.reconciling.incidents.own_accounts import DAY, KHARKIV, KISMAYO, LOWER_JUBA, account, bombing

from dateline.model import EventType, Level, PartHow, Status
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.facts import facts_of
from dateline.reconciling.incidents.matching.grouping import explain, group
from dateline.reconciling.incidents.matching.parting import part_scores, parting

LEAST = parting().least


def score(part: Account, whole: Account) -> float:
    facts = facts_of([part, whole])
    rows = np.array([facts.ids.index(part.id)]), np.array([facts.ids.index(whole.id)])
    return float(part_scores(facts, *rows)[0])


def operation(**said: object) -> Account:
    usual = {"level": Level.EPISODE, "places": (LOWER_JUBA,), "when": (DAY - 5, DAY + 5), "actors": ("SO:army",)}
    return account("whole", **{**usual, **said})


def clash(**said: object) -> Account:
    usual = {"places": (KISMAYO,), "when": (DAY, DAY), "actors": ("SO:army",), "mode": "firearms"}
    return account("part", **{**usual, **said})


def count(**said: object) -> Account:
    usual = {"level": Level.AGGREGATE, "places": (LOWER_JUBA,), "when": (DAY - 20, DAY + 5), "counted": (9, 9, 9)}
    return account("whole", **{**usual, **said})


def test_part_lies_within_its_whole() -> None:
    assert score(clash(), operation()) >= LEAST
    assert score(clash(), operation(when=(DAY + 1, DAY + 5))) == 0
    assert score(clash(), operation(places=(KHARKIV,))) == 0


def test_part_needs_a_time_a_place_and_who_fights() -> None:
    assert score(clash(when=None), operation()) == 0
    assert score(clash(places=()), operation()) == 0
    assert score(clash(actors=()), operation()) == 0


def test_part_without_a_day_is_less_sure() -> None:
    told = (DAY + 1, DAY + 1)
    assert 0 < score(clash(when=None, told=told), operation()) < score(clash(told=told), operation())


def test_what_lasts_goes_on_as_long_as_it_is_told_of() -> None:
    begun = operation(when=(DAY - 5, DAY - 5), told=(DAY - 4, DAY - 4))
    assert score(clash(), begun) == 0
    assert score(clash(), operation(when=(DAY - 5, DAY - 5), told=(DAY + 1, DAY + 1))) >= LEAST
    trial = operation(when=(DAY - 5, DAY - 5), told=(DAY + 300, DAY + 300))
    assert score(clash(), trial) == 0


def test_soldiers_of_one_camp_are_weaker_than_the_same_army() -> None:
    assert 0 < score(clash(actors=("any:soldiers",)), operation()) < score(clash(), operation())


@pytest.mark.parametrize("mode", ["explosives", "suicide-attack"])
def test_bomb_beside_an_operation_is_no_part_of_it_by_its_camp_alone(mode: str) -> None:
    said = {"actors": ("any:rebels",), "recipients": ("any:police",)}
    assert score(clash(**said), operation(recipients=("any:militants",))) > 0
    assert score(clash(mode=mode, **said), operation(recipients=("any:militants",))) == 0


def test_what_is_only_planned_is_no_part_of_what_happened() -> None:
    assert score(clash(status=Status.PLANNED), operation()) == 0
    assert score(clash(), operation(status=Status.PLANNED)) >= LEAST


def test_count_takes_in_its_own_kind_alone() -> None:
    bomb = clash(mode="explosives", means="explosives", actors=())
    bombs = count(mode="explosives", means="explosives")
    assert score(bomb, bombs) >= LEAST
    assert score(clash(actors=()), bombs) == 0
    assert score(bomb, count(type=EventType.PROTEST)) == 0
    assert score(clash(mode="suicide-attack", means="suicide", actors=()), bombs) >= LEAST


def test_count_of_whom_others_attacked_takes_in_nothing_of_other_people() -> None:
    on_police = count(recipients=("SO:police",))
    assert score(clash(actors=(), recipients=("SO:police",)), on_police) >= LEAST
    assert score(clash(actors=(), recipients=("any:rebels",)), on_police) == 0


def test_single_event_is_no_whole() -> None:
    assert score(operation(), account("single", places=(LOWER_JUBA,), when=(DAY - 9, DAY + 9))) == 0


def test_event_is_a_part_of_one_operation_and_in_any_number_of_counts() -> None:
    accounts = [
        clash(),
        operation(),
        operation(when=(DAY - 9, DAY + 9), names=("breaker",), actors=("SO:army", "SO:police")),
        count(),
        count(counted=(4, 4, 4), when=(DAY - 2, DAY + 1)),
    ]
    named = [Account(**{**_fields(a), "id": f"a{n}", "document": f"d{n}"}) for n, a in enumerate(accounts)]
    grouping = group(named)
    part = next(n for n, c in enumerate(grouping.clusters) if "a0" in c.accounts)
    hows = [link.how for link in grouping.parts if link.part == part]
    assert hows.count(PartHow.PART) == 1
    assert PartHow.COUNTED in hows
    assert {c.level for c in grouping.clusters} == set(Level)


def _fields(one: Account) -> dict[str, object]:
    return {name: getattr(one, name) for name in Account.__slots__}


def test_event_of_one_day_is_never_one_with_what_lasts() -> None:
    whole = Account(**{**_fields(operation()), "when": (DAY, DAY), "document": "other"})
    chance, why = explain(clash(), whole)
    assert chance == 0
    assert why.endswith("one happened on a day and the other lasted")


def test_explain_names_figures_and_days() -> None:
    _, why = explain(bombing("a"), bombing("b", when=(DAY + 1, DAY + 1), counts={"killed": (8, 8, None)}))
    assert "one day apart" in why
    assert "9 and 8 or more killed" in why


def test_explain_of_nothing_in_common_says_so_in_types() -> None:
    chance, why = explain(account("a"), account("b", type=EventType.AID))
    assert chance == 0
    assert why.endswith("; but one tells of attack and the other of aid")

from __future__ import annotations

from collections.abc import Iterable

import pytest

from dateline.errors import KnowledgeError
from dateline.indexing import SORTS
from dateline.knowledge.actors.kinds import open_kinds
from dateline.knowledge.lexicon import open_lexicon
from dateline.model import (
    Act,
    ClaimKind,
    Disputed,
    EventType,
    Grade,
    Level,
    PlaceKind,
    PlacePrecision,
    Reviewed,
    Status,
)
from dateline.model.actor import PartyMissing
from dateline.model.document import ZoneKind
from dateline.model.moment import How, WhenMissing
from dateline.model.place import PlaceMissing
from dateline.model.report import COUNTS
from dateline.model.voice import VoiceKind
from dateline.model.wording import said, words_from, words_of
from dateline.reconciling.incidents.deciding.conflicts import Effect

CLOSED = {
    "kind": EventType, "status": Status, "status_told": Status, "level": Level, "precision": PlacePrecision,
    "place_kind": PlaceKind, "zone": ZoneKind, "grade": Grade, "reviewed": Reviewed, "voice_kind": VoiceKind,
    "claim": ClaimKind, "missing": (*PartyMissing, *PlaceMissing, *WhenMissing), "how": How, "disputed": Disputed,
    "act": Act, "effect": Effect, "field": COUNTS, "actor_kind": tuple(open_kinds()),
}  # fmt: skip


@pytest.mark.parametrize("table", sorted(CLOSED))
def test_every_code_of_a_closed_list_has_its_words(table: str) -> None:
    values: Iterable[object] = CLOSED[table]
    assert {str(value) for value in values} <= set(words_of(table))


@pytest.mark.parametrize("table", sorted(set(CLOSED) - {"kind", "field"}))
def test_no_words_are_kept_for_codes_that_there_are_not(table: str) -> None:
    values: Iterable[object] = CLOSED[table]
    assert set(words_of(table)) <= {str(value) for value in values}


def test_every_kind_that_the_lexicon_codes_has_its_words() -> None:
    coded = {f"{sense.type}/{sense.mode}" for sense in open_lexicon().senses if sense.mode}
    coded |= {f"{of}/{mode}" for of, modes in open_lexicon().commitments.modes.items() for mode in modes.values()}
    assert coded <= set(words_of("kind"))


@pytest.mark.parametrize("what", sorted(SORTS))
def test_every_order_has_its_words(what: str) -> None:
    assert set(SORTS[what]) <= set(words_of("sort"))


def test_no_two_codes_of_a_table_are_called_the_same() -> None:
    for table in ("kind", "status", "precision", "grade", "missing", "act", "effect", "claim", "sort"):
        words = list(words_of(table).values())
        assert len(words) == len(set(words)), table


def test_a_code_without_words_is_said_as_it_is_written() -> None:
    assert said("field", "not_there") == "not there"


@pytest.mark.parametrize("raw", [{"kind": 1}, {"kind": {"AID": ""}}, {"kind": {"AID": "a_b"}}, {"kind": {"AID": 3}}])
def test_a_file_that_breaks_its_schema_is_refused_by_name(raw: dict[str, object]) -> None:
    with pytest.raises(KnowledgeError, match=r"words\.toml, kind"):
        words_from(raw)

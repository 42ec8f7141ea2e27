"""What a data file holds is checked when it is read: whatever else stands there is refused in words."""

from __future__ import annotations

import copy
import tomllib
from collections.abc import Callable
from importlib import resources
from types import ModuleType
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.exporting import followthemoney
from dateline.finding import care, place_cues, place_relations, place_words, time_almanac, time_grammar
from dateline.knowledge.describing import words
from dateline.knowledge.gazetteer import country_points, geonames, keys
from dateline.reconciling import addresses
from dateline.reconciling.actors import rules as naming_rules
from dateline.reconciling.derivation import crediting, same_origin, terms
from dateline.reconciling.incidents.accounts import levels, marks
from dateline.reconciling.incidents.accounts import words as event_words
from dateline.reconciling.incidents.matching import features, kinds, weighing

# What TOML can hold and hardly any entry may be.
JUNK = (0, -3, 1.5, True, "", "Xyz", [], ["Xyz"], [0], [[]], {}, {"xyz": 0}, {"xyz": []}, {"names": "x"})

FILES: dict[str, tuple[ModuleType, Callable[[], object]]] = {
    "finding/data/care.toml": (care, care.care_words.__wrapped__),
    "finding/data/almanac.toml": (time_almanac, lambda: time_almanac.parse_almanac("")),
    "finding/data/times.toml": (time_grammar, lambda: time_grammar.parse_grammar("")),
    "finding/data/place_words.toml": (place_words, lambda: place_words.parse_place_words("")),
    "finding/data/place_areas.toml": (place_cues, place_cues.short_forms.__wrapped__),
    "finding/data/place_relations.toml": (place_relations, place_relations.relation_words.__wrapped__),
    "exporting/data/followthemoney.toml": (followthemoney, followthemoney._rules.__wrapped__),
    "knowledge/describing/words.toml": (words, words.phrase_words.__wrapped__),
    "knowledge/gazetteer/country_points.toml": (country_points, country_points.country_points.__wrapped__),
    "knowledge/gazetteer/features.toml": (geonames, geonames.feature_kinds.__wrapped__),
    "knowledge/gazetteer/generic.toml": (keys, keys._words.__wrapped__),
    "knowledge/gazetteer/spelling.toml": (keys, keys._words.__wrapped__),
    "reconciling/actors/data/rules.toml": (naming_rules, naming_rules.naming_rules.__wrapped__),
    "reconciling/data/addresses.toml": (addresses, addresses._rules.__wrapped__),
    "reconciling/derivation/data/crediting.toml": (crediting, crediting._lists.__wrapped__),
    "reconciling/derivation/data/same_origin.toml": (same_origin, same_origin._several.__wrapped__),
    "reconciling/derivation/data/terms.toml": (terms, terms._rules.__wrapped__),
    "reconciling/incidents/accounts/data/accounts.toml": (event_words, event_words.event_words.__wrapped__),
    "reconciling/incidents/accounts/data/levels.toml": (levels, levels._rules.__wrapped__),
    "reconciling/incidents/matching/data/features.toml": (features, features.features.__wrapped__),
    "reconciling/incidents/matching/data/kinds.toml": (kinds, kinds.kinds.__wrapped__),
    "reconciling/incidents/accounts/data/marks.toml": (marks, marks._ages.__wrapped__),
    "reconciling/incidents/matching/data/weights.toml": (weighing, weighing.weights.__wrapped__),
}


def raw_of(file: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("dateline").joinpath(file).read_text(encoding="utf-8"))


def spoilt(raw: dict[str, Any], data: st.DataObject) -> dict[str, Any]:
    """Put junk in place of one entry at any depth, or leave it out."""
    changed = copy.deepcopy(raw)
    at: Any = changed
    while True:
        key = data.draw(st.sampled_from(sorted(at) if isinstance(at, dict) else range(len(at))))
        if not (isinstance(at[key], (dict, list)) and at[key]) or data.draw(st.booleans()):
            break
        at = at[key]
    if data.draw(st.integers(0, 4)):
        at[key] = data.draw(st.sampled_from(JUNK))
    else:
        del at[key]
    return changed


def complaint_of(load: Callable[[], object]) -> str | None:
    try:
        load()
    except KnowledgeError as error:
        return str(error)
    return None


@pytest.mark.parametrize("file", FILES)
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_entry_that_is_wrong_is_refused_with_the_name_of_its_file(
    file: str, data: st.DataObject, monkeypatch: pytest.MonkeyPatch
) -> None:
    module, load = FILES[file]
    changed = spoilt(raw_of(file), data)
    name = file.rpartition("/")[2]

    def given_instead(at: Any = "", *, where: str = name) -> dict[str, Any]:
        asked = getattr(at, "name", None) or where.rpartition("/")[2]
        return changed if asked == name else raw_of(f"{file.rpartition('/')[0]}/{asked}")

    with monkeypatch.context() as patched:
        for reader in ("parse_toml", "read_toml"):
            if hasattr(module, reader):
                patched.setattr(module, reader, given_instead)
        complaint = complaint_of(load)
    assert complaint is None or name in complaint

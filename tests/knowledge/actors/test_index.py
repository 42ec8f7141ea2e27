"""Words in, actor out: packs, countries and groups behind one door."""

import re
from collections import defaultdict
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.knowledge.actors import (
    load_actors,
    open_actors,
    open_all_countries,
    open_countries,
    open_groups,
    open_kinds,
)
from dateline.knowledge.actors.countries import countries_from
from dateline.knowledge.names import name_key, same_name

PACK = """
[[actor]]
id = "north-front"
name = "North Front"
kind = "rebel"
country = "SY"
aliases = ["NF"]
"""


@pytest.mark.parametrize(
    ("words", "id_"),
    [
        ("Moqtada Al Sadr", "muqtada-al-sadr"),
        ("Sadr", "muqtada-al-sadr"),
        ("Jaysh al Mahdi", "mahdi-army"),
        ("IRGC-QF", "qods-force"),
        ("the UN", "united-nations"),
        ("U.S. troops", "US:military"),
        ("the Somali police", "SO:police"),
        ("Russian forces", "RU:military"),
        ("gunmen", "any:gunmen"),
        ("Iran", "IR:government"),
        ("the UK", "GB:government"),
        ("Iranians", "IR"),
    ],
)
def test_match_finds_the_actor(words: str, id_: str) -> None:
    actor = open_actors().match(words)
    assert actor is not None
    assert actor.id == id_


@pytest.mark.parametrize("words", ["is", "us", "it", "jam", "Saddam City Council of Elders", "table", ""])
def test_match_leaves_other_words_alone(words: str) -> None:
    assert open_actors().match(words) is None


def test_hezbollah_and_its_namesake_stay_apart() -> None:
    index = open_actors()
    assert index.match("Hizbullah") != index.match("Kataib Hizballah")


def test_every_actor_is_found_by_every_spelling_or_shares_it() -> None:
    index = open_actors()
    for entry in index.by_id.values():
        for spelling in entry.spellings:
            found = index.alias(spelling, near=entry.actor.country)
            assert found is None or found.id == entry.actor.id, spelling
        assert any(index.alias(s, near=entry.actor.country) for s in entry.spellings), entry.actor.id


def test_relevant_names_an_entry_by_any_romanisation_of_its_words() -> None:
    index = open_actors()
    digest = index.entries["mahdi-army"].digest
    assert digest in index.relevant({"mehdi"})
    assert digest not in index.relevant({"harvest"})
    assert index.common_digest in index.relevant(set())


def test_fingerprint_follows_the_packs(tmp_path: Path) -> None:
    (tmp_path / "one.toml").write_text(PACK, encoding="utf-8")
    first = load_actors(tmp_path).fingerprint
    (tmp_path / "one.toml").write_text(PACK.replace("NF", "NFS"), encoding="utf-8")
    assert load_actors(tmp_path).fingerprint != first


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (PACK + PACK, "defined twice"),
        (PACK.replace("rebel", "warrior"), "no kind"),
        (PACK.replace('"SY"', '"Syria"'), "ISO 3166"),
        (PACK + 'color = "red"', "knows only"),
        (PACK + 'followers = { id = "nobody", cite = "a statement of 2004" }', "no pack defines"),
        ("[[actor", "not TOML"),
    ],
)
def test_load_actors_names_what_breaks_the_schema(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "one.toml").write_text(text, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=complaint):
        load_actors(tmp_path)


def test_countries_cover_the_states_of_the_united_nations() -> None:
    assert len(open_countries().by_code) >= 193
    assert open_countries().by_code["US"].government.name == "Government of the United States"


def test_countries_in_short_form_count_only_in_capitals() -> None:
    assert open_countries().named("us") is None
    assert open_countries().named("U.S.") is not None


def test_former_states_have_actors_of_their_own() -> None:
    countries = open_all_countries()
    soviet = countries.described("Soviet")
    assert soviet is not None
    assert (soviet.government.id, soviet.government.country) == ("SUHH:government", "SUHH")
    habsburg = countries.named("Austria-Hungary")
    assert habsburg is not None
    assert (habsburg.state.id, habsburg.state.country) == ("austria-hungary", None)
    assert open_countries().described("Soviet") is None


def test_capital_is_a_former_states_only_where_asked_for() -> None:
    countries = open_all_countries()
    now, then = countries.governed_from("Moscow"), countries.governed_from("Moscow", former={"SUHH"})
    assert now is not None
    assert then is not None
    assert (now.code, then.code) == ("RU", "SUHH")


def test_former_states_never_share_a_word() -> None:
    countries = open_all_countries()
    for state in (c for c in countries.by_code.values() if c.former):
        for word in (state.name, *state.names):
            assert countries.named(word) is state, word
        assert all(countries.described(a) is state for a in state.adjectives)
        assert all(countries.peopled(p) is state for p in state.people)


@pytest.mark.parametrize(
    ("code", "entry", "former"),
    [
        ("Oz", {"name": "Oz", "adjectives": [], "people": [], "capital": ""}, False),
        ("OZ", {"name": "Oz", "adjectives": [], "people": [], "capital": ""}, True),
        ("OZ", {"name": "Oz", "adjectives": [], "people": []}, False),
        ("OZ", {"name": "Oz", "adjectives": [], "people": [], "capital": "", "color": "red"}, False),
    ],
)
def test_countries_from_names_what_breaks_the_schema(code: str, entry: dict[str, object], former: bool) -> None:
    with pytest.raises(KnowledgeError, match=f"lands.toml: {code}"):
        countries_from({code: entry}, where="lands.toml", former=former)


def test_countries_from_takes_codes_and_names_of_former_states() -> None:
    entry = {"name": "Oz", "adjectives": ["Ozian"], "people": [], "capital": ""}
    coded, named = countries_from({"OZHH": entry, "land-of-oz": entry}, where="former.toml", former=True)
    assert (coded.iso, named.iso) == ("OZHH", None)


def test_groups_prefer_the_longest_noun() -> None:
    found = open_groups().find(["iraqi", "police", "chief"])
    assert found is not None
    assert found[0].slug == "police-chief"
    assert found[1] == 2


def test_kinds_have_a_code_and_a_meaning() -> None:
    assert all(kind.code.isupper() and len(kind.means) > 10 for kind in open_kinds().values())


@pytest.mark.parametrize("words", ["Iraq", "the Iraqis", "Baghdad", "U.K.", "Iraqi"])
def test_countries_know_words_of_every_use(words: str) -> None:
    assert open_countries().knows(words)


def test_countries_know_no_other_words() -> None:
    assert not open_countries().knows("gardener")


def consonants(name: str) -> str:
    return re.sub(r"[aiu%]", "", name_key(name))


def test_person_is_named_by_a_spelling_that_differs_in_the_vowels_of_one_word() -> None:
    index = open_actors()
    people = [e for e in index.by_id.values() if e.person and " " in e.actor.name and not e.names[0].local]
    assert people
    full = [(e.actor.id, a.name) for e in people for a in e.names if " " in a.name and not a.local]
    # What differs in vowels alone has its consonants in common, so no others need to be held against each other.
    by_consonants = defaultdict(set)
    for id_, name in full:
        by_consonants[consonants(name)].add((id_, name))
    for entry in people:
        found = index.person_named(entry.actor.name)
        near = by_consonants[consonants(entry.actor.name)]
        alike = {id_ for id_, name in near if same_name(entry.actor.name, name)}
        assert found == (entry.actor if len(alike) == 1 else None)


@given(*[st.sampled_from(("adel", "adil", "al", "muhoudir", "mahudar", "hussein", "hassan", "sadr", "sader", "n"))] * 4)
def test_names_that_are_the_same_have_their_consonants_in_common(a: str, b: str, c: str, d: str) -> None:
    one, other = f"{a} {b}", f"{c} {d}"
    assert consonants(one) == consonants(other) or not same_name(one, other)


def test_person_whose_name_many_have_is_named_only_near_home() -> None:
    index = open_actors()
    assert index.person_named("Mohammed Yusuf") is None
    assert index.alias("Mohammed Yusuf") is None
    assert index.alias("Mohammed Yusuf", near="NG") is index.by_id["mohammed-yusuf"].actor


def test_groups_tell_the_words_that_their_phrases_end_with() -> None:
    groups = open_groups()
    for phrase in (*groups.by_noun, *groups.of_country):
        assert phrase.split()[-1] in groups.ends

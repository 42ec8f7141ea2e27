"""What is under what, who led whom, who held which office: all of it at a time."""

import re
from pathlib import Path

import pytest

from dateline.knowledge.actors import ActorIndex, RelationKind, load_actors, open_actors

PACK = """
[[actor]]
id = "state"
name = "State of Somewhere"
kind = "government"

[[actor]]
id = "guard"
name = "Guard of the State"
kind = "military"
parent = { id = "state", cite = "a law of 1979" }

[[actor]]
id = "north"
name = "Northern Corps"
kind = "military"
parent = [
  { id = "guard", until = "2009", cite = "an order of 2004" },
  { id = "state", since = "2010", cite = "an order of 2010" },
]
led_by = [
  { id = "hamid", since = "2008", cite = "an order of 2008" },
  { id = "basim", since = "2004", until = "2008", cite = "an order of 2004" },
]
allied = { id = "guard", cite = "a treaty of 2004" }

[[actor]]
id = "post"
name = "Post of the Corps"
kind = "military"
member_of = { id = "north", since = "2006", until = "2012", cite = "an order of 2006" }

[[actor]]
id = "basim"
name = "Basim Hadi"
kind = "military"
person = true
country = "IQ"
office = [
  { office = "governor", area = "Maysan", since = "2010-12-28", cite = "a vote of 2010" },
  { office = "governor", area = "Wasit", until = "2010", cite = "a vote of 2009" },
]

[[actor]]
id = "hamid"
name = "Hamid Salih"
kind = "military"
person = true
country = "IQ"
office = [
  { office = "governor", area = "Maysan", since = "2005", until = "2008", cite = "a vote of 2005" },
  { office = "commander", of = "north", since = "2008", cite = "an order of 2008" },
  { office = "minister", cite = "a vote of 2004" },
]
"""


@pytest.fixture
def index(tmp_path: Path) -> ActorIndex:
    (tmp_path / "one.toml").write_text(PACK, encoding="utf-8")
    return load_actors(tmp_path)


def test_relations_are_those_of_a_kind_on_a_day(index: ActorIndex) -> None:
    assert [r.id for r in index.relations("north")] == ["guard", "state", "basim", "hamid", "guard"]
    assert [r.id for r in index.relations("north", kind="led_by")] == ["basim", "hamid"]
    assert [r.id for r in index.relations("north", kind=RelationKind.LED_BY, on="2007-01-01")] == ["basim"]
    assert [r.subject for r in index.relations("guard", kind="parent", incoming=True)] == ["north"]
    assert index.relations("nobody") == ()


def test_ancestors_climb_by_what_held_on_the_day(index: ActorIndex) -> None:
    assert index.ancestors("post", on="2007-05") == ("north", "guard", "state")
    assert index.ancestors("post", on="2011-05") == ("north", "state")
    assert index.ancestors("post", on="2014-05") == ()
    assert index.ancestors("post") == ("north", "guard", "state")


def test_chain_counts_only_where_its_links_held_at_one_time(tmp_path: Path) -> None:
    later = PACK.replace('since = "2006", until = "2012"', 'since = "2011", until = "2012"')
    (tmp_path / "one.toml").write_text(later, encoding="utf-8")
    assert load_actors(tmp_path).ancestors("post") == ("north", "state")


def test_holders_are_those_of_an_area_an_actor_or_a_country(index: ActorIndex) -> None:
    assert [a.id for a in index.holders("governor", "Maysan")] == ["hamid", "basim"]
    assert [a.id for a in index.holders("governor", "maysan", on="2011-06-02")] == ["basim"]
    assert [a.id for a in index.holders("commander", "north")] == ["hamid"]
    assert [a.id for a in index.holders("minister", "IQ", on="1990")] == ["hamid"]
    assert index.holders("governor", "IQ") == ()


def test_offices_are_those_of_a_day(index: ActorIndex) -> None:
    assert [str(o) for o in index.offices("hamid", on="2007")] == ["minister of IQ", "governor of Maysan"]
    assert [str(o) for o in index.offices("basim")] == ["governor of Wasit", "governor of Maysan"]
    assert index.offices("nobody") == ()


def test_acronym_of_two_means_whoever_used_it_on_the_day(tmp_path: Path) -> None:
    dated = PACK.replace(
        'name = "Guard of the State"', 'name = "Guard of the State"\naliases = [{ name = "GS", until = "2004" }]'
    ).replace('name = "Northern Corps"', 'name = "Northern Corps"\naliases = [{ name = "GS", since = "2006" }]')
    (tmp_path / "one.toml").write_text(dated, encoding="utf-8")
    index = load_actors(tmp_path)
    assert index.alias("GS") is None
    assert [index.alias("GS", on=day) for day in ("2003-01-01", "2007-01-01")] == [
        index.by_id["guard"].actor,
        index.by_id["north"].actor,
    ]


def test_shipped_packs_put_the_ramazan_corps_under_the_guards() -> None:
    assert open_actors().ancestors("ramazan-corps")[:2] == ("qods-force", "revolutionary-guards")


@pytest.mark.parametrize(
    ("day", "holder"),
    [("2008-06-14", "adel-al-muhoudir"), ("2011-06-02", "ali-dway"), ("2009-12", "mohammed-shia-al-sudani")],
)
def test_shipped_packs_know_the_governor_of_maysan(day: str, holder: str) -> None:
    assert [a.id for a in open_actors().holders("governor", "Maysan", on=day)] == [holder]


def test_every_citation_of_the_shipped_packs_has_a_year() -> None:
    for entry in open_actors().by_id.values():
        for said in [*(r.cite for r in entry.relations), *(o.cite for o in entry.offices)]:
            assert re.search(r"\b(?:1[789]|20)\d\d\b", said), (entry.actor.id, said)

"""One outlet under all its names, and no name for two."""

from importlib import resources

import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.actors import load_actors
from dateline.knowledge.outlets import open_outlets, parse_outlets
from dateline.model import VoiceKind

ENTRY = '[[outlet]]\nid = "{}"\nname = "{}"\nkind = "outlet"\n'


def test_outlet_is_one_under_its_translated_name() -> None:
    outlets = open_outlets()
    assert outlets.match("Aswat al-Iraq") is outlets.match("Voices of Iraq")


def test_outlet_acronym_matches_only_as_written() -> None:
    outlets = open_outlets()
    assert outlets.match("AP") is not None
    assert outlets.match("ap") is None
    assert outlets.match("rt") is None


def test_outlets_know_wires_owners_and_monitors() -> None:
    reuters, rt, counts = (open_outlets().match(name) for name in ("Reuters", "RT", "Iraq Body Count"))
    assert reuters is not None
    assert reuters.kind is VoiceKind.WIRE
    assert rt is not None
    assert rt.owner == "Government of Russia"
    assert counts is not None
    assert (counts.kind, counts.actor.kind) == (VoiceKind.ANALYST, "ngo")


def test_outlet_with_an_article_is_not_its_second_word() -> None:
    outlets = open_outlets()
    assert outlets.match("Al Arabiya") is not None
    assert outlets.match("Al-Monitor") is not None
    assert outlets.match("Arabia") is None
    assert outlets.match("Monitor") is None


def test_letters_that_mean_something_else_name_no_outlet() -> None:
    for letters in ("MENA", "RSF", "CCTV", "CSIS", "ANP"):
        assert open_outlets().match(letters) is None, letters


def test_no_name_of_an_outlet_is_an_actors_of_a_pack_too() -> None:
    actors = load_actors(resources.files("dateline.knowledge.actors").joinpath("packs"))
    names = [(o.id, name) for o in open_outlets().by_id.values() for name in (o.name, *o.aliases)]
    assert [n for n in names if actors.alias(n[1]) is not None] == []


def test_outlets_are_many_and_of_every_region() -> None:
    outlets = open_outlets().by_id.values()
    assert len(outlets) >= 650
    assert len({o.country for o in outlets}) >= 100


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (ENTRY.format("one", "Morning Post") + ENTRY.format("two", "Morning Post"), "line 5: 'two': 'Morning Post' is"),
        (ENTRY.format("one", "Morning Post") * 2, "line 5: 'one' is defined twice"),
        (ENTRY.format("One Post", "Morning Post"), "line 1: 'One Post': an id is"),
        (ENTRY.format("one", "Post").replace('"outlet"', '"paper"'), "line 1: 'one': the kind must be one of"),
        (ENTRY.format("one", "Post") + 'country = "Iraq"\n', "a country is two capitals"),
        (ENTRY.format("one", "Post") + 'aliases = ["Post"]\n', "stands among its aliases too"),
        (ENTRY.format("one", "Post") + 'aliases = "Mail"\n', "aliases: expected a list of words"),
        (ENTRY.format("one", "Post") + "founded = 1900\n", "knows only"),
        (ENTRY.format("one", ""), "name must be words"),
        ("[[outlet]\n", "outlets.toml is not TOML"),
    ],
)
def test_outlets_that_break_the_schema_are_refused_by_file_and_line(text: str, said: str) -> None:
    with pytest.raises(KnowledgeError) as refused:
        parse_outlets(text)
    assert said in str(refused.value)
    assert str(refused.value).startswith("outlets.toml")

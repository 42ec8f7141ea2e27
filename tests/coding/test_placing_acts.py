"""Which of a sentence's places is an act's."""

from __future__ import annotations

import json

import pytest

from dateline.coding.coder import scenes_of
from dateline.coding.place_facts import place_facts
from dateline.coding.placing_acts import open_place_head, place_head_from, place_of_act
from dateline.coding.scene import Scene
from dateline.errors import KnowledgeError
from dateline.language import Token
from dateline.model import Document, Span, Zone, ZoneKind


def scene_of(text: str) -> Scene:
    document = Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    (scene,) = scenes_of(document)
    return scene


def word(scene: Scene, text: str) -> Token:
    return next(t for t in scene.sentence.tokens if t.text == text)


def chosen(text: str, verb: str) -> list[str]:
    scene = scene_of(text)
    return [m.evidence.words for m in place_of_act(scene, [word(scene, verb)])]


@pytest.mark.parametrize(
    ("text", "verb", "place"),
    [
        ("Gunmen shot a teacher in Kismayo on Friday.", "shot", "Kismayo"),
        ("In Basra, thousands marched against the new tax.", "marched", "Basra"),
        ("Soldiers from Kharkiv shelled a depot in Donetsk.", "shelled", "Donetsk"),
        ("Officials in Moscow said that rebels had shelled Donetsk.", "shelled", "Donetsk"),
        ("Rebels captured the town of Goma after a week of fighting.", "captured", "Goma"),
        ("In Mosul, officials said that gunmen had shot a teacher.", "shot", "Mosul"),
        ("Villagers were killed when a mine exploded near Baidoa.", "killed", "Baidoa"),
    ],
)
def test_place_is_that_of_the_act_and_no_other(text: str, verb: str, place: str) -> None:
    assert chosen(text, verb) == [place]


def test_places_named_alike_are_all_taken() -> None:
    assert chosen("Protesters marched in Basra, Najaf and Karbala on Monday.", "marched") == [
        "Basra",
        "Najaf",
        "Karbala",
    ]


def test_where_somebody_speaks_is_not_where_the_act_was() -> None:
    assert chosen("The envoy told reporters in Doha that rebels had freed the pilots.", "freed") == []


def test_no_place_and_no_word_give_none() -> None:
    scene = scene_of("Gunmen shot a teacher on Friday.")
    assert place_of_act(scene, [word(scene, "shot")]) == ()
    assert place_of_act(scene_of("Gunmen shot a teacher in Kismayo."), []) == ()


def test_place_set_apart_is_no_candidate() -> None:
    scene = scene_of("Gunmen shot a teacher in Kismayo on Friday.")
    assert place_of_act(scene, [word(scene, "shot")], apart=scene.places) == ()


def test_facts_name_no_place() -> None:
    one, other = scene_of("Gunmen shot a teacher in Kismayo."), scene_of("Gunmen shot a teacher in Baidoa.")
    facts = [place_facts(s, [word(s, "shot")], s.places) for s in (one, other)]
    assert facts[0] == facts[1]
    assert "verb=own" in facts[0][0]
    assert not any("ismayo" in fact for fact in facts[0][0])


def test_weights_are_refused_where_they_are_none() -> None:
    assert open_place_head().head.weights
    assert place_head_from(json.dumps({"bias": 1, "weights": {"a": 0.5}})).head.odds(["a", "b"]) == 1.5
    with pytest.raises(KnowledgeError, match=r"places\.json is not JSON.*training\.places"):
        place_head_from("{")
    with pytest.raises(KnowledgeError, match=r"places\.json: needs the keys bias and weights"):
        place_head_from('{"bias": 1}')

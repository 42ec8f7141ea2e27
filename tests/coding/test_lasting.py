"""What a text leaves standing of where it was."""

from __future__ import annotations

from dateline.coding.coder import scenes_of
from dateline.coding.lasting import Lasting, last_on, topic_of
from dateline.coding.scene import Scene
from dateline.model import Document, Span, Zone, ZoneKind

HEADLINE = "Fighting in Kismayo"


def scenes(text: str, *, headline: bool = False) -> list[Scene]:
    cut = len(HEADLINE) if headline else 0
    zones = (Zone(ZoneKind.HEADLINE, Span(0, cut)), Zone(ZoneKind.BODY, Span(cut, len(text))))
    return scenes_of(Document("d", "s", text, zones=zones[0 if headline else 1 :]))


def test_sentence_that_names_another_place_ends_what_stood() -> None:
    one, other = scenes("Somali troops shelled Kismayo. The market of Baidoa is old.")
    stands = last_on(one, Lasting(), tuple(m.placing for m in one.places if m.placing))
    assert [p.place.name for p in stands.places] == ["Kismayo"]
    assert [p.place.name for p in last_on(other, stands, ()).places] != ["Kismayo"]


def test_country_does_not_last_and_what_lasts_is_gone_after_a_sentence() -> None:
    (one,) = scenes("Troops went into Somalia.")
    assert last_on(one, Lasting(), tuple(m.placing for m in one.places if m.placing)).places == ()
    one, plain = scenes("Somali troops shelled Kismayo. It rained.")
    stands = last_on(one, Lasting(), ())
    assert [p.place.name for p in stands.for_act(plain, ())] == ["Kismayo"]
    assert last_on(plain, stands, ()).for_act(plain, ()) == ()


def test_spoken_act_is_given_no_place_that_stood() -> None:
    one, plain = scenes("Somali troops shelled Kismayo. It rained.")
    assert last_on(one, Lasting(), ()).for_act(plain, (), spoken=True) == ()


def test_topic_is_the_place_of_the_headline_that_the_text_goes_on_to_name() -> None:
    told = f"{HEADLINE}\n\nSomali troops shelled Kismayo. Shops in Kismayo were shut."
    topic = topic_of(scenes(told, headline=True))
    assert topic is not None
    assert topic.place.name == "Kismayo"
    assert topic_of(scenes(f"{HEADLINE}\n\nSomali troops shelled Baidoa.", headline=True)) is None
    assert topic_of(scenes("Somali troops shelled Kismayo. Shops in Kismayo were shut.")) is None

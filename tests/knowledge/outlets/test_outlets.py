"""One outlet under all its names."""

from dateline.knowledge.outlets import open_outlets
from dateline.model import VoiceKind


def test_outlet_is_one_under_its_translated_name() -> None:
    outlets = open_outlets()
    assert outlets.match("Aswat al-Iraq") is outlets.match("Voices of Iraq")


def test_outlet_acronym_matches_only_as_written() -> None:
    outlets = open_outlets()
    assert outlets.match("AP") is not None
    assert outlets.match("ap") is None
    assert outlets.match("rt") is None


def test_outlets_know_wires_and_owners() -> None:
    reuters, rt = open_outlets().match("Reuters"), open_outlets().match("RT")
    assert reuters is not None
    assert reuters.kind is VoiceKind.WIRE
    assert rt is not None
    assert rt.owner == "Government of Russia"


def test_outlets_are_many() -> None:
    assert len(open_outlets().by_id) >= 80

"""Every reason and every way that the model knows has words."""

import pytest

from dateline.desk.fields import HOW, MISSING, STATUS, said_voices
from dateline.model import PartyMissing, PlaceMissing, Status, WhenMissing
from dateline.model.moment import How


@pytest.mark.parametrize("reasons", [PartyMissing, PlaceMissing, WhenMissing])
def test_every_reason_has_words(reasons) -> None:
    assert {reason.value for reason in reasons} <= MISSING.keys()


def test_every_way_and_status_has_words() -> None:
    assert {how.value for how in How} == HOW.keys()
    assert {status.value for status in Status} == STATUS.keys()


@pytest.mark.parametrize(
    ("names", "said"),
    [
        ([], "the Post says so itself"),
        (["a farmer"], "a farmer says so, in the Post"),
        (["a farmer", "a priest"], "a farmer told a priest, says the Post"),
        (["a farmer", "a priest", "a wire"], "a farmer told a priest, who told a wire, says the Post"),
    ],
)
def test_voices_are_said_in_a_sentence(names: list[str], said: str) -> None:
    assert said_voices([{"name": name} for name in names], "the Post") == said

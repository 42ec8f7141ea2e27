"""The chain of voices, said in a sentence."""

import pytest

from dateline.desk.fields import said_voices


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

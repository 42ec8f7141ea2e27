"""The question allows what a report can hold, and its data file is checked."""

from __future__ import annotations

from importlib import resources

import pytest

from dateline.asking.prompt import open_prompt, prompt_from
from dateline.errors import KnowledgeError
from dateline.knowledge.lexicon import open_lexicon
from dateline.model import EventType, Status

TEXT = resources.files("dateline.asking").joinpath("data/prompt.toml").read_text(encoding="utf-8")


def test_schema_has_the_model_s_types_and_statuses_and_the_lexicon_s_modes() -> None:
    entry = open_prompt().schema["properties"]["reports"]["items"]["properties"]
    assert entry["type"]["enum"] == [t.value for t in EventType]
    assert entry["status"]["enum"] == [s.value for s in Status]
    assert set(entry["mode"]["enum"]) == {None, *(s.mode for s in open_lexicon().senses)}


def test_schema_requires_every_key_and_allows_no_other() -> None:
    schema = open_prompt().schema
    for part in (schema, schema["properties"]["reports"]["items"]):
        assert part["required"] == list(part["properties"])
        assert part["additionalProperties"] is False


def test_instruction_explains_every_key_of_an_entry() -> None:
    prompt = open_prompt()
    for name in prompt.schema["properties"]["reports"]["items"]["properties"]:
        assert f"\n- {name}: " in prompt.instruction


def test_digest_follows_what_is_told() -> None:
    first = prompt_from(TEXT, modes={})
    assert prompt_from(TEXT, modes={}).digest == first.digest
    assert prompt_from(TEXT, modes={EventType.ASSAULT: frozenset({"firearms"})}).digest != first.digest
    assert prompt_from(TEXT.replace("Copy words exactly", "Copy words"), modes={}).digest != first.digest


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        ('version = "1"', "", "version"),
        ('AID = "', 'HELP = "', "AID"),
        ('planned = "', 'promised = "', "planned"),
        ('hedged = "', 'doubted = "', "doubted"),
        ('killed = "', 'murdered = "', "murdered"),
        ("[types]", "[sorts]", "types"),
        ('mode = "', "mode = 5 #", "fields"),
        ("[counts]", "[counts", "TOML"),
    ],
)
def test_prompt_from_names_the_entry_that_is_wrong(old: str, new: str, said: str) -> None:
    with pytest.raises(KnowledgeError, match=f"prompt.toml.*{said}"):
        prompt_from(TEXT.replace(old, new, 1), modes={})

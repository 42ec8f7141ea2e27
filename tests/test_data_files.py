"""A data file that cannot be read is named, in the same words wherever it lies."""

from pathlib import Path

import pytest

from dateline.data_files import parse_toml, read_data, read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.lexicon import load_lexicon


def test_parse_toml_names_file_and_line() -> None:
    with pytest.raises(KnowledgeError, match=r"^kinds\.toml is not TOML: .*line 2"):
        parse_toml("a = 1\nb =\n", where="kinds.toml")


def test_read_toml_gives_the_tables(tmp_path: Path) -> None:
    (tmp_path / "kinds.toml").write_text("[city]\nwords = ['qalʿa']\n", encoding="utf-8")
    assert read_toml(tmp_path / "kinds.toml") == {"city": {"words": ["qalʿa"]}}


def test_read_toml_names_a_missing_file(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"kinds\.toml is missing"):
        read_toml(tmp_path / "kinds.toml")


def test_read_toml_names_the_byte_that_is_not_utf8(tmp_path: Path) -> None:
    (tmp_path / "kinds.toml").write_bytes(b"[a]\xff")
    with pytest.raises(KnowledgeError, match=r"kinds\.toml: byte 4 is not UTF-8"):
        read_toml(tmp_path / "kinds.toml")


def test_read_data_names_a_missing_file() -> None:
    with pytest.raises(KnowledgeError, match=r"nothing\.toml is missing"):
        read_data("dateline.knowledge", "nothing.toml")


def test_load_lexicon_names_the_list_that_is_missing(tmp_path: Path) -> None:
    with pytest.raises(KnowledgeError, match=r"classes\.toml is missing"):
        load_lexicon(tmp_path)

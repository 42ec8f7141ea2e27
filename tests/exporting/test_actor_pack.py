"""The pack of what a corpus names and no pack knows: it loads as it is, and makes nothing up."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.data_files import parse_toml
from dateline.errors import ExportError
from dateline.exporting.actor_pack import actor_pack, write_actor_pack
from dateline.exporting.pseudonyms import Persons, Pseudonyms
from dateline.knowledge.actors import load_actors
from dateline.reconciling.actors.listing import Example, ListedActor


def actor(name: str, *spellings: str, sentence: str = "", lands: str = "", **told: Any) -> tuple[dict, ListedActor]:
    row = {
        "id": f"text:{name.lower()}",
        "name": name,
        "kind": None,
        "country": None,
        "known": False,
        "person": None,
        "sensitivity": None,
        "spellings": [{"words": words, "count": 1} for words in spellings],
        "documents": 1,
        "reports": 1,
        **told,
    }
    listed = ListedActor(row["id"])
    listed.lands.update(lands.split())
    if sentence:
        listed.examples[name] = Example("r1", "d1", sentence)
    return row, listed


def loaded(text: str, tmp_path: Path):
    (tmp_path / "pack.toml").write_text(text, encoding="utf-8")
    return load_actors(tmp_path)


def test_a_pack_loads_and_finds_what_it_names(tmp_path: Path) -> None:
    text, entries, comments = actor_pack(
        [actor("Quick Zebra Front", "Quick Sebra Front", "Zebra", kind="rebel", country="SO", person=False)], name="r"
    )
    index = loaded(text, tmp_path)
    assert (entries, comments) == (1, 0)
    assert index.match("the Quick Sebra Front").id == "quick-zebra-front"
    (entry,) = index.by_id.values()
    assert (entry.actor.kind, entry.actor.country, entry.aliases) == ("rebel", "SO", ("Quick Sebra Front",))


def test_what_the_texts_do_not_tell_is_a_comment(tmp_path: Path) -> None:
    text, entries, comments = actor_pack([actor("Qasab Nuur", lands="SO SO KE", person=True)], name="r")
    assert (entries, comments) == (1, 1)
    assert loaded(text, tmp_path).by_id == {}
    # Filled in, and without the marks, it is an entry.
    lines = [line.removeprefix("# ") for line in text.split("[[actor]]")[1].splitlines()]
    filled = "[[actor]]" + "\n".join(lines).replace('kind = ""', 'kind = "religious"')
    (entry,) = loaded(filled, tmp_path).by_id.values()
    assert entry.person
    assert entry.actor.country is None
    assert '# # country = "SO"' in text


def test_each_entry_says_where_it_is_named_and_what_comes_near() -> None:
    text, _, _ = actor_pack([actor("Moktada Sadr", sentence="Moktada Sadr spoke.\nTwice.", kind="religious")], name="r")
    assert "# Named in 1 document; r1 of d1: Moktada Sadr spoke. Twice." in text
    assert "# Near to Muqtada al-Sadr (muqtada-al-sadr)" in text


def test_private_persons_readers_known_actors_and_descriptions_are_left_out() -> None:
    actors = [
        actor("Qasab Nuur", kind="civilian", sensitivity="private"),
        actor("Hodan Rooble", kind="civilian", sensitivity="commenter"),
        actor("head of the convoy", kind="military"),
        actor("Mahdi Army", kind="militia", known=True),
    ]
    assert actor_pack(actors, name="r")[1:] == (0, 0)
    text, entries, _ = actor_pack(actors, name="r", include_private=True)
    assert entries == 2
    assert "Qasab Nuur" in text


def test_those_in_most_documents_come_first(tmp_path: Path) -> None:
    text, _, _ = actor_pack(
        [
            actor("Quick Zebra", kind="rebel"),
            actor("Quick Xebec", kind="rebel", documents=3, id="text:quick zebra~1"),
        ],
        name="r",
    )
    assert list(loaded(text, tmp_path).by_id) == ["quick-xebec", "quick-zebra"]


def test_name_that_another_actor_has_is_a_comment(tmp_path: Path) -> None:
    text, entries, comments = actor_pack(
        [
            actor("Quick Zebra", "Quick Xebecs", kind="rebel", documents=3),
            actor("Quick-Zebra", kind="rebel", id="text:quick zebra~1"),
            actor("Quick Gnu Herd", "Quick Xebecs", kind="rebel", id="text:z"),
            actor("Mahdi-Army", kind="rebel", id="text:mahdi army~1"),
        ],
        name="r",
    )
    assert (entries, comments) == (4, 2)
    assert set(loaded(text, tmp_path).by_id) == {"quick-zebra", "quick-gnu-herd"}
    assert text.count("# Another actor is called so") == 2


def test_a_word_alone_and_what_a_known_actor_is_called_are_no_aliases() -> None:
    text, _, _ = actor_pack(
        [actor("Quick Zebra Front", "Zebra", "Mahdi Army", "QZF", "quick zebras", kind="rebel")], name="r"
    )
    (entry,) = parse_toml(text, where="pack")["actor"]
    assert entry["aliases"] == ["QZF"]


@given(st.lists(st.text(min_size=1, max_size=30), min_size=1, max_size=4), st.text(max_size=300))
def test_any_words_make_a_pack_that_is_toml(names: list[str], sentence: str) -> None:
    actors = [actor(f"Q{name}Q", *names, sentence=sentence or "x", kind="rebel") for name in names]
    text, entries, comments = actor_pack(actors, name=sentence)
    tables = parse_toml(text, where="pack").get("actor", [])
    assert len(tables) == entries - comments
    assert len({table["id"] for table in tables}) == len(tables)


def test_a_pack_is_written_whole_or_the_reason_is_told(tmp_path: Path) -> None:
    assert write_actor_pack([actor("Quick Zebra", kind="rebel")], tmp_path / "p.toml", name="r") == (1, 0)
    with pytest.raises(ExportError, match="is a folder"):
        write_actor_pack([], tmp_path, name="r")
    with pytest.raises(ExportError, match="could not be written"):
        write_actor_pack([], tmp_path / "no" / "p.toml", name="r")


def test_no_sentence_or_name_of_a_pack_tells_of_a_private_person() -> None:
    mention = {
        "document": "d1",
        "words": "Deeqa Warsan",
        "type": "person",
        "sensitivity": "private",
        "actor": {"id": "text:deeqa warsan"},
    }
    text = "The Green Well Group killed Deeqa Warsan. Warsan sold cloth."
    page = {
        "id": "d1", "text": text, "title": None, "url": None, "path": None,
        "references": [], "authors": [], "zones": [],
    }  # fmt: skip
    covers = Pseudonyms([page], [mention], persons=Persons.WITHHOLD)
    actors = [
        actor("Green Well Group", sentence=text, kind="militia"),
        actor("Sons of Deeqa Warsan", sentence=text, kind="militia"),
    ]
    made, entries, _ = actor_pack(actors, name="r", covers=covers)
    assert entries == 1
    assert "warsan" not in made.lower()
    asked, entries, _ = actor_pack(actors, name="r", covers=covers, include_private=True)
    assert entries == 2
    assert "killed Deeqa Warsan" in asked

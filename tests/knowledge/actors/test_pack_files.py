"""A pack that contradicts itself is refused with file and line, and with everything that is wrong with it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.knowledge.actors import load_actors
from dateline.knowledge.actors.entry import LISTS, entry_from

ENTRY = '[[actor]]\nid = "{id}"\nname = "{name}"\nkind = "rebel"\ncountry = "SY"\n'


def entry(id_: str, *lines: str, name: str = "") -> str:
    return ENTRY.format(id=id_, name=name or f"Front {id_.title()}") + "".join(f"{line}\n" for line in lines)


def complaints(folder: Path, *texts: str, own: str | None = None) -> list[str]:
    """Write packs `a.toml`, `b.toml` ..., read them and return what is said against them."""
    (folder / "packs").mkdir()
    for name, text in zip("abc", texts, strict=False):
        (folder / "packs" / f"{name}.toml").write_text(text, encoding="utf-8")
    mine = folder / "own"
    if own is not None:
        mine.mkdir()
        (mine / "mine.toml").write_text(own, encoding="utf-8")
    try:
        load_actors(folder / "packs", own=mine)
    except KnowledgeError as error:
        return str(error).splitlines()
    return []


def test_ring_is_refused_with_the_lines_of_its_links(tmp_path: Path) -> None:
    said = complaints(
        tmp_path,
        entry("red", 'parent = { id = "blue", cite = "a book of 2004" }'),
        entry("blue", 'member_of = { id = "green", cite = "a book of 2004" }')
        + entry("green", 'armed_wing_of = { id = "red", cite = "a book of 2004" }'),
    )
    assert said == [
        "b.toml, line 12: actor 'green' is part of itself: blue -> green -> red -> blue;"
        " see b.toml, line 6, a.toml, line 6"
    ]


def test_actor_that_is_its_own_parent_is_refused(tmp_path: Path) -> None:
    said = complaints(tmp_path, entry("red", 'parent = { id = "red", cite = "a book of 2004" }'))
    assert said == ["a.toml, line 6: actor 'red' is part of itself: red -> red"]


def test_two_may_be_part_of_each_other_at_different_times(tmp_path: Path) -> None:
    assert not complaints(
        tmp_path,
        entry("red", 'parent = { id = "blue", until = "2004", cite = "a book of 2004" }')
        + entry("blue", 'parent = { id = "red", since = "2006", cite = "a book of 2006" }'),
    )


HELD = (
    'office = {{ office = "{office}", area = "Maysan", since = "{since}", until = "{until}", cite = "a vote of 2005" }}'
)


@pytest.mark.parametrize(
    ("office", "since", "until", "refused"),
    [
        ("governor", "2008", "2011", True),
        ("governor", "2009-04-21", "2011", False),
        ("governor", "2009", "2011", False),
        ("vice governor", "2008", "2011", False),
    ],
)
def test_two_holders_of_one_office_are_refused(
    tmp_path: Path, office: str, since: str, until: str, refused: bool
) -> None:
    said = complaints(
        tmp_path,
        entry("ali", HELD.format(office=office, since="2005", until="2009-04-21")),
        entry("basim", HELD.format(office=office, since=since, until=until)),
    )
    wanted = (
        f"b.toml, line 6: actor 'basim' holds the office {office} of Maysan ({since}/{until}) at the same time as 'ali'"
        " (2005/2009-04-21; a.toml, line 6); one person holds it at a time, unless both say disputed = true"
    )
    assert said == ([wanted] if refused else [])


def test_two_may_hold_an_office_that_is_disputed(tmp_path: Path) -> None:
    claim = HELD.format(office="governor", since="2005", until="2009").replace("cite", "disputed = true, cite")
    assert not complaints(tmp_path, entry("ali", claim), entry("basim", claim))


@pytest.mark.parametrize(
    ("mine", "theirs", "refused"),
    [
        ('"Dawn Brigade"', '"Dawn Brigade"', True),
        ('"Mahdi Army"', '"Mehdi Army"', True),
        ('"DB"', '"D.B."', True),
        ('"DB"', '"Db Corps"', False),
        ('{ name = "DB", shared = true }', '"DB"', True),
        ('{ name = "DB", shared = true }', '{ name = "DB", shared = true }', False),
        ('{ name = "DB", until = "2004" }', '{ name = "DB", since = "2006" }', False),
        ('{ name = "DB", until = "2007" }', '{ name = "DB", since = "2006" }', True),
        ('{ name = "DB", local = true }', '"DB"', True),
    ],
)
def test_name_that_two_claim_is_refused(tmp_path: Path, mine: str, theirs: str, refused: bool) -> None:
    said = complaints(tmp_path, entry("red", f"aliases = [{mine}]"), entry("blue", "aliases = [", f"  {theirs},", "]"))
    assert bool(said) is refused
    if refused:
        assert said[0].startswith("b.toml, line 7: actor 'blue' claims ")
        assert "at the same time as 'red'" in said[0]
        assert "(a.toml, line 6)" in said[0]


def test_local_name_is_no_claim_on_that_of_another_country(tmp_path: Path) -> None:
    text = entry("red", 'aliases = [{ name = "Islamic Party", local = true }]')
    other = entry("blue", 'aliases = ["Islamic Party"]').replace("SY", "IQ")
    assert not complaints(tmp_path, text, other)
    index = load_actors(tmp_path / "packs")
    assert index.alias("Islamic Party").id == "blue"  # type: ignore[union-attr]
    assert index.alias("Islamic Party", near="SY") is index.by_id["red"].actor


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('kind = "warrior"', "there is no kind 'warrior'"),
        ('parent = { id = "nobody", cite = "a book of 2004" }', "names 'nobody', which no pack defines"),
        ('parent = { id = "blue" }', "parent blue has no citation"),
        ('office = { office = "mayor" }', "the office mayor of SY has no citation"),
        (
            'parent = { id = "blue", cite = "a book", since = "2004", until = "2003" }',
            "since 2004 comes after until 2003",
        ),
        ('parent = { id = "blue", cite = "a book", since = "spring" }', "since 'spring' is no date in EDTF"),
        ('parent = { id = "blue", cite = "a book", since = "2004/2005" }', "since '2004/2005' is no date in EDTF"),
        ('colour = "red"', "it knows no field 'colour'"),
        ('parent = { id = "blue", cite = "a book", when = "2004" }', "parent knows no field 'when'"),
        ('aliases = [{ name = "Reds", tongue = "en" }]', "an alias knows no field 'tongue'"),
        ('office = { office = "mayor", of = "nobody", cite = "a book" }', "is of 'nobody', which no pack defines"),
    ],
)
def test_entry_is_refused_with_its_line(tmp_path: Path, line: str, said: str) -> None:
    text = entry("blue") + entry("red", line)
    if line.startswith("kind"):
        text = entry("blue") + entry("red").replace('kind = "rebel"', line)
    found = complaints(tmp_path, text)
    at = 9 if line.startswith("kind") else 11
    assert len(found) == 1
    assert found[0].startswith(f"a.toml, line {at}: actor 'red'")
    assert said in found[0]


def test_all_problems_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    said = complaints(
        tmp_path,
        entry("red", 'colour = "red"', 'parent = { id = "blue" }'),
        "[[actor",
        entry("blue", 'parent = { id = "nobody", cite = "a book of 2004" }'),
    )
    assert [s.split(":")[0] for s in said] == [
        "a.toml, line 6", "a.toml, line 7", "b.toml, line 1", "c.toml, line 6"
    ]  # fmt: skip


def test_header_inside_of_a_string_or_a_comment_is_no_entry(tmp_path: Path) -> None:
    odd = "cite = '''\n[[actor]]\n'''"
    text = '# [[actor]]\n[[actor]]\nid = "a"\nname = "A Front"\nkind = "rebel"\n\n[[actor.parent]]\nid = "b"\n' + odd
    said = complaints(tmp_path, text + "\n" + entry("b", 'colour = "red"'))
    assert [s.split(" it")[0] for s in said] == ["a.toml, line 17: actor 'b':"]


def test_own_pack_adds_to_an_entry_and_replaces_its_fields(tmp_path: Path) -> None:
    ours = entry("red", 'aliases = ["Reds"]', 'parent = { id = "blue", cite = "a book of 2004" }') + entry("blue")
    own = '[[actor]]\nid = "red"\nname = "Red Front"\nkind = "militia"\naliases = ["Red Guard"]\n'
    assert not complaints(tmp_path, ours, own=own)
    red = load_actors(tmp_path / "packs", own=tmp_path / "own").by_id["red"]
    assert (red.actor.name, red.actor.kind, red.actor.country) == ("Red Front", "militia", "SY")
    assert set(red.aliases) == {"Reds", "Red Guard", "Front Red"}
    assert [r.id for r in red.relations] == ["blue"]


def test_own_pack_replaces_an_entry_where_it_says_so(tmp_path: Path) -> None:
    ours = entry("red", 'aliases = ["Reds"]')
    own = '[[actor]]\nid = "red"\nname = "Red Front"\nkind = "militia"\nreplaces = true\n'
    assert not complaints(tmp_path, ours, own=own)
    red = load_actors(tmp_path / "packs", own=tmp_path / "own").by_id["red"]
    assert (red.spellings, red.actor.country) == (("Red Front",), None)


def test_own_pack_changes_what_an_entry_is_known_by(tmp_path: Path) -> None:
    assert not complaints(tmp_path, entry("red"), own='[[actor]]\nid = "red"\naliases = ["Red Guard"]\n')
    without, with_own = load_actors(tmp_path / "packs"), load_actors(tmp_path / "packs", own=tmp_path / "own")
    assert without.entries["red"].digest != with_own.entries["red"].digest


def test_own_pack_is_refused_with_its_path_and_line(tmp_path: Path) -> None:
    said = complaints(tmp_path, entry("red", 'aliases = ["Reds"]'), own=entry("pink", 'aliases = ["Reds"]'))
    assert said[0].startswith(f"{tmp_path / 'own' / 'mine.toml'}, line 6: actor 'pink' claims 'Reds'")
    assert "a.toml, line 6" in said[0]


def test_only_an_own_pack_replaces(tmp_path: Path) -> None:
    assert "knows no field 'replaces'" in complaints(tmp_path, entry("red", "replaces = true"))[0]


def test_folder_of_own_packs_may_be_missing_but_is_no_file(tmp_path: Path) -> None:
    (tmp_path / "packs").mkdir()
    (tmp_path / "packs" / "a.toml").write_text(entry("red"), encoding="utf-8")
    assert list(load_actors(tmp_path / "packs", own=tmp_path / "none").by_id) == ["red"]
    (tmp_path / "own").write_text("", encoding="utf-8")
    with pytest.raises(KnowledgeError, match="is no folder"):
        load_actors(tmp_path / "packs", own=tmp_path / "own")


WORDS = st.one_of(st.integers(), st.text())
JUNK = st.one_of(
    st.booleans(), st.integers(), st.text(max_size=3), st.lists(st.one_of(st.text(max_size=2), st.none())),
    st.dictionaries(st.sampled_from(["id", "name", "cite", "since", "office", "x"]), WORDS),
    st.lists(st.dictionaries(st.sampled_from(["id", "name", "cite", "until"]), WORDS)),
)  # fmt: skip


@settings(suppress_health_check=[HealthCheck.too_slow])
@given(raw=st.dictionaries(st.sampled_from(["id", "name", "kind", "country", "person", "x", *LISTS]), JUNK))
def test_entry_of_anything_is_made_or_refused_in_words(raw: dict[str, Any]) -> None:
    said: list[str] = []
    made = entry_from(raw, lambda words, *_: said.append(words))
    assert (made is None) == bool(said)


def test_a_pack_that_is_no_text_is_refused_with_file_and_line(tmp_path: Path) -> None:
    packs, mine = tmp_path / "packs", tmp_path / "own"
    packs.mkdir()
    (mine / "folder.toml").mkdir(parents=True)
    (mine / "gone.toml").symlink_to(tmp_path / "nowhere")
    (mine / "latin.toml").write_bytes(entry("red", name="Café Front").encode("latin-1"))
    (mine / "wide.toml").write_bytes(entry("red").encode("utf-16"))
    with pytest.raises(KnowledgeError) as caught:
        load_actors(packs, own=mine)
    said = str(caught.value).splitlines()
    starts = ("folder.toml, line 1", "gone.toml, line 1", "latin.toml, line 3", "wide.toml, line 1")
    assert [line.split(": ")[0] for line in said] == [f"{mine}/{start}" for start in starts]


def test_a_mark_before_the_text_and_ends_of_lines_of_other_systems_are_no_harm(tmp_path: Path) -> None:
    (tmp_path / "a.toml").write_bytes(b"\xef\xbb\xbf" + entry("red").replace("\n", "\r\n").encode())
    assert set(load_actors(tmp_path).by_id) == {"red"}


@pytest.mark.parametrize("id_", ["text:red", "outlet:red", "any:gunmen", "a b", "a\\nb", ":", "person:x"])
def test_an_id_that_dateline_gives_or_that_no_list_can_show_is_refused(tmp_path: Path, id_: str) -> None:
    (said,) = complaints(tmp_path, entry(id_, name="Red Front"))
    assert "a.toml, line 2" in said
    assert "an id is letters" in said


def test_a_name_with_a_control_character_is_refused(tmp_path: Path) -> None:
    said = complaints(tmp_path, entry("red", 'aliases = ["Red\\u0000Group"]', name="Red\\nFront"))
    assert [line.split(": ")[0][-6:] for line in said] == ["line 3", "line 6"]

"""From dispatches to templates, on dispatches of our own."""

from __future__ import annotations

import copy
import tomllib
from importlib import resources
from pathlib import Path

import pytest
from benchmarks.muc.__main__ import main
from benchmarks.muc.groups import abbreviates
from benchmarks.muc.keys import SLOTS
from benchmarks.muc.templates import respond
from benchmarks.muc.texts import dispatch
from benchmarks.muc.words import read_words, task_words

BOMB = (
    "   LIMA, 9 FEB 90 -- [TEXT] GUERRILLAS OF THE COMMON WEAVERS FRONT [CWF] DETONATED A BOMB AT A BANK IN LIMA "
    "YESTERDAY. TWO PASSERSBY WERE INJURED."
)


def values(template, slot):
    return [f.values[0] for f in template.fills(slot)]


def test_respond_fills_the_slots_of_a_bombing():
    (template,) = respond(dispatch("M-1", BOMB))
    assert template.message == "M-1"
    assert values(template, 4) == ["BOMBING"]
    assert values(template, 2) == ["08 FEB 90"]
    assert values(template, 3) == ["PERU: LIMA (CITY)"]
    assert values(template, 5) == ["ACCOMPLISHED"]
    assert "BANK" in values(template, 12)
    assert "FINANCIAL" in values(template, 13)
    assert "CWF" in values(template, 10)


def test_respond_tells_a_name_from_its_description():
    (template,) = respond(dispatch("M-1", "   BOGOTA, 9 FEB 90 -- JUDGE ANA SORIA WAS MURDERED IN BOGOTA TODAY."))
    assert values(template, 18) == ["ANA SORIA"]
    assert [(f.values, f.refs) for f in template.fills(19)] == [(("JUDGE",), ("ANA SORIA",))]
    assert values(template, 20) == ["LEGAL OR JUDICIAL"]
    assert values(template, 23) == ["DEATH"]


@pytest.mark.parametrize(
    "text",
    [
        "THE MINISTER OPENED A SCHOOL IN LIMA TODAY.",
        "SOLDIERS CLASHED WITH GUERRILLAS NEAR AYACUCHO TODAY.",
        "THE POLICE DENIED THAT A JUDGE WAS KIDNAPPED.",
    ],
)
def test_respond_gives_nothing_for_what_is_no_incident_of_the_task(text):
    assert respond(dispatch("M-1", f"   LIMA, 9 FEB 90 -- {text}")) == []


def test_respond_quotes_the_dispatch():
    strings = {
        v for t in respond(dispatch("M-1", BOMB)) for s in (6, 9, 12, 18, 19) for f in t.fills(s) for v in f.values
    }
    words = dispatch("M-1", BOMB).document.text.upper()
    assert strings
    assert all(string in words for string in strings)


def test_abbreviates_takes_initials_in_any_order():
    assert abbreviates("CWF", "COMMON WEAVERS FRONT")
    assert abbreviates("FWC", "COMMON WEAVERS FRONT")
    assert not abbreviates("CWF", "COMMON PEOPLE'S ARMY")


def test_task_words_name_only_choices_of_the_task():
    tables = task_words().tables
    assert set(tables["incidents.triggers"].values()) <= {
        "ATTACK", "BOMBING", "KIDNAPPING", "ARSON", "ROBBERY", "FORCED WORK STOPPAGE"
    }  # fmt: skip
    assert all(choice == choice.upper() for table in tables.values() for choice in table.values())


def test_read_words_names_the_entry_that_breaks_the_schema():
    file = resources.files("benchmarks.muc").joinpath("muc.toml")
    raw = tomllib.loads(file.read_text(encoding="utf-8"))
    for section, name, value in (("scoring", "empty", "THE"), ("people", "armed", [1])):
        broken = copy.deepcopy(raw)
        broken[section][name] = value
        with pytest.raises(ValueError, match=name):
            read_words(broken)
    twice = copy.deepcopy(raw)
    twice["things"]["types"]["ENERGY"].append("bank")
    with pytest.raises(ValueError, match="'bank'"):
        read_words(twice)
    missing = copy.deepcopy(raw)
    del missing["case"]["tags"]
    with pytest.raises(ValueError, match="tags"):
        read_words(missing)


def test_main_says_so_where_the_set_is_absent(tmp_path: Path, capsys):
    assert main([str(tmp_path / "muc")]) == 0
    assert "absent" in capsys.readouterr().out


def test_main_ends_with_the_summary(tmp_path: Path, capsys):
    folder = tmp_path / "tst1"
    folder.mkdir()
    (folder / "tst1-muc3").write_text(f"TST1-MUC3-0001\n\n{BOMB}\n", encoding="latin-1")
    filled = dict.fromkeys(SLOTS, "-") | {4: "BOMBING", 12: '"BANK"', 13: 'FINANCIAL: "BANK"'}
    lines = ["0.  MESSAGE: ID   TST1-MUC3-0001", "1.  MESSAGE: TEMPLATE   1"]
    lines += [f"{n}. {name}   {filled[n]}" for n, name in SLOTS.items()]
    (folder / "key-tst1.v7").write_text("\n".join(lines), encoding="latin-1")
    assert main([str(tmp_path)]) == 0
    last = capsys.readouterr().out.splitlines()[-1]
    assert last.startswith("muc: ALL TEMPLATES F tst1 ")
    assert main([str(tmp_path), "--json"]) == 0
    assert '"set": "muc"' in capsys.readouterr().out

"""`dateline actors`: what is listed, decided and taken back, and what is written."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline import exporting
from dateline.cli import actors as actors_command
from dateline.cli import cli
from dateline.cli.exits import Exit
from dateline.knowledge.actors import load_actors
from dateline.model import (
    Actor,
    Document,
    EventType,
    Evidence,
    Party,
    PartyMissing,
    PlaceMissing,
    Report,
    Span,
    Status,
    WhenMissing,
    Zone,
    ZoneKind,
)
from dateline.record import create_or_open

Invoke = Callable[..., Result]
ZEBRA = Actor("text:quick zebra front", "Quick Zebra Front", "rebel")


def fled(text: str, name: str, actor: Actor, number: int) -> tuple[Document, Report]:
    sha256 = f"{number}" * 64
    zones = (Zone(ZoneKind.BODY, Span(0, len(text))),)
    document = Document(Document.id_for(sha256, text), sha256, text, path=f"{number}.txt", zones=zones)
    at = text.index(name)
    report = Report(
        document.id,
        ZoneKind.BODY,
        Evidence.at(text, 0, len(text)),
        Evidence.at(text, text.index("fled"), text.index("fled") + 4),
        EventType.RETREAT,
        None,
        Status.OCCURRED,
        "test 1",
        actors=(Party(actor, Evidence.at(text, at, at + len(name))),),
        recipients_missing=PartyMissing.NOT_STATED,
        place_missing=PlaceMissing.NOT_STATED,
        when_missing=WhenMissing.NOT_STATED,
    )
    return document, report


@pytest.fixture
def kept(tmp_path: Path) -> Path:
    """A record that names a colonel in two spellings, a militia no pack knows, one that a pack knows, and a baker."""
    told = [
        ("Colonel Yusuf Garad fled.", "Colonel Yusuf Garad", Actor("text:yusuf garad", "Yusuf Garad", "military")),
        ("Then Yousuf Garad fled.", "Yousuf Garad", Actor("text:yousuf garad", "Yousuf Garad")),
        ("The Quick Zebra Front fled.", ZEBRA.name, ZEBRA),
        ("The Mahdi Army fled.", "Mahdi Army", Actor("mahdi-army", "Mahdi Army", "militia", "IQ")),
        ("Qasab Nuur fled.", "Qasab Nuur", Actor("text:qasab nuur", "Qasab Nuur")),
    ]
    path = tmp_path / "r.dateline"
    with create_or_open(path) as record:
        run = record.begin({})
        for number, (text, name, actor) in enumerate(told):
            document, report = fled(text, name, actor, number)
            run.store(
                document,
                original=text.encode(),
                media="text",
                origin=document.path or "",
                reports=[report],
                fingerprint="f",
                reading_fingerprint="r",
            )
        record.link_actors(run)
        run.finish("finished")
    return path


@pytest.fixture
def invoke() -> Invoke:
    def run(*arguments: object) -> Result:
        return CliRunner().invoke(cli, ["actors", *map(str, arguments)], prog_name="dateline")

    return run


def ids(result: Result) -> list[str]:
    assert result.exit_code == Exit.DONE, result.stderr
    return [row["id"] for row in json.loads(result.stdout)]


def test_actors_of_a_record_are_listed_the_most_named_first(invoke: Invoke, kept: Path) -> None:
    listed = ids(invoke(kept, "--json"))
    assert listed[0] == "text:yousuf garad"
    assert sorted(listed[1:]) == ["mahdi-army", "text:qasab nuur", "text:quick zebra front"]
    assert listed == ids(invoke("list", kept, "--json"))
    said = invoke(kept).stdout
    assert "Mahdi Army" in said
    assert said.splitlines()[0].split() == ["id", "name", "kind", "of", "documents", "reports"]


def test_list_is_narrowed_and_cut(invoke: Invoke, kept: Path) -> None:
    assert len(ids(invoke(kept, "--unknown", "--json"))) == 3
    assert ids(invoke("--kind", "militia", kept, "--json")) == ["mahdi-army"]
    assert ids(invoke(kept, "--country", "iq", "--json")) == ["mahdi-army"]
    assert ids(invoke(kept, "--like", "garaad yussuf", "--json")) == ["text:yousuf garad"]
    assert len(ids(invoke(kept, "--limit", "2", "--json"))) == 2
    assert "and 3 more" in invoke(kept, "--limit", "1").stdout
    assert "no actor fits" in invoke(kept, "--like", "nobody").stdout


def test_list_refuses_what_is_no_country_or_kind(invoke: Invoke, kept: Path) -> None:
    wrong = invoke(kept, "--country", "Iraq")
    assert wrong.exit_code == Exit.USAGE
    assert "Iraq is IQ" in wrong.stderr
    assert "there is no kind 'milita'" in invoke(kept, "--kind", "milita").stderr
    assert invoke("no-such.dateline").exit_code == Exit.RECORD


def test_show_has_a_sentence_for_each_spelling(invoke: Invoke, kept: Path) -> None:
    said = invoke("show", kept, "text:yousuf garad").stdout
    assert "Then Yousuf Garad fled." in said
    assert "Colonel Yusuf Garad fled." in said
    assert "0.txt" in said
    shown = json.loads(invoke("show", kept, "Yusuf Garad", "--json").stdout)
    assert {one["spelling"] for one in shown["examples"]} == {"Yusuf Garad", "Yousuf Garad"}
    assert len(shown["named_in"]) == 2
    assert shown["decisions"] == []


def test_show_of_a_known_actor_says_all_that_the_packs_say(invoke: Invoke, kept: Path) -> None:
    lines = invoke("show", kept, "mahdi-army").stdout.splitlines()
    at = lines.index("armed wing of: Sadrist movement (sadrist-movement), since 2003")
    assert "International Crisis Group" in lines[at + 1]
    assert "led by: Muqtada al-Sadr (muqtada-al-sadr), since 2003" in lines
    assert "split off from it: Promised Day Brigades (promised-day-brigades), since 2008-11" in lines
    shown = json.loads(invoke("show", kept, "mahdi-army", "--json").stdout)
    kinds = {(one["kind"], one["incoming"]) for one in shown["relations"]}
    assert {("armed_wing_of", False), ("led_by", False), ("split_from", True)} <= kinds
    assert all(one["cite"] for one in shown["relations"])


def test_show_has_the_offices_of_a_person_and_those_held_in_a_body(invoke: Invoke, kept: Path) -> None:
    for id_ in ("nouri-al-maliki", "IQ:interior-ministry"):
        assert invoke("merge", kept, id_, ZEBRA.id, "--by", "me").exit_code == Exit.DONE
        said = invoke("show", kept, id_).stdout.splitlines()
        line = "office: prime minister of Iraq, 2006-05-20 to 2014-09-08"
        assert line in said if id_ == "nouri-al-maliki" else any(one.startswith("spokesman: ") for one in said)
        invoke("undo", kept, _last_decision(invoke, kept, id_), "--by", "me")


def test_show_leaves_out_headings_of_nothing(invoke: Invoke, kept: Path) -> None:
    said = invoke("show", kept, ZEBRA.id).stdout
    assert "By the packs" not in said
    assert "By claims" not in said


def _last_decision(invoke: Invoke, kept: Path, id_: str) -> str:
    shown = json.loads(invoke("show", kept, id_, "--json").stdout)
    return str(shown["decisions"][-1]["id"])


def test_show_of_an_unknown_actor_has_those_that_it_comes_near_to(invoke: Invoke, tmp_path: Path) -> None:
    path = tmp_path / "near.dateline"
    with create_or_open(path) as record:
        run = record.begin({})
        document, report = fled("Saad Ali fled.", "Saad Ali", Actor("text:saad ali", "Saad Ali"), 7)
        facts = {"media": "text", "origin": "7.txt", "fingerprint": "f", "reading_fingerprint": "r"}
        run.store(document, original=b"Saad Ali fled.", reports=[report], **facts)
        record.link_actors(run)
        run.finish("finished")
    assert "Saad Ali Aati (saad-ali-aati), by Saad Ali Aati" in invoke("show", path, "Saad Ali").stdout
    shown = json.loads(invoke("show", path, "Saad Ali", "--json").stdout)
    assert "text:saad ali" not in {one["id"] for one in shown["nearest"]}


def test_show_of_nobody_says_how_to_find_somebody(invoke: Invoke, kept: Path) -> None:
    result = invoke("show", kept, "text:nobody")
    assert result.exit_code == Exit.RECORD
    assert "--like" in result.stderr


def test_merge_takes_effect_at_once_and_undo_takes_it_back(invoke: Invoke, kept: Path) -> None:
    before = ids(invoke(kept, "--json"))
    why = ("--reason", "a wing of it", "--by", "me", "--json")
    made = invoke("merge", kept, ZEBRA.id, "mahdi-army", *why)
    decision = json.loads(made.stdout)
    assert (decision["targets"], decision["reviewer"]) == (["text:quick zebra front", "mahdi-army"], "me")
    assert "text:quick zebra front" not in ids(invoke(kept, "--json"))
    said = invoke("show", kept, "text:quick zebra front").stdout
    assert "formerly" in said
    assert f"{decision['id']} merge" in said
    assert "a wing of it" in said
    assert invoke("undo", kept, decision["id"], "--by", "me").exit_code == Exit.DONE
    assert ids(invoke(kept, "--json")) == before


def test_merge_with_a_known_actor_that_the_record_does_not_name(invoke: Invoke, kept: Path) -> None:
    result = invoke("merge", kept, "sadrist-movement", "text:quick zebra front", "--by", "me")
    assert result.exit_code == Exit.DONE
    assert f"dateline actors undo {kept}" in result.stderr
    assert "sadrist-movement" in ids(invoke(kept, "--json"))


def test_split_parts_a_spelling_and_says_which_can_be(invoke: Invoke, kept: Path) -> None:
    wrong = invoke("split", kept, "text:yousuf garad", "Yasin Garad", "--by", "me")
    assert wrong.exit_code == Exit.USAGE
    assert "yousuf garad, yusuf garad" in wrong.stderr
    assert invoke("split", kept, "text:yousuf garad", "Yusuf Garad", "--by", "me").exit_code == Exit.DONE
    assert {"text:yousuf garad", "text:yusuf garad"} <= set(ids(invoke(kept, "--json")))
    assert invoke("split", kept, "mahdi-army", "Mahdi Army", "--by", "me").exit_code == Exit.USAGE


def test_what_there_is_nothing_to_decide_about_is_refused(invoke: Invoke, kept: Path) -> None:
    assert "two ids or more" in invoke("merge", kept, "mahdi-army").stderr
    assert "has no actor 'nobody'" in invoke("merge", kept, "mahdi-army", "nobody").stderr
    same = invoke("different", kept, "text:yusuf garad", "text:yousuf garad", "--by", "me")
    assert same.exit_code == Exit.USAGE
    assert "use split" in same.stderr
    assert "nothing is to merge" in invoke("merge", kept, "Yusuf Garad", "Yousuf Garad").stderr
    assert "no decision 'k1'" in invoke("undo", kept, "k1").stderr


def test_different_is_kept(invoke: Invoke, kept: Path) -> None:
    assert invoke("different", kept, "mahdi-army", "text:quick zebra front", "--by", "me").exit_code == Exit.DONE
    shown = json.loads(invoke("show", kept, "mahdi-army", "--json").stdout)
    assert [one["act"] for one in shown["decisions"]] == ["different"]


@pytest.mark.parametrize("shape", actors_command.FORMATS)
def test_export_leaves_private_persons_out(invoke: Invoke, kept: Path, tmp_path: Path, shape: str) -> None:
    to = tmp_path / f"actors.{shape}"
    assert invoke("export", kept, "-f", shape, "-o", to).exit_code == Exit.DONE
    assert b"Mahdi Army" in to.read_bytes()
    assert b"Qasab" not in to.read_bytes()
    written = json.loads(invoke("export", kept, "-f", shape, "-o", to, "--include-private", "--json").stdout)
    assert written["written"][0]["rows"] == 4
    assert b"Qasab" in to.read_bytes()


def test_export_to_the_screen_is_data_alone(invoke: Invoke, kept: Path) -> None:
    first, *_ = invoke("export", kept).stdout.splitlines()
    assert json.loads(first)["id"] == "mahdi-army"
    assert invoke("export", kept, "--json").exit_code == Exit.USAGE


def test_formats_offered_are_those_that_hold_actors() -> None:
    holding = {name for name, shape in exporting.FORMATS.items() if "actors" in shape.holds}
    assert set(actors_command.FORMATS) == holding


def test_pack_loads_and_is_not_overwritten(invoke: Invoke, kept: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    to = tmp_path / "mine" / "my-actors.toml"
    result = invoke("pack", kept, "-o", to, "--json")
    assert json.loads(result.stdout) == {"path": str(to), "entries": 2, "comments": 0}
    assert load_actors(to.parent).match("Quick Zebra Front").id == "quick-zebra-front"
    assert "Qasab" not in to.read_text(encoding="utf-8")
    again = invoke("pack", kept, "-o", to)
    assert again.exit_code == Exit.RECORD
    assert "may hold edits" in again.stderr


def test_a_report_shows_the_actor_that_its_words_mean(kept: Path) -> None:
    with create_or_open(kept) as record:
        (report,) = [row for row in record.reports() if "Colonel" in row["words"]]
    result = CliRunner().invoke(cli, ["show", str(kept), report["id"]], prog_name="dateline")
    assert 'Yousuf Garad (military, text:yousuf garad): "Colonel Yusuf Garad"' in " ".join(result.stdout.split())


def test_help_of_every_command_fits_a_narrow_terminal(invoke: Invoke) -> None:
    for name in ([], *([name] for name in actors_command.command.commands)):
        said = invoke(*name, "--help").stdout
        assert max(map(len, said.splitlines())) <= 80


def test_a_build_links_the_names_of_its_documents(invoke: Invoke, tmp_path: Path) -> None:
    folder = tmp_path / "articles"
    folder.mkdir()
    for n, name in enumerate(("Yusuf Garaad", "Yousuf Garad")):
        text = f"A raid in Kismayo\n\nOn {n + 3} May 2014 Colonel {name} arrested two bakers in Kismayo, Somalia.\n"
        (folder / f"{n}.txt").write_text(text, encoding="utf-8")
    to = tmp_path / "built.dateline"
    built = CliRunner().invoke(cli, ["build", str(folder), "-o", str(to), "--quiet"], prog_name="dateline")
    assert built.exit_code == Exit.DONE
    (row,) = json.loads(invoke(to, "--like", "garad", "--json").stdout)
    assert (row["id"], row["documents"]) == ("text:yousuf garad", 2)
    assert {one["words"] for one in row["spellings"]} == {"Yusuf Garaad", "Yousuf Garad"}


def test_a_decision_without_a_name_is_refused_rather_than_signed_with_the_login(invoke: Invoke, kept: Path) -> None:
    assert invoke("merge", kept, "mahdi-army", "IQ:police", "--by", "").exit_code != 0

"""Each command: data on standard output, talk on standard error, and an exit status that says how it ended."""

from __future__ import annotations

import csv
import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

import dateline
from dateline import exporting, settings
from dateline.cli import cli
from dateline.cli import export as export_command
from dateline.cli.app import COMMANDS
from dateline.cli.exits import MEANINGS, Exit
from dateline.cli.output import clean
from dateline.cli.reference import reference
from dateline.errors import RecordFull
from dateline.model import schema
from dateline.record import Run, create_or_open

ROOT = Path(__file__).parents[2]
SRC = Path(dateline.__file__).parents[1]
EXAMPLES = ROOT / "examples" / "maysan"

Invoke = Callable[..., Result]


@pytest.fixture(autouse=True)
def alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Keep the settings and the folder of whoever runs the tests out of them."""
    monkeypatch.setattr(settings, "user_file", lambda: tmp_path / "no-such-user" / "dateline.toml")
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")


@pytest.fixture
def invoke() -> Invoke:
    def run(*arguments: object, input: bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(one) for one in arguments], input=input, prog_name="dateline")

    return run


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    folder.mkdir()
    (folder / "aden.txt").write_text(
        "Shelling hits the port\n\nOn 4 March 2015 the army shelled the port of Aden and killed two dockers.\n"
    )
    (folder / "kismayo.txt").write_text("A quiet week\n\nPolice arrested a baker in Kismayo on Tuesday.\n")
    return folder


@pytest.fixture
def built(invoke: Invoke, articles: Path, tmp_path: Path) -> Path:
    to = tmp_path / "r.dateline"
    assert invoke("build", articles, "-o", to, "--quiet").exit_code == 0
    return to


@pytest.fixture
def kept(tmp_path: Path, keep: Callable[..., bool], a_document: Callable[..., object]) -> Path:
    """A record with the one document, report and claim of the conftest."""
    with create_or_open(tmp_path / "kept.dateline") as record:
        keep(record, a_document())
    return tmp_path / "kept.dateline"


# dateline


def test_help_loads_nothing_heavy() -> None:
    code = (
        "import sys\nfrom dateline.cli import main\n"
        "try: main()\nfinally: print(sorted({m.partition('.')[0] for m in sys.modules}), file=sys.stderr)"
    )
    for arguments in (["--help"], ["build", "--help"], ["export", "--help"], ["--version"]):
        done = subprocess.run(
            [sys.executable, "-c", code, *arguments],
            env={**os.environ, "PYTHONPATH": str(SRC)},
            capture_output=True,
            text=True,
            timeout=60,
        )
        assert done.returncode == 0, done.stderr
        for heavy in ("spacy", "pyarrow", "sqlalchemy", "trafilatura", "rich", "numpy"):
            assert f"'{heavy}'" not in done.stderr


def test_help_tells_every_exit_status(invoke: Invoke) -> None:
    said = invoke("--help").stdout
    for status, meaning in MEANINGS.items():
        assert f"{status.value}  {meaning}" in said
    assert set(MEANINGS) == set(Exit)


def test_help_fits_a_narrow_terminal(invoke: Invoke) -> None:
    for arguments in ([], *([name] for name in COMMANDS)):
        said = invoke(*arguments, "--help").stdout
        assert max(map(len, said.splitlines())) <= 80


def test_version_is_that_of_the_package(invoke: Invoke) -> None:
    assert invoke("--version").stdout == f"dateline {dateline.__version__}\n"


def test_unknown_command_is_a_usage_error(invoke: Invoke) -> None:
    assert invoke("bild").exit_code == Exit.USAGE


def test_a_broken_settings_file_stops_a_command(invoke: Invoke, articles: Path) -> None:
    Path("dateline.toml").write_text("[bild]\nprocesses = 1\n")
    done = invoke("build", articles, "-o", "r.dateline")
    assert done.exit_code == Exit.USAGE
    assert done.stdout == ""
    assert done.stderr == "dateline: dateline.toml: there is no group [bild]; did you mean [build]?\n"
    assert not Path("r.dateline").exists()


def test_a_fault_is_one_sentence_and_a_traceback_only_when_asked(
    invoke: Invoke, articles: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dateline import building

    def fault(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug")

    monkeypatch.setattr(building, "build_into", fault)
    done = invoke("build", articles, "-o", "r.dateline")
    assert done.exit_code == Exit.UNEXPECTED
    assert "fault of Dateline (ZeroDivisionError: a bug)" in done.stderr
    assert "Traceback" not in done.stderr
    assert isinstance(invoke("--debug", "build", articles, "-o", "r.dateline").exception, ZeroDivisionError)


@pytest.mark.parametrize("asked", ["export", "show"])
def test_output_that_nobody_reads_ends_quietly(built: Path, asked: str) -> None:
    reading, writing = os.pipe()
    os.close(reading)
    done = subprocess.run(
        [sys.executable, "-c", "from dateline.cli import main; main()", asked, str(built)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        stdout=writing,
        stderr=subprocess.PIPE,
        timeout=60,
    )
    os.close(writing)
    assert done.stderr == b""
    assert done.returncode == Exit.BROKEN_PIPE


def test_reference_page_is_up_to_date() -> None:
    page = (ROOT / "docs" / "reference-cli.md").read_text(encoding="utf-8")
    assert page == reference(), "run `python -m dateline.cli.reference docs`"


@pytest.mark.parametrize("text", ["\x1b[2J", "a\x07b", "\x9b31m", "\u202eevil", "a\rb", "tab\there", "\ud800"])
def test_clean_leaves_nothing_that_steers_a_terminal(text: str) -> None:
    assert clean(text).isprintable()


# dateline build


def test_build_talks_on_stderr_alone(invoke: Invoke, articles: Path) -> None:
    done = invoke("build", articles, "-o", "r.dateline")
    assert (done.exit_code, done.stdout) == (Exit.DONE, "")
    assert done.stderr.startswith("r.dateline: 2 documents coded in ")
    again = invoke("build", articles, "-o", "r.dateline")
    assert again.stderr.startswith("r.dateline: nothing to code: 2 documents unchanged; it holds 2 documents, ")


def test_build_quiet_says_nothing_when_all_is_well(invoke: Invoke, articles: Path) -> None:
    done = invoke("build", articles, "-o", "r.dateline", "-q")
    assert (done.exit_code, done.output) == (Exit.DONE, "")


def test_build_json_tells_what_was_done(invoke: Invoke, articles: Path) -> None:
    (articles / "empty.txt").touch()
    done = invoke("build", articles, "-o", "r.dateline", "--json", "--processes", "1")
    told = json.loads(done.stdout)
    assert done.exit_code == Exit.PARTLY
    assert (told["read"], told["coded"], told["unchanged"], told["holds"]["documents"]) == (2, 2, 0, 2)
    assert [(f["origin"], f["reason"]) for f in told["failed"]] == [("empty.txt", "empty")]


def test_build_names_what_it_could_not_read(invoke: Invoke, articles: Path) -> None:
    done = invoke("build", articles, "gone.txt", "-o", "r.dateline")
    assert done.exit_code == Exit.PARTLY
    assert "1 input could not be read:\n  gone.txt: there is no such file" in done.stderr


def test_build_of_nothing_readable_has_its_own_status(invoke: Invoke) -> None:
    done = invoke("build", "gone.txt", "-o", "r.dateline")
    assert done.exit_code == Exit.NOTHING
    assert "r.dateline: nothing could be read" in done.stderr


def test_build_reads_standard_input(invoke: Invoke) -> None:
    done = invoke("build", "-", "-o", "r.dateline", "--json", input=b"Rebels attacked a convoy near Goma.\n")
    assert json.loads(done.stdout)["coded"] == 1


def test_build_leaves_a_file_that_is_no_record(invoke: Invoke, articles: Path) -> None:
    Path("notes.txt").write_text("my notes")
    done = invoke("build", articles, "-o", "notes.txt")
    assert done.exit_code == Exit.RECORD
    assert "notes.txt is not a record" in done.stderr
    assert Path("notes.txt").read_text() == "my notes"


def test_build_tells_of_a_full_disk(invoke: Invoke, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object, **__: object) -> None:
        raise RecordFull("no space is left for r.dateline")

    monkeypatch.setattr(Run, "store", full)
    done = invoke("build", articles, "-o", "r.dateline")
    assert (done.exit_code, done.stderr) == (Exit.RECORD, "dateline: no space is left for r.dateline\n")


def test_build_stopped_says_how_to_go_on(invoke: Invoke, articles: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.cli.progress import Meter

    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(Meter, "update", stop)
        done = invoke("build", articles, "-o", "r.dateline")
    assert done.exit_code == Exit.INTERRUPTED
    assert "stopped; r.dateline keeps 1 document: run the same command again for the rest" in done.stderr
    again = json.loads(invoke("build", articles, "-o", "r.dateline", "--json").stdout)
    assert (again["coded"], again["unchanged"]) == (1, 1)


def test_build_refuses_fewer_than_no_processes(invoke: Invoke, articles: Path) -> None:
    done = invoke("build", articles, "-o", "r.dateline", "--processes", "-2")
    assert done.exit_code == Exit.USAGE
    assert "the command line: [build] processes is at least 0; got -2" in done.stderr


# dateline show


def test_show_a_record_counts_what_it_holds(invoke: Invoke, built: Path) -> None:
    said = invoke("show", built).stdout
    assert "2 documents" in said
    for words in ("Reports by type and status", "ASSAULT", "occurred", "body", "Shelling hits the port"):
        assert words in said


def test_show_json_of_a_record_names_failures_until_they_are_read(invoke: Invoke, articles: Path, built: Path) -> None:
    (articles / "late.txt").touch()
    for _ in range(2):
        invoke("build", articles, "-o", built)
    assert [f["origin"] for f in json.loads(invoke("show", built, "--json").stdout)["failures"]] == ["late.txt"]
    assert "Could not be read" in invoke("show", built).stdout
    (articles / "late.txt").write_text("Rebels attacked a convoy near Goma.\n")
    invoke("build", articles, "-o", built)
    told = json.loads(invoke("show", built, "--json").stdout)
    assert told["failures"] == []
    assert len(told["runs"]) == 4


def test_show_rows_cuts_lists_and_counts_the_rest(invoke: Invoke, built: Path) -> None:
    assert "and 1 more; --rows 0 shows all" in invoke("show", built, "--rows", "1").stdout
    assert "more;" not in invoke("show", built, "--rows", "0").stdout


def test_show_a_document_by_id_or_path(invoke: Invoke, kept: Path) -> None:
    by_path = invoke("show", kept, "a.txt")
    told = json.loads(invoke("show", kept, "a.txt", "--json").stdout)
    assert invoke("show", kept, told["id"]).stdout == by_path.stdout
    for words in ("A killing in Kismayo", "Hodan Ali", "comment", "by Ayaan", "1 reference", "1 report", "1 claim"):
        assert words in by_path.stdout
    assert [r["type"] for r in told["reports"]] == ["ASSAULT"]


def test_show_a_report_marks_its_evidence(invoke: Invoke, kept: Path) -> None:
    (report,) = json.loads(invoke("show", kept, "a.txt", "--json").stdout)["reports"]
    said = " ".join(invoke("show", kept, report["id"]).stdout.split())
    assert (
        "On [when: 3 May 2014] [actor: rebels] [event: killed] [recipient: [killed: 12] men] in [place: Kismayo], "
        "[voice: a doctor] said."
    ) in said
    for words in ('Kismayo (settlement, Lower Juba, SO, -0.3600 42.5500, precision 1: exact): "Kismayo"', "12/12/12"):
        assert words in said


def test_show_a_report_says_how_far_off_its_place_may_be_and_whence_it_comes(invoke: Invoke, tmp_path: Path) -> None:
    (tmp_path / "near.txt").write_text(
        "Shots near Kut\n2014-03-05\n\nGunmen killed two farmers near Kut, Iraq, on Monday. They kidnapped a nurse.\n"
    )
    record = tmp_path / "near.dateline"
    invoke("build", tmp_path / "near.txt", "-o", record)
    ids = [json.loads(line)["id"] for line in invoke("export", record).stdout.splitlines()]
    told = " ".join(" ".join(invoke("show", record, one).stdout.split()) for one in ids)
    assert "precision 2: near, within 25 km)" in told
    assert "within 25 km, carried from an earlier sentence)" in told


def test_show_says_why_a_field_is_empty(invoke: Invoke, built: Path) -> None:
    rows = [json.loads(line) for line in invoke("export", built, "--where", "type=COERCE").stdout.splitlines()]
    assert rows[0]["voices"] == []
    said = invoke("show", built, rows[0]["id"]).stdout
    assert "the article's own" in said
    empty = [row for row in rows if row["when_missing"]]
    assert empty, "Tuesday cannot be dated without a date of publication"
    assert f"- {empty[0]['when_missing'].replace('_', ' ')}" in said


def test_show_a_claim(invoke: Invoke, kept: Path) -> None:
    (claim,) = json.loads(invoke("show", kept, "a.txt", "--json").stdout)["claims"]
    assert "strength" in invoke("show", kept, claim["id"]).stdout
    assert json.loads(invoke("show", kept, claim["id"], "--json").stdout) == claim


def test_show_what_is_not_there_is_a_record_error(invoke: Invoke, built: Path) -> None:
    for arguments, told in (
        ((built, "r00"), "no document, report, claim or incident 'r00'"),
        (("gone",), "there is no record"),
    ):
        done = invoke("show", *arguments)
        assert (done.exit_code, done.stdout) == (Exit.RECORD, "")
        assert told in done.stderr


# dateline search


def test_search_finds_reports_and_documents(invoke: Invoke, built: Path) -> None:
    assert "Aden" in invoke("search", built, "dockers").stdout
    (row,) = json.loads(invoke("search", built, "baker", "--what", "documents", "--json").stdout)
    assert row["title"] == "A quiet week"


def test_search_that_finds_nothing_says_so_on_stderr(invoke: Invoke, built: Path) -> None:
    done = invoke("search", built, "submarine", "harbour")
    assert (done.exit_code, done.stdout) == (Exit.DONE, "")
    assert done.stderr == "no report holds all of: submarine harbour\n"
    assert json.loads(invoke("search", built, "submarine", "--json").stdout) == []


# dateline export


def test_export_offers_what_the_rooms_offer() -> None:
    assert set(export_command.WHAT) == set(schema.SCHEMA)
    assert tuple(exporting.FORMATS) == export_command.FORMATS


def test_export_writes_rows_to_stdout(invoke: Invoke, built: Path) -> None:
    done = invoke("export", built, "--what", "documents")
    assert [json.loads(line)["title"] for line in done.stdout.splitlines()] != []
    assert done.stderr == ""
    rows = list(csv.DictReader(invoke("export", built, "-f", "csv").stdout.splitlines()))
    assert rows
    assert "trigger.words" in rows[0]


def test_export_all_fills_a_folder(invoke: Invoke, built: Path) -> None:
    done = invoke("export", built, "--what", "all", "-o", "out/deep", "--json")
    written = {one["what"]: one for one in json.loads(done.stdout)["written"]}
    assert set(written) == set(schema.SCHEMA)
    assert len(Path("out/deep/documents.jsonl").read_text().splitlines()) == written["documents"]["rows"] == 2


def test_export_where_narrows(invoke: Invoke, built: Path) -> None:
    rows = [json.loads(line) for line in invoke("export", built, "--where", "type=ASSAULT").stdout.splitlines()]
    assert {row["type"] for row in rows} == {"ASSAULT"}
    hedged = invoke("export", built, "--where", "hedged=true")
    assert (hedged.exit_code, hedged.stdout) == (Exit.DONE, "")


def test_min_score_never_gives_more_and_means_the_same_everywhere(invoke: Invoke, built: Path) -> None:
    rows = [json.loads(line) for line in invoke("export", built).stdout.splitlines()]
    assert all(0 < row["scores"]["type"] < 1 for row in rows)
    cuts = [0.0, *sorted(row["scores"]["type"] for row in rows), 1.0]
    for least in cuts:
        sure = {row["id"] for row in rows if row["scores"]["type"] >= least}
        written = invoke("export", built, "--min-score", least).stdout.splitlines()
        assert {json.loads(line)["id"] for line in written} == sure
        shown = json.loads(invoke("show", built, "--min-score", least, "--json").stdout)
        assert sum(shown["reports"]["type"].values()) == sum(d["reports"] for d in shown["documents"]) == len(sure)
    assert len(sure) == 0 < len(rows)


def test_min_score_leaves_other_tables_whole_and_counts_what_it_left_out(invoke: Invoke, built: Path) -> None:
    done = invoke("export", built, "--what", "all", "-o", "sure", "--min-score", "1", "--json")
    written = {one["what"]: one["rows"] for one in json.loads(done.stdout)["written"]}
    assert (written["reports"], written["documents"]) == (0, 2)
    row = next(json.loads(line) for line in invoke("export", built).stdout.splitlines())
    assert "with a lower score left out" in invoke("show", built, row["document"], "--min-score", "1").stdout
    assert "scores" in invoke("show", built, row["id"], "--min-score", "1").stdout


def test_min_score_is_a_setting_too_and_has_bounds(invoke: Invoke, built: Path) -> None:
    Path("dateline.toml").write_text("[scores]\nmin_score = 1.0\n")
    assert invoke("export", built).stdout == ""
    assert invoke("export", built, "--min-score", "0").stdout != ""
    refused = invoke("export", built, "--min-score", "1.5")
    assert refused.exit_code == Exit.USAGE
    assert "min_score is at most 1; got 1.5" in refused.stderr


def test_export_covers_commenters_unless_asked(invoke: Invoke, kept: Path) -> None:
    assert "Ayaan" not in invoke("export", kept, "--what", "documents").stdout
    assert "Ayaan" in invoke("export", kept, "--what", "documents", "--commenters", "keep").stdout
    Path("dateline.toml").write_text('[export]\ncommenters = "keep"\n')
    assert "Ayaan" in invoke("export", kept, "--what", "documents").stdout


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (["--what", "all"], "name a folder with -o"),
        (["--json"], "name a file with -o"),
        (["--where", "type"], "write it as KEY=VALUE"),
        (["--where", "typ=AID"], "cannot be filtered by 'typ'; did you mean 'type'?"),
        (["--what", "claims", "-f", "geojson"], "geojson holds incidents and reports, not claims"),
        (["--what", "all", "-o", "x", "--where", "type=AID"], "asks one table"),
    ],
)
def test_export_refuses_what_makes_no_sense(invoke: Invoke, built: Path, arguments: list[str], told: str) -> None:
    done = invoke("export", built, *arguments)
    assert (done.exit_code, done.stdout) == (Exit.USAGE, "")
    assert told in done.stderr


@pytest.mark.parametrize("shape", ["acled", "geojson"])
def test_export_of_what_counts_events_is_of_incidents_unless_reports_are_asked_for(
    invoke: Invoke, built: Path, shape: str
) -> None:
    usual = invoke("export", built, "-f", shape)
    assert usual.exit_code == Exit.DONE, usual.stderr
    assert usual.stdout == invoke("export", built, "-f", shape, "--what", "incidents").stdout
    assert usual.stdout != invoke("export", built, "-f", shape, "--what", "reports").stdout
    refused = invoke("export", built, "-f", shape, "--min-score", "0.5")
    assert refused.exit_code == Exit.USAGE
    assert "use --what reports" in refused.stderr


def test_export_of_incidents_that_were_never_made_says_so(invoke: Invoke, built: Path, monkeypatch) -> None:
    assert "not put together" not in invoke("export", built, "-f", "acled").stderr
    monkeypatch.setattr("dateline.record.Record.incidents", lambda _: [])
    done = invoke("export", built, "-f", "acled")
    assert done.exit_code == Exit.DONE
    assert "its reports are not put together into incidents yet" in done.stderr


def test_export_to_a_place_that_cannot_be_written(invoke: Invoke, built: Path) -> None:
    Path("file").touch()
    for to in ("file/reports.jsonl", "file"):
        done = invoke("export", built, "--what", "all" if to == "file" else "reports", "-o", to)
        assert done.exit_code == Exit.RECORD
    assert [path.name for path in Path().iterdir()] == ["file"]


# dateline demo, doctor, completion


def test_demo_finds_what_a_reader_marked_and_codes_nothing_twice(invoke: Invoke) -> None:
    done = invoke("demo")
    assert done.exit_code == Exit.DONE
    assert "maysan.dateline: 14 documents coded" in done.stderr
    assert " statements; of their fields " in done.stdout
    assert "[event: " in done.stdout
    assert re.search(r"^\d+ reports tell of \d+ incidents \(", done.stdout, re.MULTILINE)
    assert "dateline incidents maysan.dateline" in done.stdout
    assert done.stdout.rstrip().splitlines()[-1].strip() == "dateline serve maysan.dateline --open"
    again = invoke("demo", "--json")
    told = json.loads(again.stdout)
    assert (told["build"]["coded"], told["build"]["unchanged"]) == (0, 14)
    assert all(document["wrong"] == [] for document in told["documents"])
    assert (
        f"found {sum(s['report'] is not None for s in told['statements'])} of {len(told['statements'])}" in done.stdout
    )
    together = [i for i in told["incidents"] if i["together"]]
    right = sum(i["right"] for i in together)
    assert f"brought together {right} of {len(together)} that a reader marked" in done.stdout
    assert all(i["incident"] and i["independent"] for i in together if i["right"])
    assert "nothing to code: 14 documents unchanged" in invoke("demo").stderr


def test_demo_without_articles_says_where_they_are(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.cli import demo

    monkeypatch.setattr(demo, "__file__", str(Path.cwd() / "a" / "b" / "c" / "demo.py"))
    done = invoke("demo")
    assert done.exit_code == Exit.UNEXPECTED
    assert "run `make demo` in a checkout" in done.stderr


def test_doctor_finds_everything_here(invoke: Invoke) -> None:
    done = invoke("doctor", "--json")
    told = json.loads(done.stdout)
    assert done.exit_code == Exit.DONE, done.stdout
    assert {"python", "model", "gazetteer", "sqlite", "settings"} <= {check["name"] for check in told["checks"]}


def test_doctor_tells_what_is_missing(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline import language
    from dateline.errors import KnowledgeError

    def missing(_: object) -> None:
        raise KnowledgeError("no English model is installed")

    monkeypatch.setattr(language, "parse", missing)
    done = invoke("doctor")
    assert done.exit_code == Exit.UNEXPECTED
    assert "MISSING  model  no English model is installed" in done.stdout


def test_doctor_does_without_what_only_maps_need(invoke: Invoke, monkeypatch: pytest.MonkeyPatch) -> None:
    from dateline.cli import doctor
    from dateline.drawing import boundaries

    monkeypatch.setattr(boundaries, "load", lambda: boundaries.Boundaries(why_none="no outlines: no npm"))
    monkeypatch.setattr(doctor, "VENDORED", "desk/never.built")
    done = invoke("doctor")
    assert done.exit_code == Exit.DONE
    assert "-   for outlines on maps  no outlines: no npm" in done.stdout
    assert "-   for maps that move  not there" in done.stdout


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(invoke: Invoke, shell: str) -> None:
    assert "_DATELINE_COMPLETE" in invoke("completion", shell).stdout


def test_lexicon_explain_tells_what_fired_and_what_nearly_did(invoke) -> None:
    result = invoke("lexicon", "explain", "Gunmen", "attacked", "a", "convoy.")
    assert result.exit_code == 0
    assert "ASSAULT.attack fired on 'attacked': ASSAULT, occurred" in result.output


def test_lexicon_explain_json_is_one_object_a_sentence(invoke) -> None:
    result = invoke("lexicon", "explain", "--json", "Gunmen attacked a convoy. It rained.")
    rows = json.loads(result.output)
    assert [[f["sense"] for f in row["fired"]] for row in rows] == [["ASSAULT.attack"], []]


def test_python_runs_the_package_as_the_command() -> None:
    environment = {**os.environ, "PYTHONPATH": str(SRC)}
    line = [sys.executable, "-m", "dateline", "--version"]
    done = subprocess.run(line, env=environment, capture_output=True, text=True, timeout=60)
    assert done.stdout.startswith("dateline ")

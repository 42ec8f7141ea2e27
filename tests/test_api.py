"""Builds end to end: what is known is not coded again, a stopped build is finished, results are stable."""

from __future__ import annotations

import io
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import dateline
from dateline import building, engines, pipeline
from dateline.building import BuildSummary, Progress, build_into
from dateline.errors import RecordError, RecordFull, SettingsError
from dateline.exporting import export
from dateline.record import Record, Run, create_or_open
from dateline.settings import Settings

SRC = Path(dateline.__file__).parents[1]
ARTICLES = {
    "aden.txt": "Shelling hits the port\n\nOn 4 March 2015 the army shelled the port of Aden and killed two dockers.\n",
    "kismayo.md": "# A quiet week\n\nPolice arrested a baker in Kismayo on Tuesday, a neighbour said.\n",
    "talks.html": "<html><head><title>Talks go on</title></head><body><article><h1>Talks go on</h1>"
    "<p>The two governments met in Geneva on 7 May 2019 and agreed to exchange prisoners of war.</p>"
    "<p>Both delegations promised to meet again before the summer, their spokesmen said.</p></article></body></html>",
    "more/goma.txt": "Notes from Goma\n\nRebels attacked a convoy near Goma on 2 June 2013. Four were wounded.\n",
}


@pytest.fixture
def articles(tmp_path: Path) -> Path:
    folder = tmp_path / "articles"
    for name, text in ARTICLES.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    return folder


def build(to: Path, *inputs: Path, **options: object) -> BuildSummary:
    with create_or_open(to) as record:
        return build_into(record, [str(one) for one in inputs], settings=Settings(), **options)  # type: ignore[arg-type]


def exported(record: Record) -> dict[str, bytes]:
    made = {}
    for what in ("documents", "reports", "claims", "references"):
        file = io.BytesIO()
        export(record, what=what, to=file)
        made[what] = file.getvalue()
    return made


def python(code: str, *arguments: object, **options: object) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", code, *map(str, arguments)],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        timeout=120,
        **options,  # type: ignore[call-overload]
    )


def test_all_names_what_the_package_gives() -> None:
    for name in dateline.__all__:
        assert getattr(dateline, name) is not None
    assert set(dateline.__all__) <= set(dir(dateline))
    with pytest.raises(AttributeError, match="no attribute 'bild'"):
        _ = dateline.bild


def test_import_loads_nothing_heavy() -> None:
    done = python("import sys, dateline; print(sorted({m.partition('.')[0] for m in sys.modules}))")
    assert done.returncode == 0, done.stderr
    for heavy in ("spacy", "numpy", "sqlalchemy", "pyarrow", "click", "rich", "httpx"):
        assert f"'{heavy}'" not in done.stdout


def test_build_reads_and_codes_a_folder(articles: Path) -> None:
    with dateline.build(articles) as record:
        assert sorted(row["path"] for row in record.documents()) == sorted(ARTICLES)
        types = {row["type"] for row in record.reports()}
        assert {"ASSAULT", "COERCE"} <= types
        for row in list(record.reports()):
            text = record.text(row["document"])
            assert text[row["trigger"]["start"] : row["trigger"]["end"]] == row["trigger"]["words"]
        assert [run["state"] for run in record.runs()] == ["finished"]
        assert [run["manifest"]["inputs"] for run in record.runs()] == [["articles"]]


def test_manifest_names_versions_and_no_folder_of_the_machine(articles: Path, tmp_path: Path) -> None:
    with dateline.build(articles) as record:
        (run,) = record.runs()
    assert str(tmp_path) not in str(run)
    assert run["manifest"]["stages"] == dict(pipeline.stages())
    assert run["manifest"]["settings"]["build"] == {"processes": 1}


def test_open_gives_what_build_kept(articles: Path, tmp_path: Path) -> None:
    dateline.build([articles / "aden.txt"], to=tmp_path / "a.dateline").close()
    with dateline.open(tmp_path / "a.dateline") as record:
        assert len(record.documents()) == 1
    with pytest.raises(RecordError):
        dateline.open(tmp_path / "none.dateline")


def test_build_refuses_a_setting_out_of_bounds(articles: Path) -> None:
    with pytest.raises(SettingsError, match="processes is at least 0"):
        dateline.build(articles, processes=-1)


def test_second_build_codes_nothing(articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    first = build(tmp_path / "r.dateline", articles)
    assert (first.read, first.coded, first.failed) == (4, 4, ())
    assert first.reports > 0

    monkeypatch.setattr(pipeline, "read_item", lambda _: pytest.fail("something was coded again"))
    second = build(tmp_path / "r.dateline", articles)
    assert (second.read, second.coded, second.unchanged, second.reports) == (4, 0, 4, 0)


def test_second_build_does_not_load_the_parser(articles: Path, tmp_path: Path) -> None:
    code = "import sys, dateline; dateline.build(sys.argv[1], to=sys.argv[2]).close(); print('spacy' in sys.modules)"
    to = tmp_path / "r.dateline"
    assert python(code, articles, to).stdout == "True\n"
    assert python(code, articles, to).stdout == "False\n"


def test_build_codes_again_only_what_changed_knowledge_touches(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    build(tmp_path / "r.dateline", articles)
    real = pipeline.coding_fingerprint
    monkeypatch.setattr(
        pipeline,
        "coding_fingerprint",
        lambda words, **options: real(words, **options) + ("changed" if "baker" in words else ""),
    )
    again = build(tmp_path / "r.dateline", articles)
    assert (again.coded, again.recoded, again.unchanged) == (0, 1, 3)
    last = build(tmp_path / "r.dateline", articles)
    assert (last.recoded, last.unchanged) == (0, 4)


def test_build_takes_a_changed_file_as_a_new_document(articles: Path, tmp_path: Path) -> None:
    build(tmp_path / "r.dateline", articles)
    (articles / "aden.txt").write_text("Port opens again\n\nDockers returned to the port of Aden on 9 March 2015.\n")
    again = build(tmp_path / "r.dateline", articles)
    assert (again.coded, again.unchanged) == (1, 3)


def test_build_keeps_same_bytes_under_two_names_once(articles: Path, tmp_path: Path) -> None:
    (articles / "aden-copy.txt").write_bytes((articles / "aden.txt").read_bytes())
    summary = build(tmp_path / "r.dateline", articles)
    assert (summary.coded, summary.unchanged, summary.read) == (4, 1, 5)
    with dateline.open(tmp_path / "r.dateline") as record:
        assert len(record.documents()) == 4


def test_build_counts_a_file_given_twice_once(articles: Path, tmp_path: Path) -> None:
    summary = build(tmp_path / "r.dateline", articles / "aden.txt", articles / "aden.txt")
    assert summary.read == 1


def test_build_names_what_it_cannot_read_and_goes_on(articles: Path, tmp_path: Path) -> None:
    (articles / "empty.txt").touch()
    seen: list[str] = []
    summary = build(
        tmp_path / "r.dateline", articles, tmp_path / "gone.txt", progress=lambda so_far: seen.append(so_far.origin)
    )
    assert {f.origin: f.reason for f in summary.failed} == {"empty.txt": "empty", "gone.txt": "not_found"}
    assert summary.read == 4
    assert sorted(seen) == sorted([*ARTICLES, "empty.txt", "gone.txt"])
    with dateline.open(tmp_path / "r.dateline") as record:
        assert {row["origin"] for row in record.failures()} == {"empty.txt", "gone.txt"}
        assert [run["state"] for run in record.runs()] == ["partly"]


def test_build_does_not_read_its_own_files(articles: Path) -> None:
    (articles / "dateline.toml").write_text("[build]\nprocesses = 1\n")
    for _ in range(2):
        assert build(articles / "own.dateline", articles).failed == ()


def test_a_fault_while_storing_costs_one_document(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Run.store

    def store(self: Run, document: object, *, origin: str, **rest: object) -> bool:
        if origin == "aden.txt":
            raise ValueError("a bug in storing")
        return real(self, document, origin=origin, **rest)  # type: ignore[arg-type]

    monkeypatch.setattr(Run, "store", store)
    summary = build(tmp_path / "r.dateline", articles)
    assert [(f.origin, f.reason) for f in summary.failed] == [("aden.txt", engines.outcome.INTERNAL)]
    assert summary.coded == 3


def test_a_full_disk_stops_the_build_and_keeps_what_is_stored(
    articles: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = Run.store

    def store(self: Run, document: object, *, origin: str, **rest: object) -> bool:
        if origin == "more/goma.txt":
            raise RecordFull("no space is left")
        return real(self, document, origin=origin, **rest)  # type: ignore[arg-type]

    with monkeypatch.context() as patched:
        patched.setattr(Run, "store", store)
        with pytest.raises(RecordFull):
            build(tmp_path / "r.dateline", articles)
    with dateline.open(tmp_path / "r.dateline") as record:
        assert len(record.documents()) == 2
        assert [run["state"] for run in record.runs()] == ["interrupted"]
    assert build(tmp_path / "r.dateline", articles).coded == 2


STOPPED = """
import os, signal, sys, dateline
def stop(so_far):
    if so_far.documents == 2:
        os.kill(os.getpid(), getattr(signal, sys.argv[4]))
if __name__ == "__main__":
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell's background job ignores it
    dateline.build(sys.argv[1], to=sys.argv[2], processes=int(sys.argv[3]), progress=stop)
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no kill -9")
@pytest.mark.parametrize(("processes", "how"), [(1, "SIGKILL"), (2, "SIGKILL"), (1, "SIGINT"), (2, "SIGINT")])
def test_a_stopped_build_is_finished_by_the_next(articles: Path, tmp_path: Path, processes: int, how: str) -> None:
    script = tmp_path / "stopped.py"
    script.write_text(STOPPED)
    to = tmp_path / "r.dateline"
    done = subprocess.run(
        [sys.executable, str(script), str(articles), str(to), str(processes), how],
        env={**os.environ, "PYTHONPATH": str(SRC)},
        capture_output=True,
        text=True,
        timeout=120,  # workers that outlive their parent would hold these pipes open
    )
    assert done.returncode == -getattr(signal, how), done.stderr
    with dateline.open(to) as record:
        assert len(record.documents()) == 2
    summary = build(to, articles)
    assert (summary.coded, summary.unchanged, summary.failed) == (2, 2, ())
    with dateline.open(to) as record, dateline.build(articles) as clean:
        assert exported(record) == exported(clean)
        assert [run["state"] for run in record.runs()] == ["interrupted", "finished"]


def test_two_runs_and_two_processes_export_the_same_bytes(articles: Path) -> None:
    with (
        dateline.build(articles) as one,
        dateline.build(articles) as again,
        dateline.build(articles, processes=2) as two,
    ):
        assert exported(one) == exported(again) == exported(two)
        assert exported(one)["reports"].count(b"\n") == len(one.reports()) > 0


def test_progress_counts_up(articles: Path, tmp_path: Path) -> None:
    counts: list[tuple[int, int]] = []

    def watch(so_far: Progress) -> None:
        counts.append((so_far.documents, so_far.reports))

    summary = build(tmp_path / "r.dateline", articles, progress=watch)
    assert [documents for documents, _ in counts] == [1, 2, 3, 4]
    assert counts[-1][1] == summary.reports


@pytest.mark.parametrize(
    ("given", "named"),
    [("-", "-"), ("https://me:secret@example.org/a", "https://example.org/a"), ("/home/someone/articles/", "articles")],
)
def test_manifest_names_an_input_without_its_folders(given: str, named: str) -> None:
    assert building._name(given) == named

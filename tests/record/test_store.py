import dataclasses
import os
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.runtime.migration import MigrationContext
from sqlalchemy import text as sql

from dateline.errors import DatelineError, EvidenceError, RecordError, RecordFull
from dateline.model import (
    Actor,
    Evidence,
    Means,
    MeansKind,
    Mention,
    MentionForm,
    MentionType,
    Status,
    Target,
    TargetKind,
    shape,
)
from dateline.reading import Failure
from dateline.record import create_or_open, open_record
from dateline.record.tables import METADATA


def test_record_gives_back_what_it_was_given(record, keep, a_document, a_report) -> None:
    document = a_document()
    assert keep(record, document)
    assert list(record.documents()) == [shape.document_json(document)]
    assert list(record.reports()) == [shape.report_json(a_report(document))]
    assert shape.report_from_json(next(iter(record.reports())), document.text) == a_report(document)
    assert shape.document_from_json(next(iter(record.documents()))) == document
    assert record.original(document.sha256) == document.text.encode()
    assert record.text(document.id) == document.text
    held = {"documents": 1, "reports": 1, "claims": 1, "references": 1}
    assert record.counts() == held | {"incidents": 0, "contradictions": 0}


def test_record_stores_a_coding_once(record, keep, a_document) -> None:
    assert keep(record, a_document())
    assert not keep(record, a_document())
    assert len(record.reports()) == 1


def test_record_shows_the_newest_coding_and_keeps_the_older(record, keep, a_document) -> None:
    keep(record, a_document())
    keep(record, a_document(), fingerprint="f2", reports=[])
    assert len(record.reports()) == 0
    with record.engine.connect() as connection:
        assert connection.execute(sql("SELECT count(*) FROM reports")).scalar() == 1
    assert record.coding_of(a_document().id) == ("f2", ("kill", "rebel"))
    assert record.search("rebels") == []


def test_record_refuses_evidence_that_does_not_stand_and_stores_nothing_of_it(record, a_document, a_report) -> None:
    document = a_document()
    good = a_report(document)
    bad = dataclasses.replace(good, trigger=Evidence.at("x" * 14 + "wounds" + "x" * 50, 14, 20))
    with pytest.raises(EvidenceError):
        record.begin({}).store(
            document,
            original=b"",
            media="text",
            origin="a",
            reports=[good, bad],
            fingerprint="f",
            reading_fingerprint="r",
        )
    assert len(record.documents()) == 0


def test_record_reader_and_writer_work_at_once(tmp_path: Path, keep, a_document) -> None:
    path = tmp_path / "r.dateline"
    with create_or_open(path) as writer, open_record(path, read_only=True) as reader:
        for n in range(20):
            keep(writer, a_document(name=f"{n}.txt"))
            assert len(reader.documents()) == n + 1
        with reader.engine.connect() as reading:
            reading.execute(sql("SELECT * FROM documents")).fetchone()
            keep(writer, a_document(name="while-reading.txt"))


def test_record_read_only_cannot_be_written(tmp_path: Path, keep, a_document) -> None:
    path = tmp_path / "r.dateline"
    create_or_open(path).close()
    with open_record(path, read_only=True) as reader, pytest.raises(RecordError, match="cannot be written"):
        keep(reader, a_document())


def test_record_survives_kill_in_the_middle_of_storing(tmp_path: Path) -> None:
    path = tmp_path / "r.dateline"
    script = textwrap.dedent(
        f"""
        import os, sys
        sys.path[:0] = {[str(Path(__file__).parents[1]), *sys.path]!r}
        from conftest import make_document, put
        from dateline.record import create_or_open
        record = create_or_open({str(path)!r})
        for n in range(10_000):
            put(record, make_document(name=f"{{n}}.txt"))
            print(n, flush=True)
        """
    )
    process = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    for line in process.stdout:
        if int(line) >= 5:
            break
    os.kill(process.pid, signal.SIGKILL)
    process.wait()
    process.stdout.close()
    with create_or_open(path) as record:
        counts = record.counts()
        assert counts["documents"] >= 5
        assert counts["documents"] == counts["reports"] == counts["claims"]
        record.begin({}).finish("finished")
        assert "running" not in [r["state"] for r in record.runs()]
    with sqlite3.connect(path) as file:
        assert file.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    file.close()


def test_record_full_disk_says_so_and_keeps_what_was_written(record, keep, a_document) -> None:
    keep(record, a_document())
    with record.engine.connect() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")
        connection.rollback()
    big = "".join(map(chr, range(0x4E00, 0x9000))) * 20
    with pytest.raises(RecordFull, match="no space is left"):
        keep(record, a_document("On 3 May 2014 rebels killed 12 men in Kismayo, a doctor said. " + big))
    assert len(record.documents()) == 1


@pytest.mark.parametrize(
    ("make", "complaint"),
    [
        (lambda p: p.mkdir(), "is a directory"),
        (lambda p: p.write_text("hello, this is some text"), "is not a record"),
        (Path.resolve, "there is no record"),
        (
            lambda p: sqlite3.connect(p).executescript("CREATE TABLE t (a); SELECT 1;").connection.close(),
            "not a record",
        ),
    ],
)
def test_record_says_what_stands_there_instead(tmp_path: Path, make, complaint: str) -> None:
    path = tmp_path / "x.dateline"
    make(path)
    with pytest.raises(RecordError, match=complaint):
        open_record(path)


def test_record_written_by_a_newer_dateline_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "x.dateline"
    with create_or_open(path) as record, record.engine.begin() as connection:
        connection.execute(sql("UPDATE alembic_version SET version_num = '9999'"))
    with pytest.raises(RecordError, match="newer Dateline"):
        open_record(path)


def test_record_asks_by_means_and_target(record, keep, a_document, a_report) -> None:
    document = a_document()
    told = dataclasses.replace(
        a_report(document),
        means=Means(MeansKind.FIREARMS, Evidence.at(document.text, 21, 27)),
        target=Target(TargetKind.CIVILIAN, Evidence.at(document.text, 28, 34)),
    )
    keep(record, document, reports=[told])
    (row,) = record.reports().where(means_kind="firearms", target_kind="civilian")
    assert row["target"] == {"kind": "civilian", "evidence": {"start": 28, "end": 34, "words": "12 men"}}
    assert shape.report_from_json(row, document.text) == told
    assert len(record.reports().where(means_kind=None)) == 0


def test_migrations_make_the_tables_of_the_schema(record) -> None:
    with record.engine.connect() as connection:
        context = MigrationContext.configure(connection)
        differences = [d for d in compare_metadata(context, METADATA) if "search" not in str(d)]
    assert differences == []


@pytest.mark.parametrize("query", ['"', "rebels AND", "a OR (", "NEAR/2", "-x", "*", "‘rebels’", "", "col:rebels"])
def test_search_takes_any_text(record, keep, a_document, query: str) -> None:
    keep(record, a_document())
    assert isinstance(record.search(query), list)


def test_search_finds_words_and_resolved_names(record, keep, a_document) -> None:
    document = a_document()
    keep(record, document)
    assert [r["document"] for r in record.search("rebels kismayo")] == [document.id]
    assert [d["id"] for d in record.search("doctor", what="documents")] == [document.id]
    assert record.search("tractor") == []
    with pytest.raises(DatelineError, match="not in 'people'"):
        record.search("x", what="people")


def test_record_can_be_read_while_it_is_iterated_and_written(tmp_path: Path, keep, a_document) -> None:
    path = tmp_path / "r.dateline"
    with create_or_open(path) as one, create_or_open(path) as other:
        keep(one, a_document(name="a.txt"))
        keep(one, a_document(name="b.txt"))
        for row in one.reports():
            assert one.text(row["document"])
            keep(other, a_document(name=f"{row['document']}.txt"))
        assert len(one.documents()) == 4


@pytest.mark.parametrize("name", ["a#b.dateline", "a?b.dateline", "a%20b.dateline", "a b.dateline", "ä.dateline"])
def test_record_of_any_name_is_read_and_no_other_file_made(tmp_path: Path, keep, a_document, name: str) -> None:
    with create_or_open(tmp_path / name) as record:
        keep(record, a_document())
    with open_record(tmp_path / name, read_only=True) as record:
        assert len(record.reports()) == 1
    assert {path.name.removesuffix("-wal").removesuffix("-shm") for path in tmp_path.iterdir()} == {name}


@pytest.mark.parametrize("open_it", [create_or_open, open_record])
@pytest.mark.parametrize(
    "made",
    ["CREATE TABLE t (a)", "CREATE TABLE alembic_version (version_num TEXT); INSERT INTO alembic_version VALUES ('x')"],
)
def test_database_of_another_program_is_left_byte_for_byte(tmp_path: Path, open_it, made: str) -> None:
    path = tmp_path / "other.db"
    connection = sqlite3.connect(path)
    connection.executescript(made)
    connection.close()
    before = path.read_bytes()
    with pytest.raises(RecordError, match="not a record; it was left as it is"):
        open_it(path)
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_empty_file_is_no_record_and_stays_empty(tmp_path: Path) -> None:
    path = tmp_path / "empty.dateline"
    path.touch()
    with pytest.raises(RecordError, match="is empty, not a record"):
        open_record(path)
    assert path.stat().st_size == 0


@pytest.mark.parametrize("where", ["mysql://me@host/x", "https://example.org/x", "nosuch://x"])
def test_address_of_another_kind_of_database_is_refused(where: str) -> None:
    with pytest.raises(RecordError, match=r"give a path or postgresql://"):
        create_or_open(where)


def test_password_is_never_told() -> None:
    pytest.importorskip("psycopg", reason="psycopg is not installed (pip install dateline[postgres])")
    with pytest.raises(RecordError) as refusal:
        create_or_open("postgresql://me:hush@127.0.0.1:1/x")
    assert "me" in str(refusal.value)
    assert "hush" not in str(refusal.value)


def test_search_shows_the_newest_coding_of_a_report_that_kept_its_id(record, keep, a_document, a_report) -> None:
    document = a_document()
    planned = dataclasses.replace(a_report(document), status=Status.PLANNED)
    assert planned.id == a_report(document).id
    keep(record, document)
    keep(record, document, fingerprint="f2", reports=[planned])
    keep(record, document, fingerprint="f3")
    assert [r["status"] for r in record.search("rebels")] == ["occurred"]


def test_search_returns_as_many_as_are_asked_for(record, keep, a_document) -> None:
    for n in range(3):
        keep(record, a_document(name=f"{n}.txt"))
    assert [len(record.search("rebels", limit=n)) for n in (1, 2, 1_000_000)] == [1, 2, 3]
    with pytest.raises(DatelineError, match="give 1 or more"):
        record.search("rebels", limit=0)


def test_run_stores_the_same_coding_once(record, a_document, a_report) -> None:
    document, run = a_document(), record.begin({})
    options = {
        "original": b"",
        "media": "text",
        "origin": "a",
        "reports": [a_report(document)],
        "reading_fingerprint": "r",
    }
    stored = [run.store(document, fingerprint=fingerprint, **options) for fingerprint in ("f1", "f1", "f2", "f1")]
    assert stored == [True, False, True, False]


def test_run_of_a_living_process_elsewhere_is_left_running(record) -> None:
    record.begin({})
    with record.engine.execution_options(writes=True).begin() as connection:
        connection.execute(sql("UPDATE runs SET process = 'another-machine 1'"))
    record.begin({})
    assert [r["state"] for r in record.runs()] == ["running", "running"]


def test_failures_are_kept_with_their_run(record) -> None:
    run = record.begin({"inputs": ["a"]})
    run.fail(Failure("a.pdf", "empty", "a.pdf holds no text"))
    run.finish("partly")
    assert [(f["run"], f["origin"], f["reason"]) for f in record.failures()] == [(run.id, "a.pdf", "empty")]
    assert [(r["state"], r["manifest"]) for r in record.runs()] == [("partly", {"inputs": ["a"]})]
    assert "a.pdf" in record.failures()._repr_html_()
    assert "partly" in record.runs()._repr_html_()


def test_record_tells_the_newest_coding_of_every_document(record, keep, a_document) -> None:
    assert record.codings() == {}
    keep(record, a_document())
    keep(record, a_document(), fingerprint="f2", reports=[])
    assert record.codings() == {a_document().id: "f2"}


def test_mentions_are_kept_with_what_they_stand_for_and_asked_by_it(record, keep, a_document) -> None:
    document = a_document()
    text = document.text
    rebels = Actor("any:rebels", "rebels", "rebel", None)
    named = [
        Mention(MentionType.ORGANISATION, MentionForm.NOMINAL, Evidence.at(text, 0, 6), actor=rebels),
        Mention(MentionType.QUANTITY, MentionForm.NAME, Evidence.at(text, 28, 30)),
    ]
    keep(record, document, mentions=named)
    first, second = record.mentions()
    assert (first["words"], first["actor"]["id"], first["place"], first["zone"]) == (
        text[0:6], "any:rebels", None, "body",
    )  # fmt: skip
    assert second["actor"] is None
    assert [m["id"] for m in record.mentions().where(actor_id="any:rebels")] == [first["id"]]


def test_mentions_whose_words_are_not_in_the_text_are_refused(record, keep, a_document) -> None:
    wrong = Evidence.at("Other words stood here once", 0, 11)
    with pytest.raises(EvidenceError):
        keep(record, a_document(), mentions=[Mention(MentionType.PERSON, MentionForm.NAME, wrong)])
    assert len(record.documents()) == 0


def test_search_goes_on_where_the_best_rows_are_of_older_codings(record, keep, a_document) -> None:
    for n in range(20):
        keep(record, a_document(name=f"{n}.txt"))
    wanted = [row["id"] for row in record.search("rebels", limit=3)]
    for n in range(20):
        keep(record, a_document(name=f"{n}.txt"), fingerprint="f2")
        keep(record, a_document(name=f"{n}.txt"), fingerprint="f3", reports=[] if n % 2 else None)
    found = [row["id"] for row in record.search("rebels", limit=100)]
    assert len(found) == 10
    assert [row["id"] for row in record.search("rebels", limit=3)] == found[:3]
    assert wanted[0] in found or wanted[0] not in {row["id"] for row in record.reports()}


@pytest.mark.parametrize("is_read_only", [False, True])
@pytest.mark.parametrize("is_replaced", [False, True])
def test_a_record_whose_file_was_taken_away_is_neither_read_nor_written(
    tmp_path, a_document, keep, is_read_only: bool, is_replaced: bool
) -> None:
    path, other = tmp_path / "r.dateline", tmp_path / "other.dateline"
    with create_or_open(path) as record:
        keep(record, a_document())
    create_or_open(other).close()
    with open_record(path, read_only=is_read_only) as record:
        (report,) = record.reports()
        path.rename(tmp_path / "moved.dateline")
        if is_replaced:
            other.rename(path)
        with pytest.raises(RecordError, match="moved, removed or replaced"):
            list(record.reports())
        with pytest.raises(RecordError, match="moved, removed or replaced"):
            record.decide("accept", [report["id"]], reviewer="ada")
        assert path.exists() == is_replaced  # and no empty one is made in its place
        other_now = tmp_path / "other-now.dateline"
        if is_replaced:
            path.rename(other_now)
        (tmp_path / "moved.dateline").rename(path)
        assert list(record.reports()) == [report]

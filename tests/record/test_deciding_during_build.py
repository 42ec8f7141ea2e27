"""While a build codes, people decide: what they decide lands, is kept, and neither waits long for the other."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.indexing.making import document_of, mentions_of, reports_of, store, tellings
from tests.indexing.test_agreement import Acts
from tests.record.invariants import again, faults

import dateline
from dateline.errors import RecordLocked, StaleError
from dateline.model import Act
from dateline.record import Record, create_or_open, decision_store, open_record, tables
from dateline.record.reconciled import last_state, state_of
from dateline.record.run import transaction

EXAMPLES = Path(__file__).resolve().parents[2] / "examples" / "maysan"


def code(record: Record, told: list, name: str) -> None:
    """Store a document as a build does that goes on: what is new is neither linked nor related yet."""
    document = document_of(told, name)
    run, reports = record.begin({}), reports_of(document, told, [True])
    run.store(
        document, original=b"x", media="text", origin=name, reports=reports, mentions=mentions_of(reports),
        fingerprint="c1", reading_fingerprint="r1",
    )  # fmt: skip


@settings(max_examples=3)
@given(
    st.lists(st.lists(tellings(), min_size=1, max_size=4), min_size=2, max_size=4),
    st.lists(st.lists(tellings(), min_size=1, max_size=3), min_size=1, max_size=3),
    st.lists(st.tuples(st.sampled_from(("decide", "decide", "undo", "code")), st.integers(0, 10**6)), min_size=2,
             max_size=8),
    st.booleans(),
)  # fmt: skip
def test_what_is_decided_while_a_build_codes_is_as_if_it_were_decided_after(
    tmp_path_factory: pytest.TempPathFactory, there: list, new: list, acts: list, is_recoded: bool
) -> None:
    with (
        create_or_open(tmp_path_factory.mktemp("drawn") / "drawn.dateline") as record,
        pytest.MonkeyPatch.context() as to,
    ):
        doing = Acts(record, there)
        for at, told in enumerate(there):
            store(record, told, f"{at}.txt", coder="c1")
        record.reconcile()
        to.setattr(decision_store, "builds_under_way", lambda _: ["2008-06-14T10:00:00+00:00"])
        coded = 0
        for name, n in acts:
            if name == "code":
                code(record, new[coded % len(new)], f"new {coded}.txt")
                coded += 1
                if is_recoded:  # a document that was there is read otherwise: that is not left for later
                    store(record, there[0], "0.txt", kept=[True, False], coder=f"c{coded + 1}")
            else:
                getattr(doing, name)(n)
                assert not record.is_reconciled() or faults(record) == []
        to.undo()
        run = record.begin({})
        record.link_actors(run)
        record.relate(run)
        record.reconcile()
        run.finish("finished")
        assert faults(record) == []
        assert again(record) == []


def test_new_documents_are_left_to_the_build(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with dateline.build(EXAMPLES, to=tmp_path / "own.dateline") as record:
        one = next(iter(record.incidents()))
        monkeypatch.setattr(decision_store, "builds_under_way", lambda _: ["now"])
        with transaction(record.engine, record.name) as connection:  # as a document that a build has stored since
            row = connection.execute(tables.documents.select().limit(1)).mappings().one()
            connection.execute(tables.documents.insert().values({**row, "id": "dnew"}))
            coding = {"document": "dnew", "fingerprint": "f", "run": 1, "vocabulary": b""}
            connection.execute(tables.codings.insert().values(coding))
        with record.engine.connect() as connection:
            before = last_state(connection)
        record.decide(Act.ACCEPT, [one["id"]], reviewer="ada")
        with record.engine.connect() as connection:
            after, now = last_state(connection), state_of(connection)
        assert before is not None
        assert after is not None
        assert (after.coding, after.decision) == (before.coding, now.decision)
        assert now.coding > before.coding
        assert record.some("incidents", [one["id"]])[0]["reviewed"] == "accepted"
        assert not record.is_reconciled()
        monkeypatch.undo()
        record.decide(Act.ACCEPT, [one["id"]], reviewer="ben")  # no build is at work any more
        assert record.is_reconciled()


def test_a_real_build_and_who_decides_beside_it(tmp_path: Path) -> None:
    path, more = tmp_path / "own.dateline", tmp_path / "more"
    dateline.build(EXAMPLES, to=path).close()
    more.mkdir()
    source = (EXAMPLES / "01-troops-enter-amarah.txt").read_text("utf-8")
    for n in range(60):
        (more / f"{n}.txt").write_text(source.replace("Amarah", ("Basra", "Mosul", "Najaf")[n % 3]) + f"\nNote {n}.\n")
    command = [sys.executable, "-m", "dateline"]
    made, took = [], []
    with open_record(path) as record:
        ids = [row["id"] for row in record.incidents()]
        building = subprocess.Popen([*command, "build", str(more), "-o", str(path)], stderr=subprocess.PIPE, text=True)
        by_hand = None
        while building.poll() is None:
            if by_hand is None and record.writers():
                by_hand = subprocess.run([*command, "review", "accept", str(path), ids[-1], "--by", "ben"], check=False)
            start = time.monotonic()
            made.append(record.decide(Act.ACCEPT, [ids[len(made) % len(ids)]], reviewer="ada").id)
            took.append(time.monotonic() - start)
            time.sleep(0.2)
        said = building.communicate()[1]
        assert building.returncode == 0, said
        assert by_hand is not None
        assert by_hand.returncode == 0
        kept = {one.id: one for one in record.decisions_since()}
        assert made
        assert set(made) <= kept.keys()
        assert {"ada", "ben"} == {one.reviewer for one in kept.values()}
        assert record.is_reconciled()
        assert faults(record) == []
        assert again(record) == []


def test_a_writer_waits_as_long_as_it_is_told(tmp_path: Path) -> None:
    with create_or_open(tmp_path / "own.dateline") as record, create_or_open(tmp_path / "own.dateline") as other:
        with transaction(other.engine, other.name):
            start = time.monotonic()
            with pytest.raises(RecordLocked, match=r"more than 0\.7 seconds.*nothing is lost"):
                record.waiting(0.7).decide("merge", ["text:a", "text:b"], reviewer="ada")
            assert 0.6 < time.monotonic() - start < 5
        record.waiting(0.7).decide("merge", ["text:a", "text:b"], reviewer="ada")


def test_of_two_who_take_the_same_back_one_does(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "dateline", "review", "undo"]
    with dateline.build(EXAMPLES, to=tmp_path / "own.dateline") as record:
        one = next(iter(record.incidents()))["id"]
        made = record.decide(Act.ACCEPT, [one], reviewer="ada")
        both = [subprocess.Popen([*command, record.name, made.id, "--by", "ada"], stderr=subprocess.PIPE) for _ in "ab"]
        said = [process.communicate()[1].decode() for process in both]
        assert sorted(process.returncode for process in both) != [0, 0], said
        assert 0 in [process.returncode for process in both]
        undos = [each for each in record.decisions_since() if each.act is Act.UNDO]
        assert [each.targets for each in undos] == [(made.id,)]
        with pytest.raises(StaleError, match="taken back before"):
            record.decide(Act.UNDO, [made.id], reviewer="ada")
        redone = record.decide(Act.UNDO, [undos[0].id], reviewer="ada")  # an undo can be undone, too
        assert record.some("incidents", [one])[0]["reviewed"] == "accepted"
        with pytest.raises(StaleError):
            record.decide(Act.UNDO, [undos[0].id], reviewer="ada")
        record.decide(Act.UNDO, [made.id], reviewer="ada")
        assert redone.targets == (undos[0].id,)

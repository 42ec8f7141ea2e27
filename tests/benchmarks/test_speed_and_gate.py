"""What the measures of speed and of the gate count."""

from __future__ import annotations

from benchmarks.gate import count
from benchmarks.passages import body, passages
from benchmarks.speed import deal


def test_count_finds_the_gate_open_for_what_is_stated():
    quiet = body("It was a quiet evening.")
    one = count([body("Rebels shelled the port of Goma.\nIt was a quiet morning."), quiet])
    assert (one.stating, one.through) == (1, 1)
    assert one.found == one.alike == 1
    assert (one.shut, one.unparsed) == (2, 1)
    assert one.parsed == one.letters - len(quiet.text)


def test_deal_gives_every_document_to_one_part():
    documents = [body("word " * n) for n in range(1, 8)]
    parts = deal(documents, 3)
    assert sorted(len(d.text) for part in parts for d in part) == sorted(len(d.text) for d in documents)
    assert all(parts)


def test_passages_leave_out_what_is_not_there(tmp_path):
    assert set(passages(tmp_path / "none")) == {"examples"}

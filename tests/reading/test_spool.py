"""What is replayed is what was kept."""

from __future__ import annotations

from dateline.reading import Failure, Item
from dateline.reading.spool import Spool


def test_again_gives_the_same_pieces_in_order() -> None:
    pieces = [
        Item(b"\x00a", "a.txt", "text", hints={"title": "A"}),
        Failure("b", "empty", "it is empty"),
        Item(b"", "c", "html"),
    ]
    with Spool() as spool:
        assert list(spool.kept(iter(pieces))) == pieces
        assert list(spool.again()) == pieces
        assert list(spool.again()) == pieces


def test_again_gives_nothing_where_nothing_was_kept() -> None:
    with Spool() as spool:
        assert list(spool.again()) == []

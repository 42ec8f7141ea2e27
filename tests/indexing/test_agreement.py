"""What the index says is what the record says: after builds, decisions and undone ones, read at once or bit by bit."""

from __future__ import annotations

import shutil
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.indexing.agreeing import check
from tests.indexing.making import ACTORS, store, tellings

from dateline.errors import DatelineError
from dateline.indexing import Index
from dateline.model import Act, Role
from dateline.record import Record, create_or_open, open_record

NAMES = [*(actor.name for actor in ACTORS), *(actor.id for actor in ACTORS), "MAHDI ARMY", "Jaish al-Mahdi", "nobody"]


def names_of(record: Record) -> list[str]:
    named = [one for row in record.reports() for key in ("actors", "recipients", "voices") for one in row[key]]
    return sorted({one["id"] for one in named} | {one["name"] for one in named})


def test_the_articles_of_the_example(examples_record: Path, tmp_path: Path) -> None:
    shutil.copy(examples_record, tmp_path / "copy.dateline")
    with open_record(tmp_path / "copy.dateline") as record:
        index = Index(record)
        check(record, index.now, names=names_of(record)[::5], reviewers=["Ada"])
        several = [row["id"] for row in record.incidents() if len(row["reports"]) > 1]
        record.decide(Act.MERGE, several[:2], reviewer="Ada")
        record.decide(Act.REJECT, [several[2]], reviewer="Ada")
        record.decide(Act.ACCEPT, [several[2]], reviewer="Ben")
        record.decide(Act.MERGE, ["mahdi-army", "IQ:police"], reviewer="Ada", role=Role.LEAD)
        unknown = [row["id"] for row in record.actors() if row["id"].startswith("text:")]
        record.decide(Act.MERGE, unknown[:2], reviewer="Ben")
        assert index.refresh()
        check(record, index.now, names=[*unknown[:2], "mahdi-army", "IQ:police"], reviewers=["Ada", "Ben"])


class Acts:
    """Do to a record what builds and reviewers do; each act is a number of its sort."""

    def __init__(self, record: Record, told: list[list]) -> None:
        self.record, self.told, self.coders, self.decided = record, told, [0] * len(told), []

    def build(self, n: int) -> None:
        at = n % len(self.told)
        self.coders[at] += 1
        kept = [bool((n >> bit) & 1) for bit in range(3)] if self.coders[at] > 1 else [True]
        store(self.record, self.told[at], f"{at}.txt", kept=kept, coder=f"c{self.coders[at]} {kept}")

    def reconcile(self, _: int) -> None:
        self.record.reconcile()

    def decide(self, n: int) -> None:
        incidents = sorted(row["id"] for row in self.record.incidents())
        actors = sorted(row["id"] for row in self.record.actors())
        reviewer = ("Ada", "Ben")[n % 2]
        said: list[tuple[Act, list[str]]] = []
        if incidents:
            one, other = incidents[n % len(incidents)], incidents[(n // 3) % len(incidents)]
            said += [(Act.ACCEPT, [one]), (Act.REJECT, [one]), (Act.MERGE, [one, other])]
            reports = self.record.some("incidents", [one])[0]["reports"]
            said += [(Act.SPLIT, [one, reports[0]]), (Act.MOVE, [reports[0], other]), (Act.DIFFERENT, [one, other])]
        if actors:
            one, other = actors[n % len(actors)], actors[(n // 5) % len(actors)]
            said += [(Act.MERGE, [one, other]), (Act.DIFFERENT, [one, other]), (Act.SPLIT, [one, "text:karim"])]
        if said:
            act, targets = said[n % len(said)]
            self._decided(act, targets, reviewer)

    def undo(self, n: int) -> None:
        if self.decided:
            self._decided(Act.UNDO, [self.decided[n % len(self.decided)]], "Ada")

    def _decided(self, act: Act, targets: list[str], reviewer: str) -> None:
        with suppress(DatelineError):  # what cannot be decided is refused; the next act is another
            self.decided.append(self.record.decide(act, targets, reviewer=reviewer).id)


@settings(max_examples=8)
@given(
    st.lists(st.lists(tellings(), min_size=1, max_size=5), min_size=2, max_size=4),
    st.lists(
        st.tuples(st.sampled_from(("build", "build", "reconcile", "decide", "decide", "undo")), st.integers(0, 10**6),
                  st.booleans()),
        min_size=4, max_size=14,
    ),
)  # fmt: skip
def test_whatever_is_built_and_decided(
    tmp_path_factory: pytest.TempPathFactory, empty_record: Path, told: list, acts: list
) -> None:
    where = shutil.copy(empty_record, tmp_path_factory.mktemp("drawn") / "drawn.dateline")
    with create_or_open(where) as record:
        index, doing = Index(record), Acts(record, told)
        for n in range(len(told)):
            doing.build(n)
        for name, n, is_read in acts:
            getattr(doing, name)(n)
            if is_read:
                index.refresh()
        index.refresh()
        check(record, index.now, names=NAMES, reviewers=["Ada", "Ben"])
        record.reconcile()
        index.refresh()
        check(record, index.now, reviewers=["Ada", "Ben"])
        anew = Index(record).now
        check(record, anew, reviewers=["Ada"])

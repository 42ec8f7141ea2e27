"""How fast a desk on a big record is, while a build writes into it: `python -m benchmarks.desk RECORD`.

Invariant: the desk is the one that people start (`dateline serve`), asked over HTTP as a browser asks it, and what
writes is `dateline build` with articles that it never saw, one build after the other. The record itself is left alone:
all works on a copy (`benchmarks.desk_record` makes a record of any size).

Every page, facets and searches are asked with varied filters: by one client while nothing is written, by one while
articles are built in, and by four at once. Printed are the milliseconds of each (median, 95 in 100, most), how long the
desk takes to be ready, its memory, and how big its first page is with all that belongs to it, as it is sent. The bounds
hold for one client while a build writes; `--check` ends with 1 where one of them is missed. Beside the passes of one
client stands what the processor worked for them (95 in 100): on a machine that others use, too, that alone can be
compared. While articles are built in, it has the work of following the record in it.
"""

from __future__ import annotations

import argparse
import contextlib
import gzip
import http.client
import json
import random
import re
import shutil
import subprocess
import sys
import tempfile
import threading
import time
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Self

from benchmarks.desk_pages import printed
from benchmarks.desk_requests import Asked, addresses, sampled
from benchmarks.desk_world import World

__all__ = ["BARS", "Served", "Timed", "main", "missed", "percentile"]

# Milliseconds within which 95 of 100 requests are answered, and bytes of the first page.
# The picture of a large map is fetched beside its page, and holds up no reading.
BARS = {"page": 200.0, "facets": 500.0, "search": 200.0, "picture": 500.0}
FIRST_PAGE = 60_000
PASSES = ("quiet", "writing", "four clients")
_HELD = "writing"  # the pass for which the bounds hold
_ALONE = ("quiet", "writing")  # with one client, so that work can be told request by request
_CLIENTS = 4
_SLOWEST = 5  # addresses that are named
_READY = 900.0  # seconds
_ARTICLES = 20  # of one build
_ADDRESS = re.compile(r"http://127\.0\.0\.1:(\d+)/")
_PARTS = re.compile(r"""<(?:link[^>]*?rel="stylesheet"[^>]*?href|script[^>]*?src)="([^"]+)\"""")


@dataclass(frozen=True, slots=True)
class Timed:
    """Hold one answer: what was asked, its status, how long it took, and how long the desk worked, in milliseconds;
    None where the system does not tell, or others ask at the same time."""

    asked: Asked
    status: int
    milliseconds: float
    worked: float | None = None


class Client:
    """Ask a desk over one connection, as a browser does."""

    def __init__(self, port: int) -> None:
        self._connection = http.client.HTTPConnection("127.0.0.1", port, timeout=120)

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self._connection.close()

    def get(self, address: str) -> tuple[int, bytes]:
        """Return status and body, as they were sent."""
        self._connection.request("GET", address, headers={"Accept-Encoding": "gzip"})
        answer = self._connection.getresponse()
        return answer.status, answer.read()

    def read(self, address: str) -> tuple[int, bytes]:
        """Return status and body, unpacked."""
        status, body = self.get(address)
        return status, gzip.decompress(body) if body[:2] == b"\x1f\x8b" else body

    def timed(self, asked: Asked, desk: Served | None = None) -> Timed:
        """Ask, and say how long it took, and for how long the desk worked."""
        before = desk.worked() if desk else None
        began = time.perf_counter()
        status, _ = self.get(asked.address)
        took = (time.perf_counter() - began) * 1000
        after = desk.worked() if desk else None
        return Timed(asked, status, took, None if before is None or after is None else after - before)


@dataclass(slots=True)
class Served:
    """Hold a running desk: its port, process, and the seconds until it answered."""

    port: int
    process: subprocess.Popen[str]
    seconds: float

    def megabytes(self) -> tuple[int, int] | None:
        """Return the memory that it holds now and held at most, None where the system does not tell."""
        try:
            told = Path(f"/proc/{self.process.pid}/status").read_text(encoding="ascii")
        except OSError:
            return None
        found = dict(re.findall(r"(VmRSS|VmHWM):\s+(\d+) kB", told))
        return int(found["VmRSS"]) // 1024, int(found["VmHWM"]) // 1024

    def worked(self) -> float | None:
        """Return for how many milliseconds its threads were on a processor so far."""
        told = Path(f"/proc/{self.process.pid}/task").glob("*/schedstat")
        try:
            return sum(int(thread.read_text(encoding="ascii").split()[0]) for thread in told) / 1e6 or None
        except (OSError, ValueError, IndexError):
            return None


@contextlib.contextmanager
def served(record: Path) -> Iterator[Served]:
    """Start a desk on a record and wait until it answers; it is stopped in the end.

    Raises RuntimeError with what it said where it does not start.
    """
    command = [sys.executable, "-m", "dateline", "serve", str(record), "--port", "0", "--by", "benchmark"]
    began = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
    assert process.stdout is not None
    later = threading.Thread(target=process.stdout.read, daemon=True)  # what it says later fills no pipe
    try:
        said, port = [], None
        for line in process.stdout:
            said.append(line)
            if found := _ADDRESS.search(line):
                port = int(found[1])
                break
        if port is None:
            raise RuntimeError("the desk did not start: " + "".join(said[-5:]).strip())
        later.start()
        _wait(port, began)
        yield Served(port, process, time.perf_counter() - began)
    finally:
        process.terminate()
        try:
            process.wait(20)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()
        if later.ident is not None:
            later.join(5)
        process.stdout.close()


def _wait(port: int, began: float) -> None:
    while time.perf_counter() - began < _READY:
        with contextlib.suppress(OSError), Client(port) as client:
            if client.get("/")[0] == 200:
                return
        time.sleep(0.05)
    raise RuntimeError(f"the desk does not answer after {_READY:.0f} seconds")


@dataclass(slots=True)
class Builds:
    """Build articles into a record, build after build, until it is told to stop."""

    record: Path
    folder: Path
    documents: int = 0
    seconds: list[float] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    _stop: threading.Event = field(default_factory=threading.Event)

    @contextlib.contextmanager
    def going_on(self) -> Iterator[None]:
        """Build while something else is done; the build that is on its way then is finished."""
        self._stop.clear()
        thread = threading.Thread(target=self._build)
        thread.start()
        try:
            yield
        finally:
            self._stop.set()
            thread.join()

    def _build(self) -> None:
        while not self._stop.is_set():
            articles = self.folder / f"build {len(self.seconds)} of {self.documents}"
            _write_articles(articles, seed=self.documents + 1)
            command = [sys.executable, "-m", "dateline", "build", str(articles), "-o", str(self.record), "-q"]
            began = time.perf_counter()
            done = subprocess.run([*command, "--processes", "1"], capture_output=True, text=True, check=False)
            self.seconds.append(time.perf_counter() - began)
            self.documents += _ARTICLES
            if done.returncode:
                self.faults.append(done.stderr.strip()[-300:])
                return


def _write_articles(folder: Path, *, seed: int) -> None:
    """Write some articles that no record has."""
    folder.mkdir(parents=True)
    world = World(1_000 + seed, reports=30 * _ARTICLES, incidents=10 * _ARTICLES)
    told = world.tellings()
    for n in range(_ARTICLES):
        some = {one.event: one for one in told[2 * n : 2 * n + 2]}
        page = printed(
            world, told[2 * n + 1].day, [(world.events[e], min(3, one.reports)) for e, one in some.items()], n
        )
        (folder / f"{seed}-{n}.txt").write_text(page.document["text"], encoding="utf-8")


# Measuring


def percentile(values: Sequence[float], share: float) -> float:
    """Return the smallest of some values that so large a share of them does not exceed.

    >>> percentile([5, 1, 2, 4, 3], 0.95), percentile([5, 1, 2, 4, 3], 0.5)
    (5, 3)
    """
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, max(0, -int(-share * len(ordered) // 1) - 1))]


def _summary(timed: Sequence[Timed]) -> dict[str, dict[str, Any]]:
    """Return what each page took."""
    of: dict[str, list[Timed]] = defaultdict(list)
    for one in timed:
        of[one.asked.page].append(one)
    return {
        page: {
            "requests": len(some),
            "faults": sorted({one.asked.address for one in some if one.status != 200}),
            "median": round(percentile([one.milliseconds for one in some], 0.5), 1),
            "p95": round(percentile([one.milliseconds for one in some], 0.95), 1),
            "most": round(max(one.milliseconds for one in some), 1),
            "work": _worked(some),
            "slowest": max(some, key=lambda one: one.milliseconds).asked.address,
            "bar": BARS[some[0].asked.bar],
        }
        for page, some in sorted(of.items())
    }


def _worked(timed: Sequence[Timed]) -> float | None:
    worked = [one.worked for one in timed if one.worked is not None]
    return round(percentile(worked, 0.95), 1) if worked else None


def _one_by_one(port: int, asked: Sequence[Asked], desk: Served | None = None) -> list[Timed]:
    with Client(port) as client:
        return [client.timed(one, desk) for one in asked]


def _at_once(port: int, asked: Sequence[Asked]) -> list[Timed]:
    """Let clients share the requests, each one after the other."""
    with ThreadPoolExecutor(_CLIENTS) as clients:
        parts = clients.map(lambda n: _one_by_one(port, asked[n::_CLIENTS]), range(_CLIENTS))
        return [one for part in parts for one in part]


def _first_page(port: int) -> Mapping[str, int]:
    """Return how many bytes are sent for the first page and for each style sheet and script that belongs to it."""
    with Client(port) as client:
        parts = [part.split("?")[0] for part in _PARTS.findall(client.read("/")[1].decode())]
        return {address: len(client.get(address)[1]) for address in dict.fromkeys(["/", *parts])}


def measure(record: Path, folder: Path, *, each: int, seed: int, writes: bool = True) -> dict[str, Any]:
    """Start a desk on a record that may be written to, and measure it; `folder` is for articles."""
    draw = random.Random(seed)
    with served(record) as desk:
        first = _first_page(desk.port)
        with Client(desk.port) as client:
            sample = sampled(client.read, draw)
            asked, missing = addresses(client.get, sample, draw, each=each)
        builds = Builds(record, folder)
        passes = {"quiet": _summary(_one_by_one(desk.port, asked, desk))}
        if writes:
            with builds.going_on():
                passes["writing"] = _summary(_one_by_one(desk.port, asked, desk))
                passes["four clients"] = _summary(_at_once(desk.port, asked))
        memory = desk.megabytes()
        return {
            "set": "desk",
            "seconds until ready": round(desk.seconds, 1),
            "megabytes": memory[0] if memory else None,
            "megabytes at most": memory[1] if memory else None,
            "first page": dict(first),
            "missing": missing,
            "passes": passes,
            "builds": {
                "documents": builds.documents,
                "seconds": [round(s, 1) for s in builds.seconds],
                "faults": builds.faults,
            },
        }


def missed(found: Mapping[str, Any]) -> list[str]:
    """Return in words which bounds are missed, and what was not answered."""
    told = [
        f"{address} was not answered"
        for one in found["passes"].values()
        for of in one.values()
        for address in of["faults"]
    ]
    held = found["passes"].get(_HELD, {})
    for page, one in held.items():
        if one["p95"] > one["bar"]:
            told.append(f"{page}: p95 is {one['p95']:.0f} ms, not {one['bar']:.0f}")
    size = sum(found["first page"].values())
    if size > FIRST_PAGE:
        told.append(f"the first page is {size:,} bytes, not {FIRST_PAGE:,}")
    return told + [f"a build failed: {fault}" for fault in found["builds"]["faults"]]


def _table(found: Mapping[str, Any]) -> str:
    passes = found["passes"]
    lines = [
        f"ready after {found['seconds until ready']} s, {found['megabytes']} MB of memory "
        f"({found['megabytes at most']} at most), first page {sum(found['first page'].values()):,} bytes",
        f"{found['builds']['documents']} documents built in meanwhile, {_ARTICLES} a build: "
        f"{', '.join(f'{s:.0f} s' for s in found['builds']['seconds']) or 'none'}",
        "milliseconds (median / p95 / most)".ljust(36)
        + "".join(name.rjust(26) for name in passes)
        + "".join(f"work, {name}".rjust(16) for name in passes if name in _ALONE),
    ]
    for page in passes["quiet"]:
        each = (passes[name][page] for name in passes)
        cells = "".join(f"{one['median']:.0f} / {one['p95']:.0f} / {one['most']:.0f}".rjust(26) for one in each)
        works = (passes[name][page]["work"] for name in passes if name in _ALONE)
        cells += "".join(("" if worked is None else f"{worked:.0f}").rjust(16) for worked in works)
        lines.append(f"  {page} (bar {passes['quiet'][page]['bar']:.0f})".ljust(36) + cells)
    slowest = sorted(passes[_HELD if _HELD in passes else "quiet"].values(), key=lambda one: -one["most"])[:_SLOWEST]
    lines += [f"slowest: {one['most']:.0f} ms  {one['slowest']}" for one in slowest]
    if found["missing"]:
        lines.append(f"not there: {', '.join(found['missing'])}")
    return "\n".join([*lines, *(f"MISSED  {line}" for line in missed(found))])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure a desk on a copy of a record, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("record", type=Path)
    parser.add_argument("--each", type=int, default=40, help="requests of each page, in each pass")
    parser.add_argument("--seed", type=int, default=5)
    parser.add_argument("--no-writing", action="store_true", help="measure without a build")
    parser.add_argument("--folder", type=Path, help="make the copy in this folder, instead of the temporary one")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--check", action="store_true", help="end with 1 where a bound is missed")
    given = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(dir=given.folder) as folder:
        copy = Path(folder) / "copy.dateline"
        shutil.copyfile(given.record, copy)
        try:
            found = measure(copy, Path(folder), each=given.each, seed=given.seed, writes=not given.no_writing)
        except RuntimeError as error:
            print(error, file=sys.stderr)
            return 2
    print(json.dumps(found) if given.json else _table(found))
    return 1 if given.check and missed(found) else 0


if __name__ == "__main__":
    raise SystemExit(main())

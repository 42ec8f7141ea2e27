"""How time and memory grow with the reports: simulated reporting of 10,000, 100,000 and 1,000,000 accounts, grouped.

Invariant: each size runs in a process of its own, from the same generator (training/reporting.py); half of all events
lie in five towns, an event has two and a half accounts in the middle, and a third of the accounts lacks a place or says
no more than a province, another third has no day or only a month.

A collection grows by going on: 1,000,000 accounts stand for 20 years, 10,000 for ten weeks of the same years, so that
as much happens on a day. `--denser` keeps the 20 years for every size instead. Accounts are read one after the other,
as from a record, and not kept. Printed are the CPU and wall time of `group` alone, the peak memory of the whole process
(simulation included), what was found, and the exponents from size to size: log(time ratio) / log(size ratio).
"""

from __future__ import annotations

import argparse
import json
import math
import resource
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from itertools import pairwise

from training.reporting import Scene, simulate

from dateline.reconciling.incidents.account import Account
from dateline.reconciling.incidents.matching.grouping import group

__all__ = ["Measured", "exponent", "main", "measure"]

SIZES = (10_000, 100_000, 1_000_000)
_DAYS = 7_300  # of the largest
_TOWNS = 5_000
_PER_EVENT = 2.6  # accounts, with those that are told later as background
_SEED = 11


@dataclass(frozen=True, slots=True)
class Measured:
    """Hold what grouping so many accounts took: seconds, and megabytes of memory at the peak."""

    accounts: int
    clusters: int
    review: int
    parts: int
    cpu: float
    wall: float
    megabytes: float
    simulating: float


def measure(size: int, *, days: int) -> Measured:
    """Simulate and group about `size` accounts in this process."""
    told = simulate(Scene(_SEED, round(size / _PER_EVENT), days=days, towns=_TOWNS))
    spent, count = 0.0, 0

    def accounts() -> Iterator[Account]:
        nonlocal spent, count
        while True:
            start = time.process_time()
            pair = next(told, None)
            spent += time.process_time() - start
            if pair is None:
                return
            count += 1
            yield pair[0]

    cpu, wall = time.process_time(), time.perf_counter()
    found = group(accounts())
    cpu, wall = time.process_time() - cpu - spent, time.perf_counter() - wall - spent
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    return Measured(
        count, len(found.clusters), len(found.review), len(found.parts), round(cpu, 1), round(wall, 1), round(peak),
        round(spent, 1),
    )  # fmt: skip


def exponent(one: float, other: float, *, sizes: tuple[int, int]) -> float:
    """Return the power of the size with which something grew from one size to another.

    >>> exponent(2, 32, sizes=(10, 40))
    2.0
    """
    return math.log(max(other, 1e-9) / max(one, 1e-9)) / math.log(sizes[1] / sizes[0])


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure all sizes, each in its own process, and print a table or JSON."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("sizes", nargs="*", type=int, default=list(SIZES), help="how many accounts")
    parser.add_argument("--denser", action="store_true", help="the same years for every size")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--one", action="store_true", help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    days = [_DAYS if given.denser else max(1, round(_DAYS * size / SIZES[-1])) for size in given.sizes]
    if given.one:
        print(json.dumps(asdict(measure(given.sizes[0], days=days[0]))))
        return 0
    found = []
    for size in given.sizes:
        command = [sys.executable, "-m", "benchmarks.scale", "--one", str(size)]
        command += ["--denser"] if given.denser else []
        run = subprocess.run(command, check=True, capture_output=True, text=True)
        found.append(Measured(**json.loads(run.stdout)))
        if not given.json:
            m = found[-1]
            print(
                f"{m.accounts:>9,} accounts  {m.clusters:>8,} clusters  {m.review:>6,} to review  {m.parts:>6,} parts  "
                f"CPU {m.cpu:7.1f} s  wall {m.wall:7.1f} s  {m.megabytes:6,.0f} MB  (simulating {m.simulating:.1f} s)",
                flush=True,
            )
    powers = [
        {
            "from": a.accounts, "to": b.accounts,
            "cpu": round(exponent(a.cpu, b.cpu, sizes=(a.accounts, b.accounts)), 3),
            "memory": round(exponent(a.megabytes, b.megabytes, sizes=(a.accounts, b.accounts)), 3),
        }
        for a, b in pairwise(found)
    ]  # fmt: skip
    if given.json:
        print(json.dumps({"set": "scale", "sizes": [asdict(m) for m in found], "exponents": powers}))
    else:
        for p in powers:
            print(f"from {p['from']:,} to {p['to']:,}: CPU n^{p['cpu']}, memory n^{p['memory']}")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())

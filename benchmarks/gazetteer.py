"""Measure what the gazetteer costs: its size, what it takes to open it, what a look-up takes, and the memory of both.

Times are CPU seconds of fresh processes, so that nothing is warm; Python's imports do not count as opening. Names are
looked up once each, in the country that they were drawn from. Three of four are spellings drawn evenly from the file;
the fourth is a spelling turned around, which no place has. Memory is the resident set of a process that opened the
gazetteer and looked up LOOKUPS names, beyond that of a bare interpreter.

    python -m benchmarks.gazetteer
"""

from __future__ import annotations

import argparse
import json
import sqlite3
import statistics
import subprocess
import sys
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path

import dateline

__all__ = ["LIMITS", "Costs", "draw", "measure"]

LOOKUPS = 10_000
PLACES = Path(dateline.__file__).parent / "knowledge/gazetteer/places.sqlite"
# What the project promises: megabytes, seconds, microseconds, megabytes.
LIMITS = {"memory_mb": 150.0, "load_s": 0.3, "lookup_us": 50.0, "size_mb": 90.0}

_WORK = """
import json, sys, time
from dateline.knowledge.gazetteer import open_packaged
start = time.process_time()
places = open_packaged()
load = time.process_time() - start
taken, hits = [], 0
for name, country in json.load(sys.stdin):
    start = time.thread_time_ns()
    found = places.lookup(name, countries={country})
    taken.append((time.thread_time_ns() - start) / 1000)
    hits += bool(found)
print(json.dumps({"load": load, "taken": taken, "hits": hits, "rss": RSS}))
"""
# The resident set in bytes: Linux tells it now, elsewhere its peak stands in.
_RSS = (
    "(int(open('/proc/self/statm').read().split()[1]) * 4096 if sys.platform == 'linux' else "
    "__import__('resource').getrusage(0).ru_maxrss)"
)


@dataclass(frozen=True, slots=True)
class Costs:
    """Hold what was measured: megabytes of memory and file, seconds to load, microseconds a look-up (median and 95th
    percentile), and the share of names that some place has."""

    memory_mb: float
    load_s: float
    lookup_us: float
    lookup_us_95: float
    hits: float
    size_mb: float

    def over(self) -> list[str]:
        """Return the limits that are exceeded."""
        return [name for name, most in LIMITS.items() if getattr(self, name) >= most]


def draw(places: Path, number: int) -> list[tuple[str, str]]:
    """Return spellings with their countries, drawn evenly from a gazetteer file; every fourth is turned around."""
    with closing(sqlite3.connect(f"{places.resolve().as_uri()}?mode=ro", uri=True)) as file:
        (total,) = file.execute("SELECT count(*) FROM name").fetchone()
        rows = file.execute("SELECT n.folded, p.country FROM name n JOIN place p ON p.n = n.n ORDER BY n.key, n.n")
        step = max(1, total // number)
        drawn = [row for at, row in enumerate(rows) if at % step == 0][:number]
    return [(name[::-1] if at % 4 == 3 else name, country) for at, (name, country) in enumerate(drawn)]


def measure(places: Path = PLACES, number: int = LOOKUPS) -> Costs:
    """Measure in processes of their own; raises FileNotFoundError where the gazetteer was not built."""
    if not places.is_file():
        raise FileNotFoundError(f"{places.name} was not built; run `make setup`")
    bare = float(_run(f"import sys; print({_RSS})", ""))
    done = json.loads(_run(_WORK.replace("RSS", _RSS), json.dumps(draw(places, number))))
    taken = sorted(done["taken"])
    return Costs(
        memory_mb=(done["rss"] - bare) / 1e6,
        load_s=done["load"],
        lookup_us=statistics.median(taken),
        lookup_us_95=taken[len(taken) * 95 // 100],
        hits=done["hits"] / len(taken),
        size_mb=places.stat().st_size / 1e6,
    )


def _run(code: str, given: str) -> str:
    return subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, text=True, check=True).stdout


def main() -> int:
    """Print the costs; end with 1 where a limit is exceeded."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    as_json = parser.parse_args().json
    costs = measure()
    if as_json:
        print(json.dumps(asdict(costs)))
    else:
        print(
            f"gazetteer: {costs.size_mb:.0f} MB on disk, opened in {costs.load_s:.2f} s CPU, {costs.lookup_us:.0f} µs "
            f"a look-up (95 %: {costs.lookup_us_95:.0f} µs; {costs.hits:.0%} found), {costs.memory_mb:.0f} MB resident"
        )
    for name in costs.over():
        print(f"gazetteer: {name} is over its limit of {LIMITS[name]:g}", file=sys.stderr)
    return 1 if costs.over() else 0


if __name__ == "__main__":
    sys.exit(main())

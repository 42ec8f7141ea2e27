"""Score the seed pages against their gold record with the scorer that lies beside it, and check zones and evidence.

The pages and their gold are not part of the project. The figures are the scorer's: statements found, typed, and the
fields of those typed; `reports` is how many the five pages gave, since recall bought with noise is none.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import dateline
from benchmarks.common import SHARED, Figures, digest_of, run_as_module
from dateline.exporting import export

# What the pages themselves state (None: not stated, and empty beats wrong).
STATED = {
    "000": {"published": None, "comments": 14, "references": 0},
    "001": {"published": "2008-06-20", "comments": 0, "references": 10},
    "002": {"published": "2011-07-18", "comments": 6, "references": 9},
    "003": {"published": "2011-06-02", "comments": 8, "references": 9},
    "004": {"published": None, "comments": 0, "references": 0},
}


def measure(folder: Path) -> Figures:
    """Build the pages into a record, export it and run the scorer over the export."""
    pages = sorted((folder / "seeds").glob("*.txt"))
    with tempfile.TemporaryDirectory() as scratch:
        to = Path(scratch)
        with dateline.build([str(folder / "seeds")], to=to / "seeds.dateline") as record:
            for what in ("documents", "reports"):
                export(record, what=what, format="jsonl", to=to / f"{what}.jsonl", commenters="keep")
        wrong = [*zone_failures(to), *evidence_failures(to)]
        scored = subprocess.run(
            [sys.executable, str(folder / "score.py"), str(folder / "dev_gold.json"), scratch],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
    scores, reports = read_summary(scored)
    scores["zones and evidence"] = 0.0 if wrong else 1.0
    lines = [*scored.splitlines(), *wrong, f"{reports} reports"]
    return Figures("seeds", 36, digest_of(pages), scores, lines=lines)


def read_summary(scored: str) -> tuple[dict[str, float], int]:
    """Return the shares and the number of reports that the scorer's last line gives.

    >>> read_summary("found 3/4 typed 2/4 fields 5/10 reports 7 on gold 3")
    ({'found': 0.75, 'typed': 0.5, 'fields': 0.5}, 7)
    """
    last = re.search(r"found (\d+)/(\d+) typed (\d+)/(\d+) fields (\d+)/(\d+) reports (\d+)", scored)
    if last is None:
        raise ValueError(f"the scorer's summary was not understood: {scored[-200:]!r}")
    n = list(map(int, last.groups()))
    return {"found": n[0] / n[1], "typed": n[2] / n[3], "fields": n[4] / n[5]}, n[6]


def zone_failures(folder: Path) -> list[str]:
    """Compare dates, comments and references with what the pages state; no report may come from furniture."""
    failures = []
    for document in read(folder / "documents.jsonl"):
        want = STATED.get(document["path"][:3])
        got = {
            "published": document["published"],
            "comments": sum(z["kind"] == "comment" for z in document["zones"]),
            "references": len(document["references"]),
        }
        if want is not None and got != want:
            failures.append(f"{document['path']}: {got}, the page states {want}")
        failures += [
            f"{document['path']}: reference {r['title']!r} lacks outlet or date"
            for r in document["references"]
            if not (r["outlet"] and r["date"])
        ]
        failures += [
            f"{document['path']}: a comment lacks its author"
            for z in document["zones"]
            if z["kind"] == "comment" and not z["author"]
        ]
    zones = {r["zone"] for r in read(folder / "reports.jsonl")}
    return failures + [f"a report is from {z}" for z in sorted(zones & {"furniture", "references", "byline"})]


def evidence_failures(folder: Path) -> list[str]:
    """Check every exported evidence against its document's text."""
    texts = {d["id"]: d["text"] for d in read(folder / "documents.jsonl")}
    counts = {True: 0, False: 0}

    def walk(value: object, text: str) -> None:
        if isinstance(value, dict):
            if {"start", "end", "words"} <= set(value):
                counts[text[value["start"] : value["end"]] == value["words"]] += 1
            for inner in value.values():
                walk(inner, text)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, text)

    for report in read(folder / "reports.jsonl"):
        walk(report, texts[report["document"]])
    return [f"{counts[False]} of {sum(counts.values())} evidences stand elsewhere"] if counts[False] else []


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "corpus", marker="dev_gold.json"))

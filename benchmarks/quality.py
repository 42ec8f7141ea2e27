"""Hold the coder to its floors on the seed pages: the scorer's figures, the zones, and evidence that stands.

Run `make quality`. The pages and their gold record are not part of the project; where they are absent this says so and
ends well. Floors are pinned with the digest of the pages they were measured on: other pages need other floors.
"""

from __future__ import annotations

import hashlib
import json
import re
import subprocess
import sys
import tempfile
from pathlib import Path

import dateline
from dateline.exporting import export

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
DIGEST = "251fa0acc62483a0"

# The bars for a first honest version are 88 / 80 / 65 %; the floors are what was measured, less one item.
FLOORS = {"found": 0.88, "typed": 0.80, "fields": 0.65}
MOST_REPORTS = 199

# What the pages themselves state (None: not stated, and empty beats wrong).
STATED = {
    "000": {"published": None, "comments": 14, "references": 0},
    "001": {"published": "2008-06-20", "comments": 0, "references": 10},
    "002": {"published": "2011-07-18", "comments": 6, "references": 9},
    "003": {"published": "2011-06-02", "comments": 8, "references": 9},
    "004": {"published": None, "comments": 0, "references": 0},
}


def corpus_digest(folder: Path) -> str:
    """Digest the pages by name and content."""
    digest = hashlib.sha256()
    for file in sorted(folder.glob("*.txt")):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def main() -> int:
    if not (CORPUS / "seeds").is_dir():
        print(f"quality: the seed pages are not here ({CORPUS.name}/seeds is absent); nothing was measured")
        return 0
    failures: list[str] = []
    if corpus_digest(CORPUS / "seeds") != DIGEST:
        failures.append(f"the pages are not those the floors were measured on ({corpus_digest(CORPUS / 'seeds')})")
    with tempfile.TemporaryDirectory() as folder:
        record = dateline.build([str(CORPUS / "seeds")], to=Path(folder) / "seeds.dateline")
        for what in ("documents", "reports"):
            export(record, what=what, format="jsonl", to=Path(folder) / f"{what}.jsonl", commenters="keep")
        failures += check_zones(Path(folder))
        failures += check_evidence(Path(folder))
        scored = subprocess.run(
            [sys.executable, str(CORPUS / "score.py"), str(CORPUS / "dev_gold.json"), folder],
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        record.close()
    print(scored)
    failures += check_floors(scored)
    for failure in failures:
        print(f"quality: {failure}", file=sys.stderr)
    return 1 if failures else 0


def check_zones(folder: Path) -> list[str]:
    """Compare dates, comments and references with what the pages state; no report may come from furniture."""
    failures = []
    for document in read(folder / "documents.jsonl"):
        want = STATED[document["path"][:3]]
        got = {
            "published": document["published"],
            "comments": sum(z["kind"] == "comment" for z in document["zones"]),
            "references": len(document["references"]),
        }
        if got != want:
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
    failures += [f"a report was taken from {zone}" for zone in sorted(zones & {"furniture", "references", "byline"})]
    return failures


def check_evidence(folder: Path) -> list[str]:
    """Check every exported evidence against its document's text."""
    texts = {d["id"]: d["text"] for d in read(folder / "documents.jsonl")}
    wrong = total = 0

    def walk(value: object, text: str) -> None:
        nonlocal wrong, total
        if isinstance(value, dict):
            if {"start", "end", "words"} <= set(value):
                total += 1
                wrong += text[value["start"] : value["end"]] != value["words"]
            for inner in value.values():
                walk(inner, text)
        elif isinstance(value, list):
            for inner in value:
                walk(inner, text)

    for report in read(folder / "reports.jsonl"):
        walk(report, texts[report["document"]])
    print(f"evidence: {total - wrong} of {total} stand where they say")
    return [f"{wrong} of {total} pieces of evidence do not stand where they say"] if wrong else []


def check_floors(scored: str) -> list[str]:
    """Compare the scorer's last line with the floors."""
    last = re.search(r"found (\d+)/(\d+) typed (\d+)/(\d+) fields (\d+)/(\d+) reports (\d+)", scored)
    if last is None:
        return ["the scorer's summary line was not understood"]
    n = list(map(int, last.groups()))
    figures = {"found": n[0] / n[1], "typed": n[2] / n[3], "fields": n[4] / n[5]}
    failures = [f"{k} is {v:.1%}, the floor {FLOORS[k]:.1%}" for k, v in figures.items() if v < FLOORS[k]]
    if n[6] > MOST_REPORTS:
        failures.append(f"{n[6]} reports over the five pages; at most {MOST_REPORTS}")
    return failures


def read(path: Path) -> list[dict]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


if __name__ == "__main__":
    sys.exit(main())

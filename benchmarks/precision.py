"""Score how many reports are right, by hand: 100 reports drawn with a fixed seed from the seed pages and WikiWars.

A report is drawn by the digest of where it stands, so that another version of the coder draws the same ones as far as
it still makes them. Each was read beside its text and judged field by field; the judgements (`precision.jsonl`) name
places in the text and what was coded there, and quote nothing. A report is right where its act is one of its type, with
the status that the text gives it, and no party in it is wrong; an empty field is not wrong. Place and day are judged
apart. What was judged holds only while the same is coded: a report that has changed since is left out until it is
judged again; how many are is printed, and `--errors` prints them in full.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, run_as_module, whole
from benchmarks.wikiwars import strip_tags
from dateline import pipeline
from dateline.coding import code
from dateline.model import Document, Report
from dateline.reading import Item, gather

SAMPLE = 100
SEED = "dateline precision 11"
JUDGED = Path(__file__).with_name("precision.jsonl")
FIELDS = ("act", "actors", "recipients", "places", "when")


def documents(folder: Path) -> Iterator[tuple[str, Document]]:
    """Yield every document of both sets by the name that judgements know it by."""
    for page in gather([str(folder / "corpus" / "seeds")]):
        if isinstance(page, Item):
            yield f"seeds/{page.origin.rsplit('/', 1)[-1]}", pipeline.read_item(page)
    for file in sorted((folder / "benchmarks" / "wikiwars").glob("*.xml")):
        yield f"wikiwars/{file.name}", whole(strip_tags(file.read_text(encoding="utf-8"))[0])


def key_of(name: str, report: Report) -> str:
    """Return where a report stands: its document and the first letter of its trigger."""
    return f"{name}:{report.trigger.start}"


def coded_fields(report: Report) -> dict[str, str]:
    """Say what was coded, a field a string, without a word of the text."""
    return {
        "act": f"{report.type.value} {report.status.value}",
        "actors": " ".join(sorted(_plain(p.actor.id) for p in report.actors)),
        "recipients": " ".join(sorted(_plain(p.actor.id) for p in report.recipients)),
        "places": " ".join(sorted(p.place.id for p in report.places)),
        "when": report.when.moment.edtf if report.when else "",
    }


def _plain(actor: str) -> str:
    """Return an actor's id, or a digest where the id is made of the text's own words."""
    return hashlib.sha256(actor.encode()).hexdigest()[:8] if actor.startswith("text:") else actor


def draw(found: Mapping[str, Report], size: int = SAMPLE) -> list[str]:
    """Return the keys of the reports that are drawn: those of the smallest seeded digests.

    >>> draw({"b": None, "a": None, "c": None}, 2) == draw({"c": None, "a": None, "b": None}, 2)
    True
    """
    return sorted(found, key=lambda key: hashlib.sha256(f"{SEED} {key}".encode()).hexdigest())[:size]


def judgements(file: Path = JUDGED) -> dict[str, dict[str, dict[str, str]]]:
    """Read the judgements: by key and field what was coded and whether it is right."""
    if not file.exists():
        return {}
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    return {row["report"]: {f: row[f] for f in FIELDS if f in row} for row in rows}


def verdicts(coded: Mapping[str, str], judged: Mapping[str, Mapping[str, str]]) -> dict[str, str]:
    """Return right, wrong, empty or unjudged a field.

    >>> verdicts({"act": "AID planned", "when": ""}, {"act": {"coded": "AID planned", "is": "right"}})
    {'act': 'right', 'when': 'empty'}
    """
    found = {}
    for field, value in coded.items():
        before = judged.get(field)
        same = before is not None and before["coded"] == value
        found[field] = "empty" if not value else before["is"] if before is not None and same else "unjudged"
    return found


def is_right(found: Mapping[str, str]) -> bool:
    return found["act"] == "right" and all(found[f] in ("right", "empty") for f in ("actors", "recipients"))


def measure(folder: Path) -> Figures:
    """Code both sets, draw the sample and count what was judged right."""
    found: dict[str, Report] = {}
    texts: dict[str, str] = {}
    for name, document in documents(folder):
        for report in code(document).reports:
            found[key_of(name, report)] = report
            texts[key_of(name, report)] = name
    judged = judgements()
    sample = draw(found)
    told = {key: verdicts(coded_fields(found[key]), judged.get(key, {})) for key in sample}
    whole_ones = [t for t in told.values() if "unjudged" not in t.values()]
    scores = {"right": sum(map(is_right, whole_ones)) / max(len(whole_ones), 1)}
    for field in FIELDS:
        given = [t[field] for t in told.values() if t[field] in ("right", "wrong")]
        scores[field] = given.count("right") / max(len(given), 1)
    errors = [shown(key, found[key], told[key]) for key in sample if "unjudged" in told[key].values()]
    errors += [shown(key, found[key], told[key]) for key in sample if "wrong" in told[key].values()]
    unjudged = sum("unjudged" in t.values() for t in told.values())
    lines = [f"{len(found)} reports, {len(sample)} drawn, {unjudged} of them changed or new since they were judged"]
    files = [*(folder / "corpus" / "seeds").glob("*.txt"), *(folder / "benchmarks" / "wikiwars").glob("*.xml")]
    return Figures("precision", len(whole_ones), digest_of(files), scores, lines=lines, errors=errors)


def shown(key: str, report: Report, found: Mapping[str, str]) -> str:
    """Write a report out beside its sentence, for who judges it."""
    coded = coded_fields(report)
    parties = {
        "actors": [f"{p.actor.name} <{p.evidence.words}>" for p in report.actors],
        "recipients": [f"{p.actor.name} <{p.evidence.words}>" for p in report.recipients],
        "places": [f"{p.place.name} <{p.evidence.words if p.evidence else ''}> {p.how}" for p in report.places],
    }
    rows = [f"{f}: {coded[f]!r} {parties.get(f, '')} {found[f]}" for f in FIELDS]
    return f"{key} {report.sense} <{report.trigger.words}>\n    " + "\n    ".join((*rows, report.sentence.words))


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED, marker="corpus"))

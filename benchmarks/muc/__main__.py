"""Score Dateline on MUC-3/MUC-4: `python -m benchmarks.muc [FOLDER] [--json] [--set NAME]`.

The figure is F over ALL TEMPLATES as MUC-4's scorer gives it; where the set is absent this says so and ends well.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from benchmarks.common import Figures, digest_of
from benchmarks.muc.keys import Template, read_keys
from benchmarks.muc.scorer import Scores, Tally, score
from benchmarks.muc.templates import respond
from benchmarks.muc.texts import Dispatch, read_dispatches

FOLDER = Path(__file__).resolve().parents[3] / "shared" / "benchmarks" / "muc"
SETS = ("dev", "tst1", "tst2", "tst3")
GATED = ("tst1", "tst2", "tst3")
BEST_OF_1992 = 55.93  # ALL TEMPLATES on TST3, the best of 17 systems


def main(arguments: Sequence[str] | None = None) -> int:
    """Print a report a set, and the summary on the last line; return the exit status."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.muc", description=__doc__.split("\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=FOLDER)
    parser.add_argument("--json", action="store_true", help="print one JSON object instead of tables")
    parser.add_argument("--set", action="append", choices=SETS, help="score this set only; may be repeated")
    options = parser.parse_args(arguments)
    chosen = [s for s in options.set or SETS if (options.folder / s).is_dir()]
    if not chosen:
        print(f"muc: {options.folder.name} is absent; nothing was measured")
        return 0
    found = {name: run(options.folder / name) for name in chosen}
    if options.json:
        print(json.dumps({"set": "muc", "scores": {n: _figures(s) for n, s in found.items()}}, sort_keys=True))
        return 0
    for name, scores in found.items():
        print(f"\n{name}\n{report(scores)}")
    figures = ", ".join(f"{name} {scores.all_templates.f:.2f}" for name, scores in found.items())
    print(f"\nmuc: ALL TEMPLATES F {figures} (best of 1992 on tst3: {BEST_OF_1992})")
    return 0


def measure(folder: Path) -> Figures:
    """Answer and score the test sets there: F over ALL TEMPLATES as a share, one score a set.

    The 1,300 messages of `dev` would take the gate several minutes more; `python -m benchmarks.muc` scores them too.
    """
    chosen = [s for s in GATED if (folder / s).is_dir()]
    found = {name: run(folder / name) for name in chosen}
    files = [f for name in chosen for pattern in ("key-*", f"{name}-muc*") for f in (folder / name).glob(pattern)]
    items = sum(sum(1 for _ in read_dispatches(f)) for name in chosen for f in (folder / name).glob(f"{name}-muc*"))
    scores = {f"{name} F": s.all_templates.f / 100 for name, s in found.items()}
    lines = [f"{name}\n{report(s)}\n" for name, s in found.items()]
    return Figures("muc", items, digest_of(files), scores, lines=lines)


def run(folder: Path) -> Scores:
    """Answer and score the messages of one folder."""
    keys = {m: t for path in sorted(folder.glob("key-*")) for m, t in read_keys(path).items()}
    texts = sorted(folder.glob(f"{folder.name}-muc*"))
    responses = {d.message: _answer(d) for path in texts for d in read_dispatches(path)}
    return score(keys, {m: t for m, t in responses.items() if m in keys})


def _answer(dispatch: Dispatch) -> list[Template]:
    """Answer a message, or nothing, said on stderr, where the coder itself fails: the figure then pays for it."""
    try:
        return respond(dispatch)
    except LookupError as error:
        print(f"muc: {dispatch.message} could not be coded: {error!r}", file=sys.stderr)
        return []


def report(scores: Scores) -> str:
    """Lay the summary out as the scorer of 1992 did."""
    columns = " ".join(f"{name:>5}" for name in ("POS", "ACT", "COR", "PAR", "INC", "SPU", "MIS"))
    head = f"{'SLOT':30} {columns} {'REC':>4} {'PRE':>4} {'OVG':>4} {'F':>6}"
    return "\n".join([head, *(_row(name, tally) for name, tally in scores.rows())])


def _row(name: str, t: Tally) -> str:
    counts = (t.possible, t.actual, t.correct, t.partial, t.incorrect, t.spurious, t.missing)
    return (
        f"{name:30} "
        + " ".join(f"{n:5}" for n in counts)
        + f" {t.recall:4} {t.precision:4} {t.overgeneration:4} {t.f:6.2f}"
    )


def _figures(scores: Scores) -> dict[str, dict[str, float]]:
    return {name: {"recall": t.recall, "precision": t.precision, "f": t.f} for name, t in scores.rows()}


if __name__ == "__main__":
    sys.exit(main())

"""The frame of every benchmark: where its set lies, how its figures are printed, and what a set is known by.

Invariant: a set that is absent is said to be absent, and nothing is made up in its place.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import math
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from dateline.coding import CodingResult, code
from dateline.knowledge.gazetteer.globe import distance_km
from dateline.model import Document, Moment, Place, Span, Zone, ZoneKind

__all__ = ["SHARED", "Figures", "coded", "digest_of", "f1", "precision_recall_f1", "run_as_module", "whole"]

SHARED = Path(__file__).resolve().parents[2] / "shared"


@dataclass(frozen=True)
class Figures:
    """Hold what one set gave: how many items, its scores in [0, 1] by name, and lines to print above the summary.

    `baselines` are scores that a simpler way reached in the same run, by the name of the score that they stand beside.
    `errors` are shown with `--errors`; they quote the set and are never kept.
    """

    name: str
    items: int
    digest: str
    scores: Mapping[str, float]
    baselines: Mapping[str, float] = field(default_factory=dict)
    lines: Sequence[str] = ()
    errors: Sequence[str] = field(default=(), repr=False)

    @property
    def summary(self) -> str:
        """Return the line that the table and the gate are made of."""
        return f"{self.name}: {self.items} items, " + ", ".join(
            f"{k} {v:.3f}" + (f" (simple: {self.baselines[k]:.3f})" if k in self.baselines else "")
            for k, v in self.scores.items()
        )

    def to_json(self) -> dict[str, object]:
        return {
            "set": self.name,
            "items": self.items,
            "digest": self.digest,
            "scores": dict(self.scores),
            "baselines": dict(self.baselines),
        }


def digest_of(files: Iterable[Path]) -> str:
    """Digest files by name and content, so that a score says which set it was measured on."""
    digest = hashlib.sha256()
    for file in sorted(files):
        digest.update(file.name.encode() + b"\0" + file.read_bytes())
    return digest.hexdigest()[:16]


def coded(text: str, published: str | None = None) -> CodingResult:
    """Code a bare text as a document of one body zone."""
    return code(whole(text, published))


def whole(text: str, published: str | None = None) -> Document:
    """Make a document of one body zone."""
    zones = (Zone(ZoneKind.BODY, Span(0, len(text))),)
    return Document("d", "s", text, zones=zones, published=Moment(published) if published else None)


def precision_recall_f1(right: int, said: int, gold: int) -> tuple[float, float, float]:
    """Return precision, recall and F1 of counts; what is divided by nothing is 0.

    >>> precision_recall_f1(1, 2, 4)
    (0.5, 0.25, 0.3333333333333333)
    """
    return (right / said if said else 0.0), (right / gold if gold else 0.0), f1(right, said, gold)


def km_off(place: Place | None, point: tuple[float, float]) -> float:
    """Return how far a place lies from a point (degrees); what has no coordinates is nowhere near it.

    >>> km_off(None, (0.0, 0.0))
    inf
    """
    if place is None or place.lat is None or place.lon is None:
        return math.inf
    return distance_km((place.lat, place.lon), point)


def f1(right: int, said: int, gold: int) -> float:
    """Return the harmonic mean of precision and recall.

    >>> f1(0, 0, 0)
    0.0
    """
    return 2 * right / (said + gold) if said + gold else 0.0


def run_as_module(
    measure: Callable[[Path], Figures],
    *,
    default: Path,
    marker: str,
    arguments: Sequence[str] | None = None,
) -> int:
    """Measure the set in the folder that the command line names, and print; exit 0 where the set is absent.

    `marker` is a file (or pattern) without which a folder is no such set.
    """
    parser = argparse.ArgumentParser(description=(sys.modules[measure.__module__].__doc__ or "").split("\n\n")[0])
    parser.add_argument("folder", nargs="?", type=Path, default=default, help="where the set lies")
    parser.add_argument("--json", action="store_true", help="print one JSON object")
    parser.add_argument("--errors", action="store_true", help="show what was wrong, before the figures")
    given = parser.parse_args(arguments)
    if not any(given.folder.glob(marker)):
        said = f"{default.name}: there is no {marker} in {given.folder.name or given.folder}; nothing was measured"
        print(json.dumps({"set": default.name, "absent": said}) if given.json else said)
        return 0
    figures = measure(given.folder)
    if given.errors:
        print("\n".join(figures.errors))
    if given.json:
        print(json.dumps(figures.to_json()))
    else:
        print("\n".join([*figures.lines, figures.summary]))
    return 0

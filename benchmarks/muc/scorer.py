"""Score templates against a key as MUC-4 did: align, tally each slot, and sum over all templates.

Invariant: every fill of the response is correct, partial, incorrect or spurious, and every fill of the key that must be
there is correct, partial, incorrect or missing, each exactly once; ACT and POS are those two sums. After N. Chinchor,
"MUC-4 evaluation metrics" (1992): REC = (COR + PAR/2) / POS, PRE = (COR + PAR/2) / ACT, both as whole percentages, and
F their harmonic mean. A response may be aligned with a template of the key only if the incident's type matches at least
in part and so does one of: perpetrator (individual or organisation), physical target, human target (name or
description). ALL TEMPLATES counts every slot of templates that are missing or spurious as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from benchmarks.muc.assignment import assign
from benchmarks.muc.grading import STRING_SLOTS, Grade, grade
from benchmarks.muc.keys import SLOTS, Fill, Template

__all__ = ["Scores", "Tally", "align", "score"]

TYPE_SLOT = 4
CONTENT_SLOTS = (9, 10, 12, 18, 19)
SET_SLOTS = frozenset({4, 5, 7, 8, 11, 13, 15, 16, 20, 22, 23})


@dataclass(frozen=True, slots=True)
class Tally:
    """Count fills by category; add tallies to sum them."""

    correct: int = 0
    partial: int = 0
    incorrect: int = 0
    missing: int = 0
    spurious: int = 0

    def __add__(self, other: Tally) -> Tally:
        return Tally(
            self.correct + other.correct,
            self.partial + other.partial,
            self.incorrect + other.incorrect,
            self.missing + other.missing,
            self.spurious + other.spurious,
        )

    @property
    def possible(self) -> int:
        """POS: fills of the key."""
        return self.correct + self.partial + self.incorrect + self.missing

    @property
    def actual(self) -> int:
        """ACT: fills of the response."""
        return self.correct + self.partial + self.incorrect + self.spurious

    @property
    def credit(self) -> float:
        """COR + PAR/2."""
        return self.correct + 0.5 * self.partial

    @property
    def recall(self) -> int:
        """REC in whole percent, half up; 0 where nothing was possible."""
        return _percent(self.credit, self.possible)

    @property
    def precision(self) -> int:
        """PRE in whole percent, half up; 0 where nothing was answered."""
        return _percent(self.credit, self.actual)

    @property
    def overgeneration(self) -> int:
        """OVG, the part of the response that is spurious, in whole percent."""
        return _percent(self.spurious, self.actual)

    @property
    def f(self) -> float:
        """F from the whole percentages, two decimals, as in the tables of 1992.

        >>> Tally(correct=58, missing=42, spurious=49).f  # recall 58, precision 54
        55.93
        """
        recall, precision = self.recall, self.precision
        return round(2 * recall * precision / (recall + precision), 2) if recall + precision else 0.0


@dataclass(frozen=True, slots=True)
class Scores:
    """Hold the tallies of a set: per slot over aligned templates, the four sums, and how documents were filtered."""

    slots: Mapping[int, Tally]
    missed: Mapping[int, Tally]
    invented: Mapping[int, Tally]
    templates: Tally
    filtering: Tally = field(default_factory=Tally)

    @property
    def matched_only(self) -> Tally:
        """Sum the slots of aligned templates."""
        return _sum(self.slots.values())

    @property
    def matched_missing(self) -> Tally:
        """Sum the slots of aligned templates and of templates that the response lacks."""
        return _sum([*self.slots.values(), *self.missed.values()])

    @property
    def all_templates(self) -> Tally:
        """Sum the slots of all templates: the official figure."""
        return _sum([*self.slots.values(), *self.missed.values(), *self.invented.values()])

    def only(self, slots: Iterable[int]) -> Tally:
        """Sum some slots over aligned and missing templates."""
        chosen = set(slots)
        return _sum([t for part in (self.slots, self.missed) for s, t in part.items() if s in chosen])

    def rows(self) -> list[tuple[str, Tally]]:
        """Return the rows of the summary report in their usual order."""
        rows = [("template-id", self.templates)]
        rows += [(name.lower(), self.slots[s] + self.missed[s]) for s, name in SLOTS.items()]
        return [
            *rows,
            ("MATCHED ONLY", self.matched_only),
            ("MATCHED/MISSING", self.matched_missing),
            ("ALL TEMPLATES", self.all_templates),
            ("SET FILLS ONLY", self.only(SET_SLOTS)),
            ("STRING FILLS ONLY", self.only(STRING_SLOTS)),
            ("TEXT FILTERING", self.filtering),
        ]


def score(keys: Mapping[str, Sequence[Template]], responses: Mapping[str, Sequence[Template]]) -> Scores:
    """Score the responses to the messages of `keys`; a message without a response counts as answered with nothing.

    Raises ValueError for a response to a message that the key does not have: scores of misaligned sets mean nothing.
    """
    if strange := sorted(set(responses) - set(keys)):
        raise ValueError(f"responses to messages that the key does not have: {', '.join(strange[:5])}")
    matched, missed, invented = ({s: Tally() for s in SLOTS} for _ in range(3))
    templates = filtering = Tally()
    for message, wanted in keys.items():
        given = responses.get(message, ())
        pairs = align(wanted, given)
        for k, r in pairs:
            for slot in SLOTS:
                matched[slot] += tally(slot, wanted[k].fills(slot), given[r].fills(slot))
        lacking = [t for i, t in enumerate(wanted) if i not in {k for k, _ in pairs} and not t.optional]
        spurious = [t for i, t in enumerate(given) if i not in {r for _, r in pairs}]
        for slot in SLOTS:
            for template in lacking:
                missed[slot] += tally(slot, template.fills(slot), ())
            for template in spurious:
                invented[slot] += tally(slot, (), template.fills(slot))
        templates += Tally(len(pairs), 0, 0, len(lacking), len(spurious))
        filtering += _filtered(wanted, given)
    return Scores(matched, missed, invented, templates, filtering)


def align(key: Sequence[Template], response: Sequence[Template]) -> list[tuple[int, int]]:
    """Pair templates so that the credit of the pairs is highest; return (key index, response index), sorted."""
    weights = [[_worth(k, r) if _may_pair(k, r) else 0.0 for r in response] for k in key]
    return assign(weights)


def tally(slot: int, key: Sequence[Fill], response: Sequence[Fill]) -> Tally:
    """Tally one slot of an aligned pair: fills are paired for the highest credit, and the rest face each other."""
    grades = [[grade(slot, k, r) for r in response] for k in key]
    pairs = assign([[g.value for g in row] for row in grades])
    correct = sum(grades[k][r] is Grade.CORRECT for k, r in pairs)
    partial = len(pairs) - correct
    used = {k for k, _ in pairs}
    lacking = sum(1 for i, k in enumerate(key) if i not in used and not k.optional)
    over = len(response) - len(pairs)
    incorrect = min(lacking, over)
    return Tally(correct, partial, incorrect, lacking - incorrect, over - incorrect)


def _may_pair(key: Template, response: Template) -> bool:
    return any(
        grade(TYPE_SLOT, k, r) is not Grade.WRONG for k in key.fills(TYPE_SLOT) for r in response.fills(TYPE_SLOT)
    ) and any(
        grade(slot, k, r) is not Grade.WRONG
        for slot in CONTENT_SLOTS
        for k in key.fills(slot)
        for r in response.fills(slot)
    )


def _worth(key: Template, response: Template) -> float:
    return sum(tally(slot, key.fills(slot), response.fills(slot)).credit for slot in SLOTS)


def _filtered(wanted: Sequence[Template], given: Sequence[Template]) -> Tally:
    """Text filtering: is a message that has an incident answered with one? Only optional ones may go either way."""
    if given:
        return Tally(correct=1) if wanted else Tally(spurious=1)
    return Tally(missing=1) if any(not t.optional for t in wanted) else Tally()


def _sum(tallies: Iterable[Tally]) -> Tally:
    return sum(tallies, Tally())


def _percent(part: float, whole: float) -> int:
    return int(100 * part / whole + 0.5) if whole else 0

"""Read answer keys of MUC-3/MUC-4: for each message, templates of 24 slots.

Invariant: what the key says is kept as it says it. A fill has alternatives, any of which is right; a fill marked `?`
may be left out; a fill may point at another slot's fill (`DEATH: "PEASANTS"`).
`-` and `*` are slots with nothing in them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from types import MappingProxyType

__all__ = ["SLOTS", "Fill", "Template", "read_keys"]

SLOTS = {
    2: "INCIDENT: DATE",
    3: "INCIDENT: LOCATION",
    4: "INCIDENT: TYPE",
    5: "INCIDENT: STAGE OF EXECUTION",
    6: "INCIDENT: INSTRUMENT ID",
    7: "INCIDENT: INSTRUMENT TYPE",
    8: "PERP: INCIDENT CATEGORY",
    9: "PERP: INDIVIDUAL ID",
    10: "PERP: ORGANIZATION ID",
    11: "PERP: ORGANIZATION CONFIDENCE",
    12: "PHYS TGT: ID",
    13: "PHYS TGT: TYPE",
    14: "PHYS TGT: NUMBER",
    15: "PHYS TGT: FOREIGN NATION",
    16: "PHYS TGT: EFFECT OF INCIDENT",
    17: "PHYS TGT: TOTAL NUMBER",
    18: "HUM TGT: NAME",
    19: "HUM TGT: DESCRIPTION",
    20: "HUM TGT: TYPE",
    21: "HUM TGT: NUMBER",
    22: "HUM TGT: FOREIGN NATION",
    23: "HUM TGT: EFFECT OF INCIDENT",
    24: "HUM TGT: TOTAL NUMBER",
}

_SLOT = {number: re.compile(rf"{number}\.\s+{re.escape(name)}\s*(.*)$") for number, name in SLOTS.items()}
_MESSAGE = re.compile(r"0\.\s+MESSAGE: ID\s+(\S+)")
_NUMBER = re.compile(r"1\.\s+MESSAGE: TEMPLATE\s+(\*|\d+)\s*(\(OPTIONAL\))?")
_EMPTY = ("", "-", "*")
# A quoted string (with \" in it) or a run of anything but the marks that part alternatives and references.
_PART = re.compile(r'"(?:\\.|[^"\\])*"|[/:]|[^"/:]+')


@dataclass(frozen=True, slots=True)
class Fill:
    """Hold one fill of a slot: alternative values, the fills of another slot it refers to, and whether it may miss."""

    values: tuple[str, ...]
    refs: tuple[str, ...] = ()
    optional: bool = False


@dataclass(frozen=True, slots=True)
class Template:
    """Hold one incident of a message; `slots` maps slot numbers (2 to 24) to their fills, without empty slots."""

    message: str
    slots: Mapping[int, tuple[Fill, ...]] = field(default_factory=lambda: MappingProxyType({}))
    optional: bool = False

    def fills(self, slot: int) -> tuple[Fill, ...]:
        """Return the fills of a slot, none where it is empty."""
        return self.slots.get(slot, ())


def read_keys(path: Path) -> dict[str, list[Template]]:
    """Return the templates of every message that a key file names, an empty list where it has no incident.

    Raises ValueError, naming file and line, for a line that is no slot, no continuation and no comment.
    """
    keys: dict[str, list[Template]] = {}
    for message, optional, rows in _blocks(path):
        templates = keys.setdefault(message, [])
        if rows:
            slots = {slot: fills for slot, lines in rows.items() if (fills := tuple(_fills(slot, lines)))}
            templates.append(Template(message, MappingProxyType(slots), optional))
    return keys


def _blocks(path: Path) -> Iterator[tuple[str, bool, dict[int, list[str]]]]:
    message, optional, real, rows, slot = "", False, False, dict[int, list[str]](), 0
    # The files are of 1990 and hold a few bytes that are no ASCII.
    for number, raw in enumerate(path.read_text(encoding="latin-1").splitlines(), 1):
        line = raw.rstrip()
        if not line or line.startswith(";"):
            continue
        if start := _MESSAGE.match(line):
            if message:
                yield message, optional, rows if real else {}
            message, optional, real, rows, slot = start[1], False, False, {}, 0
        elif which := _NUMBER.match(line):
            real, optional = which[1] != "*", which[2] is not None
        elif line[0].isdigit() and (head := re.match(r"(\d+)\.", line)) and int(head[1]) in _SLOT:
            slot = int(head[1])
            match = _SLOT[slot].match(line)
            if match is None:
                raise ValueError(f"{path.name}, line {number}: expected slot {slot}, {SLOTS[slot]!r}, not {line!r}")
            rows[slot] = [match[1]]
        elif line[0].isspace() and slot:
            rows[slot].append(line.strip())
        else:
            raise ValueError(f"{path.name}, line {number}: neither a slot nor the rest of one: {line!r}")
    if message:
        yield message, optional, rows if real else {}


def _fills(slot: int, lines: list[str]) -> Iterator[Fill]:
    for line in _joined(lines):
        text = line.strip()
        optional = text.startswith("?")
        text = text.removeprefix("?").strip()
        if text in _EMPTY:
            continue
        if slot in (2, 3):
            yield Fill(tuple(_bare(part) for part in re.split(r"\s/\s", text)), (), optional)
            continue
        sides: tuple[list[str], list[str]] = ([], [])
        at = 0
        for part in _PART.findall(text):
            if part == ":":
                at = 1
            elif part != "/" and (value := _bare(part)) not in _EMPTY:
                sides[at].append(value)
        if sides[0]:
            yield Fill(tuple(sides[0]), tuple(sides[1]), optional)


def _joined(lines: list[str]) -> Iterator[str]:
    """Join a fill that runs over several lines: one whose quotation is open, or that ends in a mark."""
    held = ""
    for line in lines:
        held = f"{held} {line.strip()}".strip()
        if held.replace('\\"', "").count('"') % 2 == 0 and not held.endswith(("/", ":")):
            yield held
            held = ""
    if held:
        yield held


def _bare(part: str) -> str:
    text = part.strip()
    if text.startswith('"') and text.endswith('"') and len(text) > 1:
        text = text[1:-1].replace('\\"', '"')
    elif text.count("(") != text.count(")"):
        text = text.strip("()")  # brackets around a list of alternatives, one end of which is here
    elif text.startswith("(") and text.endswith(")") and text.count("(") == 1:
        text = text[1:-1]
    return " ".join(text.split())

"""What an endpoint is asked: the instruction and the schema of the answer, as data.

Invariant: the enumerations of the schema are the model's own types and statuses and the lexicon's modes, so that the
question cannot allow what a report cannot hold; a prompt that says anything else has another digest.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, fields
from functools import lru_cache
from typing import Any

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError
from dateline.knowledge.lexicon import open_lexicon
from dateline.model import EventType, Report, Status

__all__ = ["FIELDS", "Prompt", "open_prompt", "prompt_from"]

FIELDS = ("sentence", "trigger", "type", "mode", "status", "hedged", "actors", "recipients", "places", "when")
_FILE = "prompt.toml"


@dataclass(frozen=True, slots=True)
class Prompt:
    """Hold the instruction, the JSON schema of an answer, the modes of each type, and the names of the counts."""

    version: str
    instruction: str
    plain: str
    schema: Mapping[str, Any]
    modes: Mapping[EventType, frozenset[str]]
    counts: tuple[str, ...]

    @property
    def digest(self) -> str:
        """Digest all that an endpoint is told beside the text."""
        told = json.dumps([self.instruction, self.plain, self.schema], sort_keys=True)
        return hashlib.sha256(told.encode()).hexdigest()[:16]

    @property
    def name(self) -> str:
        """Name the prompt for people and for fingerprints: its version and the start of its digest."""
        return f"{self.version}-{self.digest[:8]}"

    def system(self, *, with_schema: bool) -> str:
        """Return what the endpoint is told before the text; `with_schema` for one that takes no schema beside it."""
        if not with_schema:
            return self.instruction
        return f"{self.instruction}\n{self.plain}{json.dumps(self.schema, separators=(',', ':'))}\n"


@lru_cache(maxsize=1)
def open_prompt() -> Prompt:
    """Return the prompt that ships with the package, with the modes of the lexicon, read once a process."""
    modes: dict[EventType, set[str]] = {event_type: set() for event_type in EventType}
    for sense in open_lexicon().senses:
        if sense.mode is not None:
            modes[sense.type].add(sense.mode)
    text = read_data("dateline.asking", f"data/{_FILE}")
    return prompt_from(text, modes={event_type: frozenset(found) for event_type, found in modes.items()})


def prompt_from(text: str, *, modes: Mapping[EventType, frozenset[str]]) -> Prompt:
    """Make a prompt of TOML; raises KnowledgeError naming the entry that is missing or strange."""
    raw = parse_toml(text, where=_FILE)
    for key in ("version", "instruction", "plain"):
        if not isinstance(raw.get(key), str) or not raw[key].strip():
            raise KnowledgeError(f"{_FILE}: {key} is missing; it is text")
    told = {
        "fields": _words(raw, "fields", FIELDS),
        "types": _words(raw, "types", [t.value for t in EventType]),
        "statuses": _words(raw, "statuses", [s.value for s in Status]),
        "counts": _words(raw, "counts"),
    }
    known = {field.name for field in fields(Report)}
    for name in told["counts"]:
        if name not in known:
            raise KnowledgeError(f"{_FILE}, [counts]: a report has no field {name!r}")
    return Prompt(
        raw["version"],
        _instruction(raw["instruction"], told, modes),
        raw["plain"].strip() + "\n",
        _schema(told, modes),
        modes,
        tuple(told["counts"]),
    )


def _words(raw: Mapping[str, Any], table: str, names: list[str] | tuple[str, ...] | None = None) -> dict[str, str]:
    found = raw.get(table)
    if not isinstance(found, dict) or not all(isinstance(v, str) and v.strip() for v in found.values()):
        raise KnowledgeError(f"{_FILE}: [{table}] is missing, or one of its entries is no text")
    if names is not None and set(found) != set(names):
        odd = sorted(set(found) ^ set(names))
        raise KnowledgeError(f"{_FILE}, [{table}]: {odd[0]!r} is missing or not known; it has {', '.join(names)}")
    return dict(found)


def _instruction(said: str, told: Mapping[str, Mapping[str, str]], modes: Mapping[EventType, frozenset[str]]) -> str:
    lines = [said.strip(), "", "Each entry has:"]
    lines += [f"- {name}: {words}" for name, words in {**told["fields"], **told["counts"]}.items()]
    lines += ["", "Types:"]
    for name, words in told["types"].items():
        known = sorted(modes.get(EventType(name), ()))
        lines.append(f"- {name}: {words}" + (f". Modes: {', '.join(known)}" if known else ""))
    lines += ["", "Statuses:", *(f"- {name}: {words}" for name, words in told["statuses"].items()), ""]
    return "\n".join(lines)


def _schema(told: Mapping[str, Mapping[str, str]], modes: Mapping[EventType, frozenset[str]]) -> dict[str, Any]:
    """Make the schema in the narrow form that servers with constrained answers share: all keys required, none added."""
    quotes = {"type": "array", "items": {"type": "string"}}
    every_mode = sorted({mode for known in modes.values() for mode in known})
    entry: dict[str, Any] = {
        "sentence": {"type": "integer"},
        "trigger": {"type": "string"},
        "type": {"type": "string", "enum": [t.value for t in EventType]},
        "mode": {"type": ["string", "null"], "enum": [*every_mode, None]},
        "status": {"type": "string", "enum": [s.value for s in Status]},
        "hedged": {"type": "boolean"},
        "actors": quotes,
        "recipients": quotes,
        "places": quotes,
        "when": {"type": ["string", "null"]},
        **dict.fromkeys(told["counts"], quotes),
    }
    return _object({"reports": {"type": "array", "items": _object(entry)}})


def _object(properties: dict[str, Any]) -> dict[str, Any]:
    return {"type": "object", "properties": properties, "required": list(properties), "additionalProperties": False}

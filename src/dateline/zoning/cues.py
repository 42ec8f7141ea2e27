"""The set phrases that part a page, read from `data/cues.toml`.

Invariant: a phrase is a line in that file and matches a whole line of a page, never a part of a sentence; the code
knows which group of phrases to ask for and no phrase of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError

__all__ = ["ANYTHING", "Cues", "cues", "parse_cues"]

_FILE = "zoning/data/cues.toml"
_LAYOUT: Mapping[str, tuple[str, ...]] = {
    "comments": ("heads", "signatures", "tails", "openers", "closers", "controls", "not_names"),
    "head": (
        "bylines",
        "dates",
        "changed",
        "outlet_words",
        "roles",
        "blurb_verbs",
        "lead_verbs",
        "front_title",
        "front_author",
        "front_date",
        "front_publisher",
    ),
    "caption": ("images", "credits"),
    "trail": ("lines", "starts"),
    "references": ("headings", "joiners", "particles", "accessed", "pages", "signals", "within", "markup"),
}
_TEMPLATES = frozenset(
    [
        "comments.heads",
        "comments.signatures",
        "comments.tails",
        "comments.openers",
        "comments.closers",
        "comments.controls",
        "head.bylines",
        "head.dates",
        "head.changed",
        "trail.lines",
        "trail.starts",
        "references.headings",
    ]
)
ANYTHING = r"[^\n]*?"
_SLOTS = {
    "{name}": r"(?P<name>[^\s:|][^\n:|]{0,70}?)",
    "{date}": r"(?P<date>[^\n]{4,60}?)",
    "{n}": r"\(?\d[\d.,]{0,6}\)?",
    "{any}": ANYTHING,
}
# Longer lines are prose: of the templates only an {any} could match them, and it should not.
_LONGEST = 240


@dataclass(frozen=True, slots=True)
class Cues:
    """Hold the phrases by `table.key`: templates compiled, the rest as lower-case words."""

    templates: Mapping[str, tuple[re.Pattern[str], ...]]
    words: Mapping[str, tuple[str, ...]]

    def match(self, key: str, line: str) -> re.Match[str] | None:
        """Return the first template of `key` that the whole `line` matches."""
        return next(iter(self.matches(key, line)), None)

    def matches(self, key: str, line: str) -> list[re.Match[str]]:
        """Return all matches, in the file's order; one line may fit several templates."""
        if len(line) > _LONGEST:
            return []
        return [match for pattern in self.templates[key] if (match := pattern.fullmatch(line))]


@lru_cache(maxsize=1)
def cues() -> Cues:
    """Load the shipped phrases once."""
    return parse_cues(read_data("dateline.zoning", "data/cues.toml"))


def parse_cues(toml: str) -> Cues:
    """Read phrases from TOML; raises KnowledgeError naming the entry that breaks the schema."""
    raw = parse_toml(toml, where=_FILE)
    if set(raw) != set(_LAYOUT):
        raise KnowledgeError(f"{_FILE}: expected the tables {sorted(_LAYOUT)}, found {sorted(raw)}")
    templates: dict[str, tuple[re.Pattern[str], ...]] = {}
    words: dict[str, tuple[str, ...]] = {}
    for table, keys in _LAYOUT.items():
        if set(raw[table]) != set(keys):
            raise KnowledgeError(f"{_FILE}, [{table}]: expected {sorted(keys)}, found {sorted(raw[table])}")
        for key in keys:
            name, entries = f"{table}.{key}", raw[table][key]
            if (
                not isinstance(entries, list)
                or not entries
                or not all(isinstance(e, str) and e.strip() for e in entries)
            ):
                raise KnowledgeError(f"{_FILE}, {name}: expected a list of texts, none empty")
            if name in _TEMPLATES:
                templates[name] = tuple(_compiled(entry, name) for entry in entries)
            elif name == "caption.credits":
                templates[name] = tuple(_ending(entry, name) for entry in entries)
            else:
                words[name] = tuple(entry.lower() for entry in entries)
    return Cues(templates, words)


def _compiled(template: str, name: str) -> re.Pattern[str]:
    parts = []
    for part in re.split(r"(\{\w+\})", template):
        if part.startswith("{"):
            if part not in _SLOTS:
                raise KnowledgeError(f"{_FILE}, {name}: {part} in {template!r} is none of {', '.join(_SLOTS)}")
            parts.append(_SLOTS[part])
        else:
            plain = re.escape(part).replace(r"\.\.\.", r"(?:\.\.\.|…)")
            parts.append(re.sub(r"(?:\\ )+", r"\\s+", plain))
    return re.compile("".join(parts), re.IGNORECASE)


def _ending(expression: str, name: str) -> re.Pattern[str]:
    try:
        return re.compile(rf".*(?:{expression})", re.IGNORECASE)
    except re.error as error:
        raise KnowledgeError(f"{_FILE}, {name}: {expression!r} is not a regular expression: {error}") from None

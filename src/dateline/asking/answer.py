"""What an endpoint answered, and where such answers are kept.

Invariant: an answer is kept as it came, under a key made of everything that it depends on (model, prompt, length
allowed, text), before anything is made of it: what was paid for is never asked again.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from dateline.asking.prompt import Prompt
from dateline.asking.question import Question
from dateline.model import EventType, Status

__all__ = ["Answer", "Answers", "Memory", "Statement", "key_of", "statements_in"]

# Bounds on what one answer may hold; an honest one stays far below them.
MOST_REPORTS = 60
MOST_PARTIES = 20
LONGEST_QUOTE = 300


@dataclass(frozen=True, slots=True)
class Answer:
    """Hold the words of one answer, how long it took, and the tokens that the server counted (None: it did not say)."""

    content: str
    seconds: float = 0.0
    tokens_in: int | None = None
    tokens_out: int | None = None


class Answers(Protocol):
    """Keep answers by key; a record does, and so does `Memory`.

    `is_shared` tells whether several threads may keep answers at once: then they are kept the moment they come.
    """

    @property
    def is_shared(self) -> bool: ...

    def get(self, key: str) -> str | None:
        """Return the content that is kept under a key, or None."""

    def put(self, key: str, answer: Answer, *, model: str, prompt: str) -> None:
        """Keep an answer; a key that is there already keeps what it has."""

    def seconds(self, model: str) -> float | None:
        """Return how long answers of a model took on average, in seconds, or None where there are none."""


@dataclass(slots=True)
class Memory:
    """Keep answers as long as the object lives."""

    kept: dict[str, Answer] = field(default_factory=dict)
    models: dict[str, str] = field(default_factory=dict)
    is_shared: bool = True

    def get(self, key: str) -> str | None:
        answer = self.kept.get(key)
        return None if answer is None else answer.content

    def put(self, key: str, answer: Answer, *, model: str, prompt: str) -> None:  # noqa: ARG002 - the protocol's
        self.kept.setdefault(key, answer)
        self.models.setdefault(key, model)

    def seconds(self, model: str) -> float | None:
        took = [answer.seconds for key, answer in self.kept.items() if self.models[key] == model]
        return sum(took) / len(took) if took else None


def key_of(question: Question, *, model: str, prompt: Prompt, max_tokens: int) -> str:
    """Return the key of a question's answer: the same for the same text, model, prompt and length allowed."""
    parts = json.dumps([model, prompt.digest, max_tokens, question.text])
    return hashlib.sha256(parts.encode()).hexdigest()


@dataclass(frozen=True, slots=True)
class Statement:
    """Hold one entry of an answer whose shape is right; whether its words are in the text is not yet known."""

    sentence: int
    trigger: str
    type: EventType
    mode: str | None
    status: Status
    hedged: bool
    actors: tuple[str, ...] = ()
    recipients: tuple[str, ...] = ()
    places: tuple[str, ...] = ()
    when: str | None = None
    counts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


def statements_in(content: str, *, prompt: Prompt) -> tuple[list[Statement], list[str]]:
    """Read an answer's entries; what has not the shape asked for is left out and named in the second list."""
    dropped: list[str] = []
    try:
        raw = _json_in(content)
    except (ValueError, RecursionError):
        return [], [f"an answer of {len(content):,} characters is not JSON"]
    entries = raw.get("reports") if isinstance(raw, dict) else None
    if not isinstance(entries, list):
        return [], ["an answer has no list of reports"]
    if len(entries) > MOST_REPORTS:
        dropped.append(f"an answer has {len(entries):,} entries; those past {MOST_REPORTS} were left out")
    found = []
    for entry in entries[:MOST_REPORTS]:
        statement = _statement(entry, prompt, dropped)
        if statement is not None:
            found.append(statement)
    return found, dropped


def _json_in(content: str) -> Any:
    """Read JSON that may stand in a code fence, or after a model's thoughts; raises ValueError where there is none."""
    text = content.rpartition("</think>")[2].strip()
    try:
        return json.loads(text)
    except ValueError:
        start, end = text.find("{"), text.rfind("}")
        return json.loads(text[start : end + 1])


def _statement(entry: Any, prompt: Prompt, dropped: list[str]) -> Statement | None:
    if not isinstance(entry, dict):
        dropped.append("an entry of an answer is not an object")
        return None
    trigger = _quote(entry.get("trigger"))
    if trigger is None:
        dropped.append("an entry of an answer names no trigger")
        return None
    here = f"{trigger!r}"
    try:
        event_type = EventType(_text(entry.get("type")))
        status = Status(_text(entry.get("status")))
    except ValueError as error:
        dropped.append(f"{here}: {_short(error)}; the entry was left out")
        return None
    mode = entry.get("mode")
    if mode is not None and _text(mode) not in prompt.modes.get(event_type, ()):
        dropped.append(f"{here}: {_short(mode)!r} is no mode of {event_type.value}")
        mode = None
    number = entry.get("sentence")
    hedged = entry.get("hedged", False)
    if not isinstance(hedged, bool):
        dropped.append(f"{here}: hedged is {_short(hedged)!r}, not true or false")
        hedged = False
    when = entry.get("when")
    if when is not None and _quote(when) is None:
        dropped.append(f"{here}: when is no quotation")
    return Statement(
        sentence=number if type(number) is int else 0,
        trigger=trigger,
        type=event_type,
        mode=mode,
        status=status,
        hedged=hedged,
        actors=_quotes(entry, "actors", here, dropped),
        recipients=_quotes(entry, "recipients", here, dropped),
        places=_quotes(entry, "places", here, dropped),
        when=_quote(when),
        counts={name: _quotes(entry, name, here, dropped) for name in prompt.counts},
    )


def _quotes(entry: Mapping[str, Any], name: str, here: str, dropped: list[str]) -> tuple[str, ...]:
    given = entry.get(name)
    if given is None:
        return ()
    several = given if isinstance(given, list) else [given]
    if len(several) > MOST_PARTIES:
        dropped.append(f"{here}: {name} has {len(several):,} entries; those past {MOST_PARTIES} were left out")
    return tuple(_each_quote(several[:MOST_PARTIES], name, here, dropped))


def _each_quote(several: list[Any], name: str, here: str, dropped: list[str]) -> Iterator[str]:
    for one in several:
        quote = _quote(one)
        if quote is None:
            dropped.append(f"{here}: {name} has an entry that is no quotation: {_short(one)!r}")
        else:
            yield quote


def _quote(value: Any) -> str | None:
    """Return a quotation with its spaces evened out; None for what cannot be one."""
    if not isinstance(value, str) or len(value) > LONGEST_QUOTE:
        return None
    return " ".join(value.split()) or None


def _text(value: Any) -> str:
    return value if isinstance(value, str) else ""


def _short(value: Any) -> str:
    said = str(value) if isinstance(value, str | int | float | bool | ValueError) else type(value).__name__
    return said if len(said) <= 60 else said[:57] + "..."

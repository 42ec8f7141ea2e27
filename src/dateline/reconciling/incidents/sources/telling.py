"""Who stands behind an incident, in a sentence that one would say to an editor.

Invariant: the sentence names every number that it rests on, is never longer than the file allows, and drops names
before it drops numbers.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import number_in, read_toml, table_in
from dateline.errors import KnowledgeError
from dateline.model import VoiceKind
from dateline.reconciling.incidents.sources.origin import Origin

__all__ = ["described", "listed", "say", "why"]

_SAID = (
    "counts", "counts_in", "nobody", "voice", "outlet", "unnamed", "absent", "reader", "repeated", "more", "one_outlet",
    "boasts", "denied", "disputed", "retracted",
)  # fmt: skip
_BRACES = re.compile(r"\{([^{}]+)\}")
_NUMBER = re.compile(r"(\d+)\D*\Z")
_PRESS = (VoiceKind.OUTLET, VoiceKind.WIRE)


@dataclass(frozen=True, slots=True)
class _Templates:
    longest: int
    said: Mapping[str, str]
    kinds: Mapping[VoiceKind, str]


@lru_cache(maxsize=1)
def _templates() -> _Templates:
    """Return the templates. Raises KnowledgeError where the file breaks its schema."""
    return _templates_from(read_toml(resources.files(__package__).joinpath("data/why.toml")))


def _templates_from(raw: dict[str, Any]) -> _Templates:
    where = "why.toml"
    if set(raw) != {*_SAID, "longest", "kinds"}:
        raise KnowledgeError(f"{where}: missing or unknown: {sorted(set(raw) ^ {*_SAID, 'longest', 'kinds'})}")
    strange = next((name for name in _SAID if not isinstance(raw[name], str) or not raw[name].strip()), None)
    if strange is not None:
        raise KnowledgeError(f"{where}, {strange}: expected words, found {raw[strange]!r}")
    kinds = table_in(raw["kinds"], f"{where}, kinds")
    known = {kind.value for kind in VoiceKind}
    if not set(kinds) <= known or not all(isinstance(words, str) and words for words in kinds.values()):
        raise KnowledgeError(f"{where}, kinds: expected words for kinds of voices ({sorted(known)}), found {kinds!r}")
    return _Templates(
        int(number_in(raw["longest"], f"{where}, longest", least=60, most=2000)),
        {name: raw[name] for name in _SAID},
        {VoiceKind(kind): words for kind, words in kinds.items()},
    )


def say(name: str, /, **values: object) -> str:
    """Fill in one template of `data/why.toml`, with the singular behind a one.

    >>> say("counts", reports=1, independent=1), say("counts", reports=5, independent=2)
    ('1 report, 1 independent', '5 reports, 2 independent')
    """
    return _fill(_templates().said[name], values)


def _fill(text: str, values: Mapping[str, object]) -> str:
    parts: list[str] = []
    at = 0
    for match in _BRACES.finditer(text):
        parts.append(text[at : match.start()])
        at = match.end()
        inside = match[1]
        if "|" in inside:
            one, more = inside.split("|", 1)
            number = _NUMBER.search("".join(parts))
            parts.append(one if number is not None and number[1] == "1" else more)
        else:
            parts.append(str(values[inside]))
    return "".join(parts) + text[at:]


def listed(names: Sequence[str], most: int) -> str:
    """Join names as one says them, at most `most` of them.

    >>> listed(["a", "b", "c"], 3), listed(["a", "b", "c", "d"], 2)
    ('a, b and c', 'a, b and 2 more')
    """
    names = list(dict.fromkeys(names))
    shown = names if len(names) <= most else [*names[:most], say("more", number=len(names) - most)]
    return shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} and {shown[-1]}" if shown else ""


def why(origins: Sequence[Origin], documents: int, remarks: Sequence[str] = ()) -> str:
    """Say who stands behind an incident: how many reports and origins, who the origins are, who repeats them.

    `documents` is how many documents the reports stand in, `remarks` what is to be said behind the origins.
    """
    if not origins:
        return "; ".join([say("nobody"), *remarks])
    reports = sum(len(origin.reports) for origin in origins)
    many = reports != documents
    head = say("counts_in" if many else "counts", reports=reports, documents=documents, independent=len(origins))
    longest = _templates().longest
    text = head
    for names, shown in ((4, len(origins)), (3, 4), (2, 4), (2, 3), (1, 3), (1, 2), (1, 1), (0, 0)):
        said = [described(origin, max(names, 1)) for origin in origins[:shown]]
        if len(origins) > shown and shown:
            said.append(say("more", number=len(origins) - shown))
        text = "; ".join([f"{head}: {said[0]}", *said[1:], *remarks] if said else [head, *remarks])
        if len(text) <= longest:
            return text
    return head if len(head) <= longest else text[:longest]


def described(origin: Origin, most: int = 4) -> str:
    """Say what an origin is and who repeats it, naming at most `most` outlets each."""
    unnamed = [_templates().kinds[k] for k in origin.kinds if k in _templates().kinds and k not in _PRESS]
    if origin.key.startswith("reader:"):
        text = say("reader", name=origin.name)
    elif origin.is_voice:
        text = say("voice", name=origin.name, outlets=listed(origin.outlets or origin.repeated_by, most))
        if not origin.outlets:
            return text
    elif not origin.is_present:
        return say("absent", name=origin.name, outlets=listed(origin.repeated_by, most))
    elif unnamed:
        text = say("unnamed", name=origin.name, kinds=listed(unnamed, most))
    else:
        text = say("outlet", name=origin.name)
    if origin.repeated_by:
        return say("repeated", origin=text, outlets=listed(origin.repeated_by, most))
    return text

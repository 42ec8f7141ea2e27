"""Which organisation stands behind those who did it, as the words about them say.

Invariant: an organisation is named in the phrase about the doers; a name and the acronym that abbreviates it are one.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from benchmarks.muc.phrases import Phrase
from benchmarks.muc.words import task_words

__all__ = ["abbreviates", "organizations_of"]

_ACRONYM = re.compile(r"\b[A-Z]{2}[A-Z0-9-]{0,8}\b")
_NAME = re.compile(r"(?:[A-Z][\w'-]*\s+(?:(?:of|de|del|la|the|for)\s+)*)*[A-Z][\w'-]*")


def organizations_of(doers: Iterable[Phrase]) -> list[str]:
    """Return the organisations that the doers' phrases name, each once, in text order, in capitals."""
    found: list[str] = []
    for doer in doers:
        for name in _named(doer):
            if name not in found and not any(abbreviates(name, n) or abbreviates(n, name) for n in found):
                found.append(name)
    return found


def _named(doer: Phrase) -> list[str]:
    lists = task_words().lists
    found = [m[0] for m in _ACRONYM.finditer(doer.within) if m[0] not in lists["case.tags"] | lists["case.acronyms"]]
    low = doer.within.lower()
    for name in sorted(lists["people.groups"], key=lambda n: (-len(n), n)):
        match = re.search(rf"\b{re.escape(name)}\b", low)
        if match:
            found.append(name.upper())
            low = low.replace(name, " ")
    for match in _NAME.finditer(doer.within):
        words = match[0].lower().split()
        if (
            len(words) > 1
            and lists["people.organizations"] & set(words)
            and match[0].lower() not in lists["people.groups"]
        ):
            found.append(match[0].upper())
    return [name for name in found if name]


def abbreviates(acronym: str, name: str) -> bool:
    """Tell whether the letters of `acronym` are the initials of the name, in any order (another language's).

    >>> abbreviates("FMLN", "FARABUNDO MARTI NATIONAL LIBERATION FRONT")
    True
    """
    if " " in acronym or " " not in name:
        return False
    initials = [w[0] for w in name.split() if w.lower() not in task_words().small]
    letters = [c for c in acronym if c.isalpha()]
    return len(letters) > 1 and set(letters) <= set(initials) and abs(len(initials) - len(letters)) <= 1

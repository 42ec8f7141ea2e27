"""Replace the names of readers who comment, so that a published export does not carry them.

Invariant: offsets stay true. In the text a commenter's name is covered by a pseudonym of the same length, and evidence
quotes the covered text; the same name has the same pseudonym throughout one export.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

__all__ = ["Pseudonyms"]

# Names that name nobody are left as they are.
_NOBODY = frozenset({"anonymous", "anon", "guest", "unknown", "admin"})


class Pseudonyms:
    """Know the commenters of a record by document, and cover their names in its rows."""

    def __init__(self, documents: Iterable[Mapping[str, Any]]) -> None:
        self._names: dict[str, list[str]] = {}
        for row in documents:
            names = {z["author"] for z in row["zones"] if z["kind"] == "comment" and z["author"]}
            # A page's own author who answers under it writes in public under that name.
            names -= set(row["authors"])
            kept = sorted((n for n in names if n.casefold() not in _NOBODY), key=lambda n: (-len(n), n))
            if kept:
                self._names[row["id"]] = kept

    def cover(self, what: str, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the rows with commenters' names covered."""
        for row in rows:
            names = self._names.get(row["id"] if what == "documents" else row.get("document", row.get("citing", "")))
            yield self._covered(row, names) if names else row

    def _covered(self, row: dict[str, Any], names: list[str]) -> dict[str, Any]:
        pattern = re.compile("|".join(rf"(?<!\w){re.escape(n)}(?!\w)" for n in names))

        def walk(value: Any, key: str = "") -> Any:
            if isinstance(value, dict):
                if value.get("kind") == "commenter" and value.get("name") in names:
                    alias = _alias(value["name"])
                    value = {**value, "id": f"commenter:{alias}", "name": alias}
                return {k: walk(v, k) for k, v in value.items()}
            if isinstance(value, list):
                return [walk(v, key) for v in value]
            if isinstance(value, str):
                if key == "author" and value in names:
                    return _alias(value)
                if key in ("text", "words"):
                    return pattern.sub(lambda m: _mask(m[0]), value)
            return value

        covered: dict[str, Any] = walk(row)
        return covered


def _alias(name: str) -> str:
    return f"reader-{hashlib.sha256(name.casefold().encode()).hexdigest()[:8]}"


def _mask(name: str) -> str:
    """Return a stand-in of the same length: the start of the alias, or blocks where the name is shorter."""
    return "█" * len(name)

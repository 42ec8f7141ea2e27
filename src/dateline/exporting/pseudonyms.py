"""Replace the names of readers who comment, so that a published export does not carry them.

Invariant: offsets stay true. In the text a commenter's name is covered by blocks of the same length, and evidence
quotes the covered text; in the fields the same name has the same number throughout one record. The number comes from
the order of the documents, so nobody can check a guess against it, as one could against a hash.
"""

from __future__ import annotations

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
        self._aliases: dict[str, str] = {}
        for row in documents:
            names = [z["author"] for z in row["zones"] if z["kind"] == "comment" and z["author"]]
            # A page's own author who answers under it writes in public under that name.
            kept = [n for n in dict.fromkeys(names) if n not in row["authors"] and n.casefold() not in _NOBODY]
            for name in kept:
                self._aliases.setdefault(name.casefold(), f"reader-{len(self._aliases) + 1}")
            if kept:
                self._names[row["id"]] = sorted(kept, key=lambda n: (-len(n), n))

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
                    alias = self._aliases[value["name"].casefold()]
                    value = {**value, "id": f"commenter:{alias}", "name": alias}
                return {k: walk(v, k) for k, v in value.items()}
            if isinstance(value, list):
                return [walk(v, key) for v in value]
            if isinstance(value, str):
                if key == "author" and value in names:
                    return self._aliases[value.casefold()]
                if key in ("text", "words"):
                    return pattern.sub(lambda m: "█" * len(m[0]), value)
            return value

        covered: dict[str, Any] = walk(row)
        return covered

"""Replace the names of readers who comment, so that a published export does not carry them.

Invariant: offsets stay true. In the text a commenter's name is covered by blocks of the same length, and evidence
quotes the covered text; in the fields (who says so, who acts, who is acted upon) the same name has the same number
throughout one record. The number comes from the order of the documents, so nobody can check a guess against it, as one
could against a hash. In comments each part of the name is covered too ("Thanks, Hodan"), in capitals or not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.names import fold

__all__ = ["Pseudonyms"]

_COVER = "█"


@dataclass(frozen=True, slots=True)
class _Rules:
    nobody: frozenset[str]
    least_part: int
    from_words: tuple[str, ...]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    raw = read_toml(resources.files(__package__).joinpath("data/pseudonyms.toml"))
    if set(raw) != {"nobody", "least_part", "from_words"} or not isinstance(raw["least_part"], int):
        raise KnowledgeError("pseudonyms.toml: it needs exactly the keys nobody, least_part (a number) and from_words")
    for name in raw["nobody"]:
        if name != fold(name):
            raise KnowledgeError(f"pseudonyms.toml: nobody: write {name!r} folded, as {fold(name)!r}")
    return _Rules(frozenset(raw["nobody"]), raw["least_part"], tuple(raw["from_words"]))


@dataclass(frozen=True, slots=True)
class _Readers:
    """Know the readers who comment on one document: their aliases by folded name, and what to cover where."""

    aliases: Mapping[str, str]
    names: re.Pattern[str]
    parts: re.Pattern[str]
    comments: tuple[tuple[int, int], ...]

    def alias(self, name: str) -> str | None:
        return self.aliases.get(fold(name))

    def covered(self, words: str, start: int) -> str:
        """Return `words`, which stand at `start` of the text, with names covered, and in comments their parts too."""
        words = self.names.sub(lambda found: _COVER * len(found[0]), words)

        def cover_part(found: re.Match[str]) -> str:
            at = start + found.start()
            is_inside = any(first <= at < last for first, last in self.comments)
            return _COVER * len(found[0]) if is_inside else found[0]

        return self.parts.sub(cover_part, words)


class Pseudonyms:
    """Know the commenters of a record by document, and cover their names in its rows."""

    def __init__(self, documents: Iterable[Mapping[str, Any]]) -> None:
        rules, numbers = _rules(), dict[str, str]()
        self._readers: dict[str, _Readers] = {}
        for row in documents:
            comments = [z for z in row["zones"] if z["kind"] == "comment"]
            # A page's own author who answers under it writes in public under that name.
            own = {fold(name) for name in row["authors"]}
            names = [z["author"] for z in comments if z["author"] and fold(z["author"]) not in own | rules.nobody]
            if not names:
                continue
            for name in names:
                numbers.setdefault(fold(name), f"reader-{len(numbers) + 1}")
            parts = {part for name in names for part in re.findall(r"\w+", name) if len(part) >= rules.least_part}
            parts = {part for part in parts if part.casefold() not in {p for name in own for p in name.split()}}
            self._readers[row["id"]] = _Readers(
                {fold(name): numbers[fold(name)] for name in names},
                _any_of(names),
                _any_of(parts),
                tuple((z["start"], z["end"]) for z in comments),
            )

    def cover(self, what: str, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the rows with commenters' names covered."""
        of = {"documents": "id", "references": "citing"}.get(what, "document")
        for row in rows:
            readers = self._readers.get(row[of])
            yield _covered(row, readers) if readers else row


def _covered(value: Any, readers: _Readers, key: str = "") -> Any:
    if isinstance(value, list):
        return [_covered(each, readers, key) for each in value]
    if not isinstance(value, dict):
        return value
    made = {k: _covered(v, readers, k) for k, v in value.items()}
    start = value.get("start", 0)
    for held in ("text", "words"):
        if isinstance(value.get(held), str):
            made[held] = readers.covered(value[held], start)
    if key == "zones" and value["author"]:
        made["author"] = readers.alias(value["author"]) or value["author"]
    # Whoever is named, a voice or a party: a reader who is spoken of keeps the number under which she writes.
    if "evidence" in value and "name" in value and (value["id"] or "text:").startswith(_rules().from_words):
        alias = readers.alias(value["name"])
        if alias:
            made.update(id=f"commenter:{alias}", name=alias)
    return made


def _any_of(names: Iterable[str]) -> re.Pattern[str]:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    if not longest_first:
        return re.compile(r"(?!)")
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first), re.IGNORECASE)

"""Replace the names of readers who comment, and of private persons, so that a published export does not carry them.

Invariant: offsets stay true. In the text a covered name stands as blocks of the same length, and evidence quotes the
covered text; in the fields (who says so, who acts, who is acted upon) the same person has the same number throughout
one record, or none where persons are withheld. The number comes from the order of the documents, so nobody can check a
guess against it, as one could against a hash. In comments each part of a reader's name is covered too ("Thanks,
Hodan"), in capitals or not; of a private person each part is, where it is written with a capital.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.names import fold
from dateline.model import MentionType, Sensitivity

__all__ = ["Persons", "Pseudonyms"]

_COVER = "█"
# Nobody is told from anybody else by this.
_WITHHELD = ("person:withheld", "a private person")

Row = Mapping[str, Any]


class Persons(StrEnum):
    """Say what an export does with the names of private persons: keep, number or withhold them."""

    KEEP = "keep"
    PSEUDONYM = "pseudonym"
    WITHHOLD = "withhold"


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
class _Alias:
    id: str
    name: str


@dataclass(slots=True)
class _Covered:
    """Know who is covered in one document: the aliases by folded name and by id, and what to cover where.

    `parts` are covered inside the comments in any case; `pieces`, of private persons' names, everywhere with a capital.
    """

    readers: dict[str, _Alias] = field(default_factory=dict)
    persons: dict[str, _Alias] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    pieces: set[str] = field(default_factory=set)
    comments: list[tuple[int, int]] = field(default_factory=list)
    _patterns: tuple[re.Pattern[str], ...] = ()

    def close(self) -> None:
        """Make the patterns, once all names are known."""
        self._patterns = (
            _any_of(self.names, re.IGNORECASE), _any_of(self.parts, re.IGNORECASE), _any_of(self.pieces)
        )  # fmt: skip

    def alias(self, named: Row) -> _Alias | None:
        """Return what someone who is named in a field is called instead, or None."""
        if (named["id"] or "") in self.persons:
            return self.persons[named["id"]]
        if not (named["id"] or "text:").startswith(_rules().from_words):
            return None
        folded = fold(named["name"])
        return self.readers.get(folded) or self.persons.get(f"text:{folded}")

    def covered(self, words: str, start: int) -> str:
        """Return `words`, which stand at `start` of the text, with all names covered."""
        names, parts, pieces = self._patterns
        words = pieces.sub(_blocks, names.sub(_blocks, words))

        def cover_part(found: re.Match[str]) -> str:
            at = start + found.start()
            is_inside = any(first <= at < last for first, last in self.comments)
            return _blocks(found) if is_inside else found[0]

        return parts.sub(cover_part, words)

    def tells(self, address: str) -> bool:
        """Tell whether an address or a path spells a private person's name out ("/shop-owner-hodan-warsame-killed")."""
        words = " ".join(["", *re.findall(r"[^\W_]+", fold(address)), ""])
        return any(f" {id_.removeprefix('text:')} " in words for id_ in self.persons if id_.startswith("text:"))


def _blocks(found: re.Match[str]) -> str:
    return _COVER * len(found[0])


class Pseudonyms:
    """Know whom a record's exports cover, by document, and cover their names in its rows.

    `documents` are its documents and `mentions` all that they name, as rows; readers are covered where `readers` says
    so, private persons as `persons` says.
    """

    def __init__(
        self,
        documents: Iterable[Row],
        mentions: Iterable[Row] = (),
        *,
        readers: bool = True,
        persons: Persons = Persons.KEEP,
    ) -> None:
        self._covered: dict[str, _Covered] = defaultdict(_Covered)
        authors: dict[str, set[str]] = {}
        numbers: dict[str, _Alias] = {}
        for row in documents:
            # A page's own author who answers under it writes in public under that name.
            authors[row["id"]] = {fold(name) for name in row["authors"]}
            if readers:
                self._cover_readers(row, authors[row["id"]], numbers)
        if persons is not Persons.KEEP:
            self._cover_persons(mentions, withhold=persons is Persons.WITHHOLD)
        for each in self._covered.values():
            each.close()

    def _cover_readers(self, row: Row, own: set[str], numbers: dict[str, _Alias]) -> None:
        rules = _rules()
        comments = [z for z in row["zones"] if z["kind"] == "comment"]
        names = [z["author"] for z in comments if z["author"] and fold(z["author"]) not in own | rules.nobody]
        if not names:
            return
        here = self._covered[row["id"]]
        for name in names:
            number = f"reader-{len(numbers) + 1}"
            here.readers[fold(name)] = numbers.setdefault(fold(name), _Alias(f"commenter:{number}", number))
        here.names.update(names)
        of_own = {part for name in own for part in name.split()}
        here.parts.update(part for part in _parts(names) if part.casefold() not in of_own)
        here.comments.extend((z["start"], z["end"]) for z in comments)

    def _cover_persons(self, mentions: Iterable[Row], *, withhold: bool) -> None:
        """Cover the private persons among the mentions, which come document by document, in their order."""
        private: dict[str, list[Row]] = defaultdict(list)
        public: dict[str, set[str]] = defaultdict(set)
        for row in mentions:
            if row["sensitivity"] == Sensitivity.PRIVATE:
                private[row["document"]].append(row)
            elif row["type"] != MentionType.QUANTITY:
                public[row["document"]].update(part.casefold() for part in re.findall(r"\w+", row["words"]))
        numbers: dict[str, _Alias] = {}
        for document, rows in private.items():
            here = self._covered[document]
            for row in rows:
                id_ = row["actor"]["id"] if row["actor"] else f"text:{fold(row['words'])}"
                number = f"person-{len(numbers) + 1}"
                alias = _Alias(*_WITHHELD) if withhold else _Alias(f"person:{number}", number)
                alias = numbers.setdefault(id_, alias)
                here.persons[id_] = here.persons[f"text:{fold(row['words'])}"] = alias
                here.names.add(row["words"])
                # A part that a public person, a place or a group shares stays theirs.
                here.pieces.update(p for p in _parts([row["words"]]) if p.casefold() not in public[document])

    def cover(self, what: str, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the rows with the names of all who are covered replaced."""
        of = {"documents": "id", "references": "citing"}.get(what, "document")
        for row in rows:
            covered = self._covered.get(row[of])
            made = _with_covers(row, covered) if covered else row
            if what == "derivations":
                made = {**made, "origin": self._origin(row["origin"], made["origin"])}
            yield made

    def _origin(self, given: Row, made: dict[str, Any]) -> dict[str, Any]:
        """Cover the words of a derivation's origin, which stand in another document than its own."""
        covered = self._covered.get(given["document"])
        words = _with_covers(given["evidence"], covered) if covered else given["evidence"]
        return {**made, "evidence": words}


def _with_covers(value: Any, covered: _Covered, key: str = "") -> Any:
    if isinstance(value, list):
        return [_with_covers(each, covered, key) for each in value]
    if not isinstance(value, dict):
        return value
    made = {k: _with_covers(v, covered, k) for k, v in value.items()}
    start = value.get("start", 0)
    for held in ("text", "words", "title"):
        if isinstance(value.get(held), str):
            made[held] = covered.covered(value[held], start if held != "title" else 0)
    for held in ("url", "path"):
        if isinstance(value.get(held), str) and covered.tells(value[held]):
            made[held] = None
    if key == "zones" and value["author"]:
        alias = covered.readers.get(fold(value["author"]))
        made["author"] = alias.name if alias else value["author"]
    # Whoever is named, a voice or a party: a reader who is spoken of keeps the number under which she writes.
    if ("evidence" in value and "name" in value) or key == "actor":
        alias = covered.alias(value)
        if alias:
            made.update(id=alias.id, name=alias.name)
    return made


def _parts(names: Iterable[str]) -> Sequence[str]:
    least = _rules().least_part
    return [part for name in names for part in re.findall(r"\w+", name) if len(part) >= least]


def _any_of(names: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    longest_first = sorted(set(names), key=lambda name: (-len(name), name))
    if not longest_first:
        return re.compile(r"(?!)")
    return re.compile("|".join(rf"(?<!\w){re.escape(name)}(?!\w)" for name in longest_first), flags)

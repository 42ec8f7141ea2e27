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
from urllib.parse import unquote

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
    _hidden: list[tuple[int, int]] = field(default_factory=list)

    def close(self, text: str) -> None:
        """Make the patterns, once all names are known, and find what is covered in the document's text."""
        cased = {each for piece in self.pieces for each in (piece, piece.upper(), piece.capitalize())}
        self._patterns = _any_of(map(_spaced, self.names), re.IGNORECASE), _any_of(map(re.escape, cased))
        parts = _any_of(map(re.escape, self.parts), re.IGNORECASE)
        inside = (m.span() for first, last in self.comments for m in parts.finditer(text, first, last))
        self._hidden = sorted({*self._told(text), *inside})

    def _told(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield where words that stand anywhere name somebody, addresses that spell a name out included."""
        for pattern in self._patterns:
            yield from (found.span() for found in pattern.finditer(words))
        yield from (found.span() for found in _ADDRESS.finditer(words) if self.tells(found[0]))

    def alias(self, named: Row) -> _Alias | None:
        """Return what someone who is named in a field is called instead, or None."""
        if (named["id"] or "") in self.persons:
            return self.persons[named["id"]]
        if not (named["id"] or "text:").startswith(_rules().from_words):
            return None
        folded = fold(named["name"])
        return self.readers.get(folded) or self.persons.get(f"text:{folded}")

    def covered(self, words: str, start: int | None = None) -> str:
        """Return `words` with all names covered: those at `start` of the text as they are covered there."""
        if start is None:
            return _blocked(words, self._told(words))
        return _blocked(words, ((first - start, last - start) for first, last in self._hidden))

    def shown(self, words: str) -> str:
        """Return words of the document, of which it is not known where they stand, with every part of a name covered."""
        parts = _any_of(map(re.escape, self.parts), re.IGNORECASE)
        return _blocked(words, (*self._told(words), *(found.span() for found in parts.finditer(words))))

    def tells(self, address: str) -> bool:
        """Tell whether an address or a path spells a covered name out ("/shop-owner-hodan-warsame-killed").

        Of a private person one part of the name is enough, of a reader it takes the whole.
        """
        words = _words_of(address)
        if any(fold(piece) in words for piece in self.pieces):
            return True
        spelled, squeezed = f" {' '.join(words)} ", "".join(words)
        ids = [id_.removeprefix("text:") for id_ in self.persons if id_.startswith("text:")]
        for name in (*ids, *(reader for reader in self.readers if " " in reader)):
            parts = _words_of(name)
            whole = "".join(parts)
            if parts and (f" {' '.join(parts)} " in spelled or (_is_long(parts) and whole in squeezed)):
                return True
        return False


# A name of so many letters is known again where it is written as one word.
_LEAST_SQUEEZED = 9
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _is_long(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and sum(map(len, parts)) >= _LEAST_SQUEEZED


def _words_of(text: str) -> list[str]:
    """Return the words of a text or an address, folded; those of `HodanWarsame` and `hodan%20warsame` are two."""
    return re.findall(r"[^\W_]+", fold(_HUMP.sub(" ", unquote(text))))


def _blocked(words: str, spans: Iterable[tuple[int, int]]) -> str:
    chars = list(words)
    for first, last in spans:
        start, end = max(first, 0), min(last, len(chars))
        if start < end:
            chars[start:end] = _COVER * (end - start)
    return "".join(chars)


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
        self._names = _Names()
        if persons is not Persons.KEEP:
            self._cover_persons(mentions, withhold=persons is Persons.WITHHOLD)
        numbers: dict[str, _Alias] = {}
        for row in documents:
            if readers:
                # A page's own author who answers under it writes in public under that name.
                self._cover_readers(row, {fold(name) for name in row["authors"]}, numbers)
            self._cover_elsewhere(row)
            if row["id"] in self._covered:
                self._covered[row["id"]].close(row["text"])

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
        known: set[str] = set()
        for row in mentions:
            if row["sensitivity"] == Sensitivity.PRIVATE:
                private[row["document"]].append(row)
            elif row["type"] != MentionType.QUANTITY:
                if row["sensitivity"] == Sensitivity.PUBLIC:
                    known.add(fold(row["words"]))
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
                self._names.add(row["words"], alias)
                # A part that a public person, a place or a group shares stays theirs.
                here.pieces.update(p for p in _parts([row["words"]]) if p.casefold() not in public[document])
        self._names.leave_out(known)

    def _cover_elsewhere(self, row: Row) -> None:
        """Cover whole names in a document that does not itself tell who they are: in a title, an entry, an address."""
        told = (row["text"], row["title"], row["url"], row["path"], *(r["url"] for r in row["references"]))
        for words, alias in self._names.found_in(" ".join(each for each in told if each)):
            here = self._covered[row["id"]]
            here.names.add(words)
            here.persons.setdefault(f"text:{fold(words)}", alias)

    def is_told(self, words: str) -> bool:
        """Tell whether words have the whole name of a private person in them."""
        return bool(self._names.found_in(words))

    def shown(self, document: str, words: str) -> str:
        """Return words of a document with all who are covered there covered."""
        covered = self._covered.get(document)
        return covered.shown(words) if covered else words

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
    for held in ("text", "words", "title"):
        if isinstance(value.get(held), str):
            made[held] = covered.covered(value[held], _start_of(value, held))
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
        elif (value["id"] or "text:").startswith(_rules().from_words):
            made.update(_without_name(value, covered))
    return made


def _start_of(value: Row, held: str) -> int | None:
    """Return where in the text the words of a row stand, None for a title, which is none of them."""
    return {"text": 0, "words": value.get("start"), "title": None}[held]


def _without_name(named: Row, covered: _Covered) -> dict[str, Any]:
    """Cover who is named within a longer name or description ("the killers of Hodan Warsame"), and within its id."""
    name = covered.covered(named["name"])
    if name == named["name"]:
        return {}
    prefix = (named["id"] or "").partition(":")[0]
    return {"id": named["id"] and f"{prefix}:{fold(name)}", "name": name}


class _Names:
    """Find the whole names of private persons, of two words or more, in any text of the record."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], tuple[str, _Alias]]] = defaultdict(dict)

    def add(self, words: str, alias: _Alias) -> None:
        """Take a name in; one word alone names too many others."""
        parts = tuple(_words_of(words))
        if len(parts) > 1:
            self._by_first[parts[0]].setdefault(parts, (words, alias))

    def leave_out(self, known: Iterable[str]) -> None:
        """Leave out names that somebody has who acts in public."""
        for parts in map(tuple, map(_words_of, known)):
            if parts:
                self._by_first.get(parts[0], {}).pop(parts, None)

    def found_in(self, text: str) -> list[tuple[str, _Alias]]:
        """Return the names that stand in a text, as they are written elsewhere."""
        if not self._by_first:
            return []
        words = _words_of(text)
        found = {}
        for n, word in enumerate(words):
            for parts, one in self._by_first.get(word, {}).items():
                if tuple(words[n : n + len(parts)]) == parts:
                    found[parts] = one
        return [found[parts] for parts in sorted(found)]


def _parts(names: Iterable[str]) -> Sequence[str]:
    least = _rules().least_part
    return [part for name in names for part in re.findall(r"\w+", name) if len(part) >= least]


def _spaced(name: str) -> str:
    """Return the pattern of a name, its words parted by whatever parts them: spaces, a line's end, hyphens, dots."""
    parts = name.split()
    between = r"[\s._-]" + ("*" if _is_long(parts) else "+")
    return between.join(map(re.escape, parts)) or r"(?!)"


def _any_of(patterns: Iterable[str], flags: int = 0) -> re.Pattern[str]:
    longest_first = sorted(set(patterns), key=lambda pattern: (-len(pattern), pattern))
    if not longest_first:
        return re.compile(r"(?!)")
    return re.compile(rf"(?<![^\W_])(?:{'|'.join(longest_first)})(?![^\W_])", flags)

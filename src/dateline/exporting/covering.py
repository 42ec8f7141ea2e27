"""Cover names in the fields and words of one document's rows: blocks of the same length, or the number of a person.

Invariant: what is covered in a document is a function of the names that `Pseudonyms` gives it; offsets stay true, and
evidence quotes the covered text.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any
from urllib.parse import unquote

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.names import fold

__all__ = [
    "Alias",
    "Covered",
    "CoveringRules",
    "covered_actor",
    "parts_of",
    "covering_rules",
    "said",
    "speaker",
    "with_covers",
    "words_of",
]

_COVER = "█"

Row = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class CoveringRules:
    """Hold what `data/pseudonyms.toml` says: names of nobody, the shortest part covered, ids made from words."""

    nobody: frozenset[str]
    least_part: int
    from_words: tuple[str, ...]


@lru_cache(maxsize=1)
def covering_rules() -> CoveringRules:
    """Return the rules that ship with the package; raises KnowledgeError naming what breaks them."""
    raw = read_toml(resources.files(__package__).joinpath("data/pseudonyms.toml"))
    if set(raw) != {"nobody", "least_part", "from_words"} or not isinstance(raw["least_part"], int):
        raise KnowledgeError("pseudonyms.toml: it needs exactly the keys nobody, least_part (a number) and from_words")
    for name in raw["nobody"]:
        if name != fold(name):
            raise KnowledgeError(f"pseudonyms.toml: nobody: write {name!r} folded, as {fold(name)!r}")
    return CoveringRules(frozenset(raw["nobody"]), raw["least_part"], tuple(raw["from_words"]))


@dataclass(frozen=True, slots=True)
class Alias:
    """Hold what somebody is called instead."""

    id: str
    name: str


@dataclass(slots=True, eq=False)
class Covered:
    """Know who is covered in one document: the aliases by folded name and by id, and what to cover where.

    `parts` are covered inside the comments in any case; `pieces`, of private persons' names, everywhere with a capital.
    """

    readers: dict[str, Alias] = field(default_factory=dict)
    persons: dict[str, Alias] = field(default_factory=dict)
    names: set[str] = field(default_factory=set)
    parts: set[str] = field(default_factory=set)
    pieces: set[str] = field(default_factory=set)
    comments: list[tuple[int, int]] = field(default_factory=list)
    # The letters with which one of the names, or a part of one, begins; "" where one begins with something else.
    _firsts: frozenset[str] = frozenset()
    _patterns: tuple[re.Pattern[str], ...] = ()
    _parts: re.Pattern[str] | None = None
    _hidden: list[tuple[int, int]] = field(default_factory=list)

    def close(self, text: str) -> None:
        """Make the patterns, once all names are known, and find what is covered in the document's text."""
        self._firsts = frozenset(_first(name) for name in (*self.names, *self.parts, *self.pieces))
        cased = {each for piece in self.pieces for each in (piece, piece.upper(), piece.capitalize())}
        self._patterns = _any_of(map(_spaced, self.names), re.IGNORECASE), _any_of(map(re.escape, cased))
        parts = self._parts = _any_of(map(re.escape, self.parts), re.IGNORECASE)
        inside = (m.span() for first, last in self.comments for m in parts.finditer(text, first, last))
        self._hidden = sorted({*self._told(text), *inside})

    def _told(self, words: str) -> Iterator[tuple[int, int]]:
        """Yield where words that stand anywhere name somebody, addresses that spell a name out included."""
        for pattern in self._patterns:
            yield from (found.span() for found in pattern.finditer(words))
        yield from (found.span() for found in _ADDRESS.finditer(words) if self.tells(found[0]))

    def alias(self, named: Row) -> Alias | None:
        """Return what someone who is named in a field is called instead, or None."""
        if (named["id"] or "") in self.persons:
            return self.persons[named["id"]]
        if not (named["id"] or "text:").startswith(covering_rules().from_words):
            return None
        folded = fold(named["name"])
        return self.readers.get(folded) or self.persons.get(f"text:{folded}")

    def covered(self, words: str, start: int | None = None) -> str:
        """Return `words` with all names covered: those at `start` of the text as they are covered there."""
        if start is None:
            return _blocked(words, self._told(words))
        return _blocked(words, ((first - start, last - start) for first, last in self._hidden))

    def shown(self, words: str) -> str:
        """Return words of the document with every part of a name covered, since nothing tells where they stand."""
        # Asked of every speaker of every side of a contradiction: the pattern is made once.
        inside = self._parts.finditer(words) if self._parts is not None else ()
        spans = [*self._told(words), *(found.span() for found in inside)]
        return _blocked(words, spans) if spans else words

    def may_tell(self, begun: Begun) -> bool:
        """Tell whether any name may stand in words that were looked through; where not, none does."""
        return begun.has_address or "" in self._firsts or not self._firsts.isdisjoint(begun.letters)

    def tells(self, address: str) -> bool:
        """Tell whether an address or a path spells a covered name out ("/shop-owner-hodan-warsame-killed").

        Of a private person one part of the name is enough, of a reader it takes the whole.
        """
        words = words_of(address)
        if any(fold(piece) in words for piece in self.pieces):
            return True
        spelled, squeezed = f" {' '.join(words)} ", "".join(words)
        ids = [id_.removeprefix("text:") for id_ in self.persons if id_.startswith("text:")]
        for name in (*ids, *(reader for reader in self.readers if " " in reader)):
            parts = words_of(name)
            whole = "".join(parts)
            if parts and (f" {' '.join(parts)} " in spelled or (_is_long(parts) and whole in squeezed)):
                return True
        return False


@dataclass(frozen=True, slots=True)
class Begun:
    """Hold with which letters the words of a text begin, in any case, and whether an address stands in it.

    Looking through what is said once for names that begin so saves asking hundreds of documents one by one.
    """

    letters: frozenset[str]
    has_address: bool

    @classmethod
    def of(cls, words: str) -> Begun:
        found = (word[:n] for word in _WORD.findall(_cased(words)) for n in range(1, len(word) + 1))
        return cls(frozenset(found), _ADDRESS.search(words) is not None)


_WORD = re.compile(r"[^\W_]+")


def _first(name: str) -> str:
    """Return the letters with which a name begins, as `Begun` has them."""
    parts = name.split()
    found = _WORD.match(_cased(parts[0])) if parts else None
    return found[0] if found else ""


def _cased(words: str) -> str:
    """Return words in one case: patterns take a dotted and a dotless i for each other."""
    return words.casefold().replace("\u0307", "").replace("\u0131", "i")


# A name of so many letters is known again where it is written as one word.
_LEAST_SQUEEZED = 9
_ADDRESS = re.compile(r"(?:https?://|www\.)[^\s<>\"]+", re.IGNORECASE)
_HUMP = re.compile(r"(?<=[a-z])(?=[A-Z])")


def _is_long(parts: Sequence[str]) -> bool:
    return len(parts) > 1 and sum(map(len, parts)) >= _LEAST_SQUEEZED


def words_of(text: str) -> list[str]:
    """Return the words of a text or an address, folded; those of `HodanWarsame` and `hodan%20warsame` are two."""
    return re.findall(r"[^\W_]+", fold(_HUMP.sub(" ", unquote(text))))


def _blocked(words: str, spans: Iterable[tuple[int, int]]) -> str:
    chars = list(words)
    for first, last in spans:
        start, end = max(first, 0), min(last, len(chars))
        if start < end:
            chars[start:end] = _COVER * (end - start)
    return "".join(chars)


def with_covers(value: Any, covered: Covered, key: str = "") -> Any:
    if isinstance(value, list):
        return [with_covers(each, covered, key) for each in value]
    if not isinstance(value, dict):
        return value
    made = {k: with_covers(v, covered, k) for k, v in value.items()}
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
        elif (value["id"] or "text:").startswith(covering_rules().from_words):
            made.update(_without_name(value, covered))
    return made


def said(words: str, covers: Iterable[Covered]) -> str:
    """Cover names, and every part of a reader's name, in words of ours about several documents."""
    begun = Begun.of(words)
    for covered in covers:
        if covered.may_tell(begun):
            words = covered.shown(words)
    return words


def covered_actor(actor: Row, covers: Sequence[Covered]) -> dict[str, Any]:
    """Cover an actor of an incident, whom one of several documents may name as a reader or a private person."""
    alias, is_named = _alias_among(actor["id"], actor["name"], covers)
    if alias is not None:
        return {**actor, "id": alias.id, "name": alias.name}
    made = dict(actor)
    if is_named:
        begun = Begun.of(made["name"])
        for covered in covers:
            if covered.may_tell(begun):
                made.update(_without_name(made, covered))
    return made


def speaker(name: str, covers: Sequence[Covered]) -> str:
    """Cover a speaker, of whom nothing but the name is known."""
    return _spoken(name, tuple(covers))


@lru_cache(maxsize=10_000)  # the sides of a contradiction name the same few speakers many times
def _spoken(name: str, covers: tuple[Covered, ...]) -> str:
    alias, _ = _alias_among(None, name, covers)
    return alias.name if alias else said(name, covers)


def _alias_among(id_: str | None, name: str, covers: Iterable[Covered]) -> tuple[Alias | None, bool]:
    """Return what somebody is called instead in the first of some documents that covers them; whether the id is a name.

    It is `Covered.alias` of each, with the name folded once.
    """
    is_named = (id_ or "text:").startswith(covering_rules().from_words)
    folded = fold(name) if is_named else ""
    for covered in covers:
        alias = covered.persons.get(id_ or "")
        if alias is None and is_named:
            alias = covered.readers.get(folded) or covered.persons.get(f"text:{folded}")
        if alias is not None:
            return alias, is_named
    return None, is_named


def _start_of(value: Row, held: str) -> int | None:
    """Return where in the text the words of a row stand, None for a title, which is none of them."""
    return {"text": 0, "words": value.get("start"), "title": None}[held]


def _without_name(named: Row, covered: Covered) -> dict[str, Any]:
    """Cover who is named within a longer name or description ("the killers of Hodan Warsame"), and within its id."""
    name = covered.covered(named["name"])
    if name == named["name"]:
        return {}
    prefix = (named["id"] or "").partition(":")[0]
    return {"id": named["id"] and f"{prefix}:{fold(name)}", "name": name}


def parts_of(names: Iterable[str]) -> Sequence[str]:
    least = covering_rules().least_part
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

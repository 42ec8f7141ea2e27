"""Countries as actors: what they, their people and their capitals are called.

Invariant: no adjective, people or name belongs to two countries; a capital named like its country is left empty.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.names import fold
from dateline.model import Actor

__all__ = ["Countries", "Country", "open_countries"]

_FIELDS = {"name", "adjectives", "people", "capital", "names", "capitals", "label", "the"}


@dataclass(frozen=True, slots=True)
class Country:
    """Describe one country; `label` is what stands before the names of its groups."""

    code: str
    name: str
    label: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    names: tuple[str, ...]
    the: bool = False

    @property
    def spoken(self) -> str:
        """The name with the article that it is said with, if any."""
        return f"the {self.name}" if self.the else self.name

    @property
    def government(self) -> Actor:
        """The country acting through those who govern it."""
        return Actor(f"{self.code}:government", f"Government of {self.spoken}", "government", self.code)

    @property
    def state(self) -> Actor:
        """The country as such, where the words do not tell which of its organs acts."""
        return Actor(self.code, self.name, "government", self.code)

    @property
    def nationals(self) -> Actor:
        """People of the country, by no other role."""
        name = self.people[0] if self.people else f"people of {self.name}"
        return Actor(f"{self.code}:people", name, "civilian", self.code)


@dataclass(frozen=True, slots=True)
class Countries:
    """Look countries up by folded words of each use."""

    by_code: Mapping[str, Country]
    names: Mapping[str, str] = field(default_factory=dict)
    adjectives: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    capitals: Mapping[str, str] = field(default_factory=dict)
    _known: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "_known", frozenset({*self.names, *self.adjectives, *self.people, *self.capitals}))

    def knows(self, words: str) -> bool:
        """Tell whether `words` stand for a country in any use: its name, adjective, people or capital."""
        folded = fold(words)
        return folded in self._known or folded.removeprefix("the ") in self._known

    def named(self, words: str) -> Country | None:
        """Return the country that `words` name, as a name or short form ("the UK")."""
        return self._get(self.names, words)

    def described(self, words: str) -> Country | None:
        """Return the country that `words` describe: by an adjective ("Iraqi") or a name ("U.S.")."""
        return self._get(self.adjectives, words) or self._get(self.names, words)

    def peopled(self, words: str) -> Country | None:
        """Return the country whose people `words` are ("Iranians")."""
        return self._get(self.people, words)

    def governed_from(self, words: str) -> Country | None:
        """Return the country whose capital `words` name."""
        return self._get(self.capitals, words)

    def _get(self, table: Mapping[str, str], words: str) -> Country | None:
        # "us" and "it" are words; as countries they are written in capitals.
        if len(words) <= 3 and not words.replace(".", "").isupper():
            return None
        folded = fold(words)
        code = table.get(folded) or table.get(folded.removeprefix("the "))
        return self.by_code[code] if code else None


@lru_cache(maxsize=1)
def open_countries() -> Countries:
    """Return the countries that ship with the package. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("countries.toml"))
    by_code = {}
    names: dict[str, str] = {}
    adjectives: dict[str, str] = {}
    people: dict[str, str] = {}
    capitals: dict[str, str] = {}
    for code, f in raw.items():
        if len(code) != 2 or not code.isupper() or not {"name", "adjectives", "people", "capital"} <= set(f) <= _FIELDS:
            raise KnowledgeError(f"countries.toml: {code} needs an ISO code and name, adjectives, people, capital")
        label = f.get("label") or (f["adjectives"] or [f["name"]])[0]
        seats = [c for c in [f["capital"], *f.get("capitals", [])] if c]
        country = Country(
            code,
            f["name"],
            label,
            tuple(f["adjectives"]),
            tuple(f["people"]),
            tuple(seats),
            tuple(f.get("names", [])),
            f.get("the", False),
        )
        by_code[code] = country
        for table, words in (
            (names, [country.name, *country.names]),
            (adjectives, country.adjectives),
            (people, country.people),
            (capitals, country.capitals),
        ):
            for word in words:
                if table.setdefault(fold(word), code) != code:
                    raise KnowledgeError(f"countries.toml: {word!r} stands for {table[fold(word)]} and for {code}")
    return Countries(by_code, names, adjectives, people, capitals)

"""Countries as actors: what they, their people and their capitals are called.

Invariant: no adjective, people or name belongs to two countries; a capital named like its country is left empty. A
state that is no more stands for itself, never for a successor, and has only a text's capital that speaks of it.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError
from dateline.knowledge.names import fold
from dateline.model import Actor

__all__ = ["Countries", "Country", "countries_from", "open_all_countries", "open_countries"]

_FIELDS = {"iso3", "name", "adjectives", "people", "capital", "names", "capitals", "label", "the", "not_before"}


@dataclass(frozen=True, slots=True)
class Country:
    """Describe one country; `label` is what stands before the names of its groups.

    `code` is ISO 3166-1 alpha-2, of a `former` state ISO 3166-3 or, where it has none, its name in small letters;
    `iso3` is alpha-3, by which others know it; `not_before`: nouns before which its adjective means somebody else.
    """

    code: str
    name: str
    label: str
    adjectives: tuple[str, ...]
    people: tuple[str, ...]
    capitals: tuple[str, ...]
    names: tuple[str, ...]
    the: bool = False
    not_before: frozenset[str] = frozenset()
    former: bool = False
    iso3: str = ""

    @property
    def iso(self) -> str | None:
        """The country's ISO code, or None for a former state that has none."""
        return self.code if self.code.isupper() else None

    @property
    def spoken(self) -> str:
        """The name with the article that it is said with, if any."""
        return f"the {self.name}" if self.the else self.name

    @property
    def government(self) -> Actor:
        """The country acting through those who govern it."""
        return Actor(f"{self.code}:government", f"Government of {self.spoken}", "government", self.iso)

    @property
    def state(self) -> Actor:
        """The country as such, where the words do not tell which of its organs acts."""
        return Actor(self.code, self.name, "government", self.iso)

    @property
    def nationals(self) -> Actor:
        """People of the country, by no other role."""
        name = self.people[0] if self.people else f"people of {self.name}"
        return Actor(f"{self.code}:people", name, "civilian", self.iso)


@dataclass(frozen=True, slots=True)
class Countries:
    """Look countries up by folded words of each use; `seats` are the capitals of former states."""

    by_code: Mapping[str, Country]
    names: Mapping[str, str] = field(default_factory=dict)
    adjectives: Mapping[str, str] = field(default_factory=dict)
    people: Mapping[str, str] = field(default_factory=dict)
    capitals: Mapping[str, str] = field(default_factory=dict)
    seats: Mapping[str, str] = field(default_factory=dict)
    _known: frozenset[str] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        object.__setattr__(
            self, "_known", frozenset({*self.names, *self.adjectives, *self.people, *self.capitals, *self.seats})
        )

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

    def governed_from(self, words: str, *, former: Collection[str] = ()) -> Country | None:
        """Return the country whose capital `words` name; that of one of the `former` states, by code, comes first."""
        seat = self._get(self.seats, words)
        return seat if seat is not None and seat.code in former else self._get(self.capitals, words)

    def _get(self, table: Mapping[str, str], words: str) -> Country | None:
        # "us" and "it" are words; as countries they are written in capitals.
        if len(words) <= 3 and not words.replace(".", "").isupper():
            return None
        folded = fold(words)
        code = table.get(folded) or table.get(folded.removeprefix("the "))
        return self.by_code[code] if code else None


@lru_cache(maxsize=1)
def open_countries() -> Countries:
    """Return the present countries. Raises KnowledgeError where their file breaks its schema."""
    countries = countries_from(_read("countries.toml"), where="countries.toml")
    uses: list[dict[str, str]] = [{}, {}, {}, {}]
    for country in countries:
        words = ([country.name, *country.names], country.adjectives, country.people, country.capitals)
        for table, said in zip(uses, words, strict=True):
            for word in said:
                if table.setdefault(fold(word), country.code) != country.code:
                    raise KnowledgeError(
                        f"countries.toml: {word!r} stands for {table[fold(word)]} and for {country.code}"
                    )
    return Countries({c.code: c for c in countries}, *uses)


@lru_cache(maxsize=1)
def open_all_countries() -> Countries:
    """Return the present countries and the states that are no more; raises KnowledgeError as `open_countries` does.

    What a former state is called goes before what a present one is called ("Zaire"), but for its capital.

    >>> open_all_countries().described("Soviet").code, open_all_countries().named("Austria-Hungary").iso
    ('SUHH', None)
    """
    present, former = open_countries(), countries_from(_read("former.toml"), where="former.toml", former=True)
    own: list[dict[str, str]] = [{}, {}, {}]
    seats: dict[str, str] = {}
    for state in former:
        if state.code in present.by_code:
            raise KnowledgeError(f"former.toml: {state.code} is a present country")
        for table, said in zip(own, ([state.name, *state.names], state.adjectives, state.people), strict=True):
            for word in said:
                if table.setdefault(fold(word), state.code) != state.code:
                    raise KnowledgeError(f"former.toml: {word!r} stands for {table[fold(word)]} and for {state.code}")
        for word in state.capitals:
            seats.setdefault(fold(word), state.code)
    names, adjectives, people = own
    return Countries(
        {**present.by_code, **{c.code: c for c in former}},
        {**present.names, **names},
        {**present.adjectives, **adjectives},
        {**present.people, **people},
        present.capitals,
        seats,
    )


def countries_from(raw: Mapping[str, Any], *, where: str, former: bool = False) -> list[Country]:
    """Check the content of a file of countries and return them; raises KnowledgeError naming file and entry."""
    found = []
    for code, f in raw.items():
        fits = (len(code) == 2 and code.isupper()) if not former else (len(code) == 4) == code.isupper()
        if not fits or not {"name", "adjectives", "people", "capital"} <= set(f) <= _FIELDS:
            raise KnowledgeError(f"{where}: {code} needs an ISO code and name, adjectives, people, capital")
        if "iso3" in f and not (len(f["iso3"]) == 3 and f["iso3"].isupper()):
            raise KnowledgeError(f"{where}: {code} has {f['iso3']!r} as its three-letter code")
        found.append(
            Country(
                code,
                f["name"],
                f.get("label") or (f["adjectives"] or [f["name"]])[0],
                tuple(f["adjectives"]),
                tuple(f["people"]),
                tuple(c for c in [f["capital"], *f.get("capitals", [])] if c),
                tuple(f.get("names", [])),
                f.get("the", False),
                frozenset(f.get("not_before", [])),
                former,
                f.get("iso3", ""),
            )
        )
    return found


def _read(name: str) -> dict[str, Any]:
    return read_toml(resources.files(__package__).joinpath(name))

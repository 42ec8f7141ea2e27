"""Addresses of pages without what does not tell one page from another.

Invariant: two addresses are made alike only by what a web site adds to one page: how it is to be shown, who led there.
What is taken off is data (`data/addresses.toml`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from urllib.parse import parse_qsl, urlencode, urlsplit

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError

__all__ = ["is_of_a_page", "plain_url"]

_FILE = "addresses.toml"
_LISTS = ("subdomains", "front_pages", "endings", "parameters")


@dataclass(frozen=True, slots=True)
class _Rules:
    """Hold an expression for each list: what begins a host, what ends a path, what is no part of a query."""

    host: re.Pattern[str]
    front_page: re.Pattern[str]
    ending: re.Pattern[str]
    parameter: re.Pattern[str]


@lru_cache(maxsize=1)
def _rules() -> _Rules:
    """Return the rules. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath(f"data/{_FILE}"))
    if set(raw) != set(_LISTS):
        raise KnowledgeError(f"{_FILE} needs {', '.join(_LISTS)}, and nothing else")
    hosts, pages, endings, parameters = ("|".join(words_in(raw[name], f"{_FILE}, {name}")) for name in _LISTS)
    try:
        return _Rules(
            re.compile(rf"^(?:{hosts})\."),
            re.compile(rf"/(?:{pages})\.\w{{3,5}}$"),
            re.compile(rf"(?:/|(?<=\w)\.)(?:{endings})$"),
            re.compile(rf"(?:{parameters})"),
        )
    except re.error as error:
        raise KnowledgeError(f"{_FILE}: not a regular expression: {error}") from error


def plain_url(url: str) -> str:
    """Return an address without what does not tell one page from another; one that is malformed stays as it is.

    >>> plain_url("https://www.Coast.example/a/index.html?utm_source=x#top") == plain_url("http://coast.example/a/")
    True
    """
    rules = _rules()
    try:
        parts = urlsplit(url.strip())
        host = rules.host.sub("", (parts.hostname or "").lower())
    except ValueError:  # brackets that are none of an IP address
        return url.strip()
    path = rules.front_page.sub("/", parts.path).rstrip("/")
    query = sorted((key, value) for key, value in parse_qsl(parts.query) if not rules.parameter.match(key))
    return f"{host}{rules.ending.sub('', path)}" + (f"?{urlencode(query)}" if query else "")


def is_of_a_page(plain: str) -> bool:
    """Tell whether a plain address is of a page rather than of a whole site.

    >>> is_of_a_page(plain_url("https://coast.example/a")), is_of_a_page(plain_url("https://coast.example/"))
    (True, False)
    """
    return "/" in plain

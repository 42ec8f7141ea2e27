"""Who published a document: the outlet by its id where it is known, else its name or its host.

Invariant: two documents have a key in common only where the publisher, or the host they come from, is the same.
"""

from __future__ import annotations

from functools import lru_cache
from urllib.parse import urlsplit

from dateline.knowledge.names import fold, name_key
from dateline.knowledge.outlets import open_outlets
from dateline.model import Document

__all__ = ["are_of_one_outlet", "name_of_outlet", "publisher_keys"]

# Shorter labels of a host are languages, countries and "www"; no outlet goes by one alone that is not an acronym.
_SHORTEST_LABEL = 3


def name_of_outlet(name: str) -> str:
    """Return the key of an outlet's name: its id where it is known, else the key of the name.

    >>> name_of_outlet("Aswat al-Iraq"), name_of_outlet("The Juba Valley Post")
    ('voices-of-iraq', 'juba vali pust')
    """
    outlet = open_outlets().match(name)
    return outlet.id if outlet else name_key(name.removeprefix("The ").removeprefix("the "))


def publisher_keys(document: Document) -> tuple[str, ...]:
    """Return the keys of who published a document, the surest first: its publisher's, then its host's.

    >>> publisher_keys(Document("d", "s", "x", publisher="VOI", url="https://en.aswataliraq.example/1"))
    ('voices-of-iraq',)
    """
    keys = [name_of_outlet(document.publisher)] if document.publisher else []
    host = _host(document.url)
    if host:
        keys.append(_known_host(host) or host)
    return tuple(dict.fromkeys(key for key in keys if key))


def are_of_one_outlet(one: Document, other: Document) -> bool:
    """Tell whether two documents were published by the same outlet; where nothing tells, they were not."""
    return bool(set(publisher_keys(one)) & set(publisher_keys(other)))


def _host(url: str | None) -> str | None:
    if not url:
        return None
    try:
        host = urlsplit(url).hostname
    except ValueError:  # a malformed address
        return None
    return host.lower().removeprefix("www.") if host else None


@lru_cache(maxsize=4096)
def _known_host(host: str) -> str | None:
    """Return the id of the outlet whose name, written together, is one part of a host."""
    labels = [label.replace("-", "") for label in host.split(".") if len(label) >= _SHORTEST_LABEL]
    return next((_written_together()[label] for label in labels if label in _written_together()), None)


@lru_cache(maxsize=1)
def _written_together() -> dict[str, str]:
    found: dict[str, str] = {}
    for outlet in open_outlets().by_id.values():
        for name in (outlet.name, *outlet.aliases):
            found.setdefault(fold(name).replace(" ", ""), outlet.id)
    return found

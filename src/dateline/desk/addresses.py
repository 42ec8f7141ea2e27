"""All addresses of the desk, made here and nowhere else.

Invariant: an id of the record is one segment of a path, whatever characters it has: all but ASCII letters, digits, `_`
and `-` are written as `~` and two hex digits for each byte of their UTF-8, so that no id can end like a format, climb a
path or be taken for a parameter.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlencode

from dateline.desk.refused import NotThere

__all__ = ["Addresses", "decode", "encode", "path_of"]

_PLAIN = re.compile(r"[A-Za-z0-9_-]\Z")
_CODED = re.compile(r"((?:~[0-9A-F]{2})+)")
_SEGMENT = re.compile(r"(?:[A-Za-z0-9_-]|~[0-9A-F]{2})+\Z")
# A path of the desk itself: never another host's, however it is written.
_PATH = re.compile(r"/(?![/\\])[^\\\s\x00-\x1f]*\Z")

Asked = Mapping[str, Iterable[str]]


def encode(id_: str) -> str:
    """Return an id as one segment of a path.

    >>> encode("UA:army"), encode("text:a/b.json")
    ('UA~3Aarmy', 'text~3Aa~2Fb~2Ejson')
    """
    return "".join(c if _PLAIN.match(c) else _coded(c) for c in id_)


def decode(segment: str) -> str:
    """Return the id that a segment stands for; raises NotThere where `encode` would never have written it.

    >>> decode("UA~3Aarmy")
    'UA:army'
    """
    if not _SEGMENT.match(segment):
        raise NotThere(f"{segment!r} is not how the desk writes an id; follow a link of the desk instead")
    parts = _CODED.split(segment)
    try:
        made = "".join(_bytes(part).decode("utf-8") if part.startswith("~") else part for part in parts)
    except UnicodeDecodeError:
        raise NotThere(f"{segment!r} is not how the desk writes an id; follow a link of the desk instead") from None
    if encode(made) != segment:
        raise NotThere(f"{segment!r} is not how the desk writes an id; follow a link of the desk instead")
    return made


def path_of(given: str | None) -> str:
    """Return a path of the desk to go on at, the first page for anything else.

    >>> path_of("/incidents?type=FIGHT"), path_of("//evil.example"), path_of("https://evil.example"), path_of(None)
    ('/incidents?type=FIGHT', '/', '/', '/')
    """
    return given if given and _PATH.match(given) else "/"


def _coded(character: str) -> str:
    return "".join(f"~{byte:02X}" for byte in character.encode("utf-8", "replace"))


def _bytes(coded: str) -> bytes:
    return bytes.fromhex(coded.replace("~", ""))


class Addresses:
    """Make addresses below one root: "" where links stay on the desk, `http://127.0.0.1:8765` where they leave it."""

    def __init__(self, root: str = "") -> None:
        self._root = root

    def to(self, path: str, asked: Asked | None = None, /, *, format: str | None = None) -> str:
        """Return the address of a path, with what is asked of it, in a format (None: the page)."""
        said = urlencode([(key, value) for key, values in (asked or {}).items() for value in values])
        ending = f".{format}" if format else ""
        whole = f"/index{ending}" if path == "/" and format else f"{path}{ending}"
        return f"{self._root}{whole}{'?' + said if said else ''}"

    def overview(self) -> str:
        return self.to("/")

    def document(self, id_: str, *, report: str | None = None) -> str:
        """Return the address of a document, or of the passage in it that a report (or claim) was read from."""
        return self.to(f"/documents/{encode(id_)}") + (f"#{encode(report)}" if report else "")

    def report(self, id_: str) -> str:
        return self.to(f"/reports/{encode(id_)}")

    def claim(self, id_: str) -> str:
        return self.to(f"/claims/{encode(id_)}")

    def incident(self, id_: str) -> str:
        return self.to(f"/incidents/{encode(id_)}")

    def actor(self, id_: str) -> str:
        return self.to(f"/actors/{encode(id_)}")

    def place(self, id_: str) -> str:
        return self.to(f"/places/{encode(id_)}")

    def contradiction(self, id_: str) -> str:
        return self.to(f"/contradictions/{encode(id_)}")

    def decision(self, id_: str) -> str:
        return self.to(f"/decisions/{encode(id_)}")

    def original(self, document: str) -> str:
        """Return the address under which the original bytes of a document are handed out."""
        return self.to(f"/documents/{encode(document)}/original")

    def static(self, name: str) -> str:
        return self.to(f"/static/{name}")

    def whole(self, key: str, value: object) -> object:
        """Return a value of a row, below the root where it is an address on the desk.

        >>> Addresses("http://127.0.0.1:8765").whole("address", "/incidents/i1")
        'http://127.0.0.1:8765/incidents/i1'
        """
        return f"{self._root}{value}" if key in _LEADING and isinstance(value, str) else value

    def of(self, what: str, row: Mapping[str, object]) -> str | None:
        """Return the address of a row of the contract, or None where rows of its sort have none."""
        make = _OF_ROWS.get(what)
        return make(self, str(row["id"])) if make else None


# Where the rows that a page makes itself lead: to the thing, and to the list of what is counted.
_LEADING = ("address", "listed")
_OF_ROWS = {
    "documents": Addresses.document,
    "reports": Addresses.report,
    "claims": Addresses.claim,
    "incidents": Addresses.incident,
    "actors": Addresses.actor,
    "places": Addresses.place,
    "contradictions": Addresses.contradiction,
    "decisions": Addresses.decision,
}

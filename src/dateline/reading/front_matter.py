"""The block of facts that writers put at the head of a Markdown or text file, between two lines of `---`.

Invariant: it is read for its facts and stays in the text, so that offsets are those of the file. It is a small part
of YAML: `key: value`, quoted or not, lists in brackets or one a line; what is more than that is passed over. In plain
text, where a line of dashes may stand above anything, it is one only where it holds nothing else and states a fact.
"""

from __future__ import annotations

import re

from dateline.reading.stated import Stated, stated_in

__all__ = ["has_front_matter", "read_front_matter"]

_BLOCK = re.compile(r"---[ \t]*\n(.{0,20000}?)\n(?:---|\.\.\.)[ \t]*(?:\n|\Z)", re.DOTALL)
_ENTRY = re.compile(r"([A-Za-z_][\w-]*)[ \t]*:(?:[ \t]+(.*))?\Z")
_MEMBER = re.compile(r"[ \t]*-[ \t]+(.+)\Z")
_BLANK = re.compile(r"[ \t]*(?:#.*)?\Z")


def read_front_matter(text: str) -> Stated:
    """Read title, date, author(s), publisher, language and url from the head of a text; nothing where there is none.

    >>> read_front_matter("---\\ntitle: A day\\nauthor: [Ann Reed, Bo Lind]\\n---\\nRain.").authors
    ('Ann Reed', 'Bo Lind')
    """
    block = _BLOCK.match(text)
    if not block:
        return Stated()
    said: dict[str, str | list[str]] = {}
    last: str | None = None
    for line in block[1].split("\n"):
        entry, member = _ENTRY.match(line), _MEMBER.match(line)
        if entry:
            last = entry[1].lower()
            said.setdefault(last, _value((entry[2] or "").strip()))
        elif member and last:
            so_far = said[last]
            said[last] = [*(so_far if isinstance(so_far, list) else [so_far] if so_far else []), _plain(member[1])]
    return stated_in(said, by=dict.fromkeys(("title", "authors", "publisher", "published", "language"), "front matter"))


def has_front_matter(text: str) -> bool:
    """Tell whether a plain text begins with such a block: it is closed, all of it is entries, and one is a fact.

    >>> has_front_matter("---\\ntitle: A day\\n---\\nRain."), has_front_matter("---\\nRain fell.\\n---\\nIt was late.")
    (True, False)
    """
    block = _BLOCK.match(text)
    if not block or not all(any(p.match(line) for p in (_ENTRY, _MEMBER, _BLANK)) for line in block[1].split("\n")):
        return False
    said = read_front_matter(text)
    return bool(said.provenance or said.url)


def _value(written: str) -> str | list[str]:
    if written.startswith("[") and written.endswith("]"):
        return [name for part in written[1:-1].split(",") if (name := _plain(part))]
    return _plain(written)


def _plain(written: str) -> str:
    written = written.strip()
    if len(written) >= 2 and written[0] == written[-1] and written[0] in "\"'":
        return written[1:-1]
    return re.split(r"\s#", written, maxsplit=1)[0].strip()

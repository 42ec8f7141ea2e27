"""Cut a paragraph into sentences and words before anything is parsed: by stops, capitals and a list of abbreviations.

Invariant: the pieces cover the paragraph, in order. A cut is made only where a stop and what follows leave little
doubt; where they do, two sentences stay one, which costs a little time and loses nothing.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml
from dateline.errors import KnowledgeError

__all__ = ["Splitting", "dateline_end", "filed_from", "split", "splitting", "words_of"]

# A stop, what may close after it, white space, and what may open before a capital or a figure.
_END = re.compile(r"(?<=[^\s.!?])([.!?]+[\"'”’)\]]*)\s+(?=[\"'“‘(\[]*[A-Z0-9])")
_LAST_WORD = re.compile(r"[^\s\"'“‘(\[]+\Z")
_WORD = re.compile(r"\w+|[^\w\s]")

# How a paragraph opens where a report was filed: "KISMAYO, Somalia (AP) - ", "LUANDA, 23 May - ", "(Mogadishu) ".
_FILED = re.compile(
    r"\s*(?:\((?P<bracketed>[A-Z][\w .'’-]{2,30})\)\s+"
    r"|(?P<city>[A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+(?: [A-ZÀ-ÖØ-Þ][A-ZÀ-ÖØ-Þ.'’-]+)*)"
    r"(?:,\s*(?:[A-Z]|\d{1,2} [A-Z])[\w. ]{1,30}?){0,2}(?:,?\s*\([^)\n]{2,40}\))?"
    r"\s*(?:--?|[–—:])\s+)(?=[\"'“‘]?[A-Z0-9])"
)
# A shorter word in capitals is an acronym before it is a city.
_SHORTEST_CITY = 4

_TABLES = {"abbreviations", "openers", "clitics"}


@dataclass(frozen=True, slots=True)
class Splitting:
    """Hold the lists of `splitting.toml` under their names there."""

    abbreviations: frozenset[str]
    openers: frozenset[str]
    clitics: Mapping[str, tuple[str, ...]]


@lru_cache(maxsize=1)
def splitting() -> Splitting:
    """Return the lists. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("splitting.toml"))
    if set(raw) != _TABLES:
        raise KnowledgeError(f"splitting.toml needs {', '.join(sorted(_TABLES))}, and has {', '.join(sorted(raw))}")
    for name in ("abbreviations", "openers"):
        strange = next((w for w in raw[name] if not isinstance(w, str) or w != w.lower() or w.endswith(".")), None)
        if strange is not None:
            raise KnowledgeError(f"splitting.toml, {name}: {strange!r} is not a lower-case word without its stop")
    clitics = {letters: tuple(words) for letters, words in raw["clitics"].items()}
    return Splitting(frozenset(raw["abbreviations"]), frozenset(raw["openers"]), clitics)


def split(text: str) -> list[tuple[int, int]]:
    """Return where the sentences of a paragraph begin and end, without the white space between them.

    >>> text = 'Gen. Abdi spoke at 5 p.m. on Friday. "We hold the port." Nobody answered'
    >>> [text[a:b] for a, b in split(text)]
    ['Gen. Abdi spoke at 5 p.m. on Friday.', '"We hold the port."', 'Nobody answered']
    """
    cuts, begins = [], len(text) - len(text.lstrip())
    for match in _END.finditer(text):
        end = match.end(1)
        if end > begins and not (match[1][0] == "." and _is_abbreviated(text[begins : match.start(1)])):
            cuts.append((begins, end))
            begins = match.end()
    end = len(text.rstrip())
    return [*cuts, (begins, end)] if begins < end else cuts


def dateline_end(text: str) -> int:
    """Return where a paragraph's own words begin, past the place that it was filed from, or 0.

    Left to the parser, the place becomes the subject of the first sentence.

    >>> text = "KISMAYO, Somalia (AP) - Two soldiers died."
    >>> text[dateline_end(text):]
    'Two soldiers died.'
    >>> dateline_end("UN - Two soldiers died.")
    0
    """
    filed = _FILED.match(text)
    city = filed and filed["city"]
    return filed.end() if filed and (city is None or sum(map(str.isalpha, city)) >= _SHORTEST_CITY) else 0


def filed_from(text: str) -> str | None:
    """Return the place in a paragraph's opening where that says no more than where it was filed, or None.

    >>> filed_from("KISMAYO, Somalia (AP) - "), filed_from("Two soldiers died.")
    ('KISMAYO', None)
    """
    alone = f"{text.strip()} A"  # what follows a dateline begins with a capital
    if dateline_end(alone) != len(alone) - 1:
        return None
    filed = _FILED.match(alone)
    return None if filed is None else filed["city"] or filed["bracketed"]


def _is_abbreviated(before: str) -> bool:
    """Tell whether the word before a full stop is an abbreviation, an initial, or a bare number ("No. 3.", "J.")."""
    word = _LAST_WORD.search(before)
    last = word[0].lower() if word else ""
    return len(last) == 1 or last in splitting().abbreviations or bool(re.fullmatch(r"(?:\w\.)+\w", last))


def words_of(text: str) -> list[str]:
    """Return the words and marks of a text, finer than any parse cuts them.

    >>> words_of("The rebel-held town can't eat.")
    ['The', 'rebel', '-', 'held', 'town', 'can', "'", 't', 'eat', '.']
    """
    return _WORD.findall(text)

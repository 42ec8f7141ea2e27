"""Which language a text is in, told by its script and its commonest little words.

Invariant: a text too short or too mixed to tell has no language; it is never English by default. Scripts, letters and
words are data (`data/languages.toml`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from dateline.data_files import parse_toml, read_data
from dateline.errors import KnowledgeError

__all__ = ["Languages", "find_language", "parse_languages"]

_FILE = "reading/data/languages.toml"
_SAMPLE = 20_000  # characters looked at
_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


@dataclass(frozen=True, slots=True)
class Languages:
    """Hold the scripts as ranges of letters, and each language's script, little words and own letters."""

    scripts: Mapping[str, tuple[tuple[int, int], ...]]
    script_of: Mapping[str, str]
    words: Mapping[str, frozenset[str]]
    letters: Mapping[str, frozenset[str]]
    fewest_words: int
    least_share: float
    least_lead: float


def find_language(text: str, *, languages: Languages | None = None) -> str | None:
    """Return the ISO 639 code of the text's language, or None where it cannot be told.

    >>> find_language("The council said that it was not in the city and had been told of the attack by those who fled.")
    'en'
    >>> find_language("Amarah 2008") is None
    True
    """
    known = languages or _shipped()
    words = Counter(_WORDS.findall(text[:_SAMPLE].lower()))
    script = _script(words, known)
    if script is None:
        return None
    own = {word: n for word, n in words.items() if _script_of_letter(word[0], known) == script}
    total = sum(own.values())
    if total < known.fewest_words:
        return None
    shares = []
    for language, its_script in known.script_of.items():
        if its_script == script:
            hits = sum(n for word, n in own.items() if word in known.words[language])
            marked = sum(n for word, n in own.items() if known.letters[language].intersection(word))
            shares.append(((hits + marked) / total, hits / total, language))
    shares.sort(key=lambda entry: (-entry[0], entry[2]))
    best, share, found = shares[0]
    second = shares[1][0] if len(shares) > 1 else 0.0
    return found if share >= known.least_share and best >= second * known.least_lead else None


def _script(words: Counter[str], known: Languages) -> str | None:
    counts: Counter[str] = Counter()
    for word, n in words.items():
        script = _script_of_letter(word[0], known)
        if script:
            counts[script] += n
    if not counts:
        return None
    script = max(counts, key=lambda name: counts[name])
    return script if counts[script] * 2 > sum(counts.values()) else None


def _script_of_letter(letter: str, known: Languages) -> str | None:
    point = ord(letter)
    for script, ranges in known.scripts.items():
        if any(first <= point <= last for first, last in ranges):
            return script
    return None


@lru_cache(maxsize=1)
def _shipped() -> Languages:
    return parse_languages(read_data("dateline.reading", "data/languages.toml"))


def parse_languages(toml: str) -> Languages:
    """Read the table of languages; raises KnowledgeError naming the entry that breaks the schema."""
    raw = parse_toml(toml, where=_FILE)
    if set(raw) != {"decision", "scripts", "languages"}:
        raise KnowledgeError(f"{_FILE}: expected decision, scripts and languages, found {sorted(raw)}")
    scripts: dict[str, tuple[tuple[int, int], ...]] = {}
    for name, ranges in raw["scripts"].items():
        if not isinstance(ranges, list) or not all(isinstance(r, str) and len(r) == 3 and r[1] == "-" for r in ranges):
            raise KnowledgeError(f"{_FILE}, scripts.{name}: expected a list of ranges such as 'a-z'")
        scripts[name] = tuple((ord(r[0]), ord(r[2])) for r in ranges)
    words: dict[str, frozenset[str]] = {}
    letters: dict[str, frozenset[str]] = {}
    script_of: dict[str, str] = {}
    for code, entry in raw["languages"].items():
        if not re.fullmatch(r"[a-z]{2,3}", code):
            raise KnowledgeError(f"{_FILE}, languages.{code}: expected an ISO 639 code of two or three letters")
        if not {"script", "words"} <= set(entry) <= {"script", "words", "letters"}:
            raise KnowledgeError(f"{_FILE}, languages.{code}: expected script, words and, where it has some, letters")
        if entry["script"] not in scripts:
            raise KnowledgeError(f"{_FILE}, languages.{code}: the script {entry['script']!r} is not in [scripts]")
        said = entry["words"].split()
        if len(said) != len(set(said)) or any(word != word.lower() for word in said) or len(said) < 10:
            raise KnowledgeError(f"{_FILE}, languages.{code}: expected ten or more words, in lower case, none twice")
        script_of[code], words[code] = entry["script"], frozenset(said)
        letters[code] = frozenset(entry.get("letters", ""))
    try:
        decision = raw["decision"]
        return Languages(
            scripts,
            script_of,
            words,
            letters,
            int(decision["fewest_words"]),
            float(decision["least_share"]),
            float(decision["least_lead"]),
        )
    except (KeyError, TypeError, ValueError):
        raise KnowledgeError(f"{_FILE}, decision: expected the numbers fewest_words, least_share, least_lead") from None

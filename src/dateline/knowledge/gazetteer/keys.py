"""The keys under which a place's spellings meet: exact letters, habits of romanisation, consonants alone.

Invariant: words that only say what sort of place it is ("province", "city") are not part of the name; they are data.
"""

from __future__ import annotations

import hashlib
import re
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml
from dateline.knowledge.names import fold, name_key, names_fingerprint

__all__ = ["generic_words", "keys_fingerprint", "place_key", "skeleton"]

_VOWELS = re.compile(r"[aeiouyhw%]")
_DOUBLED = re.compile(r"(.)\1+")
# With fewer consonants than this too many places of one country look alike.
_ENOUGH = 3


@lru_cache(maxsize=1)
def generic_words() -> dict[str, str]:
    """Return the words that say what sort of place a name is of, with the kind each one means."""
    raw = read_toml(resources.files(__package__).joinpath("generic.toml"))
    return {word: kind for kind, words in raw["kinds"].items() for word in words}


def place_key(name: str) -> tuple[str, str]:
    """Return the key of a name and its folded letters, both without generic words and a leading article.

    >>> place_key("Al ‘Amārah")[0] == place_key("Amara")[0], place_key("Maysan Governorate")[1]
    (True, 'maysan')
    """
    words = fold(name).split()
    kept = [w for w in words if w not in generic_words()] or words
    if len(kept) > 1 and kept[0] in ("al", "el", "ad", "an", "ar", "as", "ash", "at", "az", "the"):
        kept = kept[1:]
    folded = " ".join(kept)
    return re.sub(r"(?<=a)h\b", "", name_key(folded)), folded


def skeleton(key: str) -> str:
    """Return the consonants of a key, doubled ones once, or nothing where too few are left to tell places apart."""
    bones = _DOUBLED.sub(r"\1", _VOWELS.sub("", key.replace(" ", "")))
    return bones if len(bones) >= _ENOUGH else ""


@lru_cache(maxsize=1)
def keys_fingerprint() -> str:
    """Digest the rules that make keys: a file made under others has to be made again."""
    return hashlib.sha256(f"{names_fingerprint()}{sorted(generic_words().items())}".encode()).hexdigest()[:12]

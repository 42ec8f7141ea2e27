"""Which of a place's names the gazetteer keeps: those in Latin letters.

Invariant: names in other scripts and bare codes are left out, since what is looked up comes from English text.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable

__all__ = ["spellings", "unmarked"]

# Latin letters with their marks, punctuation, and nothing of another script.
_LATIN = re.compile(r"[\x20-\u024f\u0250-\u036f\u1e00-\u1eff\u2000-\u206f]+\Z")
_CODE = re.compile(r"[A-Z]{2,4}\Z")


def spellings(names: Iterable[str]) -> list[str]:
    """Return the names in Latin letters, sorted, each once, without airport and other codes.

    >>> spellings(["Amara", "العمارة", "XTH", "Amara"])
    ['Amara']
    """
    return sorted({n for n in names if n and _LATIN.match(n) and not _CODE.match(n)})


def unmarked(name: str) -> str:
    """Return a name without the marks on its letters.

    >>> unmarked("Al ‘Amārah")
    'Al Amarah'
    """
    plain = unicodedata.normalize("NFKD", name)
    return "".join(c for c in plain if not unicodedata.combining(c)).replace("‘", "").replace("’", "")

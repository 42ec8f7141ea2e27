"""Match names across romanisations: how alike two spellings are, keys to find them by, and a search over many names.

Invariant: spelling habits never part two spellings of one name, and likeness never joins two names that a consonant, a
given name, a number or a direction tells apart. Precision first: Basra is not Busra, the Mahdi Army no Iraqi Army.
"""

from dateline.knowledge.matching.comparing import ALIKE, SAME, SURE, similarity
from dateline.knowledge.matching.index import Match, NameIndex
from dateline.knowledge.matching.keys import blocking_keys, full_keys
from dateline.knowledge.matching.word import NameKind

__all__ = [
    "ALIKE",
    "SAME",
    "SURE",
    "Match",
    "NameIndex",
    "NameKind",
    "blocking_keys",
    "full_keys",
    "similarity",
]

"""How sure the coder is of each field of a report: chances, learned on some reports and checked on others."""

from dateline.coding.scoring.facts import facts_by_field, facts_of, party_facts
from dateline.coding.scoring.heads import FIELDS, Head, Heads, head_from, heads_from, open_heads
from dateline.coding.scoring.scores import scores_of

__all__ = [
    "FIELDS",
    "Head",
    "Heads",
    "facts_by_field",
    "facts_of",
    "head_from",
    "heads_from",
    "open_heads",
    "party_facts",
    "scores_of",
]

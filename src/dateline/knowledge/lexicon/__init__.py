"""The words that name events, and what they need around them: data files with a schema, an example and a test each."""

from dateline.knowledge.lexicon.lexicon import Lexicon, load_lexicon, open_lexicon
from dateline.knowledge.lexicon.means import MeansWords, open_means
from dateline.knowledge.lexicon.sense import Pattern, Sense
from dateline.knowledge.lexicon.targets import TargetWords, open_targets

__all__ = [
    "Lexicon",
    "MeansWords",
    "Pattern",
    "Sense",
    "TargetWords",
    "load_lexicon",
    "open_lexicon",
    "open_means",
    "open_targets",
]

"""The words that name events, and what they need around them: data files with a schema, an example and a test each."""

from dateline.knowledge.lexicon.lexicon import Lexicon, load_lexicon, open_lexicon
from dateline.knowledge.lexicon.sense import Pattern, Sense

__all__ = ["Lexicon", "Pattern", "Sense", "load_lexicon", "open_lexicon"]

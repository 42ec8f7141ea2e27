"""Sentences, tokens and parse: the only room that knows spaCy."""

from dateline.language.english import LONGEST_PARAGRAPH, lemmas_of, model_name, parse, parse_together
from dateline.language.headlines import as_headline, is_telegraphic
from dateline.language.sentence import NamedSpan, Sentence, Token
from dateline.language.splitting import dateline_end, filed_from, split, splitting, words_of

__all__ = [
    "LONGEST_PARAGRAPH",
    "NamedSpan",
    "Sentence",
    "Token",
    "as_headline",
    "dateline_end",
    "filed_from",
    "is_telegraphic",
    "lemmas_of",
    "model_name",
    "parse",
    "parse_together",
    "split",
    "splitting",
    "words_of",
]

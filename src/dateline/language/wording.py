"""Part of speech and lemma of a parsed token, by the model's own rules, each asked once.

Invariant: what is given here is what the model's attribute ruler and lemmatizer would have given, to the letter. Both
look at nothing but a token's form, tag and label (and, for a few contractions, those of its neighbour), so that a
process needs to ask them once for each such combination; a text has few new ones, and asking costs as much as tagging.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

__all__ = ["ASKED_ONCE", "Wording", "Words"]

# The components whose work is done here; they are left out of the pipeline.
ASKED_ONCE = ("attribute_ruler", "lemmatizer")

# What the ruler's patterns may look at for its answers to be kept by form, tag and label.
_LOOKED_AT = frozenset({"TAG", "DEP", "LOWER", "ORTH", "IS_SPACE"})

# More combinations than this are a text of random letters; then all is forgotten and asked again.
_MOST = 200_000

# Rules that read several tokens read two ("gon" "na").
_PAIR = 2

# Parts of speech that have forms other than their lemma.
_INFLECTED = ("NOUN", "VERB", "AUX", "ADJ", "ADV", "PRON")

# The lemmatizer's tables: endings and what stands in their place, irregular forms, and the lemmas that are known.
_LEMMA_TABLES = ("lemma_rules", "lemma_exc", "lemma_index")
Rules = tuple[tuple[str, str], ...]
Exceptions = Mapping[str, Sequence[str]]
Known = frozenset[str]

# Form, tag and label of one token, as the model has them.
Key = tuple[str, str, str]


class Wording(NamedTuple):
    """Hold what the rules say of a token; they may also correct its tag and label."""

    pos: str
    lemma: str
    tag: str
    dep: str


class Words:
    """Give the wording of a parsed document's tokens.

    `make` and `matcher` are the model library's classes for a document and for finding patterns in one, which only
    `english` imports.
    """

    def __init__(self, nlp: Any, *, make: Any, matcher: Any) -> None:
        self._vocab, self._make = nlp.vocab, make
        self._rules = [nlp.get_pipe(name) for name in ASKED_ONCE]
        _index(self._rules[1].lookups)
        self._tables = _tables(self._rules[1].lookups)
        patterns = self._rules[0].patterns
        self._known: dict[tuple[Key, ...], tuple[Wording, ...]] = {}
        self._opens: dict[Key, bool] = {}
        joint = [one for rule in patterns for one in rule["patterns"] if len(one) > 1]
        self._first, self._joint = (matcher(nlp.vocab, validate=False) for _ in range(2))
        if joint:
            self._first.add("first", [one[:1] for one in joint])
            self._joint.add("joint", joint)
        looked_at = {key for rule in patterns for one in rule["patterns"] for token in one for key in token}
        self._alone = looked_at <= _LOOKED_AT and all(len(one) == _PAIR for one in joint)

    def of(self, keys: Sequence[Key]) -> list[Wording]:
        """Return the wording of every token of a parsed text; `keys` are their forms, tags and labels, in order."""
        if not self._alone:
            return list(self._ask(tuple(keys)))
        if len(self._opens) > _MOST or len(self._known) > _MOST:
            self._known.clear()
            self._opens.clear()
        known, opens = self._known, self._opens
        self._learn([key for key in dict.fromkeys(keys) if key not in opens])
        found = [known[(key,)][0] for key in keys]
        for at in [i for i, key in enumerate(keys[:-1]) if opens[key]]:
            pair = tuple(keys[at : at + _PAIR])
            if pair not in known:
                joined = self._joint(self._made(pair), allow_missing=True)
                known[pair] = self._ask(pair) if joined else ()
            found[at : at + _PAIR] = known[pair] or found[at : at + _PAIR]
        return found

    def lemmas(self, word: str) -> set[str]:
        """Return the lemmas, in lower case, that the rules give a word as any part of speech that has other forms."""
        lower = word.lower()
        return {_lemma(lower, *tables) for tables in self._tables}

    def _learn(self, keys: list[Key]) -> None:
        """Ask the rules of each of some new keys alone: side by side, but for those that would be read together."""
        if not keys:
            return
        row = self._made(tuple(keys))
        answers = list(self._ask(tuple(keys)))
        for i in sorted({i for _, *span in self._joint(row, allow_missing=True) for i in range(*span)}):
            answers[i] = self._ask((keys[i],))[0]
        opening = {start for _, start, _ in self._first(row, allow_missing=True)}
        for i, (key, answer) in enumerate(zip(keys, answers, strict=True)):
            self._known[(key,)] = (answer,)
            self._opens[key] = i in opening

    def _ask(self, keys: tuple[Key, ...]) -> tuple[Wording, ...]:
        doc = self._made(keys)
        for rule in self._rules:
            doc = rule(doc)
        return tuple(Wording(t.pos_, t.lemma_, t.tag_, t.dep_) for t in doc)

    def _made(self, keys: tuple[Key, ...]) -> Any:
        """Return an unparsed document of tokens with these forms, tags and labels."""
        forms, tags, deps = map(list, zip(*keys, strict=True))
        return self._make(self._vocab, words=forms, tags=tags, deps=deps, heads=[0] * len(forms))


def _index(lookups: Any) -> None:
    """Make sets of the lists of known lemmas, in which the lemmatizer looks up every form that it has not met."""
    if lookups.has_table("lemma_index"):
        table = lookups.get_table("lemma_index")
        for pos, lemmas in list(table.items()):
            table[pos] = frozenset(lemmas)


def _tables(lookups: Any) -> list[tuple[Rules, Exceptions, Known]]:
    """Return the lemmatizer's rules, exceptions and known lemmas for each part of speech that has any."""
    named = [lookups.get_table(name) if lookups.has_table(name) else {} for name in _LEMMA_TABLES]
    found = [tuple(table.get(pos.lower(), ()) for table in named) for pos in _INFLECTED]
    return [(tuple(map(tuple, rules)), dict(exceptions), frozenset(known)) for rules, exceptions, known in found]


def _lemma(word: str, rules: Rules, exceptions: Exceptions, known: Known) -> str:
    """Return the lemma of a word in lower case as the lemmatizer finds it for one part of speech.

    The exception listed last goes first, then the last rule that gives a known lemma, then the first that gives
    something with a mark in it, then the first that gives anything.
    """
    forms: list[str] = []
    unknown: list[str] = []
    for ending, instead in rules:
        if not word.endswith(ending):
            continue
        form = word[: len(word) - len(ending)] + instead
        if form in known:
            forms.insert(0, form)
        elif form:
            (unknown if form.isalpha() else forms).append(form)
    for form in exceptions.get(word, ()):
        if form not in forms:
            forms.insert(0, form)
    return next(iter([*forms, *unknown, word]))

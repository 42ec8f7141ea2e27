"""Find how many: the counts of persons and things in a sentence, each as a low, a best and a high.

Invariant: a count says no more than its words. "At least 15" has no high, "nearly 40" has a best and no bounds,
"dozens" only a floor; and what counts nobody (a date, an age, a share, a sum, a measure, an ordinal, the number in a
name) is no count. "More than 20" is kept as at least 20, since the press uses the two alike.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Self

from dateline.finding.mentions import NumberMention
from dateline.finding.number_words import NumberWords, number_of, number_words
from dateline.finding.signs import Need, Signs, needs_of
from dateline.finding.time_filter import expressions
from dateline.finding.time_grammar import in_small_letters
from dateline.language import Sentence, Token
from dateline.model import Document, Evidence, Range

__all__ = ["find_numbers"]

# A paragraph that was taken for one sentence is a table or a list; its figures have no grammar to read.
_LONGEST = 5_000
# Labels by which a number hangs on what it counts.
_COUNTING = frozenset({"nummod", "nmod", "amod", "compound", "det", "predet", "quantmod", "poss", "dep", "advmod"})
# Beyond this a count is a mistake of reading: more than all people who ever lived.
_MOST = 10**12


@dataclass(frozen=True, slots=True)
class _Bounds:
    """The phrases that make a number a bound, each a group of one pattern, and the kind of bound by group."""

    pattern: re.Pattern[str]
    kinds: tuple[str, ...]

    def kind(self, match: re.Match[str]) -> tuple[str, tuple[int, int]]:
        """Return which kind of bound a match gives, and where its phrase stands."""
        group = match.lastindex or 1
        return self.kinds[group - 1], match.span(group)


@dataclass(frozen=True, slots=True)
class _Sought:
    """An expression that is looked for only in texts that hold what it asks for."""

    pattern: re.Pattern[str]
    needs: tuple[Need, ...]

    @classmethod
    def made(cls, expression: str) -> Self:
        return cls(re.compile(expression), needs_of(expression))

    def found(self, words: str, signs: Signs) -> Iterator[re.Match[str]]:
        return self.pattern.finditer(words) if signs.meet(self.needs) else iter(())


@dataclass(frozen=True, slots=True)
class _Forms:
    """The expressions made from the data: numbers, vague floors, nought, and the words around a number.

    They are for texts in lower case, which takes half the time of a match that ignores case.
    """

    number: _Sought
    floor: _Sought
    nought: _Sought
    before: _Bounds
    after: _Bounds
    joiner: re.Pattern[str]
    opener: re.Pattern[str]
    whole: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class _Figure:
    """A stretch of the sentence's text with the range that it gives."""

    start: int
    end: int
    range: Range
    value: int | None = None


def find_numbers(document: Document, sentences: Sequence[Sentence]) -> tuple[tuple[NumberMention, ...], ...]:
    """Return the counts of each sentence, in order; `noun` is what is counted, where the sentence names it."""
    return tuple(tuple(_numbers_of(document.text, sentence)) for sentence in sentences)


def _numbers_of(text: str, sentence: Sentence) -> list[NumberMention]:
    words = text[sentence.start : sentence.end]
    forms, data = _forms(), number_words()
    if len(words) > _LONGEST:
        return []
    small = in_small_letters(words)
    figures = _figures(small, forms, data)
    if not figures:
        return []
    times = [(hit.start, hit.end) for hit in expressions(words, sentence)]
    found: list[NumberMention] = []
    named = -1  # where the last number ended that is a part of a name ("Highway 28")
    for figure in _bounded(small, _ranged(small, figures, forms, data), forms):
        if any(start < figure.end and figure.start < end for start, end in times):
            continue
        mention = _mention(text, sentence, figure, data)
        if mention is None:
            named = figure.end
        elif mention.noun is not None or named < 0 or not forms.joiner.fullmatch(small[named : figure.start]):
            between = text[found[-1].evidence.end : mention.evidence.start].lower() if found else ""
            found.append(replace(mention, whole=forms.whole.fullmatch(between) is not None))
        else:
            named = figure.end  # "Highway 28 and 29"
    return found


def _figures(words: str, forms: _Forms, data: NumberWords) -> list[_Figure]:
    """Return every number, floor and nought of a text, in order and apart; a floor wins over the numbers in it."""
    found: list[_Figure] = []
    signs = Signs(words)
    for match in forms.floor.found(words, signs):
        low = data.values["floors"][re.sub(r"\s+", " ", match[0])]
        found.append(_Figure(match.start(), match.end(), Range(low)))
    for match in forms.nought.found(words, signs):
        found.append(_Figure(match.start(), match.end(), Range.exactly(0), 0))
    for match in forms.number.found(words, signs):
        value = number_of(match[0])
        if value is not None and value <= _MOST:
            found.append(_Figure(match.start(), match.end(), Range.exactly(value), value))
    found.sort(key=lambda f: (f.start, -f.end, f.value is not None))
    apart: list[_Figure] = []
    for figure in found:
        if not apart or figure.start >= apart[-1].end:
            apart.append(figure)
    return apart


def _ranged(words: str, figures: Sequence[_Figure], forms: _Forms, data: NumberWords) -> list[_Figure]:
    """Join two numbers of one range: "between 15 and 20", "15 to 20", "three or four"."""
    joined: list[_Figure] = []
    for figure in figures:
        left = joined[-1] if joined else None
        if left is not None and left.value is not None and figure.value is not None and left.value < figure.value:
            gap = words[left.end : figure.start]
            opener = forms.opener.search(words[: left.start])
            join = forms.joiner.fullmatch(gap)
            if join and (join[1] in data.words["ranges.bare"] or opener):
                # "from 93 to 128" tells of a change, not of one number between the two
                if opener and opener[1] == "from":
                    joined.append(figure)
                    continue
                start = opener.start(1) if opener else left.start
                joined[-1] = _Figure(start, figure.end, Range.between(left.value, figure.value))
                continue
        joined.append(figure)
    return joined


def _bounded(words: str, figures: Sequence[_Figure], forms: _Forms) -> list[_Figure]:
    """Widen a figure by the words that make it a bound or an estimate."""
    found = []
    for figure in figures:
        kind = None
        start, end = figure.start, figure.end
        if figure.value is not None:
            if match := forms.before.pattern.search(words[:start]):
                kind, (start, _) = forms.before.kind(match)
            elif match := forms.after.pattern.match(words[end:]):
                kind, (_, length) = forms.after.kind(match)
                end += length
        found.append(_Figure(start, end, _as_bound(figure, kind), figure.value))
    return found


def _as_bound(figure: _Figure, kind: str | None) -> Range:
    if kind is None or figure.value is None:
        return figure.range
    if kind == "at_least":
        return Range.at_least(figure.value)
    return Range.up_to(figure.value) if kind == "up_to" else Range(None, figure.value, None)


def _mention(text: str, sentence: Sentence, figure: _Figure, data: NumberWords) -> NumberMention | None:
    start, end = sentence.start + figure.start, sentence.start + figure.end
    inside = sentence.between(start, end)
    if not inside or (inside[0].start < start and not text[inside[0].start : start].strip(".-–—~$£€#")):
        return None
    if not _is_count(text, sentence, start, end, inside, data):
        return None
    noun = _noun(sentence, inside)
    if noun is not None and (
        noun.lower in data.words["not_counts.after"] or noun.lemma in data.words["not_counts.after"]
    ):
        return None
    evidence = Evidence.at(text, start, end)
    return NumberMention(inside[0].i, inside[-1].i + 1, evidence, figure.range, noun.i if noun else None)


def _is_count(text: str, sentence: Sentence, start: int, end: int, inside: list[Token], data: NumberWords) -> bool:
    """Tell whether a number counts persons or things, by the words on either side of it."""
    after = text[end : sentence.end].lstrip()
    before = text[sentence.start : start].rstrip()
    right = re.match(r"[-–]?\s?([^\W_]+(?:[.'’][^\W_]+)*\.?|[%+])", after)
    left = re.search(r"([^\s(\[\"“”]+)\Z", before)
    right_word = right[1].lower() if right else ""
    left_word = left[1].lower() if left else ""
    close = text[end : end + 1]
    if close in "-–" and text[end + 1 : end + 2].isalpha():
        return False  # "a 12-man patrol", "20-mm": the number is a part of a word
    if {right_word, right_word.rstrip(".")} & set(data.words["not_counts.after"]):
        return False
    if left_word in data.words["not_counts.before"] or before.endswith(("$", "£", "€", "#", "¥")):
        return False
    if not before and close in ".)" and text[start:end].isdigit() and text[end + 1 : sentence.end].strip():
        return False  # "2. The mayor", the number of an item
    last = inside[-1]
    if (
        last.head < inside[0].i
        and sentence.head_of(last).pos == "PROPN"
        and last.dep in ("nummod", "appos", "npadvmod")
    ):
        return False  # "Highway 1", "Task Force 20"
    if text[start:end].lower() == "one":
        first = inside[0].i
        small, forms = text[end : sentence.end].lower(), _forms()
        if (joint := forms.whole.match(small)) and forms.number.pattern.match(small, joint.end()):
            return True  # "one of the 40 wounded"
        opens_clause = first > 0 and sentence.tokens[first - 1].dep == "mark"  # "said that one man was hurt"
        refers = left_word in data.words["not_counts.one_before"] and not opens_clause
        return right_word not in data.words["not_counts.one_after"] and not refers
    return True


def _noun(sentence: Sentence, inside: list[Token]) -> Token | None:
    """Return the token that the number counts: what it modifies, or what stands after "of"."""
    indices = {t.i for t in inside}
    if inside[-1].pos in ("NOUN", "PROPN") and inside[0].lower in number_words().words["nought.before"]:
        return inside[-1]
    head = next((t for t in reversed(inside) if t.head not in indices or t.head == t.i), inside[-1])
    for number in (head, inside[-1]):
        for preposition in sentence.kids(number, "prep"):
            if preposition.lower in number_words().words["not_counts.of_words"] and preposition.i == inside[-1].i + 1:
                return next(iter(sentence.kids(preposition, "pobj")), None)
    above = sentence.head_of(head)
    if head.dep in _COUNTING and above.i > inside[-1].i and above.pos in ("NOUN", "PROPN", "ADJ", "VERB"):
        return above if above.pos != "VERB" else None
    # "15 to 20 fighters": the noun may govern any of the words of the range
    for number in inside:
        governor = sentence.head_of(number)
        if number.dep in _COUNTING and governor.i > inside[-1].i and governor.pos in ("NOUN", "PROPN"):
            return governor
    return None


@lru_cache(maxsize=1)
def _forms() -> _Forms:
    data = number_words()
    guard, stop = r"(?<![\w$£€#])(?<!\d[.,:/])(?<![A-Za-z][-–])", r"(?![\w:/]|[.,]\d)"
    floors = _any(data.values["floors"])
    alone, nouns = _any(data.words["nought.alone"]), _any(data.words["nought.nouns"])
    nought = rf"{guard}(?:{_any(data.words['nought.before'])})\s+(?:{nouns}|{_plurals(data.words['nought.nouns'])})\b"
    bounds = data.bounds
    before = [(kind, phrase) for kind in bounds for phrase in bounds[kind]["before"]]
    after = [(kind, phrase) for kind in bounds for phrase in bounds[kind]["after"]]
    longest = sorted(before, key=lambda b: (-len(b[1]), b))
    opened = "|".join(f"({_spaced(p)})" for _, p in longest)
    closed = "|".join(rf"(\s*{_spaced(p)})" for _, p in after)
    return _Forms(
        number=_Sought.made(rf"{guard}(?:{data.pattern}){stop}"),
        floor=_Sought.made(rf"{guard}(?:{floors}){stop}"),
        nought=_Sought.made(rf"{nought}|{guard}(?:{alone})\b"),
        before=_Bounds(re.compile(rf"(?<!\w)(?:{opened})\s*\Z"), tuple(k for k, _ in longest)),
        after=_Bounds(re.compile(rf"(?:{closed})(?!\w)"), tuple(k for k, _ in after)),
        joiner=re.compile(rf"\s*({_any(data.words['ranges.joiner'])})\s*"),
        whole=re.compile(
            rf"\s*(?:{_any(data.words['wholes.joiner'])})(?:\s+(?:{_any(data.words['wholes.before'])}))*\s+"
        ),
        opener=re.compile(rf"(?<!\w)({_any(data.words['ranges.opener'])})\s+\Z"),
    )


def _any(words: Iterable[str]) -> str:
    return "|".join(_spaced(w) for w in sorted(words, key=lambda w: (-len(w), w)))


def _spaced(words: str) -> str:
    return re.escape(words).replace(r"\ ", r"\s+")


def _plurals(nouns: Sequence[str]) -> str:
    return "|".join(
        re.escape(n[:-1] + "ies" if n.endswith("y") else n + ("es" if n.endswith("s") else "s")) for n in nouns
    )

"""Keep the expressions that are times: "March" may be a march, "2008" may be a number of soldiers.

Invariant: what may be another word is a time only where a word of the data, or the parse, shows it to be one.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from dateline.finding.number_words import number_of
from dateline.finding.time_calendar import days_listed
from dateline.finding.time_grammar import Grammar, Hit, grammar
from dateline.language import Sentence

__all__ = ["expressions"]

_WORD_BEFORE = re.compile(r"([^\s(\[\"“”]+)[\s(\[\"“]*\Z")
# Labels by which a number counts a noun, and by which a year stands as an adverb.
_COUNTING = frozenset({"nummod", "amod", "compound", "quantmod"})
_ADVERBIAL = frozenset({"npadvmod", "pobj", "tmod", "appos"})
_ERAS = frozenset({"bc", "bc_mark", "decade_bc", "ad", "ad2"})
_BETWEEN = re.compile(r"\bbetween\s*\Z")
# How far before an expression the word before it may begin: further back it is none that a cue knows.
_BEFORE_IT = 60
_WORD_AFTER = re.compile(r"[\s-]*([^\s,;.)\]]+|%)")


def expressions(text: str, sentence: Sentence) -> list[Hit]:
    """Return the expressions of time in a sentence; `text` is the document's text from its start to its end."""
    rules = grammar()
    hits = [_shortened(rules, text, hit) for hit in _found(text)]
    kept: list[Hit] = []
    for i, hit in enumerate(hits):
        beside = (i > 0 and _is_near(text, hits[i - 1], hit)) or (
            i + 1 < len(hits) and _is_near(text, hit, hits[i + 1])
        )
        if _is_time(rules, text, hit, sentence, beside=beside):
            kept.append(hit)
    return kept


def _shortened(rules: Grammar, text: str, hit: Hit) -> Hit:
    """Leave only the date with the month of several days that do not follow one another: "8 and 15 March"."""
    days = days_listed(hit)
    if not days or _BETWEEN.search(text[: hit.start].lower()):
        return hit
    run = [*days, int(hit.groups["day2"])]
    if all(after - before == 1 for before, after in itertools.pairwise(run)):
        return hit
    cut = text.lower().rindex("and", hit.start, hit.end)
    for start, end in ((cut + 3, hit.end), (hit.start, cut)):
        for part in rules.find(text[start:end]):
            if "month" in part.groups and "day" in part.groups:
                return replace(part, start=start + part.start, end=start + part.end)
    return hit


@lru_cache(maxsize=4096)
def _found(text: str) -> tuple[Hit, ...]:
    """Keep what was found in a text: the numbers of a sentence are told apart from its times right after those."""
    return tuple(grammar().find(text))


def _is_near(text: str, left: Hit, right: Hit) -> bool:
    """Tell whether only a comma, a dash or a joining word stands between two dates."""
    gap = text[left.end : right.start].strip().lower()
    joiners = grammar().cues["range_joiners"]
    return "month" in left.groups and "month" in right.groups and (gap in joiners or gap in (",", ", and", "or"))


def _is_time(rules: Grammar, text: str, hit: Hit, sentence: Sentence, *, beside: bool) -> bool:
    cues = rules.cues
    words = text[hit.start : hit.end]
    before = _WORD_BEFORE.search(text[max(0, hit.start - _BEFORE_IT) : hit.start])
    after = _WORD_AFTER.match(text, hit.end)
    left = before[1].lower() if before else ""
    right = after[1] if after else ""
    if left.strip(",") in cues["name_before"] or (right[:1].isupper() and right.lower() in cues["name_after"]):
        return False
    if _ERAS & set(hit.groups) and not _is_era(words):
        return False
    if hit.reads in ("feast", "other_month"):
        return _is_of_almanac(cues, text, hit, left, right)
    if hit.reads == "clock":
        return left not in cues["measure_before"] and right.lower() not in cues["clock_after"]
    if hit.reads == "duration":
        number = hit.groups.get("n")
        aged = right.lower() in cues["age_after"] or left in cues["age_before"]
        return not aged and (number is None or number_of(number) != 0)  # "the zero hour" is no length
    if hit.reads in ("calendar", "month_of_shift", "shifted_month") and "month" in hit.groups:
        return _is_month(cues, words, hit, left, beside=beside)
    if hit.rule == "year":
        return _is_year(rules, sentence, hit, words, left, right)
    if hit.reads == "season" and not {"shift", "year", "shift2", "part"} & set(hit.groups):
        return _is_season(hit, left, cues, sentence)
    if hit.reads == "weekday":
        return words != words.lower()
    if hit.reads == "day_of_month":
        return left in cues["before_time"] and not _leads_a_noun(sentence, hit)
    if hit.reads in ("nth_week", "day_range", "month_range", "date_range"):
        return _has_capital(words, hit.groups.get("month", ""))
    return True


def _is_era(words: str) -> bool:
    """Tell whether the mark of an era is written as one: "70 ad campaigns" is no year."""
    letters = re.sub(r"[^A-Za-z]+", " ", words).split()
    return any(w in ("BC", "BCE", "AD", "CE", "B", "A") for w in letters)


def _is_of_almanac(cues: Mapping[str, frozenset[str]], text: str, hit: Hit, left: str, right: str) -> bool:
    """Tell a feast or a month from a person's name: a bare month needs a word of time before it, and no name beside."""
    name = hit.groups.get("feast") or hit.groups.get("other_month") or ""
    words = text[hit.start : hit.end]
    if not _has_capital(words, name) or (right[:1].isupper() and right.lower() in cues["name_after"]):
        return False
    if "feast" in hit.groups or {"day", "own", "year", "n", "nth", "nth_day", "ordinal"} & set(hit.groups):
        return True
    if name in cues["rare_months"]:
        return "month of" in words.lower()
    beside_name = right[:1].isupper() and text[hit.end : hit.end + 1] == " "
    return (left in cues["before_time"] or "shift" in hit.groups or "part" in hit.groups) and not beside_name


def _leads_a_noun(sentence: Sentence, hit: Hit) -> bool:
    """Tell whether an ordinal goes with a noun after it: "the 3rd Brigade", "the 4th, 15th and 16th armies"."""
    following = [t for t in sentence.tokens if t.start >= sentence.start + hit.end][:2]
    if following and following[0].pos in ("NOUN", "PROPN", "ADJ", "NUM"):
        return True
    return len(following) == 2 and following[0].text in (",", "and") and following[1].text[:1].isdigit()


def _has_capital(words: str, name: str) -> bool:
    at = words.lower().find(name)
    return at < 0 or name == "" or words[at].isupper()


def _is_month(cues: Mapping[str, frozenset[str]], words: str, hit: Hit, left: str, *, beside: bool) -> bool:
    month = hit.groups["month"]
    if not _has_capital(words, month):
        return False
    if {"day", "ordinal", "year", "part", "shift"} & set(hit.groups) or "month of" in words.lower():
        return True
    if month in cues["short_months"]:
        return False
    return month not in cues["doubtful_months"] or beside or left in cues["before_time"]


def _is_season(hit: Hit, left: str, cues: Mapping[str, frozenset[str]], sentence: Sentence) -> bool:
    """A bare season is a noun after a word of time, or after "the"; "the fall of the city" is none."""
    inside = sentence.between(sentence.start + hit.start, sentence.start + hit.end)
    if not inside or inside[-1].pos not in ("NOUN", "PROPN"):
        return False
    noun = inside[-1]
    if any(kid.lower == "of" for kid in sentence.kids(noun, "prep")):
        return False
    return left in cues["before_time"]


def _is_year(rules: Grammar, sentence: Sentence, hit: Hit, words: str, left: str, right: str) -> bool:
    cues = rules.cues
    if {"part", "side"} & set(hit.groups) or "year" in words.lower():
        return True
    if left in cues["measure_before"] or right.lower() in cues["measure_after"] or left.endswith(("$", "€", "£", "#")):
        return False
    inside = sentence.between(sentence.start + hit.start, sentence.start + hit.end)
    if not inside:
        return False
    token = inside[-1]
    head = sentence.head_of(token)
    if not (head.i > token.i and token.dep in _COUNTING and head.pos in ("NOUN", "PROPN")):
        if token.dep == "nsubj" and head.lemma in cues["year_verbs"]:
            return True
        return left.strip(",") in cues["before_time"] or token.dep in _ADVERBIAL or _is_bare(hit, sentence)
    singular = head.tag in ("NN", "NNP")
    if left in cues["before_time"] - cues["weak_before_time"]:
        return True
    articled = any(kid.i < token.i and kid.pos in ("DET", "PRON") for kid in sentence.kids(head, "det", "poss"))
    return singular or articled or head.lemma in cues["dated_things"]


def _is_bare(hit: Hit, sentence: Sentence) -> bool:
    """A year in brackets, or one that is all of a line, is a year."""
    around = sentence.text[max(0, hit.start - 1) : hit.end + 1]
    return around[:1] == "(" or around[-1:] == ")" or len(sentence.text.strip()) <= hit.end - hit.start

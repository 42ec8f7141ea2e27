"""Score the time finder on narratives of wars with TIMEX2 annotation (WikiWars, Mazur and Dale 2010): extents, values.

Lenient F counts any overlap, strict F the same extent; both also with the value right. A value is right where the days
are those of VAL and MOD under the house's calibration of parts, or the length is that of a P value. The expressions
without VAL say nothing that could be normalised and are left out, as is each document's DATETIME header; a range in one
piece ("6-7 May") is scored as its two ends, since TIMEX2 tags them apart. A time that
stands alone is anchored in the text's own running time and never in the day that the document was written.
"""

from __future__ import annotations

import re
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from benchmarks.common import SHARED, Figures, digest_of, f1, run_as_module
from benchmarks.times import document_of, times_of
from dateline.finding.mentions import TimeKind, TimeMention
from dateline.finding.time_almanac import before_christ
from dateline.finding.time_values import Period, length_of
from dateline.model import Evidence, Moment, WhenMissing

KINDS = ("lenient", "strict", "lenient value", "strict value")

_MODS = {"START": "early", "MID": "mid", "END": "late"}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}


def value_moment(value: str, mod: str | None) -> Moment | None:
    """Return the time of a TIMEX2 value, or None where it names no days.

    >>> value_moment("1950-06", "END").edtf, value_moment("BC0264", None).edtf, value_moment("BC04", None).edtf
    ('1950-06-21/1950-06-30', '-0263', '-0499/-0400')
    """
    plain, early = value.split("T")[0].removeprefix("BC"), value.startswith("BC")

    def year(figures: str) -> int:
        return before_christ(int(figures)) if early else int(figures)

    try:
        if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", plain):
            period = Period.of("day", date(year(match[1]), int(match[2]), int(match[3])))
        elif match := re.fullmatch(r"(\d{4})-W(\d\d)", plain):
            period = Period.of("week", date.fromisocalendar(year(match[1]), int(match[2]), 1))
        elif match := re.fullmatch(r"(\d{4})-(\d\d)", plain):
            period = Period.month(year(match[1]), int(match[2]))
        elif match := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", plain):
            period = Period.season(year(match[1]), _SEASONS[match[2]])
        elif re.fullmatch(r"\d{4}", plain):
            period = Period.year(year(plain))
        elif re.fullmatch(r"\d{3}", plain):
            period = Period.years(*sorted((year(f"{plain}0"), year(f"{plain}9"))))
        elif re.fullmatch(r"\d\d", plain):  # "BC04" is the fifth century BC, from 500 to 401
            period = Period.years(*sorted((year(f"{plain}01"), year(str(int(plain) * 100 + 100)))))
        else:
            return None
    except ValueError:
        return None
    return period.part(_MODS.get(mod or "")).moment()


def value_right(value: str, mod: str | None, mention: TimeMention) -> bool:
    """Tell whether a mention says what VAL says."""
    if value.startswith("P") and value[1:2] in "TX0123456789":
        return length_of(mention.evidence.words) == value
    if value.endswith("_REF"):
        return mention.kind is TimeKind.DATE and mention.missing is WhenMissing.VAGUE
    gold = value_moment(value, mod)
    if gold is None:
        return (mention.kind is TimeKind.SET) if "XX" in value else False
    if mention.dating is None:
        return False
    moment = mention.dating.moment
    # parts of a year by beginning and end are quarters here and MOD knows no such difference: the whole unit decides
    whole = value_moment(value, None)
    return same(moment, gold) or (
        mod in _MODS and whole is not None and whole.contains(moment) and not moment.contains(whole)
    )


def same(one: Moment, other: Moment) -> bool:
    """Tell whether two times are the same days."""
    return one.contains(other) and other.contains(one)


def strip_tags(xml: str) -> tuple[str, list[tuple[int, int, str | None, str | None]]]:
    """Take the TIMEX2 tags out of a text; return it with (start, end, VAL, MOD) of each."""
    body = xml[xml.index("<TEXT>") + 6 : xml.index("</TEXT>")]
    text, gold, open_tags, at = "", [], [], 0
    for tag in re.finditer(r"<(/?)TIMEX2([^>]*)>", body):
        text += body[at : tag.start()]
        at = tag.end()
        if tag[1]:
            start, attributes = open_tags.pop()
            fields = dict(re.findall(r'(\w+)="([^"]*)"', attributes))
            gold.append((start, len(text), fields.get("val"), fields.get("mod")))
        else:
            open_tags.append((len(text), tag[2]))
    return text + body[at:], sorted(gold, key=lambda g: g[:2])


def ends(text: str, mention: TimeMention) -> list[TimeMention]:
    """Take a range that is written in one piece apart into its two ends, each with its own day, month or year."""
    parts = re.fullmatch(r"(.*?)(\s*[-–—]\s*|\s+(?:to|and)\s+)(.*)", mention.evidence.words)
    moment = mention.dating.moment if mention.dating else None
    if parts is None or moment is None or moment.edtf.count("/") == 0 or ".." in moment.edtf:
        return [mention]
    if not re.search(r"\d|^[A-Z]", parts[1]) or not re.search(r"\d|^[A-Z]", parts[3]):
        return [mention]
    sides = moment.edtf.split("/")
    if len(sides[0].lstrip("-")) == 4:
        said = [Moment(side) for side in sides]
    elif moment.earliest is None or moment.latest is None:
        return [mention]
    else:
        unit = "day" if moment.days is not None and moment.days < 32 else "month"
        said = [Period.of(unit, day).moment() for day in (moment.earliest, moment.latest)]
    start = mention.evidence.start
    found = []
    for group, told in ((1, said[0]), (3, said[1])):
        a, b = start + parts.start(group), start + parts.end(group)
        evidence = Evidence.at(text, a, b)
        dating = replace(mention.dating, moment=told, evidence=evidence)  # type: ignore[type-var]
        found.append(replace(mention, evidence=evidence, dating=dating))
    return found


def compare(folder: Path) -> tuple[Counter[str], list[str]]:
    """Count gold, predicted, and matches of four kinds over all documents."""
    counts: Counter[str] = Counter()
    wrong = []
    for path in sorted(folder.glob("*.xml")):
        text, gold = strip_tags(path.read_text("utf-8"))
        counts["no value"] += sum(g[2] is None for g in gold)
        gold = [g for g in gold if g[2] is not None]
        mentions = [end for m in times_of(document_of(text, None), bare=True) for end in ends(text, m)]
        counts["gold"] += len(gold)
        counts["ours"] += len(mentions)
        used: set[int] = set()
        for start, end, value, mod in gold:
            near = [
                i for i, m in enumerate(mentions) if i not in used and m.evidence.start < end and start < m.evidence.end
            ]
            if not near:
                wrong.append(
                    f"{path.name} missed {text[start:end]!r} {value} … {text[max(0, start - 30) : end + 20]!r}"
                )
                continue
            i = min(near, key=lambda i: abs(mentions[i].evidence.start - start) + abs(mentions[i].evidence.end - end))
            used.add(i)
            mention = mentions[i]
            strict = (mention.evidence.start, mention.evidence.end) == (start, end)
            right = value_right(str(value), mod, mention)
            counts["lenient"] += 1
            counts["strict"] += strict
            counts["lenient value"] += right
            counts["strict value"] += right and strict
            if not right or not strict:
                got = mention.dating.moment.edtf if mention.dating else f"{mention.kind} {mention.missing}"
                label = "extent" if right else "value "
                wrong.append(
                    f"{path.name} {label} {text[start:end]!r} {value} {mod or ''} / {mention.evidence.words!r} {got}"
                )
        for i, m in enumerate(mentions):
            if i not in used:
                wrong.append(
                    f"{path.name} spurious {m.evidence.words!r} … {text[m.evidence.start - 30 : m.evidence.end + 20]!r}"
                )
    return counts, wrong


def measure(folder: Path) -> Figures:
    """Find the times of every narrative; the items are the annotated expressions that have a value."""
    counts, wrong = compare(folder)
    scores = {f"{kind} F1": f1(counts[kind], counts["ours"], counts["gold"]) for kind in KINDS}
    lines = [
        f"{counts['gold']} annotated with a value, {counts['ours']} found, {counts['no value']} without one left out"
    ]
    return Figures("wikiwars", counts["gold"], digest_of(folder.glob("*.xml")), scores, lines=lines, errors=wrong)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "wikiwars", marker="*.xml"))

"""Score the time finder against annotated expressions: first and last day, and TIMEX2 extents and values.

Usage: python benchmarks/times.py FOLDER, where FOLDER holds `corpus/times_dev.json` and `benchmarks/wikiwars/*.xml`.
Nothing of either set is part of the project; where the folder is absent the script says so and exits 0.

Metrics. Days: share of annotated dates for which an overlapping mention has the same first and last day. WikiWars
(Mazur and Dale 2010): lenient F (any overlap), strict F (same extent), and both with the value right. A value is right
where the days are those of VAL and MOD under the house's calibration of parts, or the length is that of a P value; the
expressions without VAL and the header's date are left out; a range in one piece ("6-7 May") is scored as its two ends,
since TIMEX2 tags them apart; dates BC stay in (and are lost).
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from dataclasses import replace
from datetime import date
from pathlib import Path

from dateline.finding.mentions import TimeKind, TimeMention
from dateline.finding.time_values import Period, length_of
from dateline.finding.times import find_times
from dateline.language import parse
from dateline.model import Document, Evidence, Moment, WhenMissing

_MODS = {"START": "early", "MID": "mid", "END": "late"}
_SEASONS = {"SP": 3, "SU": 6, "FA": 9, "AU": 9, "WI": 12}


def document_of(text: str, published: str | None) -> Document:
    """Make a document of a text alone."""
    return Document("d", "0", text, published=Moment(published) if published else None)


def times_of(document: Document, *, bare: bool = False) -> list[TimeMention]:
    """Parse paragraph by paragraph and find the times."""
    pieces, at = [], 0
    for line in document.text.split("\n"):
        pieces.append((at, line))
        at += len(line) + 1
    return [m for row in find_times(document, parse(pieces), bare=bare) for m in row]


def days(items: list[dict[str, str | None]], folder: Path) -> tuple[Counter[str], list[str]]:
    """Count the annotated dates found, and those with the right days, in their sentence alone and in the whole page."""
    counts: Counter[str] = Counter()
    wrong = []
    pages: dict[str, tuple[Document, list[TimeMention]]] = {}
    for path in sorted(folder.glob("seeds/*.txt")):
        stated = next((i["publication"] for i in items if i["doc"] == path.name[:3]), None)
        page = document_of(path.read_text("utf-8"), stated)
        if stated:
            pages[path.name[:3]] = (page, times_of(page))
    for item in items:
        sentence, words = str(item["sentence"]), str(item["expression"])
        alone = document_of(sentence, item["publication"])
        verdicts = {"sentence": verdict(item, times_of(alone), sentence.find(words), len(words))}
        page, mentions = pages[str(item["doc"])]
        # the gold shortens sentences: look for the expression with the words around it, widest first
        at = locate(page.text, sentence, words)
        if at is not None:
            verdicts["page"] = verdict(item, mentions, at, len(words))
        for how, (found, right, got) in verdicts.items():
            counts[f"{how} all"] += 1
            counts[f"{how} found"] += found
            counts[f"{how} right"] += right
            if not right:
                wrong.append(f"{how}: {words!r} should be {item['start']}..{item['end']}, is {got}")
    return counts, wrong


def locate(page: str, sentence: str, words: str) -> int | None:
    """Find where on the page the expression of a (possibly shortened) sentence stands."""
    at = sentence.find(words)
    for reach in (40, 25, 15, 8):
        left = max(0, at - reach)
        around = sentence[left : at + len(words) + reach]
        for piece, shift in (
            (around, at - left),
            (sentence[left : at + len(words)], at - left),
            (sentence[at : at + len(words) + reach], 0),
        ):
            place = page.find(piece)
            if place >= 0 and page.find(piece, place + 1) < 0:
                return place + shift
    return None


def verdict(item: dict[str, str | None], mentions: list[TimeMention], at: int, size: int) -> tuple[bool, bool, str]:
    """Tell whether an overlapping mention was found, and whether its days are those annotated."""
    near = [m for m in mentions if m.evidence.start < at + size and at < m.evidence.end]
    got = [
        (str(m.dating.moment.earliest), str(m.dating.moment.latest))
        if m.dating
        else (length_of(m.evidence.words), "None")
        for m in near
    ]
    return bool(near), (str(item["start"]), str(item["end"])) in got, ", ".join(f"{a}..{b}" for a, b in got)


def value_days(value: str, mod: str | None) -> tuple[str, str] | None:
    """Return first and last day of a TIMEX2 value, or None where it names no days.

    >>> value_days("1950-06", "END")
    ('1950-06-21', '1950-06-30')
    """
    plain = value.split("T")[0]
    try:
        if match := re.fullmatch(r"(\d{4})-(\d\d)-(\d\d)", plain):
            period = Period.of("day", date(*map(int, match.groups())))
        elif match := re.fullmatch(r"(\d{4})-W(\d\d)", plain):
            period = Period.of("week", date.fromisocalendar(int(match[1]), int(match[2]), 1))
        elif match := re.fullmatch(r"(\d{4})-(\d\d)", plain):
            period = Period.month(int(match[1]), int(match[2]))
        elif match := re.fullmatch(r"(\d{4})-(SP|SU|FA|AU|WI)", plain):
            period = Period.season(int(match[1]), _SEASONS[match[2]])
        elif re.fullmatch(r"\d{4}", plain):
            period = Period.year(int(plain))
        elif re.fullmatch(r"\d{3}", plain):
            period = Period.years(int(plain) * 10, int(plain) * 10 + 9)
        elif re.fullmatch(r"\d\d", plain):
            period = Period.years(int(plain) * 100 + 1, int(plain) * 100 + 100)
        else:
            return None
    except ValueError:
        return None
    period = period.part(_MODS.get(mod or ""))
    return str(period.first), str(period.last)


def value_right(value: str, mod: str | None, mention: TimeMention) -> bool:
    """Tell whether a mention says what VAL says."""
    if value.startswith("P") and value[1:2] in "TX0123456789":
        return length_of(mention.evidence.words) == value
    if value.endswith("_REF"):
        return mention.kind is TimeKind.DATE and mention.missing is WhenMissing.VAGUE
    gold = value_days(value, mod)
    if gold is None:
        return (mention.kind is TimeKind.SET) if "XX" in value else False
    if mention.dating is None:
        return False
    moment = mention.dating.moment
    first, last = str(moment.earliest), str(moment.latest)
    # parts of a year by beginning and end are quarters here and MOD knows no such difference: the whole unit decides
    whole = value_days(value, None)
    return (first, last) == gold or (
        mod in _MODS and whole is not None and whole[0] <= first <= last <= whole[1] and (first, last) != whole
    )


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
    if (
        parts is None
        or moment is None
        or moment.earliest is None
        or moment.latest is None
        or moment.edtf.count("/") == 0
    ):
        return [mention]
    if not re.search(r"\d|^[A-Z]", parts[1]) or not re.search(r"\d|^[A-Z]", parts[3]):
        return [mention]
    whole_years = len(moment.edtf.split("/")[0]) == 4
    unit = "year" if whole_years else "day" if moment.days is not None and moment.days < 32 else "month"
    start = mention.evidence.start
    found = []
    for group, day in ((1, moment.earliest), (3, moment.latest)):
        a, b = start + parts.start(group), start + parts.end(group)
        evidence = Evidence.at(text, a, b)
        dating = replace(mention.dating, moment=Period.of(unit, day).moment(), evidence=evidence)  # type: ignore[type-var]
        found.append(replace(mention, evidence=evidence, dating=dating))
    return found


def wikiwars(folder: Path) -> tuple[Counter[str], list[str]]:
    """Count gold, predicted, and matches of four kinds over all documents."""
    counts: Counter[str] = Counter()
    wrong = []
    for path in sorted(folder.glob("*.xml")):
        text, gold = strip_tags(path.read_text("utf-8"))
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


def f1(hits: int, gold: int, ours: int) -> float:
    """Return the harmonic mean of precision and recall, in percent.

    >>> f1(1, 2, 2)
    50.0
    """
    return 200 * hits / (gold + ours) if gold + ours else 0.0


def main(arguments: list[str]) -> int:
    folder = Path(arguments[0]) if arguments else Path("shared")
    if not (folder / "corpus" / "times_dev.json").exists():
        print(
            f"{folder} holds no annotated times; give the folder that has corpus/ and benchmarks/. Nothing was scored."
        )
        return 0
    items = json.loads((folder / "corpus" / "times_dev.json").read_text("utf-8"))
    counts, wrong = days(items, folder / "corpus")
    for how in ("sentence", "page"):
        print(f"days, {how}: found {counts[f'{how} found']}, right {counts[f'{how} right']} of {counts[f'{how} all']}")
    scores, more = wikiwars(folder / "benchmarks" / "wikiwars")
    print(f"wikiwars: {scores['gold']} annotated, {scores['ours']} found")
    for kind in ("lenient", "strict", "lenient value", "strict value"):
        print(f"  {kind:13} F {f1(scores[kind], scores['gold'], scores['ours']):5.1f}")
    if "--errors" in arguments:
        print("\n".join(wrong + more))
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

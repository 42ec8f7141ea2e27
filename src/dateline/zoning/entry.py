"""One entry of a bibliography: who wrote what, where it was published, when, from the way it is written.

Invariant: an entry is a whole line that is nothing but a citation, and every part of it is words of that line. Some
shapes are citations wherever they stand (a title in quotation marks with outlet and date, a year in brackets behind
authors); the rest are read only where a list of works was announced, since prose can look like them. A part that the
shape does not give stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from dateline.model import Moment
from dateline.zoning.dates import Order
from dateline.zoning.entry_parts import (
    YEAR,
    Context,
    Side,
    are_names,
    authors_of,
    closed,
    dated_parts,
    day_in,
    domain_of,
    has_outlet_word,
    is_known_outlet,
    is_named,
    merged,
    moment_of,
    outlet_of,
    title_of,
    without_access,
    without_date,
    without_number,
    without_url,
    without_words,
)
from dateline.zoning.lines import words_of

__all__ = ["LONGEST", "Entry", "read_entry"]

LONGEST = 700  # characters; the longest entry of a real list (eight authors, a long title, an address) has 500
_LONG_OUTLET = 10  # words
_LONG_TITLE = 40  # words

_BACK = re.compile(r"[↑^]\s*(?:[a-z]\s+)*(?:Jump up\S*\s+)?")  # the way back to the text, in lists of notes
_DASH = re.compile(r"[-–—―•*‣·]+\s*")
_LINK = re.compile(r"\[(?P<title>[^\][]{3,300})\]\(\s*<?(?P<url>https?://[^\s)>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_QUOTED = re.compile(r"(?P<lead>[^“”\"„«»]{0,160}?)[“\"„«](?P<title>.{3,300})[”\"“»](?P<rest>[^“”\"„«»]{0,160})")
_BRACKETED = re.compile(
    rf"(?P<lead>[^(]{{2,160}}?)\s*"
    rf"\((?P<date>{YEAR}[a-z]?(?:,[^()]{{3,20}})?|[^()]{{3,24}}\s{YEAR}|n\.\s?d\.)\)[.,:]?\s+(?P<rest>.+)"
)
_STOP = re.compile(r"(?<=[.?!])\s+")
_CUTS = (r"\s+[–—|]\s+|\s+-\s+", r":\s+", r",\s+")  # between outlet and title, the surest first


@dataclass(frozen=True, slots=True)
class Entry:
    """Hold one entry; `lead` is what stands before its title, as written.

    `continues` tells that a dash stands for the author above; `is_dated` that a date is there, read or not; `is_sure`
    that the shape alone tells a citation from prose; `side` where the outlet stood, where the words of it told that.
    """

    lead: str
    title: str | None
    outlet: str | None
    moment: Moment | None
    is_dated: bool
    authors: tuple[str, ...] = ()
    continues: bool = False
    url: str | None = None
    is_sure: bool = False
    side: Side | None = None


def read_entry(
    text: str, *, announced: bool, order: Order | None = None, latest: date | None = None, side: Side | None = None
) -> Entry | None:
    """Read a line that is an entry and nothing else, or return None.

    `announced` tells that it stands below a heading of works, `order` how the document writes slash dates, `latest`
    its own date, `side` where its other entries have the outlet.

    >>> entry = read_entry("Reed, A. (2016, April 5). Port closed. Coast Daily.", announced=False)
    >>> entry.authors, entry.title, entry.outlet, entry.moment.edtf
    (('Reed, A.',), 'Port closed', 'Coast Daily', '2016-04-05')
    """
    if not 8 <= len(text) <= LONGEST or (text.isupper() and not announced):
        return None  # where all is in capitals, they tell no name from a sentence
    context = Context(order, latest, side)
    back = _BACK.match(text) if announced else None
    bare = without_number(text[back.end() :] if back else text)
    dash = _DASH.match(bare)
    bare = bare[dash.end() :].strip() if dash else bare
    link = _LINK.search(bare)
    url, words = (link["url"], bare) if link else without_url(bare)
    words = without_access(words)
    shapes: list[Callable[[str], Entry | None]] = [partial(_quoted, dashed=bool(dash), context=context)]
    if link:
        shapes = [partial(_linked, link=link, context=context)]
    shapes.append(partial(_with_year, context=context))
    if announced:
        shapes += [partial(_parted, context=context), partial(_sided, context=context), partial(_only_url, url=url)]
    entry = next((found for shape in shapes if (found := shape(words))), None)
    if entry is None:
        return None
    moment = entry.moment
    if moment is None and not entry.is_dated and url:
        moment = day_in(url, latest)
    return replace(
        entry, authors=authors_of(entry.lead), url=url, moment=moment, is_dated=entry.is_dated or moment is not None
    )


def _quoted(text: str, *, dashed: bool, context: Context) -> Entry | None:
    """Read `Author, “Title,” Outlet, date`."""
    match = _QUOTED.fullmatch(text)
    if not match:
        return None
    lead, told = match["lead"].strip(), None
    year = re.search(rf"\((?P<date>[^()]*{YEAR}[^()]*)\)[.,:]?$", lead)
    if year:
        told = moment_of(year["date"], context)
        lead = lead[: year.start()]
    lead = without_words("references.signals", lead.strip().strip(",:").strip())
    if told is None and re.search(r"\d", lead):
        lead, told, _ = without_date(lead, context)
    if (lead and not are_names(lead)) or '"' in match["title"]:
        return None
    rest = match["rest"].strip().strip(".,;").strip()
    parts, moment, dated = dated_parts(rest, context)
    outlet = outlet_of(without_words("references.within", ", ".join(parts))) if parts else None
    if parts and outlet is None:
        return None
    moment, dated = moment or told, dated or told is not None
    if not dated and not outlet:
        return None
    continues = dashed and not lead
    if not lead and not continues and not outlet:
        return None
    return Entry(lead, title_of(match["title"]), outlet, moment, dated, continues=continues, is_sure=dated)


def _linked(text: str, *, link: re.Match[str], context: Context) -> Entry | None:
    """Read a Markdown link whose words are the title: `[Title](address), Outlet, date`."""
    lead = text[: link.start()].strip().strip(",:–—-").strip()
    rest = text[link.end() :].strip().lstrip(".,;:–—-|").strip().rstrip(".")
    if lead and not are_names(lead):
        return None
    parts, moment, dated = dated_parts(rest, context)
    outlet = outlet_of(", ".join(parts)) if parts else None
    if parts and outlet is None:
        return None
    title = title_of(link["title"].strip('“”"«»„'))
    return Entry(lead, title, outlet or domain_of(link["url"]), moment, dated, is_sure=dated and bool(parts))


def _with_year(text: str, *, context: Context) -> Entry | None:
    """Read `Family, G. (2008, June 14). Title. Outlet.`"""
    match = _BRACKETED.fullmatch(re.sub(r"^\d{1,3}\s+(?=[^\W\d_])", "", text))
    if not match or not are_names(match["lead"]):
        return None
    parts = [part.rstrip(".").strip() for part in _STOP.split(match["rest"]) if part.strip(" .")]
    parts = [part for part in parts if part]
    if not parts or len(words_of(match["rest"])) > _LONG_TITLE + _LONG_OUTLET:
        return None
    raw = re.sub(rf"^({YEAR})[a-z]?,?\s*(.*)$", r"\2 \1", match["date"]).strip()
    moment = moment_of(raw, context)
    outlet = outlet_of(without_words("references.within", parts[-1])) if len(parts) > 1 else None
    if len(parts) > 1 and outlet is None:
        return None
    title = ". ".join(parts[:-1] if outlet else parts)
    lead = match["lead"].strip().strip(",").strip()
    if not is_named(title):
        return None
    # "Basra (2008). The army moved in. Fighting began." has the shape too, but no names at its ends.
    is_sure = outlet is not None and are_names(outlet) and ("," in lead or "," in match["date"])
    return Entry(lead, title_of(title), outlet, moment, True, is_sure=is_sure)


def _parted(text: str, *, context: Context) -> Entry | None:
    """Read `Family, Given. Title. Outlet, date.`: parts that full stops set off, the last of them dated."""
    parts = merged([part.strip() for part in _STOP.split(text) if part.strip(" .")])
    if len(parts) < 2:
        return None
    rest, moment, dated = dated_parts(parts[-1].rstrip("."), context)
    if dated and not rest and len(parts) > 2:  # the date is a part of its own
        parts = parts[:-1]
        rest = [part.strip() for part in parts[-1].rstrip(".").split(",")]
    names, body = ("", parts[:-1]) if len(parts) == 2 else (parts[0], parts[1:-1])
    if body and re.fullmatch(rf"{YEAR}\.?", body[0]):
        year, body = body[0].rstrip("."), body[1:]
        moment = moment_of(f"{rest[-1]} {year}", context) if rest else None
        rest = rest[:-1] if moment else rest
        moment, dated = moment or Moment(year), True
    outlet = outlet_of(", ".join(rest)) if rest else None
    if not body or outlet is None or not dated:
        return None
    if names and not are_names(names):
        names, body = "", [names, *body]
    if len(parts) == 2 and not is_known_outlet(outlet) and not has_outlet_word(outlet):
        return None
    return Entry(closed(names), title_of(" ".join(body)), outlet, moment, dated)


def _sided(text: str, *, context: Context) -> Entry | None:
    """Read `Outlet: Title (date)`, `Title – Outlet, date` and the like: the outlet is the end that is known as one."""
    closing = re.search(r"\(([^()]{4,80})\)\.?$", text)
    if closing:
        parts, moment, dated = dated_parts(closing[1], context)
        if dated and parts:
            return _if_title(text[: closing.start()], ", ".join(parts), moment, dated, "last")
    ends_sentence = text.endswith((".", "!", "?", "”", '"'))
    text, moment, dated = without_date(text.rstrip("."), context)
    inner = re.search(r"\(([^()]{2,60})\)$", text)
    if inner and outlet_of(inner[1]) and (is_known_outlet(inner[1]) or has_outlet_word(inner[1])):
        return _if_title(text[: inner.start()], inner[1].strip(), moment, dated, "last")
    for cut in _CUTS:
        ends = [(m.start(), m.end()) for m in re.finditer(cut, text)]
        if not ends:
            continue
        first = text[: ends[0][0]].strip(), text[ends[0][1] :].strip()
        last = text[ends[-1][1] :].strip(), text[: ends[-1][0]].strip()
        for told in (is_known_outlet, has_outlet_word):
            if told(first[0]) and not told(last[0]):
                return _if_title(first[1], first[0], moment, dated, "first")
            if told(last[0]) and not told(first[0]):
                return _if_title(last[1], last[0], moment, dated, "last")
        if context.side and dated:
            name, title = first if context.side == "first" else last
            return _if_title(title, name, moment, dated, None)
    if dated and not ends_sentence and 2 <= len(words_of(text)) <= _LONG_TITLE and is_named(text):
        return Entry("", title_of(text), None, moment, dated)
    return None


def _if_title(title: str, outlet: str, moment: Moment | None, dated: bool, side: Side | None) -> Entry | None:
    title = title.strip().strip(",;:–—-|").strip()
    if not outlet_of(outlet) or not 2 <= len(words_of(title)) <= _LONG_TITLE or not is_named(title):
        return None
    return Entry("", title_of(title), outlet, moment, dated, side=side)


def _only_url(text: str, *, url: str | None) -> Entry | None:
    if not url or len(words_of(text)) > 0:
        return None
    return Entry("", None, domain_of(url), None, False, url=url)

"""One entry of a bibliography: who wrote what, where it was published, when, from the way it is written.

Invariant: an entry is a whole line that is nothing but a citation, and every part of it is words of that line. Some
shapes are citations wherever they stand (a title in quotation marks with outlet and date, a year in brackets behind
authors); the rest are read only where a list of works was announced, since prose can look like them. A part that the
shape does not give stays empty.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache, partial
from urllib.parse import urlsplit

from dateline.errors import MomentError
from dateline.knowledge.outlets import open_outlets
from dateline.model import Moment
from dateline.zoning.cues import cues
from dateline.zoning.dates import Order, date_spans, read_date
from dateline.zoning.lines import words_of

__all__ = ["LONGEST", "Entry", "Side", "note_number", "read_entry"]

LONGEST = 700  # characters; the longest entry of a real list (eight authors, a long title, an address) has 500
_LONG_LEAD = 20  # words of authors; the longest lists of a bibliography name four or five people
_LONG_NAME = 7  # words of one author, who may be an institution
_LONG_OUTLET = 10  # words
_LONG_TITLE = 40  # words

_NUMBER = re.compile(r"(?:\[\^?(\d{1,3})\]:?|\((\d{1,3})\)|(\d{1,3})[.)\]:](?!\d)|([¹²³⁰-⁹]{1,3})|\^(\d{1,3}))\s*")
_BACK = re.compile(r"[↑^]\s*(?:[a-z]\s+)*(?:Jump up\S*\s+)?")  # the way back to the text, in lists of notes
_DASH = re.compile(r"[-–—―•*‣·]+\s*")
_URL = re.compile(r"[(<]?\b(?P<url>(?:https?://|www\.)[^\s<>]+?)[)>]?(?=[.,;]?(?:\s|$))[.,;]?")
_LINK = re.compile(r"\[(?P<title>[^\][]{3,300})\]\(\s*<?(?P<url>https?://[^\s)>]+)>?(?:\s+\"[^\"]*\")?\s*\)")
_QUOTED = re.compile(
    r"(?P<lead>[^“”\"„«»]{0,160}?)[“\"„«](?P<title>.{3,300})[”\"“»](?P<rest>[^“”\"„«»]{0,160})"
)
_YEAR = r"(?:19|20)\d\d"
_BRACKETED = re.compile(rf"(?P<lead>[^(]{{2,160}}?)\s*\((?P<date>{_YEAR}[a-z]?(?:,[^()]{{3,20}})?|[^()]{{3,24}}\s{_YEAR}|n\.\s?d\.)\)[.,:]?\s+(?P<rest>.+)")  # fmt: skip
_STOP = re.compile(r"(?<=[.?!])\s+")
_NO_DATE = re.compile(r"n\.\s?d\.?|no date|o\.\s?D\.?|s\.\s?d\.?", re.IGNORECASE)
_SLASHED = re.compile(r"\d{1,2}\s?[/.-]\s?\d{1,2}\s?[/.-]\s?\d{2,4}")
_PATH_DAY = re.compile(r"/((?:19|20)\d\d)[/-]?(0?[1-9]|1[0-2])[/-]?(0?[1-9]|[12]\d|3[01])(?:[/_.-]|$)")
_CUTS = (r"\s+[–—|]\s+|\s+-\s+", r":\s+", r",\s+", r"\.\s+")


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


Side = str  # "first" or "last": which end of `Outlet: Title` names the outlet


@dataclass(frozen=True, slots=True)
class _Context:
    order: Order | None
    latest: date | None
    side: Side | None


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
    context = _Context(order, latest, side)
    bare = text.strip()
    for before in (_BACK, _NUMBER) if announced else (_NUMBER,):
        bare = bare[match.end() :] if (match := before.match(bare)) else bare
    dash = _DASH.match(bare)
    bare = bare[dash.end() :].strip() if dash else bare
    link = _LINK.search(bare)
    url, words = (link["url"], bare) if link else _without_url(bare)
    words = _without_access(words)
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
        moment = _day_in(url, latest)
    return replace(
        entry, authors=_authors(entry.lead), url=url, moment=moment, is_dated=entry.is_dated or moment is not None
    )


def note_number(text: str) -> int | None:
    """Return the number of a note from the way its line begins.

    >>> note_number("[3] Reed, Ann"), note_number("² Reed, Ann"), note_number("2016 was dry")
    (3, 2, None)
    """
    match = _NUMBER.match(_BACK.sub("", text.strip(), count=1))
    if not match:
        return None
    digits = next(group for group in match.groups() if group)
    return int("".join(str("⁰¹²³⁴⁵⁶⁷⁸⁹".index(d)) if d in "⁰¹²³⁴⁵⁶⁷⁸⁹" else d for d in digits))


def _without_url(text: str) -> tuple[str | None, str]:
    found = _URL.search(text)
    if not found:
        return None, text
    url = found["url"].rstrip(".,;)")
    return (url if "://" in url else f"http://{url}"), _URL.sub("", text).strip().rstrip(",;<(")


@lru_cache(maxsize=1)
def _tails() -> re.Pattern[str]:
    words = cues().words
    accessed = "|".join(re.escape(w) for w in words["references.accessed"])
    pages = "|".join(re.escape(w) for w in words["references.pages"])
    return re.compile(
        rf"[\s.,;([]+(?:{accessed})\b[^“”\"]*$|"
        rf"(?:(?<=\w)\s+\d{{1,3}})?[\s.,;([]+(?:{pages})\b\.?\s*\d[\d\s–-]*[)\].]*$|"
        r"[\s.,;]+\d{1,4}\s?\(\d{1,3}\)(?:[,:]\s?[\d–-]+)?\.?$|"
        r"(?<=\)):\s*\d+\s?[–-]\s?\d+\.?$",
        re.IGNORECASE,
    )


def _without_access(text: str) -> str:
    """Take off "Retrieved 3 May 2010" and "vol. 3, pp. 4-9": neither is title, outlet or date."""
    for _ in range(3):
        shorter = _tails().sub("", text)
        if shorter == text:
            break
        text = shorter
    return text


def _without_words(key: str, text: str) -> str:
    """Take one of the words of `key` off the front of a text, however it is written there."""
    for word in sorted(cues().words[key], key=lambda w: (-len(w), w)):
        if text.lower().startswith(f"{word} "):
            return text[len(word) :].strip()
    return text


def _quoted(text: str, *, dashed: bool, context: _Context) -> Entry | None:
    """Read `Author, “Title,” Outlet, date`."""
    match = _QUOTED.fullmatch(text)
    if not match:
        return None
    lead, told = match["lead"].strip(), None
    year = re.search(rf"\((?P<date>[^()]*{_YEAR}[^()]*)\)[.,:]?$", lead)
    if year:
        told = _moment(year["date"], context)
        lead = lead[: year.start()]
    lead = _without_words("references.signals", lead.strip().strip(",:").strip())
    if told is None and re.search(r"\d", lead):
        lead, told, _ = _without_date(lead, context)
    if (lead and not _are_names(lead)) or '"' in match["title"]:
        return None
    rest = match["rest"].strip().strip(".,;").strip()
    parts, moment, dated = _dated_parts(rest, context)
    outlet = _outlet(_without_words("references.within", ", ".join(parts))) if parts else None
    if parts and outlet is None:
        return None
    moment, dated = moment or told, dated or told is not None
    if not dated and not outlet:
        return None
    continues = dashed and not lead
    if not lead and not continues and not outlet:
        return None
    return Entry(lead, _title(match["title"]), outlet, moment, dated, continues=continues, is_sure=dated)


def _linked(text: str, *, link: re.Match[str], context: _Context) -> Entry | None:
    """Read a Markdown link whose words are the title: `[Title](address), Outlet, date`."""
    lead = text[: link.start()].strip().strip(",:–—-").strip()
    rest = text[link.end() :].strip().lstrip(".,;:–—-|").strip().rstrip(".")
    if lead and not _are_names(lead):
        return None
    parts, moment, dated = _dated_parts(rest, context)
    outlet = _outlet(", ".join(parts)) if parts else None
    if parts and outlet is None:
        return None
    title = _title(link["title"].strip("“”\"«»„"))
    return Entry(lead, title, outlet or _domain(link["url"]), moment, dated, is_sure=dated and bool(parts))


def _with_year(text: str, *, context: _Context) -> Entry | None:
    """Read `Family, G. (2008, June 14). Title. Outlet.`"""
    match = _BRACKETED.fullmatch(re.sub(r"^\d{1,3}\s+(?=[^\W\d_])", "", text))
    if not match or not _are_names(match["lead"]):
        return None
    parts = [part.rstrip(".").strip() for part in _STOP.split(match["rest"]) if part.strip(" .")]
    parts = [part for part in parts if part]
    if not parts or len(words_of(match["rest"])) > _LONG_TITLE + _LONG_OUTLET:
        return None
    raw = re.sub(rf"^({_YEAR})[a-z]?,?\s*(.*)$", r"\2 \1", match["date"]).strip()
    moment = _moment(raw, context)
    outlet = _outlet(_without_words("references.within", parts[-1])) if len(parts) > 1 else None
    if len(parts) > 1 and outlet is None:
        return None
    title = ". ".join(parts[:-1] if outlet else parts)
    lead = match["lead"].strip().strip(",").strip()
    if not _is_named(title):
        return None
    # "Basra (2008). The army moved in. Fighting began." has the shape too, but no names at its ends.
    is_sure = outlet is not None and _are_names(outlet) and ("," in lead or "," in match["date"])
    return Entry(lead, _title(title), outlet, moment, True, is_sure=is_sure)


def _parted(text: str, *, context: _Context) -> Entry | None:
    """Read `Family, Given. Title. Outlet, date.`: parts that full stops set off, the last of them dated."""
    parts = _merged([part.strip() for part in _STOP.split(text) if part.strip(" .")])
    if len(parts) < 2:
        return None
    rest, moment, dated = _dated_parts(parts[-1].rstrip("."), context)
    if dated and not rest and len(parts) > 2:  # the date is a part of its own
        parts = parts[:-1]
        rest = [part.strip() for part in parts[-1].rstrip(".").split(",")]
    names, body = ("", parts[:-1]) if len(parts) == 2 else (parts[0], parts[1:-1])
    if body and re.fullmatch(rf"{_YEAR}\.?", body[0]):
        year, body = body[0].rstrip("."), body[1:]
        moment = _moment(f"{rest[-1]} {year}", context) if rest else None
        rest = rest[:-1] if moment else rest
        moment, dated = moment or Moment(year), True
    outlet = _outlet(", ".join(rest)) if rest else None
    if not body or outlet is None or not dated:
        return None
    if names and not _are_names(names):
        names, body = "", [names, *body]
    if len(parts) == 2 and not _is_known(outlet) and not _has_outlet_word(outlet):
        return None
    return Entry(names.rstrip(".") if "," not in names else _closed(names), _title(" ".join(body)), outlet, moment, dated)  # fmt: skip


def _sided(text: str, *, context: _Context) -> Entry | None:
    """Read `Outlet: Title (date)`, `Title – Outlet, date` and the like: the outlet is the end that is known as one."""
    ends_sentence = text.endswith((".", "!", "?", "”", '"'))
    text, moment, dated = _without_date(text.rstrip("."), context)
    inner = re.search(r"\(([^()]{2,60})\)$", text)
    if inner and _outlet(inner[1]) and (_is_known(inner[1]) or _has_outlet_word(inner[1])):
        return _if_title(text[: inner.start()], inner[1].strip(), moment, dated, "last")
    for cut in _CUTS[:3]:
        ends = [(m.start(), m.end()) for m in re.finditer(cut, text)]
        if not ends:
            continue
        first = text[: ends[0][0]].strip(), text[ends[0][1] :].strip()
        last = text[ends[-1][1] :].strip(), text[: ends[-1][0]].strip()
        for told in (_is_known, _has_outlet_word):
            if told(first[0]) and not told(last[0]):
                return _if_title(first[1], first[0], moment, dated, "first")
            if told(last[0]) and not told(first[0]):
                return _if_title(last[1], last[0], moment, dated, "last")
        if context.side and dated:
            name, title = first if context.side == "first" else last
            return _if_title(title, name, moment, dated, None)
    if dated and not ends_sentence and 2 <= len(words_of(text)) <= _LONG_TITLE and _is_named(text):
        return Entry("", _title(text), None, moment, dated)
    return None


def _if_title(title: str, outlet: str, moment: Moment | None, dated: bool, side: Side | None) -> Entry | None:
    title = title.strip().strip(",;:–—-|").strip()
    if not _outlet(outlet) or not 2 <= len(words_of(title)) <= _LONG_TITLE or not _is_named(title):
        return None
    return Entry("", _title(title), outlet, moment, dated, side=side)


def _only_url(text: str, *, url: str | None) -> Entry | None:
    if not url or len(words_of(text)) > 0:
        return None
    return Entry("", None, _domain(url), None, False, url=url)


def _without_date(text: str, context: _Context) -> tuple[str, Moment | None, bool]:
    """Take a date off either end: "(4 June 2012)", ", 4 June 2012", "4 June 2012: "."""
    inner = re.search(r"\(([^()]{4,30})\)$", text)
    if inner and (moment := _moment(inner[1], context)):
        return text[: inner.start()].strip(), moment, True
    parts, moment, dated = _dated_parts(text, context)
    if dated and parts:
        return ", ".join(parts), moment, dated
    for cut in (r":\s+", r"\s+[–—|-]\s+", r",\s+"):
        pieces = re.split(cut, text)
        for end, rest in ((pieces[-1], pieces[:-1]), (pieces[0], pieces[1:])):
            if rest and (moment := _moment(end, context)):
                at = text.index(rest[0])
                return text[at : text.rindex(rest[-1]) + len(rest[-1])], moment, True
    return text, None, False


def _dated_parts(rest: str, context: _Context) -> tuple[list[str], Moment | None, bool]:
    """Part what follows a title at its commas; return what is no date, the date from the last, whether there was one.

    A date may itself hold commas ("June 3", "2011"), and may stand in brackets, alone or with the outlet.
    """
    whole = re.fullmatch(r"\(([^()]+)\)\.?", rest)
    rest = whole[1] if whole and _dated_parts(whole[1], context)[2] else rest
    inner = re.search(r"\s*\(([^()]{4,30})\)$", rest)
    if inner and (moment := _moment(inner[1], context)):
        rest = _without_access(rest[: inner.start()])
        return [part.strip() for part in rest.split(",") if part.strip()], moment, True
    rest = _without_access(rest)
    spans = date_spans(rest)
    if spans and spans[-1][1] == len(rest) and (moment := _moment(rest[spans[-1][0] :], context)):
        rest = rest[: spans[-1][0]].rstrip(" .,;:–—-|")
        return [part.strip() for part in rest.split(",") if part.strip()], moment, True
    parts = [part.strip() for part in rest.split(",") if part.strip()]
    for many in (3, 2, 1):
        if len(parts) >= many:
            moment = _moment(", ".join(parts[-many:]), context)
            if moment:
                return parts[:-many], moment, True
    if parts and (_SLASHED.fullmatch(parts[-1].strip("()")) or _NO_DATE.fullmatch(parts[-1].strip("()"))):
        return parts[:-1], None, True
    return parts, None, False


def _moment(words: str, context: _Context) -> Moment | None:
    bare = words.strip().strip("()").strip(" .")
    if re.fullmatch(_YEAR, bare):
        return Moment(bare)
    if re.fullmatch(r"(?:19|20)\d\d-\d\d", bare):
        try:
            return Moment(bare)
        except MomentError:
            return None
    return read_date(bare, order=context.order, latest=context.latest)


def _day_in(url: str, latest: date | None) -> Moment | None:
    """Read the day that newspapers write into their addresses: `/2014/10/21/`."""
    found = _PATH_DAY.search(urlsplit(url).path)
    if not found:
        return None
    try:
        day = date(*map(int, found.groups()))
    except ValueError:
        return None
    return None if latest and day > latest else Moment.day(day)


def _domain(url: str) -> str | None:
    host = (urlsplit(url).hostname or "").removeprefix("www.")
    return host or None


def _title(words: str) -> str:
    """Return a title without what parts it from the outlet; the full stop of "U.S." is its own."""
    words = words.strip().rstrip(",").strip()
    return words if re.search(r"(?:\b[^\W\d_]\.|\.\.)$", words) else words.removesuffix(".").strip()


def _outlet(words: str) -> str | None:
    words = words.strip().strip(".,;").strip()
    if not words or words.startswith("(") or len(words_of(words)) > _LONG_OUTLET or not _is_named(words):
        return None
    return words


def _is_known(words: str) -> bool:
    return open_outlets().match(words) is not None


def _has_outlet_word(words: str) -> bool:
    found = words_of(words)
    names = frozenset(cues().words["head.outlet_words"])
    return 2 <= len(found) <= _LONG_NAME and any(w.lower() in names and w[0].isupper() for w in found)


def _is_named(words: str) -> bool:
    """Tell names from prose: a name begins with a capital, a digit or a script that has none."""
    first = next((c for c in words if c.isalnum()), "")
    return bool(first) and not first.islower()


def _are_names(lead: str) -> bool:
    """Tell people and institutions from a sentence: capitals all through, but for particles and joining words."""
    small = frozenset([*cues().words["references.particles"], *cues().words["references.joiners"]])
    found = words_of(lead.replace("&", " "))
    if not found or len(found) > _LONG_LEAD or lead.endswith(("!", "?", ":")):
        return False
    if any(w[0].islower() and w.lower() not in small and "." not in w and not _is_particled(w) for w in found):
        return False
    return _is_named(lead) and ("," in lead or len(found) <= _LONG_NAME)


def _is_particled(word: str) -> bool:
    """Tell "al-Kaabi" and "d’Arcy": a small word grown together with a name."""
    return bool(re.fullmatch(r"[a-z]{1,3}[-’'][^\W\d_][^\s]*", word)) and any(c.isupper() for c in word)


def _merged(parts: Sequence[str]) -> list[str]:
    """Put back together what the full stop of an initial or a joining word tore apart: "Smith, P." "J." "Title."."""
    joiners = frozenset(cues().words["references.joiners"])
    found: list[str] = []
    for part in parts:
        first = words_of(part)[:1]
        is_initial = re.fullmatch(r"(?:[^\W\d_]\.-?){1,3}(?:,)?", part) is not None
        joins = bool(first) and first[0].lower() in joiners and first[0].islower()
        # "Thomas J." "Ito." is a name that is not turned round; "Ito, T." "Harbour shut." is one that is over
        unturned = len(found) == 1 and "," not in found[0] and re.search(r"\b[^\W\d_]\.$", found[0]) is not None
        if len(found) == 1 and (is_initial or joins or unturned or part.startswith("&")):
            found[-1] = f"{found[-1]} {part}"
        else:
            found.append(part)
    return found


def _closed(names: str) -> str:
    """Take off the full stop that ends the names, but not that of an initial."""
    return names if re.search(r"\b[^\W\d_]\.$", names) else names.rstrip(".")


def _authors(lead: str) -> tuple[str, ...]:
    """Split who wrote it, as written: "Reed, Ann and Cole, Tim" are two, "Voices of the Valley" is one.

    A joining word parts names only where a comma tells people from institutions that have such a word in their name.
    """
    lead = _closed(lead.strip().rstrip(",").strip())
    if not lead:
        return ()
    words = "|".join(map(re.escape, cues().words["references.joiners"]))
    joiner = re.compile(rf",?\s+(?:{words})\s+", re.IGNORECASE)
    pieces = [piece.strip() for piece in joiner.split(lead)] if "," in lead else [lead]
    found: list[str] = []
    for piece in pieces:
        halves = [half.strip() for half in piece.split(",") if half.strip()]
        if len(halves) % 2 == 0:
            found += [f"{family}, {given}" for family, given in zip(halves[::2], halves[1::2], strict=True)]
        else:
            found += [", ".join(halves[:2]), *halves[2:]] if len(halves) > 1 else halves
    return tuple(dict.fromkeys(found))

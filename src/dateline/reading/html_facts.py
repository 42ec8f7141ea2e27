"""What a page states about itself: title, authors, publisher, date, language, each with where it was said.

Invariant: a fact comes from a statement in the page or its address, never from a guess: no date of today, no year
from a copyright line, no site name taken for an author. Where the page states nothing the fact stays empty.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any
from urllib.parse import urlsplit

from dateline.errors import MomentError
from dateline.model import Moment
from dateline.reading.html_comments import tokens_of
from dateline.reading.html_words import markup_words
from dateline.reading.text import normalise

__all__ = ["Facts", "find_facts"]

Element = Any

_ISO = re.compile(r"\s*(\d{4})-?(\d\d)-?(\d\d)(?:[T ](\d\d:\d\d)?.*)?\s*\Z", re.DOTALL)
_IN_ADDRESS = re.compile(r"/((?:19|20)\d\d)/(0[1-9]|1[0-2])/(0[1-9]|[12]\d|3[01])(?=/|\Z|[-_])")
_CUTS = re.compile(r"\s+(?:[|»«•·–—-]|::)\s+|\s*[|»«]\s*")
_EARLIEST, _LATEST = "1990-01-01", "2099-12-31"  # given to htmldate, whose own latest day is today
_MOST_NODES = 5000  # of JSON-LD; a page that has more states nothing that the first ones do not


@dataclass(frozen=True, slots=True)
class Facts:
    """Hold what the page states about itself; `provenance` has a key for every fact that is not empty."""

    title: str | None = None
    authors: tuple[str, ...] = ()
    publisher: str | None = None
    published: Moment | None = None
    language: str | None = None
    provenance: Mapping[str, str] = field(default_factory=dict)


def find_facts(root: Element, *, article: Element, url: str | None, headings: Sequence[str] = ()) -> Facts:
    """Collect a page's facts from its JSON-LD, meta elements, headings, time elements and address, in this order.

    `article` is the page without its comments, where a date may be looked for: a comment's date is not the page's.
    """
    linked = _linked_data(root)
    metas = _metas(root)
    where: dict[str, str] = {}
    publisher = _first(where, "publisher", _publishers(linked, metas))
    title = _title(root, linked, metas, headings, publisher, where)
    authors = _authors(linked, metas, root, publisher, where)
    published = _published(article, linked, metas, url, where)
    language = _first(where, "language", _languages(root, linked, metas))
    return Facts(title, authors, publisher, published, language, where)


def _first(where: dict[str, str], fact: str, found: Iterator[tuple[str, str]]) -> str | None:
    for value, source in found:
        clean = " ".join(normalise(value).split())
        if clean and not _is_address(clean):
            where[fact] = source
            return clean
    return None


def _metas(root: Element) -> dict[str, list[str]]:
    metas: dict[str, list[str]] = {}
    for meta in root.iter("meta"):
        for name in ("property", "name", "itemprop", "http-equiv"):
            key = (meta.get(name) or "").strip().lower()
            if key and meta.get("content"):
                metas.setdefault(key, []).append(meta.get("content"))
    return metas


def _linked_data(root: Element) -> list[Mapping[str, Any]]:
    """Return the JSON-LD nodes that describe an article, outermost first."""
    types = set(markup_words().lists["facts.types"])
    found: list[Mapping[str, Any]] = []
    for script in root.iter("script"):
        if "ld+json" not in (script.get("type") or "").lower():
            continue
        try:
            queue: list[Any] = [json.loads((script.text or "").strip().rstrip(";"), strict=False)]
        except (ValueError, RecursionError):
            continue  # a broken or hostile script states nothing
        for _ in range(_MOST_NODES):
            if not queue:
                break
            node = queue.pop(0)
            if isinstance(node, list):
                queue.extend(node)
            elif isinstance(node, dict):
                kinds = node.get("@type")
                kinds = kinds if isinstance(kinds, list) else [kinds]
                if any(isinstance(kind, str) and kind.lower() in types for kind in kinds):
                    found.append(node)
                queue.extend(value for key in ("@graph", "mainEntity", "mainEntityOfPage") if (value := node.get(key)))
    return found


def _names(value: Any) -> Iterator[str]:
    for entry in value if isinstance(value, list) else [value]:
        name = entry.get("name") if isinstance(entry, dict) else entry
        for one in name if isinstance(name, list) else [name]:
            if isinstance(one, str) and one.strip() and not _is_address(one):
                yield " ".join(normalise(one).split())


def _is_address(words: str) -> bool:
    return words.strip().lower().startswith(("http:", "https:", "www."))


def _publishers(linked: Sequence[Mapping[str, Any]], metas: Mapping[str, list[str]]) -> Iterator[tuple[str, str]]:
    for key in markup_words().lists["facts.publisher"]:
        for value in metas.get(key, ()):
            yield value, f"html:meta:{key}"
    for node in linked:
        for name in _names(node.get("publisher")):
            yield name, "html:jsonld"


def _languages(
    root: Element, linked: Sequence[Mapping[str, Any]], metas: Mapping[str, list[str]]
) -> Iterator[tuple[str, str]]:
    said = [(root.get("lang") or root.get("{http://www.w3.org/XML/1998/namespace}lang") or "", "html:lang")]
    said += [(str(node.get("inLanguage") or ""), "html:jsonld") for node in linked]
    said += [
        (v, f"html:meta:{key}") for key in ("og:locale", "language", "content-language") for v in metas.get(key, ())
    ]
    for value, source in said:
        code = re.match(r"\s*([a-zA-Z]{2,3})(?![a-zA-Z])", value)
        if code:
            yield code[1].lower(), source


def _title(
    root: Element,
    linked: Sequence[Mapping[str, Any]],
    metas: Mapping[str, list[str]],
    headings: Sequence[str],
    publisher: str | None,
    where: dict[str, str],
) -> str | None:
    said: list[tuple[str, str]] = []
    for node in linked:
        said += [(name, "html:jsonld") for name in _names(node.get("headline"))]
    for key in markup_words().lists["facts.title"]:
        said += [(value, f"html:meta:{key}") for value in metas.get(key, ())]
    for element in root.iter("title"):
        said.append((element.text_content(), "html:title"))
    said = [(clean, source) for value, source in said if (clean := " ".join(normalise(value).split()))]
    for heading in headings:
        plain = " ".join(heading.split())
        # The heading that people see, where the page elsewhere says that it is the title.
        if len(plain) > 3 and plain != publisher and any(plain.lower() in value.lower() for value, _ in said):
            where["title"] = "html:h1"
            return plain
    for value, source in said:
        where["title"] = source
        return _without_site(value, publisher)
    if len(headings) == 1:
        where["title"] = "html:h1"
        return " ".join(headings[0].split())
    return None


def _without_site(title: str, publisher: str | None) -> str:
    """Cut the site's name from a title: a part that is the publisher, or a short last part after a bar.

    >>> _without_site("Talks resume in the capital | The Harbour Post", None)
    'Talks resume in the capital'
    """
    cuts = list(_CUTS.finditer(title))
    if not cuts:
        return title
    if publisher:
        for cut in cuts:
            if title[cut.end() :].lower().startswith(publisher.lower()):
                return title[: cut.start()]
        if title[: cuts[0].start()].lower() == publisher.lower():
            return title[cuts[0].end() :]
    last = cuts[-1]
    rest, site = title[: last.start()], title[last.end() :]
    if last[0].strip() in ("|", "»", "«", "::") and len(site.split()) <= 5 and len(rest.split()) >= 3:
        return _without_site(rest, publisher)
    return title


def _authors(
    linked: Sequence[Mapping[str, Any]],
    metas: Mapping[str, list[str]],
    root: Element,
    publisher: str | None,
    where: dict[str, str],
) -> tuple[str, ...]:
    found: list[tuple[list[str], str]] = [(list(_names(node.get("author"))), "html:jsonld") for node in linked]
    for key in markup_words().lists["facts.author"]:
        found.append(([n for value in metas.get(key, ()) for n in _names(value)], f"html:meta:{key}"))
    links = (" ".join(normalise(e.text_content()).split()) for e in root.iter("a") if e.get("rel") == "author")
    found.append(([name for name in links if name][:1], "html:rel"))  # later ones point to "all articles of"
    for names, source in found:
        kept = tuple(dict.fromkeys(n for n in names if _is_name(n) and n != publisher))
        if kept:
            where["authors"] = source
            return kept
    return ()


def _is_name(words: str) -> bool:
    """Tell a name from a link's or a company's label: a few words, letters mostly, no address."""
    return 0 < len(words.split()) <= 5 and not re.search(r"[@→»|/:]|\.\w{2,3}\Z|\d", words)


def _published(
    root: Element,
    linked: Sequence[Mapping[str, Any]],
    metas: Mapping[str, list[str]],
    url: str | None,
    where: dict[str, str],
) -> Moment | None:
    said = [(str(node.get("datePublished") or ""), "html:jsonld") for node in linked]
    for key in markup_words().lists["facts.published"]:
        said += [(value, f"html:meta:{key}") for value in metas.get(key, ())]
    for element in root.iter("time"):
        if element.get("pubdate") is not None or "datepublished" in (element.get("itemprop") or "").lower():
            said.append((element.get("datetime") or element.text_content(), "html:time"))
    for value, source in said:
        moment = _moment(value)
        if moment:
            where["published"] = source
            return moment
    in_address = _IN_ADDRESS.search(urlsplit(url).path) if url else None
    if in_address:
        moment = _moment("-".join(in_address.groups()))
        if moment:
            where["published"] = "html:url"
            return moment
    moment = _by_htmldate(root)
    if moment:
        where["published"] = "html:htmldate"
    return moment


def _moment(value: str) -> Moment | None:
    match = _ISO.match(value)
    if not match:
        return None
    year, month, day, _ = match.groups()
    try:
        return Moment(f"{year}-{month}-{day}") if date.fromisoformat(_EARLIEST).year <= int(year) else None
    except MomentError:
        return None


def _by_htmldate(root: Element) -> Moment | None:
    from htmldate import find_date  # a third of a second to import

    try:
        # Markup only (extensive_search would take any year that the text holds), the first date and not the last
        # change, and a latest day of our own: by default it is today, which is no property of the page.
        found = find_date(
            root,
            original_date=True,
            extensive_search=False,
            min_date=_EARLIEST,
            max_date=_LATEST,
            deferred_url_extractor=True,
        )
    except Exception:  # noqa: BLE001 - third-party heuristics over hostile markup: no date then
        return None
    moment = _moment(found) if found else None
    return moment if moment and _is_written(root, moment) else None


def _is_written(root: Element, moment: Moment) -> bool:
    """Tell whether the markup says of that day that it dates the page: in an attribute, or where dates are put.

    The library also takes days from the running text, and makes days of bare years.
    """
    day = moment.earliest
    if day is None:
        return False
    d, m, y = day.day, day.month, day.year
    month = r"[^\W\d]{3,12}"
    forms = (
        rf"{y}[-/.]?0?{m}[-/.]?0?{d}(?!\d)",
        rf"(?<!\d)0?{d}[./-]\s?0?{m}[./-]\s?(?:{y}|{y % 100:02})(?!\d)",
        rf"(?<!\d)0?{m}[./-]0?{d}[./-](?:{y}|{y % 100:02})(?!\d)",
        rf"(?<!\d)0?{d}(?:st|nd|rd|th|\.)?,?\s+{month}\.?,?\s+(?:\w{{2,3}}\s+)?{y}",
        rf"{month}\.?\s+0?{d}(?:st|nd|rd|th)?,?\s+{y}",
    )
    shown = re.compile("|".join(forms))
    words = markup_words()
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in ("script", "style"):
            continue
        stated = (
            element.get("datetime"),
            element.get("content"),
            element.get("title") if element.tag == "abbr" else None,
        )
        if any(said and shown.search(said) for said in stated):
            return True
        if any(said and shown.search(said) for said in (element.text, element.tail)):
            around = (element, *element.iterancestors())[:4]
            if any(e.tag == "time" or words.matches("role.dated", tokens_of(e)) for e in around):
                return True
    return False

"""Every page of a desk, found as people find them: by following its links from the first page on."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Mapping
from html.parser import HTMLParser
from urllib.parse import urljoin, urlsplit

import httpx

from dateline.desk.page import Page
from dateline.desk.registry import PAGES

__all__ = ["Element", "Seen", "elements", "page_of", "walked"]

Element = tuple[str, Mapping[str, str]]


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.found: list[Element] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, {name: value or "" for name, value in attrs}))

    handle_startendtag = handle_starttag


def elements(page: str) -> list[Element]:
    """Return the elements of a page in their order, each with its attributes."""
    reader = _Reader()
    reader.feed(page)
    reader.close()
    return reader.found


def page_of(path: str) -> Page | None:
    """Return the page that answers at a path."""
    for page in PAGES:
        if re.fullmatch(re.escape(page.path).replace(r"\{id\}", r"[^/.]+"), path):
            return page
    return None


class Seen(dict[str, list[str]]):
    """Addresses by the name of their page, and the HTML at each of them."""

    def __init__(self) -> None:
        super().__init__()
        self.html: dict[str, str] = {}

    @property
    def addresses(self) -> list[str]:
        """All addresses, in the order in which they were found."""
        return list(self.html)


def walked(client: httpx.Client, *, most: int, start: str = "/", of: Mapping[str, int] | None = None) -> Seen:
    """Follow links from a page on and return up to `most` addresses of each page (other numbers for some in `of`).

    An address whose answer is no page (a redirect is followed) ends the test, since no link of the desk leads nowhere.
    """
    seen = Seen()
    waiting, known, taken = deque([start]), {start}, defaultdict(int)
    while waiting:
        address = waiting.popleft()
        page = page_of(urlsplit(address).path)
        if page is None or taken[page.name] >= (of or {}).get(page.name, most):
            continue
        answer = client.get(address, headers={"Accept": "text/html"}, follow_redirects=True)
        assert answer.status_code == 200, (address, answer.status_code, answer.text[:500])
        taken[page.name] += 1
        seen.setdefault(page.name, []).append(address)
        seen.html[address] = answer.text
        for _, attributes in elements(answer.text):
            target = urljoin(address, attributes.get("href", ""))
            parts = urlsplit(target)
            if parts.netloc or parts.scheme:
                continue
            link = parts._replace(fragment="").geturl()
            if link not in known:
                known.add(link)
                waiting.append(link)
    return seen

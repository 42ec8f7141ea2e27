"""A page's bytes as a tree, and the tree as stretches of visible text in document order.

Invariant: the walk never recurses and never loses text, however deep or broken the markup is; what a browser would
not show as text (scripts, styles, templates, form fields) is left out.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from html import escape
from html.parser import HTMLParser
from typing import Any

import lxml.html
from lxml import etree

from dateline.reading.text import decode_text, normalise

__all__ = ["Stretch", "decode", "parse_tree", "stretches"]

Element = Any

# Not `head`: the parser puts elements that HTML 4 did not know there when a page leaves `body` out.
_UNSEEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "title",
        "meta",
        "link",
        "select",
        "option",
        "optgroup",
        "textarea",
        "datalist",
        "input",
        "iframe",
        "object",
        "embed",
        "canvas",
        "audio",
        "video",
        "svg",
        "math",
        "map",
        "area",
        "param",
        "source",
        "track",
        "noframes",
        "rp",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "button",
        "caption",
        "center",
        "dd",
        "details",
        "dialog",
        "dir",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "form",
        "frameset",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hgroup",
        "hr",
        "html",
        "label",
        "legend",
        "li",
        "main",
        "menu",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "tbody",
        "td",
        "tfoot",
        "th",
        "thead",
        "tr",
        "ul",
    ]
)
_LINES = frozenset(
    ["li", "dt", "dd", "td", "th", "tr", "option", "label", "button"]
)  # one newline, not a blank line, before and after
# libxml2 2.14 gives up on a page at 2,048 open elements, and loses what follows; browsers stop nesting at 512.
_DEEPEST = 500
_META_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([a-zA-Z0-9_:.-]{2,40})", re.IGNORECASE)
_BOMS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))
_UNPRINTED = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\u200b\u2060\ufeff\xad]")
_BLANKS = re.compile(r"[ \t\r\n\f\v\u00a0\u2000-\u200a\u202f\u205f\u3000]+")


@dataclass(slots=True)
class Stretch:
    """Hold one block's text and the element it stands in; `line` where no blank line parts it from its neighbour."""

    element: Element
    text: str
    line: bool
    inside: tuple[Element, ...] = field(default=())


def decode(data: bytes, *, charset: str | None) -> tuple[str, str]:
    """Turn a page's bytes into text; return it with where the charset came from.

    A byte-order mark wins, then `charset` (what the container or server said), then the page's own declaration, then
    UTF-8 where it fits, then what the detector for plain text says.
    """
    for mark, name in _BOMS:
        if data.startswith(mark):
            return data[len(mark) :].decode(name, "replace"), "html:bom"
    declared = _META_CHARSET.search(data[:4096])
    said = [(charset, "given")] if charset else []
    if declared:
        said.append((declared[1].decode("ascii"), "html:meta:charset"))
    for name_said, how in said:
        try:
            codec = codecs.lookup(name_said).name
        except LookupError:
            continue
        if codec.startswith("utf-16") and how != "given":
            codec = "utf-8"  # a page whose declaration can be read as ASCII is not UTF-16
        codec = "cp1252" if codec in ("iso8859-1", "ascii") else codec  # as the HTML standard has it
        try:
            return data.decode(codec), how
        except UnicodeDecodeError:
            continue
    try:
        return data.decode("utf-8"), "html:utf-8"
    except UnicodeDecodeError:
        pass
    broken = data.decode("utf-8", "replace")
    if broken.count("\ufffd") * 20 < sum(ord(c) > 127 for c in broken):
        return broken, "html:utf-8"
    return decode_text(data.replace(b"\0", b""), charset=None)  # browsers drop NUL bytes too


def parse_tree(page: str) -> Element | None:
    """Parse a page, however broken; None where there is nothing in it at all."""
    clean = _UNPRINTED.sub("", page)
    root, too_deep = _parse(clean)
    if too_deep:
        flattener = _Flattener()
        flattener.feed(clean)
        flattener.close()
        root, _ = _parse("".join(flattener.parts))
    return root


def _parse(page: str) -> tuple[Element | None, bool]:
    parser = lxml.html.HTMLParser(encoding="utf-8", recover=True, huge_tree=True, remove_comments=True, remove_pis=True)
    try:
        root = lxml.html.document_fromstring(page.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError):
        return None, False
    return root, any(entry.type_name == "ERR_RESOURCE_LIMIT" for entry in parser.error_log)


class _Flattener(HTMLParser):
    """Write a page again with nothing nested deeper than browsers nest."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._open: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self._open.append(tag)
        if len(self._open) < _DEEPEST:
            said = "".join(f' {name}="{escape(value or "")}"' for name, value in attrs)
            self.parts.append(f"<{tag}{said}>")
        elif tag in _BLOCKS:
            self.parts.append("<br><br>")

    def handle_endtag(self, tag: str) -> None:
        if tag not in self._open[-_DEEPEST:]:
            return
        while self._open:
            last = self._open.pop()
            if len(self._open) + 1 < _DEEPEST:
                self.parts.append(f"</{last}>")
            if last == tag:
                break

    def handle_data(self, data: str) -> None:
        self.parts.append(data if self.cdata_elem else escape(data, quote=False))


def stretches(root: Element) -> Iterator[Stretch]:
    """Yield the visible text of the tree, block by block, whitespace collapsed, `<br>` as a newline."""
    buffer: list[str] = []
    inside: list[Element] = []
    around: list[Element] = [root]

    def flush(*, line: bool) -> Iterator[Stretch]:
        text = "\n".join(_BLANKS.sub(" ", part).strip() for part in "".join(buffer).split("\x00"))
        text = re.sub(r"\n{3,}", "\n\n", normalise(text)).strip()
        buffer.clear()
        if text:
            yield Stretch(around[-1], text, line, tuple(inside))
        inside.clear()

    walker = etree.iterwalk(root, events=("start", "end"))
    for event, element in walker:
        tag = element.tag
        if not isinstance(tag, str):
            if event == "end" and element.tail:
                buffer.append(element.tail)
            continue
        if event == "start":
            if tag in _UNSEEN or element.get("hidden") is not None:
                walker.skip_subtree()
                continue
            if tag == "br":
                if "".join(buffer[-3:]).rstrip(" \t\r\n").endswith("\x00"):
                    yield from flush(line=False)  # two breaks in a row are how old pages write a paragraph
                else:
                    buffer.append("\x00")
            elif tag in _BLOCKS:
                yield from flush(line=tag in _LINES or around[-1].tag in _LINES)
                around.append(element)
            else:
                inside.append(element)
            if element.text:
                buffer.append(element.text)
            continue
        if tag in _BLOCKS and around[-1] is element:
            yield from flush(line=tag in _LINES)
            around.pop()
        if element.tail and element is not root:
            buffer.append(element.tail)
    yield from flush(line=False)

"""Write SVG: elements with attributes, and the sheet that holds them.

Invariant: every text and every attribute passes through here and is escaped; there is no style, no script and no
address that a browser would run. The same content gives the same bytes. Standard: SVG 1.1 with presentation attributes.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterable, Mapping
from html import escape

from dateline.drawing.lettering import clean, is_right_to_left, shortened
from dateline.drawing.palette import colour_of, kind_of

__all__ = ["Picture", "address", "linked", "name_for", "number", "sheet", "tag", "text", "titled"]

# What a tooltip or a screen reader says of one mark.
_LONGEST_TITLE = 300
_WEB = re.compile(r"https?://[^\s/?#\\]", re.IGNORECASE)
_OWN = re.compile(r"(?:\.{0,2}/(?!/)|[?#]|[\w~%-][\w~%.-]*(?=[/?#]|\Z))")
_FORBIDDEN = re.compile(r"[\x00-\x20\x7f-\x9f\\\ud800-\udfff\ufffe\uffff]")


class Picture:
    """Hold one SVG so that a notebook shows it; `str()` gives the markup.

    >>> Picture("<svg/>")._repr_svg_()
    '<svg/>'
    """

    __slots__ = ("svg",)

    def __init__(self, svg: str) -> None:
        self.svg = svg

    def __str__(self) -> str:
        return self.svg

    def _repr_svg_(self) -> str:
        return self.svg


def number(value: float) -> str:
    """Write a coordinate to a hundredth of a pixel, in the shortest way.

    >>> number(12.5), number(-0.001), number(3)
    ('12.5', '0', '3')
    """
    written = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if written == "-0" else written


def tag(name: str, *inside: str, **attributes: str | float | None) -> str:
    """Return one element; attributes of None are left out, `_` in a name is written `-`, `cls` is `class`.

    `inside` is markup: what is text goes through `text` or `titled` first.

    >>> tag("circle", cls="dl-land", cx=1.5, cy=2, r=4, stroke_width=1)
    '<circle class="dl-land" cx="1.5" cy="2" r="4" stroke-width="1"/>'
    """
    parts = [f"<{name}"]
    for key, value in attributes.items():
        if value is None:
            continue
        said = escape(value) if isinstance(value, str) else number(value)
        parts.append(f' {"class" if key == "cls" else key.replace("_", "-")}="{said}"')
    if not inside:
        return "".join(parts) + "/>"
    return f"{''.join(parts)}>{''.join(inside)}</{name}>"


def titled(words: str) -> str:
    """Return the `<title>` of a mark: what a tooltip shows and a screen reader says."""
    return f"<title>{escape(shortened(words, _LONGEST_TITLE))}</title>"


def text(words: str, *, x: float, y: float, size: float = 12, anchor: str = "start", **more: str | float | None) -> str:
    """Return a line of text; `x` is its left end, its middle or its right end as `anchor` says, in any script."""
    words = clean(words)
    direction = None
    if is_right_to_left(words):
        direction = "rtl"  # start and end of SVG follow the reading direction; ours are sides of the picture
        anchor = {"start": "end", "end": "start"}.get(anchor, anchor)
    return tag(
        "text",
        escape(words),
        x=x,
        y=y,
        font_size=size,
        text_anchor=None if anchor == "start" else anchor,
        direction=direction,
        **more,
    )


def address(href: str | None) -> str | None:
    """Return an address that is safe to follow, or None: one of the web or of this host, never a script.

    >>> address("/incidents/i1"), address("javascript:alert(1)"), address("//evil.example/")
    ('/incidents/i1', None, None)
    """
    if not href or len(href) > 2048 or _FORBIDDEN.search(href):
        return None
    return href if _WEB.match(href) or _OWN.match(href) else None


def linked(markup: str, *, kind: str, href: str | None, title: str, words: str = "", is_stop: bool = True) -> str:
    """Return a mark with its title, in the colour of its kind, as a link where it has a safe address.

    What is in `markup` takes its colour as `currentColor`; `words` is markup of the mark that keeps the page's colour.
    `is_stop=False` leaves the link to the pointer: hundreds of stops of the Tab key help nobody.
    """
    look, safe = kind_of(kind), address(href)
    if safe is None and not words:
        return tag("g", titled(title), markup, cls=f"dl-mark dl-{look.name}", color=look.light)
    # The colour is not the link's own: style sheets of pages give links theirs.
    coloured = tag("g", markup, cls=f"dl-{look.name}", color=look.light)
    stop = "-1" if safe and not is_stop else None
    return tag("a" if safe else "g", titled(title), coloured, words, cls="dl-mark", href=safe, tabindex=stop)


def name_for(*content: object) -> str:
    """Return a short name made of the content, so that the ids of two pictures in one page differ."""
    said = "\x1f".join(map(repr, content))
    return "d" + hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:10]


def sheet(
    body: Iterable[str],
    *,
    width: float,
    height: float,
    title: str,
    description: str,
    name: str,
    defs: str = "",
    has_links: bool = False,
    has_paper: bool = False,
    data: Mapping[str, str] | None = None,
    kind: str,
) -> str:
    """Return the whole picture, `width` x `height` pixels.

    An image has no parts for those who hear it, so that a picture with links is a group, and one without an image.
    `data` become `data-*` attributes for scripts; `has_paper` draws a white sheet under it, for surroundings unknown.
    """
    heard = tag("title", escape(shortened(title, _LONGEST_TITLE)), id=f"{name}-t") + tag(
        "desc", escape(shortened(description, 2000)), id=f"{name}-d"
    )
    paper = tag("rect", cls="dl-paper", width=width, height=height, fill=colour_of("paper")) if has_paper else ""
    more = {f"data_{key}": value for key, value in (data or {}).items()}
    return tag(
        "svg",
        heard,
        tag("defs", defs) if defs else "",
        paper,
        *body,
        xmlns="http://www.w3.org/2000/svg",
        cls=f"dl-picture dl-{kind}",
        width=width,
        height=height,
        viewBox=f"0 0 {number(width)} {number(height)}",
        role="group" if has_links else "img",
        aria_labelledby=f"{name}-t",
        aria_describedby=f"{name}-d",
        font_family="system-ui, sans-serif",
        color=colour_of("ink") if has_paper else None,
        **more,
    )

"""Where one reader's comment begins and ends in a page's tree.

Invariant: a unit is one comment. A reply nested in another comment is a unit of its own; the parts of a comment
(its head, its text, its box) belong to the unit around them, however many of them are named after comments too.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from dateline.reading.html_words import MarkupWords, markup_words

__all__ = ["CommentUnit", "comment_units", "tokens_of"]

# lxml ships no types; an element is whatever its parser made.
Element = Any

_CONTAINERS = frozenset(
    {"div", "li", "article", "section", "dd", "dt", "tr", "td", "table", "p", "blockquote", "details"}
)
_MANY_WORDS = 8  # a name of a commenter with titles and place; longer text is no name
_MOST_DIGITS = 4  # in a name ("berg2012"); more are a date
_FEW_WORDS = 3  # a sibling with fewer words is a heading or a button


@dataclass(frozen=True, slots=True)
class CommentUnit:
    """Describe one comment as the markup gives it: its number on the page, who signs it, and the date's own words."""

    number: int
    author: str | None
    posted: str | None


def tokens_of(element: Element) -> tuple[str, ...]:
    """Return the classes, id, role and itemprops (as `prop:name`) of an element, in lower case.

    >>> import lxml.html
    >>> tokens_of(lxml.html.fragment_fromstring('<p class="Entry big" itemprop="caption">x</p>'))
    ('entry', 'big', 'prop:caption')
    """
    found = (element.get("class") or "").lower().split()
    for name in ("id", "role"):
        found += (element.get(name) or "").lower().split()
    found += ["prop:" + prop for prop in (element.get("itemprop") or "").lower().split()]
    kind = (element.get("itemtype") or "").lower().rsplit("/", 1)[-1]
    if kind:
        found.append("type:" + kind)
    return tuple(found)


def comment_units(root: Element) -> Mapping[Element, CommentUnit]:
    """Find the comments of a page: the element of each, with its unit, in document order."""
    words = markup_words()
    tokens = {element: tokens_of(element) for element in root.iter() if isinstance(element.tag, str)}
    candidates = {e: _signature(e, t, words) for e, t in tokens.items() if _is_candidate(e, t, words)}
    inner = _inner_candidates(candidates)
    lists = {e for e in candidates if _is_list(e, candidates, inner[e], tokens, words)}
    roots: dict[Element, tuple[str, ...]] = {}
    for element, signature in candidates.items():
        if element in lists or _holds_article(element) or _is_asked_for(element):
            continue
        around = next((a for a in element.iterancestors() if a in roots), None)
        if around is None or roots[around] == signature:
            roots[element] = signature
    chosen = {element for element in roots if _words(element, enough=1) and not _is_teaser(element)}
    chosen |= set(_from_lists(tokens, chosen, words))
    ordered = [element for element in tokens if element in chosen]
    return {
        element: CommentUnit(number, _author(element, chosen, tokens, words), _posted(element, chosen, tokens, words))
        for number, element in enumerate(ordered, 1)
    }


def _is_candidate(element: Element, tokens: tuple[str, ...], words: MarkupWords) -> bool:
    if element.tag not in _CONTAINERS:
        return False
    if any(token in ("type:comment", "type:usercomments") for token in tokens) or element.get("data-comment-id"):
        return True
    return any(not words.matches("comment.not", [t]) for t in words.matched("comment.single", tokens))


def _signature(element: Element, tokens: tuple[str, ...], words: MarkupWords) -> tuple[str, ...]:
    named = {"".join(c for c in t if not c.isdigit()) for t in words.matched("comment.single", tokens)}
    return (element.tag, *sorted(t for t in named if not words.matches("comment.not", [t])))


def _inner_candidates(candidates: Mapping[Element, tuple[str, ...]]) -> dict[Element, list[Element]]:
    inner: dict[Element, list[Element]] = {element: [] for element in candidates}
    for element in candidates:
        around = next((a for a in element.iterancestors() if a in candidates), None)
        if around is not None:
            inner[around].append(element)
    return inner


def _is_list(
    element: Element,
    candidates: Mapping[Element, tuple[str, ...]],
    inner: list[Element],
    tokens: Mapping[Element, tuple[str, ...]],
    words: MarkupWords,
) -> bool:
    """Tell a box around several comments from a comment: what repeats in it is signed or dated."""
    signed = [candidates[e] for e in inner if candidates[e] != candidates[element] and _is_signed(e, tokens, words)]
    return any(n > 1 for n in Counter(signed).values())


def _is_signed(element: Element, tokens: Mapping[Element, tuple[str, ...]], words: MarkupWords) -> bool:
    for part in element.iterdescendants():
        if part.tag == "time":
            return True
        if part in tokens and words.rank("comment.author", tokens[part]) is not None:
            return True
    return False


def _holds_article(element: Element) -> bool:
    return any(
        part.tag in ("h1", "main") or "articlebody" in (part.get("itemprop") or "").lower()
        for part in element.iterdescendants()
        if isinstance(part.tag, str)
    )


def _is_asked_for(element: Element) -> bool:
    """Tell a part of the form that asks for a comment; some old sites put the whole page into one form."""
    return any(not _holds_article(form) for form in element.iterancestors("form")) or (
        next(element.iterdescendants("textarea"), None) is not None and element.find(".//time") is None
    )


def _is_teaser(element: Element) -> bool:
    """Tell a list's pointer to a comment elsewhere: all its words are links."""
    linked = sum(len(a.text_content().split()) for a in element.iterdescendants("a"))
    return linked > 0 and linked >= len(element.text_content().split())


def _from_lists(
    tokens: Mapping[Element, tuple[str, ...]], known: set[Element], words: MarkupWords
) -> Iterator[Element]:
    """Yield the repeated siblings of boxes that are named after comments but in which no comment is."""
    taken: set[Element] = set()
    around_known = {a for element in known for a in element.iterancestors()} | known
    for box, names in tokens.items():
        if (
            box.tag not in _CONTAINERS | {"ol", "ul", "dl"}
            or box in around_known
            or not words.matches("comment.list", names)
        ):
            continue
        if words.matches("comment.control", names) or _holds_article(box):
            continue
        if any(a in taken or a in known for a in box.iterancestors()):
            continue
        siblings = _repeated(box)
        if any(_is_signed(e, tokens, words) for e in siblings):
            taken.add(box)
            yield from siblings


def _repeated(box: Element) -> list[Element]:
    at = box
    while True:
        parts = [e for e in at if isinstance(e.tag, str) and e.tag in _CONTAINERS | {"ol", "ul", "dl", "main"}]
        parts = [e for e in parts if _words(e, enough=_FEW_WORDS)]
        kinds = Counter((e.tag, (e.get("class") or "").split()[:1].__str__()) for e in parts)
        if kinds:
            kind, times = kinds.most_common(1)[0]
            if times > 1 and kind[0] != "p":
                return [e for e in parts if (e.tag, (e.get("class") or "").split()[:1].__str__()) == kind]
        parts = [e for e in parts if e.tag != "p"]
        if len(parts) != 1:
            return [at] if at is not box else []
        at = parts[0]


def _words(element: Element, *, enough: int) -> bool:
    count = 0
    for text in element.itertext(with_tail=False):
        count += len(text.split())
        if count >= enough:
            return True
    return False


def _own_parts(element: Element, units: set[Element]) -> Iterator[Element]:
    """Walk a unit's elements in document order, leaving nested units out."""
    stack = list(reversed(element))
    while stack:
        part = stack.pop()
        if not isinstance(part.tag, str) or part in units or part.tag in ("form", "label"):
            continue
        yield part
        stack.extend(reversed(part))


def _author(
    element: Element, units: set[Element], tokens: Mapping[Element, tuple[str, ...]], words: MarkupWords
) -> str | None:
    best: tuple[int, str] | None = None
    for part in _own_parts(element, units):
        rank = words.rank("comment.author", tokens[part])
        if rank is None or (best is not None and rank >= best[0]):
            continue
        name = " ".join((part.get("content") or part.text_content()).split())
        if name and len(name.split()) <= _MANY_WORDS and sum(c.isdigit() for c in name) <= _MOST_DIGITS:
            best = rank, name
    return best[1] if best else None


def _posted(
    element: Element, units: set[Element], tokens: Mapping[Element, tuple[str, ...]], words: MarkupWords
) -> str | None:
    best: tuple[int, str] | None = None
    for part in _own_parts(element, units):
        rank = -1 if part.tag == "time" and part.get("datetime") else words.rank("comment.posted", tokens[part])
        if rank is None or (best is not None and rank >= best[0]):
            continue
        said = " ".join((part.get("datetime") or part.get("content") or part.text_content()).split())
        if any(c.isdigit() for c in said) and len(said.split()) <= 2 * _MANY_WORDS:
            best = rank, said
    return best[1] if best else None

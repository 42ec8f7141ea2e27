"""Words of documents with their evidence marked, and sentences with the ids in them linked.

Invariant: everything is escaped here; taking the marks away gives back the words. A mark says what it shows by its
class, and to who cannot see it by a word.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from typing import Any

from markupsafe import Markup, escape

from dateline.desk.addresses import Addresses
from dateline.desk.escaping import isolated, plain
from dateline.model import COUNTS
from dateline.model.days import times_in
from dateline.model.marks import Mark, nested

__all__ = ["incidents_in", "kind_of", "linked", "marked", "timed"]

_TO = Addresses()
_ID = re.compile(r"\b([ikrdcx])([0-9a-f]{16})\b")
_OF: Mapping[str, Any] = {
    "i": _TO.incident,
    "k": _TO.decision,
    "r": _TO.report,
    "d": _TO.document,
    "c": _TO.claim,
    "x": _TO.contradiction,
}
# Evidence of a field is drawn as what it tells; fields of contradictions are named as those of incidents are.
_KINDS = {
    "event": "trigger",
    "status": "trigger",
    "outcome": "trigger",
    "means": "trigger",
    "target": "recipient",
    "subject": "actor",
    "object": "recipient",
    "actors": "actor",
    "recipients": "recipient",
}


def kind_of(label: str) -> str:
    """Return the sort of mark that evidence of a field gets: the class that `desk.css` draws.

    >>> kind_of("killed"), kind_of("actor+voice"), kind_of("event")
    ('count', 'actor', 'trigger')
    """
    first = label.partition("+")[0]
    return "count" if first in (*COUNTS, "value") else _KINDS.get(first, first)


def marked(words: str, start: int, marks: Iterable[Mapping[str, Any]]) -> Markup:
    """Return words that begin at `start` of their text, with marks (`start`, `end`, `label`) around the evidence.

    Marks of the same words share one; of two that cross, the shorter is left out; what stands elsewhere is left out.
    """
    end = start + len(words)
    inside = [Mark(one["start"], one["end"], one["label"]) for one in marks if _is_inside(one, start, end)]
    return Markup("<bdi>{}</bdi>").format(_drawn(words, start, start, end, nested(inside)))


def _is_inside(one: Mapping[str, Any], start: int, end: int) -> bool:
    return bool(start <= one["start"] < one["end"] <= end)


def _drawn(words: str, zero: int, start: int, end: int, marks: list[Mark]) -> Markup:
    """Draw the stretch from `start` up to `end`; `marks` lie inside it, those that hold others before these."""
    made, at = Markup(""), start
    top: list[tuple[Mark, list[Mark]]] = []
    for mark in sorted(marks, key=lambda m: (m.start, -m.end)):
        if top and mark.end <= top[-1][0].end:
            top[-1][1].append(mark)
        else:
            top.append((mark, []))
    for mark, within in top:
        made += escape(plain(words[at - zero : mark.start - zero]))
        said = mark.label.replace("+", ", ")
        inner = _drawn(words, zero, mark.start, mark.end, within)
        made += Markup('<mark class="{}" title="{}">{}</mark>').format(kind_of(mark.label), said, inner)
        at = mark.end
    return made + escape(plain(words[at - zero : end - zero]))


def incidents_in(sentences: Iterable[str]) -> list[str]:
    """Return the ids of the incidents that sentences name, each once.

    >>> incidents_in(["it may be the same as i5734ff8d9ae8146b (39% likely)"])
    ['i5734ff8d9ae8146b']
    """
    found = (each[0] for sentence in sentences for each in _ID.finditer(sentence) if each[1] == "i")
    return list(dict.fromkeys(found))


def linked(sentence: str, own: str = "", titles: Mapping[str, str] | None = None) -> Markup:
    """Return a sentence with every id of the record in it as a link to what it is of, but for the `own`.

    What `titles` name is called by its title.
    """
    made, at = Markup(""), 0
    for found in _ID.finditer(sentence):
        made += timed(sentence[at : found.start()])
        id_ = found[0]
        name = isolated(titles[id_]) if titles and id_ in titles else id_
        made += Markup('<a href="{}">{}</a>').format(_OF[found[1]](id_), name) if id_ != own else escape(id_)
        at = found.end()
    return made + timed(sentence[at:])


def timed(sentence: str) -> Markup:
    """Return a sentence of the record with the times in it in words, each with its EDTF for who asks for it.

    >>> print(timed("One says it was 2014-07-03/2014-07-05."))
    One says it was <span title="2014-07-03/2014-07-05">3 to 5 July 2014</span>.
    """
    made = Markup("")
    for words, edtf in times_in(sentence):
        said = escape(plain(words))
        made += Markup('<span title="{}">{}</span>').format(edtf, said) if edtf else said
    return made

"""Draw who has it from whom, as SVG: documents of a record that derive from one another, and the voices behind them.

Invariant: every card is a document or a voice of the record and every line a derivation or a chain of voices that it
holds; what has no such line is not drawn. The same record gives the same bytes.

`python -m training.derivations` builds the record of examples/maysan in a scratch folder and draws
`docs/pictures/derivations.svg` from it.
"""

from __future__ import annotations

import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from xml.sax.saxutils import escape

import dateline

__all__ = ["Card", "Line", "cards_and_lines", "draw"]

ROOT = Path(__file__).parents[1]
PICTURE = ROOT / "docs" / "pictures" / "derivations.svg"

_INK, _SOFT, _PAPER, _CARD, _EDGE = "#24292f", "#57606a", "#ffffff", "#f6f8fa", "#afb8c1"
# Colour and dash tell the same, so that neither has to be seen.
_STYLES = {
    "told": (_SOFT, "", "said it to"),
    "attribution": ("#0b5cad", "", "is named as the source by"),
    "citation": ("#c4570c", "", "is cited by"),
    "same_origin": ("#0b5cad", "7 4", "same speaker, same values"),
    "reuse": (_SOFT, "2 4", "same words; which was first is not known"),
}
_HEADS = ("who knew", "who passed it on", "who printed it")
_WIDE, _GAP, _SIDE, _SPACE, _TOP = 242, 122, 24, 28, 76
_LINE, _PAD = 17, 13
_LETTERS, _BOLD = 34, 26  # that go on one line of a card, small or bold
_PORT = 16  # between the ends of two lines on one card


@dataclass(frozen=True)
class Card:
    """Show a document or a voice: a head of some lines, lines of small print, and whether the record holds it."""

    id: str
    head: tuple[str, ...]
    small: tuple[str, ...] = ()
    held: bool = True

    @property
    def height(self) -> int:
        """How tall it is, in pixels."""
        return 2 * _PAD + _LINE * (len(self.head) + len(self.small)) - 3


@dataclass(frozen=True, order=True)
class Line:
    """Lead from an origin to what derives from it; without a direction the two are equals."""

    origin: str
    derived: str
    how: str
    words: str = ""
    directed: bool = True


@dataclass
class _Placed:
    layers: dict[str, int]
    tops: dict[str, float] = field(default_factory=dict)


def cards_and_lines(
    documents: Iterable[Mapping[str, Any]],
    reports: Iterable[Mapping[str, Any]],
    derivations: Iterable[Mapping[str, Any]],
) -> tuple[list[Card], list[Line]]:
    """Return what is drawn of a record, from its rows in the shapes of the public contract, in a fixed order."""
    by_id = {row["id"]: row for row in documents}
    told, derived, links = defaultdict(list), defaultdict(set), []
    counted: Counter[str] = Counter()
    for row in reports:
        counted[row["document"]] += 1
        if row["zone"] != "comment" and row["voices"]:
            told[row["document"]].append(row["voices"])
    for row in derivations:
        if row["report"] is None:
            links.append(row)
        elif row["is_directed"]:
            derived[row["document"]].add(row["report"])
    cards: dict[str, Card] = {}
    lines: set[Line] = set()
    credited = {
        (row["document"], row["origin"]["voice"]["id"])
        for row in links
        if row["origin"]["document"] and row["origin"]["voice"]
    }
    for row in links:
        origin, voice = row["origin"]["document"], row["origin"]["voice"]
        if origin is None and (row["document"], voice["id"]) in credited:
            continue  # the same credit leads to a document of that outlet
        share = f"{row['containment']:.0%} of its words".replace("%", " %") if row["containment"] is not None else ""
        start = origin or f"{voice['id']} of {row['document']}"
        lines.add(Line(start, row["document"], row["how"], share, row["is_directed"]))
        if origin is None:
            cards[start] = Card(start, (voice["name"],), ("what it wrote is not in the record",), held=False)
            for chain in told[row["document"]]:
                if len(chain) > 1 and chain[-1]["evidence"]["words"].startswith(voice["name"]):
                    _add_teller(chain[0], start, cards, lines)
    takers = {line.derived for line in lines}
    ends = {one for line in lines for one in (line.origin, line.derived)} & set(by_id)
    for id_ in sorted(ends):
        if id_ not in takers:
            for chain in told[id_]:
                _add_teller(chain[0], id_, cards, lines)
        cards[id_] = _document(by_id[id_], len(derived[id_]), counted[id_])
    return [cards[id_] for id_ in sorted(cards)], sorted(lines)


def _add_teller(voice: Mapping[str, Any], to: str, cards: dict[str, Card], lines: set[Line]) -> None:
    id_ = f"{voice['id']} to {to}"
    words = voice["evidence"]["words"]
    small = (f"“{words}”",) if words != voice["name"] else ()
    named = not voice["id"].startswith("described:")
    cards.setdefault(
        id_, Card(id_, _wrapped(voice["name"], _BOLD), small if named else (*small, "not named in the text"))
    )
    lines.add(Line(id_, to, "told"))


def _document(row: Mapping[str, Any], derived: int, reports: int) -> Card:
    title = row["title"] or row["path"] or row["url"] or row["id"]
    small = _wrapped(title, _LETTERS) if row["publisher"] else ()
    said = (f"{derived} of {reports} reports from there",) if derived else ()
    dated = (row["published"],) if row["published"] else ()
    return Card(row["id"], _wrapped(row["publisher"] or title, _BOLD), (*small, *dated, *said))


def _wrapped(words: str, letters: int) -> tuple[str, ...]:
    lines = [""]
    for word in words.split():
        if lines[-1] and len(lines[-1]) + 1 + len(word) > letters:
            lines.append("")
        lines[-1] = f"{lines[-1]} {word}".strip()
    return tuple(lines)


def draw(cards: Sequence[Card], lines: Sequence[Line]) -> str:
    """Return the picture: origins on the left, what derives from them on the right, one group below the other."""
    by_id = {card.id: card for card in cards}
    placed = _Placed(_layers(by_id, lines))
    columns = max(placed.layers.values(), default=0) + 1
    bottom = float(_TOP)
    for group in _groups(by_id, lines):
        bottom = _stack(group, by_id, placed, bottom) + _SPACE
    width = 2 * _SIDE + columns * _WIDE + (columns - 1) * _GAP
    used = [how for how in _STYLES if any(line.how == how for line in lines)]
    rows = -(-len(used) // 2)
    height = int(bottom) + 12 + 22 * rows + 10
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="Helvetica, Arial, sans-serif" role="img">',
        "<title>Who has it from whom: voices and documents of a record, and what leads from one to the next</title>",
        f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>',
    ]
    for column, head in enumerate(_HEADS[-columns:]):
        middle = _left(column) + _WIDE / 2
        parts.append(_text(middle, 38, head, size=15, bold=True, anchor="middle"))
        parts.append(f'<path d="M{middle - 20:g} 50h40" stroke="{_EDGE}" stroke-width="2"/>')
    ends = _ends(by_id, lines, placed)
    parts += [part for line in lines for part in _drawn(line, ends, placed)]
    parts += [part for card in cards for part in _box(card, _left(placed.layers[card.id]), placed.tops[card.id])]
    parts += [part for line in lines for part in _label(line, ends, placed)]
    for n, how in enumerate(used):
        parts += _explained(how, _SIDE + (n % 2) * (width - 2 * _SIDE) / 2, int(bottom) + 24 + 22 * (n // 2))
    return "\n".join([*parts, "</svg>", ""])


def _left(column: int) -> int:
    return _SIDE + column * (_WIDE + _GAP)


def _layers(by_id: Mapping[str, Card], lines: Sequence[Line]) -> dict[str, int]:
    """Return the column of each card: the last for what nothing derives from, the one before for its origin ..."""
    above = dict.fromkeys(sorted(by_id), 0)
    for _ in by_id:
        for line in lines:
            if line.directed:
                above[line.origin] = min(max(above[line.origin], above[line.derived] + 1), len(by_id))
    most = max(above.values(), default=0)
    return {id_: most - steps for id_, steps in above.items()}


def _groups(by_id: Mapping[str, Card], lines: Sequence[Line]) -> list[list[str]]:
    """Return the cards that hang together, the largest group first."""
    group = {id_: id_ for id_ in by_id}
    for line in lines:
        old, new = group[line.origin], group[line.derived]
        group = {id_: new if of == old else of for id_, of in group.items()}
    found = defaultdict(list)
    for id_ in sorted(by_id):
        found[group[id_]].append(id_)
    return sorted(found.values(), key=lambda ids: (-len(ids), min(by_id[id_].head for id_ in ids)))


def _stack(group: Sequence[str], by_id: Mapping[str, Card], placed: _Placed, top: float) -> float:
    """Place a group below `top`, each column in its middle, and return where it ends."""
    columns = defaultdict(list)
    for id_ in sorted(group, key=lambda id_: (by_id[id_].head, id_)):
        columns[placed.layers[id_]].append(id_)
    heights = {c: sum(by_id[id_].height for id_ in ids) + _SPACE * (len(ids) - 1) for c, ids in columns.items()}
    tallest = max(heights.values())
    for column, ids in columns.items():
        at = top + (tallest - heights[column]) / 2
        for id_ in ids:
            placed.tops[id_] = at
            at += by_id[id_].height + _SPACE
    return top + tallest


def _ends(by_id: Mapping[str, Card], lines: Sequence[Line], placed: _Placed) -> dict[tuple[str, str], float]:
    """Return at which height each line leaves and enters its cards, so that no two meet before they have to."""
    sides: dict[tuple[str, str], list[tuple[float, Line]]] = defaultdict(list)
    for line in lines:
        if line.directed:
            sides["out", line.origin].append((placed.tops[line.derived], line))
            sides["in", line.derived].append((placed.tops[line.origin], line))
    ends = {}
    for (side, id_), found in sides.items():
        middle = placed.tops[id_] + by_id[id_].height / 2
        for n, (_, line) in enumerate(sorted(found)):
            ends[side, f"{line.origin}\n{line.derived}\n{line.how}"] = middle + _PORT * (n - (len(found) - 1) / 2)
    for line in lines:
        if not line.directed:
            upper, lower = sorted((line.origin, line.derived), key=lambda id_: placed.tops[id_])
            key = f"{line.origin}\n{line.derived}\n{line.how}"
            ends["out", key] = placed.tops[upper] + by_id[upper].height
            ends["in", key] = placed.tops[lower]
    return ends


def _course(line: Line, ends: Mapping[tuple[str, str], float], placed: _Placed) -> tuple[float, float, float, float]:
    key = f"{line.origin}\n{line.derived}\n{line.how}"
    start, end = ends["out", key], ends["in", key]
    if not line.directed:
        x = _left(placed.layers[line.derived]) + _WIDE - 40
        return x, start, x, end
    return _left(placed.layers[line.origin]) + _WIDE, start, _left(placed.layers[line.derived]), end


def _drawn(line: Line, ends: Mapping[tuple[str, str], float], placed: _Placed) -> Iterator[str]:
    x1, y1, x2, y2 = _course(line, ends, placed)
    colour, dash, _ = _STYLES[line.how]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    bend = (x2 - x1) / 2
    tip = x2 - 7 if line.directed else x2
    path = f"M{x1:g} {y1:g}C{x1 + bend:g} {y1:g} {x2 - bend:g} {y2:g} {tip:g} {y2:g}"
    yield f'<path d="{path}" fill="none" stroke="{colour}" stroke-width="2"{dashed}/>'
    if line.directed:
        yield f'<path d="M{x2:g} {y2:g}l-10 -5v10z" fill="{colour}"/>'


def _label(line: Line, ends: Mapping[tuple[str, str], float], placed: _Placed) -> Iterator[str]:
    if not line.words:
        return
    x1, y1, x2, y2 = _course(line, ends, placed)
    # Beside the end of the line, on the side that it does not come from.
    x, y = (x2 - 14, y2 - 9 if y1 >= y2 else y2 + 18) if line.directed else (x1 - 10, (y1 + y2) / 2 + 4)
    yield _text(x, y, line.words, size=12, colour=_STYLES[line.how][0], anchor="end")


def _box(card: Card, left: float, top: float) -> Iterator[str]:
    dashed, fill = ("", _CARD) if card.held else (' stroke-dasharray="5 4"', _PAPER)
    yield (
        f'<rect x="{left:g}" y="{top:g}" width="{_WIDE}" height="{card.height}" rx="7" fill="{fill}" '
        f'stroke="{_EDGE}" stroke-width="1.2"{dashed}/>'
    )
    for n, words in enumerate((*card.head, *card.small)):
        bold = n < len(card.head)
        at = left + _PAD, top + _PAD + 11 + _LINE * n
        yield _text(*at, words, size=14 if bold else 12, bold=bold, colour=_INK if bold else _SOFT)


def _explained(how: str, x: float, y: float) -> Iterator[str]:
    colour, dash, words = _STYLES[how]
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    yield f'<path d="M{x:g} {y:g}h34" stroke="{colour}" stroke-width="2"{dashed}/>'
    yield _text(x + 44, y + 4, words, size=12, colour=_SOFT)


def _text(
    x: float, y: float, words: str, *, size: int, bold: bool = False, anchor: str = "start", colour: str = _INK
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    at = f'x="{x:g}" y="{y:g}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {at} fill="{colour}"{weight}>{escape(words)}</text>'


def main() -> None:
    """Build the example's record and write the picture."""
    with (
        tempfile.TemporaryDirectory() as folder,
        dateline.build(ROOT / "examples" / "maysan", to=Path(folder) / "maysan.dateline") as record,
    ):
        drawn = cards_and_lines(record.documents(), record.reports(), record.derivations())
    PICTURE.write_text(draw(*drawn), encoding="utf-8")
    kinds = Counter(line.how for line in drawn[1])
    print(f"{PICTURE.relative_to(ROOT)}: {len(drawn[0])} cards, {', '.join(f'{n} {how}' for how, n in kinds.items())}")


if __name__ == "__main__":
    main()

"""Draw the reliability diagram: what was scored against what was right, one panel a field, as SVG by hand.

Invariant: the picture shows the bins it is given and nothing else; the same bins give the same bytes.
"""

from __future__ import annotations

from collections.abc import Mapping
from xml.sax.saxutils import escape

from training.measuring import Bin, Measured

__all__ = ["reliability"]

_SIDE, _LEFT, _TOP, _GAP_X, _GAP_Y, _COLUMNS = 190, 52, 36, 44, 74, 3
_INK, _FAINT, _PAPER = "#24292f", "#d8dee4", "#ffffff"
# Blue and orange are told apart by every common form of colour-blindness; the marks differ in shape, too.
_COLOURS = ("#0b5cad", "#c4570c")


def reliability(panels: Mapping[str, Mapping[str, Measured]]) -> str:
    """Return the diagram: a panel a field, in each the sets by name, drawn in the order in which they first come."""
    sets = list(dict.fromkeys(name for panel in panels.values() for name in panel))
    places = len(panels) + 1  # the last place explains the marks
    rows = -(-places // _COLUMNS)
    width = _LEFT + _COLUMNS * _SIDE + (_COLUMNS - 1) * _GAP_X + 20
    height = _TOP + rows * _SIDE + (rows - 1) * _GAP_Y + 52
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" width="{width}" height="{height}" '
        'font-family="Helvetica, Arial, sans-serif" font-size="11" role="img">',
        "<title>Reliability of the scores: share of reports that are right, by score, field by field</title>",
        f'<rect width="{width}" height="{height}" fill="{_PAPER}"/>',
    ]
    for n, (field, panel) in enumerate(panels.items()):
        parts += _panel(field, panel, sets, *_corner(n))
    parts += _legend(sets, *_corner(len(panels)))
    return "\n".join([*parts, "</svg>", ""])


def _corner(n: int) -> tuple[int, int]:
    return _LEFT + n % _COLUMNS * (_SIDE + _GAP_X), _TOP + n // _COLUMNS * (_SIDE + _GAP_Y)


def _panel(field: str, panel: Mapping[str, Measured], sets: list[str], left: int, top: int) -> list[str]:
    bottom = top + _SIDE
    parts = [_text(left, top - 10, field, size=13, bold=True)]
    for tick in (0.0, 0.25, 0.5, 0.75, 1.0):
        x, y = left + tick * _SIDE, bottom - tick * _SIDE
        parts += [_line(x, top, x, bottom, _FAINT), _line(left, y, left + _SIDE, y, _FAINT)]
        if tick in (0.0, 0.5, 1.0):
            parts += [
                _text(x, bottom + 15, f"{tick:g}", anchor="middle"),
                _text(left - 6, y + 4, f"{tick:g}", anchor="end"),
            ]
    parts.append(_line(left, bottom, left + _SIDE, top, "#8c959f", dash="4 4"))
    for name, measured in panel.items():
        kind = sets.index(name)
        points = [(left + b.said * _SIDE, b) for b in measured.bins]
        path = " ".join(f"{x:.1f},{bottom - b.right * _SIDE:.1f}" for x, b in points)
        parts.append(f'<polyline points="{path}" fill="none" stroke="{_COLOURS[kind]}" stroke-width="1.2"/>')
        for x, b in points:
            parts += _mark(kind, x, bottom, b)
    parts.append(_text(left + _SIDE / 2, bottom + 32, "score", anchor="middle"))
    if left > _LEFT:
        return parts
    middle = top + _SIDE / 2
    parts.append(
        f'<text x="{left - 32}" y="{middle:g}" fill="{_INK}" text-anchor="middle" '
        f'transform="rotate(-90 {left - 32} {middle:g})">share right</text>'
    )
    return parts


def _mark(kind: int, x: float, bottom: float, b: Bin) -> list[str]:
    low, high, y = (bottom - share * _SIDE for share in (b.low, b.high, b.right))
    return [_line(x, low, x, high, _COLOURS[kind], width=1.6), _shape(kind, x, y)]


def _shape(kind: int, x: float, y: float) -> str:
    fill = f'fill="{_COLOURS[kind]}" stroke="{_PAPER}" stroke-width="1"'
    if kind == 0:
        return f'<circle cx="{x:.1f}" cy="{y:.1f}" r="4.5" {fill}/>'
    return f'<rect x="{x - 4:.1f}" y="{y - 4:.1f}" width="8" height="8" {fill}/>'


def _legend(sets: list[str], left: int, top: int) -> list[str]:
    parts = []
    for kind, name in enumerate(sets):
        y = top + 16 + 26 * kind
        parts += [
            _line(left, y, left + 24, y, _COLOURS[kind], width=1.2),
            _shape(kind, left + 12, y),
            _text(left + 32, y + 4, name),
        ]
    y = top + 16 + 26 * len(sets)
    parts += [
        _line(left, y, left + 24, y, "#8c959f", dash="4 4"),
        _text(left + 32, y + 4, "a score that keeps its word"),
        _line(left + 12, y + 18, left + 12, y + 36, _INK, width=1.6),
        _text(left + 32, y + 31, "90 % interval of a bin"),
    ]
    return parts


def _line(x1: float, y1: float, x2: float, y2: float, colour: str, *, width: float = 1.0, dash: str = "") -> str:
    dashed = f' stroke-dasharray="{dash}"' if dash else ""
    at = f'x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"'
    return f'<line {at} stroke="{colour}" stroke-width="{width:g}"{dashed}/>'


def _text(x: float, y: float, words: str, *, size: int = 11, bold: bool = False, anchor: str = "start") -> str:
    weight = ' font-weight="bold"' if bold else ""
    at = f'x="{x:.1f}" y="{y:.1f}" font-size="{size}" text-anchor="{anchor}"'
    return f'<text {at} fill="{_INK}"{weight}>{escape(words)}</text>'

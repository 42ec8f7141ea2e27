"""Draw who acts towards whom: doers on the left, recipients on the right, a line for each pair with its count.

Invariant: a line is as thick as its count is large, on one scale for the whole picture, and every actor's number is the
sum of the lines that are drawn at it; what is left out for want of room is counted in a note. An actor who both acts
and is acted upon stands on both sides, so that no line runs against the reading direction.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from dateline.drawing.clusters import Box, Taken
from dateline.drawing.frames import count_words, key_row, kind_entries, note_lines
from dateline.drawing.lettering import fitted, isolated, shortened, width_of
from dateline.drawing.markup import address, linked, name_for, number, sheet, tag, text
from dateline.drawing.palette import colour_of, kind_of
from dateline.drawing.shapes import shape

__all__ = ["Pair", "network_svg"]

_ROW = 26.0
_HEAD = 30.0
_EDGE = 8.0
_SIZE = 12
_BOLD = 14.0  # what to measure bold words of 12 pixels with
_BOX = 9.0  # width of an actor's bar
_THICKEST, _THINNEST = 14.0, 1.2
_LEAST_BETWEEN = 90.0  # pixels for the lines, however long the names
_SWEEPS = 12  # of the ordering; it has settled after three to six on records of up to forty actors
_MOST_STOPS = 100


@dataclass(frozen=True, slots=True)
class Pair:
    """Count what one actor did to another. `kind` is the event type or class of all of it, `other` where it differs.

    Actors are told apart by name; `href` leads to what is counted, `doer_href` and `recipient_href` to the actors.
    """

    doer: str
    recipient: str
    count: int
    kind: str = "other"
    href: str | None = None
    doer_href: str | None = None
    recipient_href: str | None = None


@dataclass(frozen=True, slots=True)
class _Line:
    pair: Pair
    start: float
    end: float
    thickness: float


def network_svg(
    pairs: Iterable[Pair],
    *,
    title: str,
    width: float = 1200,
    most_actors: int = 40,
    has_paper: bool = False,
    noun: tuple[str, str] = ("incident", "incidents"),
) -> str:
    """Return who acts towards whom as SVG, `width` pixels wide and as high as there are actors.

    Each side shows at most half of `most_actors`, those with the largest counts. `noun` is what is counted, one and
    many. With more than 100 links, they are no stops of the Tab key.
    """
    every = _summed(pairs)
    shown = _largest(every, most_actors)
    doers, recipients = _ordered(shown)
    name = name_for("network", title, width, most_actors, has_paper, noun, every)
    gutter = _gutter(width, [*doers, *recipients])
    left, right = _EDGE + gutter + _BOX + 6, width - _EDGE - gutter - _BOX - 6
    unit = _THICKEST / max([p.count for p in shown], default=1)
    lines, heights = _lines(shown, doers, recipients, unit)
    bottom = _HEAD + max(heights) + 4
    stops = sum(1 for p in shown for h in (p.href, p.doer_href, p.recipient_href) if address(h)) <= _MOST_STOPS
    taken = Taken(width, bottom)
    drawn = [_curve(line, left, right, noun, stops=stops) for line in sorted(lines, key=lambda one: -one.pair.count)]
    figures = _figures(lines, left, right, taken)
    sides = [
        *_side(shown, doers, lines, left - _BOX, gutter, is_left=True, noun=noun, stops=stops),
        *_side(shown, recipients, lines, right, gutter, is_left=False, noun=noun, stops=stops),
    ]
    heads = _heads(left, right, width)
    entries = kind_entries(pair.kind for pair in shown)
    legend, below = key_row(entries if len(entries) > 1 else [], x=_EDGE, y=bottom, width=width - 2 * _EDGE)
    notes = _notes(every, shown, noun)
    said, below = note_lines(notes, x=_EDGE, y=below, width=width - 2 * _EDGE)
    total = sum(pair.count for pair in shown)
    top = ", ".join(
        f"{isolated(shortened(p.doer, 60))} towards {isolated(shortened(p.recipient, 60))} {p.count:,}"
        for p in shown[:5]
    )
    return sheet(
        [*heads, *drawn, *figures, *sides, legend, *said],
        width=width,
        height=round(below + 8),
        title=title,
        description=f"{count_words(total, *noun)}. {'Most: ' + top + '. ' if top else ''}" + " ".join(notes),
        name=name,
        has_links=any(address(h) for p in shown for h in (p.href, p.doer_href, p.recipient_href)),
        has_paper=has_paper,
        kind="network",
    )


def _heads(left: float, right: float, width: float) -> list[str]:
    """Return the heads of the two sides: over their bars, or at the edges where there is no room for that."""
    out = []
    for words, x, anchor, edge, other in (
        ("acts", left, "end", _EDGE, "start"),
        ("is acted upon", right, "start", width - _EDGE, "end"),
    ):
        fits = width_of(words, _BOLD) <= abs(x - edge)
        place, side = (x, anchor) if fits else (edge, other)
        out.append(text(words, x=place, y=16, anchor=side, fill="currentColor", font_weight="600"))
    return out


def _summed(pairs: Iterable[Pair]) -> list[Pair]:
    """Return one pair for each doer and recipient, the largest first; of several kinds it is of none."""
    held: dict[tuple[str, str], list[Pair]] = defaultdict(list)
    for pair in pairs:
        if pair.count > 0:
            held[pair.doer, pair.recipient].append(pair)
    out = []
    for (doer, recipient), same in held.items():
        known = {kind_of(pair.kind).name for pair in same}
        hrefs = [sorted({getattr(p, key) or "" for p in same}) for key in ("href", "doer_href", "recipient_href")]
        href, doer_href, recipient_href = (found[0] if len(found) == 1 else None for found in hrefs)
        kind = known.pop() if len(known) == 1 else "other"
        out.append(Pair(doer, recipient, sum(p.count for p in same), kind, href, doer_href, recipient_href))
    return sorted(out, key=lambda p: (-p.count, p.doer, p.recipient))


def _largest(pairs: Sequence[Pair], most: int) -> list[Pair]:
    """Return the pairs between the actors with the largest counts of each side."""
    keep = max(most // 2, 1)
    doers, recipients = _totals(pairs, "doer"), _totals(pairs, "recipient")
    kept_doers = {name for name, _ in _by_count(doers)[:keep]}
    kept_recipients = {name for name, _ in _by_count(recipients)[:keep]}
    return [p for p in pairs if p.doer in kept_doers and p.recipient in kept_recipients]


def _totals(pairs: Iterable[Pair], side: str) -> Counter[str]:
    totals: Counter[str] = Counter()
    for pair in pairs:
        totals[getattr(pair, side)] += pair.count
    return totals


def _by_count(totals: Mapping[str, int]) -> list[tuple[str, int]]:
    return sorted(totals.items(), key=lambda item: (-item[1], item[0]))


def _ordered(pairs: Sequence[Pair]) -> tuple[list[str], list[str]]:
    """Order both sides so that lines cross little: each actor goes to the mean place of those it has to do with.

    Standard: barycentre heuristic, Sugiyama, Tagawa and Toda (1981).
    """
    doers = [name for name, _ in _by_count(_totals(pairs, "doer"))]
    recipients = [name for name, _ in _by_count(_totals(pairs, "recipient"))]
    for sweep in range(_SWEEPS):
        if sweep % 2:
            doers = _settled(doers, recipients, [(p.doer, p.recipient, p.count) for p in pairs])
        else:
            recipients = _settled(recipients, doers, [(p.recipient, p.doer, p.count) for p in pairs])
    return doers, recipients


def _settled(names: Sequence[str], others: Sequence[str], ties: Iterable[tuple[str, str, int]]) -> list[str]:
    place = {name: n / max(len(others) - 1, 1) for n, name in enumerate(others)}
    sums: dict[str, float] = defaultdict(float)
    weights: Counter[str] = Counter()
    for name, other, count in ties:
        sums[name] += place[other] * count
        weights[name] += count
    return sorted(names, key=lambda name: (round(sums[name] / weights[name], 9), -weights[name], name))


def _gutter(width: float, names: Iterable[str]) -> float:
    room = (width - _LEAST_BETWEEN - 2 * _EDGE - 2 * _BOX - 12) / 2
    widest = max((width_of(shortened(name, 60), _SIZE) + 40 for name in names), default=40.0)
    return max(min(widest, room, 280.0), 20.0)


def _lines(
    pairs: Sequence[Pair], doers: Sequence[str], recipients: Sequence[str], unit: float
) -> tuple[list[_Line], tuple[float, float]]:
    """Return the lines with the middles of their ends, and how high each side is: lines of an actor do not overlap."""
    thick = {(p.doer, p.recipient): max(p.count * unit, _THINNEST) for p in pairs}
    rank_of = [{name: n for n, name in enumerate(side)} for side in (doers, recipients)]

    def ends(side: Sequence[str], at: int) -> tuple[dict[tuple[str, str], float], float]:
        held: dict[str, list[tuple[str, str]]] = defaultdict(list)
        for key in thick:
            held[key[at]].append(key)
        found, y = {}, 0.0
        for name in side:
            keys = sorted(held[name], key=lambda key: rank_of[1 - at][key[1 - at]])
            total = sum(thick[key] for key in keys)
            row = max(_ROW, total + 8)
            inner = y + (row - total) / 2
            for key in keys:
                found[key] = inner + thick[key] / 2
                inner += thick[key]
            y += row
        return found, y

    (starts, high), (stops, low) = ends(doers, 0), ends(recipients, 1)
    tallest = max(high, low)
    up, down = (tallest - high) / 2 + _HEAD, (tallest - low) / 2 + _HEAD
    lines = [
        _Line(p, starts[p.doer, p.recipient] + up, stops[p.doer, p.recipient] + down, thick[p.doer, p.recipient])
        for p in pairs
    ]
    return lines, (high, low)


def _curve(line: _Line, left: float, right: float, noun: tuple[str, str], *, stops: bool) -> str:
    pair, middle = line.pair, (left + right) / 2
    way = (
        f"M{number(left)} {number(line.start)}C{number(middle)} {number(line.start)} "
        f"{number(middle)} {number(line.end)} {number(right)} {number(line.end)}"
    )
    drawn = tag("path", d=way, fill="none", stroke="currentColor", stroke_width=line.thickness, stroke_opacity=0.75)
    said = f"{isolated(shortened(pair.doer, 100))} towards {isolated(shortened(pair.recipient, 100))}: "
    said += count_words(pair.count, *noun)
    if kind_of(pair.kind).name != "other":
        said += f", {kind_of(pair.kind).label.lower()}"
    return linked(drawn, kind=pair.kind, href=pair.href, title=said, is_stop=stops)


def _figures(lines: Sequence[_Line], left: float, right: float, taken: Taken) -> list[str]:
    """Return counts on their lines, the largest first, each where it covers no other."""
    out = []
    for line in sorted(lines, key=lambda one: (-one.pair.count, one.pair.doer, one.pair.recipient)):
        words = f"{line.pair.count:,}"
        half = width_of(words, 11) / 2 + 10
        for part in (0.5, 0.35, 0.65, 0.22, 0.78):
            x, y = _at(line, left, right, part)
            box = Box(x - half, y - 8, x + half, y + 8)
            if taken.is_free(box):
                taken.take(box)
                look = kind_of(line.pair.kind)
                plate = tag(
                    "rect", cls="dl-paper", x=x - half + 1, y=y - 7.5, width=2 * half - 2, height=15, rx=7.5,
                    fill=colour_of("paper"), fill_opacity=0.9,
                )  # fmt: skip
                sign = tag("g", shape(look.shape, x - half + 7.5, y, 3.6), cls=f"dl-{look.name}", color=look.light)
                number_of = text(
                    words, x=x + half - 5, y=y + 4, size=11, anchor="end", cls="dl-ink", fill=colour_of("ink")
                )
                out.append(plate + sign + number_of)
                break
    return [tag("g", *out, aria_hidden="true")] if out else []


def _at(line: _Line, left: float, right: float, t: float) -> tuple[float, float]:
    """Return a point of a line's curve (Bézier, with both handles halfway across)."""
    a, b, c, d = (1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t**3
    middle = (left + right) / 2
    return a * left + (b + c) * middle + d * right, (a + b) * line.start + (c + d) * line.end


def _side(
    pairs: Sequence[Pair],
    names: Sequence[str],
    lines: Sequence[_Line],
    x: float,
    gutter: float,
    *,
    is_left: bool,
    noun: tuple[str, str],
    stops: bool,
) -> list[str]:
    """Return the actors of one side: a bar as high as their lines, their name and their sum."""
    side, verb = ("doer", "acts in") if is_left else ("recipient", "is acted upon in")
    totals = _totals(pairs, side)
    hrefs = {getattr(p, side): getattr(p, f"{side}_href") for p in reversed(pairs)}
    out = []
    for name in names:
        held = [line for line in lines if getattr(line.pair, side) == name]
        ends = [line.start if is_left else line.end for line in held]
        top = min(e - line.thickness / 2 for e, line in zip(ends, held, strict=True))
        low = max(e + line.thickness / 2 for e, line in zip(ends, held, strict=True))
        count = f"{totals[name]:,}"
        shown = fitted(name, _SIZE, gutter - width_of(count, _SIZE) - 14)
        y = (top + low) / 2 + 4
        edge, turn, anchor = (x - 6, -1, "end") if is_left else (x + _BOX + 6, 1, "start")
        words = text(count, x=edge, y=y, anchor=anchor, fill="currentColor", font_weight="700") + text(
            shown, x=edge + turn * (width_of(count, _SIZE) * 1.15 + 7), y=y, anchor=anchor, fill="currentColor"
        )
        bar = tag("rect", x=x, y=top, width=_BOX, height=low - top, fill="currentColor")
        said = f"{isolated(shortened(name, 200))} {verb} {totals[name]:,} {noun[0] if totals[name] == 1 else noun[1]}"
        out.append(linked(bar, kind="other", href=hrefs[name], title=said, words=words, is_stop=stops))
    return out


def _notes(every: Sequence[Pair], shown: Sequence[Pair], noun: tuple[str, str]) -> list[str]:
    if not every:
        return [f"No {noun[0]} tells who acted towards whom."]
    left_out = sum(p.count for p in every) - sum(p.count for p in shown)
    return [f"{count_words(left_out, *noun)} between other actors: not drawn."] if left_out else []

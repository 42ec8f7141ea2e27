"""Incidents: a list of them, and one with its values, who stands behind it, and what its reports cannot agree on."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from typing import Any

from rich.text import Text

from dateline.cli.marking import STYLES
from dateline.cli.output import clean, count, grid, paper
from dateline.cli.show_decisions import decided
from dateline.model import COUNTS
from dateline.model.saying import kind_code, said_place, said_precision, said_range
from dateline.model.saying_sources import said_admiralty, said_support, said_why_not, said_worth
from dateline.reconciling.incidents.deciding.differences import name_of
from dateline.record import Record
from dateline.reviewing.looking import reports_of

__all__ = [
    "headline_of",
    "show_checks",
    "show_contradictions",
    "show_decisions",
    "show_list",
    "show_one",
    "show_reports",
    "show_values",
]

Row = Mapping[str, Any]

# A quotation is shown up to so many characters: the whole stands in the document.
_QUOTED = 160
# Incidents that are named beside what counts them.
_NAMED = 6


def headline_of(row: Row) -> Text:
    """Return an incident on one line: what, who, whom, where, when, how many."""
    who, whom = (", ".join(actor["name"] for actor in row[role]) or "-" for role in ("actors", "recipients"))
    rest = "; ".join(part for part in (said_place(row["place"]), _when(row), _tolls(row)) if part)
    return Text.assemble(
        (row["id"], "dim"),
        "  ",
        (_kind(row), "bold"),
        f" {row['status']}  ",
        (clean(who), STYLES["actor"]),
        " > ",
        (clean(whom), STYLES["recipient"]),
        f"  {clean(rest)}" if rest else "",
    )


def _kind(row: Row) -> str:
    return kind_code(row) if row["level"] == "single" else f"{kind_code(row)} ({row['level']})"


def show_list(rows: Sequence[Row], total: int, *, none: str = "no incident fits") -> None:
    """Print incidents, one a line, or `none`; of `total` there may be more than are given."""
    console = paper()
    if not rows:
        console.print(none)
        return
    for row in rows:
        sources = f"{row['sources']['independent']} of {len(row['reports'])}, {row['corroboration']['grade']}"
        line = Text.assemble(headline_of(row), (f"  [{sources}]", "dim"))
        console.print(line, soft_wrap=not console.is_terminal)
    if total > len(rows):
        console.print(f"and {total - len(rows):,} more; --limit 0 shows all", style="dim")


def show_one(record: Record, row: Row) -> None:
    """Print one incident, with what people decided about it."""
    console = paper()
    console.print(headline_of(row), soft_wrap=not console.is_terminal)
    console.print()
    show_values(row)
    console.print()
    show_reports(record, row)
    show_contradictions(record, row["contradictions"])
    show_decisions(record, row)


def show_values(row: Row, *, without: Collection[str] = ()) -> None:
    """Print what the reports of an incident say together and who stands behind it, but for the lines in `without`."""
    made = grid()
    for name, value in _fields(row):
        if name not in without:
            made.add_row(name, clean(value))
    paper().print(made)


def _fields(row: Row) -> Iterator[tuple[str, str]]:
    total = len(row["reports"])
    for role in ("actors", "recipients"):
        for actor in row[role]:
            about = ", ".join(part for part in (actor["kind"], actor["country"]) if part)
            name = f"{actor['name']} ({about})" if about else actor["name"]
            yield role.removesuffix("s"), f"{name}, {said_support(actor, total)}"
    place = row["place"]
    if place:
        yield "place", f"{said_place(place)} ({said_precision(place)}), {said_support(place, total)}"
    if row["when"]:
        precision = row["when"]["precision"]
        known = "" if precision == "interval" else f" (to the {precision})"
        yield "when", f"{row['when']['edtf']}{known}, {said_support(row['when'], total)}"
    for name in COUNTS:
        if row[name]:
            yield name, f"{said_range(row[name])}, {said_support(row[name], total)}"
    for name in ("means", "target"):
        if row[name]:
            yield name, row[name].replace("-", " ")
    grade = row["corroboration"]
    yield "sources", f"{grade['why'].rstrip('.')}. {said_worth(row['sources'])}".rstrip()
    yield "grade", grade["grade"]
    yield "Admiralty", said_admiralty(grade)
    if round(row["score"], 2) < 1:
        yield "certainty", f"it is {row['score']:.0%} sure that all its reports tell of one thing"
    if row["events"]:
        yield "counts", f"{said_range(row['events'])} events"
    for one in row["part_of"]:
        how = "part of" if one["how"] == "part" else "counted by"
        yield how, f"{one['id']} ({one['score']:.0%})"
    for one in row["runners_up"]:
        yield "nearly", f"one with {one['id']}, {one['score']:.0%} likely: {one['why']}"
    if row["reviewed"]:
        yield "reviewed", row["reviewed"]
    for one in row["edited"]:
        yield "edited", f"{one['field']}, by decision {one['decision']}"
    if row["redirects"]:
        yield "took over", ", ".join(row["redirects"])


def show_reports(record: Record, row: Row, *, most: int = 0, numbered: bool = False) -> None:
    """Print the reports by their origins: what goes back to one source stands together.

    Of more than `most` the rest is counted (0: never); with `numbered` each has its number in `reports_of`.
    """
    console = paper()
    order = reports_of(row)
    shown = {report["id"]: report for report in record.some("reports", order[: most or None])}
    names = _names(record, (report["document"] for report in shown.values()))
    heads: dict[str, str] = {}
    for number, group in enumerate(row["sources"]["groups"], 1):
        heads[group[0]] = f"origin {number}: {count(len(group), 'report')}"
    grouped = sum(map(len, row["sources"]["groups"]))
    if grouped < len(order):
        heads[order[grouped]] = f"not behind it: {count(len(order) - grouped, 'report')}"
    behind = {shown[id_]["status"] for id_ in order[:grouped] if id_ in shown}
    for number, id_ in enumerate(order, 1):
        if id_ not in shown:
            continue
        if id_ in heads:
            console.print(heads[id_], style="dim")
        report = shown[id_]
        mark = f"{number:>3}  " if numbered else ""
        said = clean(names[report["document"]])
        if number > grouped:
            said += f" ({said_why_not(report, behind)})"
        line = Text.assemble(mark, (id_, "dim"), f"  {said}: ", clean(_short(report["words"])))
        console.print(line, soft_wrap=not console.is_terminal)
    if len(shown) < len(order):
        console.print(f"and {count(len(order) - len(shown), 'more report')}", style="dim")


def _names(record: Record, documents: Iterable[str]) -> dict[str, str]:
    """Return how documents are called where they are told of: outlet, title or path, and day."""
    return {row["id"]: name_of(row) for row in record.some("documents", list(dict.fromkeys(documents)))}


def show_contradictions(record: Record, rows: Sequence[Row], *, listed: bool = False) -> None:
    """Print contradictions, each with what every side says, who says it, and its words.

    Where they are `listed` by themselves each begins with its id and that of its incident.
    """
    console = paper()
    sides = [side for one in rows for side in one["values"]]
    named = _names(record, (quote["document"] for side in sides for quote in side["quotes"]))
    for number, one in enumerate(rows):
        if number or not listed:
            console.print()
        line = Text.assemble((f"{one['disputed']}: ", "bold"), clean(one["why"]))
        if listed:
            of = f"  [{one['incident']}]" if one["incident"] else ""
            line = Text.assemble((one["id"], "dim"), "  ", line, (of, "dim"))
        console.print(line, soft_wrap=not console.is_terminal)
        for side in one["values"]:
            voices = ", ".join(named.get(voice, voice) for voice in side["voices"])
            said = f"{side['value']}{f', says {voices}' if voices else ''}"
            console.print(f"  {clean(said)}", soft_wrap=not console.is_terminal)
            for quote in side["quotes"]:
                words = f'"{_short(quote["words"])}" ({named.get(quote["document"], quote["document"])})'
                console.print(Text(f"    {clean(words)}", "dim"), soft_wrap=not console.is_terminal)


def show_decisions(record: Record, row: Row) -> None:
    """Print what people decided about an incident, what became of it, and what the machine had proposed."""
    lines = list(decided(record, row))
    if lines:
        console = paper()
        console.print()
        console.print("Decisions", style="bold")
        for line in lines:
            console.print(line, soft_wrap=not console.is_terminal)


def show_checks(rows: Sequence[Row], total: int) -> None:
    """Print what is told in sum, one a line, and the incidents that are counted; of `total` there may be more."""
    console = paper()
    if not rows:
        console.print("nothing is told in sum")
        return
    for row in rows:
        line = Text.assemble(
            (row["id"], "dim"), "  ", ("contradicted: " if row["more"] else "", "bold"), clean(row["why"])
        )
        console.print(line, soft_wrap=not console.is_terminal)
        if row["incidents"]:
            shown = ", ".join(row["incidents"][:_NAMED])
            more = len(row["incidents"]) - _NAMED
            console.print(f"    {shown}{f' and {more:,} more' if more > 0 else ''}", style="dim", soft_wrap=True)
    if total > len(rows):
        console.print(f"and {total - len(rows):,} more; --limit 0 shows all", style="dim")


def _when(row: Row) -> str:
    return row["when"]["edtf"] if row["when"] else ""


def _tolls(row: Row) -> str:
    return ", ".join(f"{name} {said_range(row[name])}" for name in ("killed", "injured", "captured") if row[name])


def _short(words: str) -> str:
    return words if len(words) <= _QUOTED else f"{words[:_QUOTED].rsplit(' ', 1)[0]} ..."

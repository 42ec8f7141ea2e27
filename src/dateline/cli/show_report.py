"""One report or claim: its sentence with the evidence marked, every field with its words, and why a field is empty."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from dateline.cli.marking import STYLES, marked
from dateline.cli.output import clean, count, grid, paper
from dateline.cli.show_origins import origins
from dateline.model import COUNTS, PlacePrecision
from dateline.record import Record

__all__ = ["headline_of", "show"]


def headline_of(row: Mapping[str, Any]) -> Text:
    """Return a report or claim on one line: id, what, who, where, when."""
    if "kind" in row:
        sides = [row[side]["name"] for side in ("subject", "object") if row[side]]
        return Text.assemble((row["id"], "dim"), "  ", (row["kind"], "bold"), "  ", clean(" - ".join(sides)))
    who = ", ".join(p["name"] for p in row["actors"]) or "-"
    whom = ", ".join(p["name"] for p in row["recipients"]) or "-"
    where = ", ".join(p["name"] for p in row["places"])
    when = row["when"]["edtf"] if row["when"] else ""
    rest = "; ".join(part for part in (where, when) if part)
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


def _kind(row: Mapping[str, Any]) -> str:
    return f"{row['type']}/{row['mode']}" if row["mode"] else str(row["type"])


def show(record: Record, what: str, row: Mapping[str, Any]) -> None:
    """Print a report (`what` is `reports`) or a claim."""
    console = paper()
    document = next(iter(record.documents().where(id=row["document"])))
    name = row["kind"] if what == "claims" else f"{_kind(row)}, {row['status']}"
    flags = [flag for flag in ("hedged", "historical") if row.get(flag)]
    console.print(Text.assemble((", ".join([name, *flags]), "bold"), f"  {row['id']}"))
    from_ = [document["title"] or document["path"] or document["url"], document["publisher"], document["published"]]
    said = ", ".join(str(part) for part in from_ if part)
    console.print(clean(f"in the {row['zone']} of {document['id']}: {said}"), soft_wrap=not console.is_terminal)
    console.print()
    console.print(marked(row), soft_wrap=not console.is_terminal)
    console.print()
    made = grid()
    for field, value in _claim(row) if what == "claims" else _report(row):
        made.add_row(field, clean(value))
    for field, value in origins(record, row, what) if what == "reports" else ():
        made.add_row(field, clean(value))
    for incident in record.incidents_of([row["id"]]).values() if what == "reports" else ():
        for told in record.incidents().where(id=incident):
            made.add_row("incident", clean(_incident(told)))
    console.print(made)


def _incident(row: Mapping[str, Any]) -> str:
    """Say which incident a report tells of, and how many others do."""
    when = f", {row['when']['edtf']}" if row["when"] else ""
    where = f", {row['place']['name']}" if row["place"] else ""
    total = count(len(row["reports"]), "report")
    behind = f"{total}, {row['sources']['independent']} independent, {row['corroboration']['grade']}"
    return f"{row['id']}: {_kind(row)}{where}{when} ({behind})"


def _report(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    yield "event", f"{_kind(row)}: {_quoted(row['trigger'], row)}"
    for field in ("actors", "recipients"):
        name = field.removesuffix("s")
        for party in row[field]:
            # An actor that no pack knows is shown by its id too: `dateline actors show` takes it.
            unknown = party["id"] if party["id"].startswith("text:") else None
            about = ", ".join(part for part in (party["kind"], party["country"], unknown) if part)
            yield name, f"{party['name']}{f' ({about})' if about else ''}: {_quoted(party['evidence'], row)}"
        if not row[field]:
            yield name, _empty(row[f"{field}_missing"])
    for place in row["places"]:
        yield "place", _place(place, row)
    if not row["places"]:
        yield "place", _empty(row["place_missing"])
    when = row["when"]
    yield "when", _when(when, row) if when else _empty(row["when_missing"])
    yield from _numbers(row)
    for field in ("means", "target"):
        if row[field]:
            yield field, f"{row[field]['kind'].replace('-', ' ')}: {_quoted(row[field]['evidence'], row)}"
    yield from _voices(row)
    if row["contexts"]:
        yield "contexts", ", ".join(row["contexts"])
    if row["scores"]:
        yield "scores", ", ".join(f"{field} {score:.2f}" for field, score in row["scores"].items())
    yield "coder", ", entry ".join(filter(None, (row["coder"], row["sense"])))


def _claim(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for side in ("subject", "object"):
        if row[side]:
            yield side, f"{row[side]['name']}: {_quoted(row[side]['evidence'], row)}"
    if row["value"] is not None:
        words = f": {_quoted(row['value_evidence'], row)}" if row["value_evidence"] else ""
        yield "value", f"{row['value']:g}{' ' + row['unit'] if row['unit'] else ''}{words}"
    if row["when"]:
        yield "when", _when(row["when"], row)
    yield from _voices(row)


def _quoted(evidence: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    is_inside = row["start"] <= evidence["start"] and evidence["end"] <= row["end"]
    return f'"{evidence["words"]}"' + ("" if is_inside else " (elsewhere in the document)")


def _empty(reason: str | None) -> str:
    return f"- {(reason or 'none').replace('_', ' ')}"


def _place(place: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    where = [place["kind"], place["admin1"], place["country"]]
    if place["lat"] is not None:
        where.append(f"{place['lat']:.4f} {place['lon']:.4f}")
    precision = PlacePrecision(place["precision"])
    where.append(f"precision {precision.value}: {precision.name.lower().replace('_', ' ')}")
    if place["radius_km"] is not None:
        where.append(f"within {place['radius_km']:g} km")
    if place["how"] == "carried":
        where.append("carried from an earlier sentence")
    return f"{place['name']} ({', '.join(part for part in where if part)}): {_quoted(place['evidence'], row)}"


def _when(when: Mapping[str, Any], row: Mapping[str, Any]) -> str:
    how = when["how"].replace("_", " ")
    return f"{when['edtf']} (to the {when['precision']}, {how}): {_quoted(when['evidence'], row)}"


def _numbers(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for field in COUNTS:
        number = row[field]
        if number:
            bounds = "/".join("?" if number[key] is None else f"{number[key]:,}" for key in ("low", "best", "high"))
            yield field, f"{bounds} (low/best/high): {_quoted(number['evidence'], row)}"


def _voices(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for n, voice in enumerate(row["voices"]):
        kind = voice["kind"].replace("_", " ")
        yield "voice" if n == 0 else "  via", f"{voice['name']} ({kind}): {_quoted(voice['evidence'], row)}"
    if not row["voices"]:
        yield "voice", "the article's own"

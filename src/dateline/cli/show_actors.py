"""The actors of a record: a list of them, and one with its spellings, what it is part of, and who names it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from dateline.cli.output import clean, count, grid, paper, table
from dateline.knowledge.actors import ANCESTRAL, RelationKind
from dateline.knowledge.actors.saying import RELATION_WORDS, said_interval
from dateline.reconciling.actors.known import Nearest, known_actor, offices_told, relations_told
from dateline.reconciling.actors.listing import ListedActor
from dateline.reconciling.actors.namings import is_name
from dateline.record import Record

__all__ = ["as_json", "show_list", "show_one"]

Row = Mapping[str, Any]

# What others have to an actor is shown up to so many lines: half a country is part of a government.
_MOST = 20


def show_list(rows: Sequence[Row], limit: int, *, described: int = 0) -> None:
    """Print actors, one a line; a list longer than `limit` is cut and the rest counted (0: never).

    `described` is how many are not in `rows` because they have no name.
    """
    made = table("id", "name", "kind", "of", "documents", "reports", numbers=2, whole=0)
    for row in rows[: limit or None]:
        about = (clean(row["id"]), clean(row["name"]), row["kind"] or "-", row["country"] or "-")
        made.add_row(*about, str(row["documents"]), str(row["reports"]))
    console = paper()
    if not rows:
        console.print("no actor fits")
        return
    console.print(made)
    if limit and len(rows) > limit:
        console.print(f"and {len(rows) - limit:,} more; --limit 0 shows all", style="dim")
    if described:
        console.print(f"and {described:,} that are only described; --json lists them", style="dim")


def as_json(record: Record, row: Row, told: ListedActor, others: Iterable[Row] = ()) -> dict[str, Any]:
    """Return an actor with a sentence for each spelling, the documents that name it, and what is decided about it.

    `others` are the actors of the record among which near names are looked for.
    """
    return {
        **row,
        "examples": [
            {"spelling": spelling, "row": one.row, "document": one.document, "words": one.words}
            for spelling, one in told.examples.items()
        ],
        "named_in": sorted(told.documents),
        "relations": relations_told(row["id"]),
        "offices": offices_told(row["id"]),
        "nearest": _nearest(row, others),
        "decisions": _decisions(record, row, told),
    }


def _nearest(row: Row, others: Iterable[Row]) -> list[dict[str, Any]]:
    """Return the actors that an unknown one comes near to, known or not; nothing takes it for one of them."""
    if row["known"]:
        return []
    # Without itself: beside an equal name the search finds none that are only near.
    unknown = [one for one in others if not one["known"] and one["id"] != row["id"]]
    names = {one["id"]: one["name"] for one in unknown if is_name(one["name"])}
    found = Nearest(tuple(names.items())).to(row["name"], but=[row["id"]])
    known = {id_: actor.name for id_, _, _ in found if (actor := known_actor(id_)) is not None}
    return [{"id": i, "name": {**names, **known}[i], "spelling": s, "score": score} for i, s, score in found]


def _decisions(record: Record, row: Row, told: ListedActor) -> list[dict[str, Any]]:
    """Return the decisions about an actor and those that undo one of them, in their order."""
    ids = {row["id"], *row["redirects"], *told.ids}
    found = []
    for one in record.decisions():
        if ids & set(one["targets"]):
            ids.add(one["id"])
            found.append(one)
    return found


def show_one(record: Record, row: Row, told: ListedActor, others: Iterable[Row] = ()) -> None:
    """Print one actor; `others` are the actors of the record among which near names are looked for."""
    console = paper()
    console.print(clean(row["name"]), style="bold", soft_wrap=True)
    console.print(_facts(row))
    said = {s["words"]: s["count"] for s in row["spellings"]}
    if said:
        _head("Spellings")
    for words, number in said.items():
        console.print(f"{clean(words)}  ({number:,})", soft_wrap=not console.is_terminal)
        example = told.examples.get(words)
        if example is not None:
            line = f"    {example.row}: {clean(example.words)}"
            console.print(line, style="dim", soft_wrap=not console.is_terminal)
    _show_relations(row)
    _show_nearest(_nearest(row, others))
    _show_documents(record, told)
    _show_decisions(_decisions(record, row, told))


def _show_relations(row: Row) -> None:
    """Print what the packs say, each with its time and citation, then what claims of the record add to it."""
    told = relations_told(row["id"])
    own, others = ([one for one in told if one["incoming"] is side] for side in (False, True))
    offices = offices_told(row["id"])
    if told or offices:
        _head("By the packs")
    for one in own:
        _say(RELATION_WORDS[RelationKind(one["kind"])][0], f"{one['name']} ({one['id']})", one)
    for one in offices:
        held = f"{one['office']} of {one['of']}" if one["holder"] is None else f"{one['name']} ({one['holder']})"
        _say("office" if one["holder"] is None else one["office"], held, one)
    for one in others[:_MOST]:
        _say(RELATION_WORDS[RelationKind(one["kind"])][1], f"{one['name']} ({one['id']})", one)
    if len(others) > _MOST:
        paper().print(f"and {len(others) - _MOST:,} more; --json lists them", style="dim")
    known = {(one["id"], one["kind"], one["since"], one["until"]) for one in own if one["kind"] in ANCESTRAL}
    claimed = [p for p in row["parents"] if (p["id"], p["kind"], p["since"], p["until"]) not in known]
    if claimed:
        _head("By claims of the record")
    for one in claimed:
        _say(RELATION_WORDS[RelationKind(one["kind"])][0], f"{one['name']} ({one['id']})", one)


def _say(how: str, whom: str, one: Row) -> None:
    doubt = ", disputed" if one.get("disputed") else ""
    held = said_interval(one["since"], one["until"])
    console = paper()
    console.print(clean(f"{how}: {whom}{f', {held}' if held else ''}{doubt}"), soft_wrap=not console.is_terminal)
    if one.get("cite"):
        console.print(f"    {clean(one['cite'])}", style="dim", soft_wrap=not console.is_terminal)


def _facts(row: Row) -> Any:
    made = grid()
    made.add_row("id", clean(row["id"]))
    for name in ("kind", "country", "sensitivity"):
        if row[name]:
            made.add_row(name, row[name])
    if row["person"] is not None:
        made.add_row("person", "yes" if row["person"] else "no")
    made.add_row("known", "yes" if row["known"] else "no: no pack or pattern has it")
    made.add_row("named in", f"{count(row['documents'], 'document')}, {count(row['reports'], 'report')}")
    if row["first"]:
        made.add_row("published", row["first"] if row["first"] == row["last"] else f"{row['first']} to {row['last']}")
    if row["redirects"]:
        made.add_row("formerly", clean(", ".join(row["redirects"])))
    return made


def _show_nearest(near: Sequence[Row]) -> None:
    if near:
        _head("Near to it, by name")
    for one in near:
        paper().print(clean(f"{one['name']} ({one['id']}), by {one['spelling']}: {one['score']:.2f}"))


def _show_documents(record: Record, told: ListedActor) -> None:
    _head("Documents")
    made = grid()
    for id_ in sorted(told.documents):
        for document in record.documents().where(id=id_):
            from_ = [document["title"] or document["path"] or document["url"], document["published"]]
            made.add_row(id_, clean(", ".join(str(part) for part in from_ if part)))
    paper().print(made)


def _show_decisions(decisions: Sequence[Row]) -> None:
    if decisions:
        _head("Decisions")
    for one in decisions:
        why = f": {one['reason']}" if one["reason"] else ""
        said = f"{one['id']} {one['act']} {', '.join(one['targets'])}, by {one['reviewer']}, {one['made']}{why}"
        paper().print(clean(said), soft_wrap=True)


def _head(title: str) -> None:
    paper().print()
    paper().print(title, style="bold")

"""Actors: who is named how often, and one of them with its names, parents, offices, and whom it acts against.

Invariant: what a pack says of an actor carries its citation; what the record says carries its reports. The list is
counted from the index, and never goes through the record.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from datetime import date, timedelta
from typing import Any

from markupsafe import Markup

from dateline.desk.addresses import Addresses, encode
from dateline.desk.asked import Asked
from dateline.desk.desk import Desk
from dateline.desk.listing import CALLED, DAYS, called_by, chips, days_of, filters_of, found, turning
from dateline.desk.page import Page, Shown
from dateline.desk.paging import start_of, token_of
from dateline.desk.refused import NotThere
from dateline.desk.ways import ways
from dateline.drawing import TimeMark, TimeView, timeline_svg
from dateline.drawing.networks import Pair, network_svg
from dateline.indexing import NONE, FacetValue, Found
from dateline.indexing import Pair as Acting
from dateline.knowledge.actors import RelationKind
from dateline.knowledge.actors.saying import RELATION_WORDS, said_interval
from dateline.model import Actor, Moment
from dateline.model.schema import Row
from dateline.reconciling.actors.known import known_actor, offices_told, relations_told
from dateline.record.of_one import claims_naming

__all__ = ["PAGES"]

# Reports of which the spellings, roles and voices are read; an actor of a big record has tens of thousands.
_READ = 100
_SHOWN = 10
_PAIRS = 60
_MOST_RELATIONS = 20
# Claims of them are read, since an id that rows have for a name may mean several.
_CLAIMS = 60
_EVERY = 10_000_000


# The list


def _listed(desk: Desk, asked: Asked) -> Shown:
    called = asked.first("called")
    of = asked.without("called")
    fitting = found(desk, of, "reports")
    values, start = _named(desk, fitting, asked, called_by(called) if called else None)
    shown = values[start : start + asked.size]
    next_ = token_of("actors", _place(shown[-1])) if len(values) > start + asked.size else None
    addresses = Addresses()
    return Shown(
        title="Actors",
        rows=[_line(one, addresses) for one in shown],
        count=len(values) if called else None,
        next=next_,
        told={"of_reports": fitting.count},
        drawn={
            "called": called or "",
            "chips": chips(asked, asked.page.path, {}, but=("called",)),
            "ways": ways(of.filters, "reports", here=asked.page.path),
            **turning(asked, next_),
            "start": start,
        },
    )


def _named(
    desk: Desk, fitting: Found, asked: Asked, fits: Callable[[str, str], bool] | None
) -> tuple[list[FacetValue], int]:
    """Return the actors that are named, the most often named first, and where among them the page begins.

    Without `fits` no more of them are looked at than the page wants, as a record may have any number: the list may end
    behind the one after the page.
    """
    most = _EVERY if fits else 2 * asked.size
    while True:
        counted = fitting.facets(["actor"], most=most, narrowed=True)["actor"]
        counts = sorted((one.count for one in counted if one.value != NONE), reverse=True)
        # Of those that are named as often as the last one some may be missing.
        least = counts[most - 1] if len(counts) >= most else 0
        # Some of those that are counted are covered, and stand in no list.
        shown = [one for one in desk.covers.listed(counted) if one.count > least and one.value != NONE]
        values = sorted((one for one in shown if fits is None or fits(one.value, one.label)), key=_place)
        start = start_of("actors", asked.after, [_place(one) for one in values], like=(int, str))
        if len(values) > start + asked.size or not least:
            return values, start
        most *= 4


def _place(one: FacetValue) -> tuple[int, str]:
    """Return by what an actor is sorted: the most often named first."""
    return -one.count, one.value


def _line(one: FacetValue, addresses: Addresses) -> dict[str, Any]:
    known = known_actor(one.value)
    return {
        "id": one.value,
        "name": one.label,
        "kind": known.kind if known else None,
        "country": known.country if known else None,
        "known": known is not None,
        "reports": one.count,
        "address": addresses.actor(one.value),
    }


# One of them


def _one(desk: Desk, asked: Asked) -> Shown:
    id_ = asked.id or ""
    held = Asked(page=asked.page, filters={**asked.filters, "actor": (id_,)})
    fitting = found(desk, held, "reports")
    incidents = found(desk, held, "incidents")
    known = known_actor(id_)
    everything = (
        fitting if not asked.filters else found(desk, Asked(page=asked.page, filters={"actor": (id_,)}), "reports")
    )
    if not everything.count and known is None:
        raise NotThere(f"no report of this record names an actor {id_!r}, and no actor pack has one")
    named = desk.fetch("reports", fitting.page("newest", _READ).rows)
    parties = [party for row in named for role in ("actors", "recipients") for party in row[role]]
    meant, label = _meant(desk, id_, parties)
    if meant is not None and meant != id_:
        return Shown(title=label, moved=f"/actors/{encode(meant)}")
    called = desk.covers.calling()
    name = known.name if known else label
    if called(id_, name) != (id_, name):
        raise NotThere("readers and private persons have no page of their own here")
    own = [party for party in parties if party["id"] == id_]
    pairs = _covered(incidents.pairs(_PAIRS), called)
    relations, offices = relations_told(id_), offices_told(id_)
    addresses = Addresses()
    picture = network_svg(_drawn(pairs, addresses, asked), title=f"Who acts against whom, around {name}")
    row = {
        "id": id_,
        "name": name,
        **_facts(known, own),
        "reports": fitting.count,
        "incidents": incidents.count,
        "spellings": _spellings(own),
        "relations": relations,
        "offices": offices,
        "pairs": [_pair(one) for one in pairs],
        "address": addresses.actor(id_),
    }
    claims = desk.covers.rows("claims", _claims(desk, id_))
    return Shown(
        title=name,
        rows=[row],
        told={"read_reports": len(named)},
        drawn={
            "actor": row,
            "picture": Markup(picture) if pairs else None,
            "relations": _told_relations(relations),
            "over_time": _over_time(relations, offices, name, named),
            "offices": [{**one, "held": said_interval(one["since"], one["until"])} for one in offices],
            "latest": named[:_SHOWN],
            "claims": claims[:_SHOWN],
            "all_reports": addresses.to("/reports", {**days_of(asked), "actor": [id_]}),
            "all_incidents": addresses.to("/incidents", {**days_of(asked), "actor": [id_]}),
            "timeline": addresses.to("/timeline", {**days_of(asked), "actor": [id_]}),
            "own": addresses.actor(id_),
        },
    )


def _facts(known: Actor | None, own: Sequence[Row]) -> dict[str, Any]:
    """Return what a pack says an actor is, else what most reports do."""
    return {
        "kind": known.kind if known else _commonest(party["kind"] for party in own),
        "country": known.country if known else _commonest(party["country"] for party in own),
        "known": known is not None,
    }


def _pair(one: Acting) -> dict[str, Any]:
    told = {"doer": one.doer, "doer_name": one.doer_name}
    return {**told, "recipient": one.recipient, "recipient_name": one.recipient_name, "incidents": one.count}


def _covered(pairs: Iterable[Acting], called: Callable[[str, str], tuple[str, str] | None]) -> list[Acting]:
    made = []
    for pair in pairs:
        doer, recipient = called(pair.doer, pair.doer_name), called(pair.recipient, pair.recipient_name)
        if doer is not None and recipient is not None:
            made.append(Acting(*doer, *recipient, pair.count))
    return made


def _claims(desk: Desk, id_: str) -> list[dict[str, Any]]:
    """Return the newest claims in which an actor is meant, by whatever id the rows have for it."""
    told = claims_naming(desk.record, desk.now.actors.stored(id_), most=_CLAIMS)
    return [one for one in told if id_ in [term["id"] for term in (one["subject"], one["object"]) if term]]


def _meant(desk: Desk, id_: str, parties: Iterable[Row]) -> tuple[str | None, str]:
    """Return the id under which an actor is known today, and its name; None where no report tells."""
    actors = desk.now.actors
    now = actors.settled.settlement.leads_to(id_)
    if now != id_:
        return now, now
    codes = actors.codes(id_)
    ids = [actors.ids.values[code] for code in codes.tolist()]
    if id_ in ids or not ids:
        label = next((party["name"] for party in parties if party["id"] == id_), None)
        if label is None and id_ in ids:
            label = actors.label(codes.tolist()[ids.index(id_)])
        return (id_ if ids else None), label or id_
    return ids[0], actors.label(int(codes[0]))


def _spellings(parties: Iterable[Row]) -> list[dict[str, Any]]:
    counted = Counter(party["evidence"]["words"] for party in parties)
    return [{"words": words, "count": n} for words, n in sorted(counted.items(), key=lambda one: (-one[1], one[0]))]


def _commonest(values: Iterable[str | None]) -> str | None:
    counted = Counter(value for value in values if value)
    return min(counted, key=lambda value: (-counted[value], value)) if counted else None


def _told_relations(relations: Sequence[Row]) -> list[dict[str, Any]]:
    """Return the relations in words: the actor's own, then what others have to it, no more than can be read."""
    own = [one for one in relations if not one["incoming"]]
    others = [one for one in relations if one["incoming"]][:_MOST_RELATIONS]
    return [
        {
            **one,
            "said": RELATION_WORDS[RelationKind(one["kind"])][one["incoming"]],
            "held": said_interval(one["since"], one["until"]),
        }
        for one in (*own, *others)
    ]


def _over_time(relations: Sequence[Row], offices: Sequence[Row], name: str, named: Sequence[Row]) -> Markup | None:
    """Draw what an actor was part of and which offices it held, as long as the packs say; None where it is nothing.

    The picture goes on to what the newest reports tell, and is never of less than a year: packs tell years.
    """
    said = [
        (RELATION_WORDS[RelationKind(one["kind"])][False], one["name"], one["id"], one)
        for one in relations
        if not one["incoming"]
    ]
    said += [
        (one["office"], one["of"] if one["holder"] is None else one["name"], one["holder"], one) for one in offices
    ]
    marks = []
    for lane, label, id_, one in said:
        since, until = (Moment(one[end]) if one[end] else None for end in ("since", "until"))
        first, last = since.earliest if since else None, until.latest if until else None
        if first or last:
            href = Addresses().actor(id_) if id_ else None
            marks.append(TimeMark(first, last, "interval", label, href=href, lane=lane, is_lasting=True))
    title = f"Relations and offices of {name} over time"
    if not marks:
        return None
    ends = [day for mark in marks for day in (mark.earliest, mark.latest) if day]
    whens = [row["when"] for row in named if row["when"]]
    ends += [date.fromisoformat(when[end][:10]) for when in whens for end in ("earliest", "latest") if when[end]]
    view = TimeView(min(ends), max(*ends, min(ends) + timedelta(days=365)))
    return Markup(timeline_svg(marks, title=title, view=view, noun=("relation", "relations")))


def _drawn(pairs: Iterable[Acting], addresses: Addresses, asked: Asked) -> list[Pair]:
    return [
        Pair(
            doer=p.doer_name,
            recipient=p.recipient_name,
            count=p.count,
            href=addresses.to("/incidents", {**days_of(asked), "doer": [p.doer], "recipient": [p.recipient]}),
            doer_href=addresses.actor(p.doer),
            recipient_href=addresses.actor(p.recipient),
        )
        for p in pairs
    ]


PAGES = (
    Page(
        name="actors",
        path="/actors",
        summary="Who is named in the reports that the filters leave, the most often named first.",
        answer=_listed,
        formats=("json", "csv"),
        filters=(CALLED, *filters_of("reports")),
        is_listed=True,
    ),
    Page(
        name="actor",
        path="/actors/{id}",
        summary="One actor: its names, parents and offices over time, whom it acts against, its reports.",
        answer=_one,
        formats=("json", "csv"),
        filters=DAYS,
    ),
)

"""The actors of a record as a list: what each is called, where and when it is named, whom it belongs to.

Invariant: a spelling is counted once for each place in a text where it stands, however many reports quote it there.
A person of whom nothing says that they act in public is private, and what is not known protects.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from dateline.knowledge.outlets import open_outlets
from dateline.model import Moment, Sensitivity
from dateline.reconciling.actors.known import known_actor, known_entry, relations_of
from dateline.reconciling.actors.namings import (
    UNKNOWN,
    Row,
    is_acronym,
    is_name,
    is_pronoun,
    spelling_of,
    titles_of,
    without_article,
)
from dateline.reconciling.actors.rules import naming_rules

__all__ = ["Example", "ListedActor", "Listing", "actor_id"]

# Voices that are only described, and readers, are no actors.
_NO_ACTORS = ("described:", "commenter:")
_OUTLET = "outlet:"


def actor_id(party: Row) -> str | None:
    """Return the id of the actor that a report or a claim names, or None where it names a place or nobody."""
    id_ = party["id"]
    if id_ is None or id_.startswith(_NO_ACTORS):
        return None
    if id_ in open_outlets().by_id:
        return f"{_OUTLET}{id_}"
    is_party = "country" in party
    return id_ if is_party or id_.startswith((UNKNOWN, _OUTLET)) or known_actor(id_) is not None else None


@dataclass(frozen=True, slots=True)
class Example:
    """Show one sentence that names an actor: the report or claim by its id, its document, and its words."""

    row: str
    document: str
    words: str


@dataclass(slots=True)
class ListedActor:
    """Hold what a record tells of one actor.

    `ids` are those that its names have in their documents, `lands` count the countries of the reports that name it,
    `examples` show the first sentence of each spelling.
    """

    id: str
    names: Counter[str] = field(default_factory=Counter)
    kinds: Counter[str] = field(default_factory=Counter)
    countries: Counter[str] = field(default_factory=Counter)
    persons: Counter[bool] = field(default_factory=Counter)
    said: set[Sensitivity] = field(default_factory=set)
    titles: Counter[str] = field(default_factory=Counter)
    places: dict[str, set[tuple[str, int]]] = field(default_factory=lambda: defaultdict(set))
    documents: set[str] = field(default_factory=set)
    reports: set[str] = field(default_factory=set)
    ids: set[str] = field(default_factory=set)
    lands: Counter[str] = field(default_factory=Counter)
    examples: dict[str, Example] = field(default_factory=dict)
    member_of: set[tuple[str, str, str, str | None, str | None]] = field(default_factory=set)

    @property
    def is_known(self) -> bool:
        """Tell whether a pack or a pattern knows it."""
        return not self.id.startswith(UNKNOWN)

    @property
    def is_named(self) -> bool:
        """Tell whether it has a name, and is not only described ("head of the convoy")."""
        return any(is_name(words) for words in self.names)

    @property
    def has_proper_name(self) -> bool:
        """Tell whether it has a name of its own, which "Iraqi police" have not."""
        return self.is_named if not self.is_known else ":" not in self.id or self.id.startswith(_OUTLET)

    @property
    def person(self) -> bool | None:
        """True for a person, None where nothing tells."""
        entry = known_entry(self.id)
        if entry is not None:
            return entry.person
        if self.persons:
            return bool(_most(self.persons))
        return True if self.titles else None

    @property
    def sensitivity(self) -> Sensitivity | None:
        """Say whether a person acts in public; None for what is no person.

        What mentions say goes first. Without any, a name that nothing makes a body is taken for a private person's,
        unless a title that is no mere courtesy stands before it.
        """
        if self.is_known or not self.is_named:
            return None
        for each in (Sensitivity.PUBLIC, Sensitivity.COMMENTER, Sensitivity.PRIVATE):
            if each in self.said:
                return each
        if self.person is False:
            return None
        if set(self.titles) - naming_rules().courtesies:
            return Sensitivity.PUBLIC
        if self.person is None and (self.kinds or any(is_acronym(words) for words in self.names)):
            return None
        return Sensitivity.PRIVATE

    def row(self, published: Mapping[str, str | None], redirects: Iterable[str] = ()) -> dict[str, Any]:
        """Return the actor in the shape of the public contract."""
        known = known_actor(self.id)
        days = sorted((str(Moment(d).earliest), d) for d in map(published.get, self.documents) if d)
        spellings = sorted(((len(at), words) for words, at in self.places.items()), key=lambda one: (-one[0], one[1]))
        return {
            "id": self.id,
            "name": _most(self.names),
            "kind": known.kind if known else _most(self.kinds),
            "country": known.country if known else _most(self.countries),
            "known": self.is_known,
            "person": self.person,
            "sensitivity": self.sensitivity.value if self.sensitivity else None,
            "spellings": [{"words": words, "count": number} for number, words in spellings],
            "documents": len(self.documents),
            "reports": len(self.reports),
            "first": days[0][1] if days else None,
            "last": days[-1][1] if days else None,
            "parents": [*map(_parent, relations_of(self.id)), *map(_parent, sorted(self.member_of, key=str))],
            "redirects": sorted(set(redirects) - {self.id}),
        }


def _parent(relation: tuple[str, str, str, str | None, str | None]) -> dict[str, Any]:
    return dict(zip(("id", "name", "kind", "since", "until"), relation, strict=True))


class Listing:
    """Take in everybody whom the rows of a record name, one by one, and list the actors."""

    def __init__(self) -> None:
        self._actors: dict[str, ListedActor] = {}

    def add(self, row: Row, party: Row, actor: str, name: str, *, is_reader: bool = False) -> None:
        """Take in one party of one report, claim or mention, who stands for `actor`; a reader signs a comment there."""
        one = self._actors.get(actor)
        if one is None:
            one = self._actors[actor] = ListedActor(actor)
        words = party["evidence"]["words"]
        one.names[name] += 1
        one.ids.add(party["id"])
        one.documents.add(row["document"])
        if row["what"] == "reports":
            one.reports.add(row["id"])
            if row["place"]["country"]:
                one.lands[row["place"]["country"]] += 1
        if party.get("country"):
            one.countries[party["country"]] += 1
        if party["kind"] if "country" in party else None:  # a voice's kind is how it speaks
            one.kinds[party["kind"]] += 1
        for title in titles_of(words, party["name"]):
            one.titles[title] += 1
        if is_reader:
            one.said.add(Sensitivity.COMMENTER)
        self._add_mention(one, row)
        said = spelling_of(words, party["name"], known=one.is_known)
        if said is None and not one.has_proper_name and not is_pronoun(words):
            said = without_article(words)
        if said:
            one.places[said].add((row["document"], party["evidence"].get("start", row["start"])))
            if row["what"] != "mentions":
                one.examples.setdefault(said, Example(row["id"], row["document"], row["words"]))

    def _add_mention(self, one: ListedActor, row: Row) -> None:
        if row["what"] != "mentions":
            return
        if row["type"] in ("person", "organisation"):
            one.persons[row["type"] == "person"] += 1
        if row["sensitivity"]:
            one.said.add(Sensitivity(row["sensitivity"]))

    def relate(self, member: str, group: str, name: str, since: str | None, until: str | None) -> None:
        """Take in that a claim says an actor belongs to a group, in a time."""
        if member in self._actors and member != group:
            self._actors[member].member_of.add((group, name, "member_of", since, until))

    def actors(self) -> list[ListedActor]:
        """Return all actors by their ids."""
        return [self._actors[id_] for id_ in sorted(self._actors)]


def _most(counted: Counter[Any]) -> Any:
    return min(counted, key=lambda one: (-counted[one], str(one))) if counted else None

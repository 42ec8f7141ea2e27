"""Replace the names of readers who comment, and of private persons, so that a published export does not carry them.

Invariant: offsets stay true. In the text a covered name stands as blocks of the same length, and evidence quotes the
covered text; in the fields (who says so, who acts, who is acted upon) the same person has the same number throughout
one record, or none where persons are withheld. The number comes from the order of the documents, so nobody can check a
guess against it, as one could against a hash. In comments each part of a reader's name is covered too ("Thanks,
Hodan"), in capitals or not; of a private person each part is, where it is written with a capital.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from enum import StrEnum
from typing import Any

from dateline.exporting.covering import (
    Alias,
    Covered,
    covered_actor,
    covering_rules,
    parts_of,
    said,
    speaker,
    with_covers,
    words_of,
)
from dateline.knowledge.names import fold
from dateline.model import MentionType, Sensitivity, ZoneKind
from dateline.reconciling.actors.namings import is_name

__all__ = ["Persons", "Pseudonyms", "numbered", "readers_of", "without_hidden"]

# Nobody is told from anybody else by this.
_WITHHELD = ("person:withheld", "a private person")

Row = Mapping[str, Any]


class Persons(StrEnum):
    """Say what an export does with the names of private persons: keep, number or withhold them."""

    KEEP = "keep"
    PSEUDONYM = "pseudonym"
    WITHHOLD = "withhold"


class Pseudonyms:
    """Know whom a record's exports cover, by document, and cover their names in its rows.

    `documents` are its documents and `mentions` all that they name, as rows; readers are covered where `readers` says
    so, private persons as `persons` says. Who does not read all documents at once takes each in before rows of it are
    covered, and gives the `numbers` that all readers have by then, by their folded names (see `numbered`).
    """

    def __init__(
        self,
        documents: Iterable[Row],
        mentions: Iterable[Row] = (),
        *,
        readers: bool = True,
        persons: Persons = Persons.KEEP,
        numbers: Mapping[str, Alias] | None = None,
    ) -> None:
        self._covered: dict[str, Covered] = defaultdict(Covered)
        self._names = _Names()
        self._ids: dict[str, Alias] = {}
        self._covers_readers = readers
        self._numbers = dict(numbers or {})
        self._parts: set[str] = set()  # of the names of private persons, folded
        self._parts_of_readers: tuple[int, frozenset[str]] = (0, frozenset())
        if persons is not Persons.KEEP:
            self._cover_persons(mentions, withhold=persons is Persons.WITHHOLD)
        for row in documents:
            self.take_in(row)

    def take_in(self, row: Row) -> None:
        """Find out whom to cover in a document, once, before any row of it is covered."""
        if self._covers_readers:
            self._cover_readers(row)
        self._cover_elsewhere(row)
        if row["id"] in self._covered:
            self._covered[row["id"]].close(row["text"])

    def _cover_readers(self, row: Row) -> None:
        names = readers_of(row["zones"], row["authors"])
        if not names:
            return
        here = self._covered[row["id"]]
        numbered(self._numbers, names)
        here.readers.update({fold(name): self._numbers[fold(name)] for name in names})
        here.names.update(names)
        of_own = {part for name in row["authors"] for part in fold(name).split()}
        here.parts.update(part for part in parts_of(names) if part.casefold() not in of_own)
        here.comments.extend((z["start"], z["end"]) for z in row["zones"] if z["kind"] == ZoneKind.COMMENT)

    def _cover_persons(self, mentions: Iterable[Row], *, withhold: bool) -> None:
        """Cover the private persons among the mentions, which come document by document, in their order."""
        private: dict[str, list[Row]] = defaultdict(list)
        public: dict[str, set[str]] = defaultdict(set)
        known: set[str] = set()
        for row in mentions:
            if row["sensitivity"] == Sensitivity.PRIVATE:
                private[row["document"]].append(row)
            elif row["type"] != MentionType.QUANTITY:
                if row["sensitivity"] == Sensitivity.PUBLIC:
                    known.add(fold(row["words"]))
                public[row["document"]].update(part.casefold() for part in re.findall(r"\w+", row["words"]))
        numbers: dict[str, Alias] = {}
        for document, rows in private.items():
            here = self._covered[document]
            for row in rows:
                id_ = row["actor"]["id"] if row["actor"] else f"text:{fold(row['words'])}"
                number = f"person-{len(numbers) + 1}"
                alias = Alias(*_WITHHELD) if withhold else Alias(f"person:{number}", number)
                alias = numbers.setdefault(id_, alias)
                here.persons[id_] = here.persons[f"text:{fold(row['words'])}"] = alias
                here.names.add(row["words"])
                self._names.add(row["words"], alias)
                self._parts.update(parts_of([fold(row["words"])]))
                if shown := (row["actor"] or {}).get("name"):  # of several spellings a record shows the commonest
                    here.names.add(shown)
                    self._names.add(shown, alias)
                    self._parts.update(parts_of([fold(shown)]))
                self._ids[id_] = alias
                # A part that a public person, a place or a group shares stays theirs.
                here.pieces.update(p for p in parts_of([row["words"]]) if p.casefold() not in public[document])
        self._names.leave_out(known)

    def _cover_elsewhere(self, row: Row) -> None:
        """Cover whole names in a document that does not itself tell who they are: in a title, an entry, an address."""
        told = (row["text"], row["title"], row["url"], row["path"], *(r["url"] for r in row["references"]))
        for words, alias in self._names.found_in(" ".join(each for each in told if each)):
            here = self._covered[row["id"]]
            here.names.add(words)
            here.persons.setdefault(f"text:{fold(words)}", alias)

    @property
    def persons(self) -> Mapping[str, Alias]:
        """Return what all private persons are called instead, by their ids."""
        return self._ids

    def is_told(self, words: str) -> bool:
        """Tell whether words have the whole name of a private person in them."""
        return bool(self._names.found_in(words))

    def tells_part(self, words: str) -> bool:
        """Tell whether words, written with a capital, are a part of the name of any private person."""
        return any(part[0].isupper() and fold(part) in self._parts for part in parts_of([words]))

    def may_tell(self, words: str) -> bool:
        """Tell whether words have any part of any covered name in them, whatever document they are about."""
        of, parts = self._parts_of_readers
        if of != len(self._numbers):
            parts = frozenset(parts_of(self._numbers))
            self._parts_of_readers = len(self._numbers), parts
        return any(
            part in parts or part in self._parts
            for part in parts_of([fold(words), *map(fold, re.findall(r"\w+", words))])
        )

    def shown(self, document: str, words: str) -> str:
        """Return words of a document with all who are covered there covered."""
        covered = self._covered.get(document)
        return covered.shown(words) if covered else words

    def cover(self, what: str, rows: Iterable[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """Yield the rows with the names of all who are covered replaced."""
        of = {"documents": "id", "references": "citing"}.get(what, "document")
        for row in rows:
            if what == "contradictions":
                yield self._contradiction(
                    row, [quote["document"] for side in row["values"] for quote in side["quotes"]]
                )
                continue
            covered = self._covered.get(row[of])
            made = with_covers(row, covered) if covered else row
            if what == "derivations":
                made = {**made, "origin": self._origin(row["origin"], made["origin"])}
            yield made

    def cover_incidents(self, rows: Iterable[dict[str, Any]], of: Mapping[str, str]) -> Iterator[dict[str, Any]]:
        """Yield incidents with all covered who are in the documents of their reports; `of` leads from these to them."""
        for row in rows:
            documents = [of[id_] for id_ in row["reports"] if id_ in of]
            covers = self._covers(documents)
            if not covers and not row["edited"]:
                yield row
                continue
            made = {role: [self._party(actor, covers) for actor in row[role]] for role in ("actors", "recipients")}
            yield {
                **row,
                **made,
                "corroboration": {**row["corroboration"], "why": said(row["corroboration"]["why"], covers)},
                "contradictions": [self._contradiction(one, documents) for one in row["contradictions"]],
                "runners_up": [{**one, "why": said(one["why"], covers)} for one in row["runners_up"]],
            }

    def _party(self, actor: Row, covers: list[Covered]) -> dict[str, Any]:
        """Cover an actor of an incident; one whom no report names was put there by hand, from whatever document."""
        alias = self._ids.get(actor["id"]) if not actor["reports"] else None
        return {**actor, "id": alias.id, "name": alias.name} if alias else covered_actor(actor, covers)

    def _covers(self, documents: Iterable[str]) -> list[Covered]:
        return [self._covered[id_] for id_ in dict.fromkeys(documents) if id_ in self._covered]

    def _contradiction(self, row: Row, documents: Iterable[str]) -> dict[str, Any]:
        """Cover what is said in the names of several documents; a quotation is covered as it is in its own."""
        covers = self._covers(documents)

        def quoted(quote: Row) -> dict[str, Any]:
            covered = self._covered.get(quote["document"])
            return with_covers(quote, covered) if covered else dict(quote)

        values = [
            {
                **side,
                "value": said(side["value"], covers),
                "voices": [speaker(voice, covers) for voice in side["voices"]],
                "quotes": [quoted(quote) for quote in side["quotes"]],
            }
            for side in row["values"]
        ]
        return {**row, "why": said(row["why"], covers), "values": values}

    def _origin(self, given: Row, made: dict[str, Any]) -> dict[str, Any]:
        """Cover the words of a derivation's origin, which stand in another document than its own."""
        covered = self._covered.get(given["document"])
        words = with_covers(given["evidence"], covered) if covered else given["evidence"]
        return {**made, "evidence": words}


def readers_of(zones: Iterable[Row], authors: Iterable[str]) -> list[str]:
    """Return the names with which readers sign their comments under a document.

    Its own author who answers there writes in public under that name, and some signatures name nobody.
    """
    own = {fold(name) for name in authors} | covering_rules().nobody
    signed = (zone["author"] for zone in zones if zone["kind"] == ZoneKind.COMMENT)
    return [name for name in signed if name and fold(name) not in own]


def numbered(numbers: dict[str, Alias], names: Iterable[str]) -> None:
    """Give those readers a number who have none yet; whoever numbers those of a record goes by its documents' ids."""
    for name in names:
        number = f"reader-{len(numbers) + 1}"
        numbers.setdefault(fold(name), Alias(f"commenter:{number}", number))


def without_hidden(
    rows: Iterable[Row], names: Pseudonyms, is_hidden: Callable[[str], bool]
) -> Iterator[dict[str, Any]]:
    """Yield actors without those whose ids are hidden, and without the names of private persons in those of others.

    Who is only described by a part of such a name ("the widow of Deeqa"), be it by a claim alone, is left out, too; a
    body that is called by it, and whoever acts in public, is not.
    """
    for row in rows:
        if is_hidden(row["id"]) or (not row["known"] and names.is_told(row["name"])):
            continue
        is_body = row["sensitivity"] == Sensitivity.PUBLIC or (row["kind"] and is_name(row["name"]))
        if not row["known"] and not is_body and names.tells_part(row["name"]):
            continue
        yield {
            **row,
            "spellings": [s for s in row["spellings"] if not names.is_told(s["words"])],
            "parents": [p for p in row["parents"] if not is_hidden(p["id"]) and not names.is_told(p["name"])],
            "redirects": [id_ for id_ in row["redirects"] if not names.is_told(id_.partition(":")[2])],
        }


class _Names:
    """Find the whole names of private persons, of two words or more, in any text of the record."""

    def __init__(self) -> None:
        self._by_first: dict[str, dict[tuple[str, ...], tuple[str, Alias]]] = defaultdict(dict)

    def add(self, words: str, alias: Alias) -> None:
        """Take a name in; one word alone names too many others."""
        parts = tuple(words_of(words))
        if len(parts) > 1:
            self._by_first[parts[0]].setdefault(parts, (words, alias))

    def leave_out(self, known: Iterable[str]) -> None:
        """Leave out names that somebody has who acts in public."""
        for parts in map(tuple, map(words_of, known)):
            if parts:
                self._by_first.get(parts[0], {}).pop(parts, None)

    def found_in(self, text: str) -> list[tuple[str, Alias]]:
        """Return the names that stand in a text, as they are written elsewhere."""
        if not self._by_first:
            return []
        words = words_of(text)
        found = {}
        for n, word in enumerate(words):
            for parts, one in self._by_first.get(word, {}).items():
                if tuple(words[n : n + len(parts)]) == parts:
                    found[parts] = one
        return [found[parts] for parts in sorted(found)]

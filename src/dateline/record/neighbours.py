"""Which documents one that changed can derive from, or can derive from it, found without reading all of them.

Invariant: of the documents whose links a change can touch all are found, and of those that these can be linked with;
so what is derived among them alone is what going through all documents would derive, as long as it is counted only
then how usual words are.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import chain
from typing import Any

from sqlalchemy import Connection, func, or_, select

from dateline.model import Claim, Document, Report, Span, ZoneKind, shape
from dateline.reconciling.derivation.crediting import Credit, CreditFinder, author_keys, names_of
from dateline.reconciling.derivation.graph import credits_in, day_of, reports_under
from dateline.reconciling.derivation.publishers import publisher_keys
from dateline.reconciling.derivation.reuse import FEWEST_SPOKEN, could_be_reuse
from dateline.reconciling.derivation.rewording import DAYS, FEWEST_PAIRS, could_be_reworded
from dateline.reconciling.derivation.same_origin import pairs_of_one_origin
from dateline.reconciling.derivation.shingles import MOST
from dateline.reconciling.derivation.terms import term_hash, term_of
from dateline.reconciling.derivation.tracing import MOST_COMPARED, SHORTLY, USUAL, Tracer
from dateline.reconciling.derivation.usual import Texts
from dateline.reconciling.derivation.wording import Wording, wording_of, words_between
from dateline.record import tables
from dateline.record.postings import CROWD, STOCK, Postings, packed
from dateline.record.related import Came, Counts, Related, paired
from dateline.record.rows import chunks, from_row

__all__ = ["SAID", "Loader", "Neighbours", "term_hashes"]

# How a document derives from another that it names.
SAID = ("citation", "attribution")


class Loader:
    """Read documents with what was coded of them, each once."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self.documents: dict[str, Document] = {}
        self.reports: dict[str, list[Report]] = {}
        self.claims: dict[str, list[Claim]] = {}
        self._wordings: dict[str, Wording] = {}

    def load(self, ids: Iterable[str]) -> None:
        """Read some documents, and what their newest codings say."""
        for some in chunks(sorted(set(ids) - self.documents.keys())):
            for row in self._rows("documents", "id", some):
                self.documents[row["id"]] = shape.document_from_json(row)
            for id_ in some:
                self.reports[id_], self.claims[id_] = [], []
            for row in self._rows("reports", "document", some):
                self.reports[row["document"]].append(shape.report_from_json(row, self._text(row)))
            for row in self._rows("claims", "document", some):
                self.claims[row["document"]].append(shape.claim_from_json(row, self._text(row)))

    def wording(self, id_: str) -> Wording:
        """Return the words of a document that was read."""
        if id_ not in self._wordings:
            self._wordings[id_] = wording_of(self.documents[id_])
        return self._wordings[id_]

    def _text(self, row: Mapping[str, Any]) -> str:
        return self.documents[row["document"]].text

    def _rows(self, what: str, column: str, values: Sequence[str]) -> Iterator[dict[str, Any]]:
        table = tables.METADATA.tables[what]
        asked = select(table).where(table.c[column].in_(values))
        if what != "documents":
            asked = asked.where(table.c.coding.in_(tables.newest_codings_of(values)))
        for row in self._connection.execute(asked.order_by(table.c.id)).mappings():
            yield from_row(what, dict(row))


class Usually:
    """Say how usual words were when all documents were last gone through, from what is kept of that."""

    def __init__(self, counts: Counts, postings: Postings, related: Related) -> None:
        self._counts, self._postings, self._related = counts, postings, related

    @property
    def documents(self) -> int:
        return self._counts.documents

    @property
    def terms(self) -> Mapping[str, int]:
        return self._counts.terms

    @property
    def own_terms(self) -> Mapping[str, int]:
        return self._counts.own_terms

    def formulas(self, shingles: Iterable[int]) -> Set[int]:
        asked = sorted(set(shingles) - {0})
        return frozenset(self._postings.look_up(asked).marked(asked, STOCK))

    def crowded(self, shingles: Iterable[int]) -> Mapping[int, str]:
        asked = sorted(set(shingles) - {0})
        found = self._postings.look_up(asked)
        first = {hash_: found.numbers(hash_) for hash_ in found.marked(asked, CROWD)}
        of = {came.number: came.document for came in self._related.numbered(chain.from_iterable(first.values()))}
        return {hash_: of[numbers[0]] for hash_, numbers in first.items() if numbers}

    def together(self, pairs: Iterable[int]) -> Mapping[int, int]:
        asked = sorted(set(pairs))
        found = self._postings.look_up(asked)
        counted = found.counted(asked, below=self._counts.documents)
        return counted | dict.fromkeys(found.marked(asked, CROWD), MOST + 1)


class Neighbours:
    """Take in documents that changed, and find those whose links that touches and those they can be linked with."""

    def __init__(self, connection: Connection, counts: Counts) -> None:
        self._connection, self._counts = connection, counts
        self.related = Related(connection)
        self.loader = Loader(connection)
        self._postings = Postings(connection, counts.bits)
        self.usual = Usually(counts, self._postings, self.related)

    # Taking in

    def take_in(self, changed: Collection[str]) -> set[str]:
        """Keep what documents that are new, or were coded anew, are found by; return all whose links that touches."""
        self.loader.load(changed)
        touched = set(changed) | self._linked_to(changed, SAID)
        old = {came.document: came.number for came in self.related.named(changed)}
        before = self.related.statements_of(old.values())
        number, new = self.related.next_number(), {}
        for id_ in sorted(set(changed) - old.keys()):
            new[id_], number = number, number + 1
        texts = self.texts(new)
        came = []
        for wording, shingles, pairs in zip(texts.wordings, texts.shingles, texts.pairs, strict=True):
            id_ = wording.document.id
            telling = (hash_ for hash_ in shingles if hash_ not in texts.stock)
            self._postings.add(packed(chain(telling, pairs, term_hashes(wording)), new[id_]))
            came.append((new[id_], wording.document, len(wording), len(pairs)))
        self.related.add_documents(came)
        self.related.drop(old.values(), statements=True)
        numbers = {**old, **new}
        documents, reports = self.loader.documents, self.loader.reports
        self.related.add_statements((n, documents[id_], reports[id_]) for id_, n in numbers.items())
        touched |= self._of_new_names([documents[id_] for id_ in new])
        self._keep_keys(touched)
        touched |= self._crediting(sorted(changed))
        after = self.related.statements_of(numbers.values())
        return touched | self._stated_otherwise(before, after, numbers)

    def texts(self, ids: Iterable[str]) -> Texts:
        """Return the words of documents, in the order of their publication."""
        self.loader.load(ids)
        return Texts([self.loader.wording(id_) for id_ in sorted(ids)], self.usual)

    def finder(self, ids: Iterable[str]) -> CreditFinder:
        """Return what finds the credits of some documents."""
        documents = [self.loader.documents[id_] for id_ in sorted(ids)]
        return CreditFinder(self.names(documents))

    def names(self, documents: Iterable[Document]) -> list[Any]:
        """Return the names that may stand in some documents."""
        words = {word for d in documents for word, _ in words_between(d.text, Span(0, len(d.text)))}
        return sorted(self.related.names(words), key=lambda n: (n.words, n.written or ""))

    def _keep_keys(self, ids: Collection[str]) -> None:
        """Keep anew by whom documents are and whom they credit."""
        self.loader.load(ids)
        finder = self.finder(ids)
        numbers = {came.document: came.number for came in self.related.named(ids)}
        self.related.drop(numbers.values(), statements=False)
        rows = []
        for id_, number in sorted(numbers.items()):
            found = credits_in(finder, self.loader.wording(id_), self.loader.reports[id_])
            credits = {(credit.key, day_of(credit)) for credit in found if credit.sentence is not None}
            rows.append((number, self.loader.documents[id_], credits))
        self.related.add_keys(rows, self._counts)

    # Whom a change touches

    def _linked_to(self, ids: Collection[str], hows: Collection[str]) -> set[str]:
        """Return the documents that are said to cite or credit some documents."""
        table, found = tables.derivations.c, set[str]()
        for some in chunks(sorted(ids)):
            newest = select(func.max(table.row)).where(table.origin_document.in_(some)).group_by(table.id)
            asked = select(table.document).where(table.row.in_(newest), table.holds, table.how.in_(hows))
            found.update(self._connection.execute(asked).scalars())
        return found

    def _of_new_names(self, documents: Sequence[Document]) -> set[str]:
        """Keep the names that documents bring, and return the documents in which one of these may stand.

        A name of which every word is usual waits until all documents are gone through again.
        """
        named = names_of(documents)
        held = {name.spelling for name in self.related.names(name.words[0] for name in named)}
        taken, found = [], set[int]()
        for name in named:
            if name.spelling in held:
                continue
            terms = sorted({term for term in map(term_of, name.words) if term is not None})
            telling = [term_hash(term) for term in terms if self._counts.terms.get(term, 0) <= USUAL]
            if telling:
                taken.append(name)
                for hashes in (telling, [byline_hash(term) for term in terms]):
                    having = self._postings.look_up(hashes)
                    found |= set.intersection(*(set(having.numbers(hash_)) for hash_ in hashes))
        self.related.add_names(taken)
        return {came.document for came in self.related.numbered(found)}

    def _crediting(self, changed: Sequence[str]) -> set[str]:
        """Return the documents of which a credit may lead to one of those that changed."""
        possible: set[str] = set()
        for id_ in changed:
            document = self.loader.documents[id_]
            moment = document.published
            earliest, latest = _day(moment.earliest if moment else None), _day(moment.latest if moment else None)
            for key in (*publisher_keys(document), *author_keys(document)):
                possible.update(self.related.crediting(key, earliest=earliest, latest=latest, shortly=SHORTLY))
        possible -= set(changed)
        self.loader.load(possible)
        finder = self.finder(possible)
        origins = [self.loader.wording(id_) for id_ in changed]
        found = set()
        for id_ in sorted(possible):
            texts = Texts([self.loader.wording(id_), *origins], self.usual)
            tracer = Tracer(texts, self.loader.reports)
            told = self.loader.reports[id_]
            for credit in credits_in(finder, texts.wordings[0], told):
                if tracer.trace(0, credit, reports_under(credit, told)) is not None:
                    found.add(id_)
                    break
        return found

    def _stated_otherwise(
        self, before: Mapping[int, Any], after: Mapping[int, Any], numbers: Mapping[str, int]
    ) -> set[str]:
        """Return the documents of which a report has another first report of the same on the same word than it had."""
        told = self.related.statements({*before, *after})
        mine = set(numbers)
        gone = {one.report: one for group in before.values() for one in group}
        earlier = {report: one for report, one in told.items() if one.document not in mine} | gone
        then, now = (set(pairs_of_one_origin(some.values())) for some in (earlier, told))
        return paired({**gone, **told}, then ^ now)

    # Whom they can be linked with

    def pairs(self, ids: Collection[str]) -> list[tuple[str, str, str, str]]:
        """Return which reports have the same from one voice, where one is of these documents.

        Each as (report, first report) and the documents of the two.
        """
        numbers = [came.number for came in self.related.named(ids)]
        told = self.related.statements(self.related.statements_of(numbers))
        pairs = ((a, b, told[a].document, told[b].document) for a, b in pairs_of_one_origin(told.values()))
        return [pair for pair in pairs if pair[2] in ids or pair[3] in ids]

    def credited(self, ids: Collection[str]) -> set[str]:
        """Return the documents that the credits of some documents may lead to, the likeliest where there are many."""
        finder = self.finder(ids)
        found: set[str] = set()
        for id_ in sorted(ids):
            wording = self.loader.wording(id_)
            for credit in credits_in(finder, wording, self.loader.reports[id_]):
                if credit.sentence is not None:
                    found.update(self._meant_by(wording, credit))
        return found

    def _meant_by(self, wording: Wording, credit: Credit) -> Iterator[str]:
        moment = wording.document.published
        first, last = _day(moment.earliest if moment else None), _day(moment.latest if moment else None)
        possible = {
            came.number: came
            for came in self.related.credited_between(
                credit.key, day=day_of(credit), first=None if first is None else first - SHORTLY, last=last
            )
        }
        if len(possible) <= MOST_COMPARED:
            return (came.document for came in possible.values())
        assert credit.sentence is not None
        words = range(credit.sentence.first, credit.sentence.last)
        name = range(*wording.words_in(credit.name.span))
        terms = {term_of(wording.words[n]) for n in words} - {term_of(wording.words[n]) for n in name} - {None}
        telling = [
            term_hash(term) for term in sorted(t for t in terms if t) if self._counts.terms.get(term, 1) <= USUAL
        ]
        weights: Counter[int] = Counter()
        having = self._postings.look_up(telling)
        for hash_ in telling:
            weights.update(set(having.numbers(hash_)) & possible.keys())
        ranked = sorted(weights, key=lambda n: (-weights[n], possible[n].order))
        return (possible[number].document for number in ranked[:MOST_COMPARED])

    def like(self, ids: Collection[str]) -> set[str]:
        """Return the documents that share so much with some documents that one could repeat the other."""
        texts = self.texts(ids)
        own = {came.document: came for came in self.related.named(ids)}
        found: set[str] = set()
        for wording, shingles, pairs in zip(texts.wordings, texts.shingles, texts.pairs, strict=True):
            mine = own[wording.document.id]
            telling = sorted({h for h in shingles if h and h not in texts.stock})
            words = self._postings.look_up(telling).sharing(telling) if telling else {}
            together = sorted(set(pairs))
            looked = self._postings.look_up(together)
            crowded = set(looked.marked(together, CROWD))
            facts = looked.sharing([h for h in together if h not in crowded]) if together else {}
            wanted = {number for number, shared in words.items() if shared > 1}
            wanted |= {number for number, shared in facts.items() if shared >= FEWEST_PAIRS}
            for other in self.related.numbered(wanted - {mine.number}):
                shared = words.get(other.number, 0)
                if (
                    shared >= FEWEST_SPOKEN
                    or could_be_reuse(shared, min(mine.words, other.words))
                    or (
                        could_be_reworded(
                            facts.get(other.number, 0), min(mine.pairs, other.pairs), self._counts.documents
                        )
                        and _are_near(mine, other)
                    )
                ):
                    found.add(other.document)
        return found

    def linked(self, ids: Collection[str]) -> set[str]:
        """Return the documents that are linked with some documents as it is."""
        table, found = tables.derivations.c, set[str]()
        for some in chunks(sorted(ids)):
            of = or_(table.document.in_(some), table.origin_document.in_(some))
            newest = select(func.max(table.row)).where(of).group_by(table.id)
            for row in self._connection.execute(
                select(table.document, table.origin_document).where(table.row.in_(newest), table.holds)
            ):
                found.update(id_ for id_ in row if id_ is not None)
        return found


def term_hashes(wording: Wording) -> Iterator[int]:
    """Yield the hashes of the terms of a document, and those of its bylines apart, where a credit may stand, too."""
    yield from map(term_hash, sorted({term for term in map(term_of, wording.words) if term is not None}))
    text = wording.document.text
    for zone in wording.document.zones:
        if zone.kind is ZoneKind.BYLINE:
            for word, _ in words_between(text, zone.span):
                term = term_of(word)
                if term is not None:
                    yield byline_hash(term)


def byline_hash(term: str) -> int:
    """Return the hash of a term that stands in a byline."""
    return term_hash(f"byline {term}")


def _day(day: Any) -> int | None:
    return None if day is None else int(day.toordinal())


def _are_near(one: Came, other: Came) -> bool:
    pairs = ((one, other), (other, one))
    return not any(b.earliest is not None and a.latest is not None and b.earliest - a.latest > DAYS for a, b in pairs)

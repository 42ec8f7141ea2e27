"""Documents that come one by one are linked as if all were gone through each time."""

from __future__ import annotations

import hashlib
import random
from collections.abc import Iterable
from dataclasses import replace

import pytest
from benchmarks.derivation import FOLDER, read_texts
from benchmarks.one_more import Article, Writer
from sqlalchemy import func, select

from dateline.model import (
    Actor,
    Document,
    Evidence,
    Mention,
    MentionForm,
    MentionType,
    Moment,
    Reference,
    Sensitivity,
    Span,
    Zone,
    ZoneKind,
    shape,
)
from dateline.reconciling.actors import clustering
from dateline.reconciling.actors.rules import naming_rules
from dateline.reconciling.derivation.crediting import Name
from dateline.reconciling.derivation.graph import Graph
from dateline.reconciling.references import cited_in, held_as, resolve, works
from dateline.record import Record, create_or_open, linking, namings, relating, tables, working_tables
from dateline.record.citing import current_works
from dateline.record.neighbours import Neighbours
from dateline.record.related import Related
from dateline.record.rows import to_row


@pytest.fixture
def never_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(relating, "GROWN", 1e9)


def store(record: Record, articles: Iterable[Article], *, fingerprint: str = "f") -> int:
    """Store articles as one build does, relate them, and return how many links are new."""
    run = record.begin({})
    for one in articles:
        run.store(
            one.document, original=one.document.text.encode(), media="text", origin=one.document.id,
            reports=one.reports, mentions=one.mentions, fingerprint=fingerprint, reading_fingerprint="r",
        )  # fmt: skip
    number = record.relate(run)
    run.finish("finished")
    return number


def planted() -> list[Article]:
    """Return the planted copies; what they report matters to no link between documents."""
    return [Article(text.document, (), ()) for text in read_texts(FOLDER)]


def held(record: Record) -> dict[str, dict[str, object]]:
    with record.engine.connect() as connection:
        return {row["id"]: row for row in relating.current_derivations(connection)}


def of_all(record: Record) -> dict[str, dict[str, object]]:
    """Derive over all documents of a record at once, with words as usual as they were counted last."""
    with record.engine.connect() as connection:
        counts = Related(connection).counts()
        assert counts is not None
        neighbours = Neighbours(connection, counts)
        loader = neighbours.loader
        loader.load(connection.execute(select(tables.documents.c.id)).scalars())
        rows = connection.execute(select(working_tables.related_names))
        names = [Name(tuple(r.words.split(" ")), r.key, r.written or None, r.is_author) for r in rows]
        told, claimed = (
            [one for of in kept.values() for one in of] for kept in (loader.reports, loader.claims)
        )  # fmt: skip
        graph = Graph(loader.documents.values(), told, claimed, usual=neighbours.usual, names=names)
        cited = {key: document for key, (_, document) in current_works(connection, None).items() if document}
        return {link.id: to_row("derivations", shape.derivation_json(link)) for link in graph.links(cited, {})}


@pytest.mark.parametrize(("seed", "at_once"), [(1, 1), (3, 60), (5, 100)])
@pytest.mark.usefixtures("never_whole")
def test_planted_copies_that_come_one_by_one_are_linked_as_all_at_once(record, seed: int, at_once: int) -> None:
    articles = planted()
    random.Random(seed).shuffle(articles)
    store(record, articles[:at_once])
    for article in articles[at_once:]:
        store(record, [article])
    assert held(record) == of_all(record) != {}


@pytest.mark.usefixtures("never_whole")
def test_articles_with_reports_that_come_one_by_one_are_linked_as_all_at_once(record) -> None:
    articles = list(Writer(2, 90).articles(90))
    store(record, articles[:60])
    for article in articles[60:]:
        store(record, [article])
    # Coded anew, one says less, and one that says more than others says it no more.
    for n, article in enumerate(articles[10:80:10]):
        store(record, [replace(article, reports=article.reports[1:])], fingerprint=f"g{n}")
    found = held(record)
    assert found == of_all(record)
    assert {row["how"] for row in found.values()} == {"citation", "reuse", "same_origin"}


def test_a_whole_pass_counts_anew_and_an_early_one_does_too(record) -> None:
    articles = planted()
    store(record, articles[:100])
    store(record, articles[100:105])
    with record.engine.connect() as connection:
        then = Related(connection).counts()
    store(record, articles[105:])
    with record.engine.connect() as connection:
        now = Related(connection).counts()
    assert then is not None
    assert now is not None
    assert (then.documents, now.documents) == (100, len(articles))
    before = held(record)
    run = record.begin({})
    assert record.relate(run, whole=True) == 0
    assert held(record) == before


@pytest.mark.usefixtures("never_whole")
def test_what_stops_relating_leaves_what_was_related(record, monkeypatch: pytest.MonkeyPatch) -> None:
    articles = planted()[:40]
    store(record, articles[:30])
    before = held(record)
    with monkeypatch.context() as broken:
        broken.setattr(relating, "_changes", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            store(record, articles[30:31])
    assert held(record) == before
    store(record, articles[31:])
    assert held(record) == of_all(record)


@pytest.mark.usefixtures("never_whole")
def test_one_more_document_reads_few_others(record) -> None:
    articles = list(Writer(3, 200).articles(201))
    store(record, articles[:200])
    with record.engine.connect() as connection:
        counts = Related(connection).counts()
        assert counts is not None
        neighbours = Neighbours(connection, counts)
        neighbours.loader.load([articles[50].document.id])
        assert len(neighbours.like({articles[50].document.id})) < 40


# References


def citing(draw: random.Random, number: int) -> Article:
    """Make a document of an outlet and a day that cites up to three works, some of which are such documents."""
    words = ("Shells", "market", "Kismayo", "dockers", "harbour", "salt", "governor", "ferry")

    def entry() -> tuple[str, str | None, Moment | None]:
        work = draw.randrange(20)  # the same words in the same order name a work; another day is another work
        title = " ".join((*words[work % 8 :], *words[: work % 8])[: 4 + work % 2])
        day = Moment(f"2014-{5 + work // 8:02}-05")
        return title, draw.choice(("Coast Weekly", "Coast Weekly", None)), draw.choice((day, day, None))

    title, outlet, day = entry()
    cited = [entry() for _ in range(draw.randint(0, 3))]
    text = "\n".join([f"{title} ({number})", *(work for work, _, _ in cited)])
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    references, at = [], text.find("\n") + 1
    for work, by, on in cited:
        references.append(Reference((), work, by, on, Span(at, at + len(work))))
        at += len(work) + 1
    document = Document(
        Document.id_for(sha256, text), sha256, text, title=title, publisher=outlet, published=day,
        zones=(Zone(ZoneKind.BODY, Span(0, len(text))),), references=tuple(references),
    )  # fmt: skip
    return Article(document, (), ())


@pytest.mark.parametrize("seed", range(4))
@pytest.mark.usefixtures("never_whole")
def test_references_that_come_one_by_one_mean_what_they_do_all_at_once(record, seed: int) -> None:
    draw = random.Random(seed)
    articles = [citing(draw, number) for number in range(60)]
    store(record, articles[:30])
    for article in articles[30:]:
        store(record, [article])
    documents = [article.document for article in articles]
    cited = [one for document in documents for one in cited_in(document)]
    with record.engine.connect() as connection:
        counts = Related(connection).counts()
        meant = current_works(connection, None)
    assert counts is not None
    found, same = resolve(cited, map(held_as, documents), counts=counts.titles), works(cited, counts=counts.cited)
    assert {key: one for key, one in meant.items() if one != (None, None)} == {
        one.key: (same.get(one.key), found.get(one.key)) for one in cited if one.key in same or one.key in found
    }
    assert len(found) > 5
    assert len(set(same.values())) < len(same)
    assert held(record) == of_all(record)


# Names

GIVEN = ("Adel", "Adil", "Yusuf", "Yousuf", "Salma", "Noor", "Faraj")
FAMILY = ("Qassim", "Qasim", "Garad", "Garaad", "Hakim", "Awami", "Osman")


def naming(draw: random.Random, number: int) -> Article:
    """Make a document that names up to four: in full, by surname or acronym, unknown or known."""
    named = []
    for _ in range(draw.randint(1, 4)):
        sort = draw.random()
        if sort < 0.55:
            named.append((f"{draw.choice(GIVEN)} {draw.choice(FAMILY)}", MentionType.PERSON))
        elif sort < 0.8:
            named.append((draw.choice(FAMILY), MentionType.PERSON))
        elif sort < 0.9:
            named.append((draw.choice(("RSF", "SNA")), MentionType.ORGANISATION))
        else:
            named.append(("Muktar Osman", MentionType.PERSON))
    text = " met ".join(name for name, _ in named) + f" on day {number}."
    sha256 = hashlib.sha256(text.encode()).hexdigest()
    document = Document(Document.id_for(sha256, text), sha256, text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    mentions, at = [], 0
    for name, sort in named:
        start = text.index(name, at)
        at = start + len(name)
        # "Muktar Osman" is taken for one whom a pack knows: then no Osman is anybody else's surname.
        id_ = "muktar-osman" if name == "Muktar Osman" else f"text:{name.lower()}"
        actor = Actor(id_, name, None, draw.choice((None, None, "IQ", "SO")), id_[:5] != "text:")
        public = draw.choice((None, Sensitivity.PUBLIC)) if sort is MentionType.PERSON else None
        evidence = Evidence.at(text, start, at)
        mentions.append(Mention(sort, MentionForm.NAME, evidence, actor, sensitivity=public))
    return Article(document, (), tuple(mentions))


def named(record: Record, article: Article, *, fingerprint: str, whole: bool) -> dict[object, object]:
    run = record.begin({})
    run.store(
        article.document, original=b"", media="text", origin=article.document.id, reports=[],
        mentions=article.mentions, fingerprint=fingerprint, reading_fingerprint="r",
    )  # fmt: skip
    linking.link_actors(record.engine, record.name, run.id, whole=whole)
    run.finish("finished")
    with record.engine.connect() as connection:
        return {link.key: link for link in linking.current_links(connection)}


@pytest.mark.parametrize("seed", [0, 13, 17, 24, 40])
def test_names_that_come_one_by_one_are_linked_as_all_at_once(seed: int, monkeypatch: pytest.MonkeyPatch) -> None:
    draw = random.Random(seed)
    # With so few that may have a surname in common, some surname is too common at times, and not at others.
    rules = replace(naming_rules(), most_in_block=draw.choice((2, 3, 400)))
    monkeypatch.setattr(clustering, "naming_rules", lambda: rules)
    monkeypatch.setattr(namings, "naming_rules", lambda: rules)
    articles: list[Article] = []
    with create_or_open(":memory:") as anew, create_or_open(":memory:") as whole:
        for number in range(25):
            if articles and draw.random() < 0.2:
                at = draw.randrange(len(articles))
                articles[at] = replace(articles[at], mentions=articles[at].mentions[1:])
            else:
                at = len(articles)
                articles.append(naming(draw, number))
            one, other = (
                named(record, articles[at], fingerprint=f"f{number}", whole=is_whole)
                for record, is_whole in ((anew, False), (whole, True))
            )
            assert one == other


def test_names_that_nothing_has_to_do_with_are_not_gone_through(monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[int] = []
    real = linking.cluster
    monkeypatch.setattr(linking, "cluster", lambda some, **options: seen.append(len(some)) or real(some, **options))
    draw = random.Random(1)
    with create_or_open(":memory:") as record:
        for number in range(30):
            named(record, naming(draw, number), fingerprint="f", whole=False)
        with record.engine.connect() as connection:
            every = connection.execute(select(func.count()).select_from(working_tables.linked_namings)).scalar_one()
    assert min(seen[20:]) < every / 2

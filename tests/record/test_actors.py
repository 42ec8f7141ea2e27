"""The actors of a record: linked by each build, decided on by people, shown in every row that names them."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from dateline.errors import DatelineError, RecordError
from dateline.indexing import Index
from dateline.knowledge.names import fold
from dateline.model import (
    Act,
    Actor,
    Chain,
    Claim,
    ClaimKind,
    Document,
    Evidence,
    Mention,
    MentionForm,
    MentionType,
    Moment,
    Party,
    Report,
    Span,
    Term,
    Voice,
    VoiceKind,
    Zone,
    ZoneKind,
)
from dateline.record import Record, create_or_open, open_record
from dateline.record.meanings import Meanings

SENTENCE = "On 3 May 2014 rebels killed 12 men in Kismayo, a doctor said."


def unknown(name: str, **told: object) -> Actor:
    return Actor(f"text:{fold(name)}", name, known=False, **told)  # type: ignore[arg-type]


@pytest.fixture
def tell(keep: Callable[..., bool], a_document, a_report) -> Callable[..., str]:
    """Store a document in which somebody kills twelve men in Kismayo, link the record, and return the document's id."""

    def told(record: Record, *names: str, document: str = "a.txt", link: bool = True, **more: object) -> str:
        text = SENTENCE + "".join(f" {name} fled." for name in names)
        made: Document = replace(a_document(text, name=document), zones=a_document(text).zones[:1])
        reports: list[Report] = []
        mentions: list[Mention] = []
        for name in names:
            at = text.index(f" {name} fled.") + 1
            actor, words = unknown(name), Evidence.at(text, at, at + len(name))
            sentence = Evidence.at(text, 0, len(text))
            reports.append(replace(a_report(made), sentence=sentence, actors=(Party(actor, words),)))
            if "sensitivity" in more:
                mentions.append(
                    Mention(MentionType.PERSON, MentionForm.NAME, words, actor, sensitivity=more["sensitivity"])  # type: ignore[arg-type]
                )
        keep(record, made, reports=reports, mentions=mentions, fingerprint=str(more.get("fingerprint", "f1")))
        if link:
            run = record.begin({})
            record.link_actors(run)
            run.finish("finished")
        return made.id

    return told


def actors_of(record: Record) -> dict[str, tuple[str, str]]:
    """Return id and name of who acts, by the document's path and the words of the evidence."""
    paths = {row["id"]: row["path"] for row in record.documents()}
    return {
        f"{paths[row['document']]}: {one['evidence']['words']}": (one["id"], one["name"])
        for row in record.reports()
        for one in row["actors"]
    }


def test_spellings_of_two_documents_are_shown_as_one_actor(record, tell) -> None:
    tell(record, "Yusuf Garad", document="a.txt")
    tell(record, "Yusuf Garad", document="b.txt")
    tell(record, "Yousuf Garad", document="c.txt")
    assert set(actors_of(record).values()) == {("text:yusuf garad", "Yusuf Garad")}
    assert actors_of(record).keys() == {"a.txt: Yusuf Garad", "b.txt: Yusuf Garad", "c.txt: Yousuf Garad"}


def test_claims_voices_mentions_and_search_show_the_actor_too(record, tell) -> None:
    tell(record, "Yusuf Garad", document="a.txt")
    text = "Yousuf Garad said that Yousuf Garad held Kismayo."
    zone = Zone(ZoneKind.BODY, Span(0, len(text)))
    document = Document(Document.id_for("1" * 64, text), "1" * 64, text, path="b.txt", zones=(zone,))
    actor, words = unknown("Yousuf Garad"), Evidence.at(text, 0, 12)
    claim = Claim(
        document.id,
        ZoneKind.BODY,
        Evidence.at(text, 0, len(text)),
        ClaimKind.CONTROL,
        subject=Term(actor.name, words, actor.id),
        voices=Chain((Voice(actor.id, actor.name, VoiceKind.UNKNOWN, words),)),
    )
    run = record.begin({})
    record.begin({}).store(
        document,
        original=b"",
        media="text",
        origin="b.txt",
        reports=[],
        claims=[claim],
        mentions=[Mention(MentionType.PERSON, MentionForm.NAME, words, actor)],
        fingerprint="f",
        reading_fingerprint="r",
    )
    record.link_actors(run)
    (row,) = record.claims().where(document=document.id)
    (mention,) = record.mentions()
    for one in (row["subject"], row["voices"][0], mention["actor"]):
        assert (
            (one["id"], one["name"]) == actors_of(record)["a.txt: Yusuf Garad"] == ("text:yusuf garad", "Yousuf Garad")
        )
    assert row["subject"]["evidence"]["words"] == "Yousuf Garad"
    for asked in ({"subject": "Yusuf Garad"}, {"subject_id": "text:yusuf garad"}, {"voice": "yusuf garad"}):
        assert len(record.claims().where(**asked)) == 1, asked
    assert len(record.mentions().where(actor_name="Yusuf Garad")) == 1
    assert record.search("fled")[0]["actors"][0]["id"] == "text:yusuf garad"


def test_reports_are_asked_for_an_actor_under_every_name(record, tell) -> None:
    tell(record, "Yusuf Garad", document="a.txt")
    tell(record, "Yousuf Garad", document="b.txt")
    tell(record, "Osman Rooble", document="c.txt")
    for wanted in ("Yusuf Garad", "text:yusuf garad", "TEXT:Yusuf Garad"):
        assert len(record.reports().where(actor=wanted)) == 2, wanted
    record.decide("merge", ["mahdi-army", "text:yusuf garad"], reviewer="me")
    for wanted in ("Mahdi Army", "mahdi-army", "Jaish al-Mahdi", "the Mehdi Army"):
        assert len(record.reports().where(actor=wanted)) == 2, wanted
    assert len(record.reports().where(actor="Osman Rooble")) == 1


def test_known_actor_is_asked_for_by_any_name_that_a_pack_gives_it(record, keep, a_document, a_report) -> None:
    made = a_document(f"{SENTENCE} They fled.")
    words = Evidence.at(made.text, made.text.index("rebels"), made.text.index("rebels") + 6)
    known = Actor("mahdi-army", "Mahdi Army", "militia", "IQ")
    keep(record, made, reports=[replace(a_report(made), actors=(Party(known, words),))])
    for wanted in ("mahdi-army", "Mahdi Army", "Jaish al-Mahdi", "Mehdi Army"):
        assert len(record.reports().where(actor=wanted)) == 1, wanted
    assert len(record.reports().where(actor="Badr Organization")) == 0


def test_two_of_one_surname_are_asked_for_apart(record, tell) -> None:
    tell(record, "Osman", document="a.txt")
    tell(record, "Osman", document="b.txt")
    ids = {id_ for id_, _ in actors_of(record).values()}
    assert len(ids) == 2
    assert [len(record.reports().where(actor=id_)) for id_ in sorted(ids)] == [1, 1]


def test_links_are_only_added_to_and_made_again_only_for_what_is_new(record, tell) -> None:
    def stored() -> list[tuple[object, ...]]:
        with record.engine.connect() as connection:
            asked = "SELECT * FROM actor_links WHERE id != 'text:men' ORDER BY row"
            return [tuple(row) for row in connection.exec_driver_sql(asked)]

    tell(record, "Yusuf Garad", document="a.txt")
    first = stored()
    assert len(first) == 1
    assert record.link_actors(record.begin({})) == 0
    tell(record, "Osman Rooble", document="b.txt")
    assert stored()[:1] == first
    assert len(stored()) == 2


def test_a_build_that_was_stopped_before_linking_is_linked_by_the_next(record, tell) -> None:
    tell(record, "Yusuf Garad", document="a.txt", link=False)
    tell(record, "Yousuf Garad", document="b.txt", link=False)
    assert len(set(actors_of(record).values())) == 2
    assert record.link_actors(record.begin({})) == 4  # and twice the men who were killed
    assert len(set(actors_of(record).values())) == 1


def test_merge_is_shown_at_once_and_undone(record, tell) -> None:
    tell(record, "Yusuf Garad", "Osman Rooble")
    before = actors_of(record)
    made = record.decide("merge", ["text:osman rooble", "text:yusuf garad"], reviewer="me", reason="one man")
    assert set(actors_of(record).values()) == {("text:osman rooble", "Osman Rooble")}
    record.decide("undo", [made.id], reviewer="me")
    assert actors_of(record) == before
    assert [row["act"] for row in record.decisions()] == ["merge", "undo"]


def test_a_name_that_people_put_onto_a_known_actor_is_shown_as_that(record, tell) -> None:
    tell(record, "Mehdi Militiya")
    record.decide(Act.MERGE, ["text:mehdi militiya", "mahdi-army"], reviewer="me")
    assert set(actors_of(record).values()) == {("mahdi-army", "Mahdi Army")}
    (report,) = record.reports()
    assert (report["actors"][0]["kind"], report["actors"][0]["country"]) == ("militia", "IQ")
    (row,) = record.actors().where(id="mahdi-army")
    assert row["redirects"] == ["text:mehdi militiya"]
    assert row["known"]
    assert len(record.actors().where(id="text:mehdi militiya")) == 1


def test_split_and_different_part_what_the_build_united(record, tell) -> None:
    tell(record, "Yusuf Garad", document="a.txt")
    tell(record, "Yousuf Garad", document="b.txt")
    made = record.decide("split", ["text:yusuf garad", "text:yousuf garad"], reviewer="me")
    assert set(actors_of(record).values()) == {
        ("text:yusuf garad", "Yusuf Garad"),
        ("text:yousuf garad", "Yousuf Garad"),
    }
    record.decide("undo", [made.id], reviewer="me")
    assert len(set(actors_of(record).values())) == 1


def test_different_keeps_apart_what_a_later_build_would_unite(record, tell) -> None:
    tell(record, "Yusuf Garad", document="a.txt")
    record.decide("different", ["text:yusuf garad", "SO:government"], reviewer="me")
    tell(record, "Osman Rooble", "Yousuf Garad", document="b.txt", link=False)
    record.decide("different", ["text:yusuf garad", "text:yousuf garad"], reviewer="me")
    record.link_actors(record.begin({}))
    ids = {id_ for id_, _ in actors_of(record).values()}
    assert ids == {"text:yusuf garad", "text:yousuf garad", "text:osman rooble"}


def test_a_decision_holds_after_documents_are_added_and_coded_again(record, tell) -> None:
    tell(record, "Yusuf Garad", document="a.txt")
    tell(record, "Osman Rooble", document="b.txt")
    record.decide("merge", ["text:yusuf garad", "text:osman rooble"], reviewer="me")
    tell(record, "Osman Rooble", document="c.txt")
    tell(record, "Yusuf Garad", document="a.txt", fingerprint="f2")
    assert {id_ for id_, _ in actors_of(record).values()} == {"text:yusuf garad"}
    assert record.unapplied() == ()


def test_a_decision_about_an_actor_that_is_gone_is_told(record, tell) -> None:
    tell(record, "Yusuf Garad", document="a.txt")
    made = record.decide("merge", ["text:yusuf garad", "text:nobody there"], reviewer="me")
    assert record.unapplied() == (made.id,)
    assert set(actors_of(record).values()) == {("text:yusuf garad", "Yusuf Garad")}


def test_an_id_that_the_builds_gave_up_leads_to_the_actor(record, tell) -> None:
    # Two names that a later build unites: the id of one of the two is given up, and leads on.
    tell(record, "Yusuf Garad", document="a.txt")
    tell(record, "Osman Rooble", document="b.txt")
    with record.engine.begin() as connection:
        connection.exec_driver_sql(
            "INSERT INTO actor_links (run, document, id, words, cluster, name, how, score) "
            "SELECT run, document, id, words, 'text:yusuf garad', 'Yusuf Garad', 'spelling', 1.0 FROM actor_links "
            "WHERE id = 'text:osman rooble'"
        )
    (row,) = record.actors().where(id="text:osman rooble")
    assert (row["id"], row["redirects"]) == ("text:yusuf garad", ["text:osman rooble"])
    given_up, actors = "text:osman rooble", Index(record).now.actors
    assert actors.leads_to(given_up) == "text:yusuf garad"
    assert len(record.reports().where(actor=given_up)) == len(record.reports().where(actor="text:yusuf garad")) == 2
    assert (actors.wanted(given_up) == actors.wanted("text:yusuf garad")).all()
    record.decide("merge", ["mahdi-army", "text:osman rooble"], reviewer="me")
    assert set(actors_of(record).values()) == {("mahdi-army", "Mahdi Army")}


def test_a_record_of_the_former_shape_is_linked_by_its_next_build(record, tell) -> None:
    tell(record, "Yusuf Garad", document="a.txt", link=False)
    assert [row["id"] for row in record.actors().where(known=False)] == ["text:men", "text:yusuf garad"]


def test_actors_are_asked_by_what_is_known_of_them(record, tell) -> None:
    tell(record, "Yusuf Garad")
    everybody = record.actors()
    assert len(everybody) == len(list(everybody)) == 2
    for asked in (
        {"known": False, "kind": None},
        {"known": "false", "like": "garad"},
        {"name": "yusuf garad"},
        {"like": "Yousuf"},
        {"kind": "civilian"},
    ):
        assert len(everybody.where(**asked)) == 1, asked
    with pytest.raises(DatelineError, match="did you mean 'country'"):
        everybody.where(contry="SO")
    assert "actors" in everybody._repr_html_()


def test_decide_refuses_what_is_no_decision(record) -> None:
    with pytest.raises(DatelineError, match="two ids or more"):
        record.decide("merge", ["text:a"], reviewer="me")
    with pytest.raises(DatelineError, match="name the reviewer"):
        record.decide("merge", ["text:a", "text:b"], reviewer=" ")
    with pytest.raises(RecordError, match=r"no decision 'k1' to undo"):
        record.decide("undo", ["k1"], reviewer="me")
    assert len(record.decisions()) == 0


def test_decisions_are_given_out_in_the_order_in_which_they_were_made(record) -> None:
    when = Moment("2020-01-01T10:00:00")
    made = [record.decide("merge", [f"text:{n}", "text:x"], reviewer="me", made=when).id for n in range(8)]
    assert [row["id"] for row in record.decisions()] == made
    assert len(set(made)) == 8


NAMES = ["Yusuf Garad", "Yousuf Garad", "Osman Rooble", "Hodan Rooble"]
IDS = st.sampled_from([f"text:{fold(name)}" for name in NAMES] + ["mahdi-army"])
ACTS = st.one_of(
    st.tuples(st.sampled_from(["merge", "different"]), st.lists(IDS, min_size=2, max_size=3, unique=True)),
    st.tuples(st.just("split"), st.lists(IDS, min_size=2, max_size=2, unique=True)),
)


@settings(max_examples=20, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(st.lists(st.sampled_from(NAMES), min_size=1, max_size=2, unique=True), min_size=1, max_size=4),
    st.lists(ACTS, max_size=4),
)
def test_a_rebuild_with_the_same_decisions_shows_the_same_actors(
    tmp_path_factory, empty_record, tell, documents: Sequence[Sequence[str]], acts: Sequence[tuple[str, list[str]]]
) -> None:
    """Whether the documents came one by one or at once, and the decisions before or after: who is one is the same."""

    def shown(path, *, one_by_one: bool) -> set[frozenset[str]]:
        with create_or_open(shutil.copy(empty_record, path)) as record:
            for n, names in enumerate(documents):
                tell(record, *names, document=f"{n}.txt", link=one_by_one or n == len(documents) - 1)
            for act, targets in acts:
                record.decide(act, targets, reviewer="me")
            if one_by_one:  # coded again, and linked again, after the decisions
                for n, names in enumerate(documents):
                    tell(record, *names, document=f"{n}.txt", fingerprint="f2")
            together: dict[str, set[str]] = {}
            for key, (id_, _) in actors_of(record).items():
                together.setdefault(id_, set()).add(key)
        with open_record(path) as again:
            assert len(again.decisions()) == len(acts)
        return {frozenset(keys) for keys in together.values()}

    folder = tmp_path_factory.mktemp("records")
    assert shown(folder / "a.dateline", one_by_one=False) == shown(folder / "b.dateline", one_by_one=True)


def test_documents_that_name_an_actor_that_people_merged_are_known(record, tell) -> None:
    first, second = tell(record, "Yusuf Garad", document="a.txt"), tell(record, "Osman Rooble", document="b.txt")
    other = tell(record, "Farah Abdi", document="c.txt")
    with record.engine.connect() as connection:
        assert not Meanings(connection).decided_in([first, second, other])
    record.decide("merge", ["text:osman rooble", "text:yusuf garad"], reviewer="me")
    with record.engine.connect() as connection:
        assert Meanings(connection).decided_in([first, second, other]) == {first, second}
        assert Meanings(connection).decided_in([first, other]) == {first}


def test_whoever_a_report_names_is_a_mention_of_its_document(examples_record: Path) -> None:
    # By these a decision on an actor finds the incidents that it changes, in either direction.
    with open_record(examples_record, read_only=True) as record:
        named = {
            (row["document"], one["id"]) for row in record.reports() for one in (*row["actors"], *row["recipients"])
        }
        found = {(row["document"], row["actor"]["id"]) for row in record.mentions() if row["actor"]}
    assert named
    assert named <= found

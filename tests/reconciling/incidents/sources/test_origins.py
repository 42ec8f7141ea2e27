"""Origins: what derives adds to no count, and what is told beside it does."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.incidents.short_reports import Said, Told, article, linked, origins_in

from dateline.model import Derivation, DerivedHow, Span, Status, VoiceKind, Zone, ZoneKind
from dateline.reconciling.incidents.sources.origins import origins
from dateline.reconciling.incidents.sources.sources import sources_of

COLONEL = "Colonel Tesfay Araya|text:tesfay araya|military"
POLICE = "police|" + "|official"

BRIDGE = article(
    "Raiders blew up the rail bridge at Humera before dawn and killed four guards who slept in the signal hut, "
    "police said.\nThe night train to the border had been held back by a flat wheel, and its driver saw the flash "
    "from two stations away.",
    Said("blew up", (POLICE,)),
    Said("killed", (POLICE,), killed=None),
    outlet="Setit Courier",
)
QUOTES = article(
    "Colonel Tesfay Araya told a radio station that a railway bridge had been destroyed near Humera.",
    Said("destroyed", (COLONEL,)),
    outlet="Gash Review",
)
QUOTES_TOO = article(
    "Four of his men died when the bridge was attacked, Colonel Tesfay Araya said in Humera on Tuesday.",
    Said("attacked", (COLONEL,)),
    outlet="Atbara Mail",
)
WITNESS_TOO = article(
    "The attack was the work of forty men, Colonel Tesfay Araya said. A melon seller who had slept by the track "
    "heard two explosions when they struck.",
    Said("attack", (COLONEL,)),
    Said("struck", ("melon seller||witness",)),
    outlet="Kunama Voice",
)
PLAIN = article(
    "A rail bridge in the west was attacked, and trains stand still.", Said("attacked"), outlet="Coast Star"
)
ALL = (BRIDGE, QUOTES, QUOTES_TOO, WITNESS_TOO, PLAIN)


def test_a_copy_under_another_name_has_the_origin_of_the_original() -> None:
    (origin,) = origins_in(BRIDGE, BRIDGE.copied("Western Digest"), BRIDGE.copied("Red Sea Wire", day="2013-05-08"))
    assert len(origin.reports) == 6
    assert "Red Sea Wire" in origin.repeated_by


def test_a_chain_of_copies_has_one_origin() -> None:
    again = BRIDGE.copied("Western Digest", day="2013-05-08")
    (origin,) = origins_in(BRIDGE, again, again.copied("Third Hand", day="2013-05-09"))
    assert origin.outlets == ("Setit Courier",)
    assert origin.repeated_by == ("Third Hand", "Western Digest")


def test_two_that_quote_only_the_same_named_voice_have_one_origin() -> None:
    (origin,) = origins_in(QUOTES, QUOTES_TOO)
    assert (origin.name, origin.is_voice, origin.kinds) == ("Colonel Tesfay Araya", True, (VoiceKind.MILITARY,))
    assert origin.outlets == ("Atbara Mail", "Gash Review")


def test_a_witness_beside_the_shared_voice_is_an_origin() -> None:
    found = origins_in(QUOTES, QUOTES_TOO, WITNESS_TOO)
    assert [o.name for o in found] == ["Colonel Tesfay Araya", "Kunama Voice"]
    assert found[1].kinds == (VoiceKind.WITNESS,)


def test_voices_without_a_name_in_two_outlets_are_not_one() -> None:
    other = article(
        "Police said that gunmen attacked a bridge.", Said("attacked", ("Police||official",)), outlet="Mail"
    )
    assert len(origins_in(BRIDGE, other)) == 2


def test_the_articles_of_one_outlet_are_one_origin() -> None:
    later = article(
        "Railwaymen said that the bridge was attacked by forty men.",
        Said("attacked", ("Railwaymen||witness",)),
        outlet="The Setit Courier",
        day="2013-05-09",
    )
    assert len(origins_in(BRIDGE, later)) == 1


def test_the_articles_of_one_author_are_one_origin() -> None:
    one = article("Gunmen attacked a bridge.", Said("attacked"), outlet="Setit Courier")
    other = article("The bridge that gunmen blew up carried salt.", Said("blew up"), outlet="Salt Letter")
    by = [Told(replace(a.document, authors=("Senait Haile",)), a.reports) for a in (one, other)]
    assert len(origins_in(one, other)) == 2
    assert len(origins_in(*by)) == 1


def test_a_witness_of_its_own_beside_a_reprint_is_a_second_origin() -> None:
    lead = BRIDGE.document.text.split("\n")[0]
    mixed = article(
        f"{lead}\nTwo herders told how the span fell when it was hit, and went to look for their goats.",
        Said("blew up", (POLICE,)),
        Said("hit", ("herders||witness",)),
        outlet="Barentu Post",
        day="2013-05-08",
    )
    found = origins_in(BRIDGE, mixed)
    assert sorted(o.name for o in found) == ["Barentu Post", "Setit Courier"]
    assert [o.repeated_by for o in found if o.name == "Setit Courier"] == [("Barentu Post",)]


def test_what_is_had_from_an_outlet_is_that_outlets() -> None:
    cites = article(
        "A bridge was attacked at Humera, Reuters reported.",
        Said("attacked", ("Reuters|reuters|wire",)),
        outlet="Western Digest",
    )
    (origin,) = origins_in(cites)
    assert (origin.name, origin.is_present, origin.repeated_by) == ("Reuters", False, ("Western Digest",))
    wire = article(
        "Gunmen attacked a rail bridge, a driver said.", Said("attacked", ("driver||witness",)), outlet="Reuters"
    )
    (origin,) = origins_in(cites, wire)
    assert (origin.name, origin.is_present, origin.kinds) == ("Reuters", True, (VoiceKind.WITNESS,))


def test_a_filing_line_gives_the_article_to_the_wire() -> None:
    text = "Gunmen attacked a rail bridge at Humera, police said."
    reprints = [
        article(f"HUMERA, Ethiopia (Reuters) - {text}", Said("attacked", (POLICE,)), outlet=outlet)
        for outlet in ("Western Digest", "Coast Star")
    ]
    (origin,) = origins_in(*reprints)
    assert origin.name == "Reuters"


def test_an_outlets_own_words_rest_on_the_voices_it_names() -> None:
    own = article(
        "Bridge attacked at Humera\nA bridge was destroyed near Humera, Colonel Tesfay Araya said.",
        Said("attacked"),
        Said("destroyed", (COLONEL,)),
        outlet="Gash Review",
    )
    assert len(origins_in(own)) == 1
    assert len(origins_in(own, PLAIN)) == 2


def test_an_outlet_whose_people_were_there_is_an_origin_beside_its_voices() -> None:
    own = article(
        "A bridge was destroyed near Humera, Colonel Tesfay Araya said. Our correspondent counted the attacked wagons.",
        Said("destroyed", (COLONEL,)),
        Said("attacked"),
        outlet="Gash Review",
    )
    assert len(origins_in(own)) == 2


def commented(*comments: str) -> Told:
    text = "Gunmen attacked a bridge, police said.\n" + "\n".join(comments)
    made = article(
        text,
        Said("attacked", ("police||official",)),
        *(Said(c, zone=ZoneKind.COMMENT) for c in comments),
        outlet="Mail",
    )
    first = text.index("\n")
    zones = (Zone(ZoneKind.BODY, Span(0, first)), Zone(ZoneKind.COMMENT, Span(first + 1, len(text))))
    return Told(replace(made.document, zones=zones), made.reports)


def test_a_reader_who_repeats_is_no_origin_and_one_who_was_there_is() -> None:
    assert len(origins_in(commented("They always hit bridges"))) == 1
    found = origins_in(commented("I was there when it was hit"))
    assert sorted(k for o in found for k in o.kinds) == [VoiceKind.COMMENTER, VoiceKind.OFFICIAL]


def test_who_denies_does_not_stand_behind_it() -> None:
    denies = article(
        "No bridge was attacked, Colonel Tesfay Araya said.",
        Said("attacked", (COLONEL,), status=Status.NEGATED),
        outlet="Gash Review",
    )
    assert [o.name for o in origins_in(BRIDGE, denies)] == ["Setit Courier"]
    assert [o.name for o in origins_in(denies)] == ["Colonel Tesfay Araya"]


def test_two_that_derive_from_a_document_without_a_report_have_one_origin() -> None:
    absent = article("Nothing here is coded.", outlet="Old Post", day="2013-05-01")
    articles = [
        article("A bridge was attacked.", Said("attacked"), outlet="One"),
        article("They attacked a bridge.", Said("attacked"), outlet="Two"),
    ]
    documents = {a.document.id: a.document for a in (*articles, absent)}
    reports = [r for a in articles for r in a.reports]
    links = [
        Derivation(r.document, DerivedHow.CITATION, r.sentence, r.id, origin_document=absent.document.id)
        for r in reports
    ]
    (origin,) = origins(reports, links, documents)
    assert (origin.name, origin.is_present) == ("Old Post", False)


def test_no_reports_have_no_origins() -> None:
    assert origins((), (), {}) == ()


# The invariant of the issue: a copy changes nothing but the list of those who repeat.


@given(
    chosen=st.sets(st.sampled_from(range(len(ALL))), min_size=1),
    copies=st.lists(
        st.tuples(
            st.sampled_from(range(len(ALL))),
            st.sampled_from(["Western Digest", "Third Hand", "Echo"]),
            st.sampled_from([None, "2013-05-07", "2013-05-09"]),
            st.sampled_from(["", "Taken from elsewhere.\n"]),
        ),
        max_size=4,
        unique_by=lambda c: (c[0], c[1]),
    ),
    data=st.data(),
)
def test_a_copy_changes_no_count(
    chosen: set[int], copies: list[tuple[int, str, str | None, str]], data: st.DataObject
) -> None:
    own = [ALL[n] for n in sorted(chosen)]
    more = [ALL[n].copied(outlet, day=day, before=before) for n, outlet, day, before in copies if n in chosen]
    plain = linked(own)
    reports, links, documents = linked(own + more)
    reports = data.draw(st.permutations(reports))
    links = tuple(data.draw(st.permutations(links)))
    found, before_ = origins(reports, links, documents), origins(*plain)
    assert len(found) == len(before_)
    counted, was = sources_of(found, reports, links, documents), sources_of(before_, *plain)
    assert (counted.independent, counted.effective, counted.kinds) == (was.independent, was.effective, was.kinds)


@given(data=st.data())
def test_the_order_of_input_does_not_matter(data: st.DataObject) -> None:
    articles = [*ALL, BRIDGE.copied("Western Digest"), QUOTES.copied("Echo")]
    reports, links, documents = linked(articles)
    shuffled = data.draw(st.permutations(reports)), data.draw(st.permutations(links)), dict(reversed(documents.items()))
    assert origins(*shuffled) == origins(reports, links, documents)


def test_a_copy_of_a_reprint_with_its_own_witness_adds_nothing() -> None:
    added = "\nA herder told this newspaper that the span was hit twice, and went to look for his goats."
    said = (Said("blew up", (POLICE,)), Said("killed", (POLICE,)), Said("hit", ()))
    mixed = article(BRIDGE.document.text + added, *said, outlet="Barentu Post")
    assert len(origins_in(BRIDGE, mixed)) == 2
    for day in ("2013-05-07", "2013-05-09"):
        assert len(origins_in(BRIDGE, mixed, mixed.copied("Echo", day=day))) == 2


def test_reports_that_lead_in_a_circle_are_of_the_earliest_outlet() -> None:
    texts = ("A bridge was attacked.", "They attacked a bridge.")
    one, other = (article(t, Said("attacked"), outlet=o) for t, o in zip(texts, ("One Post", "Two Post"), strict=True))
    links = [
        Derivation(a.document.id, DerivedHow.CITATION, r.sentence, r.id, b.document.id, b.reports[0].id)
        for a, b in ((one, other), (other, one))
        for r in a.reports
    ]
    documents = {a.document.id: a.document for a in (one, other)}
    (origin,) = origins([*one.reports, *other.reports], links, documents)
    assert len(origin.reports) == 2


def test_of_copies_in_no_order_the_one_that_others_have_it_from_is_the_origin() -> None:
    text = "The rail bridge at Humera was blown up before dawn, and trains to the border have been stopped since."
    desk, shared, credits = (
        article(text, Said("blown up"), outlet=outlet) for outlet in ("Setit Desk", "Atbara Mail", "Western Digest")
    )
    reports, _, documents = linked([desk, shared, credits])
    ids = [told.document.id for told in (desk, shared, credits)]

    def link(here: int, there: int, how: DerivedHow, *, is_directed: bool) -> Derivation:
        return Derivation(
            document=ids[here],
            how=how,
            evidence=reports[here].sentence,
            report=reports[here].id,
            origin_document=ids[there],
            origin_report=reports[there].id,
            origin_evidence=reports[there].sentence,
            is_directed=is_directed,
        )

    links = [
        link(2, 0, DerivedHow.ATTRIBUTION, is_directed=True),
        link(1, 0, DerivedHow.REUSE, is_directed=False),
    ]
    (origin,) = origins(reports, links, documents)
    assert (origin.name, origin.repeated_by) == ("Setit Desk", ("Atbara Mail", "Western Digest"))


def test_officials_of_one_land_are_not_who_speaks_for_another_body() -> None:
    toll = article(
        "Planes of the alliance struck a bus near Humera, killing nine people, Yugoslav officials said. "
        "The alliance admitted that one of its planes had hit a vehicle.",
        Said("killing", ("Yugoslav officials|YUCS:officials|official",), killed=None),
        Said("hit", ("alliance|nato|official",)),
        outlet="Setit Courier",
    )
    assert sorted(o.name for o in origins_in(toll)) == ["Setit Courier", "alliance"]


def test_a_broadcaster_that_no_list_has_is_not_who_else_is_quoted() -> None:
    aired = article(
        "Provincial television said that six people were killed when a bus was hit. "
        "The alliance said that its planes had struck a tank.",
        Said("killed", ("Provincial television||outlet",)),
        Said("struck", ("alliance|nato|official",)),
        outlet="Gash Review",
    )
    assert sorted(o.name for o in origins_in(aired)) == ["Gash Review", "alliance"]

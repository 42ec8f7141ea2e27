"""Which names of many documents are one actor, and which never are."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.knowledge.names import fold, name_key, same_name
from dateline.reconciling.actors.clustering import Link, cluster
from dateline.reconciling.actors.namings import Naming
from dateline.reconciling.actors.units import How


def alike(one: str, other: str) -> float:
    return 1.0 if name_key(one) == name_key(other) else 0.95 * same_name(one, other)


def initials(words: str) -> set[str]:
    return {word[0] for word in fold(words).split()}


def naming(document: str, words: str, **told: object) -> Naming:
    lands = frozenset(str(told.pop("lands", "")).split())
    titles = frozenset(str(told.pop("titles", "")).split())
    return Naming(document, f"text:{fold(words)}", ((words, 1),), lands=lands, titles=titles, **told)  # type: ignore[arg-type]


def links(*namings: Naming, **options: object) -> dict[tuple[str, str], Link]:
    made = cluster(namings, similarity=alike, least=0.9, blocking=initials, **options)  # type: ignore[arg-type]
    return {(link.document, link.id.removeprefix("text:")): link for link in made}


def are_one(*namings: Naming) -> bool:
    return len({link.cluster for link in links(*namings).values()}) == 1


def test_one_full_name_in_two_documents_is_one_actor() -> None:
    found = links(naming("d1", "Salma Warsame"), naming("d2", "Salma Warsame"))
    assert {link.cluster for link in found.values()} == {"text:salma warsame"}
    assert {link.how for link in found.values()} == {How.SAME_NAME}


def test_spellings_of_one_name_are_one_actor_under_the_commonest_spelling() -> None:
    found = links(
        naming("d1", "Yusuf Garad", lands="SO"),
        naming("d2", "Yusuf Garad", lands="SO"),
        naming("d3", "Yousuf Garaad", lands="SO KE"),
    )
    assert {(link.cluster, link.name) for link in found.values()} == {("text:yousuf garaad", "Yusuf Garad")}
    assert found["d3", "yousuf garaad"].how is How.SPELLING


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"country": "SO"}, {"country": "IQ"}),
        ({"person": True}, {"person": False}),
        ({"titles": "col"}, {"titles": "reporter"}),
        ({"titles": "mr"}, {"titles": "mrs"}),
    ],
)
def test_one_name_of_which_documents_tell_what_cannot_be_one_is_two(one, other) -> None:
    found = links(naming("d1", "Noor Hakim", **one), naming("d2", "Noor Hakim", **other))
    assert len({link.cluster for link in found.values()}) == 2
    assert all(link.cluster.partition("~")[0] == "text:noor hakim" for link in found.values())


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ({"lands": "SO"}, {"lands": "UA"}),
        ({"country": "SO"}, {"country": "UA"}),
        ({"kind": "police"}, {"kind": "health"}),
        ({"person": True}, {"person": False}),
        ({"titles": "imam"}, {"titles": "gen"}),
    ],
)
def test_spellings_that_something_tells_apart_are_two(one, other) -> None:
    assert not are_one(naming("d1", "Yusuf Garad", **one), naming("d2", "Yousuf Garaad", **other))


def test_a_name_s_type_that_one_document_of_many_mistakes_makes_no_other_actor() -> None:
    many = [naming(f"d{n}", "Noor Hakim", person=True) for n in range(3)]
    assert are_one(*many, naming("d9", "Noor Hakim", person=False))
    assert not are_one(*many, naming("d8", "Noor Hakim", person=False), naming("d9", "Noor Hakim", person=False))


def test_a_name_that_could_be_of_two_is_of_neither() -> None:
    found = links(
        naming("d1", "Noor Hakim", country="SO"), naming("d2", "Noor Hakim", country="IQ"), naming("d3", "Noor Hakim")
    )
    assert len({link.cluster for link in found.values()}) == 3


def test_two_full_names_of_one_document_are_two() -> None:
    both = naming("d1", "Yusuf Garad"), naming("d1", "Yousuf Garaad")
    assert not are_one(*both)
    # Nor are they when a third document spells it in one of the two ways.
    found = links(*both, naming("d2", "Yusuf Garad"))
    assert found["d1", "yusuf garad"].cluster == found["d2", "yusuf garad"].cluster
    assert found["d1", "yusuf garad"].cluster != found["d1", "yousuf garaad"].cluster


def test_numbers_tell_bodies_apart() -> None:
    assert not are_one(naming("d1", "5th Lancer Brigade"), naming("d2", "6th Lancer Brigade"))
    made = cluster(
        [naming("d1", "5th Lancer Brigade"), naming("d2", "6th Lancer Brigade")],
        similarity=lambda *_: 1.0,
        least=0.9,
        blocking=initials,
    )
    assert len({link.cluster for link in made}) == 2


def test_no_chain_leads_from_one_actor_to_the_next() -> None:
    # Each name is alike the one beside it, and the ends are not alike.
    near = {("Aa Bb", "Aa Bc"), ("Aa Bc", "Aa Bd")}
    made = cluster(
        [naming("d1", "Aa Bb"), naming("d2", "Aa Bc"), naming("d3", "Aa Bd")],
        similarity=lambda one, other: float(tuple(sorted((one, other))) in near),
        least=0.9,
        blocking=initials,
    )
    assert sorted(Counter(link.cluster for link in made).values()) == [1, 2]


def test_a_surname_alone_belongs_to_the_one_full_name_that_fits() -> None:
    full = naming("d1", "Ridwan Osman", lands="SO", person=True)
    found = links(full, naming("d2", "Osman", lands="SO", titles="col", person=True))
    assert found["d2", "osman"].cluster == "text:ridwan osman"
    assert (found["d2", "osman"].name, found["d2", "osman"].how) == ("Ridwan Osman", How.SHORT_FORM)


@pytest.mark.parametrize(
    "others",
    [
        [naming("d3", "Halima Osman", lands="SO")],
        [],
    ],
)
def test_a_surname_alone_stays_alone_where_two_fit_or_the_country_does_not(others: list[Naming]) -> None:
    lands = "SO" if others else "TR"
    full = naming("d1", "Ridwan Osman", lands="SO", person=True)
    found = links(full, *others, naming("d2", "Osman", lands=lands, person=True))
    assert found["d2", "osman"].cluster == "text:osman"


def test_a_private_person_s_name_is_not_given_to_somebody_in_public() -> None:
    full = naming("d1", "Ridwan Osman", lands="SO", person=True, public=False)
    found = links(full, naming("d2", "Osman", lands="SO", titles="col", person=True, public=True))
    assert found["d2", "osman"].cluster == "text:osman"


def test_a_surname_that_fits_a_known_actor_stays_alone() -> None:
    full = naming("d1", "Ridwan Osman", lands="SO", person=True)
    found = links(full, naming("d2", "Osman", lands="SO", person=True), known=[("hassan-osman", "Hassan Osman")])
    assert found["d2", "osman"].cluster == "text:osman"


def test_two_documents_surnames_are_two_actors() -> None:
    found = links(naming("d1", "Osman", person=True, lands="SO"), naming("d2", "Osman", person=True, lands="SO"))
    assert found["d1", "osman"].cluster == "text:osman"
    assert found["d2", "osman"].cluster.startswith("text:osman~")


def test_an_acronym_is_one_body_in_one_country_and_another_in_another() -> None:
    found = links(
        naming("d1", "QZX", lands="SD"),
        naming("d2", "QZX", lands="SD TD"),
        naming("d3", "QZX", lands="PE"),
    )
    assert found["d1", "qzx"].cluster == found["d2", "qzx"].cluster != found["d3", "qzx"].cluster


def test_an_acronym_belongs_to_the_full_name_that_a_document_explains_it_by() -> None:
    full = Naming("d1", "text:quick zebra xebec", (("Quick Zebra Xebec", 2),), short=("QZX",), lands=frozenset({"SD"}))
    found = links(full, naming("d2", "QZX", lands="SD"))
    assert found["d2", "qzx"].cluster == "text:quick zebra xebec"


def test_descriptions_are_left_as_they_are() -> None:
    found = links(naming("d1", "gunmen of the hills"), naming("d2", "gunmen of the hills"))
    assert {link.cluster for link in found.values()} == {"text:gunmen of the hills"}


def test_ids_are_kept_when_a_smaller_name_joins() -> None:
    first = links(naming("d1", "Yusuf Garad"))
    kept = {link.key: link.cluster for link in first.values()}
    later = links(naming("d1", "Yusuf Garad"), naming("d2", "Yousuf Garaad"), kept=kept)
    assert {link.cluster for link in later.values()} == {"text:yusuf garad"}


GIVEN = ["Yusuf", "Yousuf", "Hodan", "Noor", "Nour"]
LAST = ["Garad", "Garaad", "Hakim", "Hakeem", "Osman"]
NAMINGS = st.builds(
    lambda document, given, last, country, lands, person: naming(
        document, f"{given} {last}".strip(), country=country, lands=lands, person=person
    ),
    st.sampled_from(["d1", "d2", "d3", "d4", "d5"]),
    st.sampled_from([*GIVEN, ""]),
    st.sampled_from(LAST),
    st.sampled_from([None, None, None, "SO", "IQ"]),
    st.sampled_from(["", "SO", "IQ", "IQ SO"]),
    st.sampled_from([None, True, False]),
)


def unique(found: Iterable[Naming]) -> list[Naming]:
    return list({one.key: one for one in found}.values())


@given(st.lists(NAMINGS, max_size=14), st.randoms(use_true_random=False))
def test_the_order_of_namings_changes_nothing(found: list[Naming], random) -> None:
    namings = unique(found)
    shuffled = random.sample(namings, len(namings))
    assert links(*namings) == links(*shuffled)


@given(st.lists(NAMINGS, max_size=14))
def test_nothing_that_is_forbidden_is_ever_united(found: list[Naming]) -> None:
    namings = unique(found)
    made = links(*namings)
    assert len(made) == len(namings)
    together = defaultdict(list)
    for one in namings:
        together[made[one.document, one.id.removeprefix("text:")].cluster].append(one)
    for members in together.values():
        full = [one for one in members if " " in one.words]
        for one in full:
            for other in full:
                assert one is other or one.id == other.id or one.document != other.document
                assert None in (one.country, other.country) or one.country == other.country
                assert one.id == other.id or alike(one.words, other.words) >= 0.9


@given(st.lists(NAMINGS, min_size=1, max_size=12), st.integers(1, 11))
def test_an_id_leads_to_an_actor_of_the_same_naming_when_documents_are_added(found: list[Naming], first: int) -> None:
    namings = unique(found)
    before = links(*namings[:first])
    kept = {link.key: link.cluster for link in before.values()}
    after = links(*namings, kept=kept)
    ids = [link.cluster for link in after.values()]
    for one in {link.cluster for link in before.values()}:
        holders = {after[key].cluster for key, link in before.items() if link.cluster == one}
        # An actor that stayed whole and was joined to none keeps its id; where two became one, either is kept.
        if len(holders) == 1:
            (now,) = holders
            former = {kept[link.key] for link in after.values() if link.cluster == now and link.key in kept}
            assert now in former or now not in ids or not former
            assert now == one or len(former) > 1


def test_links_come_in_order_of_document_and_id() -> None:
    made = cluster(
        [naming("d2", "Noor Hakim"), naming("d1", "Yusuf Garad"), naming("d1", "Hodan Ali")],
        similarity=alike,
        least=0.9,
        blocking=initials,
    )
    assert [link.key for link in made] == sorted(link.key for link in made)

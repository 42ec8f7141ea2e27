"""What a list of actors says of each, and who is a private person."""

from __future__ import annotations

import pytest

from dateline.model import schema
from dateline.reconciling.actors.listing import Listing, actor_id
from dateline.reconciling.actors.namings import parties_of


def listed(*rows, published=None):
    listing = Listing()
    for row in rows:
        for one in parties_of(row):
            listing.add(row, one, one["id"], one["name"])
    return {one.id: one.row(published or {}) for one in listing.actors()}


def test_row_has_the_keys_of_the_schema_in_its_order(a_party, a_row) -> None:
    (row,) = listed(a_row("d1", a_party("Ridwan Osman"))).values()
    assert list(row) == [field.name for field in schema.SCHEMA["actors"]]


def test_a_spelling_is_counted_once_for_each_place(a_party, a_row) -> None:
    said = a_party("Ridwan Osman", start=10)
    rows = [a_row("d1", said), a_row("d1", said, id="r2"), a_row("d2", a_party("Osman", name="Ridwan Osman", start=4))]
    (row,) = listed(*rows, published={"d1": "2014-05-03", "d2": "2013"}).values()
    assert row["spellings"] == [{"words": "Osman", "count": 1}, {"words": "Ridwan Osman", "count": 1}]
    assert (row["documents"], row["reports"], row["first"], row["last"]) == (2, 3, "2013", "2014-05-03")


def test_a_known_actor_has_what_the_pack_says(a_party, a_row) -> None:
    (row,) = listed(a_row("d1", a_party("JAM", id="mahdi-army", name="Mahdi Army"))).values()
    assert (row["kind"], row["country"], row["known"], row["person"]) == ("militia", "IQ", True, False)
    assert row["parents"][0]["id"] == "sadrist-movement"
    assert row["sensitivity"] is None


@pytest.mark.parametrize(
    ("words", "kind", "sensitivity"),
    [
        ("Ridwan Osman", None, "private"),
        ("Mr. Ridwan Osman", None, "private"),
        ("Governor Ridwan Osman", None, "public"),
        ("Zebra Front", "rebel", None),
        ("QZX", None, None),
        ("gunmen of the hills", None, None),
    ],
)
def test_without_mentions_a_title_or_a_kind_tells_who_is_private(a_party, a_row, words, kind, sensitivity) -> None:
    name = words.removeprefix("Mr. ").removeprefix("Governor ")
    (row,) = listed(a_row("d1", a_party(words, name=name, kind=kind))).values()
    assert row["sensitivity"] == sensitivity


def test_mentions_tell_who_is_private_before_anything_else(a_party, a_row, a_mention) -> None:
    report = a_row("d1", a_party("Dr. Ridwan Osman", name="Ridwan Osman"))
    (row,) = listed(report, a_mention("d1", "Ridwan Osman", "person", "public")).values()
    assert row["sensitivity"] == "public"
    (row,) = listed(report, a_mention("d1", "Ridwan Osman", "person", "private")).values()
    assert (row["sensitivity"], row["person"]) == ("private", True)
    (row,) = listed(report, a_mention("d1", "Ridwan Osman", "organisation")).values()
    assert row["sensitivity"] is None


def test_membership_that_a_claim_tells_stands_beside_the_pack_s(a_party, a_row) -> None:
    listing = Listing()
    row = a_row("d1", a_party("Ridwan Osman"))
    listing.add(row, row["actors"][0], "text:ridwan osman", "Ridwan Osman")
    listing.relate("text:ridwan osman", "mahdi-army", "Mahdi Army", "2008-06-01", None)
    listing.relate("text:ridwan osman", "text:ridwan osman", "Ridwan Osman", None, None)
    (one,) = listing.actors()
    assert one.row({})["parents"] == [
        {"id": "mahdi-army", "name": "Mahdi Army", "kind": "member_of", "since": "2008-06-01", "until": None}
    ]


@pytest.mark.parametrize(
    ("id_", "country", "actor"),
    [
        ("text:somebody", False, "text:somebody"),
        ("described:a doctor", False, None),
        ("commenter:ayaan", False, None),
        ("geonames:1", False, None),
        ("IQ:police", False, "IQ:police"),
        ("any:gunmen", True, "any:gunmen"),
        ("reuters", False, "outlet:reuters"),
    ],
)
def test_places_and_people_who_are_only_described_are_no_actors(id_, country, actor) -> None:
    assert actor_id({"id": id_, "name": "x", **({"country": None} if country else {})}) == actor

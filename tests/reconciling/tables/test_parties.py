"""Names of a table as known actors."""

from __future__ import annotations

import pytest

from dateline.reconciling.tables.mapping import open_mapping
from dateline.reconciling.tables.parties import country_code, party_id, party_names


def test_years_after_a_name_are_no_part_of_it() -> None:
    mapping = open_mapping("acled")
    assert party_names("Military Forces of Mali (2013-2020); Farmers (Mali); ", mapping) == [
        "Military Forces of Mali",
        "Farmers (Mali)",
    ]


@pytest.mark.parametrize(
    ("name", "id_"),
    [
        ("Military Forces of the United States", "US:military"),
        ("Government of India", "IN:government"),
        ("Unidentified Armed Group (Somalia)", "any:gunmen"),
        ("Civilians (Ukraine)", "any:civilians"),
        ("Protesters (Iraq)", "any:protesters"),
        ("Islamic State (Iraq)", "islamic-state"),
        ("JAM: Mahdi Army", "mahdi-army"),
        ("Unidentified Clan Militia (Somalia)", "text:unidentified clan militia somalia"),
        ("Hawks of the Ridge", "text:hawks of the ridge"),
    ],
)
def test_party_is_known_by_what_its_name_begins_with_or_by_its_name(name: str, id_: str) -> None:
    assert party_id(name, open_mapping("acled")) == id_


def test_country_is_known_by_name_earlier_name_and_code() -> None:
    assert [country_code(words) for words in ("Russia (Soviet Union)", "so", "SOM", "Nowhere")] == [
        "RU",
        "SO",
        "SO",
        None,
    ]

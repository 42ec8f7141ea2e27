"""Filters: what they take, what they refuse, and what each leaves."""

from __future__ import annotations

import pytest
from tests.indexing.making import ACTORS, PLACES, Told, store

from dateline.errors import DatelineError
from dateline.indexing import FILTERS, Filters, Index, Snapshot
from dateline.model import EventType, Status
from dateline.record import Record


def told(**said) -> Told:
    """Say what a report says, with the rest empty."""
    empty = {
        "type": EventType.ASSAULT, "status": Status.OCCURRED, "mode": None, "actors": (), "recipients": (),
        "places": (), "when": None, "voices": (), "killed": None, "score": None, "flags": (False, False),
    }  # fmt: skip
    return Told(**{**empty, **said})


REBELS, MAHDI, POLICE = ACTORS[:3]
AMARAH, NEAR_AMARAH, MAYSAN, KISMAYO, MARSHES = PLACES
TELLINGS = [
    told(actors=(REBELS,), recipients=(POLICE,), places=(AMARAH,), when="2008-06-14", killed=3, score=0.9, mode="kill"),
    told(actors=(MAHDI,), recipients=(POLICE,), places=(NEAR_AMARAH, KISMAYO), when="2008-06", killed=0, score=0.6),
    told(actors=(REBELS,), places=(MAYSAN,), when="2008", type=EventType.COERCE, mode="arrest"),
    told(recipients=(REBELS,), places=(MARSHES,), when="2010-12-28/..", status=Status.PLANNED),
    told(flags=(True, True)),
]


@pytest.fixture
def now(record: Record) -> Snapshot:
    store(record, TELLINGS, "a.txt", coder="c1")
    record.reconcile()
    return Index(record).now


def numbers(now: Snapshot, what: str = "reports", **asked) -> set[int]:
    """Return the numbers of the tellings that filters leave."""
    given = {key: value if isinstance(value, list) else [value] for key, value in asked.items()}
    rows = now.reports.where(Filters.parse(given, what=what)).page().rows
    return {row - 1 for row in rows}


@pytest.mark.parametrize(
    ("asked", "left"),
    [
        ({"type": "COERCE"}, {2}),
        ({"type": "coerce"}, {2}),
        ({"type": ["COERCE", "ASSAULT"], "status": "planned"}, {3}),
        ({"actor": "any:rebels"}, {0, 2, 3}),
        ({"doer": "REBELS"}, {0, 2}),
        ({"recipient": "rebels"}, {3}),
        ({"actor": ["jaish al-mahdi", "Mahdi Army"]}, {1}),
        ({"actor": "none"}, {4}),
        ({"voice": "none"}, {0, 1, 2, 3, 4}),
        ({"place": "kismayo"}, {1}),
        ({"place": "geonames:99608"}, {0, 1}),
        ({"place": "none"}, {4}),
        ({"country": "Iraq"}, {0, 1, 2}),
        ({"country": ["iq", "none"]}, {0, 1, 2, 3, 4}),
        ({"admin1": "Maysan"}, {0, 1, 2}),
        ({"precision": ["2", "5"]}, {1, 3}),
        ({"month": "2008-06"}, {0, 1}),
        ({"month": "none", "after": "2008"}, {2, 3}),
        ({"after": "2008-06-15"}, {1, 2, 3}),
        ({"before": "2008-06-13"}, {1, 2}),
        ({"near": "31.8,47.1,1"}, {0, 1}),
        ({"near": "31.8,47.1,40"}, {0, 1, 2}),
        ({"within": "47,31.5,47.05,32"}, {2}),
        ({"within": "100,-90,47.05,90"}, {2}),
        ({"min_score": "0.7"}, {0}),
        ({"min_score": "0"}, {0, 1, 2, 3, 4}),
        ({"hedged": "yes"}, {4}),
        ({"historical": "false"}, {0, 1, 2, 3}),
        ({"mode": ["kill", "arrest"]}, {0, 2}),
        ({"mode": "none"}, {1, 3, 4}),
        ({"doubt": "place"}, {4}),
        ({"doubt": "when:vague"}, {4}),
        ({"doubt": "when:not_stated"}, set()),
        ({"has": "killed"}, {0, 1}),
        ({"has": "point"}, {0, 1, 2}),
        ({"search": "kismayo"}, {1}),
        ({"search": "Number struck"}, {0, 1, 2, 3, 4}),
        ({"search": 'AND "( NEAR*'}, set()),
        ({"search": "mahdi kismayo", "type": "ASSAULT"}, {1}),
        ({"type": ""}, {0, 1, 2, 3, 4}),
        ({"document": "d0000000000000000"}, set()),
        ({"grade": "single origin"}, {0, 1, 2, 3, 4}),
        ({"reviewed": "none"}, {0, 1, 2, 3, 4}),
        ({"incident": "i0000000000000000"}, set()),
    ],
)  # fmt: skip
def test_what_filters_leave(now: Snapshot, asked: dict, left: set[int]) -> None:
    assert numbers(now, **asked) == left


def test_incidents_by_words_documents_and_voices_of_their_reports(now: Snapshot, record: Record) -> None:
    (row,) = record.some("incidents", list(record.incidents_of([now.reports.table.ids([1])[0]]).values()))
    found = now.incidents.where(Filters.parse({"search": "mahdi kismayo"}, what="incidents"))
    assert found.page().ids == [row["id"]]
    asked = {"incident": row["id"], "document": next(iter(record.documents()))["id"], "voice": "none"}
    assert now.incidents.where(Filters.parse(asked, what="incidents")).count == 1
    of_it = now.reports.where(Filters.parse({"incident": row["id"]})).page().ids
    assert sorted(of_it) == sorted(row["reports"])


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"typ": ["ASSAULT"]}, "reports cannot be filtered by 'typ'; did you mean 'type'"),
        ({"zzz": ["1"]}, "there are"),
        ({"level": ["single"]}, "reports cannot be filtered by 'level'"),
        ({"type": ["ASSULT"]}, "did you mean 'ASSAULT'"),
        ({"status": ["x"]}, "there are occurred, ongoing"),
        ({"country": ["Irak"]}, "did you mean 'Iraq'"),
        ({"month": ["2008-13"]}, "write it as 2008-06"),
        ({"after": ["last week"]}, "EDTF"),
        ({"after": ["../2008"]}, "no day on that side"),
        ({"hedged": ["maybe"]}, "give true or false"),
        ({"min_score": ["2"]}, "between 0 and 1"),
        ({"min_score": ["nan"]}, "as numbers"),
        ({"near": ["31.8,47.1"]}, "latitude,longitude,kilometres"),
        ({"near": ["91,0,1"]}, "not on the globe"),
        ({"near": ["1,1,-1"]}, "not below nought"),
        ({"within": ["0,10,1,5"]}, "south lies north"),
        ({"precision": ["9"]}, "there are 1, 2"),
        ({"doubt": ["when:vage"]}, "did you mean 'when:vague'"),
    ],
)  # fmt: skip
def test_what_is_refused(asked: dict, said: str) -> None:
    with pytest.raises(DatelineError, match=said):
        Filters.parse(asked)


def test_a_mode_or_area_that_nothing_has_is_refused(now: Snapshot) -> None:
    for asked, said in (({"mode": "kil"}, "'kill'"), ({"admin1": "maysan"}, "'Maysan'"), ({"country": "QX"}, "QX")):
        with pytest.raises(DatelineError, match=said):
            now.reports.where(Filters.parse(asked))


def test_filters_of_another_table_are_refused(now: Snapshot) -> None:
    with pytest.raises(DatelineError, match="of reports, not of incidents"):
        now.incidents.where(Filters.parse({"type": "ASSAULT"}))
    with pytest.raises(DatelineError, match="not of 'actors'"):
        Filters.parse({}, what="actors")


def test_filters_are_changed_one_by_one() -> None:
    filters = Filters.parse({"type": ["ASSAULT", "COERCE", "ASSAULT"]}).with_("country", "iraq")
    assert filters.asked == {"type": ("ASSAULT", "COERCE"), "country": ("IQ",)}
    assert filters.without("type").asked == {"country": ("IQ",)}
    assert Filters.parse({"country": "IQ", "type": ["COERCE", "ASSAULT"]}).key == filters.key
    assert not Filters.parse({"type": [""]})


def test_every_filter_works_and_has_a_sentence(now: Snapshot) -> None:
    given = {"near": "0,0,1", "within": "0,0,1,1", "month": "2008-06", "after": "2008", "before": "2008",
             "min_score": "0.5", "country": "IQ", "mode": "kill", "admin1": "Maysan", "hedged": "true",
             "historical": "true"}  # fmt: skip
    for what, filters in FILTERS.items():
        for one in filters:
            assert one.doc.endswith(".")
            for value in one.allowed or (given.get(one.name, "x"),):
                asked = Filters.parse({one.name: value}, what=what)
                assert 0 <= getattr(now, what).where(asked).count <= len(getattr(now, what))

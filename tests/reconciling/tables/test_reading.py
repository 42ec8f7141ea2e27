"""Rows as accounts: own tables of a few lines."""

from __future__ import annotations

from datetime import date

import pytest

from dateline.model import EventType, Level
from dateline.reconciling.incidents.account import Account
from dateline.reconciling.tables.mapping import TableMapping, mapping_from, open_mapping
from dateline.reconciling.tables.reading import ForeignTable, read_rows

ACLED = (
    "event_id_cnty,event_date,time_precision,event_type,sub_event_type,actor1,assoc_actor_1,actor2,country,admin1,"
    "location,latitude,longitude,geo_precision,notes,fatalities"
)
BOMB = (
    "SOM1,14 March 2014,1,Explosions/Remote violence,Suicide bomb,Al Shabaab,,Military Forces of Somalia (2012-2017),"
    "Somalia,Lower Juba,Kismayo,-0.36,42.55,1,A bomb,6"
)
OWN = mapping_from(
    """
[table]
id = "n"
missing = ["-"]
[when]
start = "from"
end = "to"
formats = ["%d.%m.%Y"]
[where]
name = "town"
admin1 = "province"
country = "land"
[type]
columns = ["kind"]
[type.values]
raid = "ASSAULT"
sweep = { type = "COERCE", mode = "arrest", level = "episode" }
rumour = { left_out = "hearsay" }
[actors]
columns = ["who"]
[counts]
killed = { add = ["men", "women"] }
injured = "hurt"
""",
    where="own.toml",
)
HEAD = "n;from;to;town;province;land;kind;who;men;women;hurt"


def read(*lines: str, mapping: TableMapping = OWN, name: str = "own.csv") -> ForeignTable:
    return read_rows([f"{line}\r\n" for line in lines], mapping, name=name)


def one(*lines: str, mapping: TableMapping = OWN) -> Account:
    (account,) = read(*lines, mapping=mapping).accounts
    return account


def test_acled_row_is_read_in_our_terms() -> None:
    account = one(ACLED, BOMB, mapping=open_mapping("acled"))
    assert account.id == account.document == "own.csv#SOM1"
    assert (account.type, account.mode, account.means) == (EventType.ASSAULT, "suicide-attack", "suicide")
    assert (account.actors, account.recipients) == (("al-shabaab",), ("SO:military",))
    assert account.when == (date(2014, 3, 14).toordinal(),) * 2
    assert account.counts == {"killed": (6, 6, 6)}
    (area,) = account.places
    assert (area.precision, area.lat, area.lon) == (1, -0.36, 42.55)
    assert (area.country, area.admin1) == ("SO", "Lower Juba")
    assert area.id.startswith("geonames:")


def test_dates_and_places_are_as_wide_as_their_precision_says() -> None:
    row = BOMB.replace("2014,1,", "2014,2,").replace(",1,A bomb", ",3,A bomb")
    account = one(ACLED, row, mapping=open_mapping("acled"))
    day = date(2014, 3, 14).toordinal()
    assert account.when == (day - 3, day + 3)
    assert account.places[0].precision == 4


def test_no_deaths_in_acled_say_nothing() -> None:
    assert one(ACLED, BOMB.removesuffix("6") + "0", mapping=open_mapping("acled")).counts == {}


def test_battle_tells_two_sides_and_not_who_acts() -> None:
    row = BOMB.replace("Explosions/Remote violence,Suicide bomb", "Battles,Armed clash")
    account = one(ACLED, row, mapping=open_mapping("acled"))
    assert account.actors == account.recipients == ("al-shabaab", "SO:military")


def test_event_type_decides_where_there_is_no_sub_event_and_what_tells_nothing_is_left_out_by_reason() -> None:
    table = read(
        ACLED,
        BOMB.replace("Suicide bomb", ""),
        BOMB.replace("SOM1", "SOM2").replace("Explosions/Remote violence,Suicide bomb", "Strategic developments,Other"),
        mapping=open_mapping("acled"),
    )
    assert [(a.type, a.mode) for a in table.accounts] == [(EventType.ASSAULT, None)]
    assert sum(table.left_out.values()) == 1
    assert table.faults == ()
    assert len(table.rows) == 2


def test_ged_row_tells_days_and_figures_as_ranges() -> None:
    head = (
        "id,date_start,date_end,type_of_violence,event_clarity,side_a,side_b,where_prec,where_coordinates,adm_1,"
        "country,latitude,longitude,best,low,high"
    )
    rows = [
        "7,2014-03-01 00:00:00.000,2014-03-05 00:00:00.000,1,1,Government of Somalia,Al-Shabaab,2,Kismaayo town,"
        "Lower Juba region,Somalia,-0.36,42.55,4,3,9",
        "8,2014-03-01,2014-03-05,3,2,IS,Civilians,4,Banaadir region,Banaadir region,Somalia,2.03,45.35,4,5,4",
    ]
    table = read(head, *rows, mapping=open_mapping("ged"))
    first, second = table.accounts
    assert first.when == (date(2014, 3, 1).toordinal(), date(2014, 3, 5).toordinal())
    assert first.counts == {"killed": (3, 4, 9)}
    assert first.places[0].radius_km == 25
    assert (first.level, second.level) == (Level.SINGLE, Level.AGGREGATE)
    assert (second.target, second.recipients) == ("civilian", ("any:civilians",))
    assert second.counts == {"killed": (4, 4, 5)}
    assert [(fault.line, fault.row, fault.is_left_out) for fault in table.faults] == [(3, "8", False)]


def test_own_mapping_reads_other_delimiters_dates_and_sums() -> None:
    account = one(HEAD, "1;01.03.2014;04.03.2014;Amarah;Missan;Iraq;Sweep;Kuru Riders;2;3;-")
    assert (account.type, account.mode, account.level) == (EventType.COERCE, "arrest", Level.EPISODE)
    assert account.counts == {"killed": (5, 5, 5)}
    assert account.actors == ("text:kuru riders",)
    assert account.places[0].admin1 == "Maysan"


def test_name_is_kept_only_of_a_place_that_nobody_knows() -> None:
    known = one(HEAD, "1;01.03.2014;;Amarah;Missan;Iraq;raid;;;;")
    unknown = one(HEAD, "1;01.03.2014;;Qqqwert;Missan;Iraq;raid;;;;")
    assert (known.names, unknown.names) == ((), ("qqqwert",))
    assert unknown.places[0].precision == 4


def test_bad_rows_are_told_with_line_and_reason_and_stop_nothing() -> None:
    good = "1;01.03.2014;;Amarah;;Iraq;raid;;;;"
    table = read(
        HEAD,
        good,
        "2;01.03.2014;;Amarah;;Iraq;raid;;;",
        good,
        good.replace("1;", ";", 1),
        "3;01.03.2014;;Amarah;;Iraq;party;;;;",
        "4;01.03.2014;;Amarah;;Iraq;;;;;",
        "5;01.03.2014;;Amarah;;Iraq;rumour;;;;",
        "",
        "6;2014-03-01;;Amarah;;Atlantis;raid;;x;;1.5",
        "7;05.03.2014;01.03.2014;Amarah;;Iraq;raid;;;;",
    )
    assert [account.id for account in table.accounts] == ["own.csv#1", "own.csv#6", "own.csv#7"]
    assert dict(table.left_out) == {"hearsay": 1}
    said = {(fault.line, fault.is_left_out): fault.reason for fault in table.faults}
    assert "10 cells and the header has 11" in said[3, True]
    assert "stands in line 2 already" in said[4, True]
    assert "it has no id" in said[5, True]
    assert "'party' means" in said[6, True]
    assert "it says no type" in said[7, True]
    assert "to is before from" in said[11, False]
    assert sorted(f.reason.split("'")[1] for f in table.faults if f.line == 10) == [
        "1.5",
        "2014-03-01",
        "Atlantis",
        "x",
    ]
    assert len(table.rows) == 9


def test_row_that_is_not_utf8_is_told() -> None:
    line = "1;01.03.2014;;Amarah;;Iraq;raid;Gr\udcfcne;;;"
    table = read(HEAD, line)
    assert [fault.reason for fault in table.faults] == ["it is not UTF-8; save the file as UTF-8"]
    assert table.rows[0].cells[7] == "Gr?ne"


def test_header_without_a_needed_column_is_refused() -> None:
    with pytest.raises(ValueError, match=r"own.csv has no column 'n', 'from'; its columns are from_day, kind"):
        read("from_day,kind", "2014-03-01,raid")


def test_one_of_the_columns_of_the_type_is_enough() -> None:
    head = ACLED.replace(",sub_event_type", "")
    row = BOMB.replace(",Suicide bomb", "")
    assert one(head, row, mapping=open_mapping("acled")).type is EventType.ASSAULT
    with pytest.raises(ValueError, match="has no column 'sub_event_type', 'event_type'"):
        read(head.replace(",event_type", ""), mapping=open_mapping("acled"))

"""What numbers become in reports: for each act its own, each number once, nothing that counts something else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import code
from dateline.model import COUNTS, Document, Range, Report, Span, Zone, ZoneKind

Reports = Callable[..., list[Report]]


def counted(reports: list[Report]) -> list[tuple[str, Range]]:
    return [(name, count.range) for report in reports for name, count in report.counts()]


def exactly(**fields: int) -> list[tuple[str, Range]]:
    return [(name, Range.exactly(n)) for name, n in fields.items()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The blast killed 16 shoppers, including four girls.", exactly(killed=16)),
        ("Seven men, among them two teachers, were abducted.", exactly(captured=7)),
        ("They kidnapped eight people, including one hostage who was beheaded.", exactly(captured=8)),
        ("Four soldiers and six policemen were killed in an ambush.", exactly(killed=10)),
        ("Gunmen killed a guard and his wife.", exactly(killed=2)),
        ("Militants killed five guards and a driver.", exactly(killed=6)),
        ("Twin bombs killed 21 and 13.", exactly(killed=34)),
        ("A further six were wounded by mortar fire.", exactly(injured=6)),
        ("Another 14 were wounded in the clash.", exactly(injured=14)),
        ("Two others were wounded.", exactly(injured=2)),
        ("A car bomb exploded, killing six and wounding eleven.", exactly(killed=6, injured=11)),
        ("The raid left seven dead and ten wounded.", exactly(killed=7, injured=10)),
        ("The raid left eleven villagers dead.", exactly(killed=11)),
        ("The death toll climbed to 37.", exactly(killed=37)),
        ("A second blast brought the toll to 29.", exactly(killed=29)),
        ("The attack claimed the lives of 19 miners.", exactly(killed=19)),
        ("A family of six was killed by the shelling.", exactly(killed=6)),
        ("Two of the 15 hostages were executed.", exactly(killed=2)),
        ("No casualties were reported after the barrage.", exactly(killed=0, injured=0)),
        ("Nobody was killed.", exactly(killed=0)),
        ("Nobody was hurt in the explosion.", exactly(injured=0)),
        ("Police arrested 23 suspects.", exactly(captured=23)),
        ("The brigade took 400 prisoners.", exactly(captured=400)),
        ("The offensive displaced 8,000 civilians.", exactly(displaced=8000)),
        ("The governor sent a force of 900 troops to the border.", exactly(force=900)),
        ("Nine gunmen attacked a checkpoint.", exactly(force=9)),
        ("The rebels attacked the town with 2,000 men.", exactly(force=2000)),
        ("Some 700 soldiers took part in the offensive.", [("force", Range(None, 700, None))]),
        ("Troops found 30 rockets and 11 mines.", exactly(weapons=41)),
        ("Police discovered a cache of 80 mortar shells.", exactly(weapons=80)),
        ("Fighters handed in 60 rifles.", exactly(weapons=60)),
        ("The column captured 90 prisoners and 14 tanks.", exactly(captured=90, weapons=14)),
        ("The army lost 17 men while 25 rebels were killed.", [*exactly(killed=17), *exactly(killed=25)]),
        ("The militia killed 17 and lost five.", [*exactly(killed=17), *exactly(killed=5)]),
        ("The invaders lost 600 killed and 900 wounded.", exactly(killed=600, injured=900)),
        ("Ten men were killed when the rebels attacked the port.", exactly(killed=10)),
        ("Two men were stabbed and injured.", exactly(injured=2)),
        ("The invaders lost 900 wounded.", exactly(injured=900)),
        # a part of a whole: what is done to all is told in the words that name the whole
        ("Six out of 40 people injured in the attack died.", exactly(injured=40, killed=6)),
        ("Six of the 40 wounded have died.", exactly(killed=6)),
        ("Six of the 40 people wounded in the blast have died.", exactly(injured=40, killed=6)),
        ("One of 40 people wounded in the blast died on Sunday.", exactly(injured=40, killed=1)),
        ("Twelve of the 60 soldiers who were captured were killed.", exactly(captured=60, killed=12)),
        ("Six of 40 hostages killed in a raid", exactly(killed=6)),
        ("Police arrested three of the eight attackers.", exactly(captured=3)),
        ("Six of its 40 soldiers were killed.", exactly(killed=6)),
    ],
)
def test_number_goes_to_the_act_whose_party_it_counts(
    reports_of: Reports, text: str, expected: list[tuple[str, Range]]
) -> None:
    assert counted(reports_of(text)) == expected


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("At least 13 miners", Range.at_least(13)),
        ("Up to 45 miners", Range.up_to(45)),
        ("More than 60 miners", Range.at_least(60)),
        ("Dozens of miners", Range(24)),
        ("Scores of miners", Range(40)),
        ("Between 16 and 18 miners", Range.between(16, 18)),
        ("16 to 18 miners", Range.between(16, 18)),
        ("16-18 miners", Range.between(16, 18)),
        ("A dozen miners", Range.exactly(12)),
        ("A couple of miners", Range(2)),
        ("Nine miners and several guards", Range(12)),
        ("Nine miners and some guards", Range(9)),
        ("Three miners and up to four guards", Range(3, None, 7)),
        ("A miner", Range.exactly(1)),
    ],
)
def test_count_says_as_much_as_its_words(reports_of: Reports, words: str, expected: Range) -> None:
    assert counted(reports_of(f"{words} were killed by gunmen.")) == [("killed", expected)]


@pytest.mark.parametrize(
    "text",
    [
        "Some 6,000 families fled the shelling.",  # households are no persons
        "The rebels suffered 50 casualties.",  # the dead and the wounded together
        "The privateers captured 300 ships.",
        "The raiders killed 200 sheep.",
        "The army lost three battalions.",
        "Rebels killed the 28-year-old mayor.",
        "On 14 May 2014 rebels killed the mayor.",
        "The 5th Brigade captured the port after 12 hours.",
        "Gunmen killed the manager and stole $40,000.",
        "Snipers are killing 20 people a day.",
        "An earthquake raised the death toll to 800.",
        "Two brigades attacked the port.",
        "Police stopped the men on Highway 14 and 15.",
        "The battle saw the port captured, 30 kilometers from the border.",
    ],
)
def test_number_of_something_else_is_no_count(reports_of: Reports, text: str) -> None:
    assert counted(reports_of(text)) == []


@pytest.mark.parametrize("fates", ["killed or wounded", "killed and wounded", "killed, captured or missing"])
def test_number_that_fates_share_is_only_a_ceiling(reports_of: Reports, fates: str) -> None:
    found = counted(reports_of(f"Fifty men were {fates} in the battle."))
    assert ("killed", Range.up_to(50)) in found
    assert {value for _, value in found} == {Range.up_to(50)}


def test_losses_of_killed_and_wounded_are_a_ceiling_too(reports_of: Reports) -> None:
    found = counted(reports_of("The invaders lost 800 killed and wounded."))
    assert found == [("killed", Range.up_to(800))]


def test_captives_who_were_killed_count_for_both(reports_of: Reports) -> None:
    found = counted(reports_of("Two brothers were kidnapped and killed by gunmen."))
    assert found == exactly(captured=2, killed=2)


def test_sum_has_one_evidence_over_all_its_numbers(reports_of: Reports) -> None:
    (report,) = reports_of("Four soldiers and six policemen were killed in an ambush.")
    assert report.killed is not None
    assert report.killed.evidence.words == "Four soldiers and six"


def test_side_that_lost_men_is_the_recipient(report_of: Callable[..., Report]) -> None:
    report = report_of("The Somali army lost 17 men in the ambush.", "ASSAULT")
    assert [p.evidence.words for p in report.recipients] == ["Somali army"]
    assert not report.actors


_PIECES = st.sampled_from(
    """killed wounded captured lost and , including among 12 three dozens of at least up to a an the soldiers policemen
    families dead prisoners rockets were was toll rose to casualties no found army rebels fled a day or""".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, min_size=2, max_size=20).map(" ".join))
def test_no_sentence_uses_the_words_of_a_number_twice_for_one_field(text: str) -> None:
    zone = Zone(ZoneKind.BODY, Span(0, len(text)))
    reports = code(Document("d", "s", text, zones=(zone,))).reports
    for field in COUNTS:
        used = [(r.sentence.start, c.evidence.start) for r in reports for name, c in r.counts() if name == field]
        assert len(used) == len(set(used))


def test_machine_that_belongs_to_a_government_is_nobody_killed(report_of):
    assert report_of("The guerrillas shot down a government helicopter on Friday.", "ASSAULT").killed is None


def test_number_of_those_taken_hostage_is_counted(report_of):
    report = report_of("The rebels took nine soldiers prisoner on Friday.", "COERCE")
    assert report.captured.range.best == 9


def test_number_of_people_driven_out_is_displaced(report_of):
    report = report_of("The army drove 200 people out of the valley on Friday.", "ASSAULT")
    assert report.displaced.range.best == 200

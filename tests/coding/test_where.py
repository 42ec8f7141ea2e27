"""Where a report says that its act happened, and why it says nothing."""

from __future__ import annotations

from collections.abc import Callable

from dateline.model import PlaceMissing, Report

ReportOf = Callable[..., Report]


def places(report: Report) -> list[tuple[str, str]]:
    return [(p.place.name, p.how) for p in report.places]


def test_named_place_is_explicit(report_of: ReportOf) -> None:
    report = report_of("Somali troops killed four fighters in Kismayo on Friday.", "ASSAULT")
    assert places(report) == [("Kismayo", "explicit")]
    assert report.place_missing is None


def test_no_place_says_that_none_was_stated(report_of: ReportOf) -> None:
    report = report_of("Rebels killed four soldiers on Friday.", "ASSAULT")
    assert (places(report), report.place_missing) == ([], PlaceMissing.NOT_STATED)


def test_unknown_village_gives_what_holds_it_and_alone_says_that_it_is_unknown(report_of: ReportOf) -> None:
    inside = report_of("Iraqi police killed two men in the village of Qwertabad in Maysan province, Iraq.", "ASSAULT")
    assert [name for name, _ in places(inside)] == ["Maysan"]
    alone = report_of("Iraqi police killed two men in the village of Qwertabad on Friday.", "ASSAULT")
    assert (places(alone), alone.place_missing) == ([], PlaceMissing.NOT_IN_GAZETTEER)


def test_country_that_is_given_something_is_a_party(report_of: ReportOf) -> None:
    report = report_of("France gave food to Chad in March.", "AID")
    assert places(report) == []


def test_place_is_carried_to_the_next_sentence_of_its_paragraph_alone(reports_of: Callable[..., list[Report]]) -> None:
    first = "Somali troops shelled Kismayo on Monday."
    near = reports_of(f"{first} They killed four fighters.")[-1]
    assert places(near) == [("Kismayo", "carried")]
    assert near.places[0].evidence.words == "Kismayo"
    assert places(reports_of(f"{first}\n\nThey killed four fighters.")[-1]) == []
    later = reports_of(f"{first} The rain went on. It was cold. They killed four fighters.")[-1]
    assert places(later) == []


def test_place_is_not_carried_where_the_text_moves_on(reports_of: Callable[..., list[Report]]) -> None:
    first = "Somali troops shelled Kismayo on 3 May 2014."
    assert places(reports_of(f"{first} Ethiopian troops killed four fighters.")[-1]) == []
    assert places(reports_of(f"{first} On 9 July 2014 they killed four fighters.")[-1]) == []


def test_there_means_the_place_named_last(reports_of: Callable[..., list[Report]]) -> None:
    report = reports_of("Somali troops hold Kismayo. The weather is fine. Rebels killed four fighters there.")[-1]
    assert places(report) == [("Kismayo", "carried")]


def test_accusation_is_not_made_where_its_matter_happened(report_of: ReportOf) -> None:
    told = "Officials accused the rebels of raiding the market in Kismayo."
    assert places(report_of(told, "ACCUSE")) == []
    denied = report_of("The minister denied that there were attacks on farmers in Kismayo.", "REJECT")
    assert places(denied) == [("Kismayo", "explicit")]
    spoken = report_of("In Baidoa, officials accused the rebels of raiding the market.", "ACCUSE")
    assert places(spoken) == [("Baidoa", "explicit")]


def test_place_after_the_last_of_joined_verbs_is_that_of_all(reports_of: Callable[..., list[Report]]) -> None:
    joined = reports_of("Gunmen killed four farmers, kidnapped six herders near Baidoa.")
    own = reports_of("Two pilots were captured in a hut and flown to the barracks near Baidoa.")
    assert places(own[0]) == []
    assert [places(r) for r in joined] == [[("Baidoa", "explicit")]] * 2


def test_the_attack_is_where_the_last_one_was_told(reports_of: Callable[..., list[Report]]) -> None:
    first = "Gunmen shelled Kismayo on Monday."
    assert places(reports_of(f"{first}\n\nNine farmers were killed in the raid.")[-1]) == [("Kismayo", "carried")]
    assert places(reports_of(f"{first}\n\nHelp is needed.\n\nThe raid killed nine farmers.")[-1]) == [
        ("Kismayo", "carried")
    ]
    for between in ("Police hold Baidoa.", "The village of Qwertabad is poor.", "Kenyan troops are far."):
        assert places(reports_of(f"{first}\n\n{between}\n\nNine farmers were killed in the raid.")[-1]) == []
    for last in (
        "Nine farmers were killed after the raid.",
        "Nine farmers were killed in a raid.",
        "Nine farmers were killed in the worst raid.",
    ):
        assert places(reports_of(f"{first}\n\n{last}")[-1]) == []
    assert places(reports_of(f"{first} Meanwhile, nine farmers were killed.")[-1]) == []


def test_unknown_village_is_in_what_its_sentence_puts_it_in(report_of: ReportOf) -> None:
    said = report_of("Gunmen killed six at Qwertabad, a hamlet in the district of Baidoa.", "ASSAULT")
    assert [name for name, _ in places(said)] == ["Baidoa"]
    framed = report_of("In Baidoa, gunmen attacked a station in the Qwertabad district.", "ASSAULT")
    assert [name for name, _ in places(framed)] == ["Baidoa"]


def test_standing_charge_is_given_no_place_that_stood(reports_of: Callable[..., list[Report]]) -> None:
    first = "Somali troops shelled Kismayo."
    assert places(reports_of(f"{first} Rebels accuse the army of killing farmers.")[-1]) == []
    assert places(reports_of(f"{first} Rebels accused the army of killing farmers.")[-1]) == [("Kismayo", "carried")]


def test_state_that_says_whose_people_somebody_is_is_no_place(reports_of: Callable[..., list[Report]]) -> None:
    hurt = reports_of("A suicide bomber struck the gate of Mogadishu airport where US troops were searching bags.")
    assert {name for report in hurt for name, _ in places(report)} == {"Mogadishu"}
    (headline,) = reports_of("Terror attack in Kismayo: UK soldiers killed")[-1:]
    assert "United Kingdom" not in dict(places(headline))
    assert reports_of("US soldiers were killed by a mine.")[-1].places == ()

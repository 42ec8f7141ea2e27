import copy
import tomllib
from importlib import resources
from typing import Any

import pytest

from dateline.errors import KnowledgeError
from dateline.exporting.acled import acled_rows
from dateline.exporting.crosswalk import crossed, crosswalk_from, open_crosswalk
from dateline.knowledge.lexicon import open_lexicon
from dateline.model import EventType

FILE = tomllib.loads(resources.files("dateline.exporting").joinpath("data/crosswalk.toml").read_text(encoding="utf-8"))


def quote(words: str) -> dict[str, Any]:
    return {"start": 0, "end": len(words), "words": words}


def party(said: str) -> dict[str, Any]:
    """Read "police:IQ" as a party of that kind and country; "?" is of no known kind."""
    kind, _, country = said.partition(":")
    return {
        "id": f"x:{said}",
        "name": f"the {kind}",
        "kind": None if kind == "?" else kind,
        "country": country or None,
        "evidence": quote(kind),
    }


def report(
    said: str,
    actors: str = "",
    recipients: str = "",
    *,
    means: str | None = None,
    target: str | None = None,
    words: str = "Something happened.",
    trigger: str = "happened",
    day: str | None = "2014-05-03",
    place: str | None = None,
    killed: int | None = None,
    id: str = "r1",
    start: int = 0,
    document: str = "d1",
    status: str = "occurred",
) -> dict[str, Any]:
    """Make a report in the shape of the contract from "TYPE/mode" and the kinds of its parties."""
    event, _, mode = said.partition("/")
    when = {"edtf": day, "earliest": day, "latest": day, "precision": "day", "evidence": quote("x"), "how": "explicit"}
    where = {
        "id": f"place:{place}",
        "name": place,
        "kind": "settlement",
        "country": place,
        "admin1": None,
        "lat": 1.0,
        "lon": 2.0,
        "precision": 1,
    }
    return {
        "id": id,
        "document": document,
        "zone": "body",
        "start": start,
        "end": start + len(words),
        "words": words,
        "trigger": quote(trigger),
        "type": event,
        "mode": mode or None,
        "status": status,
        "actors": [party(p) for p in actors.split()],
        "recipients": [party(p) for p in recipients.split()],
        "means": {"kind": means, "evidence": quote("x")} if means else None,
        "target": {"kind": target, "evidence": quote("x")} if target else None,
        "place": where if place else None,
        "when": when if day else None,
        "killed": {"low": killed, "best": killed, "high": killed, "evidence": quote("x")} if killed else None,
        "voices": [],
    }


def of(*reports: dict[str, Any]) -> list[str]:
    return [f"{c.rule.event}: {c.rule.sub_event}" for c in crossed(reports)]


VIOLENCE, REMOTE = "Violence against civilians", "Explosions/Remote violence"
STRATEGIC = "Strategic developments"
CASES = [
    (report("ASSAULT/abduct", "rebel", "civilian"), f"{VIOLENCE}: Abduction/forced disappearance"),
    (report("ASSAULT/sexual", "military", "civilian"), f"{VIOLENCE}: Sexual violence"),
    (report("ASSAULT/firearms", "rebel", "military"), "Battles: Armed clash"),
    (report("ASSAULT/firearms", "rebel", "military", means="heavy-weapons"), "Battles: Armed clash"),
    (report("ASSAULT/firearms", "rebel", target="military"), "Battles: Armed clash"),
    (report("ASSAULT/firearms", "rebel", "civilian"), f"{VIOLENCE}: Attack"),
    (report("ASSAULT/firearms", "", target="civilian"), f"{VIOLENCE}: Attack"),
    (report("ASSAULT", "rebel", "military"), "Battles: Armed clash"),
    (report("ASSAULT", "rebel", "civilian"), f"{VIOLENCE}: Attack"),
    (report("ASSAULT", "rebel", "military civilian"), "Battles: Armed clash"),
    (report("ASSAULT/suicide-attack", "", "civilian"), f"{REMOTE}: Suicide bomb"),
    (report("ASSAULT/explosives", "", "civilian", means="suicide"), f"{REMOTE}: Suicide bomb"),
    (report("ASSAULT/unconventional"), f"{REMOTE}: Chemical weapon"),
    (report("ASSAULT", means="chemical"), f"{REMOTE}: Chemical weapon"),
    (report("ASSAULT/aerial"), f"{REMOTE}: Air/drone strike"),
    (report("ASSAULT/drone"), f"{REMOTE}: Air/drone strike"),
    (report("ASSAULT/destroy", means="aerial"), f"{REMOTE}: Air/drone strike"),
    (report("ASSAULT", "", "civilian", means="grenade"), f"{REMOTE}: Grenade"),
    (report("ASSAULT/explosives"), f"{REMOTE}: Remote explosive/landmine/IED"),
    (report("ASSAULT", "", "police", means="explosives"), f"{REMOTE}: Remote explosive/landmine/IED"),
    (report("ASSAULT/heavy-weapons", means="heavy-weapons"), f"{REMOTE}: Shelling/artillery/missile attack"),
    (report("ASSAULT", "military", "civilian", means="heavy-weapons"), f"{REMOTE}: Shelling/artillery/missile attack"),
    (report("ASSAULT/heavy-weapons", target="infrastructure"), f"{REMOTE}: "),
    (report("ASSAULT/destroy", "militia", target="property"), f"{STRATEGIC}: Looting/property destruction"),
    (report("ASSAULT/crowd-control", "police", "protester"), "Protests: Protest with intervention"),
    (report("ASSAULT/crowd-control"), "Protests: Protest with intervention"),
    (report("ASSAULT/beat", "police", "protester", means="crowd-control"), "Protests: Protest with intervention"),
    (report("ASSAULT/firearms", "police", "protester", means="crowd-control"), "Protests: Protest with intervention"),
    (report("ASSAULT/beat", "police", "civilian", means="crowd-control"), f"{VIOLENCE}: Attack"),
    (report("ASSAULT/crowd-control", "police", "protester", means="firearms"), f"{VIOLENCE}: Attack"),
    (report("COERCE", "police", "protester", means="crowd-control"), "Protests: Protest with intervention"),
    (report("ASSAULT/beat", "protester", "civilian"), "Riots: Mob violence"),
    (report("ASSAULT/beat", "police", "civilian"), f"{VIOLENCE}: Attack"),
    (report("ASSAULT/torture", "", "?"), f"{VIOLENCE}: Attack"),
    (report("ASSAULT/execute", "rebel", "military"), f"{VIOLENCE}: Attack"),
    (report("ASSAULT/assassinate", "", "government"), f"{VIOLENCE}: Attack"),
    (report("ASSAULT/assassinate", "rebel", "police"), "Battles: Armed clash"),
    (report("ASSAULT/primitive", "militia", "civilian"), f"{VIOLENCE}: Attack"),
    (report("PROTEST/demo", "protester"), "Protests: Peaceful protest"),
    (report("PROTEST/obstruct", "civilian"), "Protests: Peaceful protest"),
    (report("PROTEST/riot", "civilian"), "Riots: "),
    (report("PROTEST/riot", words="A mob ran riot."), "Riots: Mob violence"),
    (report("COERCE/seize", "police", target="weapons"), f"{STRATEGIC}: Disrupted weapons use"),
    (report("COERCE/seize", "rebel", target="territory"), "Battles: Non-state actor overtakes territory"),
    (report("COERCE/seize", "military:IQ", target="territory", place="IQ"), "Battles: Government regains territory"),
    (report("COERCE/seize", "military:RU", target="territory", place="UA"), "Battles: "),
    (report("COERCE/seize", "military:IQ", target="territory"), "Battles: "),
    (
        report("COERCE/seize", "rebel", target="territory", words="They took the town without a fight."),
        f"{STRATEGIC}: Non-violent transfer of territory",
    ),
    (report("COERCE/seize", "militia", target="property"), f"{STRATEGIC}: Looting/property destruction"),
    (report("COERCE/seize", "police", target="property", trigger="searched"), f"{STRATEGIC}: "),
    (report("COERCE/seize", "rebel", target="territory", trigger="searched"), f"{STRATEGIC}: "),
    (report("COERCE/seize", "rebel"), f"{STRATEGIC}: "),
    (report("COERCE/arrest", "police", "civilian"), f"{STRATEGIC}: Arrests"),
    (report("COERCE/restrict"), f"{STRATEGIC}: Other"),
    (report("COERCE/censor"), f"{STRATEGIC}: Other"),
    (report("COERCE/curfew"), f"{STRATEGIC}: Other"),
    (report("SUPPORT", "rebel", words="The rebels signed a ceasefire."), f"{STRATEGIC}: Agreement"),
    (report("AGREE", "rebel", words="The sides signed a peace accord."), f"{STRATEGIC}: Agreement"),
    (report("CONCEDE", "rebel", trigger="declared a truce"), f"{STRATEGIC}: Agreement"),
    (report("RETREAT/ceasefire"), f"{STRATEGIC}: Agreement"),
    (report("RETREAT/withdraw", "military"), f"{STRATEGIC}: Non-violent transfer of territory"),
    (report("RETREAT/release"), f"{STRATEGIC}: Other"),
    (report("RETREAT/access"), f"{STRATEGIC}: Other"),
    (report("RETREAT/resign"), f"{STRATEGIC}: Other"),
    (report("RETREAT/disarm"), f"{STRATEGIC}: Change to group/activity"),
    (report("MOBILIZE/troops", "military"), f"{STRATEGIC}: Change to group/activity"),
    (
        report("MOBILIZE/troops", "military", trigger="set up a base"),
        f"{STRATEGIC}: Headquarters or base established",
    ),
]


@pytest.mark.parametrize(("told", "wanted"), CASES, ids=[f"{n}-{wanted}" for n, (_, wanted) in enumerate(CASES)])
def test_report_is_the_event_that_its_rule_gives(told, wanted: str) -> None:
    assert of(told) == [wanted]


@pytest.mark.parametrize(
    "told",
    [
        report("REQUEST/meet"),
        report("CONSULT/visit", "government", "government"),
        report("AGREE", "government", words="They agreed on a ceasefire that nobody has signed."),
        report("SUPPORT", words="Parliament signed the budget."),
        report("CONCEDE", trigger="offered an amnesty"),
        report("AID"),
        report("RETREAT/return"),
        report("RETREAT/withdraw", "party"),
        report("RETREAT/withdraw"),
        report("PROTEST/strike", "labor"),
        report("PROTEST/hunger"),
        report("COERCE/ban"),
        report("COERCE/cyber"),
        report("ASSAULT", "?", "military"),
        report("ASSAULT/firearms", "", "police"),
        report("ASSAULT"),
        report("ASSAULT", "rebel", "civilian", status="planned"),
    ],
)
def test_what_cannot_be_told_to_be_an_event_is_no_row(told) -> None:
    assert of(told) == []


def a_demonstration(**options: Any) -> dict[str, Any]:
    return report("PROTEST/demo", "protester", **options)


def shots(**options: Any) -> dict[str, Any]:
    return report("ASSAULT/firearms", "police", "protester", **{"id": "r2", "start": 90, **options})


def tear_gas(**options: Any) -> dict[str, Any]:
    return report("ASSAULT/crowd-control", "police", **{"id": "r3", "start": 120, **options})


def test_protest_and_what_the_state_does_to_it_are_one_row() -> None:
    assert of(a_demonstration(), tear_gas()) == ["Protests: Protest with intervention"]
    assert of(a_demonstration(), shots()) == ["Protests: Excessive force against protesters"]
    assert of(shots(start=0), a_demonstration(start=90)) == ["Protests: Excessive force against protesters"]


def test_tear_gas_that_is_fired_is_no_excessive_force() -> None:
    assert of(a_demonstration(), shots(means="crowd-control")) == ["Protests: Protest with intervention"]
    assert of(a_demonstration(), tear_gas(means="firearms")) == ["Protests: Excessive force against protesters"]


def test_merged_row_takes_the_dead_and_the_other_side() -> None:
    (row,) = acled_rows([a_demonstration(words="They marched."), shots(words="Police shot.", killed=3, place="IQ")])
    assert (row["event_id_cnty"], row["actor1"], row["actor2"]) == ("r1", "the protester", "the police")
    assert (row["fatalities"], row["notes"], row["location"]) == (3, "They marched. Police shot.", "IQ")
    assert row["civilian_targeting"] == "Civilian targeting"


@pytest.mark.parametrize(
    ("protest", "force"),
    [
        ({}, {"day": "2014-05-04"}),
        ({}, {"day": None}),
        ({"day": None}, {"day": None}),
        ({}, {"document": "d2"}),
        ({"place": "IQ"}, {"place": "SY"}),
    ],
)
def test_force_on_another_day_elsewhere_or_in_another_paper_stays_apart(protest, force) -> None:
    assert of(a_demonstration(**protest), shots(**force)) == ["Protests: Peaceful protest", f"{VIOLENCE}: Attack"]


def test_battle_on_the_day_of_a_protest_stays_a_battle() -> None:
    battle = report("ASSAULT/firearms", "military", "rebel", id="r2")
    assert of(a_demonstration(), battle) == ["Protests: Peaceful protest", "Battles: Armed clash"]


def test_force_is_used_up_by_one_protest() -> None:
    rows = list(acled_rows([a_demonstration(), a_demonstration(id="r9", start=50), shots(killed=3)]))
    assert sorted(row["fatalities"] or 0 for row in rows) == [0, 3]
    assert len(rows) == 2


def test_riot_on_the_day_of_a_demonstration_is_a_violent_one_and_both_stay() -> None:
    riot = report("PROTEST/riot", "civilian", id="r2", start=40)
    assert of(a_demonstration(), riot) == ["Protests: Peaceful protest", "Riots: Violent demonstration"]


def test_every_type_and_mode_of_the_lexicon_has_a_rule_or_a_reason() -> None:
    known = open_crosswalk()
    used = {(s.type.value, s.mode or "") for s in open_lexicon().senses} | {(e.value, "") for e in EventType}
    for event, mode in sorted(used):
        ruled = any(
            event in r.conditions.types and (not r.conditions.modes or mode in r.conditions.modes) for r in known.rules
        )
        told = any(event in o.types and (o.modes is None or mode in o.modes) for o in known.left_out)
        assert ruled or told, f"{event}/{mode}: neither a rule nor a reason"


def test_every_rule_is_reached_by_a_case() -> None:
    pairs = [[told] for told, _ in CASES] + [
        [a_demonstration(), shots()],
        [a_demonstration(), tear_gas()],
        [a_demonstration(), report("PROTEST/riot", id="r2")],
    ]
    reached = {id(c.rule) for reports in pairs for c in crossed(reports)}
    missed = [n for n, rule in enumerate(open_crosswalk().rules, 1) if id(rule) not in reached]
    assert missed == []


@pytest.mark.parametrize(
    ("spoil", "complaint"),
    [
        (lambda f: f["rule"][0].pop("event"), "rule 1: it lacks 'event'"),
        (lambda f: f["rule"][0].update(weather="fine"), "rule 1: there is no condition 'weather'"),
        (lambda f: f["rule"][0].update(types=["PARTY"]), "rule 1: types has 'PARTY'"),
        (lambda f: f["rule"][0].pop("types"), "rule 1: types has ''"),
        (lambda f: f["rule"][0].update(actor="martians"), "rule 1: actor asks for the side 'martians'"),
        (lambda f: f["sides"]["state"]["ucdp"].append("martian"), r"\[sides.state\]: UCDP takes no kind for 'martian'"),
        (lambda f: f["sides"]["forces"]["actors"].append("wizard"), r"\[sides.forces\]: there is no kind 'wizard'"),
    ],
)
def test_file_is_checked(spoil, complaint: str) -> None:
    file = copy.deepcopy(FILE)
    spoil(file)
    with pytest.raises(KnowledgeError, match=f"crosswalk.toml.*{complaint}"):
        crosswalk_from(file)

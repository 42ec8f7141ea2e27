import pytest


def words(parties) -> list[str]:
    return [p.evidence.words for p in parties]


@pytest.mark.parametrize(
    ("text", "event_type", "actor"),
    [
        ("Amnesty International issued a statement urging the army to leave.", "REQUEST", "Amnesty International"),
        ("The Taliban claimed responsibility for the bombing that killed ten people.", "ASSAULT", "Taliban"),
        ("The parliament approved the deployment of troops to Mali.", "MOBILIZE", "parliament"),
        ("The premier announced that an offensive would be launched against the rebels.", "ASSAULT", "premier"),
        ("The rebels claimed that have attacked the police.", "ASSAULT", "rebels"),
    ],
)
def test_doers_are_those_who_stand_behind_an_act(report_of, text: str, event_type: str, actor: str) -> None:
    said = words(report_of(text, event_type).actors)
    assert len(said) == 1
    assert actor in said[0]


@pytest.mark.parametrize(
    "text",
    [
        "The minister announced that two journalists had been arrested.",
        "The general welcomed the arrest of two journalists.",
        "The report that killed hopes praised the arrest of two journalists.",
    ],
)
def test_doers_are_not_those_who_only_tell_of_an_act(report_of, text: str) -> None:
    assert report_of(text, "COERCE").actors == ()


def test_doers_participle_with_its_own_subject_leaves_the_agent_open(report_of) -> None:
    report = report_of("Nothing came of the sweep, with only two fighters detained.", "COERCE")
    assert report.actors == ()
    assert "fighters" in words(report.recipients)[0]


def test_pronoun_is_not_the_speaker_named_behind_it(report_of):
    assert report_of("They attacked the base at dawn, residents said.", "ASSAULT").actors == ()


def test_who_is_behind_an_act_did_it(report_of):
    report = report_of("The militia was behind the killing of the mayor, prosecutors said.", "ASSAULT")
    assert [p.evidence.words for p in report.actors] == ["militia"]


def test_participle_before_the_verb_of_saying_is_not_the_speakers(reports_of):
    text = "Shells hit the school on Friday, killing two nurses and a cook, the district's health office reported."
    assert all(r.actors == () for r in reports_of(text) if r.trigger.words == "killing")

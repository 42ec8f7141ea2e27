import pytest


def names(parties) -> list[str]:
    return [p.evidence.words for p in parties]


@pytest.mark.parametrize(
    ("text", "event_type", "actors", "recipients"),
    [
        ("Ethiopian troops attacked Al-Shabaab fighters.", "ASSAULT", ["Ethiopian troops"], ["Al-Shabaab fighters"]),
        (
            "Al-Shabaab fighters were attacked by Ethiopian troops.",
            "ASSAULT",
            ["Ethiopian troops"],
            ["Al-Shabaab fighters"],
        ),
        ("Two journalists were arrested.", "COERCE", [], ["journalists"]),
        ("The army's shelling of civilians went on.", "ASSAULT", ["army"], ["civilians"]),
        (
            "Russian forces launched an attack on Ukrainian soldiers.",
            "ASSAULT",
            ["Russian forces"],
            ["Ukrainian soldiers"],
        ),
        ("Police, who arrested the protesters, gave no reason.", "COERCE", ["Police"], ["protesters"]),
        ("Soldiers surrounded the mosque and arrested the cleric.", "COERCE", ["Soldiers"], ["cleric"]),
        ("The president ordered the army to leave.", "REQUEST", ["president"], ["army"]),
        ("Clashes between rebels and soldiers broke out.", "ASSAULT", ["rebels"], ["soldiers"]),
    ],
)
def test_roles_follow_the_syntax(report_of, text, event_type, actors, recipients) -> None:
    report = report_of(text, event_type)
    for said, want in ((report.actors, actors), (report.recipients, recipients)):
        assert len(said) == len(want)
        assert all(w in words or words in w for w, words in zip(want, names(said), strict=True))


def test_roles_passive_without_agent_says_so(report_of) -> None:
    report = report_of("Two journalists were arrested.", "COERCE")
    assert report.actors_missing is not None
    assert report.actors_missing.value == "passive_without_agent"


def test_roles_means_in_the_subject_is_no_actor(report_of) -> None:
    report = report_of("The patrol was hit by a roadside bomb.", "ASSAULT")
    assert report.actors == ()
    assert report.actors_missing is not None
    assert report.actors_missing.value == "not_an_actor"


@pytest.mark.parametrize(
    ("text", "event_type", "recipient"),
    [
        ("The council lifted sanctions imposed on Eritrea.", "CONCEDE", "Eritrea"),
        ("Kenya summoned the Somali ambassador on Friday.", "ACCUSE", "Somali ambassador"),
        ("The army launched an operation to free the hostages.", "ASSAULT", "hostages"),
        ("The premier offered his congratulations to the Turkish government.", "SUPPORT", "Turkish government"),
    ],
)
def test_roles_recipients_stand_near_the_act(report_of, text: str, event_type: str, recipient: str) -> None:
    said = names(report_of(text, event_type).recipients)
    assert len(said) == 1
    assert recipient in said[0]


def test_roles_an_outlet_that_is_told_is_no_recipient(report_of) -> None:
    assert report_of("The army complained to the New York Times.", "ACCUSE").recipients == ()


def test_roles_a_reflexive_is_its_own_subject(report_of) -> None:
    report = report_of("Ali Dway mourned the militant who killed himself.", "ASSAULT")
    assert "Dway" not in " ".join(names(report.recipients))


def test_those_who_are_to_suffer_it_are_not_whom_it_is_asked_of(report_of) -> None:
    assert not report_of("They called for the officers to be banned from parliament.", "REQUEST").recipients
    assert not report_of("Russia denies targeting civilians.", "REJECT").recipients


def test_residents_who_report_shelling_do_not_shell(report_of) -> None:
    assert not report_of("Residents reported shelling late on Tuesday.", "ASSAULT").actors


def test_held_hostage_by_rebels_is_done_by_rebels(report_of) -> None:
    report = report_of("Four workers, held hostage by the rebels, have escaped.", "ASSAULT")
    assert [p.actor.name for p in report.actors] == ["rebels"]
    assert [p.actor.name for p in report.recipients] == ["workers"]


def test_opponents_of_the_government_are_not_the_government(report_of) -> None:
    report = report_of("Students and other opponents of the government took to the streets.", "PROTEST")
    assert [p.actor.name for p in report.actors] == ["students"]


def test_place_of_filing_is_no_word_of_the_first_sentence(report_of) -> None:
    report = report_of("SAKAVAR - At least 10 soldiers died on Sunday in an attack by rebels.", "ASSAULT")
    assert [p.actor.name for p in report.recipients] == ["soldiers"]


def test_forces_that_another_backs_act_themselves(report_of) -> None:
    report = report_of("Security forces, backed by the navy, attacked the town.", "ASSAULT")
    assert [p.actor.kind for p in report.actors] == ["military"]
    assert report.actors[0].evidence.words == "Security forces"
    assert not report_of("The rebels continued their offensive with two brigades.", "ASSAULT").recipients


def test_soldiers_taken_prisoner_take_nobody(report_of) -> None:
    report = report_of("Over 400 soldiers taken prisoner were held in the fort.", "COERCE")
    assert not report.actors
    assert [p.actor.name for p in report.recipients] == ["soldiers"]


def test_threat_to_help_is_not_meant_for_the_helped(report_of) -> None:
    assert not report_of("The premier threatened to assist the rebels.", "THREATEN").recipients


def test_survivor_of_an_attempt_is_its_target(report_of) -> None:
    report = report_of("The mayor survived an assassination attempt.", "ASSAULT")
    assert not report.actors
    assert [p.actor.name for p in report.recipients] == ["mayor"]


def test_surrender_of_an_army_is_its_own(report_of) -> None:
    report = report_of("With the surrender of the army the war ended.", "RETREAT")
    assert [p.actor.name for p in report.actors] == ["Army"]
    assert not report.recipients


def test_relative_pronoun_stands_for_what_is_acted_upon(report_of) -> None:
    report = report_of("The men whom the police arrested in Basra on Monday are brothers.", "COERCE")
    assert names(report.recipients) == ["men"]


def test_teachers_who_were_dragged_out_and_shot_shot_nobody(report_of) -> None:
    report = report_of("Two teachers were dragged out and shot in Basra on Monday.", "ASSAULT")
    assert names(report.recipients) == ["Two teachers"]
    assert not report.actors

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

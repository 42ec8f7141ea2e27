import pytest

from dateline.knowledge.lexicon import open_means, open_targets
from dateline.model import MeansKind, TargetKind


def said(report) -> tuple[str | None, str | None]:
    return (
        report.means and f"{report.means.kind}: {report.means.evidence.words}",
        report.target and f"{report.target.kind}: {report.target.evidence.words}",
    )


@pytest.mark.parametrize("kind", list(MeansKind))
def test_every_means_is_found_in_its_example(reports_of, kind: MeansKind) -> None:
    found = {r.means.kind for r in reports_of(open_means().examples[kind]) if r.means}
    assert kind in found


@pytest.mark.parametrize("kind", list(TargetKind))
def test_every_target_is_found_in_its_example(reports_of, kind: TargetKind) -> None:
    found = {r.target.kind for r in reports_of(open_targets().examples[kind]) if r.target}
    assert kind in found


@pytest.mark.parametrize(
    ("text", "means", "target"),
    [
        ("The convoy was hit by a bomb.", "explosives: bomb", "property: convoy"),
        ("Rocket fire came down on the base.", "heavy-weapons: Rocket fire", "infrastructure: base"),
        ("A suicide car bombing killed 20 villagers.", "suicide: suicide car bombing", "civilian: 20 villagers"),
        ("Three soldiers were killed in a hail of bullets.", "firearms: bullets", "military: Three soldiers"),
        ("Police fired tear gas at protesters.", "crowd-control: fired tear gas", "civilian: protesters"),
        ("Warplanes bombed rebel positions outside Aleppo.", "aerial: Warplanes", "armed-group: rebel positions"),
        ("Two herders were killed when a mine exploded.", "explosives: mine", "civilian: Two herders"),
        ("Soldiers shot two students.", "firearms: shot", "civilian: two students"),
        ("A school was hit.", None, "infrastructure: school"),
        ("Gunmen killed three villagers.", None, "civilian: three villagers"),
    ],
)
def test_means_and_target_quote_their_words(reports_of, text: str, means: str | None, target: str | None) -> None:
    assert (means, target) in [said(r) for r in reports_of(text)]


@pytest.mark.parametrize(
    "text",
    [
        "Workers were killed in a mine.",
        "Troops raided a bomb factory.",
        "Police arrested a man with a rifle.",
        "Rebels shot down a helicopter.",
        "The rebels clashed with government troops.",
    ],
)
def test_words_for_weapons_that_were_not_used_are_no_means(reports_of, text: str) -> None:
    assert [r.means for r in reports_of(text) if r.means] == []


def test_what_is_used_is_not_the_target(report_of) -> None:
    report = report_of("Fighters fired rockets.", "ASSAULT")
    assert said(report) == ("heavy-weapons: rockets", None)


def test_relative_clause_says_what_was_fired(reports_of) -> None:
    found = reports_of("Villagers saw the rocket that the militants fired at the airport.")
    assert "heavy-weapons: rocket" in [said(r)[0] for r in found]


def test_talk_has_neither(report_of) -> None:
    assert said(report_of("The premier met the general.", "CONSULT")) == (None, None)


def test_report_keeps_its_id_when_its_means_is_read_otherwise(report_of) -> None:
    from dataclasses import replace

    report = report_of("Police beat marchers with batons.", "ASSAULT")
    assert report.means is not None
    assert replace(report, means=None, target=None).id == report.id
    assert {"means", "target"} <= {name for name, _ in report.evidence()}

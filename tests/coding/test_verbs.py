"""Verbs and their surroundings: what belongs to the words of an act, and what only looks like it."""

import pytest


def senses(reports) -> list[str]:
    return [r.sense for r in reports]


@pytest.mark.parametrize(
    ("text", "sense", "words"),
    [
        ("Police shot dead nine rioters.", "ASSAULT.kill", "shot dead"),
        ("The guards looked the other way.", "REJECT.inaction", "looked the other way"),
        ("The police failed to control the mob.", "REJECT.inaction", "failed to control"),
        ("No action was taken against the mob by the police.", "REJECT.no-action", "action was taken"),
        ("The arrested workers went home in a bus.", "COERCE.arrest", "arrested"),
    ],
)
def test_verb_fires_by_its_own_words(reports_of, text: str, sense: str, words: str) -> None:
    assert (sense, words) in [(r.sense, r.trigger.words) for r in reports_of(text)]


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("Soldiers came to restore order.", "RETREAT.give-back"),
        ("The ministry declined to comment.", "REJECT.refuse"),
        ("The operation met with success.", "CONSULT.meet"),
        ("In May the king gave up all hope.", "CONCEDE.concede"),
        ("The general was killed in a plane crash.", "ASSAULT.kill"),
        ("Troops occupying the ridge rolled boulders down.", "COERCE.seize"),
        ("His march was slowed by fallen trees.", "PROTEST.march"),
        ("The premier backed out of his commitments.", "SUPPORT.support"),
        ("The rebels were forced to pay a tribute.", "SUPPORT.praise"),
        ("The singer suffered a cardiac arrest.", "COERCE.arrest"),
        ("Families sought refuge in the hills.", "REQUEST.appeal"),
        ("The air force executed the strike at dawn.", "ASSAULT.execute"),
        ("The truce released troops for use elsewhere.", "RETREAT.release"),
        ("The column was met with heavy fire.", "CONSULT.meet"),
        ("A legion equipped with biplanes landed in the bay.", "AID.assist"),
        ("Clans allied with the army held the pass.", "COOPERATE.cooperate"),
        ("They agreed that the king had been right.", "AGREE.agree"),
        ("The plan called for two divisions to meet at the ford.", "REQUEST.appeal"),
        ("The defenders failed to stop the advance.", "REJECT.inaction"),
        ("He sought to storm the fortress.", "REQUEST.appeal"),
        ("A wall collapsed in the market, killing six people.", "ASSAULT.kill"),
        ("The minister died of a heart attack.", "ASSAULT.die"),
        ("His attack in a speech drew much criticism.", "ASSAULT.attack"),
        ("The firm closed its plant in the valley.", "COERCE.cordon"),
        ("The fighting in the port died down.", "ASSAULT.die"),
        ("The guard, who asked not to be named, saw two men.", "REQUEST.appeal"),
        ("Villagers were left to fend for themselves.", "RETREAT.withdraw"),
        ("The crowd was met by tear gas.", "CONSULT.meet"),
        ("The farmers surrendered grain to the state.", "RETREAT.disarm"),
        ("The law was sanctioned in August.", "SANCTION.impose"),
        ("He noted the forces' low combat readiness.", "AGREE.agree"),
        ("They were not able to resist the rebels for long.", "REJECT.refuse"),
        ("The prince warned that the situation has worsened.", "THREATEN.warn"),
        ("Women fought for the right to vote.", "ASSAULT.clash"),
        ("The party recruited supporters.", "MOBILIZE.militia"),
        ("The reality, secretly guarded until now, is otherwise.", "MOBILIZE.patrol"),
        ("Militia harassed the convoy, forcing the soldiers to retreat.", "COERCE.force"),
        ("A force of infantry supported by tanks advanced.", "SUPPORT.support"),
        ("The United States launched a protest at the raid.", "PROTEST.demonstrate"),
        ("The government staged a rally.", "PROTEST.demonstrate"),
        ("To deny cover to the enemy, they burned the woods.", "REJECT.deny"),
        ("The premier vowed that the land is too proud for war.", "AGREE.agree"),
        ("Militiamen armed with machetes stood at the gate.", "MOBILIZE.militia"),
        ("The valley was surrounded by wooded hills.", "MOBILIZE.deploy"),
        ("By January the general was forced to withdraw.", "COERCE.force"),
        ("Thousands died from diseases in the war.", "ASSAULT.die"),
    ],
)
def test_verb_does_not_fire_on_what_only_looks_like_it(reports_of, text: str, sense: str) -> None:
    assert sense not in senses(reports_of(text))


def test_verb_that_turns_down_a_charge_denies_it(reports_of) -> None:
    assert senses(reports_of("The junta rejected the accusations.")) == ["REJECT.deny"]
    assert senses(reports_of("The junta rejected the offer.")) == ["REJECT.refuse"]


@pytest.mark.parametrize(
    ("text", "sense"),
    [
        ("They agreed that the troops would leave.", "AGREE.agree"),
        ("The ministry promised to support the inquiry.", "AGREE.agree"),
        ("The commander promised to storm the capital.", "THREATEN.vow"),
        ("Rebels pledged more attacks.", "THREATEN.vow"),
        ("An officer promised them patrols.", "AGREE.agree"),
        ("The town was surrounded by rebels.", "MOBILIZE.deploy"),
        ("Security forces were backed by the navy.", "AID.reinforce"),
        ("The bloc backed the premier.", "SUPPORT.support"),
        ("Rebels captured Sakavar on Monday.", "COERCE.seize"),
        ("Rebels captured nine soldiers on Monday.", "COERCE.arrest"),
        ("The mayor attended the funeral of a militia commander.", "SUPPORT.honour"),
    ],
)
def test_verb_means_what_its_complement_makes_of_it(reports_of, text: str, sense: str) -> None:
    assert senses(reports_of(text)) == [sense]


def test_accused_acts_are_hedged_and_done_by_the_accused(report_of) -> None:
    report = report_of("The coast guard accused China of firing at its boats.", "ASSAULT")
    assert report.hedged
    assert [p.actor.country for p in report.actors] == ["CN"]

import pytest

CASES = [
    ("Rebels shelled the port.", "ASSAULT", "occurred", False),
    ("Troops are patrolling the old town.", "MOBILIZE", "ongoing", False),
    ("Rebels continue to shell the port.", "ASSAULT", "ongoing", False),
    ("The army will deploy two battalions to the border.", "MOBILIZE", "planned", False),
    ("Two battalions would be deployed to the border.", "MOBILIZE", "planned", False),
    ("The army plans to deploy two battalions.", "MOBILIZE", "planned", False),
    ("The governor decided to release the prisoners.", "AGREE", "planned", False),
    ("The rebels may shell the port.", "ASSAULT", "hypothetical", False),
    ("If the rebels shell the port, the ships will leave.", "ASSAULT", "hypothetical", False),
    ("Did the rebels shell the port?", "ASSAULT", "hypothetical", False),
    ("Rebels did not shell the port.", "ASSAULT", "negated", False),
    ("Police failed to arrest the suspects.", "COERCE", "negated", False),
    ("No shots were fired at the port.", "ASSAULT", "negated", False),
    ("Nobody was arrested.", "COERCE", "negated", False),
    ("Neither side attacked the convoy.", "ASSAULT", "negated", False),
    ("Police arrested no suspects.", "COERCE", "negated", False),
    ("There have been no clashes.", "ASSAULT", "negated", False),
    ("There were no reports of clashes in the valley.", "ASSAULT", "negated", False),
    ("Two commanders are believed to have been arrested.", "COERCE", "occurred", True),
    ("Rebels reportedly shelled the port.", "ASSAULT", "occurred", True),
    ("Witnesses alleged that soldiers shelled the port.", "ASSAULT", "occurred", True),
    ("Troops were able to free nine hostages.", "RETREAT", "occurred", False),
    ("Troops were not able to free the hostages.", "RETREAT", "negated", False),
    ("The army was unable to start its offensive.", "ASSAULT", "negated", False),
    ("The ringleaders must be arrested at once.", "COERCE", "hypothetical", False),
    ("They gathered an armada to invade the islands.", "ASSAULT", "planned", False),
    ("He was the first to attack the fort.", "ASSAULT", "occurred", False),
    ("After the failure of their summer offensive the rebels went home.", "ASSAULT", "occurred", False),
    ("If there are any arrests, the shops will stay shut.", "COERCE", "hypothetical", False),
    ("He hoped to hold the ridge, shell the port and go home.", "ASSAULT", "planned", False),
    ("Explosions were reported near the school.", "ASSAULT", "occurred", False),
    ("No clashes were reported on Monday.", "ASSAULT", "negated", False),
    ("Not a single member has been arrested.", "COERCE", "negated", False),
    ("The police did nothing.", "REJECT", "occurred", False),
    ("A court issued a warrant for his arrest.", "COERCE", "planned", False),
    ("The fleet moved to encircle the port.", "ASSAULT", "planned", False),
    ("Troops were sent to storm the palace.", "ASSAULT", "planned", False),
    ("The army planned an offensive in the valley.", "ASSAULT", "planned", False),
    ("They failed to break through, in a series of battles on the plateau.", "ASSAULT", "occurred", False),
    ("Both armies had been shelling the port.", "ASSAULT", "occurred", False),
    ("The vote could result in clashes between the two tribes.", "ASSAULT", "hypothetical", False),
    ("The brigade managed to retreat.", "RETREAT", "occurred", False),
    ("The goal was to retake the port by spring.", "COERCE", "planned", False),
    ("His first act was to arrest the mayor.", "COERCE", "occurred", False),
    ("Their plan of attack was bold.", "ASSAULT", "planned", False),
    ("The envoys were told that talks were inevitable.", "CONSULT", "planned", False),
    ("Forty prisoners may have been executed.", "ASSAULT", "occurred", True),
    ("The raids on the cities did not destroy their resolve.", "ASSAULT", "occurred", False),
    ("The raids on the cities did not occur.", "ASSAULT", "negated", False),
    ("The army is not targeting just one militia.", "ASSAULT", "ongoing", False),
    ("It remains the only missile strike on a warship.", "ASSAULT", "occurred", False),
    ("The town has been under siege by rebels since May.", "ASSAULT", "ongoing", False),
    ("The town was under siege by rebels.", "ASSAULT", "occurred", False),
    ("The mayor is afraid of being killed by gangs.", "ASSAULT", "hypothetical", False),
    ("If confirmed, the attack would be the third this year.", "ASSAULT", "occurred", True),
    ("The court acquitted two soldiers of murdering a farmer.", "ASSAULT", "occurred", True),
    ("It is not true that there is a ceasefire in the port.", "CONCEDE", "negated", False),
    ("Police were ordered out, and the crowd burned the market.", "ASSAULT", "occurred", False),
]


@pytest.mark.parametrize(("text", "event_type", "status", "hedged"), CASES, ids=[c[0] for c in CASES])
def test_status_is_what_the_words_make_of_the_act(report_of, text, event_type, status, hedged) -> None:
    report = report_of(text, event_type)
    assert (report.status.value, report.hedged) == (status, hedged)


def test_status_more_than_a_year_back_is_historical(report_of) -> None:
    assert report_of("In 2009 rebels shelled the port.", "ASSAULT").historical
    assert not report_of("In July rebels shelled the port.", "ASSAULT").historical

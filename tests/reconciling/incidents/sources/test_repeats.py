"""Reports that say the same in the same words, where no derivation links them."""

from __future__ import annotations

from tests.reconciling.incidents.short_reports import Said, Told, article, origins_in

from dateline.reconciling.incidents.sources.repeats import repeats, terms_of
from dateline.reconciling.incidents.sources.told import Told as Material

FACTS = "Bandits on camels shot nine salt traders at the wells of Arawan on Friday"
AGAIN = "At the Arawan wells nine traders of salt were shot on Friday by bandits riding camels"


def told(text: str, voice: str, outlet: str) -> Told:
    return article(f"{text}, {voice.split('|')[0]} said.", Said("shot", (voice,)), outlet=outlet)


def pairs(*articles: Told) -> list[tuple[str, str]]:
    reports = [r for a in articles for r in a.reports]
    return list(repeats(Material(reports, (), {a.document.id: a.document for a in articles})))


def test_one_sentence_in_two_outlets_is_one_report() -> None:
    one, other = (told(FACTS, "police||official", outlet) for outlet in ("Adrar Ink", "Tanezrouft Post"))
    assert pairs(one, other)
    short = [article("Nine were shot.", Said("shot"), outlet=outlet) for outlet in ("Adrar Ink", "Tanezrouft Post")]
    assert pairs(*short) == []


def test_the_same_terms_from_an_unnamed_voice_of_one_kind_are_one_source() -> None:
    police = told(FACTS, "police||official", "Adrar Ink")
    assert pairs(police, told(AGAIN, "a policeman||official", "Tanezrouft Post"))
    assert pairs(police, told(AGAIN, "medics||witness", "Tanezrouft Post")) == []
    assert len(origins_in(police, told(AGAIN, "a policeman||official", "Tanezrouft Post"))) == 1
    assert len(origins_in(police, told(AGAIN, "medics||witness", "Tanezrouft Post"))) == 2


def test_anybody_has_to_be_described_alike() -> None:
    traders = told(FACTS, "two herders||witness", "Adrar Ink")
    assert pairs(traders, told(AGAIN, "some herders||witness", "Tanezrouft Post"))
    assert pairs(traders, told(AGAIN, "children||witness", "Tanezrouft Post")) == []


def test_other_facts_from_such_a_voice_are_another_report() -> None:
    police = told(FACTS, "police||official", "Adrar Ink")
    other = told("Men shot at a lorry in the dunes, which escaped to Taoudenni", "police||official", "Tanezrouft Post")
    assert pairs(police, other) == []
    assert len(terms_of(["Nobody was there."])) == 0

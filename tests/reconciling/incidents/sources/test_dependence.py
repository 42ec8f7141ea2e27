"""Dong et al.'s discount, and what shows that two origins may depend on each other."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.reconciling.incidents.short_reports import Said, Told, article, linked

from dateline.errors import KnowledgeError
from dateline.model import VoiceKind
from dateline.reconciling.incidents.sources import dependence as module
from dateline.reconciling.incidents.sources.dependence import dependence, dependence_rules, effective
from dateline.reconciling.incidents.sources.origin import Origin
from dateline.reconciling.incidents.sources.origins import origins

NAMES = "abcdef"


def origin(key: str) -> Origin:
    return Origin(key, key, (VoiceKind.OUTLET,), False, (key,), (key,), (key,))


THREE = [origin(key) for key in "abc"]


def test_sources_that_show_no_dependence_count_in_full() -> None:
    assert effective(THREE, {}) == 3


def test_a_source_that_surely_copies_counts_what_it_adds_itself() -> None:
    assert effective(THREE[:2], {("a", "b"): 1.0}) == pytest.approx(1.2)


def test_the_discount_is_the_product_over_those_counted_before() -> None:
    # a and b first (.5), then c, which may have it from either: 1 + (1-.8*.5) + (1-.8*.25)(1-.8*.25)
    p = {("a", "b"): 0.5, ("a", "c"): 0.25, ("b", "c"): 0.25}
    assert effective(THREE, p) == pytest.approx(1 + 0.6 + 0.64)


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(NAMES), st.sampled_from(NAMES)).filter(lambda pair: pair[0] < pair[1]),
        st.floats(0, 1),
    ),
    st.permutations(NAMES),
)
def test_the_effective_number_keeps_its_bounds_in_any_order(p: dict[tuple[str, str], float], order: list[str]) -> None:
    found = effective([origin(key) for key in order], p)
    assert 1 <= found <= len(NAMES)
    assert found == effective([origin(key) for key in NAMES], p)


def between(*articles: Told) -> list[float]:
    reports, links, documents = linked(articles)
    return sorted(dependence(origins(reports, links, documents), reports, links).values())


def told(text: str, voice: str, outlet: str, killed: str | None = None) -> Told:
    return article(text, Said("shot", (voice,) if voice else (), killed=killed), outlet=outlet)


def test_alike_descriptions_in_two_outlets_may_be_one_source() -> None:
    seen = dependence_rules().seen
    officer = told("Traders were shot in Gode, a police officer said.", "police officer||official", "Awash Mail")
    again = told("A police officer said that men were shot.", "police officer||official", "Dire Post")
    mayor = told("A mayor heard of three men shot at Gode.", "mayor||official", "Afar Ink")
    nobody = told("In Gode people were shot.", "", "Coast Star")
    assert between(officer, again) == [seen["same_description"]]
    assert between(officer, mayor) == [seen["same_kind"]]
    assert between(officer, nobody) == []


def test_a_figure_that_two_alone_give_is_a_sign() -> None:
    texts = (("9", "Awash"), ("9", "Dire"), ("4", "Afar"), ("4", "Coast"))
    articles = [told(f"In {outlet} {n} were shot.", "", outlet, n) for n, outlet in texts]
    assert between(*articles) == [dependence_rules().seen["shared_mistake"]] * 2
    assert between(*articles[:3]) == []


def test_what_one_outlet_alone_prints_may_depend() -> None:
    one = article(
        "Six men were shot, Colonel Biru said. A porter counted the shot men.",
        Said("shot,", ("Colonel Biru|text:biru|military",)),
        Said("shot men", ("porter||witness",)),
        outlet="Awash Mail",
    )
    assert between(one) == [dependence_rules().seen["one_outlet"]]


def test_the_rules_break_with_the_entry_named() -> None:
    good = {"copied": 0.8, "seen": dict(dependence_rules().seen), "limits": {"others": 2}}
    assert module._rules_from(good) == dependence_rules()
    for key, value, said in (
        ("copied", 2, "copied: expected a number"),
        ("seen", {}, "seen needs"),
        ("limits", {"others": 0}, "limits.others"),
    ):
        with pytest.raises(KnowledgeError, match=said):
            module._rules_from({**good, key: value})
    with pytest.raises(KnowledgeError, match="missing or unknown"):
        module._rules_from({})


@pytest.mark.parametrize(
    ("one", "other", "seen"),
    [
        ("Baghdad|IQ:government|official", "the governor||official", True),
        ("Baghdad|IQ:government|official", "the police|IQ:police|official", True),
        ("Moscow|RU:government|official", "Kiev|UA:government|official", False),
        ("the Taliban|taliban|armed_group", "Baloch fighters|baloch-liberation-army|armed_group", False),
        ("the Taliban|taliban|armed_group", "the Front|ogaden-front|armed_group", True),
    ],
)
def test_bodies_of_different_sides_show_no_dependence(one: str, other: str, seen: bool) -> None:
    def said(name: str, outlet: str) -> Told:
        return told(f"Six were shot at the mill, {name.partition('|')[0]} said.", name, outlet)

    reports, links, documents = linked([said(one, "Awash Mail"), said(other, "Dire Post")])
    named = [replace(found, is_voice=True) for found in origins(reports, links, documents)]
    assert bool(dependence(named, reports, links)) is seen

"""What is attributed to whom: source, cue, content and class, by every kind of cue."""

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.finding.voice_attributions import find_attributions
from dateline.finding.voice_phrases import Attribution
from dateline.language import parse
from dateline.model import Document


def found(text: str) -> list[Attribution]:
    document = Document(id="d0", sha256="0" * 64, text=text)
    return [a for here in find_attributions(document, parse([(0, text)])) for a in here]


def shown(text: str) -> list[tuple[str, str, str, str]]:
    """Return class, source, cue and content of every attribution that is in no other's content."""
    return [
        (
            a.klass,
            text[a.source.slice] if a.source else "",
            text[a.cue.slice],
            " | ".join(text[part.slice] for part in a.content),
        )
        for a in found(text)
        if not a.nested
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The colonel has said the valley is quiet.", ("report", "The colonel", "has said", "the valley is quiet")),
        ("Farah Nur, a nurse in Baidoa, said the ward was full.",
         ("report", "Farah Nur, a nurse in Baidoa,", "said", "the ward was full")),
        ("Rebels took the airfield, the ministry said.",
         ("report", "the ministry", "said", "Rebels took the airfield")),
        ("The valley, he said, was mined.", ("report", "he", "said", "The valley | was mined")),
        ("According to farmers, the dam was shelled.", ("report", "farmers", "According to", "the dam was shelled")),
        ("The envoy spoke of a truce.", ("discuss", "The envoy", "spoke of", "a truce")),
        ("The envoy called for a truce.", ("order", "The envoy", "called for", "a truce")),
        ("The governor urged residents to leave the town.",
         ("order", "The governor", "urged", "residents to leave the town")),
        ("The warlord promised to free the hostages.", ("promise", "The warlord", "promised", "to free the hostages")),
        ("Diplomats believe that the talks will fail.",
         ("believe", "Diplomats", "believe", "that the talks will fail")),
        ("The rebels want to control the port.", ("want", "The rebels", "want", "to control the port")),
        ("The premier condemned the shelling of the school.",
         ("judge", "The premier", "condemned", "the shelling of the school")),
        ("The general described the raid as a success.",
         ("report", "The general", "described", "the raid as a success")),
        ("The general pointed out that the bridge was intact.",
         ("report", "The general", "pointed out", "that the bridge was intact")),
        ("The raid was condemned by the Arab League.", ("judge", "the Arab League", "was condemned", "The raid")),
        ("The convoy is expected to reach Goma.", ("believe", "", "is expected", "The convoy | to reach Goma")),
        ("The mayor has called on traders to reopen the market.",
         ("order", "The mayor", "has called on", "traders to reopen the market")),
        ("The captain went on to explain how the boat sank.",
         ("report", "The captain", "went on to explain", "how the boat sank")),
        ("Farmers complained bitterly that the wells were dry.",
         ("report", "Farmers", "complained bitterly", "that the wells were dry")),
        ("The envoy made it clear that the talks had failed.",
         ("report", "The envoy", "made it clear", "that the talks had failed")),
        ("The militia seems to have left.", ("seem", "", "seems", "The militia | to have left")),
        ("It is unclear whether the pilot survived.", ("seem", "", "It is unclear", "whether the pilot survived")),
        ("The mayor is confident that aid will come.",
         ("believe", "The mayor", "is confident", "that aid will come")),
        ("The mayor is a critic of the truce.", ("judge", "The mayor", "is a critic of", "the truce")),
        ("The rebels' claim that they held Aleppo spread fast.",
         ("report", "The rebels'", "claim", "that they held Aleppo")),
        ("Envoys expressed concern about the famine.",
         ("feel", "Envoys", "expressed concern about", "the famine")),
        ("The survey shows a rise in attacks.", ("show", "The survey", "shows", "a rise in attacks")),
        ("In one survey, most farmers kept two rifles.",
         ("report", "one survey", "In", "most farmers kept two rifles")),
        ("Police said in a statement that two men died.",
         ("report", "Police", "said in a statement", "that two men died")),
    ],
)  # fmt: skip
def test_attribution_has_source_cue_content_and_class(text: str, expected: tuple[str, str, str, str]) -> None:
    assert expected in shown(text)


def test_addressee_is_no_part_of_what_is_said() -> None:
    (said,) = shown("The consul told reporters that the road was open.")
    assert said[3] == "that the road was open"


def test_verb_that_no_list_knows_needs_a_that_clause() -> None:
    assert shown("The driver repaired the truck.") == []
    assert ("other", "The driver", "groused", "that the truck was old") in shown(
        "The driver groused that the truck was old."
    )


def test_those_who_are_made_to_act_are_no_source() -> None:
    assert [cue for _, _, cue, _ in shown("The new rules allow customers to dispute the fee.")] == []
    assert [cue for _, _, cue, _ in shown("Customers dispute the fee.")] == ["dispute"]


def test_quotation_is_whole_on_both_sides_of_its_speaker() -> None:
    text = '"I think the bridge will hold," Mr. Osman said, "but the road is being watched by the army."'
    said = [(cue, content) for _, _, cue, content in shown(text)]
    assert len(said) == 1
    assert said[0][0] == "said"
    assert "the bridge will hold" in said[0][1]
    assert "the road is being watched" in said[0][1]


def test_what_nobody_says_of_it_is_no_cue() -> None:
    assert shown("The charity raised money for the refugees.") == []
    assert [cue for _, _, cue, _ in shown("The charity raised doubts about the tally.")] == ["raised doubts about"]


def test_anybody_is_no_source_of_a_wish() -> None:
    assert shown("You want to see the dunes.") == []


def test_when_and_where_it_was_said_is_no_part_of_an_object() -> None:
    assert ("judge", "The pope", "denounced", "the siege") in shown("The pope denounced the siege on Sunday.")


def test_attribution_of_nested_speech_is_marked() -> None:
    text = "The radio reported that the emir said the siege was over."
    inner = next(a for a in found(text) if text[a.cue.slice] == "said")
    assert inner.nested
    assert [c[2] for c in shown(text)] == ["reported"]


def test_what_stands_before_according_to_is_no_part_of_the_cue() -> None:
    text = "The raid took place at 20-31 44th Ave. in North Marka shortly before 3 a.m., according to the army."
    assert {cue for _, _, cue, _ in shown(text)} <= {"according to"}


def test_speaker_who_takes_the_word_again_ends_the_first_content() -> None:
    text = "The emir said the road was safe, though he admitted that mines remained."
    assert [(c[2], c[3]) for c in shown(text)] == [
        ("said", "the road was safe"),
        ("admitted", "that mines remained"),
    ]
    text = "The emir said the road was safe, adding that patrols had begun."
    assert [(c[1], c[2], c[3]) for c in shown(text)] == [
        ("The emir", "said", "the road was safe"),
        ("The emir", "adding", "that patrols had begun"),
    ]


@pytest.mark.parametrize(
    "text", ["", " ", "said", "“", '"said', "Police said:", "according to", "it is clear that", "Sure is he of that."]
)
def test_scraps_break_nothing(text: str) -> None:
    assert all(a.content for a in found(text))


WORDS = (
    "the emir said that it seemed to urged men leave plan by “ ” \" , clear sure is of fear claim 's according : - "
    "police was accused and"
).split()


@settings(max_examples=80, deadline=None)
@given(st.lists(st.sampled_from(WORDS), max_size=22))
def test_attributions_are_stretches_of_the_text_in_order(words: list[str]) -> None:
    text = " ".join(words)
    for a in found(text):
        assert a.content
        assert all(0 <= p.start < p.end <= len(text) for p in (a.cue, *a.content))
        assert all(one.end <= other.start for one, other in pairwise(a.content))
        assert a.source is None or text[a.source.slice].strip()

"""Through whom we know it."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.finding.actors import find_actors
from dateline.finding.mentions import VoiceMention
from dateline.finding.voices import commenter, find_voices
from dateline.language import parse
from dateline.model import Document, Span, VoiceKind, Zone, ZoneKind


def document(text: str) -> Document:
    return Document(id="d0", sha256="0" * 64, text=text)


def voices(text: str) -> list[VoiceMention]:
    sentences = parse([(0, text)])
    found = find_voices(document(text), sentences, find_actors(document(text), sentences))
    return [v for sentence in found for v in sentence]


@pytest.mark.parametrize(
    ("text", "chain", "content"),
    [
        ("Police said that rebels burned the mill.", ["Police"], "that rebels burned the mill"),
        ("Rebels burned the mill, Reuters reported.", ["Reuters"], "Rebels burned the mill"),
        ("According to residents, the shells fell at noon.", ["residents"], "the shells fell at noon"),
        ("Rebels burned the mill, according to the Red Cross.", ["International Committee of the Red Cross"],
         "Rebels burned the mill"),
        ("A security source told Ukrinform that two drones were shot down.", ["security source", "Ukrinform"],
         "that two drones were shot down"),
        ("The mayor was quoted by AFP as saying that the bridge had been mined.", ["mayor", "Agence France-Presse"],
         "that the bridge had been mined"),
        ("Reuters reported that witnesses said the mill was empty.", ["witnesses", "Reuters"], "the mill was empty"),
        ("The BBC reported a blast near the port.", ["BBC"], "a blast near the port"),
    ],
)  # fmt: skip
def test_find_voices_reads_chain_and_content(text: str, chain: list[str], content: str) -> None:
    assert any([v.name for v in m.chain] == chain and text[m.content.slice] == content for m in voices(text))


@pytest.mark.parametrize(
    ("text", "chain"),
    [
        ("Two guards were shot, a doctor, quoted by AFP, said.",
         [("doctor", "unknown"), ("Agence France-Presse", "wire")]),
        ("Reuters reported, citing police, that the road was mined.", [("police", "official"), ("Reuters", "wire")]),
        ("A policeman told the news agency AFP that gunmen shot two.",
         [("policeman", "official"), ("Agence France-Presse", "wire")]),
        ("A nurse told the AFP news agency that gunmen shot two.",
         [("nurse", "witness"), ("Agence France-Presse", "wire")]),
        ("A policeman told reporters that gunmen shot two.", [("policeman", "official")]),
        ("The official radio station said gunmen shot two.", [("official radio station", "outlet")]),
        ("The civil defense agency said gunmen shot two.", [("civil defense agency", "official")]),
        ("Omar Dakhil, a spokesman for the Taliban, said gunmen shot two.", [("Omar Dakhil", "armed_group")]),
        ("Zin, a farmer who fled, said gunmen shot two.", [("Zin", "witness")]),
        ("The Kyiv Independent, citing a local official, reported that shells hit the school.",
         [("local official", "official"), ("Kyiv Independent", "outlet")]),
        ("A UN report says that militias killed 40 farmers.", [("United Nations", "document")]),
        ("The memo says that the attack was planned in May.", [("memo", "document")]),
        ("Analysts say that the group lost half its men.", [("Analysts", "analyst")]),
        ("Iraq Body Count said that nine people died.", [("Iraq Body Count", "analyst")]),
        ("Blast kills four - police", [("police", "official")]),
        ("Clashes kill ten, says minister", [("minister", "official")]),
        ("Farmers, who said the well was poisoned, left.", [("Farmers", "witness")]),
    ],
)  # fmt: skip
def test_chain_runs_from_the_nearest_voice_with_its_kind(text: str, chain: list[tuple[str, str]]) -> None:
    assert chain in [[(v.name, v.kind.value) for v in m.chain] for m in voices(text)]


def test_mention_quotes_source_and_cue_and_tells_the_class() -> None:
    (said,) = voices("Farah Nur, a nurse, has said that the ward was full.")
    assert said.source is not None
    assert (said.source.words, said.cue.words, said.klass) == ("Farah Nur, a nurse,", "has said", "report")
    assert said.vouches
    assert not said.nested


def test_wish_or_order_vouches_for_nothing() -> None:
    for text in ("The rebels want to control the port.", "The governor urged residents to leave the town."):
        found = voices(text)
        assert found
        assert all(not m.vouches and not m.chain for m in found)


def test_anonymous_source_of_another_document_is_another() -> None:
    text = "A security source said that the road was closed."
    sentences = parse([(0, text)])
    ids = set()
    for name in ("d1", "d2"):
        made = Document(id=name, sha256="0" * 64, text=text)
        found = find_voices(made, sentences, find_actors(made, sentences))
        ids |= {v.id for here in found for m in here for v in m.chain}
    assert len(ids) == 2


def test_known_actor_is_one_in_all_documents() -> None:
    text = "NATO said that the road was closed."
    sentences = parse([(0, text)])
    ids = set()
    for name in ("d1", "d2"):
        made = Document(id=name, sha256="0" * 64, text=text)
        ids |= {
            v.id for here in find_voices(made, sentences, find_actors(made, sentences)) for m in here for v in m.chain
        }
    assert len(ids) == 1


def test_content_in_parts_has_a_mention_for_each() -> None:
    text = "The valley, the colonel said, was mined."
    assert [text[m.content.slice] for m in voices(text)] == ["The valley", "was mined"]


def test_denial_is_marked() -> None:
    (denied,) = voices("The Taliban denied that any prisoners were killed.")
    assert denied.denies
    assert denied.chain.nearest is not None
    assert denied.chain.nearest.kind is VoiceKind.ARMED_GROUP


def test_quotation_over_sentences_has_one_speaker() -> None:
    text = "“We took the hill,” Colonel Omar Diriye told AFP. “They left four trucks behind them.”"
    found = voices(text)
    assert {tuple(v.name for v in m.chain) for m in found} == {("Omar Diriye", "Agence France-Presse")}
    assert any(text[m.content.slice].startswith("“They left four") for m in found)


def test_orders_and_silence_are_no_attributions() -> None:
    for text in ("The army told residents to leave.", "The minister did not say who fired."):
        assert all(not m.vouches and not m.chain for m in voices(text))
    assert voices("The market burned for two days.") == []


def test_anonymous_source_keeps_its_description() -> None:
    (said,) = voices("A military officer in the city said the road was closed.")
    voice = said.chain.nearest
    assert voice is not None
    assert voice.kind is VoiceKind.MILITARY


def test_pronoun_speaks_for_whom_it_takes_up() -> None:
    found = voices("Erdogan met the generals. He said the border would stay shut.")
    assert [v.id for m in found for v in m.chain] == ["recep-tayyip-erdogan"]
    assert found[0].chain.voices[0].evidence.words == "He"


def test_commenter_is_quoted_from_its_zone() -> None:
    text = "Story.\nDawn Reader said...\nI doubt it."
    zone = Zone(ZoneKind.COMMENT, Span(7, len(text)), author="Dawn Reader")
    voice = commenter(document(text), zone)
    assert voice is not None
    assert voice.kind is VoiceKind.COMMENTER
    assert voice.evidence.start == 7
    assert commenter(document(text), Zone(ZoneKind.COMMENT, Span(7, len(text)), author="Other")) is None
    assert commenter(document(text), Zone(ZoneKind.BODY, Span(0, len(text)))) is None


WORDS = [
    "Police",
    "said",
    "that",
    "Reuters",
    "reported",
    "told",
    "“",
    "”",
    '"',
    "according",
    "to",
    "residents",
    "denied",
    "the",
    "attack",
    "he",
    ",",
    ".",
    "quoted",
    "as",
    "saying",
    "was",
    "by",
    "we",
    "left",
]


@settings(max_examples=60, deadline=None)
@given(st.lists(st.sampled_from(WORDS), min_size=1, max_size=25))
def test_find_voices_always_quotes_the_text(words: list[str]) -> None:
    text = " ".join(words)
    for m in voices(text):
        assert 0 <= m.content.start < m.content.end <= len(text)
        for v in m.chain:
            assert text[v.evidence.start : v.evidence.end] == v.evidence.words


def test_kind_that_one_sentence_tells_holds_in_all() -> None:
    found = voices("Rescue spokesman Omar Dakhil went home. Dakhil said that five men were hurt.")
    assert [(v.name, v.kind) for m in found for v in m.chain] == [("Omar Dakhil", VoiceKind.OFFICIAL)]


def test_rank_of_one_who_speaks_for_rebels_makes_no_soldier() -> None:
    found = voices("Colonel Ali Moto, a spokesman for the M23, sat down. Moto said that the town had fallen.")
    assert [(v.name, v.kind) for m in found for v in m.chain] == [("Ali Moto", VoiceKind.ARMED_GROUP)]


def test_number_of_people_is_no_voice() -> None:
    assert not any(m.chain for m in voices("Dozens Reported Killed In A Raid"))


def test_participle_behind_one_who_told_an_outlet_keeps_the_order() -> None:
    found = voices("A security source told the AFP news agency that two men died, adding cars had been burned.")
    ends = [[v.name for v in m.chain] for m in found if m.chain]
    assert ends
    assert all(names != ["Agence France-Presse", "security source"] for names in ends)


def test_speaker_behind_a_place_and_a_comma_is_not_the_place() -> None:
    found = voices("Jets bombed a barn near Herat, a member of parliament said.")
    assert [v.evidence.words for m in found for v in m.chain] == ["member of parliament"]

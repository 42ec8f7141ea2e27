"""Whoever nothing puts in public is private."""

import pytest

from dateline.errors import KnowledgeError
from dateline.finding import care
from dateline.finding.care import with_sensitivity
from dateline.language import parse
from dateline.model import (
    Actor,
    Document,
    Evidence,
    Mention,
    MentionForm,
    MentionType,
    Reference,
    Sensitivity,
    Span,
    Zone,
    ZoneKind,
)

PUBLIC, PRIVATE, COMMENTER = Sensitivity.PUBLIC, Sensitivity.PRIVATE, Sensitivity.COMMENTER


def sensitivities(text: str, *names: str, known: str = "", **facts) -> list[Sensitivity | None]:
    """Say what each mention of `names` is, in the order of the text; `known` is one that a pack has."""
    document = Document("d", "s", text, zones=facts.pop("zones", (Zone(ZoneKind.BODY, Span(0, len(text))),)), **facts)
    sentences = parse([(0, text)])
    mentions = []
    for sentence in sentences:
        here = []
        for name in names:
            at = sentence.text.find(name)
            if at >= 0:
                said = Evidence.at(text, sentence.start + at, sentence.start + at + len(name))
                actor = Actor("pack:x", name) if name == known else Actor(f"text:{names[0].lower()}", name, known=False)
                mentions_of = Mention(MentionType.PERSON, MentionForm.NAME, said, actor)
                here.append(mentions_of)
        mentions.append(tuple(here))
    return [m.sensitivity for here in with_sensitivity(document, sentences, mentions) for m in here]


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        ("Governor Halima Yusuf opened the bridge.", "Halima Yusuf", PUBLIC),
        ("Halima Yusuf, a spokeswoman for the council, denied it.", "Halima Yusuf", PUBLIC),
        ("The spokeswoman, Halima Yusuf, denied it.", "Halima Yusuf", PUBLIC),
        ("Halima Yusuf was the mayor of the town.", "Halima Yusuf", PUBLIC),
        ("Halima Yusuf, a mother of three, was killed at the well.", "Halima Yusuf", PRIVATE),
        ("Shells killed Halima Yusuf and two of her sons.", "Halima Yusuf", PRIVATE),
        ("A resident, Halima Yusuf, saw the trucks arrive.", "Halima Yusuf", PRIVATE),
        ("The driver Halima Yusuf was stopped at the gate.", "Halima Yusuf", PRIVATE),
    ],
)
def test_a_part_in_public_makes_a_person_public(text: str, name: str, expected: Sensitivity) -> None:
    assert sensitivities(text, name) == [expected]


def test_a_part_told_once_holds_in_the_whole_document() -> None:
    text = "Yusuf left the hall early. Colonel Halima Yusuf had been heard before noon."
    assert sensitivities(text, "Halima Yusuf", "Yusuf")[0] is PUBLIC


def test_an_actor_of_a_pack_and_an_author_are_public() -> None:
    assert sensitivities("Halima Yusuf left.", "Halima Yusuf", known="Halima Yusuf") == [PUBLIC]
    assert sensitivities("Halima Yusuf left.", "Halima Yusuf", authors=("Halima Yusuf",)) == [PUBLIC]


def test_the_author_of_a_work_that_is_cited_is_public() -> None:
    cited = (Reference(("Yusuf, Halima",), "A Town Waits", "Coast Weekly", None, Span(0, 6)),)
    assert sensitivities("Halima Yusuf left.", "Halima Yusuf", references=cited) == [PUBLIC]


def test_a_reader_who_comments_is_a_commenter() -> None:
    text = "Halima Yusuf left early."
    zones = (Zone(ZoneKind.COMMENT, Span(0, len(text)), "Halima Yusuf"),)
    assert sensitivities(text, "Halima Yusuf", zones=zones) == [COMMENTER]


def test_only_named_persons_have_a_sensitivity() -> None:
    text = "Rebels left."
    rebels = Mention(MentionType.ORGANISATION, MentionForm.NOMINAL, Evidence.at(text, 0, 6))
    document = Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    assert with_sensitivity(document, parse([(0, text)]), [(rebels,)]) == ((rebels,),)


@pytest.mark.parametrize(
    "raw",
    [
        {"roles": ["mayor"]},
        {"roles": "mayor", "of_another": []},
        {"roles": ["mayor"], "of_another": ["mayor"]},
    ],
)
def test_a_list_that_breaks_the_schema_is_refused(raw: dict, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(care, "read_toml", lambda _: raw)
    with pytest.raises(KnowledgeError, match=r"care\.toml"):
        care.care_words.__wrapped__()

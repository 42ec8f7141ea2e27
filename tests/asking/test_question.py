"""Questions hold all of the text that is read for events, once, and their marks cannot be forged."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from dateline.asking.answer import key_of
from dateline.asking.prompt import open_prompt
from dateline.asking.question import CHARACTERS, questions_of
from dateline.model import Document, Span, Zone, ZoneKind

_WORDS = st.text(alphabet="aB1 .?!\n”\"'[]<>\u00a0é", min_size=1, max_size=4_000)


def document(*zones: tuple[ZoneKind, str]) -> Document:
    text, made = "", []
    for kind, words in zones:
        made.append(Zone(kind, Span(len(text), len(text) + len(words))))
        text += words + "\n"
    return Document("d", "s", text, zones=tuple(made))


@given(_WORDS)
def test_questions_cover_every_letter_once(words: str) -> None:
    asked = document((ZoneKind.BODY, words))
    pieces = [piece for question in questions_of(asked) for piece in question.pieces]
    assert all(one.end <= two.start for one, two in pairwise(pieces))
    assert "".join("".join(asked.text[p.slice].split()) for p in pieces) == "".join(words.split())


@given(_WORDS)
def test_questions_show_their_pieces_within_marks_that_the_text_cannot_hold(words: str) -> None:
    for question in questions_of(document((ZoneKind.BODY, words))):
        lines = question.text.rstrip("\n").split("\n")
        mark = lines[1].removeprefix("<<< ")
        assert lines[-1] == f"{mark} >>>"
        assert [line.partition("] ")[2] for line in lines[2:-1]] == list(question.lines)
        assert mark not in words


def test_questions_never_mix_zones_and_leave_out_what_is_not_read() -> None:
    asked = document(
        (ZoneKind.HEADLINE, "Port shelled"),
        (ZoneKind.BYLINE, "By A. Writer"),
        (ZoneKind.BODY, "The port was shelled."),
        (ZoneKind.COMMENT, "Not true."),
        (ZoneKind.COMMENT, "It is."),
    )
    found = questions_of(asked)
    assert [(q.kind.value, q.lines) for q in found] == [
        ("headline", ("Port shelled",)),
        ("body", ("The port was shelled.",)),
        ("comment", ("Not true.",)),
        ("comment", ("It is.",)),
    ]


def test_questions_are_filled_up_to_their_length() -> None:
    found = questions_of(document((ZoneKind.BODY, "The port was shelled again. " * 300)))
    sizes = [question.characters for question in found]
    assert max(sizes) <= CHARACTERS
    assert min(sizes[:-1]) > CHARACTERS - 100


def test_key_of_is_the_text_s_whichever_document_holds_it() -> None:
    prompt = open_prompt()

    def keys(asked: Document, model: str = "m", max_tokens: int = 9) -> list[str]:
        return [key_of(q, model=model, prompt=prompt, max_tokens=max_tokens) for q in questions_of(asked)]

    one = document((ZoneKind.BODY, "The port was shelled."))
    same = document((ZoneKind.BYLINE, "By B"), (ZoneKind.BODY, "The port  was shelled."))
    headline = document((ZoneKind.HEADLINE, "The port was shelled."))
    assert keys(one) == keys(same)
    assert len({*keys(one), *keys(headline), *keys(one, "n"), *keys(one, "m", 10)}) == 4


def test_questions_cover_the_names_that_comments_are_signed_with() -> None:
    text = "Rania Q. was shot at.\nI saw it. Thanks, Omar\nRANIA Q. wrote: Omarites too.\n"
    cuts = [0, 22, 45, len(text)]
    kinds = [(ZoneKind.BODY, None), (ZoneKind.COMMENT, "Rania  Q."), (ZoneKind.COMMENT, "Omar")]
    zones = tuple(
        Zone(kind, Span(start, end), author)
        for (kind, author), start, end in zip(kinds, cuts[:-1], cuts[1:], strict=True)
    )
    found = [line for q in questions_of(Document("d", "s", text, zones=zones)) for line in q.lines]
    assert found == [
        "Rania Q. was shot at.",
        "I saw it.",
        "Thanks, [reader]",
        "[reader] wrote: Omarites too.",
    ]

"""Every way to state a claim fires on its own example, and what only looks like a claim is none."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import code
from dateline.knowledge.lexicon import open_lexicon
from dateline.knowledge.lexicon.claim_words import FORMS, ClaimWords
from dateline.model import Claim, ClaimKind, Document, Moment, Span, Zone, ZoneKind

ENTRIES = [entry for entries in open_lexicon().claims.values() for entry in entries]
Claims = Callable[..., list[Claim]]


@pytest.fixture(scope="session")
def claims_of() -> Claims:
    """Return a function that codes a text and gives its claims, those of one kind where one is named."""

    def run(text: str, kind: str | None = None, *, zone: ZoneKind = ZoneKind.BODY, readers: str = "") -> list[Claim]:
        zones = [Zone(zone, Span(len(readers), len(readers + text)), "Maryam" if zone is ZoneKind.COMMENT else None)]
        if readers:
            zones.insert(0, Zone(ZoneKind.COMMENT, Span(0, len(readers)), readers.split()[0]))
        document = Document("d", "s", readers + text, published=Moment("2014-09-17"), zones=tuple(zones))
        return [c for c in code(document).claims if kind in (None, c.kind.value) and c.sentence.start >= len(readers)]

    return run


def told(claims: list[Claim]) -> list[tuple[str | None, str | None, float | None]]:
    return [(c.subject.name if c.subject else None, c.object.name if c.object else None, c.value) for c in claims]


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda e: f"{e.kind.value}.{e.id}")
def test_claim_fires_on_its_own_example(claims_of: Claims, entry: ClaimWords) -> None:
    zone = ZoneKind.COMMENT if entry.form.startswith("reader") else ZoneKind.BODY
    assert entry.kind in {c.kind for c in claims_of(entry.example, zone=zone)}


@pytest.mark.parametrize("entry", [e for e in ENTRIES if e.form.startswith("reader")], ids=lambda e: e.id)
def test_article_itself_disputes_nothing_by_a_reader_s_words(claims_of: Claims, entry: ClaimWords) -> None:
    assert claims_of(entry.example, "dispute") == []


def test_every_kind_and_every_form_has_words() -> None:
    assert {e.kind for e in ENTRIES} == set(ClaimKind)
    assert {e.form for e in ENTRIES} == {form for forms in FORMS.values() for form in forms}


@pytest.mark.parametrize(
    ("text", "kind", "expected"),
    [
        ("In Somalia, Kismayo is under Ethiopian control.", "control", ("Ethiopia", "Kismayo", None)),
        ("Hassan Abdullah, the governor of Basra, left.", "office", ("Hassan Abdullah", "governor of Basra", None)),
        ("The former police chief, Hassan Abdullah, fled.", "office", ("Hassan Abdullah", "former police chief", None)),
        ("Hassan Abdullah was elected mayor.", "office", ("Hassan Abdullah", "mayor", None)),
        ("Hassan Abdullah, a member of Al-Shabaab, fled.", "membership", ("Hassan Abdullah", "Al-Shabaab", None)),
        ("Al-Shabaab is estimated to have 7,000 fighters.", "strength", ("Al-Shabaab", None, 7000)),
        ("Al-Shabaab has between 3,000 and 5,000 fighters.", "strength", ("Al-Shabaab", None, None)),
        ("The Iraqi Army has 16 tanks.", "strength", ("Iraqi Army", None, 16)),
        ("The Reform Party won 17 of 43 seats.", "seats", ("Reform Party", None, 17)),
        ("The Sadrists lost the vote, winning only six out of 43 seats.", "seats", ("Sadrist movement", None, 6)),
        ("The Iraqi Islamic Party holds 22 seats.", "seats", ("Iraqi Islamic Party", None, 22)),
        ("The ministry denied any role in the raid.", "denial", ("ministry", "any role in the raid", None)),
        ("Analysts called the offensive a failure.", "judgement", ("offensive", "failure", None)),
    ],
)
def test_claim_says_of_whom_what_and_how_many(
    claims_of: Claims, text: str, kind: str, expected: tuple[str | None, str | None, float | None]
) -> None:
    ((subject, object_, value),) = told(claims_of(text, kind))
    assert (subject or "").endswith(expected[0] or "")
    assert (object_, value) == expected[1:]


@pytest.mark.parametrize(
    "text",
    [
        "The militia does not control Kismayo in Somalia.",
        "In Somalia, Kismayo is no longer under rebel control.",
        "In Somalia, Al-Shabaab might hold Kismayo.",
        "In Somalia, Al-Shabaab lost control of Kismayo.",
        "In Somalia, Al-Shabaab wants to control Kismayo.",
        "Rebels held a rally in Donetsk, Ukraine.",
        "Does Al-Shabaab hold Kismayo?",
        "The president met the governor.",
        "Hassan Abdullah was not elected mayor.",
        "A member of Al-Shabaab was arrested.",
        "Hassan Abdullah, the future governor of Basra, left.",
        "Our aim is the defeat of the militias.",
        "Hassan Abdullah joined his army with hers.",
        "The army denied the villagers water.",
        "The Iraqi Army has no tanks.",
        "The operation was not a failure.",
        "The offensive would be a disaster.",
        "They were too few to be effective.",
        "The shelling went on for 30 days in May.",
    ],
)
def test_what_is_not_stated_is_no_claim(claims_of: Claims, text: str) -> None:
    assert told(claims_of(text)) == []


def test_series_has_one_point_a_figure(claims_of: Claims) -> None:
    text = "The number of raids went from 71 in March, to 94 in April, to 118 by May 2014."
    found = claims_of(text, "series_point")
    assert [(c.value, c.unit) for c in found] == [(71, "raid"), (94, "raid"), (118, "raid")]
    assert len({c.when for c in found}) == 3


def test_claim_s_time_is_that_of_its_own_clause(claims_of: Claims) -> None:
    (held,) = claims_of("Hassan Abdullah was elected mayor on 3 May 2014.", "office")
    assert held.when is not None
    assert held.when.moment.edtf == "2014-05-03"
    (other,) = claims_of("When shells fell on 3 May 2014, Al-Shabaab had 900 fighters.", "strength")
    assert other.when is None


def test_claim_keeps_the_voice_that_makes_it(claims_of: Claims) -> None:
    (claim,) = claims_of("The election was a sham, a doctor said.", "judgement")
    assert [v.name for v in claim.voices] == ["doctor"] or "doctor" in claim.voices[0].name


def test_reader_s_dispute_names_whom_it_answers(claims_of: Claims) -> None:
    (claim,) = claims_of(
        "Hodan, you are wrong about the port.", "dispute", zone=ZoneKind.COMMENT, readers="Hodan wrote this.\n\n"
    )
    assert claim.subject is not None
    assert (claim.subject.name, claim.subject.evidence.start) == ("Hodan", 19)


@pytest.mark.parametrize(
    "text", ["If that is wrong, tell me.", "You are right.", "I agree with you.", "Is that wrong?"]
)
def test_reader_who_does_not_contradict_disputes_nothing(claims_of: Claims, text: str) -> None:
    assert claims_of(text, "dispute", zone=ZoneKind.COMMENT) == []


_PIECES = st.sampled_from(
    """rebels hold Kismayo control of in the hands under is was not governor , Hassan Abdullah President member joined
    won 21 seats has fighters denied that promised to a failure you are wrong called as 3 May 2014 from""".split()
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_PIECES, min_size=2, max_size=18).map(" ".join), st.sampled_from([ZoneKind.BODY, ZoneKind.COMMENT]))
def test_any_claim_quotes_the_text_and_says_something(text: str, kind: ZoneKind) -> None:
    claims = code(Document("d", "s", text, zones=(Zone(kind, Span(0, len(text))),))).claims
    for claim in claims:
        assert claim.subject or claim.object or claim.value_evidence
        for _, evidence in claim.evidence():
            assert text[evidence.start : evidence.end] == evidence.words

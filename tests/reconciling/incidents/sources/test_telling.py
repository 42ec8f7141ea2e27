"""The sentence that says who stands behind an incident."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.model import VoiceKind
from dateline.reconciling.incidents.sources import telling
from dateline.reconciling.incidents.sources.origin import Origin
from dateline.reconciling.incidents.sources.telling import why


def origin(
    name: str, *, reports: int = 1, voice: bool = False, outlets: tuple[str, ...] = (), by: tuple[str, ...] = ()
) -> Origin:
    ids = tuple(f"{name}{n}" for n in range(reports))
    key = f"voice:{name}" if voice else f"outlet:{name}"
    kind = VoiceKind.MILITARY if voice else VoiceKind.WIRE
    return Origin(key, name, (kind,), voice, ids, ids[:1], ids, outlets, by)


def test_why_names_the_origins_and_who_repeats_them() -> None:
    afp = origin("AFP", reports=4, outlets=("AFP",), by=("Xinhua", "Daily Star", "Gulf Times"))
    army = origin("the army", voice=True, outlets=("Al-Sabah",))
    assert why([afp, army], 5) == (
        "5 reports, 2 independent: AFP, repeated by Xinhua, Daily Star and Gulf Times; the army, quoted by Al-Sabah"
    )


def test_why_counts_articles_where_they_are_fewer_than_reports() -> None:
    assert why([origin("AFP", reports=3)], 1) == "3 reports in 1 article, 1 independent: AFP"
    assert why([origin("AFP", reports=3)], 2) == "3 reports in 2 articles, 1 independent: AFP"


def test_why_says_that_nobody_does() -> None:
    assert why([], 0, ["denied by the army"]) == "nobody stands behind it; denied by the army"


@given(
    st.lists(
        st.builds(
            origin,
            st.text("abcdefgh", min_size=1, max_size=60),
            reports=st.integers(1, 3),
            voice=st.booleans(),
            outlets=st.lists(st.text("xyz", min_size=1, max_size=40), max_size=6).map(tuple),
            by=st.lists(st.text("xyz", min_size=1, max_size=40), max_size=6).map(tuple),
        ),
        min_size=1,
        max_size=12,
    )
)
def test_why_is_short_and_keeps_the_numbers(origins: list[Origin]) -> None:
    text = why(origins, sum(len(o.reports) for o in origins), ["denied by the army"])
    assert len(text) <= 300
    assert f"{len(origins)} independent" in text


def test_the_templates_break_with_the_entry_named() -> None:
    good: dict[str, object] = dict.fromkeys(telling._SAID, "x")
    good |= {"longest": 300, "kinds": {"witness": "witnesses"}}
    assert telling._templates_from(good).longest == 300
    for key, value, said in (
        ("voice", "", "voice: expected words"),
        ("longest", 3, "longest: expected a number"),
        ("kinds", {"paper": "papers"}, "kinds: expected words"),
    ):
        with pytest.raises(KnowledgeError, match=said):
            telling._templates_from({**good, key: value})
    with pytest.raises(KnowledgeError, match="missing or unknown"):
        telling._templates_from({})

"""Which voices are one, wherever they are named."""

from __future__ import annotations

import pytest

from dateline.model import Evidence, Voice, VoiceKind
from dateline.reconciling.derivation.same_origin import is_named

WORDS = Evidence.at("The army said so.", 4, 8)


@pytest.mark.parametrize(
    ("id_", "kind", "named"),
    [
        ("text:faraj awami", VoiceKind.OFFICIAL, True),
        ("taliban", VoiceKind.ARMED_GROUP, True),
        ("IQ:army", VoiceKind.MILITARY, True),
        ("IQ:police:amara", VoiceKind.OFFICIAL, True),
        ("IQ:governor:maysan", VoiceKind.OFFICIAL, True),
        ("IQ:governor", VoiceKind.OFFICIAL, False),
        ("YE:ministry", VoiceKind.OFFICIAL, False),
        ("SD:diplomats", VoiceKind.OFFICIAL, False),
        ("united-nations/diplomats", VoiceKind.OFFICIAL, False),
        ("any:police", VoiceKind.OFFICIAL, False),
        ("described:a security source", VoiceKind.OFFICIAL, False),
        ("reuters", VoiceKind.WIRE, False),
        ("commenter:dina", VoiceKind.COMMENTER, False),
    ],
)
def test_a_voice_is_named_where_it_is_one_of_a_kind(id_: str, kind: VoiceKind, named: bool) -> None:
    assert is_named(Voice(id_, "x", kind, WORDS)) is named

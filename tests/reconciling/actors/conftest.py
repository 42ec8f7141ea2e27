"""Rows as a record gives them to reconciling: reports, claims and mentions with who they name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

Row = dict[str, Any]


def party(words: str, *, id: str | None = None, name: str | None = None, start: int = 0, **told: Any) -> Row:
    from dateline.knowledge.names import fold

    evidence = {"start": start, "end": start + len(words), "words": words}
    named = {"id": id or f"text:{fold(name or words)}", "name": name or words}
    return {**named, "kind": None, "country": None, **told, "evidence": evidence}


def make_row(document: str, *actors: Row, country: str | None = None, **more: Any) -> Row:
    made = {"what": "reports", "id": f"r-{document}", "document": document, "start": 0, "words": "A sentence."}
    return {**made, "actors": list(actors), "place": {"country": country}, **more}


def make_mention(document: str, words: str, type_: str, sensitivity: str | None = None, **told: Any) -> Row:
    one = party(words, **told)
    made = {"what": "mentions", "id": f"m-{document}", "document": document, "start": 0, "words": words}
    actor = {key: one[key] for key in ("id", "name", "kind", "country")}
    return {**made, "type": type_, "sensitivity": sensitivity, "actor": actor, "evidence": one["evidence"]}


@pytest.fixture
def a_party() -> Callable[..., Row]:
    return party


@pytest.fixture
def a_row() -> Callable[..., Row]:
    return make_row


@pytest.fixture
def a_mention() -> Callable[..., Row]:
    return make_mention

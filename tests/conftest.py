"""Small documents and reports to keep, and a record to keep them in."""

from __future__ import annotations

import hashlib
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from dateline import build
from dateline.model import (
    Actor,
    Chain,
    Claim,
    ClaimKind,
    Count,
    Dating,
    Document,
    EventType,
    Evidence,
    How,
    Mention,
    Moment,
    Party,
    Place,
    PlaceKind,
    PlacePrecision,
    Placing,
    Range,
    Reference,
    Report,
    Span,
    Status,
    Voice,
    VoiceKind,
    Zone,
    ZoneKind,
)
from dateline.record import Record, create_or_open

# Whoever runs the tests may have gazetteer files and packs of their own; here there are none.
os.environ["DATELINE_GAZETTEER"] = ""
os.environ["DATELINE_ACTORS"] = ""
os.environ["DATELINE_RELIABILITY"] = ""

# The same examples in every run: a change that breaks a property fails at once, not some day. No deadlines, as
# machines vary.
settings.register_profile("same", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("same")

EXAMPLES = Path(__file__).parents[1] / "examples" / "maysan"
TEXT = "On 3 May 2014 rebels killed 12 men in Kismayo, a doctor said. Ayaan said..."


def make_document(text: str = TEXT, *, name: str = "a.txt") -> Document:
    sha256 = hashlib.sha256(text.encode() + name.encode()).hexdigest()
    return Document(
        Document.id_for(sha256, text),
        sha256,
        text,
        path=name,
        title="A killing in Kismayo",
        authors=("Hodan Ali",),
        published=Moment("2014-05-04"),
        zones=(Zone(ZoneKind.BODY, Span(0, 61)), Zone(ZoneKind.COMMENT, Span(62, len(text)), author="Ayaan")),
        references=(Reference(("Hodan Ali",), "A title", "An Outlet", Moment("2014-05"), Span(3, 13)),),
        provenance={"title": "text:first line"},
    )


def quote(text: str, words: str) -> Evidence:
    start = text.index(words)
    return Evidence.at(text, start, start + len(words))


def make_report(document: Document) -> Report:
    text = document.text
    place = Place("geonames:55671", "Kismayo", PlaceKind.SETTLEMENT, "SO", "Lower Juba", -0.36, 42.55)
    return Report(
        document=document.id,
        zone=ZoneKind.BODY,
        sentence=Evidence.at(text, 0, 61),
        trigger=quote(text, "killed"),
        type=EventType.ASSAULT,
        mode=None,
        status=Status.OCCURRED,
        coder="test 1",
        actors=(Party(Actor("any:rebels", "rebels", "rebel"), quote(text, "rebels")),),
        recipients=(Party(Actor("text:men", "men", "civilian", None, False), quote(text, "12 men")),),
        places=(Placing(place, PlacePrecision.EXACT, quote(text, "Kismayo")),),
        when=Dating(Moment("2014-05-03"), quote(text, "3 May 2014"), How.EXPLICIT),
        killed=Count(Range.exactly(12), quote(text, "12")),
        voices=Chain((Voice("described:a doctor", "a doctor", VoiceKind.WITNESS, quote(text, "a doctor")),)),
    )


def make_claim(document: Document) -> Claim:
    return Claim(
        document.id,
        ZoneKind.BODY,
        Evidence.at(document.text, 0, 61),
        ClaimKind.STRENGTH,
        value=12.0,
        value_evidence=quote(document.text, "12"),
    )


def put(
    record: Record,
    document: Document,
    *,
    fingerprint: str = "f1",
    reports: list[Report] | None = None,
    mentions: list[Mention] | None = None,
) -> bool:
    run = record.begin({})
    stored = run.store(
        document,
        original=document.text.encode(),
        media="text",
        origin=document.path or "",
        reports=[make_report(document)] if reports is None else reports,
        claims=[make_claim(document)],
        mentions=mentions or (),
        fingerprint=fingerprint,
        reading_fingerprint="r1",
        vocabulary=["kill", "rebel"],
    )
    run.finish("finished")
    return stored


@pytest.fixture(scope="session")
def empty_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record that holds nothing, made once, as making one takes longer than most tests; whoever writes copies it."""
    path = tmp_path_factory.mktemp("empty") / "empty.dateline"
    create_or_open(path).close()
    return path


@pytest.fixture
def record(empty_record: Path, tmp_path: Path) -> Iterator[Record]:
    with create_or_open(shutil.copy(empty_record, tmp_path / "test.dateline")) as made:
        yield made


@pytest.fixture(scope="session")
def examples_record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The record of the example articles, built once; whoever writes takes a copy."""
    path = tmp_path_factory.mktemp("examples") / "maysan.dateline"
    build(EXAMPLES, to=path).close()
    return path


@pytest.fixture
def keep() -> Callable[..., bool]:
    return put


@pytest.fixture
def a_document() -> Callable[..., Document]:
    return make_document


@pytest.fixture
def a_report() -> Callable[[Document], Report]:
    return make_report

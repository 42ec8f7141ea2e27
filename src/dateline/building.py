"""Build: everything that was given, read and coded into a record, each piece once.

Invariant: a piece that the record holds, read and coded in the same way, is not coded again; every other piece ends up
as a document or as a failure with a reason. A build that was stopped, in whatever way, is finished by the next one.
"""

from __future__ import annotations

import hashlib
import os
import platform
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import ExitStack, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from dateline import engines, pipeline
from dateline.asking import AskingCoder, Estimate, Tally, estimate, open_coder
from dateline.engines.outcome import guarded, internal_failure
from dateline.errors import RecordError
from dateline.knowledge.actors import open_actors, packs_from
from dateline.model import Document
from dateline.reading import Failure, Item, gather
from dateline.reading.spool import Spool
from dateline.record import Record, Run
from dateline.record.letters import letters_from, open_letters
from dateline.settings import Settings
from dateline.version import __version__

__all__ = ["BuildSummary", "Progress", "build_into", "check_own"]

# A decision may bring together all that a build has coded so far before the build goes on: minutes in a large record.
# A build waits for that rather than fail with hours of work half done; Ctrl-C stops it all the same.
BUILD_SECONDS = 3_600.0

_MEDIA = {
    "text": "text/plain",
    "markdown": "text/markdown",
    "html": "text/html",
    "pdf": "application/pdf",
    "feed": "application/json",  # reading keeps an entry as a row
    "jsonl": "application/json",
}


@dataclass(frozen=True, slots=True)
class BuildSummary:
    """Say what one build did.

    `coded` are documents coded for the first time, `recoded` those whose knowledge had changed, `unchanged` those that
    the record held already; `read` is all three. `reports` and `claims` are those of the documents coded in this run.
    `asked` counts what an endpoint was asked, where one was.
    """

    coded: int = 0
    recoded: int = 0
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    reports: int = 0
    claims: int = 0
    seconds: float = 0.0
    asked: Tally | None = None

    @property
    def read(self) -> int:
        return self.coded + self.recoded + self.unchanged


@dataclass(slots=True)
class Progress:
    """Count what a running build has done so far; handed to `progress` after every piece, with the piece's origin."""

    origin: str = ""
    size: int = 0
    coded: int = 0
    recoded: int = 0
    unchanged: int = 0
    failed: list[Failure] = field(default_factory=list)
    reports: int = 0
    claims: int = 0
    asked: Tally | None = None

    @property
    def documents(self) -> int:
        """How many documents are done, new or not."""
        return self.coded + self.recoded + self.unchanged


def check_own(settings: Settings) -> None:
    """Refuse what is wrong in packs and letters of the user's own before a record is made for nothing.

    Raises PackError where a pack is refused, SettingsError where letters are.
    """
    with packs_from(settings.knowledge.actors), letters_from(settings.knowledge.reliability):
        open_actors()
        open_letters()


def build_into(
    record: Record,
    inputs: Sequence[str],
    *,
    settings: Settings,
    progress: Callable[[Progress], None] | None = None,
    before_asking: Callable[[Estimate], None] | None = None,
) -> BuildSummary:
    """Read and code all inputs into a record and say what was done.

    `inputs` are paths, `-` or addresses, as `dateline.reading.gather` takes them. Where the settings name an endpoint
    as coder, `before_asking` is told what that would take before any text is sent, and may raise to stop it. What is
    stored is kept whatever happens; KeyboardInterrupt passes through after the run is marked as interrupted. Raises
    RecordError where the record cannot be written, EndpointError where the endpoint cannot be used, PackError
    where a pack of the user's own is refused, SettingsError where letters are.
    """
    began = time.monotonic()
    record = record.waiting(BUILD_SECONDS)
    found = gather(inputs, limits=settings.reading.limits, allow_private=settings.reading.allow_private)
    pieces = _without_own(found, inputs)
    with ExitStack() as stack:
        stack.enter_context(packs_from(settings.knowledge.actors))
        stack.enter_context(letters_from(settings.knowledge.reliability))
        open_actors()  # a pack that is refused stops the build before anything is read, and so do letters
        open_letters()
        coder = None
        if settings.coder.name == "llm":
            coder = stack.enter_context(open_coder(settings.coder, answers=record.answers()))
            if before_asking is not None:
                spool = stack.enter_context(Spool())
                before_asking(_estimate(spool.kept(pieces), record, coder, settings))
                pieces = spool.again()
        so_far = _coded_into(record, pieces, _manifest(inputs, settings, coder), settings, progress, coder)
    return BuildSummary(
        coded=so_far.coded,
        recoded=so_far.recoded,
        unchanged=so_far.unchanged,
        failed=tuple(so_far.failed),
        reports=so_far.reports,
        claims=so_far.claims,
        seconds=time.monotonic() - began,
        asked=so_far.asked,
    )


def _coded_into(
    record: Record,
    pieces: Iterator[Item | Failure],
    manifest: Mapping[str, Any],
    settings: Settings,
    progress: Callable[[Progress], None] | None,
    coder: AskingCoder | None,
) -> Progress:
    """Code what is new into a run of the record, and return what was done."""
    so_far = Progress(asked=coder.tally if coder else None)
    run = record.begin(manifest)
    work = _Work(record, run, so_far, progress, coder)
    try:
        new = work.new(pieces)
        if coder is None:
            outcomes = engines.code(new, processes=settings.build.processes)
        else:
            outcomes = engines.code_asking(new, coder=coder)
        try:
            for outcome in outcomes:
                work.keep(outcome)
        finally:
            outcomes.close()  # type: ignore[attr-defined]  # a generator: its workers end here
        record.link_actors(run)
        record.relate(run)
        record.reconcile(cause=f"build {run.id}")
    except BaseException:
        with suppress(RecordError):  # a full disk must not hide the error that brought us here
            run.finish("interrupted")
        raise
    run.finish("partly" if so_far.failed else "finished")
    return so_far


def _estimate(pieces: Iterator[Item | Failure], record: Record, coder: AskingCoder, settings: Settings) -> Estimate:
    """Tell what it would take to code the pieces that are new; what cannot be read is told when they are coded."""

    def documents() -> Iterator[Document]:
        known = _Known(record, coder)
        for piece in pieces:
            if isinstance(piece, Failure) or known.is_unchanged(piece.origin, hashlib.sha256(piece.data).hexdigest()):
                continue
            document = guarded(piece.origin, lambda piece=piece: pipeline.read_item(piece))  # type: ignore[misc]
            if isinstance(document, Document):
                yield document

    return estimate(
        documents(),
        coder=coder,
        seconds_per_request=settings.coder.seconds_per_request or None,
        price_in=settings.coder.price_in,
        price_out=settings.coder.price_out,
    )


class _Known:
    """Tell which pieces the record holds, read and coded as they would be now."""

    def __init__(self, record: Record, coder: AskingCoder | None) -> None:
        self._record, self._coder = record, coder
        self._reading = pipeline.reading_fingerprint()
        self._items = record.items()

    def is_unchanged(self, origin: str, sha256: str) -> bool:
        document = self._items.get((origin, sha256, self._reading))
        coding = self._record.coding_of(document) if document else None
        return coding is not None and pipeline.coding_fingerprint(coding[1], coder=self._coder) == coding[0]


class _Work:
    """Sort the pieces of one build into known and new, and keep what becomes of the new."""

    def __init__(
        self,
        record: Record,
        run: Run,
        so_far: Progress,
        progress: Callable[[Progress], None] | None,
        coder: AskingCoder | None,
    ) -> None:
        self._record, self._run, self._so_far, self._progress = record, run, so_far, progress
        self._reading = pipeline.reading_fingerprint()
        self._known = _Known(record, coder)
        self._coded = set(record.codings())
        self._given: set[tuple[str, str]] = set()

    def new(self, found: Iterator[Item | Failure]) -> Iterator[Item | Failure]:
        """Pass on what has to be coded, and failures; count what is known and unchanged."""
        for piece in found:
            if isinstance(piece, Failure):
                yield piece
                continue
            sha256 = hashlib.sha256(piece.data).hexdigest()
            if (piece.origin, sha256) in self._given:
                continue  # given twice in one build: it is counted once
            self._given.add((piece.origin, sha256))
            if self._known.is_unchanged(piece.origin, sha256):
                self._so_far.unchanged += 1
                self._tell(piece.origin, len(piece.data))
            else:
                yield piece

    def keep(self, outcome: engines.Outcome) -> None:
        """Store what became of one piece; a fault in storing one document is its failure."""
        if isinstance(outcome, Failure):
            self._fail(outcome)
            return
        item, coded = outcome.item, outcome.coded
        try:
            was_coded = coded.document.id in self._coded
            is_new = self._run.store(
                coded.document,
                original=item.data,
                media=_MEDIA.get(item.format, "application/octet-stream"),
                origin=item.origin,
                reports=coded.reports,
                claims=coded.claims,
                mentions=coded.mentions,
                citations=coded.citations,
                fingerprint=outcome.fingerprint,
                reading_fingerprint=self._reading,
                vocabulary=coded.vocabulary,
            )
        except RecordError:
            raise
        except Exception as error:  # noqa: BLE001 - a fault in one document must not cost the others
            self._fail(internal_failure(item.origin, error).logged())
            return
        if not is_new:
            self._so_far.unchanged += 1  # the same bytes under another name
        else:
            self._coded.add(coded.document.id)
            self._so_far.recoded += was_coded
            self._so_far.coded += not was_coded
            self._so_far.reports += len(coded.reports)
            self._so_far.claims += len(coded.claims)
        self._tell(item.origin, len(item.data))

    def _fail(self, failure: Failure) -> None:
        self._run.fail(failure)
        self._so_far.failed.append(failure)
        self._tell(failure.origin, 0)

    def _tell(self, origin: str, size: int) -> None:
        if self._progress is not None:
            self._so_far.origin, self._so_far.size = origin, size
            self._progress(self._so_far)


def _manifest(inputs: Sequence[str], settings: Settings, coder: AskingCoder | None) -> Mapping[str, Any]:
    """Say what makes this run, without naming the machine or the folders above what was given."""
    return {
        "dateline": __version__,
        "python": platform.python_version(),
        "stages": dict(pipeline.stages(coder=coder)),
        "reading_fingerprint": pipeline.reading_fingerprint(),
        "settings": settings.to_dict(),
        "inputs": [_name(given) for given in inputs],
    }


def _name(given: str) -> str:
    if given == "-":
        return given
    if "://" in given:
        from dateline.reading.address import shown

        return shown(given)
    return os.path.basename(os.path.abspath(given)).encode("utf-8", "backslashreplace").decode()


def _without_own(found: Iterator[Item | Failure], inputs: Sequence[str]) -> Iterator[Item | Failure]:
    """Leave out records and settings that lie among the articles of a folder; one given by name is not left out."""
    named = {Path(given).name for given in inputs}
    for piece in found:
        name = piece.origin.rsplit("/", 1)[-1]
        if name in named or not _is_own(name):
            yield piece


def _is_own(name: str) -> bool:
    """Tell whether a file's name is one that Dateline itself gives.

    >>> _is_own("maysan.dateline"), _is_own("maysan.dateline-wal"), _is_own("dateline.html")
    (True, True, False)
    """
    return name == "dateline.toml" or name.endswith((".dateline", ".dateline-wal", ".dateline-shm"))

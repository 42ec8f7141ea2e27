"""Code documents by asking an endpoint: the same scenes, carried times and claims as by rule, other reports.

Invariant: of one document either every question is answered, or none of it is given out; an answer is kept before
anything is made of it. What an answer holds can at worst make reports whose words are in the text.
"""

from __future__ import annotations

import queue
import threading
from collections import deque
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from dataclasses import dataclass
from types import TracebackType
from typing import Self

from dateline.asking.answer import Answer, Answers, Memory, key_of, statements_in
from dateline.asking.checking import Located, Reader
from dateline.asking.client import Client
from dateline.asking.prompt import Prompt, open_prompt
from dateline.asking.question import Question, questions_of
from dateline.asking.quoting import occurrences
from dateline.coding import CodingResult, code_with
from dateline.coding.carrying import Carried
from dateline.coding.scene import Scene
from dateline.errors import DatelineError, EndpointError, EvidenceError
from dateline.model import Document, Report, Span

__all__ = ["VERSION", "AskingCoder", "Tally", "code"]

# Of the checks that make reports of answers; another version codes again, from the answers that are kept.
VERSION = "1"

# After so many questions in a row without an answer it is the endpoint, not the questions.
IN_A_ROW = 5


@dataclass(slots=True)
class Tally:
    """Count the answers that came, the seconds they took, the tokens that the server counted, and what was dropped."""

    asked: int = 0
    seconds: float = 0.0
    tokens_in: int = 0
    tokens_out: int = 0
    dropped: int = 0


class AskingCoder:
    """Code documents by what an endpoint answers; requests run side by side in threads, the rest in this one.

    `answers` keeps what came. Use it in a `with` block: leaving that keeps what has come, and cuts the requests that
    are still running.
    """

    def __init__(self, client: Client, *, answers: Answers, requests: int = 1, prompt: Prompt | None = None) -> None:
        self.client = client
        self.prompt = prompt or open_prompt()
        self.tally = Tally()
        self.ahead = requests
        self._answers = answers
        self._pool = ThreadPoolExecutor(requests, thread_name_prefix="asking")
        self._came: queue.SimpleQueue[tuple[str, Answer | DatelineError]] = queue.SimpleQueue()
        self._running: set[str] = set()
        self._failed: dict[str, EndpointError] = {}
        self._counting = threading.Lock()
        self._in_a_row = 0
        self._gone: EndpointError | None = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """Cut the requests that are still running, keep what has been answered, and close the client."""
        self.client.close()
        self.finish()

    def finish(self) -> None:
        """Wait for the requests that are still running, and keep what they are answered."""
        self._pool.shutdown(wait=True, cancel_futures=True)
        with suppress(queue.Empty):
            while True:
                self._keep(*self._came.get_nowait())

    @property
    def name(self) -> str:
        """Name the coder as its reports do: `llm`, the model, and the prompt."""
        return f"llm {self.client.model} {self.prompt.name}"

    @property
    def fingerprint(self) -> str:
        """Say what a coding by this coder depends on beside text and knowledge."""
        return f"{self.name} {VERSION} {self.client.max_tokens}"

    def questions(self, document: Document) -> list[tuple[str, Question]]:
        """Return what would be asked of a document, each with its key; nothing is sent."""
        return [(self._key(question), question) for question in questions_of(document)]

    def is_kept(self, key: str) -> bool:
        """Tell whether the answer to a question is there already."""
        return self._answers.get(key) is not None

    def usual_seconds(self) -> float | None:
        """Return how long this model's answers took on average so far, or None where there are none."""
        return self._answers.seconds(self.client.model)

    def prepare(self, document: Document) -> None:
        """Start asking what is not known of a document, and do not wait for it."""
        for key, question in self.questions(document):
            if key not in self._running and key not in self._failed and not self.is_kept(key):
                self._running.add(key)
                self._pool.submit(self._ask, key, question)

    def code(self, document: Document) -> CodingResult:
        """Code one zoned document; raises EndpointError where a question of it gets no answer.

        The error is not a passing one where the endpoint cannot be used at all, or five questions in a row got none.
        """
        asked = self.questions(document)
        self.prepare(document)
        answers = [(question, self._answer(key)) for key, question in asked]
        failed = [self._failed.pop(key) for key, _ in asked if key in self._failed]
        if failed:
            raise self._gone or failed[0]
        dropped: list[str] = []
        found = self._located(document, [(q, content) for q, content in answers if content is not None], dropped)
        waiting = deque(sorted(found, key=lambda one: one.at))

        def reports_of(scene: Scene, carried: Carried) -> tuple[list[Report], list[str]]:
            reader, made = Reader(scene, carried, self.name), []
            while waiting and waiting[0].at.start < scene.sentence.end:
                if (report := _report(reader, waiting.popleft())) is not None:
                    made.append(report)
            return made, reader.dropped

        result = code_with(document, reports_of)
        dropped = [*dropped, *result.dropped]
        self.tally.dropped += len(dropped)
        return CodingResult(result.reports, result.claims, result.vocabulary, tuple(dropped), result.mentions)

    def _key(self, question: Question) -> str:
        return key_of(question, model=self.client.model, prompt=self.prompt, max_tokens=self.client.max_tokens)

    def _ask(self, key: str, question: Question) -> None:
        """Ask, in a thread of the pool; whatever comes of it is handed to the thread that waits.

        An answer is kept here where that can be: the other thread may be parsing, and a kill would cost the answer.
        """
        came: Answer | DatelineError
        try:
            if self._gone is not None:
                raise self._gone
            came = self.client.ask(question.text, prompt=self.prompt)
            if self._answers.is_shared:
                self._put(key, came)
        except DatelineError as error:
            came = error
        except Exception as error:  # noqa: BLE001 - a fault in a thread must not leave the other one waiting
            came = EndpointError(f"asking failed ({type(error).__name__}); please report this", passing=True)
        self._count(came)
        self._came.put((key, came))

    def _count(self, came: Answer | DatelineError) -> None:
        """Count what got no answer here, in the thread that asks: the one that waits may be parsing meanwhile."""
        with self._counting:
            if not isinstance(came, EndpointError):
                self._in_a_row = 0
                return
            self._in_a_row += 1
            if self._gone is None and not came.passing:
                self._gone = came
            elif self._gone is None and self._in_a_row == IN_A_ROW:
                self._gone = EndpointError(
                    f"{came}; that makes {IN_A_ROW} questions in a row, so nothing more is asked"
                )

    def _answer(self, key: str) -> str | None:
        """Wait for an answer, keeping whatever comes in the meantime; None where it failed."""
        while key in self._running:
            self._keep(*self._came.get())
        return self._answers.get(key)

    def _put(self, key: str, answer: Answer) -> None:
        self._answers.put(key, answer, model=self.client.model, prompt=self.prompt.name)

    def _keep(self, key: str, came: Answer | DatelineError) -> None:
        self._running.discard(key)
        if isinstance(came, EndpointError):
            self._failed[key] = came
            return
        if isinstance(came, DatelineError):
            raise came  # the record cannot be written: nothing more should be paid for
        if not self._answers.is_shared:
            self._put(key, came)
        self.tally.asked += 1
        self.tally.seconds += came.seconds
        self.tally.tokens_in += came.tokens_in or 0
        self.tally.tokens_out += came.tokens_out or 0

    def _located(
        self, document: Document, answers: list[tuple[Question, str]], dropped: list[str]
    ) -> Iterator[Located]:
        for question, content in answers:
            statements, lost = statements_in(content, prompt=self.prompt)
            dropped += [f"at {question.pieces[0].start}: {why}" for why in lost]
            used: set[tuple[Span, str]] = set()
            for statement in statements:
                found = _places_of(document, question, statement.sentence, statement.trigger)
                if not found:
                    dropped.append(
                        f"at {question.pieces[0].start}: the trigger {statement.trigger!r} is not in piece "
                        f"{statement.sentence}; the entry was left out"
                    )
                    continue
                # The same words for two acts of one piece: the second entry means their second occurrence.
                at = next((span for span in found if (span, statement.type.value) not in used), found[0])
                used.add((at, statement.type.value))
                yield Located(statement, at)


def code(document: Document, *, client: Client, answers: Answers | None = None) -> CodingResult:
    """Code one zoned document by asking an endpoint; answers are kept in `answers`, or forgotten.

    Raises EndpointError where the endpoint cannot be used, or gives no answer to one of the questions.
    """
    coder = AskingCoder(client, answers=answers if answers is not None else Memory())
    try:
        return coder.code(document)
    finally:
        coder.finish()


def _report(reader: Reader, one: Located) -> Report | None:
    try:
        return reader.report(one)
    except (EvidenceError, ValueError) as error:
        reader.dropped.append(f"{one.statement.trigger!r} at {one.at.start}: {error}")
        return None


def _places_of(document: Document, question: Question, number: int, trigger: str) -> list[Span]:
    """Return where a trigger stands: in the piece that is named, else in the one piece where it stands at all."""
    if 1 <= number <= len(question.pieces):
        found = occurrences(document.text, trigger, within=question.pieces[number - 1])
        if found:
            return found
    found = [span for piece in question.pieces for span in occurrences(document.text, trigger, within=piece)]
    return found if len(found) == 1 else []

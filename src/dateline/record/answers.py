"""Answers of an endpoint, kept in the record beside what was made of them.

Invariant: an answer is written once, as it came, in a transaction of its own: a build that is stopped the moment after
never asks for it again. It is kept in the record because it is a fact of the record's making, and so that it is there
wherever the record is, on PostgreSQL too; no export holds it.
"""

from __future__ import annotations

import zlib

from sqlalchemy import Engine, func, insert, select
from sqlalchemy.pool import StaticPool

from dateline.asking import Answer
from dateline.record import tables
from dateline.record.database import guard
from dateline.record.run import now, transaction

__all__ = ["AnswerStore"]


class AnswerStore:
    """Keep answers by key in a record; made by `Record.answers`."""

    def __init__(self, engine: Engine, name: str) -> None:
        self._engine, self._name = engine, name

    @property
    def is_shared(self) -> bool:
        """Tell whether threads may write at once; a record in memory has one connection, and none to spare."""
        return not isinstance(self._engine.pool, StaticPool)

    def get(self, key: str) -> str | None:
        """Return the content that is kept under a key, or None."""
        answers = tables.answers.c
        with guard(self._name), self._engine.connect() as connection:
            found = connection.execute(select(answers.compressed).where(answers.key == key)).scalar()
        return None if found is None else zlib.decompress(found).decode("utf-8", "surrogatepass")

    def put(self, key: str, answer: Answer, *, model: str, prompt: str) -> None:
        """Keep an answer; a key that is there already keeps what it has."""
        answers = tables.answers
        with transaction(self._engine, self._name) as connection:
            if connection.execute(select(answers.c.key).where(answers.c.key == key)).first():
                return
            connection.execute(
                insert(answers).values(
                    key=key,
                    model=model,
                    prompt=prompt,
                    came=now(),
                    seconds=answer.seconds,
                    tokens_in=answer.tokens_in,
                    tokens_out=answer.tokens_out,
                    compressed=zlib.compress(answer.content.encode("utf-8", "surrogatepass")),
                )
            )

    def seconds(self, model: str) -> float | None:
        """Return how long answers of a model took on average, in seconds, or None where there are none."""
        answers = tables.answers.c
        with guard(self._name), self._engine.connect() as connection:
            found = connection.execute(select(func.avg(answers.seconds)).where(answers.model == model)).scalar()
        return None if found is None else float(found)

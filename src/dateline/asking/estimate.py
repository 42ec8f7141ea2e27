"""What asking would cost, said before anything is sent: requests, tokens, time and price, all approximate.

Invariant: the number of requests is exact; everything else is marked as approximate, and what cannot be told is None.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from dateline.asking.coder import AskingCoder
from dateline.model import Document

__all__ = ["CHARACTERS_PER_TOKEN", "Estimate", "estimate"]

# Measured on examples/maysan with the byte-pair encoding cl100k_base, which many models share or come close to: 4.0
# characters a token for the instruction with its schema, 3.6 for the questions with their numbers and marks. The lower
# of the two, so that the estimate errs on the dear side.
CHARACTERS_PER_TOKEN = 3.6

# Of the same texts: the coder by rules finds one report in 96 characters, and one entry of an answer that says the same
# has 84 tokens. A model that finds less, or writes closer, answers with fewer.
ANSWER_TOKENS_PER_CHARACTER = 84 / 96
ANSWER_TOKENS_LEAST = 10


@dataclass(frozen=True, slots=True, kw_only=True)
class Estimate:
    """Say what a build would ask; `seconds` and `price` are None where nothing tells.

    `price` is in the currency of the prices that were given; `most_tokens_out` is the bound that requests carry.
    """

    address: str
    model: str
    is_here: bool
    documents: int
    characters: int
    requests: int
    kept: int
    tokens_in: int
    tokens_out: int
    most_tokens_out: int
    seconds: float | None
    price: float | None


def estimate(
    documents: Iterable[Document],
    *,
    coder: AskingCoder,
    seconds_per_request: float | None = None,
    price_in: float = 0.0,
    price_out: float = 0.0,
) -> Estimate:
    """Tell what it takes to code documents; nothing is sent.

    `price_in` and `price_out` are per million tokens. Seconds are those given, else what this model took on average
    for the answers that are kept; requests that run side by side share them.
    """
    keys: dict[str, int] = {}
    kept: set[str] = set()
    number = 0
    told = len(coder.prompt.system(with_schema=True))
    tokens_in = tokens_out = 0.0
    for document in documents:
        number += 1
        for key, question in coder.questions(document):
            if key in keys or key in kept:
                continue
            if coder.is_kept(key):
                kept.add(key)
                continue
            keys[key] = question.characters
            tokens_in += (told + len(question.text)) / CHARACTERS_PER_TOKEN
            expected = ANSWER_TOKENS_LEAST + question.characters * ANSWER_TOKENS_PER_CHARACTER
            tokens_out += min(expected, coder.client.max_tokens)
    each = seconds_per_request or coder.usual_seconds()
    priced = price_in > 0 or price_out > 0
    return Estimate(
        address=coder.client.endpoint.address,
        model=coder.client.model,
        is_here=coder.client.endpoint.is_here,
        documents=number,
        characters=sum(keys.values()),
        requests=len(keys),
        kept=len(kept),
        tokens_in=round(tokens_in),
        tokens_out=round(tokens_out),
        most_tokens_out=len(keys) * coder.client.max_tokens,
        seconds=len(keys) * each / coder.ahead if each else None,
        price=(tokens_in * price_in + tokens_out * price_out) / 1_000_000 if priced else None,
    )

"""The estimate: requests are exact, answers that are kept cost nothing, and what is not known is not made up."""

from __future__ import annotations

from typing import Any

import pytest

from dateline.asking import Answer, AskingCoder, Memory, estimate


@pytest.fixture
def documents(tools: Any) -> list[Any]:
    return [tools.article("Rebels attacked. " * 200), tools.article("The army left.")]


def test_estimate_counts_the_requests_that_are_then_made(server: Any, client_of: Any, documents: list[Any]) -> None:
    with AskingCoder(client_of(server), answers=Memory(), requests=2) as coder:
        found = estimate(documents, coder=coder)
        assert server.asked == []
        for document in documents:
            coder.code(document)
    # The long article says one thing over and over: its whole pieces are one question, and its rest another.
    assert found.requests == len(server.asked) == 3
    assert (found.documents, found.kept, found.is_here) == (2, 0, True)
    assert (found.seconds, found.price) == (None, None)


def test_estimate_leaves_out_what_is_kept(server: Any, client_of: Any, documents: list[Any]) -> None:
    with AskingCoder(client_of(server), answers=Memory()) as coder:
        coder.code(documents[0])
        found = estimate(documents, coder=coder)
    assert (found.requests, found.kept, found.characters) == (1, 2, len("The army left."))


def test_estimate_prices_and_times(server: Any, client_of: Any, documents: list[Any]) -> None:
    with AskingCoder(client_of(server), answers=Memory(), requests=3) as coder:
        found = estimate(documents, coder=coder, seconds_per_request=4.0, price_in=2.0, price_out=8.0)
    assert found.seconds == pytest.approx(4.0)
    assert found.price == pytest.approx((found.tokens_in * 2 + found.tokens_out * 8) / 1e6, rel=1e-2)
    assert found.most_tokens_out == 3 * 2_000


def test_estimate_takes_the_time_from_what_this_model_took(server: Any, client_of: Any, documents: list[Any]) -> None:
    kept = Memory()
    kept.put("a", Answer("", 2.0), model="small", prompt="1")
    kept.put("b", Answer("", 4.0), model="small", prompt="1")
    kept.put("c", Answer("", 99.0), model="large", prompt="1")
    with AskingCoder(client_of(server), answers=kept) as coder:
        assert estimate(documents, coder=coder).seconds == pytest.approx(9.0)

"""A request goes to one place, takes a bounded time, brings bounded bytes, and is tried a bounded number of times."""

from __future__ import annotations

import json
import logging
import socket
import threading
import time
from collections.abc import Callable
from typing import Any

import pytest

from dateline.asking import Client, endpoint_at
from dateline.asking.prompt import open_prompt
from dateline.errors import EndpointError

KEY = "sk-very-secret-0123456789"


def ask(client: Client, text: str = "[1] Rebels attacked.") -> Any:
    return client.ask(text, prompt=open_prompt())


def test_ask_sends_a_constrained_request_and_counts_tokens(server: Any, client_of: Callable[..., Client]) -> None:
    answer = ask(client_of(server))
    (body,) = server.asked
    assert server.paths == ["/v1/chat/completions"]
    assert (body["model"], body["temperature"], body["stream"]) == ("small", 0, False)
    assert body["response_format"]["json_schema"]["schema"] == json.loads(json.dumps(open_prompt().schema))
    assert (json.loads(answer.content), answer.tokens_in, answer.tokens_out) == ({"reports": []}, 100, 20)
    assert "authorization" not in server.headers[0]


def test_ask_goes_on_without_schema_where_the_server_takes_none(server: Any, client_of: Any, tools: Any) -> None:
    server.answer = lambda body: (
        tools.Reply(b'{"error": {"message": "response_format is not supported"}}', status=400)
        if "response_format" in body
        else tools.completion([])
    )
    client = client_of(server)
    ask(client)
    ask(client)
    assert ["response_format" in body for body in server.asked] == [True, False, False]
    assert '"additionalProperties"' in server.asked[1]["messages"][0]["content"]
    assert '"additionalProperties"' not in server.asked[0]["messages"][0]["content"]


def test_ask_says_what_the_server_refused_with(server: Any, client_of: Any, tools: Any) -> None:
    server.answer = lambda _: tools.Reply(b'{"error": {"message": "too\\u001b[31m long"}}', status=400)
    with pytest.raises(EndpointError, match=r"400 \(too \[31m long\)") as caught:
        ask(client_of(server))
    assert caught.value.passing  # another text may be shorter


@pytest.mark.parametrize(("status", "advice"), [(401, "DATELINE_API_KEY"), (402, "paid"), (403, "key"), (404, "/v1")])
def test_ask_stops_where_no_question_would_fare_better(
    server: Any, client_of: Any, tools: Any, status: int, advice: str
) -> None:
    server.answer = lambda _: tools.Reply(b"<html>", status=status)
    with pytest.raises(EndpointError, match=advice) as caught:
        ask(client_of(server))
    assert not caught.value.passing
    assert len(server.asked) == 1


def test_ask_waits_as_long_as_the_server_says(server: Any, client_of: Any, tools: Any) -> None:
    replies = iter([tools.Reply(b"", 429, {"Retry-After": "7"}), tools.Reply(b"", 503), tools.completion([])])
    server.answer = lambda _: next(replies)
    client = client_of(server)
    ask(client)
    assert client.waits == [7.0, 2.0]


def test_ask_does_not_wait_longer_than_allowed(server: Any, client_of: Any, tools: Any) -> None:
    server.answer = lambda _: tools.Reply(b"", 429, {"Retry-After": "86400"})
    client = client_of(server)
    with pytest.raises(EndpointError, match="86400 seconds"):
        ask(client)
    assert (len(server.asked), client.waits) == (1, [])


@pytest.mark.parametrize("said", ["soon", "-1", "", "9" * 400, "Wed, 21 Oct 2015 07:28:00 GMT"])
def test_ask_passes_over_a_strange_retry_after(server: Any, client_of: Any, tools: Any, said: str) -> None:
    replies = iter([tools.Reply(b"", 429, {"Retry-After": said}), tools.completion([])])
    server.answer = lambda _: next(replies)
    client = client_of(server)
    ask(client)
    assert client.waits == [1.0]


def test_ask_gives_up_after_its_retries(server: Any, client_of: Any, tools: Any) -> None:
    server.answer = lambda _: tools.Reply(b"", status=500)
    client = client_of(server, retries=3)
    with pytest.raises(EndpointError, match="status 500, 4 times in a row"):
        ask(client)
    assert (len(server.asked), client.waits) == (4, [1.0, 2.0, 4.0])


def test_ask_waits_never_longer_than_the_bound(server: Any, client_of: Any, tools: Any) -> None:
    server.answer = lambda _: tools.Reply(b"", status=500)
    client = client_of(server, retries=5, longest_wait=3.0)
    with pytest.raises(EndpointError):
        ask(client)
    assert client.waits == [1.0, 2.0, 3.0, 3.0, 3.0]


@pytest.mark.parametrize("drip", [0.05, 30.0])
def test_ask_cuts_an_answer_that_does_not_end(server: Any, client_of: Any, tools: Any, drip: float) -> None:
    server.answer = lambda _: tools.Reply(b" " * 10_000, drip=drip)
    began = time.monotonic()
    with pytest.raises(EndpointError, match=r"answer in 0\.4 seconds"):
        ask(client_of(server, timeout=0.4, retries=0))
    assert time.monotonic() - began < 5


def test_ask_cuts_headers_that_do_not_end(client_of: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as listening:
        over = threading.Event()

        def drip() -> None:
            connection, _ = listening.accept()
            with connection:
                connection.sendall(b"HTTP/1.1 200 OK\r\nX-A: ")
                while not over.wait(0.05):
                    try:
                        connection.sendall(b"a")
                    except OSError:
                        return

        threading.Thread(target=drip, daemon=True).start()
        endpoint = endpoint_at(f"http://127.0.0.1:{listening.getsockname()[1]}", environment={})
        client = client_of(endpoint, timeout=0.4, retries=0)
        began = time.monotonic()
        with pytest.raises(EndpointError, match=r"0\.4 seconds"):
            ask(client)
        over.set()
    assert time.monotonic() - began < 5


def test_ask_bounds_the_bytes_of_an_answer(server: Any, client_of: Any, tools: Any) -> None:
    server.answer = lambda _: tools.completion(content="x" * 5_000)
    with pytest.raises(EndpointError, match="larger than 1,000 bytes"):
        ask(client_of(server, max_bytes=1_000))
    assert len(server.asked) == 1


def test_ask_takes_nothing_packed(server: Any, client_of: Any, tools: Any) -> None:
    server.answer = lambda _: tools.Reply(b"\x1f\x8b", headers={"Content-Encoding": "gzip"})
    with pytest.raises(EndpointError, match="packed"):
        ask(client_of(server))


def test_ask_follows_no_redirect(server: Any, client_of: Any, tools: Any) -> None:
    elsewhere = tools.Server()
    running = tools.start(elsewhere)
    server.answer = lambda _: tools.Reply(b"", 307, {"Location": f"{elsewhere.address}/chat/completions"})
    with pytest.raises(EndpointError, match="points elsewhere") as caught:
        ask(client_of(server, key=KEY))
    running.shutdown()
    running.server_close()
    assert not caught.value.passing
    assert elsewhere.asked == []


def test_ask_uses_no_proxy(server: Any, client_of: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
    monkeypatch.setenv("ALL_PROXY", "http://127.0.0.1:9")
    ask(client_of(server))
    assert len(server.asked) == 1


def test_ask_says_that_nobody_answers(client_of: Any) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    client = client_of(endpoint_at(f"http://127.0.0.1:{port}", environment={}), retries=1)
    with pytest.raises(EndpointError, match="nobody answers") as caught:
        ask(client)
    assert not caught.value.passing
    assert client.waits == [1.0]


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"<html>",
        b"[]",
        b"{}",
        b'{"choices": []}',
        b'{"choices": [{"message": {"content": 5}}]}',
        b"\xff",
        b"[" * 99999,
    ],
)
def test_ask_refuses_what_is_no_chat_completion(server: Any, client_of: Any, tools: Any, body: bytes) -> None:
    server.answer = lambda _: tools.Reply(body)
    with pytest.raises(EndpointError, match="no chat completion"):
        ask(client_of(server))


def test_ask_takes_a_refusal_for_an_answer(server: Any, client_of: Any, tools: Any) -> None:
    server.answer = lambda _: tools.Reply(
        b'{"choices": [{"message": {"content": null}}], "usage": {"prompt_tokens": -1}}'
    )
    answer = ask(client_of(server))
    assert (answer.content, answer.tokens_in) == ("", None)


def test_the_key_is_sent_and_never_shown(
    server: Any, client_of: Any, tools: Any, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    client = client_of(server, key=KEY, retries=0)
    server.answer = lambda _: tools.completion(content=f"your key is {KEY}")
    answer = ask(client)
    assert server.headers[0]["authorization"] == f"Bearer {KEY}"
    # Just so that the key would be cut in two where a message is shortened.
    said = json.dumps({"error": {"message": "x" * 185 + KEY}}).encode()
    server.answer = lambda _: tools.Reply(said, status=401)
    with pytest.raises(EndpointError) as caught:
        ask(client)
    seen = [answer.content, str(caught.value), repr(client), repr(client.endpoint), caplog.text, repr(vars(client))]
    assert not any(KEY[:10] in one for one in seen)


def test_close_cuts_a_request_that_runs(server: Any, client_of: Any, tools: Any) -> None:
    server.answer = lambda _: tools.Reply(b" " * 100, drip=30.0)
    client = client_of(server)
    failed: list[EndpointError] = []

    def run() -> None:
        try:
            ask(client)
        except EndpointError as error:
            failed.append(error)

    thread = threading.Thread(target=run)
    thread.start()
    while not server.asked:
        time.sleep(0.01)
    client.close()
    thread.join(5)
    assert not thread.is_alive()
    assert failed


def test_models_names_what_the_endpoint_offers(server: Any, client_of: Any) -> None:
    server.models = ["a", "b"]
    assert client_of(server).models() == ["a", "b"]


def test_models_refuses_names_that_cannot_be_shown(server: Any, client_of: Any) -> None:
    server.models = ["a\x1b[31m"]
    with pytest.raises(EndpointError, match="--model"):
        client_of(server).models()

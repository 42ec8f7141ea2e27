"""One-time tokens and the sessions that they open."""

from __future__ import annotations

from dateline.desk.sessions import SESSION_SECONDS, TOKEN_SECONDS, Session, Sessions

ADA = Session(reviewer="ada")


class Clock:
    now = 0.0

    def __call__(self) -> float:
        return self.now


def test_a_token_opens_one_session() -> None:
    sessions = Sessions()
    token = sessions.issue()
    secret = sessions.redeem(token, ADA)
    assert sessions.of(secret) == ADA
    assert sessions.redeem(token, ADA) is None
    assert not sessions.is_open(token)


def test_a_token_is_spent_by_time_and_by_the_one_after() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    old, token = sessions.issue(), sessions.issue()
    assert sessions.redeem(old, ADA) is None
    clock.now = TOKEN_SECONDS
    assert sessions.redeem(token, ADA) is None


def test_a_session_ends_by_time_and_when_asked() -> None:
    clock = Clock()
    sessions = Sessions(clock)
    one, other = sessions.begin(ADA), sessions.begin(ADA)
    sessions.end(one)
    assert sessions.of(one) is None
    assert sessions.of(other) == ADA
    clock.now = SESSION_SECONDS
    assert sessions.of(other) is None


def test_nobody_is_anybody_without_a_secret() -> None:
    sessions = Sessions()
    assert sessions.of(None) is None
    assert sessions.of("") is None
    assert sessions.of("guess") is None


def test_sessions_do_not_grow_without_end() -> None:
    sessions = Sessions()
    first = sessions.begin(ADA)
    others = [sessions.begin(ADA) for _ in range(64)]
    assert sessions.of(first) is None
    assert all(sessions.of(one) == ADA for one in others)


def test_a_spent_token_is_told_once() -> None:
    told: list[int] = []
    sessions = Sessions()
    sessions.when_spent = lambda: told.append(1)
    token = sessions.issue()
    sessions.redeem(token, ADA)
    sessions.redeem(token, ADA)
    assert told == [1]


def test_a_reader_may_not_write() -> None:
    assert not Session(reviewer="eve", role="reader").may_write
    assert Session(reviewer="eve", role="lead").may_write

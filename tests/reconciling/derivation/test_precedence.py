"""Which of two documents came first."""

from __future__ import annotations

from dateline.model import Document, Moment
from dateline.reconciling.derivation.precedence import came_first


def on(day: str | None, text: str = "A mill burned.", outlet: str | None = None, id_: str = "a") -> Document:
    return Document(id_, "s", text, published=Moment(day) if day else None, publisher=outlet)


def test_the_earlier_day_or_hour_came_first() -> None:
    early, late = on("2012-03-04"), on("2012-03-05", id_="b")
    assert came_first(late, early) is early
    assert came_first(early, late) is early
    morning, noon = on("2012-03-04T07:00"), on("2012-03-04T12:00", id_="b")
    assert came_first(noon, morning) is morning


def test_on_one_day_the_one_that_names_the_other_came_later() -> None:
    post = on("2012-03-04", outlet="The Kassala Post")
    other = on("2012-03-04", "A mill burned, the Kassala Post said.", "Gedaref News", "b")
    assert came_first(post, other) is post
    assert came_first(other, post) is post


def test_nothing_tells_where_neither_or_each_names_the_other_or_a_date_is_open() -> None:
    assert came_first(on("2012-03-04"), on("2012-03-04", id_="b")) is None
    assert came_first(on(None), on("2012-03-04", id_="b")) is None
    assert came_first(on("2012-03-04/.."), on("2012-03-09", id_="b")) is None
    one = on(None, "Gedaref News said so.", "Kassala Post")
    other = on(None, "Kassala Post said so.", "Gedaref News", "b")
    assert came_first(one, other) is None

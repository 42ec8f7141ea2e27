"""Tokens open the list that they were given out for, and no other."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.desk.refused import Refused
from dateline.desk.sealing import opened, sealed

FILTERS = st.dictionaries(st.text(max_size=5), st.lists(st.text(max_size=5), max_size=3), max_size=3)
ASKED = st.tuples(st.sampled_from(("reports", "incidents")), st.none() | st.text(min_size=1, max_size=3), FILTERS)


def _list(asked: tuple) -> object:
    name, id_, filters = asked
    return name, id_, {key: frozenset(values) for key, values in filters.items() if values}


@given(st.text(min_size=1), ASKED, ASKED)
def test_a_token_opens_its_own_list_alone(token: str, one: tuple, other: tuple) -> None:
    made = sealed(token, name=one[0], id_=one[1], filters=one[2])
    if _list(one) == _list(other):
        assert opened(made, name=other[0], id_=other[1], filters=other[2]) == token
        return
    with pytest.raises(Refused, match="begin at the first page"):
        opened(made, name=other[0], id_=other[1], filters=other[2])


@given(st.text())
def test_what_is_no_token_is_refused(given_: str) -> None:
    with pytest.raises(Refused, match="no page of this list"):
        opened(given_, name="reports", id_=None, filters={})

"""Accounts of our own, with as little said as a test needs."""

from __future__ import annotations

from typing import Any

from hypothesis import strategies as st

from dateline.model import EventType, Level, Status
from dateline.reconciling.incidents.account import Account, Area

DAY = 735_000
KISMAYO = Area("geonames:kismayo", 1, -0.358, 42.545, 5.0, "SO", "Lower Juba")
AFMADOW = Area("geonames:afmadow", 1, 0.512, 42.073, 5.0, "SO", "Lower Juba")
LOWER_JUBA = Area("geonames:juba", 4, -0.2, 42.0, 120.0, "SO", "Lower Juba")
KHARKIV = Area("geonames:kharkiv", 1, 49.99, 36.23, 10.0, "UA", "Kharkiv")


def account(id_: str, **said: Any) -> Account:
    """Make an account of an assault, in a document of its own unless it says another."""
    usual: dict[str, Any] = {"document": f"d-{id_}", "reports": (f"r-{id_}",), "type": EventType.ASSAULT}
    usual |= {"status": Status.OCCURRED, "level": Level.SINGLE}
    return Account(id_, **{**usual, **said})


def bombing(id_: str, **said: Any) -> Account:
    """Make an account that tells fully of one bombing in Kismayo."""
    usual: dict[str, Any] = {
        "mode": "explosives", "means": "explosives", "target": "police", "places": (KISMAYO,), "when": (DAY, DAY),
        "told": (DAY + 1, DAY + 1), "actors": ("any:militants",), "recipients": ("SO:police",),
        "counts": {"killed": (9, 9, 9)}, "names": ("farah abdi", "calanley gate"),
        "terms": (11, 12, 13, 14, 15, 16, 17, 18),
    }  # fmt: skip
    return account(id_, **{**usual, **said})


def days() -> st.SearchStrategy[tuple[int, int] | None]:
    """Draw days within six weeks, or none."""
    span = st.tuples(st.integers(DAY, DAY + 40), st.sampled_from([0, 0, 0, 2, 30]))
    return st.none() | span.map(lambda s: (s[0], s[0] + s[1]))


def any_account() -> st.SearchStrategy[dict[str, Any]]:
    """Draw what an account says, but for its id."""
    some = lambda *items: st.lists(st.sampled_from(items), max_size=2, unique=True).map(tuple)  # noqa: E731
    return st.fixed_dictionaries({
        "document": st.sampled_from(["d1", "d2", "d3", "d4", "d5", "d6"]),
        "type": st.sampled_from([EventType.ASSAULT, EventType.COERCE, EventType.CONSULT]),
        "level": st.sampled_from([Level.SINGLE, Level.SINGLE, Level.EPISODE, Level.AGGREGATE]),
        "places": some(KISMAYO, AFMADOW, LOWER_JUBA, KHARKIV), "when": days(), "told": days(),
        "actors": some("any:gunmen", "SO:police", "text:shabab"), "recipients": some("SO:police", "SO:army"),
        "counts": st.sampled_from([{}, {"killed": (9, 9, 9)}, {"killed": (3, 3, 3)}, {"killed": (7, 7, None)}]),
        "means": st.sampled_from([None, "explosives", "firearms"]), "names": some("farah abdi", "calanley"),
        "terms": st.lists(st.integers(1, 12), max_size=6, unique=True).map(lambda t: tuple(sorted(t))),
    })  # fmt: skip


def any_accounts(most: int = 9) -> st.SearchStrategy[list[Account]]:
    """Draw accounts with ids a0, a1, ..."""
    return st.lists(any_account(), max_size=most).map(lambda all_: [account(f"a{n}", **s) for n, s in enumerate(all_)])

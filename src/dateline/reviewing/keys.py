"""The keys of the review, the same in a terminal and in a browser: what each does, and what it has to be told.

Invariant: one key does one thing, and no two things have one key.
"""

from __future__ import annotations

from dataclasses import dataclass

from dateline.model import Act

__all__ = ["ACTS", "Key", "key_of"]


@dataclass(frozen=True, slots=True)
class Key:
    """Say what a key does.

    `needs_reason`: others will want to know why, so that without a reason nothing is decided. `goes_on`: what was asked
    is answered by it, so that the next is asked.
    """

    key: str
    act: Act
    does: str
    needs_reason: bool = False
    goes_on: bool = False


ACTS = (
    Key("y", Act.ACCEPT, "It is right as it stands.", goes_on=True),
    Key("n", Act.REJECT, "It did not happen, or it is not what is said here.", needs_reason=True, goes_on=True),
    Key("h", Act.UNSURE, "You looked and cannot tell.", goes_on=True),
    Key("e", Act.EDIT, "Set or clear a field by hand."),
    Key("m", Act.MERGE, "It is the same as the likely match, or as another incident.", needs_reason=True),
    Key("s", Act.SPLIT, "Some of its reports are about something else.", needs_reason=True),
    Key("v", Act.MOVE, "Some of its reports belong to the likely match, or to another incident.", needs_reason=True),
    Key("d", Act.DIFFERENT, "It is not the same as the likely match, or as another incident.", needs_reason=True,
        goes_on=True),
)  # fmt: skip
_OF = {one.act: one for one in ACTS}


def key_of(act: Act) -> Key:
    """Return the key of an act.

    >>> key_of(Act.ACCEPT).key
    'y'
    """
    return _OF[act]

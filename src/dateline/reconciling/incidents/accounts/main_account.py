"""Which account a document is mainly about: the gravest thing that it tells of, and of those what its headline tells.

Invariant: the main account depends on the document alone. What the whole of a document says (whom it names, of which
ages, with which words) speaks for its main account only: of what it recalls besides, its own sentences tell.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from dateline.model import EventType, Level, Report, Status, ZoneKind
from dateline.reconciling.incidents.account import Account

__all__ = ["main_account"]

# The gravest first: force, what it is prepared and answered with, then what is only said. A trial is told of for the
# killing that it judges.
_GRAVITY = {
    kind: place
    for place, kind in enumerate((
        EventType.ASSAULT, EventType.COERCE, EventType.MOBILIZE, EventType.PROTEST, EventType.SANCTION,
        EventType.THREATEN, EventType.RETREAT, EventType.CONCEDE, EventType.AGREE, EventType.AID,
        EventType.COOPERATE, EventType.SUPPORT, EventType.CONSULT, EventType.REJECT, EventType.ACCUSE,
        EventType.REQUEST,
    ))
}  # fmt: skip
_HAPPENED = (Status.OCCURRED, Status.ONGOING)


def main_account(accounts: Sequence[Account], reports: Mapping[str, Report]) -> str | None:
    """Return the id of the account that a document is mainly about, None where it has none.

    `accounts` are those of one document, `reports` its reports by id. What readers remark is never what it is about
    while the article itself tells of anything; what happened goes before what is planned or denied, one thing before a
    count of several; then what stands in the headline, what killed, and what is told most.
    """

    def rank(account: Account) -> tuple[bool, int, bool, bool, bool, bool, int, str]:
        zones = {reports[id_].zone for id_ in account.reports if id_ in reports}
        killed = account.counts.get("killed")
        return (
            zones == {ZoneKind.COMMENT},
            _GRAVITY[account.type],
            account.status not in _HAPPENED,
            account.level is Level.AGGREGATE,
            ZoneKind.HEADLINE not in zones,
            killed is None or not any(killed),
            -len(account.reports),
            account.id,
        )

    return min(accounts, key=rank).id if accounts else None

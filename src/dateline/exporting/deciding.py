"""Decisions as they are handed on: without the names of those who are left out.

Invariant: what a decision was about is kept wherever it is no name; where a name was, nothing tells whose.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

from dateline.exporting.pseudonyms import Pseudonyms
from dateline.model import Sensitivity
from dateline.reconciling.actors.namings import UNKNOWN

if TYPE_CHECKING:
    from dateline.record import Record

__all__ = ["sensitivities", "without_names"]

_WITHHELD = "person:withheld"
_PARTIES = ("actors", "recipients")

IsHidden = Callable[[str], bool]


def sensitivities(record: Record) -> Mapping[str, str | None]:
    """Return whether each actor of a record acts in public, by all its ids of today and of before."""
    detailed = record.detailed_actors()
    of_all = {id_: actor["sensitivity"] for actor, told in detailed for id_ in (*told.ids, *actor["redirects"])}
    return of_all | {actor["id"]: actor["sensitivity"] for actor, _ in detailed}


def without_names(
    rows: Iterable[Mapping[str, Any]],
    hidden: frozenset[str],
    names: Pseudonyms,
    *,
    sensitivity_of: Callable[[str], str | None],
    is_there: Callable[[str], bool],
) -> Iterator[dict[str, Any]]:
    """Yield decisions without the ids, which are names, of those who are left out, and without what is said of them.

    `hidden` are the sensitivities of those; `names` knows their names. Of the id of an actor `sensitivity_of` says
    whether that one acts in public, and `is_there` whether there is one. Where private persons are left out, so is a
    name that is no actor's any more: nothing tells whose it was. A reason that names somebody is left out as a whole.
    """

    def is_hidden(target: str) -> bool:
        if not target.startswith(UNKNOWN):
            return sensitivity_of(target) in hidden
        is_lost = Sensitivity.PRIVATE in hidden and not is_there(target)
        return is_lost or sensitivity_of(target) in hidden or names.is_told(target.removeprefix(UNKNOWN))

    for row in rows:
        targets = [_WITHHELD if is_hidden(target) else target for target in row["targets"]]
        documents = sorted({anchor["document"] for anchor in row["anchors"]})
        is_kept = targets == row["targets"]
        yield {
            **row,
            "targets": targets,
            "reason": row["reason"] if is_kept and not _tells(row["reason"], documents, names) else None,
            "value": _value(row, is_hidden, documents, names) if is_kept else None,
            "proposal": _proposal(row["proposal"], is_hidden, names) if is_kept else None,
        }


def _tells(words: str | None, documents: Collection[str], names: Pseudonyms) -> bool:
    """Tell whether words name somebody: by the whole name, or by a part that is covered in one of the documents.

    Where it is not known which documents they are about (of what is taken back, or of actors), any part of any name
    may name somebody.
    """
    if not words:
        return False
    if not documents:
        return names.is_told(words) or names.may_tell(words)
    return names.is_told(words) or any(names.shown(document, words) != words for document in documents)


def _value(row: Mapping[str, Any], is_hidden: IsHidden, documents: Collection[str], names: Pseudonyms) -> str | None:
    """Return what an edit sets, with the ids covered of those who are left out."""
    value: str | None = row["value"]
    if value is None:
        return None
    if row["field"] in _PARTIES:
        ids = [part.strip() for part in value.split(";")]
        return "; ".join(_WITHHELD if is_hidden(id_) else id_ for id_ in ids)
    return None if _tells(value, documents, names) else value


def _proposal(kept: str | None, is_hidden: IsHidden, names: Pseudonyms) -> str | None:
    """Return what a reviewer saw, with the ids covered of those who are left out; None where that is not told."""
    if kept is None:
        return None
    try:
        rows = json.loads(kept)
    except ValueError:
        rows = None
    if not isinstance(rows, dict) or not all(isinstance(row, dict) for row in rows.values()):
        return None if names.is_told(kept) else kept
    made = {
        id_: {
            key: [_WITHHELD if is_hidden(str(each)) else each for each in value] if key in _PARTIES else value
            for key, value in row.items()
        }
        for id_, row in rows.items()
    }
    if made == rows:
        return None if names.is_told(kept) else kept
    told = json.dumps(made, ensure_ascii=False, sort_keys=True)
    return None if names.is_told(told) else told

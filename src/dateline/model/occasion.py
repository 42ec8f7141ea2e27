"""On which occasion something was decided: how whoever decided came to be asked about it, and whether it was looked at.

Invariant: it tells no values that were asked by, only which filters they belong to, so that it names nobody; two
occasions with the same filters have the same digest.

It is kept with what the machine had proposed (`Decision.proposal`). Whoever counts how often the machine was right has
to know it: what is asked first is what is in doubt, and what was decided in bulk was not looked at one by one.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

__all__ = ["OCCASION", "Occasion", "Order", "occasion_of"]

# Its key among the incidents of a proposal, none of which has such an id.
OCCASION = "occasion"


class Order(StrEnum):
    """Say in which order incidents are asked about: the most urgent first, or by chance."""

    URGENCY = "urgency"
    RANDOM = "random"


@dataclass(frozen=True, slots=True, kw_only=True)
class Occasion:
    """Say how an incident came up: in which order, with which seed, filtered by what, in bulk with which others.

    `filters` are the names of the filters, `digest` is of them with their values; `bulk` are the numbers of the first
    and the last decision that were made together, of which none was looked at by itself.
    """

    order: Order | None = None
    seed: str | None = None
    filters: tuple[str, ...] = ()
    digest: str | None = None
    bulk: tuple[int, int] | None = None

    @classmethod
    def of(cls, order: Order | None, *, seed: str | None = None, filters: Mapping[str, Sequence[str]]) -> Occasion:
        """Return the occasion of a queue in some order, filtered by some values."""
        said = json.dumps({key: sorted(values) for key, values in filters.items()}, sort_keys=True)
        digest = hashlib.sha256(said.encode("utf-8", "surrogatepass")).hexdigest()[:16] if filters else None
        return cls(order=order, seed=seed, filters=tuple(sorted(filters)), digest=digest)

    def to_json(self) -> dict[str, Any]:
        """Return it as it is kept; what is not told is left out."""
        kept: dict[str, Any] = {
            "order": self.order.value if self.order else None,
            "seed": self.seed,
            "filters": list(self.filters),
            "digest": self.digest,
            "bulk": list(self.bulk) if self.bulk else None,
        }
        return {key: value for key, value in kept.items() if value not in (None, [])}


def occasion_of(proposal: str | None) -> Occasion:
    """Return the occasion that is kept with a proposal, an empty one where none is.

    >>> occasion_of('{"occasion": {"bulk": [4, 9]}}').bulk
    (4, 9)
    """
    try:
        whole = json.loads(proposal or "{}")
        kept = whole.get(OCCASION, {})
        bulk = kept.get("bulk")
        return Occasion(
            order=Order(kept["order"]) if "order" in kept else None,
            seed=kept.get("seed"),
            filters=tuple(kept.get("filters", ())),
            digest=kept.get("digest"),
            bulk=(int(bulk[0]), int(bulk[1])) if bulk else None,
        )
    except (ValueError, AttributeError, TypeError, IndexError):  # written by another program
        return Occasion()

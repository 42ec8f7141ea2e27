"""Accounts as JSON, and back: how a record keeps what its documents tell, ready to be compared."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from typing import Any

from dateline.model import EventType, Level, Status
from dateline.reconciling.incidents.account import Account, Area

__all__ = ["account_from_json", "account_json"]

_AREA = tuple(field.name for field in fields(Area))
_PLAIN = ("id", "document", "mode", "means", "target")
_LISTS = ("reports", "actors", "recipients", "names", "terms")
_TUPLES = ("when", "told", "counted")
_PLACES = ("places", "near")


def account_json(account: Account) -> dict[str, Any]:
    """Return an account as an object; what is empty is left out, areas are lists of their fields."""
    kept: dict[str, Any] = {name: getattr(account, name) for name in _PLAIN}
    kept |= {"type": account.type.value, "status": account.status.value, "level": account.level.value}
    kept |= {} if account.is_main else {"is_main": False}
    kept |= {"is_another": True} if account.is_another else {}
    kept |= {name: list(getattr(account, name)) for name in _LISTS}
    kept |= {name: list(getattr(account, name) or ()) for name in _TUPLES}
    kept |= {name: [[getattr(area, key) for key in _AREA] for area in getattr(account, name)] for name in _PLACES}
    kept["counts"] = {name: list(figures) for name, figures in account.counts.items()}
    return {key: value for key, value in kept.items() if value not in (None, [], {})}


def account_from_json(kept: Mapping[str, Any]) -> Account:
    """Return the account that `account_json` wrote."""
    made: dict[str, Any] = {name: kept.get(name) for name in _PLAIN}
    made |= {"type": EventType(kept["type"]), "status": Status(kept["status"]), "level": Level(kept["level"])}
    made["is_main"], made["is_another"] = kept.get("is_main", True), kept.get("is_another", False)
    made |= {name: tuple(kept.get(name, ())) for name in _LISTS}
    made |= {name: tuple(kept[name]) if name in kept else None for name in _TUPLES}
    made |= {name: tuple(Area(*area) for area in kept.get(name, ())) for name in _PLACES}
    made["counts"] = {name: tuple(figures) for name, figures in kept.get("counts", {}).items()}
    return Account(**made)

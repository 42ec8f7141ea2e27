"""What a form or a program sends, read and checked against the fields of an action.

Invariant: a field that the action does not have is refused by name, like a value that it does not take; nothing is
done with half of what was sent.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Mapping
from typing import Any

from starlette.datastructures import UploadFile
from starlette.exceptions import HTTPException
from starlette.requests import Request

from dateline.desk.act import Action
from dateline.desk.refused import Refused

__all__ = ["sent"]

# A bulk decision lists its targets.
_MOST_FIELDS = 5_000
# Half of a pair of UTF-16, which JSON can write, is in no text either.
_NO_TEXT = re.compile("[\x00\ud800-\udfff]")

Values = Mapping[str, tuple[str, ...]]


async def sent(request: Request, action: Action) -> tuple[Values, bool]:
    """Return the values by field and whether they came as JSON; raises Refused for what the action does not take."""
    kind = request.headers.get("content-type", "").partition(";")[0].strip().casefold()
    if kind == "application/json":
        pairs = _of_json(await request.body(), action)
    elif kind in ("application/x-www-form-urlencoded", "multipart/form-data"):
        try:
            form = await request.form(max_files=0, max_fields=_MOST_FIELDS)
        except HTTPException as error:
            raise Refused(error.status_code, f"the form cannot be read: {error.detail}") from None
        pairs = [(key, value) for key, value in form.multi_items() if not isinstance(value, UploadFile)]
    elif not kind and not await request.body():
        pairs = []
    else:
        raise Refused(415, "send a form, or a JSON object with Content-Type: application/json")
    return _checked(action, pairs), kind == "application/json"


def _of_json(body: bytes, action: Action) -> list[tuple[str, str]]:
    try:
        given = json.loads(body)
    except (ValueError, RecursionError):
        raise Refused(400, f"{action.name}: what was sent is not valid JSON") from None
    if not isinstance(given, dict):
        raise Refused(400, f"{action.name} takes a JSON object")
    pairs = []
    for key, value in given.items():
        for each in value if isinstance(value, list) else [value]:
            if each is not None:
                pairs.append((key, _text(key, each)))
    return pairs


def _text(key: str, value: Any) -> str:
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return str(value)
    raise Refused(400, f"{key} takes text, a number, true or false, or a list of such")


def _checked(action: Action, pairs: Iterable[tuple[str, str]]) -> Values:
    known = {each.name: each for each in action.fields}
    values: dict[str, list[str]] = {}
    wrong = []
    for key, value in pairs:
        if key not in known:
            wrong.append(f"{action.name} has no field {key!r}; there are {', '.join(sorted(known)) or 'none'}")
        elif len(value) > known[key].longest:
            most = known[key].longest
            wrong.append(f"{key}: a value of {len(value):,} characters; the longest has {most:,}: say it in fewer")
        elif odd := _NO_TEXT.search(value):
            wrong.append(f"{key}: a value with a character that no text has (U+{ord(odd[0]):04X})")
        else:
            values.setdefault(key, []).append(value)
    for key, given in values.items():
        each = known[key]
        others = [value for value in given if each.values and value and value not in each.values]
        if others:
            wrong.append(f"{key} cannot be {others[0]!r}; it is one of {', '.join(each.values)}")
        if len(given) > 1 and not each.is_many:
            wrong.append(f"{key} is sent once, not {len(given)} times")
    for each in action.fields:
        if each.is_required and not any(value.strip() for value in values.get(each.name, ())):
            wrong.append(f"{action.name} needs {each.name}: {each.doc}")
    if wrong:
        raise Refused(400, wrong[0] if len(wrong) == 1 else f"{len(wrong)} things are wrong", errors=wrong)
    return {key: tuple(given) for key, given in values.items()}

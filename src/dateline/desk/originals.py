"""The original bytes of a document, handed out as a file and never shown.

Invariant: a browser saves them and runs nothing of them: an attachment of no type, in a sandbox.
"""

from __future__ import annotations

import re

from starlette.responses import Response

from dateline.desk.desk import Desk
from dateline.desk.refused import NotThere, Refused
from dateline.errors import RecordError

__all__ = ["original"]


def original(desk: Desk, document: str) -> Response:
    """Return the bytes that a document was read from; raises NotThere where the record has none.

    Refused (403) where the desk covers the names of private persons: the bytes cover nothing.
    """
    if desk.covers.hides_persons:
        raise Refused(403, "originals may name private persons, whom this desk withholds, so none can be downloaded")
    rows = desk.record.some("documents", [document])
    if not rows:
        raise NotThere(f"the record has no document {document!r}")
    row = rows[0]
    try:
        data = desk.record.original(row["sha256"])
    except RecordError as error:
        raise NotThere(str(error)) from None
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", (row["path"] or row["url"] or document).rpartition("/")[2]).strip("-.")
    answer = Response(data, media_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name[:80] or document}.original"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer

"""The original bytes of a document, handed out as a file and never shown.

Invariant: a browser saves them and runs nothing of them: an attachment of no type, in a sandbox. Bytes in which names
stand that the desk covers are handed out to nobody, whatever their role: who needs them opens a desk that covers none,
or goes to the source.
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

    Refused (403) where the desk covers names that stand in them: the bytes cover nothing.
    """
    if desk.covers.hides_persons:  # before it is told whether there is such a document
        raise Refused(403, "originals may name private persons, whom this desk withholds, so none can be downloaded")
    rows = desk.record.some("documents", [document])
    if not rows:
        raise NotThere(f"the record has no document {document!r}")
    row = rows[0]
    if desk.covers.keeps_back(row["sha256"]):
        raise Refused(
            403,
            "readers sign comments in this original, and this desk covers their names: it is not handed out; "
            "`--commenters keep` opens a desk that shows them",
        )
    try:
        data = desk.record.original(row["sha256"])
    except RecordError as error:
        raise NotThere(str(error)) from None
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", (row["path"] or row["url"] or document).rpartition("/")[2]).strip("-.")
    answer = Response(data, media_type="application/octet-stream")
    answer.headers["Content-Disposition"] = f'attachment; filename="{name[:80] or document}.original"'
    answer.headers["Content-Security-Policy"] = "sandbox; default-src 'none'"
    return answer

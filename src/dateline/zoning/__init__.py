"""From a page to its zones and references: headline, byline, body, captions, quotations, bibliography, comments.

A zone is a stretch of the document with one role; the rooms below read events only from the zones that tell of any.
"""

from __future__ import annotations

from dateline.zoning.zoner import zone

VERSION = "zoning/3"

__all__ = ["VERSION", "zone"]

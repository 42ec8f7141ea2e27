"""The desk: the record in a browser, read, seen and decided on, without a network.

Invariant: the registry says every address once; pages, their JSON, CSV and GeoJSON, and the OpenAPI document are made
from it. What a page shows and what its export holds are the same rows, from one answer.
"""

from __future__ import annotations

from dateline.desk.app import application
from dateline.desk.desk import Desk

__all__ = ["Desk", "application"]

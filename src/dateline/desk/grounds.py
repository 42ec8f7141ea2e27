"""The outlines that maps are drawn on, as the desk hands them to a browser.

Invariant: the set that a map names is the set that it is drawn on: the packaged one, or the file that the desk was
opened with.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import resources
from pathlib import Path

from starlette.responses import Response

from dateline.desk.refused import NotThere
from dateline.drawing.boundaries import Boundaries, load

__all__ = ["grounds", "outlines"]

_PACKAGED = resources.files("dateline.drawing.boundaries").joinpath("boundaries.topojson.gz")


@lru_cache(maxsize=2)
def grounds(path: str) -> Boundaries:
    """Return the outlines of a file, of the packaged set for ""; raises KnowledgeError where the file is refused."""
    return load(path or None)


def outlines(path: str) -> Response:
    """Return the file of the outlines; raises NotThere where the package was built without one."""
    if path:
        data = Path(path).read_bytes()
        packed = data[:2] == b"\x1f\x8b"
    elif _PACKAGED.is_file():
        data, packed = _PACKAGED.read_bytes(), True
    else:
        raise NotThere("this Dateline was built without outlines (npm was not there); maps have none")
    answer = Response(data, media_type="application/json")
    if packed:
        answer.headers["Content-Encoding"] = "gzip"
    answer.headers["Cache-Control"] = "private, max-age=3600"
    return answer

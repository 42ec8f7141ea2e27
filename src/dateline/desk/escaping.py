"""Words from outside as a page can hold them.

Invariant: nothing of them steers what stands around: control characters and turns of direction become visible signs,
and on a page they are escaped, in a direction of their own.
"""

from __future__ import annotations

import re

from markupsafe import Markup, escape

__all__ = ["isolated", "plain"]

# Controls that turn the direction of what follows (Unicode UAX #9): shown as what they are instead of obeyed.
_TURNS = re.compile("[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff]")


def plain(value: object) -> str:
    """Return a text without what steers a screen: control characters, and turns of direction, as visible signs."""
    return _CONTROLS.sub("\ufffd", _TURNS.sub("\ufffd", str(value)))


def isolated(value: object) -> Markup:
    """Return words from outside, escaped, in their own direction."""
    return Markup("<bdi>{}</bdi>").format(escape(plain(value)))

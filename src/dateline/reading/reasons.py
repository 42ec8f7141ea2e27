"""Why a piece of input could not be read: a closed list, the same words in failures, reports and exit messages.

Invariant: every `Failure.reason` and every `ReadingError.reason` that this room makes is a key of REASONS.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

__all__ = ["REASONS"]

REASONS: Mapping[str, str] = MappingProxyType(
    {
        "bad_row": "A row of a JSON Lines file is not an object with a `text` or `html`. The other rows were read.",
        "binary": "It holds bytes that no text has. Give it the suffix of what it is, or save it as text.",
        "bomb": "It is small but made to grow without end when opened. Nothing of it was kept.",
        "broken": "It is damaged or not what its name says. Open it in another program, or save it again.",
        "empty": "There is nothing in it.",
        "encrypted": "It asks for a password. Save a copy without one.",
        "http_status": "The server answered with an error. Open the address in a browser.",
        "loop": "A link leads back to a folder that was already read.",
        "no_text": "It shows no text: a scan, or a page made by scripts. Run text recognition, or save the page.",
        "not_found": "There is no such file, or a link leads nowhere.",
        "timeout": "The server took too long. Try again, or raise the time limit.",
        "too_large": "It is larger than the limit, as it is or once unpacked. Split it, or raise the limit.",
        "too_many_redirects": "The address leads from one address to the next without end.",
        "truncated": "It ends in the middle. What came before was read; copy or download it again.",
        "unreachable": "No server could be reached there. Check the address and the network.",
        "unreadable": "The system does not allow it to be read. Check its permissions.",
        "unsafe_address": "It is not an address on the public web, and is refused before anything is fetched.",
        "unsupported": "It is of a kind that is not read here. Convert it to text, HTML or PDF.",
    }
)

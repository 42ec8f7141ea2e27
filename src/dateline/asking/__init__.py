"""A second coder behind the same door: any OpenAI-compatible chat endpoint, asked only where that is wanted.

This room alone, beside reading, uses the network. Invariant: only the text of zones that are read for events is sent,
to the one endpoint that was given; and an answer can choose words of the text, but never bring its own.
"""

from dateline.asking.answer import Answer, Answers, Memory
from dateline.asking.client import Bounds, Client
from dateline.asking.coder import AskingCoder, Tally, code
from dateline.asking.endpoint import KEY_VARIABLE, Endpoint, endpoint_at
from dateline.asking.estimate import Estimate, estimate
from dateline.asking.opening import open_coder

__all__ = [
    "KEY_VARIABLE",
    "Answer",
    "Answers",
    "AskingCoder",
    "Bounds",
    "Client",
    "Endpoint",
    "Estimate",
    "Memory",
    "Tally",
    "code",
    "endpoint_at",
    "estimate",
    "open_coder",
]

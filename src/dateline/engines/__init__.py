"""Run the pipeline over many documents: every engine gives the same outcomes in the same order."""

from dateline.engines.local import code
from dateline.engines.outcome import Done, Outcome

__all__ = ["Done", "Outcome", "code"]

"""Run the pipeline over many documents: every engine gives the same outcomes in the same order."""

from dateline.engines.asked import code_asking
from dateline.engines.local import code
from dateline.engines.outcome import Done, Outcome

__all__ = ["Done", "Outcome", "code", "code_asking"]

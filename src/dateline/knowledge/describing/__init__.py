"""What words say of an actor, whoever it is: the country it is of and what sort it is."""

from dateline.knowledge.describing.describe import describe
from dateline.knowledge.describing.description import Description

__all__ = ["Description", "describe"]

"""What derives from what: nine papers that print one dispatch are one source.

Invariant: a link is there only where the words of both documents show it. Seven of its modules find what two documents
share, four whom one credits, and `graph` puts the plainest of all that is found into one graph.
"""

from __future__ import annotations

from dateline.reconciling.derivation.graph import derive

__all__ = ["derive"]

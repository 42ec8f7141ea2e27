"""Mentions and parse to Reports and Claims: who did what to whom, whether it happened, and who says so."""

from dateline.coding.coder import (
    VERSION,
    CodingResult,
    ReportsOf,
    code,
    code_with,
    knowledge_hashes,
    paragraphs_of,
    relevant_knowledge,
    sentences_of,
    voices_of,
)
from dateline.coding.explaining import Explained, NearMiss, explain
from dateline.coding.gate import open_gate

__all__ = [
    "VERSION",
    "CodingResult",
    "Explained",
    "NearMiss",
    "ReportsOf",
    "code",
    "code_with",
    "explain",
    "knowledge_hashes",
    "open_gate",
    "paragraphs_of",
    "relevant_knowledge",
    "sentences_of",
    "voices_of",
]

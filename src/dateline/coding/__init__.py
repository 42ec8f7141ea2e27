"""Mentions and parse to Reports and Claims: who did what to whom, whether it happened, and who says so."""

from dateline.coding.coder import VERSION, CodingResult, code, knowledge_hashes, relevant_knowledge

__all__ = ["VERSION", "CodingResult", "code", "knowledge_hashes", "relevant_knowledge"]

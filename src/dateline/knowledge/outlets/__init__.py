"""Outlets and news agencies: what they are called, where they sit, to whom they belong."""

from dateline.knowledge.outlets.outlets import Outlet, Outlets, open_outlets, parse_outlets

__all__ = ["Outlet", "Outlets", "open_outlets", "parse_outlets"]

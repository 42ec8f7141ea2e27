"""Dateline turns conflict reporting into an event record that anyone can check."""

__version__ = "0.1.0"

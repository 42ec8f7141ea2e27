"""Reviewing: what people do with a record's incidents, whether in a terminal or in a browser.

Invariant: it has no screen and no page; what is decided goes through the record, and what is told is a function of it.
"""

"""Finders: each takes a document and its sentences and returns the mentions of one kind, with evidence."""

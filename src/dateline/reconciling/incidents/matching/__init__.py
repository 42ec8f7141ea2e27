"""Which accounts of all documents tell of one thing, how sure that is, and what is part of what."""

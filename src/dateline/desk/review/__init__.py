"""What the pages of the review have in common: the queue, what was decided so far, and what an edit's form takes.

Invariant: nothing here writes, and nothing is kept but what can be worked out again from the record.
"""

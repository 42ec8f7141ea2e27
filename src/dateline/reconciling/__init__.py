"""What many documents say together: which names are one, which works are one, what derives from what.

Invariant: every step is a pure function of what the documents hold; the order in which they came changes nothing.
"""

"""The pages of the desk: one module for each thing that is looked at.

Invariant: a page's answer is a function of the record and of what was asked; its rows are those of the public contract.
"""

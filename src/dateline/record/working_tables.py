"""The tables of what can be made anew from the newest codings at any time: what documents are found and compared by.

Invariant: nothing is here that `tables` does not say; these are the only tables of a record of which rows are replaced.
"""

from __future__ import annotations

from sqlalchemy import Boolean, Column, Integer, LargeBinary, Table, Text

from dateline.record.tables import LONG, METADATA

__all__ = [
    "account_keys",
    "account_stories",
    "accounts",
    "linked_keys",
    "linked_known",
    "linked_names",
    "linked_namings",
    "linkings",
    "related_documents",
    "related_keys",
    "related_names",
    "related_postings",
    "related_statements",
    "relatings",
]

# What documents are found by that another one may derive from, or that may derive from it. `relatings` has one row:
# what was counted when all documents were last gone through.
relatings = Table(
    "relatings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("documents", Integer, nullable=False),
    # Postings lie in two to the power of so many buckets.
    Column("bits", Integer, nullable=False),
    Column("version", Text, nullable=False),
    Column("usual", LargeBinary, nullable=False),
)
# The documents by number, with how many words and pairs of close terms they have, and when they came out (days).
related_documents = Table(
    "related_documents",
    METADATA,
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("document", Text, nullable=False, unique=True),
    Column("words", Integer, nullable=False),
    Column("pairs", Integer, nullable=False),
    Column("earliest", Integer),
    Column("latest", Integer),
)
# Which documents have a shingle, a pair of close terms, or a term: see `postings`.
related_postings = Table(
    "related_postings",
    METADATA,
    Column("bucket", LONG, primary_key=True, autoincrement=False),
    Column("postings", LargeBinary, nullable=False),
)
# By whom a document is, whom it credits (`part` is the day named with it), and the words of titles (`part` is the
# number of the reference).
related_keys = Table(
    "related_keys",
    METADATA,
    Column("key", LONG, primary_key=True, autoincrement=False),
    Column("number", Integer, primary_key=True, autoincrement=False, index=True),
    Column("part", Integer, primary_key=True, autoincrement=False),
)
# The names of publishers and authors that may be credited; "" stands for one that is not an acronym.
related_names = Table(
    "related_names",
    METADATA,
    Column("words", Text, primary_key=True),
    Column("written", Text, primary_key=True),
    Column("first", Text, nullable=False, index=True),
    Column("key", Text, nullable=False),
    Column("is_author", Boolean, nullable=False),
)
# What reports say on the word of a named voice, by what two that have one origin have in common.
related_statements = Table(
    "related_statements",
    METADATA,
    Column("key", LONG, primary_key=True, autoincrement=False),
    Column("report", Text, primary_key=True),
    Column("number", Integer, nullable=False, index=True),
    Column("statement", Text, nullable=False),
)

# How documents name the actors that nobody knows, and by what names find those that they may be one with.
# `linkings` has one row: the newest coding that is in it.
linkings = Table(
    "linkings",
    METADATA,
    Column("id", Integer, primary_key=True),
    Column("coding", Integer, nullable=False),
    Column("version", Text, nullable=False),
)
linked_namings = Table(
    "linked_namings",
    METADATA,
    Column("document", Text, primary_key=True),
    Column("id", Text, primary_key=True, index=True),
    Column("naming", Text, nullable=False),
)
# All spellings of an id, in any document.
linked_names = Table(
    "linked_names", METADATA, Column("id", Text, primary_key=True), Column("spellings", Text, nullable=False)
)
linked_keys = Table(
    "linked_keys",
    METADATA,
    Column("key", LONG, primary_key=True, autoincrement=False),
    Column("id", Text, primary_key=True, index=True),
)
# The known actors that documents name, by the last words of their names.
linked_known = Table(
    "linked_known",
    METADATA,
    Column("key", LONG, primary_key=True, autoincrement=False),
    Column("document", Text, primary_key=True, index=True),
    Column("id", Text, primary_key=True),
    Column("name", Text, primary_key=True),
)

# What the documents tell, ready to be compared.
accounts = Table(
    "accounts",
    METADATA,
    Column("number", Integer, primary_key=True),
    Column("id", Text, nullable=False, unique=True),
    Column("document", Text, nullable=False, index=True),
    # The accounts that are connected by possible matches share the id of the first of them.
    Column("component", Text, nullable=False, index=True),
    Column("facts", Text, nullable=False),
)
account_keys = Table(
    "account_keys",
    METADATA,
    Column("key", LONG, primary_key=True, autoincrement=False),
    # The number of the account; an account has many keys, and a record many accounts.
    Column("account", Integer, primary_key=True, autoincrement=False),
    sqlite_with_rowid=False,
)
# The words of each document that has an account.
account_stories = Table(
    "account_stories", METADATA, Column("document", Text, primary_key=True), Column("facts", Text, nullable=False)
)

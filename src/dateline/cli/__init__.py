"""The command line: one small file a command; each calls the same functions as the library and holds no rules."""

from dateline.cli.app import cli, main

__all__ = ["cli", "main"]

"""What people see: data on standard output, talk on standard error; nothing that was read can steer the terminal.

Invariant: words from documents pass through `clean` before they are printed, so that a page cannot send control codes.
"""

from __future__ import annotations

import json
import sys
import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import click

if TYPE_CHECKING:
    from rich.console import Console
    from rich.table import Table

__all__ = ["clean", "complain", "count", "emit", "grid", "paper", "table", "talk"]


def paper() -> Console:
    """Return the console for data: standard output."""
    return _console(stderr=False)


def talk() -> Console:
    """Return the console for everything else: standard error."""
    return _console(stderr=True)


@lru_cache(maxsize=1)
def _consoles() -> type[Console]:
    from rich.console import Console

    class _Console(Console):
        def on_broken_pipe(self) -> None:
            """Leave it to the command line, which has an exit status for it; rich would end with that of a fault."""
            raise BrokenPipeError

    return _Console


def _console(*, stderr: bool) -> Console:
    return _consoles()(stderr=stderr, highlight=False, markup=False, emoji=False)


def complain(message: str) -> None:
    """Say what went wrong, in one message on standard error."""
    from rich.text import Text

    said = "\n".join(clean(line) for line in message.splitlines())
    talk().print(Text.assemble(("dateline: ", "bold red"), said), soft_wrap=True)


def emit(value: Any) -> None:
    """Print a value as JSON on standard output."""
    is_wide = (getattr(sys.stdout, "encoding", None) or "").lower().startswith("utf")
    click.echo(json.dumps(value, ensure_ascii=not is_wide, indent=2))


def clean(text: object) -> str:
    """Return text for one line of a terminal: line breaks are spaces, control codes are shown as a mark.

    >>> clean("a\\x1b[31mb\\nc")
    'a\\ufffd[31mb c'
    """
    said = "".join(_shown(char) for char in str(text))
    return " ".join(said.split())


def _shown(char: str) -> str:
    if char.isprintable():
        return char
    if char.isspace():
        return " "
    # Joiners belong to Persian and Arabic spelling and show nothing; the marks that turn text around could mislead.
    if unicodedata.category(char) == "Cf":
        return char if char in "\u200c\u200d" else ""
    return "\ufffd"


def count(number: int, what: str) -> str:
    """Say a number of things.

    >>> count(1, "document"), count(1200, "document")
    ('1 document', '1,200 documents')
    """
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def table(*heads: str, numbers: int = 0, whole: int = 1) -> Table:
    """Return a table without lines: the first `whole` columns are never folded, the last `numbers` set to the right."""
    from rich.table import Table

    made = Table(box=None, pad_edge=False, header_style="dim")
    for n, head in enumerate(heads):
        is_number = n >= len(heads) - numbers
        made.add_column(head, justify="right" if is_number else "left", overflow="fold", no_wrap=n < whole)
    return made


def grid() -> Table:
    """Return a table of names and values."""
    from rich.table import Table

    made = Table.grid(padding=(0, 2))
    made.add_column(style="dim", no_wrap=True)
    made.add_column(overflow="fold")
    return made

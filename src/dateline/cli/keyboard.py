"""Keys and lines from whoever sits at the terminal, or from a script in their place.

Invariant: on a terminal one key is one answer; elsewhere each answer is a line, of which a key is the first character.
The end of the input is the key `q`.
"""

from __future__ import annotations

import sys

import click

__all__ = ["Keyboard"]

# What terminals send for arrows, and what is meant.
_ARROWS = {"\x1b[A": "k", "\x1b[D": "k", "\x1b[B": "j", "\x1b[C": "j"}
_END = "\x04"


class Keyboard:
    """Ask for keys and lines on standard input."""

    def __init__(self) -> None:
        self.is_terminal = sys.stdin.isatty() and sys.stdout.isatty()

    def key(self) -> str:
        """Return the next key, `q` at the end of the input; Ctrl-C raises KeyboardInterrupt."""
        if not self.is_terminal:
            read = sys.stdin.readline()
            return read.strip()[:1] if read else "q"
        try:
            pressed = click.getchar()
        except EOFError:
            return "q"
        return "q" if pressed == _END else _ARROWS.get(pressed, pressed)

    def line(self, prompt: str) -> str | None:
        """Ask for a line and return it, without spaces around; None where Ctrl-C or the end came instead."""
        sys.stdout.flush()
        try:
            if self.is_terminal:
                return input(prompt).strip()
            click.echo(prompt, nl=False)
            read = sys.stdin.readline()
        except (EOFError, KeyboardInterrupt):
            click.echo()
            return None
        click.echo(read.strip())
        return read.strip() if read else None

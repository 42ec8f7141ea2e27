"""Before texts leave for an endpoint: what it would take, said on standard error, and a question that wants a yes.

Invariant: without a yes, given at the terminal or as `--yes`, no word of an article is sent.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import click

from dateline.errors import SettingsError

if TYPE_CHECKING:
    from dateline.asking import Estimate, Tally
    from dateline.building import Progress

__all__ = ["Forecast", "asker", "is_terminal", "refuse_idle", "said_of", "said_of_asking"]

# Answers that are timed before the rest is foretold from them.
TIMED = 3


def asker(articles: Sequence[str], *, yes: bool, quiet: bool, as_json: bool) -> Callable[[Estimate], None]:
    """Return what shows an estimate and wants a yes; it raises SettingsError where there is none."""

    def ask(found: Estimate) -> None:
        from dateline.cli.output import talk

        if not found.requests:
            return
        if not (yes and (quiet or as_json)):
            for line in said_of(found):
                talk().print(line, soft_wrap=True)
        if yes:
            return
        if as_json or "-" in articles or not is_terminal():
            raise SettingsError("nothing was sent: nobody can be asked here; add --yes if that is what you want")
        if not click.confirm("Send them?", default=False, err=True):
            raise SettingsError("nothing was sent")

    return ask


class Forecast:
    """Say once how long the rest will take, from the first answers, where the estimate could not tell."""

    def __init__(self, found: Estimate, *, requests: int, say: Callable[[str], None]) -> None:
        self._found, self._requests, self._say = found, requests, say
        self._is_told = found.seconds is not None or not found.requests

    def update(self, done: Progress) -> None:
        """Take in how far the build is."""
        if self._is_told or done.asked is None or done.asked.asked < TIMED:
            return
        self._is_told = True
        each = done.asked.seconds / done.asked.asked
        rest = max(self._found.requests - done.asked.asked, 0)
        self._say(f"the first answers took {each:.1f} s each; the rest: {_duration(rest * each / self._requests)}")


def is_terminal() -> bool:
    """Tell whether somebody can be asked."""
    return sys.stdin.isatty() and sys.stderr.isatty()


def refuse_idle(name: str, flags: Mapping[str, Mapping[str, Any]]) -> None:
    """Raise SettingsError where an endpoint is given that nobody would ask."""
    idle = sorted(set(flags.get("coder", ())) - {"name"})
    if name != "llm" and idle:
        option = "--" + idle[0].replace("_", "-")
        raise SettingsError(f"{option} is of use with --coder llm only; add that, or leave it out")


def said_of(found: Estimate) -> list[str]:
    """Say what asking would take, in lines for people."""
    from dateline.cli.output import clean, count

    where = "on this machine" if found.is_here else "THE TEXTS LEAVE THIS MACHINE"
    lines = [f"{clean(found.model)} at {clean(found.address)}: {where}"]
    kept = f" ({count(found.kept, 'answer')} kept from before)" if found.kept else ""
    lines.append(
        f"  {count(found.requests, 'request')} for {count(found.documents, 'document')}, "
        f"{found.characters:,} characters of text{kept}"
    )
    lines.append(
        f"  about {found.tokens_in:,} tokens sent and {found.tokens_out:,} answered (at most {found.most_tokens_out:,})"
    )
    told = _duration(found.seconds) if found.seconds is not None else "not known before the first answers"
    price = f"about {found.price:,.2f}" if found.price is not None else "not known without --price-in and --price-out"
    return [*lines, f"  time: {told}; price: {price}"]


def said_of_asking(tally: Tally) -> str:
    """Say what an endpoint was asked, and what of its answers did not hold."""
    from dateline.cli.output import count

    if not tally.asked:
        return "nothing was asked: every answer was kept from before"
    each = tally.seconds / tally.asked
    tokens = f"; {tally.tokens_in:,} tokens sent, {tally.tokens_out:,} answered" if tally.tokens_in else ""
    lost = f"; {tally.dropped:,} statements or fields dropped, as the text does not bear them" if tally.dropped else ""
    return f"{count(tally.asked, 'answer')}, {each:.1f} s each{tokens}{lost}"


def _duration(seconds: float) -> str:
    """Say a time roughly.

    >>> _duration(20), _duration(400), _duration(9000)
    ('less than a minute', 'about 7 minutes', 'about 2.5 hours')
    """
    if seconds < 60:
        return "less than a minute"
    if seconds < 5400:
        return f"about {seconds / 60:.0f} minutes"
    return f"about {seconds / 3600:.1f} hours"

"""The command `dateline` itself: it loads a command when that is asked for, and turns errors into one clear message.

Invariant: no error that Dateline raises on purpose reaches people as a traceback, and every way to end has its exit
status.
"""

from __future__ import annotations

import contextlib
import importlib
import os
import sys

import click

from dateline.cli.exits import MEANINGS, Exit, exit_for
from dateline.errors import DatelineError
from dateline.version import __version__

__all__ = ["COMMANDS", "cli", "main"]

COMMANDS = (
    "build",
    "serve",
    "accounts",
    "show",
    "search",
    "export",
    "dossier",
    "incidents",
    "review",
    "diff",
    "reconcile",
    "actors",
    "link",
    "lexicon",
    "gazetteer",
    "demo",
    "doctor",
    "completion",
)
_EPILOG = "\b\nExit status:\n" + "\n".join(f"  {status.value:>3}  {said}" for status, said in MEANINGS.items())


class _Commands(click.Group):
    """Load each command's module only when it is needed: `dateline --help` answers at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(f"dateline.cli.{cmd_name}").command
        return command

    def invoke(self, ctx: click.Context) -> None:
        try:
            super().invoke(ctx)
            sys.stdout.flush()
            return
        except DatelineError as error:
            status, said = exit_for(error), str(error)
        except BrokenPipeError:
            # What Python flushes at its end would complain again.
            with contextlib.suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            ctx.exit(Exit.BROKEN_PIPE)
        except KeyboardInterrupt:
            status, said = Exit.INTERRUPTED, "stopped"
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except Exception as error:
            if ctx.params.get("debug"):
                raise
            said = " ".join(str(error).split())
            said = f"this is a fault of Dateline ({type(error).__name__}{': ' if said else ''}{said}); " + (
                "please report it with what `dateline --debug ...` prints"
            )
            status = Exit.UNEXPECTED
        from dateline.cli.output import complain

        complain(said)
        ctx.exit(status)


@click.group(cls=_Commands, epilog=_EPILOG, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="dateline", message="%(prog)s %(version)s")
@click.option("--debug", is_flag=True, help="Print the log and the traceback of faults.")
def cli(*, debug: bool) -> None:
    """Turn conflict reporting into an event record that anyone can check."""
    _prepare_streams()
    _prepare_log(debug=debug)


def _prepare_streams() -> None:
    """Show what a terminal's encoding cannot hold as an escape, rather than fail on it."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="backslashreplace")


def _prepare_log(*, debug: bool) -> None:
    """Keep the talk of libraries out of the terminal, unless it is asked for."""
    import logging

    logging.captureWarnings(True)
    root = logging.getLogger()
    if debug:
        handler = logging.StreamHandler()
        handler.setFormatter(logging.Formatter("%(levelname)s %(name)s: %(message)s"))
        root.addHandler(handler)
    elif not root.handlers:
        root.addHandler(logging.NullHandler())


def main() -> None:
    """Run the command line; the entry point of `dateline`."""
    cli(prog_name="dateline")

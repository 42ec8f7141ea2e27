"""Who decides, why, and as what: the options that all commands share which write decisions."""

from __future__ import annotations

import click

__all__ = ["AS_JSON", "BY", "REASON", "RECORD", "ROLE", "login"]

RECORD = click.argument("record", metavar="RECORD")
AS_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
BY = click.option("--by", "reviewer", metavar="NAME", help="Who decides; your login name unless set.")
REASON = click.option("--reason", metavar="WORDS", help="Why; it is kept with the decision.")
ROLE = click.option(
    "--role",
    type=click.Choice(("reviewer", "lead")),
    default="reviewer",
    show_default=True,
    help="As what: where reviewers differ, a lead's word holds.",
)


def login() -> str:
    """Return the login name of whoever runs the command; raises UsageError where it is not known."""
    import getpass

    try:
        return getpass.getuser()
    except (KeyError, OSError):
        raise click.UsageError("your login name is not known: say who decides with --by") from None

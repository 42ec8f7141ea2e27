"""`dateline accounts`: who may use a desk that is shared."""

from __future__ import annotations

import sys
from pathlib import Path

import click

__all__ = ["command"]

_FILE = click.argument("file", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))
_NAME = click.argument("name", metavar="NAME")
_ROLES = ("reader", "reviewer", "lead")


@click.group(name="accounts")
def command() -> None:
    """Say who may use a desk that is shared.

    The accounts are in a file of their own, which `dateline serve --share FILE` takes; a desk that is open sees
    changes at once. It holds no password, only hashes (argon2id).
    """


@command.command(name="add")
@_FILE
@_NAME
@click.option(
    "--role",
    type=click.Choice(_ROLES),
    default="reviewer",
    show_default=True,
    help="A reader decides nothing; where reviewers differ, a lead's word holds.",
)
@click.option("--as", "subject", metavar="NAME", help="What your institute calls them, such as an e-mail address.")
@click.option("--password/--no-password", "asks", default=True, help="Whether they sign in with a password.")
def add(*, file: Path, name: str, role: str, subject: str | None, asks: bool) -> None:
    """Add an account, or give one another role or password.

    The password is asked for; where there is no terminal it is read from standard input.

    \b
    dateline accounts add team.json ada --role lead
    dateline accounts add team.json noor --as noor@institute.example --no-password
    """
    from dateline.cli.output import talk
    from dateline.desk.accounts import Accounts

    accounts = Accounts(file)
    password = _password() if asks else None
    made = accounts.put(name, role=role, password=password, subject=subject)
    talk().print(f"{made.name} is a {made.role} in {file}", soft_wrap=True)


def _password() -> str:
    if sys.stdin.isatty():
        said: str = click.prompt("Password", hide_input=True, confirmation_prompt=True, err=True)
        return said
    return sys.stdin.readline().rstrip("\r\n")


@command.command(name="list")
@_FILE
@click.option("--json", "as_json", is_flag=True, help="Print JSON.")
def list_(*, file: Path, as_json: bool) -> None:
    """List the accounts with their tokens.

    \b
    dateline accounts list team.json
    """
    from dateline.cli.output import clean, emit, paper
    from dateline.desk.accounts import Accounts

    found = Accounts(file).all
    if as_json:
        emit(
            [
                {
                    "name": one.name,
                    "role": one.role,
                    "password": one.hash is not None,
                    "as": one.subject,
                    "tokens": [{"name": t.name, "scope": t.scope, "until": t.until.isoformat()} for t in one.tokens],
                }
                for one in found
            ]
        )
        return
    console = paper()
    for one in found:
        how = [*(["password"] if one.hash else []), *([f"as {one.subject}"] if one.subject else [])]
        console.print(f"{clean(one.name)}  {one.role}  {clean(', '.join(how) or 'tokens alone')}", soft_wrap=True)
        for token in one.tokens:
            console.print(
                f"    token {clean(token.name)}: {token.scope}, until {token.until.date().isoformat()}", soft_wrap=True
            )
    if not found:
        console.print(f"{file} has no accounts")


@command.command(name="remove")
@_FILE
@_NAME
def remove(*, file: Path, name: str) -> None:
    """Remove an account and its tokens; what was decided stays.

    \b
    dateline accounts remove team.json ada
    """
    from dateline.cli.output import talk
    from dateline.desk.accounts import Accounts

    Accounts(file).remove(name)
    talk().print(f"{name} has no account in {file} any more", soft_wrap=True)


@command.command(name="token")
@_FILE
@_NAME
@click.argument("label", metavar="LABEL")
@click.option(
    "--scope", type=click.Choice(("read", "decide")), default="read", show_default=True, help="What it is for."
)
@click.option("--days", type=int, default=30, show_default=True, metavar="N", help="How long it lasts.")
@click.option("--revoke", is_flag=True, help="Take the token of that label back.")
def token(*, file: Path, name: str, label: str, scope: str, days: int, revoke: bool) -> None:
    """Give an account a token for a program.

    It is printed this once. A program sends it as `Authorization: Bearer TOKEN`.

    \b
    dateline accounts token team.json ada nightly-export --days 90
    dateline accounts token team.json ada nightly-export --revoke
    """
    from dateline.cli.output import talk
    from dateline.desk.accounts import Accounts

    accounts = Accounts(file)
    if revoke:
        accounts.take_token(name, label)
        talk().print(f"{name} has no token {label!r} any more", soft_wrap=True)
        return
    click.echo(accounts.give_token(name, label, scope=scope, days=days))

"""`dateline serve`: the desk, a record in the browser, on this machine alone."""

from __future__ import annotations

import logging
import socket
from typing import TYPE_CHECKING

import click

from dateline.cli.reviewer import RECORD, login

if TYPE_CHECKING:
    from dateline.desk import Desk

__all__ = ["command"]

PORT = 8765
_LOOPBACK = "127.0.0.1"


@click.command(name="serve")
@RECORD
@click.option(
    "--port",
    type=click.IntRange(0, 65_535),
    default=PORT,
    show_default=True,
    metavar="N",
    help="Port on this machine; 0 takes a free one.",
)
@click.option("--by", "reviewer", metavar="NAME", help="Who decides; your login name unless set.")
@click.option(
    "--role",
    type=click.Choice(("reviewer", "lead")),
    default="reviewer",
    show_default=True,
    help="As what: where reviewers differ, a lead's word holds.",
)
@click.option("--read-only", is_flag=True, help="Take no decisions.")
@click.option("--open", "opens", is_flag=True, help="Open the desk in your browser.")
@click.option("--boundaries", metavar="FILE", help="Boundaries of your own for the maps: GeoJSON or TopoJSON.")
def command(
    *,
    record: str,
    port: int,
    reviewer: str | None,
    role: str,
    read_only: bool,
    opens: bool,
    boundaries: str | None,
) -> None:
    """Open the desk: the record in your browser.

    It listens on this machine alone and needs no network. Reading needs nothing; to decide, open the one-time address
    that is printed. Stop it with Ctrl-C.

    \b
    dateline serve maysan.dateline
    dateline serve maysan.dateline --port 9000 --by ada --open
    """
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, talk
    from dateline.desk import Desk
    from dateline.desk.desk import Options

    who = login() if reviewer is None else reviewer
    with _listening(port) as listener, opened_with_packs(record, read_only=read_only) as opened:
        options = Options(reviewer=who, role=role, is_read_only=read_only, boundaries=boundaries or "")
        desk = Desk(opened, options=options)
        _load(desk)
        root = f"http://{_LOOPBACK}:{listener.getsockname()[1]}"
        console = talk()
        counted = ", ".join(f"{n:,} {what}" for what, n in desk.now.counts.items())
        console.print(f"{clean(opened.name)}: {clean(counted)}", soft_wrap=True)
        console.print(f"Read:    {root}/", soft_wrap=True)
        start = f"{root}/"
        if not read_only:
            start = _begin(desk, root)
            desk.sessions.when_spent = lambda: _begin(desk, root)
        console.print("Stop it with Ctrl-C.")
        if opens:
            import webbrowser

            webbrowser.open(start)
        _serve(desk, listener)


def _begin(desk: Desk, root: str) -> str:
    """Print a new one-time address, and return it."""
    from dateline.cli.output import talk

    address = f"{root}{desk.addresses.to('/begin', {'token': [desk.sessions.issue()]})}"
    talk().print(f"Decide:  {address}   (opens once)", soft_wrap=True)
    return address


def _listening(port: int) -> socket.socket:
    """Return a socket that listens on this machine alone; raises UsageError where the port is taken."""
    listener = socket.socket(socket.AF_INET, socket.SOCK_STREAM)
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind((_LOOPBACK, port))
    except OSError as error:
        listener.close()
        raise click.UsageError(
            f"port {port} cannot be used ({error.strerror}); another desk may be open: give another --port, "
            "or --port 0 for any that is free"
        ) from None
    return listener


def _load(desk: Desk) -> None:
    """Read the record, telling how far that is where it takes its time."""
    from rich.progress import BarColumn, Progress, TextColumn

    from dateline.cli.output import talk

    console = talk()
    with Progress(
        TextColumn("reading the record"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f}%"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("", total=None)
        desk.load(lambda done, total: bar.update(task, completed=done, total=total))


def _serve(desk: Desk, listener: socket.socket) -> None:
    import uvicorn

    from dateline.desk import application

    # What uvicorn tells is for its operators; a fault of a page is told by the desk itself.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = uvicorn.Config(
        application(desk), http="h11", ws="none", lifespan="off", access_log=False, log_config=None,
        server_header=False, timeout_graceful_shutdown=3,
    )  # fmt: skip
    desk.watch()
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:  # that is how a desk is closed
        pass
    finally:
        desk.close()

"""`dateline serve`: the desk, a record in the browser, on this machine alone unless it is shared."""

from __future__ import annotations

import gc
import logging
import os
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import click

from dateline.cli.reviewer import RECORD, login

if TYPE_CHECKING:
    from dateline.desk import Desk
    from dateline.desk.institute import Institute
    from dateline.settings import DeskSettings

__all__ = ["command"]

_LOOPBACK = "127.0.0.1"
_SECRET = "DATELINE_INSTITUTE_SECRET"


@click.command(name="serve")
@RECORD
@click.option(
    "--port", type=click.IntRange(0, 65_535), metavar="N", help="Port; 0 takes any free one.  [default: 8765]"
)
@click.option("--by", "reviewer", metavar="NAME", help="Name to sign decisions with; your login name unless set.")
@click.option(
    "--role",
    type=click.Choice(("reviewer", "lead")),
    default="reviewer",
    show_default=True,
    help="As what you decide: where reviewers differ, a lead's decision holds.",
)
@click.option("--read-only", is_flag=True, help="Take no decisions.")
@click.option("--open", "opens", is_flag=True, help="Open the desk in your browser.")
@click.option("--boundaries", metavar="FILE", help="Boundaries of your own for the maps: GeoJSON or TopoJSON.")
@click.option(
    "--commenters", type=click.Choice(["pseudonym", "keep"]), help="Cover or keep names of commenting readers."
)
@click.option(
    "--persons", type=click.Choice(["keep", "pseudonym", "withhold"]), help="Keep, number or withhold private persons."
)
@click.option("--share", metavar="FILE", help="Share the desk with those who have an account in this file.")
@click.option("--host", default=_LOOPBACK, show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option("--name", "names", multiple=True, metavar="HOST", help="Name by which browsers reach a shared desk.")
@click.option("--certificate", metavar="FILE", help="TLS certificate (PEM) of a shared desk.")
@click.option("--key", metavar="FILE", help="Its private key (PEM).")
@click.option("--behind-proxy", is_flag=True, help="A proxy on this machine handles TLS for the desk.")
def command(
    *,
    record: str,
    port: int | None,
    reviewer: str | None,
    role: str,
    read_only: bool,
    opens: bool,
    boundaries: str | None,
    commenters: str | None,
    persons: str | None,
    share: str | None,
    host: str,
    names: tuple[str, ...],
    certificate: str | None,
    key: str | None,
    behind_proxy: bool,
) -> None:
    """Open the desk: the record in your browser.

    It listens on this machine alone and needs no network. Reading needs nothing; to decide, open the one-time address
    that is printed. Stop it with Ctrl-C.

    Names of readers who comment are covered, on the pages and in what they export, unless you keep them.

    With --share everybody signs in (`dateline accounts`); only then, and encrypted, it may listen on another address.

    \b
    dateline serve maysan.dateline
    dateline serve maysan.dateline --port 9000 --by ada --open
    dateline serve maysan.dateline --share team.json --host 0.0.0.0 \\
        --name desk.example --certificate desk.pem --key desk.key
    """
    from dateline import settings
    from dateline.cli.opening import opened_with_packs
    from dateline.cli.output import clean, talk
    from dateline.desk import Desk
    from dateline.desk.desk import Options

    given = {"commenters": commenters, "persons": persons}
    loaded = settings.load({"export": {key: value for key, value in given.items() if value}})
    chosen = loaded.desk
    shared = share if share is not None else chosen.share
    _check(host, shared, certificate, key, behind_proxy=behind_proxy)
    who = login() if reviewer is None and not shared else reviewer or ""
    listener = _listening(host, chosen.port if port is None else port)
    with listener, opened_with_packs(record, read_only=read_only) as opened:
        options = Options(
            reviewer=who,
            role=role,
            is_read_only=read_only,
            boundaries=chosen.boundaries if boundaries is None else boundaries,
            hosts=(*Options().hosts, *names),
            accounts=Path(shared) if shared else None,
            institute=_institute(chosen) if shared else None,
            commenters=loaded.export.commenters,
            persons=loaded.export.persons,
        )
        desk = Desk(opened, options=options)
        _load(desk)
        scheme = "https" if certificate else "http"
        name = names[0] if names else _LOOPBACK
        root = f"{scheme}://{name}:{listener.getsockname()[1]}"
        console = talk()
        counted = f"{len(desk.now.reports):,} reports, {len(desk.now.incidents):,} incidents"
        console.print(f"{clean(opened.name)}: {clean(counted)}", soft_wrap=True)
        console.print(f"Read:    {root}/", soft_wrap=True)
        start = f"{root}/"
        if desk.accounts is not None:
            console.print(f"Shared with {len(desk.accounts.all):,} who have an account in {clean(shared)}")
        elif not read_only:
            start = _begin(desk, root)
            desk.sessions.when_spent = lambda: _begin(desk, root)
        console.print("Stop it with Ctrl-C.")
        if opens:
            import webbrowser

            webbrowser.open(start)
        _serve(desk, listener, certificate=certificate, key=key, behind_proxy=behind_proxy)


def _check(host: str, shared: str, certificate: str | None, key: str | None, *, behind_proxy: bool) -> None:
    """Refuse to listen where others could read or decide; raises UsageError."""
    if bool(certificate) != bool(key):
        raise click.UsageError("give --certificate and --key together")
    if host in (_LOOPBACK, "::1", "localhost"):
        return
    if not shared:
        raise click.UsageError(
            f"a desk on {host} can be asked by other machines: share it with --share FILE, where everybody signs in"
        )
    if not certificate and not behind_proxy:
        raise click.UsageError(
            f"a desk on {host} would send passwords as they are: give --certificate and --key, or let a proxy "
            "speak TLS for it (--behind-proxy)"
        )


def _institute(chosen: DeskSettings) -> Institute | None:
    from dateline.desk.institute import Institute

    if not chosen.issuer:
        return None
    return Institute(issuer=chosen.issuer, client=chosen.client, secret=os.environ.get(_SECRET, ""), claim=chosen.claim)


def _begin(desk: Desk, root: str) -> str:
    """Print a new one-time address, and return it."""
    from dateline.cli.output import talk

    address = f"{root}{desk.addresses.to('/begin', {'token': [desk.sessions.issue()]})}"
    talk().print(f"Decide:  {address}   (opens once)", soft_wrap=True)
    return address


def _listening(host: str, port: int) -> socket.socket:
    """Return a socket that is bound there; raises UsageError where the address or port cannot be had."""
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        listener = socket.socket(family, kind, protocol)
    except OSError as error:
        raise click.UsageError(f"{host} is no address of this machine ({error.strerror})") from None
    listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
    try:
        listener.bind(address)
        listener.listen()  # so that who opens the address at once waits, and is not refused
    except OSError as error:
        listener.close()
        raise click.UsageError(
            f"port {port} of {host} cannot be used ({error.strerror}); another desk may be open: give another --port, "
            "or --port 0 for any that is free"
        ) from None
    return listener


def _load(desk: Desk) -> None:
    """Read the record, telling how far that is where it takes its time."""
    from rich.progress import BarColumn, Progress, TextColumn

    from dateline.cli.output import talk

    console = talk()
    with Progress(
        TextColumn("reading the {task.description}"),
        BarColumn(bar_width=24),
        TextColumn("{task.percentage:>3.0f}%"),
        console=console,
        transient=True,
        disable=not console.is_terminal,
    ) as bar:
        task = bar.add_task("record", total=None)
        desk.load(lambda what, done, whole: bar.update(task, description=what, completed=done, total=whole))


def _serve(
    desk: Desk, listener: socket.socket, *, certificate: str | None, key: str | None, behind_proxy: bool
) -> None:
    import uvicorn

    from dateline.desk import application
    from dateline.desk.rehearsing import rehearse
    from dateline.desk.wire import listening

    # What uvicorn tells is for its operators; a fault of a page is told by the desk itself.
    logging.getLogger("uvicorn.error").setLevel(logging.WARNING)
    config = listening(application(desk), certificate=certificate, key=key, behind_proxy=behind_proxy)
    desk.watch()
    # What was read stays as long as the desk does. To look through millions of rows for garbage held every request up
    # for more than half a second, now and then.
    gc.collect()
    gc.freeze()
    threading.Thread(target=rehearse, args=[desk], name="dateline-rehearsal", daemon=True).start()
    try:
        uvicorn.Server(config).run(sockets=[listener])
    except KeyboardInterrupt:  # that is how a desk is closed
        pass
    finally:
        desk.close()

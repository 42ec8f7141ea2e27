"""Open the database of a record: one SQLite file by default, PostgreSQL by its URL; migrate it; name what is wrong.

Invariant: an error of the database never reaches the reader as such; it says what happened to which record and what to
try, and the transaction it happened in is undone. A record that is a file stays that file: where another one, or none,
stands at its path by now, nothing is read from it or written to it any more.
"""

from __future__ import annotations

import logging
import os
import sqlite3
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from urllib.parse import quote

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from alembic.util import CommandError
from sqlalchemy import Connection, Engine, create_engine, event, inspect
from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError, DatabaseError, InterfaceError, OperationalError
from sqlalchemy.pool import StaticPool

from dateline.errors import RecordError, RecordFull, RecordLocked

__all__ = ["connect", "guard", "is_older", "migrate", "shown", "url_of"]

# How long a writer waits for another one unless it is said (`Record.waiting`). A build stores a document in some
# milliseconds, but holds the record while it relates or reconciles what is new: seconds, of a large record minutes.
BUSY_SECONDS = 30.0
# While it waits it looks up this often, so that it can be stopped.
_SLICE_SECONDS = 0.5
# The option of an engine that says how many seconds its writers wait.
WAITS = "waits_seconds"

# Every record has these, whatever its version; a database that lacks one belongs to some other program.
_MARKS = frozenset({"alembic_version", "codings", "documents", "reports"})


def url_of(where: str | Path) -> URL:
    """Return the database URL for a path or a URL."""
    if "://" in str(where):
        try:
            url = make_url(str(where))
        except ArgumentError:
            raise RecordError("that is not a database address; give a path or postgresql://...") from None
        if url.get_backend_name() not in ("sqlite", "postgresql"):
            raise RecordError(
                f"{shown(where)}: a record is a file or a PostgreSQL database; give a path or postgresql://..."
            )
        return url.set(drivername="postgresql+psycopg") if url.drivername == "postgresql" else url
    return URL.create("sqlite", database=str(where))


def shown(where: str | Path) -> str:
    """Return the path or address as it may be shown and logged: without its password."""
    if "://" not in str(where):
        return str(where)
    try:
        return make_url(str(where)).render_as_string(hide_password=True)
    except ArgumentError:
        return "the database"


def connect(where: str | Path, *, must_exist: bool, read_only: bool = False) -> Engine:
    """Return an engine on the record; raises RecordError where there is none, or something else stands there."""
    url = url_of(where)
    if url.get_backend_name() != "sqlite":
        try:
            return create_engine(url)
        except ImportError:
            raise RecordError(
                f"{shown(where)} needs the PostgreSQL driver: run `pip install dateline[postgres]`"
            ) from None
    if url.database in (None, "", ":memory:"):
        engine = create_engine("sqlite://", poolclass=StaticPool, connect_args={"check_same_thread": False})
    else:
        path = Path(str(url.database))
        _check_file(path, must_exist=must_exist)
        if read_only:
            query = {"mode": "ro", "uri": "true"}
            # WAL needs a file beside the record; where none can be made, none may hold newer rows either.
            if not os.access(path.parent, os.W_OK) and not Path(f"{path}-wal").exists():
                query["immutable"] = "1"
            url = URL.create("sqlite", database=_file_uri(path), query=query)
        engine = create_engine(url)
        _stay_with(engine, path)
    event.listen(engine, "connect", _prepare_read_only if read_only else _prepare)
    # A writer takes its lock at once: a transaction that read first and wrote later could only fail.
    event.listen(engine, "begin", _begin)
    return engine


def _stay_with(engine: Engine, path: Path) -> None:
    """Refuse all work on an engine once its file was moved, removed or replaced.

    SQLite does not tell: a connection that is open goes on with the file that has no name any more, so that what it
    writes is lost; a new one makes an empty file in its place.
    """
    opened: list[tuple[int, int]] = []

    def check(*_: object) -> None:
        try:
            found = path.stat()
        except OSError:
            now = None
        else:
            now = found.st_dev, found.st_ino
        if opened and opened[0] != now:
            raise RecordError(
                f"{path} is not the file any more that was opened: it was moved, removed or replaced; "
                "put it back, or open what is there now anew"
            )

    def note(*_: object) -> None:
        if not opened:
            found = path.stat()
            opened.append((found.st_dev, found.st_ino))

    event.listen(engine, "do_connect", check)
    event.listen(engine, "connect", note)
    event.listen(engine, "begin", check)


def _begin(connection: Connection) -> None:
    options = connection.get_execution_options()
    if not options.get("writes", False):
        connection.exec_driver_sql("BEGIN")
        return
    raw: sqlite3.Connection = connection.connection.dbapi_connection  # type: ignore[assignment]
    until = time.monotonic() + options.get(WAITS, BUSY_SECONDS)
    try:
        while (left := until - time.monotonic()) > _SLICE_SECONDS:
            raw.execute(_busy(_SLICE_SECONDS))
            try:
                raw.execute("BEGIN IMMEDIATE")
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode == sqlite3.SQLITE_BUSY:
                    continue
                break
            return
        raw.execute(_busy(left))
        connection.exec_driver_sql("BEGIN IMMEDIATE")  # what it raises, unlike the above, is told by `guard`
    finally:
        raw.execute(_busy(BUSY_SECONDS))


def _busy(seconds: float) -> str:
    return f"PRAGMA busy_timeout = {max(0, round(1000 * seconds))}"


def _file_uri(path: Path) -> str:
    return f"file:{quote(str(path.absolute()))}"


def _check_file(path: Path, *, must_exist: bool) -> None:
    if path.is_dir():
        raise RecordError(f"{path} is a directory, not a record; name a file, such as {path.name}.dateline")
    if not path.exists():
        if must_exist:
            raise RecordError(f"there is no record at {path}; make one with `dateline build ARTICLES -o {path}`")
        if not path.parent.is_dir():
            raise RecordError(f"the folder {path.parent} does not exist; make it, or name another place")
        return
    try:
        with path.open("rb") as file:
            start = file.read(16)
    except PermissionError:
        raise RecordError(f"{path} cannot be read: permission denied") from None
    if start and start != b"SQLite format 3\0":
        raise RecordError(f"{path} is not a record (no SQLite file); it was left as it is")
    if not start and must_exist:
        raise RecordError(f"{path} is empty, not a record; make one with `dateline build ARTICLES -o {path}`")
    # Looked at before anything is set: a connection for writing turns a file to WAL, another program's too.
    if start and (names := _tables(path)) and not names >= _MARKS:
        raise RecordError(f"{path} is a database, but not a record; it was left as it is")


def _tables(path: Path) -> frozenset[str]:
    """Return the names of the tables in a SQLite file; none where it cannot be read, which connecting then tells."""
    try:
        with closing(sqlite3.connect(f"{_file_uri(path)}?mode=ro", uri=True)) as connection:
            rows = connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
    except sqlite3.Error:
        return frozenset()
    return frozenset(name for (name,) in rows)


def _prepare(connection: sqlite3.Connection, _: object) -> None:
    # SQLAlchemy opens transactions itself (the listener above), so that PRAGMAs and DDL are not caught in one.
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(_busy(BUSY_SECONDS))
    cursor.execute("PRAGMA journal_mode = WAL")
    cursor.execute("PRAGMA synchronous = NORMAL")
    cursor.execute("PRAGMA foreign_keys = ON")
    cursor.close()


def _prepare_read_only(connection: sqlite3.Connection, _: object) -> None:
    connection.isolation_level = None
    cursor = connection.cursor()
    cursor.execute(_busy(BUSY_SECONDS))
    cursor.execute("PRAGMA query_only = ON")
    cursor.close()


def _config(connection: Connection) -> Config:
    config = Config()
    config.set_main_option("script_location", "dateline.record:migrations")
    config.attributes["connection"] = connection
    return config


def is_older(engine: Engine, where: str | Path) -> bool:
    """Tell whether this is a record that an older Dateline wrote, which has to be brought to today's shape."""
    with guard(where), engine.connect() as connection:
        script = ScriptDirectory.from_config(_config(connection))
        current = MigrationContext.configure(connection).get_current_revision()
        return current != script.get_current_head() and current in {s.revision for s in script.walk_revisions()}


def migrate(engine: Engine, where: str | Path, *, create: bool) -> None:
    """Bring the record to the newest shape; with `create` an empty database becomes a record.

    Raises RecordError where the database is no record, or was written by a newer Dateline.
    """
    logging.getLogger("alembic").setLevel(logging.WARNING)
    with guard(where), engine.execution_options(writes=create).connect() as connection:
        config = _config(connection)
        script = ScriptDirectory.from_config(config)
        current = MigrationContext.configure(connection).get_current_revision()
        if current == script.get_current_head():
            return
        names = set(inspect(connection).get_table_names())
        if names and not names >= _MARKS:
            raise RecordError(f"{shown(where)} is a database, but not a record; it was left as it is")
        if current is None:
            if not create:
                raise RecordError(f"{shown(where)} is empty, not a record; make one with `dateline build`")
        else:
            try:
                script.get_revision(current)
            except CommandError:
                raise RecordError(
                    f"{shown(where)} was written by a newer Dateline (its shape is {current}); "
                    "update Dateline to open it"
                ) from None
        connection.rollback()
        with connection.begin():
            command.upgrade(config, "head")


@contextmanager
def guard(where: str | Path, *, waits: float = BUSY_SECONDS) -> Iterator[None]:
    """Turn errors of the database into RecordErrors that say what to try; `waits` is for how many seconds it waits."""
    try:
        yield
    except (OperationalError, DatabaseError, InterfaceError) as error:
        said, name = str(error.orig or error).strip(), shown(where)
        if "full" in said or "No space" in said or "disk I/O" in said:
            raise RecordFull(
                f"no space is left for {name}: nothing was half-written; free some space and run the command again"
            ) from error
        if "locked" in said or "lock timeout" in said:
            raise RecordLocked(
                f"{name} is locked by another program for more than {waits:g} seconds, which may be a build; nothing "
                "was written and nothing is lost: wait for it or stop it, then run the same command again"
            ) from error
        if "readonly" in said or "unable to open" in said:
            raise RecordError(f"{name} cannot be written: check the permissions of the file and its folder") from error
        if "malformed" in said or "not a database" in said:
            raise RecordError(
                f"{name} is damaged ({said}); restore a copy, or build it again from the articles"
            ) from error
        raise RecordError(f"the database of {name} refused: {said}") from error

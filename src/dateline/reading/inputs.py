"""What was given to read - files, folders, addresses, standard input - as pieces, in an order that never changes.

Invariant: one bad input is one Failure, and the rest is read. Nothing of the machine shows in an origin: a file is
named relative to the folder that was given, a file given by itself by its name.
"""

from __future__ import annotations

import errno
import os
import re
import stat
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import BinaryIO

from dateline.errors import ReadingError
from dateline.reading.limits import Limits
from dateline.reading.opening import Found, pieces_of
from dateline.reading.page import Failure, Item
from dateline.reading.stream import source_over

__all__ = ["gather", "printable"]

_DEFAULT = Limits()
_ADDRESS = re.compile(r"[A-Za-z][A-Za-z0-9+.-]+://")
# A named pipe would wait for ever; opened so, it answers at once and is then seen to be no file.
_OPEN = os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_CLOEXEC", 0) | getattr(os, "O_BINARY", 0)


def gather(
    inputs: Sequence[str],
    *,
    limits: Limits = _DEFAULT,
    allow_private: bool = False,
    recursive: bool = True,
    stdin: BinaryIO | None = None,
) -> Iterator[Item | Failure]:
    """Yield every piece of what was given, one at a time, and a Failure for each that cannot be had.

    `inputs` are paths of files or folders, `-` for standard input (`stdin`, the process's own by default), and http(s)
    addresses; they are taken in the order given, a folder sorted by path. Hidden files of a folder are skipped.
    `allow_private` lets addresses on private networks be fetched. Never raises for an input.
    """
    for given in inputs:
        if given == "-":
            under = stdin if stdin is not None else sys.stdin.buffer
            yield from pieces_of(source_over(under), Found("-", ""), limits=limits)
        elif _ADDRESS.match(given):
            yield from _from_address(given, limits, allow_private)
        else:
            yield from _from_path(given, limits, recursive)


def _from_address(address: str, limits: Limits, allow_private: bool) -> Iterator[Item | Failure]:
    from dateline.reading.address import fetch, shown  # its library is imported only where there is an address

    try:
        answer = fetch(address, limits=limits, allow_private=allow_private)
    except ReadingError as error:
        yield Failure(shown(address), error.reason, str(error))
        return
    yield from pieces_of(source_over(answer.body()), answer.found, limits=limits, size=answer.size)


def _from_path(given: str, limits: Limits, recursive: bool) -> Iterator[Item | Failure]:
    name = printable(os.path.basename(os.path.normpath(given)) or given)
    try:
        is_folder = stat.S_ISDIR(os.stat(given).st_mode)
    except (OSError, ValueError) as error:
        yield _refused(name, error, given)
        return
    if not is_folder:
        yield from _from_file(given, name, limits)
        return
    is_bare = True
    for entry in _walk(given, name, recursive):
        is_bare = False
        if isinstance(entry, Failure):
            yield entry
        else:
            yield from _from_file(entry.path, entry.origin, limits)
    if is_bare:
        yield Failure(name, "empty", "there is no file in this folder; hidden files are not read")


@dataclass(frozen=True, slots=True)
class _File:
    path: str
    origin: str


def _walk(top: str, name: str, recursive: bool) -> Iterator[_File | Failure]:
    """Step through a folder in the order of its names; each folder is entered once, whatever links lead to it."""
    seen: set[tuple[int, int]] = set()
    waiting: list[tuple[str, str, bool]] = [(top, "", True)]
    while waiting:
        path, origin, is_folder = waiting.pop()
        if not is_folder:
            yield _File(path, origin)
            continue
        try:
            status = os.stat(path)
            if (status.st_dev, status.st_ino) in seen:
                yield Failure(origin or name, "loop", "it leads to a folder that was already read")
                continue
            seen.add((status.st_dev, status.st_ino))
            with os.scandir(path) as listing:
                entries = [(entry.name, _is_folder(entry)) for entry in listing if not entry.name.startswith(".")]
        except OSError as error:
            yield _refused(origin or name, error, path)
            continue
        # Latest first, since the list is worked off from its end; sorted as bytes, for names in any encoding.
        for entry_name, entry_is_folder in sorted(entries, key=lambda entry: os.fsencode(entry[0]), reverse=True):
            if entry_is_folder and not recursive:
                continue
            under = f"{origin}/{printable(entry_name)}" if origin else printable(entry_name)
            waiting.append((os.path.join(path, entry_name), under, entry_is_folder))


def _is_folder(entry: os.DirEntry[str]) -> bool:
    try:
        return entry.is_dir()
    except OSError:  # a link to itself, or to where we may not look: opening it will tell which
        return False


def _from_file(path: str, origin: str, limits: Limits) -> Iterator[Item | Failure]:
    try:
        handle = os.open(path, _OPEN)
    except (OSError, ValueError) as error:
        yield _refused(origin, error, path)
        return
    with os.fdopen(handle, "rb", buffering=0) as file:
        status = os.fstat(handle)
        if not stat.S_ISREG(status.st_mode):
            yield _not_a_file(origin)
            return
        name = origin.rsplit("/", 1)[-1]
        yield from pieces_of(source_over(file), Found(origin, name), limits=limits, size=status.st_size)


def _not_a_file(origin: str) -> Failure:
    return Failure(
        origin, "unsupported", "it is a pipe, socket or device, not a file; to read a pipe, give `-` and pipe it in"
    )


def _refused(origin: str, error: OSError | ValueError, path: str) -> Failure:
    if isinstance(error, FileNotFoundError | NotADirectoryError):
        if os.path.islink(path):
            return Failure(origin, "not_found", "the link leads to nothing; mend it or leave it out")
        return Failure(origin, "not_found", "there is no such file or folder; check the name and where you are")
    if isinstance(error, PermissionError):
        return Failure(origin, "unreadable", "the system does not allow it to be read; check its permissions")
    if isinstance(error, OSError) and error.errno == errno.ELOOP:
        return Failure(origin, "loop", "the link leads back to itself; mend it or leave it out")
    if isinstance(error, OSError) and error.errno == errno.ENXIO:
        return _not_a_file(origin)  # a socket
    told = error.strerror if isinstance(error, OSError) else str(error)
    return Failure(origin, "unreadable", f"the system cannot open it ({told}); check the name and the disk")


def printable(name: str) -> str:
    """Return a file's name so that it can be shown and stored: what is not UTF-8 or not printable is escaped.

    >>> printable("caf\\udce9\\n.txt")
    'caf\\\\xe9\\\\x0a.txt'
    """
    said = os.fsencode(name).decode("utf-8", "backslashreplace")
    return "".join(char if char.isprintable() else _escaped(char) for char in said)


def _escaped(char: str) -> str:
    point = ord(char)
    return f"\\x{point:02x}" if point < 0x100 else f"\\u{point:04x}" if point < 0x10000 else f"\\U{point:08x}"

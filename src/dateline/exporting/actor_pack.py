"""Write the actors that a corpus names and no pack knows as a pack, ready to edit.

Invariant: the file is a pack that loads as it is. What the words did not tell (a kind above all) is not made up: an
entry that lacks it is written as a comment, for whoever knows to fill in. No private person is in it unless asked for.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from dateline.errors import ExportError
from dateline.exporting.export import write_whole
from dateline.exporting.pseudonyms import Pseudonyms
from dateline.knowledge.actors import open_actors, open_kinds
from dateline.knowledge.actors.spelling import key_of
from dateline.knowledge.names import fold, name_key
from dateline.model import Sensitivity
from dateline.reconciling.actors.known import Nearest
from dateline.reconciling.actors.listing import ListedActor
from dateline.reconciling.actors.namings import is_acronym, is_name

__all__ = ["actor_pack", "write_actor_pack"]

Row = Mapping[str, Any]
_HIDDEN = (Sensitivity.PRIVATE.value, Sensitivity.COMMENTER.value)
# Sentences are shown up to here; whoever wants the rest has the report's id.
_LONGEST = 200
_HEAD = """\
# Actors that {name} names and that no pack knows, those in most documents first.
#
# Look over each entry, correct it, and delete what is none. Entries behind a # lack something that the texts do not
# tell: fill it in and take the # away. `aliases` are the other spellings, commonest first. The kinds are
# {kinds}.
"""


def write_actor_pack(
    actors: Iterable[tuple[Row, ListedActor]],
    to: Path,
    *,
    name: str,
    include_private: bool = False,
    covers: Pseudonyms | None = None,
) -> tuple[int, int]:
    """Write the pack whole or not at all; return how many entries it has and how many of them are comments.

    `covers` covers in the sentences that are shown, unless private persons are asked for.
    Raises ExportError where it cannot be written.
    """
    text, entries, comments = actor_pack(actors, name=name, include_private=include_private, covers=covers)
    if to.is_dir():
        raise ExportError(f"{to} is a folder; name a file in it, such as {to / 'my-actors.toml'}")
    write_whole(to, lambda file: file.write(text.encode("utf-8", "replace")))
    return entries, comments


def actor_pack(
    actors: Iterable[tuple[Row, ListedActor]],
    *,
    name: str,
    include_private: bool = False,
    covers: Pseudonyms | None = None,
) -> tuple[str, int, int]:
    """Return the pack as TOML, how many entries it has, and how many of them are comments."""
    nearest = Nearest()
    hides = None if include_private else covers
    wanted = [(row, told) for row, told in actors if _belongs(row, hides, include_private=include_private)]
    wanted.sort(key=lambda one: (-one[0]["documents"], -one[0]["reports"], one[0]["id"]))
    taken, parts, comments = set(open_actors().by_id), [], 0
    # One name is one actor's: a pack in which two have it is refused.
    claimed = set(open_actors().claims)
    for row, told in wanted:
        id_ = _slug(row["name"], taken)
        taken.add(id_)
        aliases = [words for words in _aliases(row) if key_of(words) not in claimed]
        lacks = _lacking(row, claimed)
        lines = _entry(row, told, id_, aliases)
        is_whole = lacks is None
        if is_whole:
            claimed.update(map(key_of, (row["name"], *aliases)))
        about = [f"# {line}" for line in (*_about(row, told, nearest, hides), *([lacks] if lacks else ()))]
        parts.append("\n".join([*about, *(lines if is_whole else (f"# {line}" for line in lines))]))
        comments += not is_whole
    head = _HEAD.format(name=_plain(name), kinds=", ".join(sorted(open_kinds())))
    return "\n\n".join([_wrapped(head), *parts]) + "\n", len(parts), comments


def _belongs(row: Row, covers: Pseudonyms | None, *, include_private: bool) -> bool:
    if row["known"] or not is_name(row["name"]) or (covers is not None and covers.is_told(row["name"])):
        return False
    return include_private or row["sensitivity"] not in _HIDDEN


def _lacking(row: Row, claimed: Collection[str]) -> str | None:
    """Say why an entry cannot be one as it is; nothing where its missing kind says so itself, None where it can."""
    if not row["kind"]:
        return ""
    if _is_short(row["name"]):
        return "One word alone meets too many other names: give the whole one."
    if key_of(row["name"]) in claimed:
        return "Another actor is called so: if it is the same, merge the two; else tell them apart by their names."
    return None


def _entry(row: Row, told: ListedActor, id_: str, aliases: Sequence[str]) -> list[str]:
    """Return the lines of an entry."""
    lines = ["[[actor]]", f"id = {_string(id_)}", f"name = {_string(row['name'])}"]
    lines.append(f"kind = {_string(row['kind'])}" if row["kind"] else 'kind = ""')
    if row["country"] and len(row["country"]) == 2:
        lines.append(f"country = {_string(row['country'])}")
    elif told.lands:
        # Where it is named is a hint, not what the words tell of it.
        lines.append(f"# country = {_string(_most_named(told))}")
    if row["person"]:
        lines.append("person = true")
    if aliases:
        lines.append(f"aliases = [{', '.join(map(_string, aliases))}]")
    return lines


def _is_short(name: str) -> bool:
    return len(name_key(name).split()) < 2 and not is_acronym(name)


def _most_named(told: ListedActor) -> str:
    return min(told.lands, key=lambda country: (-told.lands[country], country))


def _aliases(row: Row) -> list[str]:
    """Return the other spellings that no known actor has; a word that is one of its words alone is no alias."""
    found: dict[str, str] = {}
    for words in (spelling["words"] for spelling in row["spellings"]):
        is_new = fold(words) != fold(row["name"]) and open_actors().match(words) is None
        if is_new and is_name(words) and not _is_short(words):
            found.setdefault(fold(words), words)
    return list(found.values())


def _about(row: Row, told: ListedActor, nearest: Nearest, covers: Pseudonyms | None) -> Iterator[str]:
    """Yield what helps to edit an entry: where it is named, and which known actors have names near to it."""
    times = "1 document" if row["documents"] == 1 else f"{row['documents']} documents"
    for example in list(told.examples.values())[:1]:
        said = _plain(covers.shown(example.document, example.words) if covers else example.words)
        said = said if len(said) <= _LONGEST else said[:_LONGEST].rsplit(" ", 1)[0] + " ..."
        yield f"Named in {times}; {example.row} of {example.document}: {said}"
    if not told.examples:
        yield f"Named in {times}."
    for near, spelling, score in nearest.to(row["name"]):
        yield f"Near to {_plain(open_actors().by_id[near].actor.name)} ({near}), by {_plain(spelling)!r}: {score:.2f}"


def _slug(name: str, taken: set[str]) -> str:
    base = re.sub(r"[^0-9a-z]+", "-", fold(name)).strip("-") or "actor"
    n, made = 1, base
    while made in taken:
        n += 1
        made = f"{base}-{n}"
    return made


def _string(words: str) -> str:
    escaped = _plain(words).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _plain(words: str) -> str:
    """Return words on one line, without what TOML does not allow in a comment or a string."""
    shown = "".join(char if char.isprintable() else " " for char in words)
    return " ".join(shown.encode("utf-8", "replace").decode().split())


def _wrapped(head: str) -> str:
    lines: list[str] = []
    for line in head.rstrip("\n").splitlines():
        while len(line) > 118:
            cut = line.rfind(" ", 0, 118)
            lines.append(line[:cut])
            line = f"# {line[cut + 1 :]}"
        lines.append(line)
    return "\n".join(lines)

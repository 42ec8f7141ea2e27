"""The queue on a screen: one incident at a time, one key for each thing that can be done with it.

Invariant: no rule lives here; what a key does, `Session` does, and what is refused is said in one line and changes
nothing.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import TYPE_CHECKING, Any

from rich.text import Text

from dateline.cli.keyboard import Keyboard
from dateline.cli.output import clean, count, paper
from dateline.cli.progress import patience
from dateline.cli.show_decisions import line_of
from dateline.cli.show_incident import (
    headline_of,
    show_contradictions,
    show_decisions,
    show_reports,
    show_values,
)
from dateline.errors import DatelineError, RecordError
from dateline.model import Act
from dateline.reconciling.incidents.deciding.editing import FIELDS
from dateline.reviewing.effects import all_decisions
from dateline.reviewing.keys import ACTS
from dateline.reviewing.looking import near_of, reports_of

if TYPE_CHECKING:
    from dateline.cli.review_session import Session
    from dateline.model import Decision

__all__ = ["HELP", "Screen"]

KEYS = (
    *((one.key, one.act.value, one.does) for one in ACTS),
    ("j", "next", "Go on without deciding."),
    ("k", "back", "Go back."),
    ("z", "undo", "Take back your last decision, and go there."),
    ("/", "search", "Find an incident by words or an id."),
    ("r", "reports", "Show all reports, with whole sentences."),
    ("?", "help", "Show this."),
    ("q", "quit", "Stop; what you decided is kept, and is not asked again."),
)
HELP = "\n".join(f"{key}  {name:<10}{said}" for key, name, said in KEYS)
# Reports that are shown at first, and of the nearest incident.
_REPORTS, _NEAREST = 12, 3
_NUMBERS = re.compile(r"(\d+)(?:\s*-\s*(\d+))?")


class Screen:
    """Show what a session asks, and do what the keys say."""

    def __init__(self, session: Session, keys: Keyboard) -> None:
        self._session, self._keys, self._console = session, keys, paper()
        self._acts: dict[str, Callable[[dict[str, Any]], bool]] = {
            "y": lambda row: self._verdict(Act.ACCEPT, row),
            "n": lambda row: self._verdict(Act.REJECT, row),
            "h": lambda row: self._verdict(Act.UNSURE, row),
            "e": self._edit,
            "m": lambda row: self._with_other(Act.MERGE, row),
            "d": lambda row: self._with_other(Act.DIFFERENT, row),
            "s": self._split,
            "v": self._move,
        }

    def run(self) -> None:
        """Ask until the queue is empty or `q` is pressed."""
        is_new = True
        while True:
            row = self._session.row
            if row is None and self._session.asked is not None:
                self._session.go(1)
                continue
            if is_new:
                self._show(row)
            key = self._key()
            if key == "q":
                break
            is_new = self._do(key, row)
        self._say(f"{count(max(self._session.decided, 0), 'decision')}; {self._session.left:,} left to ask about")

    def _do(self, key: str, row: dict[str, Any] | None) -> bool:
        """Do what a key says; tell whether there is anything new to show."""
        if key in ("j", "k"):
            if not self._session.go(1 if key == "j" else -1) and key == "k":
                self._say("this is the first")
                return False
            return True
        if key == "z":
            return self._undo()
        if key == "/":
            return self._search()
        if key == "?":
            self._console.print(HELP, soft_wrap=not self._console.is_terminal)
            return False
        if row is None:
            self._say("there is nothing to decide on here: k goes back, / searches, q quits")
            return False
        if key == "r":
            self._show_whole(row)
            return False
        if key in self._acts:
            try:
                return self._acts[key](row)
            except RecordError:
                raise
            except DatelineError as error:
                self._say(f"nothing was decided: {error}")
                return False
        if key.strip():
            self._say(f"there is no key {key!r}: ? shows them")
        return False

    # What is shown

    def _show(self, row: dict[str, Any] | None) -> None:
        session, console = self._session, self._console
        console.print()
        if row is None:
            nothing = "that was the last" if session.queue else "nothing is in doubt that you have not decided on"
            self._say(f"{nothing}: k goes back, / searches, q quits")
            return
        asked = session.asked
        why = f": {'; '.join(asked.why)}" if asked and asked.why else ""
        console.print(Text(f"{session.at + 1} of {len(session.queue)}{why}", "bold magenta"))
        console.print(headline_of(row), soft_wrap=not console.is_terminal)
        show_values(row, without=("nearly",))
        show_reports(session.record, row, most=_REPORTS, numbered=True)
        show_contradictions(session.record, row["contradictions"])
        show_decisions(session.record, row)
        near = self._near(row)
        if near is not None:
            other, said = near
            console.print()
            line = Text.assemble(("nearest  ", "bold"), headline_of(other))
            console.print(line, soft_wrap=not console.is_terminal)
            console.print(Text(said, "dim"), soft_wrap=not console.is_terminal)
            show_reports(session.record, other, most=_NEAREST)

    def _near(self, row: dict[str, Any]) -> tuple[dict[str, Any], str] | None:
        """Return the incident that this one may be one with, and how that is said."""
        near = near_of(self._session.record, row)
        if near is None:
            return None
        other, one = near
        return other, clean(f"{one['score']:.0%} that both are one: {one['why']}")

    def _show_whole(self, row: dict[str, Any]) -> None:
        record = self._session.record
        for number, report in enumerate(record.some("reports", reports_of(row)), 1):
            line = Text.assemble(f"{number:>3}  ", (report["id"], "dim"), "  ", clean(report["words"]))
            self._console.print(line, soft_wrap=not self._console.is_terminal)

    def _key(self) -> str:
        console = self._console
        console.print()
        line = Text()
        for key, name, _ in KEYS:
            if len(line) + len(f"{key} {name}") > console.width:
                console.print(line)
                line = Text()
            line.append(key, "bold").append(f" {name}  ", "dim")
        console.print(line)
        pressed = self._keys.key()
        console.print(Text(f"> {clean(pressed)}"))
        return pressed

    def _say(self, words: str) -> None:
        self._console.print(clean(words), soft_wrap=not self._console.is_terminal)

    # What is done

    def _verdict(self, act: Act, row: dict[str, Any]) -> bool:
        reason = self._reason() if act is Act.REJECT else None
        if act is Act.REJECT and reason is None:
            return False
        return self._decide(act, [row["id"]], reason=reason, goes_on=True)

    def _edit(self, row: dict[str, Any]) -> bool:
        field = self._ask(f"field ({', '.join(FIELDS)}): ")
        if field is None:
            return False
        value = self._ask("value (a single - empties it): ")
        if value is None:
            return False
        reason = self._keys.line("why (may be left empty): ") or None
        return self._decide(Act.EDIT, [row["id"]], reason=reason, field=field, value=None if value == "-" else value)

    def _with_other(self, act: Act, row: dict[str, Any]) -> bool:
        other = self._other(row, "with which incident" if act is Act.MERGE else "from which incident")
        reason = self._reason() if other else None
        if other is None or reason is None:
            return False
        return self._decide(act, [row["id"], other], reason=reason, goes_on=act is Act.DIFFERENT)

    def _split(self, row: dict[str, Any]) -> bool:
        reports = self._reports(row, "which reports leave it")
        reason = self._reason() if reports else None
        if not reports or reason is None:
            return False
        return self._decide(Act.SPLIT, [row["id"], *reports], reason=reason)

    def _move(self, row: dict[str, Any]) -> bool:
        reports = self._reports(row, "which reports move")
        other = self._other(row, "to which incident") if reports else None
        reason = self._reason() if other else None
        if not reports or other is None or reason is None:
            return False
        return self._decide(Act.MOVE, [*reports, other], reason=reason)

    def _decide(self, act: Act, targets: list[str], *, goes_on: bool = False, **said: Any) -> bool:
        with self._patience():
            made = self._session.decide(act, targets, **said)
        self._tell(made)
        if goes_on:
            self._session.go(1)
        return True

    def _patience(self) -> AbstractContextManager[None]:
        """Say what takes so long, where a decision goes through much: every one takes effect at once."""
        return patience(f"bringing the incidents of {self._session.record.name} up to date")

    def _tell(self, made: Decision) -> None:
        _, effects = all_decisions(self._session.record)
        self._console.print(line_of(made, effects), soft_wrap=not self._console.is_terminal)

    def _undo(self) -> bool:
        with self._patience():
            done = self._session.undo()
        if done is None:
            self._say("you decided nothing that could be taken back")
            return False
        self._tell(done[0])
        return True

    def _search(self) -> bool:
        words = self._ask("words, or an id: ")
        if words is None:
            return False
        found = self._session.find(words)
        if not found:
            self._say(f"no incident has all of: {words}")
            return False
        for number, row in enumerate(found, 1):
            line = Text.assemble(f"{number}  ", headline_of(row))
            self._console.print(line, soft_wrap=not self._console.is_terminal)
        if len(found) > 1:
            chosen = self._ask("which number: ")
            if chosen is None or not chosen.isdecimal() or not 1 <= int(chosen) <= len(found):
                self._say("none was chosen")
                return False
            found = [found[int(chosen) - 1]]
        self._session.show(found[0]["id"])
        return True

    # What is asked for

    def _ask(self, prompt: str) -> str | None:
        """Return a line, None (and say so) where it is empty."""
        said = self._keys.line(prompt)
        if not said:
            self._say("nothing was decided")
            return None
        return said

    def _reason(self) -> str | None:
        return self._ask("why: ")

    def _other(self, row: dict[str, Any], asked: str) -> str | None:
        near = self._near(row)
        if near is None:
            return self._ask(f"{asked} (an id): ")
        said = self._keys.line(f"{asked} (an id; empty: the nearest, {near[0]['id']}): ")
        if said is None:
            self._say("nothing was decided")
            return None
        return said or str(near[0]["id"])

    def _reports(self, row: dict[str, Any], asked: str) -> list[str]:
        """Return the reports of which the numbers are given: "2", "1 3", "2-4"."""
        order = reports_of(row)
        said = self._ask(f"{asked} (numbers, such as 2 4-5): ")
        if said is None:
            return []
        numbers = [(int(first), int(last or first)) for first, last in _NUMBERS.findall(said)]
        chosen = sorted({n for first, last in numbers for n in range(first, min(last, len(order) + 1) + 1)})
        if not chosen or not set(chosen) <= set(range(1, len(order) + 1)) or _NUMBERS.sub("", said).strip(" ,;"):
            self._say(f"nothing was decided: {said!r} are no numbers of reports from 1 to {len(order)}")
            return []
        return [order[n - 1] for n in chosen]

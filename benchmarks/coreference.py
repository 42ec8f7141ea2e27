"""Score what pronouns and definite nouns are taken to stand for, on short passages written for the project.

Each line of `coreference.jsonl` is a passage of invented reporting in which every scored link is marked:
`{they|rebels}` says that "they" stands for what "rebels" named before, `{it|}` that it stands for no actor (a thing,
an event, somebody whom nothing tells), and `{they|A&B}` for both. The marks were set before the rules were changed;
four of them, which contradicted their text, were mended after the first run. Rules were made for the errors of the
first half (`dev`) alone; those of the second (`held`) were read once, when some of the rules stood. A link is right
where its actor is that of the words it is marked with, wrong where it is another's, and else the finder was silent.
Precision is over the links that were made.
"""

from __future__ import annotations

import json
import re
import sys
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from benchmarks.common import Figures, digest_of, f1, run_as_module, whole
from dateline.coding import sentences_of
from dateline.finding.actors import find_actors
from dateline.finding.mentions import ActorMention

__all__ = ["Link", "judge", "measure", "unmarked"]

FOLDER = Path(__file__).resolve().parent
_MARK = re.compile(r"\{([^|{}]+)\|([^{}]*)\}")


@dataclass(frozen=True)
class Link:
    """Hold one marked stretch of the plain text and the words that name what it stands for, or none."""

    start: int
    end: int
    names: tuple[str, ...]


def unmarked(text: str) -> tuple[str, list[Link]]:
    """Return the plain text of a passage and its links, in order.

    >>> unmarked("Rebels fled. {They|Rebels} left {it|}.")
    ('Rebels fled. They left it.', [Link(start=13, end=17, names=('Rebels',)), Link(start=23, end=25, names=())])
    """
    plain, links, at = "", [], 0
    for mark in _MARK.finditer(text):
        plain += text[at : mark.start()]
        links.append(Link(len(plain), len(plain) + len(mark[1]), tuple(filter(None, mark[2].split("&")))))
        plain += mark[1]
        at = mark.end()
    return plain + text[at:], links


def judge(text: str, link: Link, mentions: Sequence[ActorMention]) -> tuple[str, str]:
    """Return "right", "wrong" or "silent" and whom the link was given; "quiet" where nothing was to be said or was.

    A noun that is read as somebody of its own ("the army" as a country's) is given that one; one that is read as nobody
    in particular ("the army" as any) is given none.
    """
    is_noun = " " in text[link.start : link.end]
    here = [m for m in mentions if m.evidence.start < link.end and link.start < m.evidence.end]
    read = [m.actor for m in here if m.antecedent or (is_noun and not m.actor.id.startswith("any:"))]
    given = {actor.id for actor in read}
    shown = " & ".join(sorted(given))
    if not link.names:
        return ("wrong" if given else "quiet"), shown
    wanted = [_named(text, name, link.start, mentions) for name in link.names]
    if not given:
        return "silent", ""
    if len(wanted) > 1:
        return ("right" if given == set().union(*wanted) else "wrong"), shown
    is_right = bool(given & wanted[0]) or link.names[0] in {actor.name for actor in read}
    return ("right" if is_right else "wrong"), shown


def _named(text: str, words: str, before: int, mentions: Sequence[ActorMention]) -> set[str]:
    """Return the actors that are read in the last place before the link where these words stand, by themselves.

    Where no actor is read there, nobody that a link could be given is right.
    """
    at = text.rfind(words, 0, before)
    if at < 0:
        raise ValueError(f"{words!r} does not stand before the link at {before} of {text!r}")
    end = at + len(words)
    within = [m for m in mentions if not m.antecedent and m.evidence.start < end and at < m.evidence.end]
    ends = [m for m in within if m.evidence.end == end] or within
    return {m.actor.id for m in ends}


def measure(folder: Path) -> Figures:
    """Find the actors of every passage and judge its links; `lines` give both halves, by sort of word."""
    file = folder / "coreference.jsonl"
    rows = [json.loads(line) for line in file.read_text(encoding="utf-8").splitlines()]
    counts: Counter[tuple[str, str]] = Counter()
    errors = []
    for row in rows:
        text, links = unmarked(row["text"])
        document = whole(text)
        (sentences,) = sentences_of([document])
        mentions = [m for found in find_actors(document, sentences) for m in found]
        for link in links:
            verdict, given = judge(text, link, mentions)
            words = text[link.start : link.end].lower()
            sort = "noun" if " " in words else words
            for part in ("", f"{row['split']} ", f"{sort}: "):
                counts[part, verdict] += 1
                counts[part, "links"] += bool(link.names)
            if verdict in ("wrong", "silent"):
                wanted = " & ".join(link.names) or "-"
                errors.append(f"{row['split']} {verdict} {words!r} is {wanted}, not {given or '-'} <- {text}")
    scores, lines = {}, []
    for part in ("", "dev ", "held "):
        right, wrong = counts[part, "right"], counts[part, "wrong"]
        made, links = right + wrong, counts[part, "links"]
        scores |= {f"{part}precision": right / made if made else 0.0, f"{part}recall": right / links if links else 0.0}
        scores[f"{part}F1"] = f1(right, made, links)
    for part in sorted({part for part, _ in counts if part.endswith(": ")}):
        lines.append(part + ", ".join(f"{counts[part, v]} {v}" for v in ("right", "wrong", "silent", "quiet")))
    items = counts["", "links"] + sum(1 for r in rows for one in unmarked(r["text"])[1] if not one.names)
    return Figures("coreference", items, digest_of([file]), scores, lines=lines, errors=errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="coreference.jsonl"))

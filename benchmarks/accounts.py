"""Score accounts on MUC-3/MUC-4: do reports that lie in one account belong to one incident of the answer key?

Of the messages with two incidents or more, a sentence is known to be of an incident where words stand in it that the
key gives for a target, a weapon or a doer of that incident and of no other of the message. Every report of violence
that took place in such a sentence is an item; what is scored is which items of a message are joined, over pairs and by
B-cubed. Sentences with words of two incidents, and those with none ("the attack was condemned"), are left out, so what
is hardest to tell is not asked; and where a message recalls an older act with the same words, the key is silent and we
are charged. Beside it stands what joining
all violence of a message gives, since most messages tell of one main act. `whole` is the share of incidents (of two
items or more) that lie in one account, `pure` that of accounts (likewise) of which all items are of one incident.
The messages of `dev` and `tst1` are read. No weight was fitted to them, but errors in them showed what cues were
missing, and changes that lost much here were not made; the other sets were left alone.
"""

from __future__ import annotations

import re
import sys
from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from benchmarks.clusters import b_cubed, pairwise
from benchmarks.common import Figures, digest_of, run_as_module
from benchmarks.muc.keys import Template, read_keys
from benchmarks.muc.texts import Dispatch, read_dispatches
from dateline.coding import code
from dateline.model import EventType, Report, Status
from dateline.reconciling.incidents.accounts.accounts import accounts_of

__all__ = ["incidents_of_reports", "measure", "whole_and_pure", "words_of_incidents"]

FOLDER = Path(__file__).resolve().parents[2] / "shared" / "benchmarks" / "muc"
SETS = ("dev", "tst1")
# Instrument, doer, thing hit, person hit by name and by description: what is named in the words of the message.
_TOOK_PLACE = (Status.OCCURRED, Status.ONGOING)
_SLOTS = (6, 9, 12, 18, 19)


def messages(folder: Path) -> Iterator[tuple[Dispatch, list[Template]]]:
    """Yield the messages with two incidents or more, with their templates."""
    for name in SETS:
        keys = {m: t for path in sorted((folder / name).glob("key-*")) for m, t in read_keys(path).items()}
        for file in sorted((folder / name).glob(f"{name}-muc*")):
            for dispatch in read_dispatches(file):
                if len(keys.get(dispatch.message, ())) > 1:
                    yield dispatch, keys[dispatch.message]


def words_of_incidents(templates: Sequence[Template]) -> list[set[str]]:
    """Return, for each template, the words that it gives and no other of the message does.

    >>> from benchmarks.muc.keys import Fill
    >>> one, other = (Template("m", {6: (Fill(("BOMB",)),), 12: (Fill((thing,)),)}) for thing in ("BANK", "BUS"))
    >>> words_of_incidents([one, other])
    [{'BANK'}, {'BUS'}]
    """
    given = [{v.upper() for slot in _SLOTS for fill in t.fills(slot) for v in fill.values if v} for t in templates]
    alone = []
    for n, words in enumerate(given):
        others = [w for m, theirs in enumerate(given) if m != n for w in theirs]
        alone.append({w for w in words if not any(_holds(o, w) or _holds(w, o) for o in others)})
    return alone


def _holds(text: str, words: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(words)}(?!\w)", text) is not None


def incidents_of_reports(reports: Iterable[Report], words: Sequence[set[str]]) -> dict[str, int]:
    """Return the incident of each report of violence that took place whose sentence has words of one incident alone."""
    found = {}
    for report in reports:
        if report.type is EventType.ASSAULT and report.status in _TOOK_PLACE:
            sentence = " ".join(report.sentence.words.upper().split())
            named = [n for n, own in enumerate(words) if any(_holds(sentence, w) for w in own)]
            if len(named) == 1:
                found[report.id] = named[0]
    return found


def whole_and_pure(gold: Mapping[str, Hashable], said: Mapping[str, Hashable]) -> Counter[str]:
    """Count incidents of two items or more and those that lie in one account, and accounts likewise.

    >>> counts = whole_and_pure({"r": 1, "s": 1, "t": 2}, {"r": "a", "s": "a", "t": "a"})
    >>> [counts[k] for k in ("incidents", "whole", "accounts", "pure")]
    [1, 1, 1, 0]
    """
    counts: Counter[str] = Counter()
    for groups, others, total, right in ((gold, said, "incidents", "whole"), (said, gold, "accounts", "pure")):
        held: defaultdict[object, list[str]] = defaultdict(list)
        for item in gold:
            held[groups[item]].append(item)
        for items in held.values():
            if len(items) > 1:
                counts[total] += 1
                counts[right] += len({others[i] for i in items}) == 1
    return counts


def measure(folder: Path) -> Figures:
    """Code the messages, make accounts, and compare with the key."""
    gold: dict[str, tuple[str, int]] = {}
    ours: dict[str, str] = {}
    errors: list[str] = []
    for dispatch, templates in messages(folder):
        result = code(dispatch.document)
        told = incidents_of_reports(result.reports, words_of_incidents(templates))
        accounts = accounts_of(dispatch.document, result.reports, mentions=result.mentions)
        gold |= {report: (dispatch.message, incident) for report, incident in told.items()}
        ours |= {report: account.id for account in accounts for report in account.reports if report in told}
        errors += _errors(dispatch.message, result.reports, told, ours)
    one = {report: message for report, (message, _) in gold.items()}
    scores, baselines = _scores(gold, ours), _scores(gold, one)
    counts = whole_and_pure(gold, ours)
    lines = [
        f"{len(gold)} reports of {len(set(one.values()))} messages; whole {counts['whole']}/{counts['incidents']} "
        f"incidents, pure {counts['pure']}/{counts['accounts']} accounts",
        *(
            f"{name}: precision {score.precision:.3f}, recall {score.recall:.3f}"
            for name, score in (("pairwise", pairwise(gold, ours)), ("B-cubed", b_cubed(gold, ours)))
        ),
    ]
    files = [f for name in SETS for f in (folder / name).glob("*") if f.name.startswith(("key-", f"{name}-muc"))]
    return Figures("accounts", len(set(one.values())), digest_of(files), scores, baselines, lines, errors)


def _scores(gold: Mapping[str, Hashable], said: Mapping[str, Hashable]) -> dict[str, float]:
    counts = whole_and_pure(gold, said)
    return {
        "pairwise F": pairwise(gold, said).f1,
        "B-cubed F": b_cubed(gold, said).f1,
        "whole": counts["whole"] / (counts["incidents"] or 1),
        "pure": counts["pure"] / (counts["accounts"] or 1),
    }


def _errors(message: str, reports: Sequence[Report], gold: Mapping[str, int], said: Mapping[str, str]) -> Iterator[str]:
    told = {r.id: f"{r.trigger.words} ({r.sentence.words[:70]!r})" for r in reports}
    for groups, others, name in ((said, gold, "merged"), (gold, said, "split")):
        for group in sorted({str(groups[r]) for r in gold}):
            held = [r for r in gold if str(groups[r]) == group]
            if len({others[r] for r in held}) > 1:
                yield f"{message} {name}: " + "; ".join(f"{str(others[r])[:4]} {told[r]}" for r in held)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=FOLDER, marker="dev/key-*"))

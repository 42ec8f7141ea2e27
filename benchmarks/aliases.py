"""Score what the seed pages call actors, outlets and places: every spelling of one thing to one id, no id for two.

The sets of spellings are those of the pages' gold (`alias sets`, `sets apart`) and the pairs that lie beside it (`pairs
of one`, `pairs of two`), which are harder; neither is part of the project. A set is right where all its spellings
resolve, and to one id; two sets, or a pair of two things, where they do not resolve to one. Names are resolved as in a
text about Iraq, without the titles before them: by the packs of actors and the outlets first, then by the gazetteer.

What belongs to whom, who led whom and who held which office is read off the pages by hand (`own_hierarchy.toml`). A
pair is right where both names resolve and the packs say so on the page's day; one that is not so is right where they do
not say it. The simple way, shown beside the first four figures, takes names that are written alike for one thing.
"""

from __future__ import annotations

import json
import sys
import tomllib
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from pathlib import Path
from typing import Any

from benchmarks.common import SHARED, Figures, digest_of, run_as_module
from dateline.finding.actor_rules import actor_rules
from dateline.knowledge.actors import RelationKind, open_actors
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.names import fold
from dateline.knowledge.outlets import open_outlets

FILES = ("dev_gold.json", "name_pairs_dev.json")
HIERARCHY = Path(__file__).with_name("own_hierarchy.toml")
# The pages are about one country, by which names that many countries have are told apart.
NEAR = "IQ"


def bare(name: str) -> str:
    """Return a name without the titles before it.

    >>> bare("Prime Minister Maliki"), bare("Governor Dway")
    ('Maliki', 'Dway')
    """
    words = name.split()
    while len(words) > 1 and words[0].lower().strip(".") in actor_rules().titles:
        del words[0]
    return " ".join(words)


def resolved(name: str) -> str | None:
    """Return the id of the actor, the outlet or else the place that a name stands for in the pages, or None."""
    outlet = open_outlets().match(name)
    for words in dict.fromkeys((name, bare(name))):
        actor = outlet.actor if outlet else open_actors().match(words, near=NEAR)
        if actor is not None:
            return actor.id
    known = open_gazetteer().lookup(name)
    known = [p for p in known if p.fit == known[0].fit] or open_gazetteer().lookup(name, countries=[NEAR])
    places = [p for p in known if p.place.country == NEAR] or known
    return places[0].place.id if places else None


def is_one(names: Iterable[str]) -> bool:
    """Tell whether all names resolve, and to one id."""
    ids = {resolved(name) for name in names}
    return len(ids) == 1 and None not in ids


def is_two(one: str, other: str) -> bool:
    """Tell whether two names do not resolve to one id; a name that resolves to nothing is not the other's."""
    first = resolved(one)
    return first is None or first != resolved(other)


def is_under(low: str, high: str, on: str) -> bool:
    """Tell whether the packs say that an actor was part of another on a day."""
    below, above = resolved(low), resolved(high)
    return below is not None and above in open_actors().ancestors(below, on=on)


def is_led_by(group: str, leader: str, on: str) -> bool:
    """Tell whether the packs say that a group was led by somebody, and by nobody else, on a day."""
    id_ = resolved(group)
    found = open_actors().relations(id_, kind=RelationKind.LED_BY, on=on) if id_ else ()
    return {r.id for r in found} == {resolved(leader)}


def is_held(office: str, of: str, on: str, holder: str) -> bool:
    """Tell whether the packs say that somebody alone held an office on a day; no holder is named by no words."""
    return [a.id for a in open_actors().holders(office, of, on=on)] == ([resolved(holder)] if holder else [])


def hierarchy(facts: Mapping[str, Any]) -> list[tuple[str, bool]]:
    """Return every fact in words and whether the packs say so."""
    found = []
    for table in facts["under"]:
        found += [(f"{a} is under {b} in {table['on']}", is_under(a, b, table["on"])) for a, b in table["pairs"]]
    for table in facts["not_under"]:
        found += [
            (f"{a} is not under {b} in {table['on']}", not is_under(a, b, table["on"])) for a, b in table["pairs"]
        ]
    for table in facts["led_by"]:
        found += [(f"{a} is led by {b} in {table['on']}", is_led_by(a, b, table["on"])) for a, b in table["pairs"]]
    for table in facts["office"]:
        found += [
            (f"{holder or 'nobody known'} was {table['office']} of {table['of']} in {on}",
             is_held(table["office"], table["of"], on, holder))
            for on, holder in table["held"]
        ]  # fmt: skip
    return found


def is_written_alike(names: Iterable[str]) -> bool:
    """Tell whether names have the same letters: the simple way.

    >>> is_written_alike(["Al-Qaeda", "al qaeda"]), is_written_alike(["Mahdi Army", "Mehdi Army"])
    (True, False)
    """
    return len({fold(name) for name in names}) == 1


def shown(names: Iterable[str]) -> str:
    """Write names with what they resolve to."""
    return ", ".join(f"{name}: {resolved(name)}" for name in names)


def share(right: Sequence[bool]) -> float:
    """Return the share that is right; of nothing, 0."""
    return sum(right) / len(right) if right else 0.0


def measure(folder: Path) -> Figures:
    """Resolve the spellings of the gold and of the pairs in a folder, and ask the packs for the hierarchy."""
    gold = json.loads((folder / FILES[0]).read_text(encoding="utf-8"))
    pairs = json.loads((folder / FILES[1]).read_text(encoding="utf-8"))
    sets = [[name, *names] for _, name, names in gold["aliases"]]
    one, one_of_pair = [is_one(names) for names in sets], [is_one(names) for names in pairs["match"]]
    apart = list(combinations([name for _, name, _ in gold["aliases"]], 2))
    two, two_of_pair = [is_two(*names) for names in apart], [is_two(*names) for names in pairs["different"]]
    facts = hierarchy(tomllib.loads(HIERARCHY.read_text(encoding="utf-8")))
    ones, twos = [*sets, *pairs["match"]], [*apart, *pairs["different"]]
    errors = [
        *(f"one thing: {shown(n)}" for n, ok in zip(ones, [*one, *one_of_pair], strict=True) if not ok),
        *(f"two things: {shown(n)}" for n, ok in zip(twos, [*two, *two_of_pair], strict=True) if not ok),
        *(f"hierarchy: {said}" for said, ok in facts if not ok),
    ]
    scores = {
        "alias sets": share(one),
        "sets apart": share(two),
        "pairs of one": share(one_of_pair),
        "pairs of two": share(two_of_pair),
        "hierarchy": share([ok for _, ok in facts]),
    }
    baselines = {
        "alias sets": share([is_written_alike(names) for names in sets]),
        "sets apart": share([not is_written_alike(names) for names in apart]),
        "pairs of one": share([is_written_alike(names) for names in pairs["match"]]),
        "pairs of two": share([not is_written_alike(names) for names in pairs["different"]]),
    }
    items = len(ones) + len(pairs["different"]) + len(facts)
    digest = digest_of([*(folder / name for name in FILES), HIERARCHY])
    return Figures("aliases", items, digest, scores, baselines, errors=errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "corpus", marker=FILES[1]))

"""What reviewers decided about actors, applied to what the clustering made of their names.

Invariant: the effect is a function of the links and of all decisions in the order in which they were made; a later
decision goes before an earlier one, an undone decision has no effect, and nothing that is stored is changed. A decision
that names an actor by an id that led elsewhere since is applied there; one that can be applied to nothing is told.
"""

from __future__ import annotations

import hashlib
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from dateline.model import Act, Decision, Subject
from dateline.reconciling.actors.namings import UNKNOWN

__all__ = ["Cell", "Settlement", "live", "settle", "spelling_id"]

# What the decisions act on: a cluster, by its id, and one of the ids that are united there.
Cell = tuple[str, str]
_ABOUT_ACTORS = frozenset({Act.MERGE, Act.DIFFERENT, Act.SPLIT})


@dataclass(frozen=True, slots=True)
class Settlement:
    """Hold where decisions lead: from cells to actors, from actors that were merged away to those they are now.

    `unapplied` are the ids of live decisions about actors that are no more there to decide on.
    """

    cells: Mapping[Cell, str] = field(default_factory=dict)
    gone: Mapping[str, str] = field(default_factory=dict)
    unapplied: tuple[str, ...] = ()

    def actor(self, cluster: str, id_: str) -> str:
        """Return the actor that an id of a cluster stands for now."""
        return self.cells.get((cluster, id_), cluster)

    def leads_to(self, actor: str) -> str:
        """Return the actor that an id leads to after all merges; itself where it was not merged."""
        for _ in range(len(self.gone) + 1):
            if actor not in self.gone:
                break
            actor = self.gone[actor]
        return actor


def live(decisions: Iterable[Decision]) -> list[Decision]:
    """Return the decisions that are not undone, in their order; an undo can be undone too, and is not returned."""
    undone: set[str] = set()
    kept = []
    for one in reversed(list(decisions)):
        if one.id in undone:
            continue
        if one.act is Act.UNDO:
            undone.update(one.targets)
        else:
            kept.append(one)
    return kept[::-1]


def spelling_id(actor: str) -> str:
    """Return the id that a name has in its document, without what tells actors of one name apart.

    >>> spelling_id("text:hassan~3f9a01")
    'text:hassan'
    """
    return actor.partition("~")[0] if actor.startswith(UNKNOWN) else actor


def settle(
    cells: Collection[Cell], decisions: Iterable[Decision], *, redirects: Mapping[str, str] | None = None
) -> Settlement:
    """Apply all decisions, in order, to the cells of the clusters.

    `redirects` lead from ids that actors had in earlier links to those of now. Ids of known actors are themselves.
    Decisions about anything else than actors have no effect here.
    """
    about = [one for one in live(decisions) if one.act in _ABOUT_ACTORS and one.about is Subject.ACTOR]
    work = _Work(cells, redirects or {}, about)
    unapplied = [one.id for one in about if not work.apply(one)]
    changed = {cell: actor for cell, actor in work.actor_of.items() if actor != cell[0]}
    gone = {old: new for old, new in work.gone.items() if old != new}
    return Settlement(changed, gone, tuple(unapplied))


class _Work:
    """Hold which actor each cell stands for while one decision after the other is applied."""

    def __init__(self, cells: Collection[Cell], redirects: Mapping[str, str], decisions: Sequence[Decision]) -> None:
        self.actor_of: dict[Cell, str] = {cell: cell[0] for cell in sorted(cells)}
        self.gone: dict[str, str] = {}
        self._redirects = redirects
        for target in sorted({target for one in decisions for target in one.targets}):
            if not target.startswith(UNKNOWN):
                self.actor_of.setdefault((target, target), target)

    def apply(self, one: Decision) -> bool:
        """Apply one decision; tell whether there was anything that it could be applied to."""
        if one.act is Act.MERGE:
            return self._merge(one)
        if one.act is Act.SPLIT:
            return self._split(one)
        return self._part(one)

    def _now(self, target: str) -> str | None:
        """Return the actor that a target stands for now, or None where there is none of it."""
        seen: set[str] = set()
        while target not in seen:
            if target in self.actor_of.values():
                return target
            seen.add(target)
            target = self.gone.get(target) or self._redirects.get(target) or target
        of_spelling = {actor for (_, id_), actor in self.actor_of.items() if id_ == spelling_id(target)}
        return of_spelling.pop() if len(of_spelling) == 1 else None

    def _merge(self, one: Decision) -> bool:
        found = list(dict.fromkeys(actor for actor in map(self._now, one.targets) if actor is not None))
        if len(found) < 2:
            return len(found) == 1 and all(self._now(target) is not None for target in one.targets)
        into = next((actor for actor in found if not actor.startswith(UNKNOWN)), found[0])
        for cell, actor in self.actor_of.items():
            if actor in found:
                self.actor_of[cell] = into
        for actor in found:
            if actor != into:
                self.gone[actor] = into
        self.gone.pop(into, None)
        return True

    def _split(self, one: Decision) -> bool:
        whole, *spellings = one.targets
        now = self._now(whole)
        done = False
        for id_ in spellings:
            cells = [cell for cell, actor in self.actor_of.items() if actor == now and cell[1] == id_]
            rest = [cell for cell, actor in self.actor_of.items() if actor == now and cell[1] != id_]
            # A name that is united with none any more stands alone already.
            done = done or bool(cells and rest) or any(cell[1] == id_ for cell in self.actor_of)
            if cells and rest:
                self._move(cells, id_, one)
        return done

    def _part(self, one: Decision) -> bool:
        if any(self._now(target) is None for target in one.targets):
            return False
        together: dict[str, list[str]] = {}
        for target in dict.fromkeys(one.targets):
            together.setdefault(self._now(target) or target, []).append(target)
        for now, targets in together.items():
            stays = now if now in targets else targets[0]
            owned = {cell: _owner(cell, targets) for cell, actor in self.actor_of.items() if actor == now}
            for target in targets:
                mine = [cell for cell, owner in owned.items() if owner == target]
                if target != stays and mine:
                    self._move(mine, target, one)
        return True

    def _move(self, cells: Sequence[Cell], to: str, one: Decision) -> None:
        taken = {actor for cell, actor in self.actor_of.items() if cell not in cells}
        if to in taken:
            to = f"{spelling_id(to)}~{hashlib.sha256(f'{one.id} {to}'.encode()).hexdigest()[:6]}"
        for cell in cells:
            self.actor_of[cell] = to
        self.gone.pop(to, None)


def _owner(cell: Cell, targets: Sequence[str]) -> str | None:
    """Return which of several actors that became one a cell was of: by its name first, then by its cluster."""
    by_name = [target for target in targets if spelling_id(target) == cell[1]]
    if len(by_name) == 1:
        return by_name[0]
    return cell[0] if cell[0] in targets else None

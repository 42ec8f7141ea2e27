"""How likely it is that one origin of an incident depends on another, read from `data/dependence.toml`.

Invariant: a probability rests on something seen between the two; where nothing is seen it is 0.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from importlib import resources
from typing import Any

from dateline.data_files import number_in, read_toml, table_in
from dateline.errors import KnowledgeError
from dateline.knowledge.actors import open_actors
from dateline.knowledge.names import fold
from dateline.model import Derivation, DerivedHow, Report, VoiceKind
from dateline.reconciling.incidents.matching.parties import Camp, traits_of
from dateline.reconciling.incidents.sources.origin import Origin

__all__ = ["DependenceRules", "dependence", "dependence_rules", "effective", "effective_number"]

_SEEN = (
    "one_outlet", "shared_outlet", "same_description", "same_kind", "same_side", "reuse", "credit", "shared_mistake",
)  # fmt: skip
# Origins of one incident that are compared with each other.
MOST_WEIGHED = 128
# Kinds of which two speakers may be of one body.
_BODIES = frozenset({VoiceKind.OFFICIAL, VoiceKind.MILITARY, VoiceKind.ARMED_GROUP, VoiceKind.PARTY})
_PRESS = frozenset({VoiceKind.OUTLET, VoiceKind.WIRE, VoiceKind.UNKNOWN})


@dataclass(frozen=True, slots=True)
class DependenceRules:
    """Hold the content of `data/dependence.toml`."""

    copied: float
    seen: Mapping[str, float]
    others: int


@lru_cache(maxsize=1)
def dependence_rules() -> DependenceRules:
    """Return the rules. Raises KnowledgeError where the file breaks its schema."""
    return _rules_from(read_toml(resources.files(__package__).joinpath("data/dependence.toml")))


def _rules_from(raw: dict[str, Any]) -> DependenceRules:
    where = "dependence.toml"
    if set(raw) != {"copied", "seen", "limits"}:
        raise KnowledgeError(f"{where}: missing or unknown: {sorted(set(raw) ^ {'copied', 'seen', 'limits'})}")
    seen, limits = table_in(raw["seen"], f"{where}, seen"), table_in(raw["limits"], f"{where}, limits")
    if set(seen) != set(_SEEN) or set(limits) != {"others"}:
        raise KnowledgeError(f"{where}: seen needs {sorted(_SEEN)} and limits others; found {sorted({*seen, *limits})}")
    return DependenceRules(
        number_in(raw["copied"], f"{where}, copied", least=0, most=1),
        {name: number_in(seen[name], f"{where}, seen.{name}", least=0, most=1) for name in _SEEN},
        int(number_in(limits["others"], f"{where}, limits.others", least=1, most=100)),
    )


def effective_number(origins: Sequence[Origin], reports: Iterable[Report], derivations: Iterable[Derivation]) -> float:
    """Return the effective number of independent sources of an incident, in [1, number of origins], 0 without any.

    Of more than `MOST_WEIGHED` origins those with most reports of their own are weighed, and the rest are taken to be
    as independent as they are: the time grows with the square of what is weighed.
    """
    weighed = sorted(origins, key=lambda o: (-len(o.own), o.key))[:MOST_WEIGHED]
    if len(weighed) < 2:
        return float(len(weighed))
    found = effective(weighed, dependence(weighed, reports, derivations))
    return found * len(origins) / len(weighed)


def effective(origins: Sequence[Origin], probabilities: Mapping[tuple[str, str], float]) -> float:
    """Return the effective number of independent sources, in [1, number of origins]; 0 where there are none.

    Each source counts the probability that it says what it says independently of those counted before it, the product
    of 1 - c P over them, with c = .8; those that most likely depend on one counted already come next, so that the
    order in which they are given does not matter. Dong, Berti-Equille and Srivastava, "Integrating conflicting data:
    the role of source dependence" (VLDB 2009). `probabilities` lead from two keys, sorted, to P.

    >>> effective([], {})
    0.0
    """
    copied, left = dependence_rules().copied, sorted(origin.key for origin in origins)

    def p(one: str, other: str) -> float:
        return probabilities.get((one, other) if one < other else (other, one), 0.0)

    if not left:
        return 0.0
    nearest = {key: max((p(key, other) for other in left if other != key), default=0.0) for key in left}
    closest = min(left, key=lambda key: (-nearest[key], key))
    left.remove(closest)
    total = 1.0
    most = {key: p(key, closest) for key in left}
    independent = {key: 1 - copied * p(key, closest) for key in left}
    while left:
        following = min(left, key=lambda key: (-most[key], independent[key], key))
        left.remove(following)
        total += independent[following]
        for key in left:
            most[key] = max(most[key], p(key, following))
            independent[key] *= 1 - copied * p(key, following)
    return min(max(total, 1.0), float(len(origins)))


def dependence(
    origins: Sequence[Origin], reports: Iterable[Report], derivations: Iterable[Derivation]
) -> dict[tuple[str, str], float]:
    """Return by their keys, sorted, how likely each two origins depend on each other, where anything shows that.

    The order of time decides nothing: of two that may depend on each other, who took from whom does not change how
    many they are.
    """
    by_id = {report.id: report for report in reports}
    rules = dependence_rules()
    between = _links(origins, by_id, derivations)
    mistakes = _shared_mistakes(origins, by_id, rules.others)
    told = {o.key: [by_id[i] for i in (o.own or o.reports)] for o in origins}
    found: dict[tuple[str, str], float] = {}
    ordered = sorted(origins, key=lambda o: o.key)
    for n, one in enumerate(ordered):
        for other in ordered[n + 1 :]:
            pair = (one.key, other.key)
            signs = [between.get(pair, 0.0), rules.seen["shared_mistake"] if pair in mistakes else 0.0]
            signs.append(_by_outlets(one, other, rules))
            signs.append(_by_voices(one, other, told, rules))
            without = 1.0
            for sign in signs:
                without *= 1 - sign
            if without < 1:
                found[pair] = round(1 - without, 6)
    return found


def _by_outlets(one: Origin, other: Origin, rules: DependenceRules) -> float:
    ours, theirs = set(one.outlets), set(other.outlets)
    if not ours & theirs:
        return 0.0
    return rules.seen["one_outlet" if ours == theirs and len(ours) == 1 else "shared_outlet"]


def _by_voices(one: Origin, other: Origin, told: Mapping[str, Sequence[Report]], rules: DependenceRules) -> float:
    if one.is_voice and other.is_voice:
        sides = {_side(one), _side(other)}
        may_be_one = None in sides or len(sides) == 1
        return rules.seen["same_side"] if may_be_one and set(one.kinds) & set(other.kinds) & _BODIES else 0.0
    ours, theirs = _described(told[one.key]), _described(told[other.key])
    if ours & theirs:
        return rules.seen["same_description"]
    kinds = (set(one.kinds) & set(other.kinds)) - _PRESS
    return rules.seen["same_kind"] if kinds else 0.0


def _side(origin: Origin) -> str | None:
    """Return the state or the movement that a body speaks for; None for persons, and for bodies that are neither's."""
    id_ = origin.key.partition(":")[2].partition("/")[0]
    known, traits = open_actors().by_id.get(id_), traits_of(id_)
    if known is not None and known.person:
        return None  # who holds an office and belongs to a party may speak for either
    is_side = traits.camp is Camp.ARMED if known is not None else False
    return traits.whole if is_side or traits.whole.endswith(":state") else None


def _described(reports: Iterable[Report]) -> set[str]:
    """Return the descriptions of voices without a name."""
    nearest = (report.voices.nearest for report in reports)
    return {fold(v.name) for v in nearest if v is not None and v.id.startswith(("described:", "any:"))}


def _links(
    origins: Sequence[Origin], by_id: Mapping[str, Report], derivations: Iterable[Derivation]
) -> dict[tuple[str, str], float]:
    """Return the strongest link between documents of which one has one origin's own reports, one the other's."""
    seen = dependence_rules().seen
    holding: defaultdict[str, set[str]] = defaultdict(set)
    for origin in origins:
        for id_ in origin.own:
            holding[by_id[id_].document].add(origin.key)
    found: dict[tuple[str, str], float] = {}
    for link in derivations:
        if link.report is not None or link.origin_document is None or link.how is DerivedHow.SAME_ORIGIN:
            continue
        strength = seen["reuse"] * (link.containment or 0.0) if link.how is DerivedHow.REUSE else seen["credit"]
        ours, theirs = holding.get(link.document, set()), holding.get(link.origin_document, set())
        for one in ours - theirs:
            for other in theirs - ours:
                pair = (one, other) if one < other else (other, one)
                found[pair] = max(found.get(pair, 0.0), strength)
    return found


def _shared_mistakes(origins: Sequence[Origin], by_id: Mapping[str, Report], others: int) -> set[tuple[str, str]]:
    """Return the pairs of origins that alone give a figure, where enough others agree on another."""
    giving: defaultdict[str, defaultdict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for origin in origins:
        for id_ in origin.own:
            for name, count in by_id[id_].counts():
                giving[name][str(count.range)].add(origin.key)
    found: set[tuple[str, str]] = set()
    for values in giving.values():
        for value, keys in values.items():
            rival = max((len(k - keys) for v, k in values.items() if v != value), default=0)
            if len(keys) == 2 and rival >= others:
                one, other = sorted(keys)
                found.add((one, other))
    return found

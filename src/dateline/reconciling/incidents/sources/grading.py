"""How well an incident is attested: a grade, why in words, and the Admiralty pair.

Invariant: an incident is corroborated only by origins that are independent of each other. Two parties that each boast
of their own deeds corroborate nothing, and a source that took back what it told counts no longer.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from datetime import date

from dateline.knowledge.names import fold
from dateline.model import Contradiction, Corroboration, Derivation, Document, Grade, Report, Side, VoiceKind
from dateline.reconciling.incidents.sources.dependence import effective_number
from dateline.reconciling.incidents.sources.grading_rules import grading_rules
from dateline.reconciling.incidents.sources.origin import Origin
from dateline.reconciling.incidents.sources.origins import origins as origins_of
from dateline.reconciling.incidents.sources.reliability import Reliabilities, reliability_of
from dateline.reconciling.incidents.sources.standing import denials
from dateline.reconciling.incidents.sources.telling import listed, say, why

__all__ = ["corroboration_of", "withdrawals"]

_PRESS = (VoiceKind.OUTLET, VoiceKind.WIRE)
_NAMES = 2  # names in a remark


def corroboration_of(
    origins: Sequence[Origin],
    reports: Sequence[Report],
    derivations: Iterable[Derivation],
    documents: Mapping[str, Document],
    *,
    contradictions: Sequence[Contradiction] = (),
    reliabilities: Reliabilities | None = None,
) -> Corroboration:
    """Grade an incident whose reports go back to these `origins` (of `origins.origins`).

    `contradictions` are the incident's own. The letter is that of the best source by `reliabilities`, F without; the
    number follows the rules of `data/grading.toml`. The two are a pair, and never multiplied (NATO AJP-2.1).
    """
    links = list(derivations)
    by_id = {report.id: report for report in reports}
    against = origins_of(denials(reports), links, documents)
    withdrawn = _withdrawn(origins, against, by_id, documents)
    left = [origin for origin in origins if origin.key not in withdrawn]
    deniers = _deniers(against, left) if left else []
    disputes = _disputes(contradictions, [*origins, *against])
    grade = _grade(origins, left, deniers, disputes, by_id)
    strength = effective_number(left, reports, links)
    number = grading_rules().number(
        grade,
        strength,
        against=len(deniers) >= len(left) > 0,
        checkable=any(origin.is_voice or origin.is_eyewitness for origin in left),
        outlets=len({outlet for origin in left for outlet in origin.outlets or (origin.name,)}),
    )
    remarks = _remarks(origins, left, withdrawn, deniers, disputes, by_id)
    told = {by_id[id_].document for origin in origins for id_ in origin.reports}
    return Corroboration(grade, why(origins, len(told), remarks), reliability_of(left, reliabilities or {}), number)


def withdrawals(
    reports: Sequence[Report], derivations: Iterable[Derivation], documents: Mapping[str, Document]
) -> dict[str, tuple[str, ...]]:
    """Return the reports of an incident that their origin took back, each with the reports in which it does, by id.

    `reports` are those of one incident but for rejected ones, the rest as `origins.origins` takes it.
    """
    links = list(derivations)
    by_id = {report.id: report for report in reports}
    behind = origins_of(reports, links, documents)
    found = _withdrawn(behind, origins_of(denials(reports), links, documents), by_id, documents)
    return {
        id_: tuple(sorted(found[origin.key]))
        for origin in behind
        if origin.key in found
        for id_ in origin.reports
        if id_ not in found[origin.key]
    }


def _grade(
    origins: Sequence[Origin],
    left: Sequence[Origin],
    deniers: Sequence[Origin],
    disputes: Sequence[str],
    by_id: Mapping[str, Report],
) -> Grade:
    if origins and not left:
        return Grade.RETRACTED
    if deniers or disputes:
        return Grade.CONTESTED
    boasting = [origin for origin in left if _boasts(origin, by_id)]
    plain = [origin for origin in left if origin not in boasting]
    if len(plain) + bool(boasting) < 2:
        return Grade.SINGLE_ORIGIN
    if _are_different(left, by_id):
        return Grade.CORROBORATED_BY_KINDS
    return Grade.CORROBORATED


def _are_different(origins: Sequence[Origin], by_id: Mapping[str, Report]) -> bool:
    """Tell whether two origins know in different ways, or stand on the two sides of the act."""
    rules = grading_rules()
    families = [found for origin in origins if (found := rules.families_of(_known_kinds(origin)))]
    if any(not one & other for n, one in enumerate(families) for other in families[n + 1 :]):
        return True
    reports = [by_id[id_] for origin in origins for id_ in origin.reports]
    doing = {_body(party.actor.id) for report in reports for party in report.actors}
    suffering = {_body(party.actor.id) for report in reports for party in report.recipients}
    speaking = {_body(origin.key.partition(":")[2]) for origin in origins if origin.is_voice}
    return bool(speaking & (doing - suffering)) and bool(speaking & (suffering - doing))


def _boasts(origin: Origin, by_id: Mapping[str, Report]) -> bool:
    """Tell whether all that an origin tells is what its own side did to others."""
    if not origin.is_voice:
        return False
    body = _body(origin.key.partition(":")[2])
    told = [by_id[id_] for id_ in origin.reports]
    own = [body in {_body(party.actor.id) for party in report.actors} for report in told]
    acts = grading_rules().boasts
    return any(own) and all(
        mine or not report.actors for mine, report in zip(own, told, strict=True) if report.type in acts
    ) and any(mine and report.type in acts for mine, report in zip(own, told, strict=True))  # fmt: skip


def _body(id_: str) -> str:
    """Return the body that one of its people stands for: `taliban/commanders` speaks for `taliban`."""
    return id_.partition("/")[0]


def _known_kinds(origin: Origin) -> list[VoiceKind]:
    """Return the kinds that say how an origin knows; an outlet that names nobody, and was not there, does not say."""
    return [kind for kind in origin.kinds if kind not in _PRESS or origin.is_eyewitness]


def _deniers(against: Sequence[Origin], left: Sequence[Origin]) -> list[Origin]:
    """Return the origins of denials that could know, and that tell nothing else of the incident."""
    kinds, standing = grading_rules().deniers, {origin.key for origin in left}
    return [origin for origin in against if set(origin.kinds) & kinds and origin.key not in standing]


def _disputes(contradictions: Sequence[Contradiction], origins: Sequence[Origin]) -> list[str]:
    """Return on what independent origins differ, as far as it makes an incident contested."""
    behind = {id_: origin.key for origin in origins for id_ in origin.reports}
    found = []
    for contradiction in contradictions:
        sides = [_behind(side, behind) for side in contradiction.sides]
        parted = any(one and other and not one & other for n, one in enumerate(sides) for other in sides[n + 1 :])
        if contradiction.disputed in grading_rules().contested and parted:
            found.append(contradiction.disputed.value)
    return sorted(set(found))


def _behind(side: Side, behind: Mapping[str, str]) -> set[str]:
    return {behind[id_] for id_ in side.reports if id_ in behind} or {f"voice:{voice}" for voice in side.voices}


def _withdrawn(
    origins: Sequence[Origin],
    against: Sequence[Origin],
    by_id: Mapping[str, Report],
    documents: Mapping[str, Document],
) -> dict[str, set[str]]:
    """Return the keys of the origins that took back what they told, each with the reports in which they did.

    One does where it denies later what it told before, or where a sentence with the words for it names it, or is its
    own.
    """
    rules, found = grading_rules(), defaultdict[str, set[str]](set)
    later = {origin.key: origin for origin in against}
    for origin in origins:
        if origin.key in later and _is_after(later[origin.key], origin, by_id, documents):
            found[origin.key].update(later[origin.key].reports)
    for report in by_id.values():
        if not rules.takes_back(report.sentence.words):
            continue
        words = f" {fold(report.sentence.words)} "
        named = {origin.key for origin in origins if f" {fold(origin.name)} " in words}
        for key in named or {origin.key for origin in [*origins, *against] if report.id in origin.own}:
            found[key].add(report.id)
    keys = {origin.key for origin in origins}
    return {key: ids for key, ids in found.items() if key in keys}


def _is_after(later: Origin, earlier: Origin, by_id: Mapping[str, Report], documents: Mapping[str, Document]) -> bool:
    """Tell whether all that one tells came out after what the other told; without dates nothing tells."""
    told, denied = (_days(origin, by_id, documents) for origin in (earlier, later))
    return None not in told and None not in denied and max(map(_day, told)) < min(map(_day, denied))


def _days(origin: Origin, by_id: Mapping[str, Report], documents: Mapping[str, Document]) -> list[date | None]:
    ids = {by_id[id_].document for id_ in (origin.own or origin.reports)}
    published = [documents[id_].published if id_ in documents else None for id_ in sorted(ids)]
    return [moment.earliest if moment is not None else None for moment in published]


def _day(day: date | None) -> date:
    return day or date.min


def _remarks(
    origins: Sequence[Origin],
    left: Sequence[Origin],
    withdrawn: Collection[str],
    deniers: Sequence[Origin],
    disputes: Sequence[str],
    by_id: Mapping[str, Report],
) -> list[str]:
    said = []
    outlets = {outlet for origin in origins for outlet in origin.outlets}
    if len(origins) > 1 and len(outlets) == 1 and all(origin.outlets for origin in origins):
        said.append(say("one_outlet", name=min(outlets)))
    if len(left) > 1 and all(_boasts(origin, by_id) for origin in left):
        said.append(say("boasts"))
    if deniers:
        said.append(say("denied", name=listed([origin.name for origin in deniers], _NAMES)))
    if disputes:
        said.append(say("disputed", what=listed(disputes, _NAMES)))
    denying = {origin.key for origin in deniers}
    names = [origin.name for origin in origins if origin.key in withdrawn and origin.key not in denying]
    if names:
        said.append(say("retracted", name=listed(names, _NAMES)))
    return said

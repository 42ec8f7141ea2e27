"""Who did it: two doers of one act, of whom neither is the other, a part of the other, or the other told more widely.

Invariant: a doer is who a report names as the actor, who claims the act, or who is blamed for it. "Gunmen" may be
anybody with a gun, and the organs of one state stand for each other; a state and its enemy do not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from dateline.knowledge.actors import open_actors
from dateline.model import Actor, Contradiction, Disputed, EventType, Evidence, Party, Report, Status, ZoneKind
from dateline.reconciling.incidents.contradictions.camps import are_of_other_camps
from dateline.reconciling.incidents.contradictions.doers import are_told_alike, may_be_one
from dateline.reconciling.incidents.contradictions.locating import lands_of
from dateline.reconciling.incidents.contradictions.naming import names_of, topics_in
from dateline.reconciling.incidents.contradictions.recipients import are_others, strikes
from dateline.reconciling.incidents.contradictions.remarks import Remark
from dateline.reconciling.incidents.contradictions.sameness import sameness_of
from dateline.reconciling.incidents.contradictions.siding import contradiction, sides_of
from dateline.reconciling.incidents.contradictions.stating import Remarked, Said, Statement
from dateline.reconciling.incidents.contradictions.wording import counted_by_sense, has_words
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["actors", "blamed"]

_DONE = (EventType.ASSAULT, EventType.COERCE)
# Letters between an act and the sentence that blames somebody for it.
_NEAR = 600
_WORD = re.compile(r"[^\W_][\w'’-]*")
# A word with a capital that another follows is a part of a name: "the *National* Liberation Front".
_PART_OF_NAME = re.compile(r"\b[A-Z][\w'’-]*$")
_NAME_GOES_ON = re.compile(r"\s+[A-Z]")
# Between members and the name of their group.
_OF = re.compile(r"\s+(?:of|from)\s+(?:the\s+)?(?=[A-Z])")
# Letters before what somebody did in which it is told to whom.
_SUBJECT = 40
# Between "the men who shot him were" and who they were.
_ATTRIBUTE = re.compile(r"\s*(?:(?:the|a|an|all|from|of|members|men|soldiers|fighters|\w+-\w+|[A-Z][\w'’-]*)\s+){0,5}")
# Right before a doer: of which people or camp he is.
_QUALIFIED = re.compile(r"(?:\b(?:[A-Z]\w+|\w+-\w+)\s+){1,2}$")
# Before the name of a country in which a town lies.
_TOWN = re.compile(r"[A-Z][\w'’-]+,\s*$")
# Words between what says that somebody did it and the name, and the longest name of an actor.
_NAMED_WITHIN = 7
_LONGEST = 4


def actors(
    statements: Sequence[Statement],
    beside: Sequence[Statement] = (),
    remarks: Sequence[Remarked] = (),
    *,
    incident: str | None = None,
) -> Iterator[Contradiction]:
    """Yield at most one contradiction: speakers who name doers of one act that exclude each other.

    `beside` are other statements, and `remarks` other sentences, of the same documents, among which those are found
    that blame somebody for the act or tell who claims it.
    """
    acts = [s for s in statements if _is_done(s.report)]
    lands = lands_of(statements)
    near = next(iter(lands)) if len(lands) == 1 else None
    said = [
        Said.by(s, doer, doer.name, evidence)
        for s in acts
        for party in s.report.actors
        for doer, evidence in (_whose(s, party, near),)
        if s.report.zone is not ZoneKind.HEADLINE and not _is_place(s.report, party) and not _suffers(s.report, party)
    ]
    for s in blamed(acts, beside):
        s = _by_accuser(s)
        said += [Said.by(s, party.actor, party.actor.name, party.evidence) for party in s.report.recipients]
    named = [s for s in statements if any(not _is_anybody(party) for party in s.report.actors)]
    sentences = {(s.report.document, s.report.sentence.start) for s in (*named, *blamed(acts, beside))}
    names = frozenset(name for s in acts for name in names_of(s))
    for r in remarks:
        if (r.remark.document, r.remark.sentence.start) not in sentences and _is_near(r.remark, acts, names):
            said += [one for one in _named_in(r, near) if not _did_something_else(one, acts, beside)]
    joint = {party.actor.id for s in acts for party in s.report.recipients}

    same = sameness_of(statements)
    by_id = {s.report.id: s.report for s in statements}

    def apart(one: Said[Actor], other: Said[Actor]) -> float | None:
        ours, theirs = by_id.get(one.report or ""), by_id.get(other.report or "")
        if ours is not None and theirs is not None and are_others(ours, theirs):
            return None
        if _is_struck_back(ours, other.value, theirs) or _is_struck_back(theirs, one.value, ours):
            return None
        if any(r is not None and has_words(r.sentence.words, "repeated") for r in (ours, theirs)):
            return None  # another such act is told of, which others may have done
        if not same.may_hold(one, other):
            return None  # neither did what the other did
        if one.value.id in joint or other.value.id in joint:
            return 0.0  # of a clash, each side is named first by somebody
        if are_told_alike(one.evidence.words, other.evidence.words):
            return 0.0
        if are_of_other_camps(one.value, one.evidence.words, other.value, other.evidence.words):
            return 1.0
        return 0.0 if may_be_one(one.value, other.value, on=_day_of(ours) or _day_of(theirs)) else 1.0

    sides, gap = sides_of(said, apart)
    if sides:
        yield contradiction(
            Disputed.ACTOR, "actors", sides, gap, incident=incident,
            tell=lambda value, is_one: f"{'names' if is_one else 'name'} {value}",
        )  # fmt: skip


def _is_struck_back(report: Report | None, doer: Actor, other: Report | None) -> bool:
    return report is not None and _is_done(report) and strikes(report, doer, other)


def _is_anybody(party: Party) -> bool:
    return party.actor.id.partition(":")[2] in words().anybody


def _suffers(report: Report, party: Party) -> bool:
    """Tell whether those who do something to nobody are people of any sort: "thirty women burned to death"."""
    slug = party.actor.id.partition(":")[2]
    return counted_by_sense(report.sense) == "killed" and not report.recipients and slug in words().anybody


def _whose(statement: Statement, party: Party, near: str | None) -> tuple[Actor, Evidence]:
    """Return the group whose member the words right behind a doer without a name make him ("terrorists of the ..."),
    with those words, else the doer."""
    sentence, text = statement.report.sentence, statement.telling.text
    after = sentence.words[party.evidence.end - sentence.start :]
    if text is not None and sentence.span.contains(party.evidence.span) and (of := _OF.match(after)):
        named = _first_actor(after[of.end() :], last=False, near=near)
        is_open = ":" in party.actor.id or (named is not None and named[0].id == party.actor.id)
        if is_open and named is not None and named[1] == 0 and ":" not in named[0].id:
            return named[0], Evidence.at(text, party.evidence.start, party.evidence.end + of.end() + named[2])
    return party.actor, party.evidence


def blamed(acts: Sequence[Statement], beside: Iterable[Statement]) -> list[Statement]:
    """Return the statements that blame somebody for one of the acts, which their text told before."""
    return [
        s
        for s in beside
        if s.report.type is EventType.ACCUSE
        and s.report.status is Status.OCCURRED
        and s.report.recipients
        and words().blaming.search(s.report.sentence.words)
        and _is_told_before(s.report.document, s.report.sentence, acts)
    ]


def _by_accuser(statement: Statement) -> Statement:
    """Put who blames, where a text only tells that he does, in the text's place: it is his word and not its own."""
    report, telling = statement.report, statement.telling
    if len(report.voices) or not report.actors:
        return statement
    return replace(statement, telling=replace(telling, by=report.actors[0].actor.name))


def _day_of(report: Report | None) -> str | None:
    """Return the day of a report as EDTF, None where it is not known to the day."""
    moment = report.when.moment if report is not None and report.when is not None else None
    return moment.edtf if moment is not None and moment.days == 1 else None


def _is_told_before(document: str, sentence: Evidence, acts: Sequence[Statement]) -> bool:
    own = [s.report.sentence.start for s in acts if s.report.document == document]
    return any(-_NEAR <= start - sentence.start <= 0 for start in own)


def _is_near(remark: Remark, acts: Sequence[Statement], names: frozenset[str]) -> bool:
    """Tell whether a sentence stands near an act in its text, or names what one of the acts is about."""
    return bool(topics_in(remark.sentence.words) & names) or _is_told_before(remark.document, remark.sentence, acts)


def _named_in(remarked: Remarked, near: str | None) -> Iterator[Said[Actor]]:
    """Yield the known actors that a sentence names as those who did it, if any."""
    text, sentence = remarked.telling.text, remarked.remark.sentence
    if text is not None:
        for actor, first, last in _doers_in(sentence.words, remarked.remark.denied_from, near):
            evidence = Evidence.at(text, sentence.start + first, sentence.start + last)
            yield Said.by(remarked, actor, actor.name, evidence)


def _did_something_else(said: Said[Actor], acts: Sequence[Statement], beside: Iterable[Statement]) -> bool:
    """Tell whether what somebody is named for is an act of another type: of a seizure, who "fired on a car"."""
    types = {s.report.type for s in acts}
    others = (
        s.report
        for s in beside
        if s.report.document == said.telling.document and s.report.type in _DONE and s.report.type not in types
    )
    return any(
        report.sentence.span.contains(said.evidence.span)
        and any(party.actor.id == said.value.id for party in report.actors)
        for report in others
    )


@lru_cache(maxsize=1 << 14)
def _doers_in(sentence: str, denied_from: int | None, near: str | None) -> tuple[tuple[Actor, int, int], ...]:
    """Return the known actors that a sentence names as those who did it, and where."""
    doers = []
    for pattern, stands_after in (
        (words().doer_before, False), (words().doer_after, True), (words().doer_between, True),
        (words().whoever_was, True),
    ):  # fmt: skip
        match = pattern.search(sentence)
        if match is None or (denied_from is not None and denied_from <= match.end()):
            continue
        if pattern is words().doer_after and words().harming.search(sentence[: match.start()][-_SUBJECT:]):
            continue
        start, end = (match.end(), len(sentence)) if stands_after else (0, match.start())
        found = _first_actor(sentence[start:end], last=not stands_after, near=near)
        if (
            found is not None
            and pattern is words().whoever_was
            and not _ATTRIBUTE.fullmatch(sentence[start : start + found[1]])
        ):
            continue  # "the attackers were killed by police": who they were is not told
        if found is not None:
            actor, first, last = found
            if (qualified := _QUALIFIED.search(sentence[: start + first])) is not None:
                first = qualified.start() - start  # "*upper-caste* militiamen"
            doers.append((actor, start + first, start + last))
    return tuple(doers)


def _first_actor(text: str, *, last: bool, near: str | None = None) -> tuple[Actor, int, int] | None:
    """Return the actor that a text names first, or last, within a few words, and where."""
    tokens = list(_WORD.finditer(text))
    close = tokens[-_NAMED_WITHIN:] if last else tokens[:_NAMED_WITHIN]
    spans = [
        (close[i].start(), close[j].end())
        for size in range(min(_LONGEST, len(close)), 0, -1)
        for i in range(len(close) - size + 1)
        for j in (i + size - 1,)
    ]
    found = [
        (s, e, actor)
        for s, e in spans
        if (actor := open_actors().match(text[s:e], near=near)) is not None
        and actor.known
        and not (":" in actor.id and _PART_OF_NAME.search(text[s:e]) and _NAME_GOES_ON.match(text, e))
    ]
    if not found:
        return None
    start, end, actor = (max if last else min)(found, key=lambda f: (f[0] if not last else f[1], f[1] - f[0]))
    if not last:
        start, end, actor = max((f for f in found if f[0] == start), key=lambda f: f[1])
    return actor, start, end


def _is_place(report: Report, party: Party) -> bool:
    """Tell whether a state is named only for where it was: "in Bogota, Colombia"."""
    if not party.actor.id.endswith(":government"):
        return False
    before = report.sentence.words[: max(0, party.evidence.start - report.sentence.start)]
    return _TOWN.search(before) is not None or any(
        not before[match.end() :].strip() for match in words().placing.finditer(before)
    )


def _is_done(report: Report) -> bool:
    return report.type in _DONE and report.status in (Status.OCCURRED, Status.ONGOING)

"""Whether it happened: told as done by one, and by another denied, told as not done, or announced and never seen.

Invariant: a denial is set against an act only where it speaks of an act of that sort, at a place and time that the act
may have, and where nobody in it belongs to another country than those whom the act concerns; who denies is named.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from dateline.knowledge.names import name_key
from dateline.model import (
    ClaimKind,
    Contradiction,
    Disputed,
    EventType,
    How,
    Report,
    Status,
    ZoneKind,
)
from dateline.reconciling.incidents.contradictions.denial import (
    Denial,
    has_no_part,
    is_at_the_place,
    is_at_the_time,
    is_later,
    is_of_involvement,
    is_of_presence,
    is_of_the_lands,
)
from dateline.reconciling.incidents.contradictions.naming import names_in, topics_in
from dateline.reconciling.incidents.contradictions.recipients import are_others
from dateline.reconciling.incidents.contradictions.siding import contradiction, sides_of
from dateline.reconciling.incidents.contradictions.stating import ClaimStatement, Remarked, Said, Statement, Telling
from dateline.reconciling.incidents.contradictions.wording import counted_by_sense, lemmas_of, senses_named
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["NOT_HAPPENED", "Denial", "denials_in", "denies", "statuses"]

# How what is denied is told.
NOT_HAPPENED = "it did not happen"
_TOLD = (Status.OCCURRED, Status.ONGOING, Status.PLANNED)
_DENYING = (ClaimKind.DENIAL, ClaimKind.DISPUTE)
# A reader's comment answers the text, and a title only names what is denied.
_APART = (ZoneKind.COMMENT, ZoneKind.HEADLINE)
# What may be called an attack, a killing or a raid of the same thing.
_VIOLENT = ("ASSAULT", "COERCE")
# Letters from a negation to the words that tell what was not done.
_REACH = 60
# Letters of a country's code.
_ISO = 2
# Words that such a denial and the act have in common.
_SHARED = 2


def statuses(
    statements: Sequence[Statement],
    denials: Iterable[Denial],
    beside: Sequence[Statement] = (),
    *,
    incident: str | None = None,
) -> Iterator[Contradiction]:
    """Yield at most one contradiction: those who tell of an act, and those who deny it or say that it never came.

    `beside` are other statements of the same documents: who denies that there was any such act denies what was told
    last before him, and is not held against everything else that he might mean.
    """
    acts = _below_headlines([s for s in statements if s.report.status in _TOLD and not _is_under_denial(s.report)])
    against = [(d, [s for s in acts if denies(d, s)]) for d in denials]
    aside = [s for s in beside if s.report.status in _TOLD and not _is_under_denial(s.report)]
    against = [(d, denied) for d, denied in against if denied and not _answers_another(d, denied, aside)]
    said: list[Said[bool]] = []
    for denial, denied in against:
        said.append(Said.by(denial.statement, False, NOT_HAPPENED, denial.sentence))
        said += [Said.by(s, True, _told(s), s.report.sentence) for s in denied]
    sides, gap = sides_of(said, lambda one, other: float(one.value is not other.value), against_own=True)
    if sides:
        yield contradiction(
            Disputed.STATUS, "status", sides, gap, incident=incident,
            tell=lambda value, is_one: f"{'says' if is_one else 'say'} that {value}",
        )  # fmt: skip


def _answers_another(denial: Denial, denied: Sequence[Statement], beside: Sequence[Statement]) -> bool:
    """Tell whether a denial of whatever happened stands nearer, in its own document, to another act that it denies."""
    if denial.of_act or not words().at_all.search(denial.text):
        return False
    own = [s for s in denied if s.report.document == denial.telling.document]
    others = [s for s in beside if s.report.document == denial.telling.document and denies(denial, s)]
    nearest = min((_letters_from(denial, s) for s in own), default=None)
    return bool(others) and (nearest is None or min(_letters_from(denial, s) for s in others) < nearest)


def _letters_from(denial: Denial, act: Statement) -> tuple[bool, int]:
    """Order acts by how near they stand to a denial: what was told before it is nearer than what follows."""
    apart = denial.sentence.start - act.report.sentence.start
    return apart < 0, abs(apart)


def _below_headlines(acts: Sequence[Statement]) -> list[Statement]:
    """Leave out the headlines of documents whose text tells of the act itself."""
    told = {s.report.document for s in acts if s.report.zone is not ZoneKind.HEADLINE}
    return [s for s in acts if s.report.zone is not ZoneKind.HEADLINE or s.report.document not in told]


def denials_in(
    statements: Sequence[Statement], claims: Sequence[ClaimStatement] = (), remarks: Sequence[Remarked] = ()
) -> list[Denial]:
    """Return everything that is denied, or told as not done, among reports, claims and sentences beside them."""
    found: dict[tuple[str, int], Denial] = {}
    for s in statements:
        report = s.report
        if report.zone is ZoneKind.HEADLINE or words().unaware.search(report.sentence.words):
            continue  # a title only names what is denied, and who knows of nothing denies nothing
        if report.status is Status.NEGATED and _is_not_what_is_negated(report):
            continue
        if report.status is Status.NEGATED:
            when = report.when.moment if report.when else None
            senses = frozenset({report.sense} if report.sense else ())
            found[report.document, report.trigger.start] = Denial(
                s, senses, report.sentence.words, report.places, when, report, of_act=True
            )
        elif report.type is EventType.REJECT and words().denying.search(report.trigger.words):
            text = _denied_thing(report.sentence.words[report.trigger.end - report.sentence.start :])
            dated = report.when is not None and report.when.how != "carried" and report.when.evidence.start
            when = report.when.moment if report.when and dated and dated >= report.trigger.end else None
            by = report.actors[0].actor.name if report.actors else None
            told_by = Statement(report, replace(s.telling, by=by)) if by and not len(report.voices) else s
            found[report.document, report.sentence.start] = Denial(
                told_by, senses_named(text), text, tuple(p for p in report.places if p.how == "explicit"), when
            )
    for c in claims:
        claim = c.claim
        if claim.kind in _DENYING and claim.zone not in _APART and claim.object is not None:
            known = found.get((claim.document, claim.sentence.start))
            text = _denied_thing(claim.object.evidence.words)
            inside = claim.when is not None and claim.object.evidence.span.contains(claim.when.evidence.span)
            when = claim.when.moment if claim.when and inside else known.when if known else None
            by = claim.subject.name if claim.subject else None
            named = known.statement if known else ClaimStatement(claim, replace(c.telling, by=by)) if by else c
            found[claim.document, claim.sentence.start] = Denial(
                named, senses_named(text), text, known.places if known else (), when
            )
    taken = {(denial.telling.document, denial.sentence.start) for denial in found.values()}
    told = {
        (s.report.document, s.report.sentence.start, s.report.sense) for s in statements if s.report.status in _TOLD
    }
    for r in remarks:
        sentence, text = r.remark.sentence, r.remark.denied
        if not text or (r.remark.document, sentence.start) in taken or r.remark.zone is ZoneKind.HEADLINE:
            continue
        if words().unaware.search(sentence.words) or words().undoubted.search(sentence.words):
            continue
        if words().denying.search(sentence.words):
            text = _denied_thing(text)
            senses = senses_named(text)
        elif has_no_part(sentence.words):
            senses = senses_named(text, plainly=True)
        elif words().presence.search(sentence.words):
            found[r.remark.document, sentence.start] = Denial(r, frozenset(), sentence.words, of_presence=True)
            continue
        else:
            text = sentence.words
            named_there = senses_named(_around(text), plainly=True)
            senses = frozenset(s for s in named_there if (r.remark.document, sentence.start, s) not in told)
        if senses:
            of_act = not words().denying.search(sentence.words)
            found[r.remark.document, sentence.start] = Denial(r, senses, text, of_act=of_act)
    return [found[key] for key in sorted(found)]


def _is_not_what_is_negated(report: Report) -> bool:
    """Tell whether a sentence that was coded as told not done negates something else: "no claim of the attack"."""
    before = report.sentence.words[: max(0, report.trigger.start - report.sentence.start)]
    found = list(words().negating.finditer(before))
    if not found:
        return False
    last = found[-1]
    if words().not_the_act.match(report.sentence.words, last.end()):
        return True
    return not has_no_part(report.sentence.words) and words().beyond.search(before[last.end() :]) is not None


def _denied_thing(text: str) -> str:
    """Return of the words after a denial what is denied: of "any losses in its clash with the army" the losses."""
    if words().clause.match(text) or words().that.search(text):
        return text
    return words().adjunct.split(text, maxsplit=1)[0] or text


def _around(sentence: str) -> str:
    """Return the words near a negation: what is told as not done stands before or after it."""
    match = words().negating.search(sentence)
    if match is None:
        return ""
    after = words().said_aside.split(sentence[match.end() : match.end() + _REACH], maxsplit=1)[0]
    if words().after_noun.fullmatch(match[0]):
        return sentence[: match.end()]
    if words().before_noun.fullmatch(match[0]):
        return words().adjunct.split(after, maxsplit=1)[0]
    before = sentence[max(0, match.start() - _REACH) : match.start()]
    if words().coordinate.search(before) is not None:
        before = ""  # "were shot at, and did not reach the square": what was told first is not negated
    return before + match[0] + after


def _is_under_denial(report: Report) -> bool:
    """Tell whether an act is told only as what somebody denies."""
    match = words().denying.search(report.sentence.words)
    return match is not None and report.sentence.start + match.end() <= report.trigger.start


def denies(denial: Denial, act: Statement) -> bool:
    """Tell whether a denial means an act: of its sort, where and when it may have been, and of the same people."""
    report = act.report
    if report.document == denial.telling.document and (
        report.zone is ZoneKind.HEADLINE or report.sentence.start == denial.sentence.start
    ):
        return False  # a title over a denial only names what is denied, and so does its own sentence
    if denial.telling.speaker == act.telling.speaker or not _is_of_sort(denial, report):
        return False
    if _speak_as_one(denial.telling, act.telling):
        return False
    if report.document == denial.telling.document and _goes_on_saying(denial, report):
        return False
    if words().intent.search(denial.text):
        return False  # who did not aim at it does not say that he did not hit it
    if words().ordering.search(denial.text) and not words().ordering.search(report.sentence.words):
        return False  # who did not order it does not say that it was not done
    if is_of_involvement(denial) and _is_claimed_by_others(denial, report):
        return False  # who had no part in it may agree with those who say that it was theirs
    if report.status is Status.PLANNED and (not denial.of_act or not is_later(denial.telling, act.telling)):
        return False  # to deny a plan is not to say that it came to nothing
    return is_at_the_time(denial, act) and is_of_the_lands(denial, report) and is_at_the_place(denial, act)


def _is_claimed_by_others(denial: Denial, report: Report) -> bool:
    """Tell whether an act is told as claimed by somebody, and by none whom the denial names."""
    if words().doer_before.search(report.sentence.words) is None:
        return False
    placed = {p.evidence.words for p in report.places}
    return not (set(names_in(report.sentence.words)) - placed) & set(names_in(denial.sentence.words))


def _speak_as_one(one: Telling, other: Telling) -> bool:
    """Tell whether a text has both from organs of one state, which does not deny what it tells itself."""
    (document, voice), (again, by) = one.speaker, other.speaker
    lands = voice.partition(":")[0], by.partition(":")[0]
    return document == again and lands[0] == lands[1] and len(lands[0]) == _ISO


def _goes_on_saying(denial: Denial, report: Report) -> bool:
    """Tell whether who denies goes on to tell an act: "there was no raid, he said; the rebels, he added, flee"."""
    goes_on = words().said_by_pronoun.search(report.sentence.words) is not None
    return goes_on and report.sentence.start > denial.sentence.start


def _is_of_sort(denial: Denial, report: Report) -> bool:
    if denial.of_presence:
        return report.type.value in _VIOLENT and is_of_presence(denial, report)
    if is_of_involvement(denial):
        shared = lemmas_of(report.sentence.words) & lemmas_of(denial.text) - words().small
        violent = any(sense.partition(".")[0] in _VIOLENT for sense in denial.senses)
        return report.type.value in _VIOLENT and (violent or report.sense in denial.senses) and bool(shared)
    if denial.report is None and denial.of_act:
        shared = (lemmas_of(report.trigger.words) - words().small) & lemmas_of(denial.text)
        if report.sense in denial.senses:
            return bool(shared) and not counted_by_sense(report.sense)
        near = lemmas_of(report.trigger.words) & lemmas_of(_around(denial.text)) - words().small
        return bool(near) and not counted_by_sense(report.sense)
    if denial.report is None:
        own = {sense for sense in denial.senses if sense.partition(".")[0] == report.type.value}
        if report.sense in own:
            return True
        if report.type.value in _VIOLENT and any(sense.partition(".")[0] in _VIOLENT for sense in denial.senses):
            shared = lemmas_of(report.sentence.words) & lemmas_of(denial.text) - words().small
            if len(shared - _named_by(report)) > _SHARED:
                return True
        if own & words().any_act and not counted_by_sense(report.sense):
            return True
        shared = (lemmas_of(report.trigger.words) - words().small) & lemmas_of(denial.text)
        return bool(own and shared)
    other = denial.report
    if are_others(other, report):
        return False
    if other.sense == report.sense and not counted_by_sense(report.sense):
        return True  # a promise is coded as an agreement to what is promised
    if other.type is not report.type:
        alike = lemmas_of(other.trigger.words) & lemmas_of(report.trigger.words) - words().small
        named = set(names_in(other.sentence.words)) & set(names_in(report.sentence.words))
        return bool(alike and named) and {other.type.value, report.type.value} <= set(_VIOLENT)
    counting, counted = counted_by_sense(other.sense), counted_by_sense(report.sense)
    if counting or counted:
        # "None of the players was hurt" says nothing of whom nobody tells apart from them.
        is_of_those = (
            bool(report.recipients)
            or not (other.recipients or words().none_of.search(other.sentence.words))
            or _names_them(report, other)
        )
        return counting == counted and other.document != report.document and is_of_those
    if other.sense == report.sense or other.sense in words().any_act:
        return True
    shared = lemmas_of(report.sentence.words) & lemmas_of(other.sentence.words) - words().small
    if report.type.value in _VIOLENT and len(shared) > _SHARED and _is_dated(other) and _is_dated(report):
        return bool(topics_in(other.sentence.words) & topics_in(report.sentence.words))
    return other.means is not None and report.means is not None and other.means.kind is report.means.kind


def _named_by(report: Report) -> frozenset[str]:
    """Return the words for those who act or suffer, and for where it was: other acts have them, too."""
    named = [p.evidence.words for p in (*report.actors, *report.recipients, *report.voices)]
    named += [p.evidence.words for p in report.places]
    return lemmas_of(" ".join(named))


def _names_them(report: Report, other: Report) -> bool:
    """Tell whether a sentence names those whom another report was done to: "her captors said that they killed her"."""
    persons = [name_key(p.actor.name) for p in other.recipients if p.actor.id.startswith("text:")]
    named = {name_key(name) for name in names_in(report.sentence.words)}
    return bool(persons) and all(person in named for person in persons)


def _is_dated(report: Report) -> bool:
    """Tell whether a report's own words say when."""
    return report.when is not None and report.when.how is not How.CARRIED


def _told(statement: Statement) -> str:
    return "it was announced" if statement.report.status is Status.PLANNED else "it happened"

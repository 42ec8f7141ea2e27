"""Keep the time that the sentences before left standing, and tell which later acts it still dates, and how finely.

Invariant: a time is carried on only where a sentence goes on telling: in the same passage, in the past, with no date of
its own. What is told from another time (what had been done before, what is planned, what is usual) takes none, and what
is carried grows coarser: a day is that of the next sentence at most, and later ones have its month.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from dateline.coding.grammar import bearer
from dateline.coding.scene import Scene
from dateline.coding.sites import Side, frames, is_perfect, is_pluperfect, opens_another_time, says
from dateline.coding.spacing import gap_before, moved_by
from dateline.coding.trigger import Trigger
from dateline.finding.mentions import TimeKind
from dateline.language import Token
from dateline.model import Dating, How, Moment, Status, TimePrecision

__all__ = ["Running", "carried_to", "day_of", "goes_on_telling", "month_of", "run_on"]

# A year or an open stretch frames its own sentence and says little of the next; a quarter or less is carried on.
_CARRIED_DAYS = 92
_NEVER = 10**6
# A paragraph of so few sentences is a step of the telling, as in news, and not a passage of its own.
_SHORT = 1
# In news no older than this, what follows a date without one of its own lies between it and publication.
_A_YEAR = 366
# Steps up in the parse to the verb that tells of an act.
_FARTHEST = 8


@dataclass(frozen=True, slots=True)
class Running:
    """Hold the time last told in a zone, and how far back: in sentences, and in paragraphs.

    `in_paragraph` counts the sentences of the running paragraph, `end` is where the last of them ended.
    """

    when: Dating | None = None
    since: int = 0
    breaks: int = 0
    in_paragraph: int = 0
    end: int = -1

    @property
    def loosely(self) -> Dating | None:
        """Return the time that the next sentence has where its grammar is not asked: the day, or later on its month."""
        if self.when is None or self.breaks:
            return None
        moment = month_of(self.when.moment) if self.since else self.when.moment
        return replace(self.when, moment=moment, how=How.CARRIED)


def run_on(scene: Scene, before: Running) -> Running:
    """Return what a sentence leaves standing: its own main clause's time, or what it was given."""
    starts = _starts_paragraph(scene, before)
    number = 1 if starts else before.in_paragraph + 1
    end = scene.sentence.end
    if not scene.sentence.tokens or is_pluperfect(scene, scene.sentence.root):
        return _passed(before, starts=starts, number=number, end=end)
    told = [m for m in frames(scene) if m.dating is not None]
    if told:
        given = max(told, key=lambda m: m.first).dating  # what comes next follows on the last of several
        assert given is not None
        given = replace(given, moment=day_of(given.moment))
        short = (given.moment.days or _NEVER) <= _CARRIED_DAYS
        return Running(given if short else None, 0, 0, number, end)
    if opens_another_time(scene):
        return Running(None, 0, 0, number, end)
    return _passed(before, starts=starts, number=number, end=end)


def _passed(before: Running, *, starts: bool, number: int, end: int) -> Running:
    breaks = before.breaks + (starts and before.in_paragraph > _SHORT)
    return replace(before, since=before.since + 1, breaks=breaks, in_paragraph=number, end=end)


def _starts_paragraph(scene: Scene, before: Running) -> bool:
    return before.end < 0 or "\n" in scene.document.text[before.end : scene.sentence.start]


def carried_to(scene: Scene, trigger: Trigger, running: Running, status: Status) -> Dating | None:
    """Return the time that an act has from the sentences before, or None where it has none from them."""
    if running.when is None or any(m.kind is not TimeKind.DURATION for m in scene.times):
        return None
    gap = gap_before(scene, trigger)
    if gap is not None:
        near = running.since == 0 and not running.breaks
        moment = moved_by(running.when.moment, gap, Side.EARLIER) if near else None
    else:
        moment = _carried(scene, trigger, running, status)
    return None if moment is None else replace(running.when, moment=moment, how=How.CARRIED)


def _carried(scene: Scene, trigger: Trigger, running: Running, status: Status) -> Moment | None:
    assert running.when is not None
    told = running.when.moment
    news = _until_publication(scene, told)
    moved = _moved(scene, trigger)
    if status is Status.HYPOTHETICAL or moved == "elsewhere":
        return None
    if not goes_on_telling(scene, trigger, status):
        return news if _is_told_by_now(scene, trigger) and not running.breaks else None
    broken = running.breaks > 0 or (_starts_paragraph(scene, running) and running.in_paragraph > _SHORT)
    if status is Status.PLANNED:
        return None if running.since or broken or told.earliest is None else Moment(f"{told.edtf.split('/')[0]}/")
    if broken or moved == "later":
        return news if news is not None and not told.edtf.endswith("/") else None
    if running.since or moved == "soon" or (news is None and not _is_about_the_same(scene, trigger)):
        return month_of(told)
    return told


def _is_about_the_same(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether a sentence points back at the one before: "*they* looted it", "*this* raid", "*the* attack"."""
    sentence, back = scene.sentence, scene.lexicon.timing["moving"]["back"]
    subject = sentence.kids(sentence.root, "nsubj", "nsubjpass")
    named = sentence.kids(trigger.token, "det", "poss") if trigger.is_noun else []
    pointing = [*named, *_front(scene), *(w for t in subject for w in sentence.subtree(t))]
    return any(t.lower in back for t in pointing) or any(t.lower == "the" for t in named)


def _until_publication(scene: Scene, told: Moment) -> Moment | None:
    """Return the time from a day on to publication, where that is within a year: in news what follows lies between."""
    published = scene.document.published.latest if scene.document.published else None
    first = told.earliest
    if published is None or first is None or not 0 <= (published - first).days <= _A_YEAR:
        return None
    return Moment.between(first, published)


def _moved(scene: Scene, trigger: Trigger) -> str | None:
    """Return how far a sentence moves from the time last told, by its small words; None where it stays."""
    words = scene.lexicon.timing["moving"]
    verb = trigger.verb or trigger.happens or trigger.token
    front = _front(scene)
    own = [*front, *scene.sentence.kids(verb, "advmod", "prep", "mark")]
    lower = {w for t in own for w in (t.lower, t.lemma)}
    for name in ("elsewhere", "later", "soon"):
        if lower & words[name]:
            return name
    return "later" if scene.times else None


def _front(scene: Scene) -> list[Token]:
    """Return the words before the main clause's subject, and that subject's own."""
    root = scene.sentence.root
    subject = scene.sentence.kids(root, "nsubj", "nsubjpass", "expl")
    if not subject:
        return list(scene.sentence.tokens[: root.i])
    return [*scene.sentence.tokens[: subject[0].i], *scene.sentence.kids(root, "advmod")]


def goes_on_telling(scene: Scene, trigger: Trigger, status: Status) -> bool:
    """Tell whether an act is told in the past, in the main line and of one time."""
    sentence = scene.sentence
    token = trigger.verb or trigger.happens or trigger.token
    if any(k.lower in scene.lexicon.timing["general"]["adverbs"] for k in sentence.kids(token, "advmod")):
        return False
    if status is Status.PLANNED:  # only what was then to come: "two brigades *would be sent*"
        return any(a.tag == "MD" for a in sentence.kids(bearer(sentence, token), "aux"))
    for _ in range(_FARTHEST):
        if token.pos in ("VERB", "AUX"):
            if is_pluperfect(scene, token) or is_perfect(scene, token):
                return False
            shared = bearer(sentence, token)
            tags = {t.tag for t in (shared, *sentence.kids(shared, "aux", "auxpass"))}
            if tags & {"VBZ", "VBP", "MD"}:
                return False
            if "VBD" in tags:
                return token.dep != "relcl" or _after_comma(scene, token)
        if token.dep in ("acl", "relcl") and not _after_comma(scene, token):
            return False
        if token.dep == "pcomp" and says(scene, "clauses", "aside", sentence.head_of(token)):
            return False  # "under fire *for failing* to act": what is given as a reason was before
        if token.head == token.i:
            return False
        token = sentence.head_of(token)
    return False


def _is_told_by_now(scene: Scene, trigger: Trigger) -> bool:
    """Tell whether an act is told in the present or the present perfect: in news, up to its publication."""
    verb = trigger.verb or trigger.happens
    if verb is None:
        return False
    shared = bearer(scene.sentence, verb)
    helpers = scene.sentence.kids(shared, "aux", "auxpass")
    state = any(a.dep == "auxpass" for a in helpers) and all(a.lemma == "be" for a in helpers)
    if shared.dep in ("relcl", "acl", "advcl") and (state or not helpers):
        return False  # "the rebels, who *deny* it", "who *are backed* by": at all times
    if shared.tag == "VBG" and is_perfect(scene, verb):
        return False  # "has been taking villages": for nobody says how long
    tags = {t.tag for t in (shared, *helpers)}
    return bool(tags & {"VBZ", "VBP"}) and "MD" not in tags


def _after_comma(scene: Scene, clause: Token) -> bool:
    first = scene.sentence.subtree(clause)[0]
    return first.i > 0 and scene.sentence.tokens[first.i - 1].text in (",", "-", "–", "—")


def day_of(moment: Moment) -> Moment:
    """Return the day of a minute, or the time itself where it is no finer than a day.

    >>> day_of(Moment("2014-06-10T05:30")).edtf, day_of(Moment("2014-06")).edtf
    ('2014-06-10', '2014-06')
    """
    if moment.precision is not TimePrecision.MINUTE or moment.earliest is None:
        return moment
    return Moment(moment.earliest.isoformat())


def month_of(moment: Moment) -> Moment:
    """Return the month that a finer time lies in, or the time itself where it is no finer or lies in two.

    What one sentence dates to a day, the next may still be about; those after it may tell of the week that followed,
    and what is told in the present ("they have called for") was never of that day alone.
    """
    first, last = moment.earliest, moment.latest
    if first is None or last is None or (first.year, first.month) != (last.year, last.month):
        return moment
    return Moment(f"{first.year:04}-{first.month:02}")

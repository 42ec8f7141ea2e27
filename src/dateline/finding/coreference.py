"""What "he", "they" and "the group" stand for, within one document.

Invariant: a pronoun is resolved only to an actor named or described shortly before it in the same zone, that agrees
with it in number and in being a person or a body; where none does, where a subject that is no known actor fits
better, or where two actors of an earlier sentence fit alike, it stays unresolved. Subjects are preferred to
other roles and near mentions to far ones, as in the rule-based tradition from Hobbs to Lappin and Leass.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

from dateline.finding.actor_rules import Candidate, Nominal, actor_rules
from dateline.knowledge.actors import ActorIndex
from dateline.language import Sentence, Token
from dateline.model import Actor, Span

__all__ = ["OF_STATES", "Discourse", "Seen"]

# How many sentences back an antecedent may stand, by what takes it up.
REACH = {"he": 3, "they": 2, "it": 1}
NOMINAL_REACH = 6
FAR = -4  # what each sentence of distance costs, in the units of the bonuses below
SUBJECT = 3
MAIN_CLAUSE = 2
NAMED = 1
OWN_CLAUSE = 3  # what the subject of its own clause is to a possessive: "rebels fled after *troops* left *their* post"
PLURAL = 3  # what one in the plural is to "they", beside a body in the singular
# How many sentences back one who was only described, and no subject, may stand where nobody else fits.
DESCRIBED_REACH = 2

OF_STATES = frozenset({"government", "military"})  # the kinds of actor that act for a state

# What the model calls a name that could be a person's after all, and what it calls what nobody takes up.
_PERHAPS_PERSON = frozenset({"", "PERSON", "ORG", "GPE"})
_NO_ONE = frozenset({"DATE", "TIME", "CARDINAL", "PERCENT", "MONEY"})
_OBJECTS = frozenset({"dobj", "dative", "pobj"})
_COLLECTIVE = frozenset({"civilian", "protester", "refugee"})


@dataclass(frozen=True, slots=True)
class Seen:
    """Remember one mention: in which sentence and where, and what it agrees with.

    Without an `actor` it is a subject that is none, or none that is known: a pronoun may stand for it all the same.
    """

    sentence: int
    head: int
    actor: Actor | None
    person: bool
    plural: bool
    subject: bool
    named: bool
    governor: int
    main: bool = False
    start: int = 0
    noun: str = ""
    patient: bool = False
    gender: str = ""


@dataclass(slots=True)
class Discourse:
    """Hold what one zone of a document has mentioned so far, oldest first; `today` is the publication date or empty."""

    index: ActorIndex
    today: str = ""
    seen: list[Seen] = field(default_factory=list)
    offices: dict[str, Actor] = field(default_factory=dict)
    quotations: tuple[Span, ...] = ()

    def reset(self) -> None:
        """Begin a new zone: nothing before it is near; who holds which office is still known."""
        self.seen.clear()

    def note(self, number: int, sentence: Sentence, candidates: Iterable[Candidate]) -> None:
        """Remember the mentions of sentence `number`."""
        for c in candidates:
            token = sentence.tokens[c.head]
            self.seen.append(
                Seen(
                    number,
                    c.head,
                    c.actor,
                    c.person,
                    c.plural,
                    token.dep in ("nsubj", "nsubjpass") or (token.dep == "conj" and _is_subject(sentence, token)),
                    c.named,
                    _governor(sentence, token),
                    sentence.tokens[_governor(sentence, token)].dep in ("ROOT", "conj"),
                    token.start,
                    token.lemma.lower(),
                    _is_patient(sentence, token),
                    _gender_of(sentence, c),
                )
            )
            if c.person and c.named:
                self._learn_office(sentence, c)

    def note_strangers(self, number: int, sentence: Sentence, taken: Collection[int]) -> None:
        """Remember the subjects of sentence `number` that are no actors; `taken` are the tokens of those that are."""
        names = {i: n for n in sentence.names for i in range(n.first, n.last)}
        for token in sentence.tokens:
            if token.dep not in ("nsubj", "nsubjpass") or token.i in taken or token.pos not in ("NOUN", "PROPN"):
                continue
            name = names.get(token.i)
            label = name.label if name else ""
            single = name is None or name.last - name.first == 1 or label == "PERSON"
            if label in _NO_ONE:
                continue
            if any(k.i in taken for p in sentence.kids(token, "prep") for k in sentence.kids(p, "pobj")):
                continue  # "the remnants of the army"
            governor = _governor(sentence, token)
            plural = token.tag in ("NNS", "NNPS") or bool(sentence.kids(token, "conj"))
            opens = token.i == 0 and not label  # perhaps in capitals only because the sentence begins
            named = token.pos == "PROPN" and label in _PERHAPS_PERSON and single and not opens
            is_main = sentence.tokens[governor].dep in ("ROOT", "conj") and (token.pos != "PROPN" or label == "PERSON")
            self.seen.append(
                Seen(number, token.i, None, label == "PERSON", plural, True, named, governor, is_main, token.start)
            )

    def _learn_office(self, sentence: Sentence, c: Candidate) -> None:
        lemmas = [t.lower.replace(".", "") for t in sentence.tokens[c.first : c.last]]
        for size in range(len(lemmas), 0, -1):
            found = self.index.groups.find(lemmas[:size])
            if found and found[0].office:
                self.offices[found[0].name] = c.actor
                return

    def pronoun(self, number: int, sentence: Sentence, token: Token) -> Seen | None:
        """Return what a personal pronoun takes up, or None."""
        rules = actor_rules()
        cls = rules.pronouns.get(token.lower)
        if cls is None or cls not in REACH:
            return None
        if cls == "it" and _is_empty(sentence, token):
            return None
        # Who speaks in a quotation has other things in mind than who writes around it.
        within = next((q for q in self.quotations if q.start <= token.start < q.end), None)
        # "*They* took the city and drove the Russians out", "urged *him* to sack Necker": neither is who is named next.
        is_bound = token.dep in ("nsubj", "nsubjpass", "dobj")
        after = [s.actor for s in self.seen if is_bound and s.named and s.sentence == number and s.head > token.i]
        named_after = frozenset(_side(actor) for actor in after if actor is not None)
        own = _own_subjects(sentence, token)
        bound = {_key(seen) for seen in self.seen if seen.sentence == number and _is_bound(sentence, token, seen)}
        gender = actor_rules().genders.get(token.lower, "")
        ranked: list[tuple[tuple[float, bool, int], Seen]] = []
        aside: list[Seen] = []
        for order, seen in enumerate(self.seen):
            if number - seen.sentence > REACH[cls] or not _agrees(cls, seen) or _key(seen) in bound:
                continue
            if gender and self._gender(seen) not in ("", gender):
                continue
            if seen.actor is not None and _side(seen.actor) in named_after:
                continue
            if within is not None and not within.start <= seen.start < within.end:
                continue
            if seen.sentence == number and seen.head >= token.i:
                continue
            if seen.sentence < number and not (seen.named or seen.subject):
                aside.append(seen)  # who was only mentioned, by a noun, is less in mind
                continue
            score = FAR * (number - seen.sentence) + NAMED * seen.named
            # an object pronoun takes up what stands before it rather than its sentence's subject
            if seen.subject and not (seen.sentence == number and token.dep in ("dobj", "pobj", "dative")):
                score += SUBJECT + MAIN_CLAUSE * seen.main
            if seen.sentence == number and seen.head in own:
                score += OWN_CLAUSE
            if cls == "they" and seen.plural:
                score += PLURAL
            ranked.append(((score, seen.actor is not None, order), seen))
        chosen = _chosen(number, sentence, token, cls, ranked, aside)
        return chosen if chosen is not None and chosen.actor is not None else None

    def _gender(self, seen: Seen) -> str:
        """Return what a title or an earlier pronoun told of a person's gender, or nothing."""
        if seen.actor is None or not seen.person:
            return ""
        return next(
            (s.gender for s in self.seen if s.gender and s.actor is not None and s.actor.id == seen.actor.id), ""
        )

    def ordered(self, number: int, token: Token) -> Actor | None:
        """Return what "the former" or "the latter" takes up: one of the only two in the last sentence with names."""
        place = actor_rules().ordered.get(token.lower)
        if place is None:
            return None
        for back in range(number, number - 2, -1):
            named: dict[str, Actor] = {}
            for seen in self.seen:
                before = seen.sentence == back and (back < number or seen.head < token.i)
                if before and seen.actor is not None and seen.named:
                    named.setdefault(seen.actor.id, seen.actor)
            if named:
                return list(named.values())[place] if len(named) == 2 else None
        return None

    def nominal(self, number: int, token: Token, lemma: str, *, plural: bool) -> Actor | None:
        """Return what a definite noun ("the group", "the premier") at a token takes up, or None."""
        rule = actor_rules().nominals.get(lemma)
        if rule is None or plural:
            return None
        if rule.office:
            return self._holder(rule)
        strangers: dict[str, Actor] = {}
        for seen in reversed(self.seen):
            if number - seen.sentence > NOMINAL_REACH:
                break
            if seen.actor is None or (seen.sentence == number and seen.head >= token.i):
                continue
            if seen.named and seen.person == rule.person and seen.actor.kind in rule.kinds:
                return seen.actor
            if seen.named and not (seen.person or rule.person or seen.actor.kind or seen.actor.known):
                strangers.setdefault(seen.actor.id, seen.actor)
        # A body of which nothing is known but its name may be a group of any kind, where it is the only one.
        return next(iter(strangers.values())) if len(strangers) == 1 and len(rule.kinds) > 1 else None

    def same_noun(self, number: int, token: Token, *, plural: bool = False, reach: int = NOMINAL_REACH) -> Actor | None:
        """Return who was last called by the same noun with more words ("the Kilo militia", "the militia"), or None.

        Nobody is where two were called so at once, each of another country ("Kilo's army met Lima's army").
        """
        for seen in reversed(self.seen):
            if number - seen.sentence > reach:
                break
            before = seen.sentence < number or seen.head < token.i
            if before and seen.noun == token.lemma.lower() and seen.actor is not None and seen.plural == plural:
                is_told = not (seen.actor.id.startswith("any:") or (plural and not seen.actor.kind))
                return seen.actor if is_told and not any(_is_rival(seen, other) for other in self.seen) else None
        return None

    def _holder(self, rule: Nominal) -> Actor | None:
        """Return who holds the office in this text: called so in it, or known to hold it when it was published."""
        office = rule.office or ""
        if office in self.offices:
            return self.offices[office]
        holders = []
        for seen in self.seen:
            entry = self.index.entry(seen.actor) if seen.actor is not None else None
            for held in entry.offices if entry else ():
                if seen.actor is not None and held.office == office and (not self.today or held.held_on(self.today)):
                    holders.append(seen.actor)
        return holders[-1] if holders and len({h.id for h in holders}) == 1 else None


def _chosen(
    number: int,
    sentence: Sentence,
    token: Token,
    cls: str,
    ranked: Sequence[tuple[tuple[float, bool, int], Seen]],
    aside: Sequence[Seen],
) -> Seen | None:
    """Choose among all that fit a pronoun: the first by rank, where none of the others could be meant as well."""
    if not ranked:
        near = [seen for seen in aside if number - seen.sentence <= DESCRIBED_REACH]
        return near[-1] if len({_key(seen) for seen in near}) == 1 else None
    order = sorted(ranked, key=lambda one: one[0], reverse=True)
    (best, chosen), others = order[0], order[1:]
    if token.dep in _OBJECTS and len({_key(seen) for _, seen in ranked}) > 1:
        # Nothing tells whom "him" is where two are in mind: of ten that were read by hand six were wrong.
        return None
    if chosen.sentence == number:
        others_here = (*(seen for _, seen in others), *aside)
        rivals = [
            s for s in others_here if s.sentence == number and chosen.start < s.start and s.plural and not s.subject
        ]
        is_open = cls == "they" and token.dep in ("nsubj", "nsubjpass") and any(_key(s) != _key(chosen) for s in rivals)
        return None if is_open else chosen  # "police held three men, and said that *they* had confessed"
    beside = [seen for _, seen in others if seen.sentence == chosen.sentence and _key(seen) != _key(chosen)]
    patients = [
        s for s in (*beside, *aside) if s.sentence == chosen.sentence and s.patient and s.governor == chosen.governor
    ]
    patients = patients or [s for s in aside if s.sentence == chosen.sentence and s.plural and not s.subject]
    if cls != "it" and patients and chosen.subject and not chosen.patient and _is_undergone(sentence, token):
        # "Troops freed the women. *They* had been held for a year": what is undergone goes on with whoever underwent.
        is_one = len({_key(s) for s in patients}) == 1 and patients[-1].patient
        return patients[-1] if token.dep == "nsubjpass" and is_one else None
    if cls == "they" and any(s.subject and s.plural and s.start > chosen.start for s in beside):
        return None  # two that act in the sentence before
    if others and others[0][0][:2] == best[:2] and others[0][1].sentence == chosen.sentence:
        # Two of one sentence before that fit alike: nothing tells which is meant.
        return chosen if others[0][1].actor == chosen.actor else None
    return chosen


def _key(seen: Seen) -> str:
    return seen.actor.id if seen.actor is not None else f"unknown at {seen.start}"


def _is_rival(seen: Seen, other: Seen) -> bool:
    """Tell whether another of the same sentence shares the noun of `seen`, and is of another country."""
    if seen.sentence != other.sentence or seen.actor is None or other.actor is None:
        return False
    shares = other.noun == seen.noun or other.governor == seen.head  # "*Kilo* and Lima troops"
    return shares and None is not other.actor.country != seen.actor.country is not None


def _own_subjects(sentence: Sentence, token: Token) -> frozenset[int]:
    """Return the subjects of the clause that a possessive stands in; of nothing else."""
    if token.tag != "PRP$":
        return frozenset()
    for above in sentence.ancestors(token):
        subjects = sentence.kids(above, "nsubj", "nsubjpass")
        if subjects:
            return frozenset(t.i for t in subjects)
    return frozenset()


def _is_undergone(sentence: Sentence, token: Token) -> bool:
    """Tell whether a pronoun's verb says what was done to it, or how it was, rather than what it did."""
    if token.dep == "nsubjpass":
        return True
    head = sentence.head_of(token)
    return token.dep == "nsubj" and head.lemma == "be" and bool(sentence.kids(head, "acomp"))


def _is_patient(sentence: Sentence, token: Token) -> bool:
    while token.dep == "conj":
        token = sentence.head_of(token)
    return token.dep in ("dobj", "nsubjpass")


def _gender_of(sentence: Sentence, c: Candidate) -> str:
    """Return the gender that a person's title or pronoun tells, or nothing."""
    genders = actor_rules().genders
    return next((genders[t.lower] for t in sentence.tokens[c.first : c.last] if c.person and t.lower in genders), "")


def _side(actor: Actor) -> str:
    """Return whose side an actor is on in a war of states: its country's, for government and army, or its own."""
    return f"country:{actor.country}" if actor.country and actor.kind in OF_STATES else actor.id


def _agrees(cls: str, seen: Seen) -> bool:
    if seen.actor is None:
        fits = {"he": seen.person or seen.named, "they": seen.plural, "it": not seen.person}
        return fits[cls] and (cls == "they") == seen.plural
    if seen.actor.kind == "media":
        return False  # outlets are told to, seldom told of
    if cls == "he":
        return seen.person and not seen.plural
    if cls == "they":
        # A state by its name is "it"; a body ("al-Shabaab", "the government") may be several.
        is_state = seen.named and seen.actor.kind == "government" and seen.actor.known
        return seen.plural or not (seen.person or is_state)
    return not seen.person and not seen.plural and seen.actor.kind not in _COLLECTIVE


def _is_bound(sentence: Sentence, token: Token, seen: Seen) -> bool:
    """A pronoun is nobody else that its own verb names ("Maliki warned *him*", "*they* beat the crowd")."""
    if token.tag == "PRP$":
        return False
    if token.dep == "nsubj":
        return seen.patient and _is_done_by(sentence, seen.governor, token.head)
    if token.dep == "nsubjpass":
        return False
    if not seen.subject:
        return False
    for above in sentence.ancestors(token):
        if above.i == seen.governor:
            return True
        if sentence.kids(above, "nsubj", "nsubjpass"):
            return False
    return False


def _is_done_by(sentence: Sentence, verb: int, main: int) -> bool:
    """Tell whether the subject of the verb `main` is that of another, too: beside it, or what it is done for."""
    while verb != main:
        token = sentence.tokens[verb]
        if token.dep not in ("xcomp", "conj", "advcl") or sentence.kids(token, "nsubj", "nsubjpass"):
            return False
        verb = token.head
    return True


def _is_empty(sentence: Sentence, token: Token) -> bool:
    if token.tag == "PRP$":
        return False
    head = sentence.head_of(token)
    if token.dep not in ("nsubj", "nsubjpass"):
        return True
    return head.pos != "VERB" or head.lemma in actor_rules().empty or token.dep == "nsubjpass"


def _governor(sentence: Sentence, token: Token) -> int:
    while token.dep == "conj":
        token = sentence.head_of(token)
    return token.head


def _is_subject(sentence: Sentence, token: Token) -> bool:
    while token.dep == "conj":
        token = sentence.head_of(token)
    return token.dep in ("nsubj", "nsubjpass")

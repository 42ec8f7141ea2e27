"""Who acts: names, described groups, countries, and the pronouns and short forms that take them up.

Invariant: every mention's words stand in the text; a noun phrase gives one mention, and one inside another only where
it owns it ("the army's spokesman"). What no pack or pattern knows keeps its own words as its name.
"""

from __future__ import annotations

from collections.abc import Sequence

from dateline.finding.actor_groups import Describer
from dateline.finding.actor_lands import Lands, focus_country, lands_of, set_in
from dateline.finding.actor_names import find_names
from dateline.finding.actor_rules import Candidate, actor_rules
from dateline.finding.compounds import country_at
from dateline.finding.coreference import OF_STATES, Discourse
from dateline.finding.mentions import ActorMention
from dateline.finding.name_memory import Names, learn_names
from dateline.finding.voice_quotes import quotations
from dateline.knowledge.actors import ActorIndex, Country, Group, open_actors
from dateline.language import Sentence, Token
from dateline.model import Actor, Document, Evidence

__all__ = ["find_actors", "focus_country"]

# What parts the paragraphs of a text: what was told in one is not the scene of the next.
_BREAK = "\n\n"
# How many sentences back another state is still at hand, in a text that is about one.
NEAR = 1
# The relations of words that stand before a noun and say which one it is.
_MODIFYING = ("amod", "compound", "nmod")


def find_actors(
    document: Document, sentences: Sequence[Sentence], *, focus: str | None = None
) -> tuple[tuple[ActorMention, ...], ...]:
    """Find the actors of every sentence of a document, in order.

    `focus` is the country that the document is about (ISO 3166-1 alpha-2), where a caller knows it, as from its
    places; otherwise it is told from the countries named (`focus_country`), or none.
    """
    index = open_actors()
    lands = lands_of(sentences, index, focus)
    names = learn_names(sentences, index, lands.near.code if lands.near else None)
    discourse = Discourse(index, _today(document), quotations=tuple(quotations(document.text)))
    found = []
    zone, since = None, 0
    for number, sentence in enumerate(sentences):
        here = document.zone_at(sentence.start)
        if here is not zone:
            discourse.reset()
            zone, since = here, number
        elif number and _BREAK in document.text[sentences[number - 1].end : sentence.start]:
            since = number
        candidates = _in_sentence(number, sentence, index, names, discourse, lands, since)
        found.append(tuple(_mention(document, sentence, c) for c in candidates))
    return tuple(found)


def _today(document: Document) -> str:
    if document.published is None or document.published.earliest is None:
        return ""
    return document.published.earliest.isoformat()[:10]


def _in_sentence(
    number: int,
    sentence: Sentence,
    index: ActorIndex,
    names: Names,
    discourse: Discourse,
    lands: Lands,
    since: int,
) -> list[Candidate]:
    named = find_names(sentence, index, names, near=lands.near.code if lands.near else None)
    # The names of this sentence are known to its own pronouns ("Maliki said he ...").
    discourse.note(number, sentence, named)

    def resolve(token: Token) -> Actor | None:
        if token.pos in ("NOUN", "PROPN"):
            definite = _is_bare_definite(sentence, token)
            return discourse.nominal(number, token, token.lemma.lower(), plural=False) if definite else None
        if not is_settled:
            return None
        seen = discourse.pronoun(number, sentence, token)
        return seen.actor if seen else None

    is_settled = not any(t.tag == "PRP$" for t in sentence.tokens)

    def home(group: Group, token: Token) -> Country | None:
        land = lands.home(group, sentence, number, token, since=since)
        if land is None or not sentence.kids(token, "det") or not (group.kind == "military" or not lands.leads):
            return land
        # Another state was just told of, which "the army" may be that of.
        is_told_here = any(country_at(sentence, i) is land for i in range(token.i))
        return land if is_told_here or not _is_another_acting(number, discourse, land.iso) else None

    describer = Describer(sentence, index, named, lands, resolve, home)
    described = describer.find()
    if not is_settled:
        # Whose something is ("its fighters") can be told once the sentence's other actors are known to its pronouns.
        clear = [c for c in described if not _is_owned(sentence, c)]
        mark = len(discourse.seen)
        _settle(number, sentence, clear, named, discourse)
        is_settled = True
        described = describer.find()
        del discourse.seen[mark:]
    candidates = _settle(number, sentence, described, named, discourse)
    candidates += _pronouns(number, sentence, candidates, discourse)
    return _disjoint(sorted(candidates, key=lambda c: (c.first, -c.last)), sentence)


def _settle(
    number: int, sentence: Sentence, described: Sequence[Candidate], named: Sequence[Candidate], discourse: Discourse
) -> list[Candidate]:
    """Resolve what takes up an earlier actor, and remember all actors of the sentence, and its other subjects."""
    candidates = [_taken_up(number, sentence, c, discourse, described) for c in described]
    candidates = _apposed(sentence, _unlike(sentence, candidates, number, discourse))
    discourse.note(number, sentence, [c for c in candidates if c not in named])
    discourse.note_strangers(number, sentence, {i for c in candidates for i in range(c.first, c.last)})
    return candidates


def _is_owned(sentence: Sentence, c: Candidate) -> bool:
    return any(t.tag == "PRP$" for t in sentence.kids(sentence.tokens[c.head], "poss"))


def _taken_up(
    number: int, sentence: Sentence, c: Candidate, discourse: Discourse, beside: Sequence[Candidate]
) -> Candidate:
    """Resolve a definite noun phrase without a name to what it takes up; `beside` are the others of the sentence."""
    token = sentence.tokens[c.head]
    if not c.named and c.plural and c.actor.kind is None and _is_bare_plural(sentence, token):
        # "Police officers ... the officers": what the noun alone does not tell, it told before.
        again = discourse.same_noun(number, token, plural=True)
        return Candidate(c.first, c.last, c.head, again, c.person, True, True, True) if again else c
    if not c.named and c.plural and c.actor.kind == "military" and _is_bare_plural(sentence, token, definite=True):
        again = discourse.same_noun(number, token, plural=True, reach=NEAR)
        return Candidate(c.first, c.last, c.head, again, c.person, True, True, True) if again else c
    if c.named or not _is_bare_definite(sentence, token):
        return c
    phrase = " ".join(t.lower for t in sentence.tokens[c.first : c.last])
    noun = phrase if phrase in actor_rules().nominals else token.lemma.lower()
    actor = discourse.nominal(number, token, noun, plural=c.plural)
    is_told = c.actor.id.startswith("any:") or noun in actor_rules().organs
    if actor is None and (is_told or c.actor.country) and not c.plural:
        # Whose it is was told just before, whatever country the text is about.
        actor = discourse.same_noun(number, token) if is_told else discourse.same_noun(number, token, reach=NEAR)
        if actor is not None and _is_of_another(sentence, c, actor, beside):
            actor = None
    return Candidate(c.first, c.last, c.head, actor, c.person, c.plural, True, True) if actor else c


def _is_of_another(sentence: Sentence, c: Candidate, actor: Actor, beside: Sequence[Candidate]) -> bool:
    """Tell whether a sentence, before a definite noun, is set in or tells of another state than `actor`'s."""
    told = {b.actor.country for b in beside if b.head < c.head and b.actor.kind in OF_STATES}
    told |= {country.iso for country in set_in(sentence, c.head)}
    return actor.country is not None and bool(told - {None, actor.country})


def _is_another_acting(number: int, discourse: Discourse, country: str | None) -> bool:
    """Tell whether a state other than `country` (ISO-2) did something in this sentence or the one before it."""
    acting = (s.actor for s in discourse.seen if s.subject and number - s.sentence <= NEAR)
    return any(a is not None and a.kind in OF_STATES and a.country not in (None, country) for a in acting)


def _unlike(sentence: Sentence, found: list[Candidate], number: int, discourse: Discourse) -> list[Candidate]:
    """Add the definite nouns that say nothing alone ("the group") and are something only through what they take up."""
    covered = {i for c in found for i in range(c.first, c.last)}
    more = []
    for token in sentence.tokens:
        if token.pos not in ("NOUN", "PROPN") or token.i in covered or token.dep in ("compound", "nmod"):
            continue
        if token.lemma.lower() in actor_rules().nominals and _is_bare_definite(sentence, token):
            actor = discourse.nominal(number, token, token.lemma.lower(), plural=token.tag == "NNS")
            if actor:
                more.append(Candidate(token.i, token.i + 1, token.i, actor, named=True, antecedent=True))
    return sorted([*found, *more], key=lambda c: c.first)


def _is_bare_definite(sentence: Sentence, token: Token) -> bool:
    """Tell whether a noun stands with an article and nothing else that would tell it apart ("the prime minister")."""
    if token.tag in ("NNS", "NNPS"):
        return False
    for kid in sentence.kids(token):
        if kid.dep in ("poss", "relcl", "appos", "nummod") or (kid.dep == "prep" and kid.lower == "of"):
            return False
        if kid.dep in _MODIFYING and not _is_plain(sentence, kid):
            return False
    return any(k.lower in ("the", "this", "that") for k in sentence.kids(token, "det"))


def _is_plain(sentence: Sentence, token: Token) -> bool:
    """Tell whether a modifier tells nobody apart, and nothing that hangs on it does ("the *Kilo* defence ministry")."""
    rules = actor_rules()
    own = token.lower in rules.titles or token.lower in rules.armed
    return own and all(_is_plain(sentence, k) for k in sentence.kids(token, *_MODIFYING, "poss"))


def _is_bare_plural(sentence: Sentence, token: Token, *, definite: bool = False) -> bool:
    """Tell whether a plural stands alone or with an article only ("the officers"); where `definite`, with one."""
    within = _within(sentence, token)
    bare = all(k.dep == "det" and k.lower in ("the", "these") for k in within)
    return token.tag == "NNS" and bare and (bool(within) or not definite)


def _within(sentence: Sentence, token: Token) -> list[Token]:
    modifying = ("det", "amod", "compound", "nmod", "nummod", "poss", "prep", "relcl", "acl", "appos")
    return sentence.kids(token, *modifying)


def _apposed(sentence: Sentence, found: list[Candidate]) -> list[Candidate]:
    """Give both sides of an apposition the actor that is named ("Adel, the governor of Maysan")."""
    by_head = {c.head: c for c in found}
    result = []
    for c in found:
        token = sentence.tokens[c.head]
        other = by_head.get(token.head) if token.dep == "appos" else None
        if other is None:
            kids = [by_head[k.i] for k in sentence.kids(token, "appos") if k.i in by_head]
            other = kids[0] if kids else None
        if other is not None and other.named and not c.named and (other.person == c.person or c.actor.kind is None):
            kind = other.actor.kind or c.actor.kind
            actor = other.actor
            if kind != actor.kind and not actor.known:
                actor = Actor(actor.id, actor.name, kind, actor.country or c.actor.country, known=False)
            c = Candidate(c.first, c.last, c.head, actor, c.person, c.plural, True, True)
        result.append(c)
    return result


def _pronouns(number: int, sentence: Sentence, found: Sequence[Candidate], discourse: Discourse) -> list[Candidate]:
    rules = actor_rules()
    by_head = {c.head: c for c in found}
    more = []
    for token in sentence.tokens:
        cls = rules.pronouns.get(token.lower)
        if token.lower in rules.ordered and any(k.lower == "the" for k in sentence.kids(token, "det")):
            actor = discourse.ordered(number, token)
            if actor is not None and token.i not in by_head:
                more.append(Candidate(token.i, token.i + 1, token.i, actor, named=True, antecedent=True))
            continue
        if cls is None or token.pos not in ("PRON", "DET", "SCONJ"):
            continue
        if cls == "who":
            clause = next((a for a in sentence.ancestors(token) if a.dep == "relcl"), None)
            fits = clause is not None and token.dep in ("nsubj", "nsubjpass", "dobj", "poss")
            taken = by_head.get(clause.head) if clause is not None and fits else None
            if taken is not None:
                here = token.i
                more.append(Candidate(here, here + 1, here, taken.actor, taken.person, taken.plural, False, True))
            continue
        if token.lower.endswith(("self", "selves")):
            subject = _own_subject(sentence, token)
            taken = by_head.get(subject.i) if subject else None
            if taken is not None:
                more.append(
                    Candidate(token.i, token.i + 1, token.i, taken.actor, taken.person, taken.plural, False, True)
                )
            continue
        seen = discourse.pronoun(number, sentence, token)
        if seen is not None and seen.actor is not None:
            more.append(Candidate(token.i, token.i + 1, token.i, seen.actor, seen.person, seen.plural, False, True))
            # What a pronoun takes up is again in mind, in the pronoun's role.
            discourse.note(number, sentence, more[-1:])
    return more


def _own_subject(sentence: Sentence, token: Token) -> Token | None:
    """Return the subject of the clause that a reflexive stands in; for "who" the noun that it follows."""
    for above in sentence.ancestors(token):
        subjects = sentence.kids(above, "nsubj", "nsubjpass")
        if subjects:
            relative = above.dep == "relcl" and subjects[-1].tag in ("WP", "WDT")
            return sentence.head_of(above) if relative else subjects[-1]
    return None


def _disjoint(candidates: Sequence[Candidate], sentence: Sentence) -> list[Candidate]:
    """Keep the wider of two that overlap, but an owner beside what it owns."""
    kept: list[Candidate] = []
    for c in candidates:
        around = [k for k in kept if k.first < c.last and c.first < k.last]
        owned = sentence.tokens[c.head].dep == "poss" and all(k.head != c.head and k.last > c.last for k in around)
        if not around or owned:
            kept.append(c)
    return kept


def _mention(document: Document, sentence: Sentence, c: Candidate) -> ActorMention:
    start, end = sentence.tokens[c.first].start, sentence.tokens[c.last - 1].end
    evidence = Evidence.at(document.text, start, end)
    return ActorMention(c.first, c.last, c.head, evidence, c.actor, antecedent=c.antecedent)

"""Actors that are named: by a spelling that a pack knows, or by a name that only this document uses.

Invariant: a name that a pack knows is found wherever its words stand, also where the model saw none; a name that
nobody knows is taken from the model, and only where nothing makes it a place, an operation or a thing.
"""

from __future__ import annotations

from collections.abc import Iterator

from dateline.finding.actor_rules import Candidate, actor_rules, is_one_body
from dateline.finding.compounds import compound_at, country_at, is_clause
from dateline.finding.name_memory import Names, head_of, is_ordinal, unknown_group, words_at
from dateline.knowledge.actors import ActorIndex, Group, open_all_countries
from dateline.knowledge.names import fold, name_key, small_words
from dateline.knowledge.outlets import Outlets, open_outlets
from dateline.language import NamedSpan, Sentence, Token
from dateline.model import Actor

__all__ = ["find_names"]

# Names of outlets and actors are never longer than this many tokens ("Kata'ib Hezbollah" is two, "al-Sadr" three).
LONGEST_NAME = 9
_DASHES = frozenset("-–—")
_NAME_LABELS = frozenset({"PERSON", "ORG", "NORP"})


def find_names(sentence: Sentence, index: ActorIndex, names: Names, *, near: str | None) -> list[Candidate]:
    """Return the named actors of one sentence, in order, without overlaps."""
    found = list(_known(sentence, index, names, near))
    taken = {i for c in found for i in range(c.first, c.last)}
    for span in sentence.names:
        if span.label in _NAME_LABELS and not taken & set(range(span.first, span.last)):
            candidate = _unknown(sentence, span, index, names)
            if candidate and not taken & set(range(candidate.first, candidate.last)):
                found.append(candidate)
                taken |= set(range(candidate.first, candidate.last))
    for token in sentence.tokens:
        if token.i not in taken and _is_acronym(sentence, token, index) and name_key(token.text) not in names.places:
            body = Actor(f"text:{fold(token.text)}", token.text, None, None, known=False)
            found.append(Candidate(token.i, token.i + 1, token.i, body, named=True))
            continue
        # A surname that this document introduced is that person, whatever the model takes it for.
        if token.pos == "PROPN" and token.i not in taken and token.text[0].isupper() and token.dep != "compound":
            actor = names.person(token.text)
            acts = token.dep in ("nsubj", "nsubjpass") and sentence.head_of(token).pos in ("VERB", "AUX")
            if actor is None or _is_in_name(sentence, token, actor):
                continue
            if acts or name_key(token.text) not in names.places or _is_seat(sentence, token, actor, index):
                first = _with_titles(sentence, token.i, token.i + 1)
                found.append(Candidate(first, token.i + 1, token.i, actor, person=True, named=True))
    return sorted(found, key=lambda c: c.first)


def _known(sentence: Sentence, index: ActorIndex, names: Names, near: str | None) -> Iterator[Candidate]:
    tokens = sentence.tokens
    outlets = open_outlets()
    i = 0
    while i < len(tokens):
        step = 1
        if _may_start(tokens[i]):
            for last in range(_reach(sentence, i, index, outlets), i, -1):
                if not _may_end(tokens[last - 1]):
                    continue
                words = words_at(sentence, i, last)
                outlet = outlets.match(words)
                actor = outlet.actor if outlet else index.alias(words, near=near) or names.acronyms.get(words)
                if (
                    actor
                    and not _is_place_of(sentence, i)
                    and not _is_part_of_other(sentence, i, last, index)
                    and not _is_foreign(sentence, i, actor)
                    and not _is_namesake(words, actor, names)
                ):
                    person = bool((entry := index.entry(actor)) and entry.person)
                    if person:
                        names.learn_person(actor.name, actor)
                    first = _with_titles(sentence, i, last) if person else i
                    head = head_of(sentence, i, last)
                    plural = tokens[head].tag == "NNS" or _is_several(tokens[head])
                    yield Candidate(first, last, head, actor, person=person, plural=plural, named=True)
                    step = last - i
                    break
        i += step


def _reach(sentence: Sentence, first: int, index: ActorIndex, outlets: Outlets) -> int:
    """Return where a known name that begins with token `first` ends at the latest: before a word that is in no name.

    The first word alone is always within reach: acronyms, also those that only the text explains, are words of no key.
    """
    end = min(first + LONGEST_NAME, len(sentence.tokens))
    for i in range(first, end):
        if _stands_apart(sentence, i):
            key = name_key(sentence.tokens[i].text)
            if not (key in index.words or key in outlets.words or key in small_words()):
                return max(i, first + 1)
    return end


def _stands_apart(sentence: Sentence, i: int) -> bool:
    """Tell whether a token is a word between blanks; with marks in or beside it, it may be a piece of one."""
    tokens, text = sentence.tokens, sentence.tokens[i].text
    if not (text.isascii() and text.isalnum()):
        return False
    after = i + 1 == len(tokens) or tokens[i].end < tokens[i + 1].start
    return after and (i == 0 or tokens[i - 1].end < tokens[i].start)


def _is_place_of(sentence: Sentence, first: int) -> bool:
    """Tell whether the words before a name make it a place's, whatever else is called so ("the town of Kilo")."""
    before = sentence.tokens[max(0, first - 2) : first]
    return len(before) == 2 and before[1].lower == "of" and before[0].lemma in actor_rules().place_nouns


def _is_namesake(words: str, actor: Actor, names: Names) -> bool:
    """Tell whether a surname is that of somebody whom the text introduced, and whom no pack knows."""
    here = names.person(words) if " " not in words else None
    return here is not None and not here.known and here.id != actor.id


def _is_foreign(sentence: Sentence, first: int, actor: Actor) -> bool:
    """Tell whether the adjective before an armed force's name makes it another country's ("Thai Royal Navy")."""
    if first == 0 or actor.kind != "military":
        return False
    country = country_at(sentence, first - 1)
    return country is not None and actor.country not in (None, country.iso)


def _may_start(token: Token) -> bool:
    if token.pos == "DET":
        return False
    return token.text[0].isupper() or token.lower in ("al", "el") or token.lower.startswith(("al-", "el-", "bin"))


def _may_end(token: Token) -> bool:
    if token.pos == "DET":
        return False
    return token.text[0].isupper() or (token.text[0].isalnum() and token.pos in ("NOUN", "PROPN", "ADJ", "NUM"))


def _is_part_of_other(sentence: Sentence, first: int, last: int, index: ActorIndex) -> bool:
    """A one-word name inside a longer one is that longer one's: Sadr City is not Sadr, Ali Maliki not Nouri."""
    tokens = sentence.tokens
    if len([t for t in tokens[first:last] if t.text[0].isalpha() and t.lower not in ("al", "el")]) > 1:
        return False
    after = tokens[last] if last < len(tokens) else None
    if after and after.pos == "PROPN" and after.text[0].isupper() and tokens[last - 1].head == after.i:
        actor = index.alias(words_at(sentence, first, last))
        entry = index.entry(actor) if actor else None
        if entry is not None and not entry.person:
            return after.lower in actor_rules().not_actor_heads
        return index.groups.find([after.lemma]) is None and after.lower not in index.groups.members
    if after and after.text == "-" and last + 1 < len(tokens) and tokens[last + 1].text[0].isupper():
        return False
    before = tokens[first - 1] if first else None
    if before is None or before.pos != "PROPN" or not before.text[0].isupper() or not _joined(before, last):
        return False
    if index.countries.named(words_at(sentence, first - 1, last)) is not None:
        return True  # "Saudi Arabia"
    return not _is_title(before) and index.countries.described(before.text) is None


def _is_seat(sentence: Sentence, token: Token, actor: Actor, index: ActorIndex) -> bool:
    """Tell whether a capital's name stands for the person of that name, whom the text named in full ("Washington")."""
    full = " " in actor.name and index.countries.governed_from(token.text) is not None
    head = sentence.head_of(token)
    return full and not (token.dep == "pobj" and head.lower in actor_rules().locative)


def _is_in_name(sentence: Sentence, token: Token, actor: Actor) -> bool:
    """Tell whether a short form stands right beside another word of a name that `actor` has not ("Viet *Minh*")."""
    own = set(name_key(actor.name).split())
    for other in (sentence.tokens[i] for i in (token.i - 1, token.i + 1) if 0 <= i < len(sentence.tokens)):
        beside = other.end == token.start - 1 or token.end == other.start - 1
        named = other.pos == "PROPN" and other.text[0].isupper() and name_key(other.text) not in own
        # A word after it that is no part of its phrase is another name ("... told Maliki Tuesday").
        part = other.i < token.i or other.i in (token.head, *(k.i for k in sentence.kids(token)))
        dated = any(n.label in ("DATE", "TIME") and n.first <= other.i < n.last for n in sentence.names)
        if beside and named and part and not dated and not _is_title(other):
            return True
    first, last = compound_at(sentence, token.i)
    return any(
        t.text[0].isupper() and name_key(t.text) not in own for t in sentence.tokens[first:last] if t is not token
    )


def _is_acronym(sentence: Sentence, token: Token, index: ActorIndex) -> bool:
    """Tell whether a word in capitals stands where a body would: it acts, is acted upon, or has members ("RSF troops").

    Not in a sentence that is all capitals, and none of those that are no actors ("IED", "TV").
    """
    word = token.text
    if not (2 < len(word) < 9 and word.isupper() and word.isalpha()):
        return False
    rules = actor_rules()
    is_number = not set(word) - set("IVXLCDM")  # "the Year III"
    if (
        is_number
        or token.lower in rules.not_acronyms
        or token.lower in rules.not_actor_heads
        or sum(t.text.isupper() for t in sentence.tokens) > len(sentence.tokens) / 3
    ):
        return False
    head = sentence.head_of(token)
    if token.dep in ("compound", "nmod", "poss"):
        return head.lemma in index.groups.members
    if token.dep == "pobj":
        return head.lower in ("by", "with", "against", "between", "of") and head.dep in ("agent", "prep")
    return token.dep in ("nsubj", "nsubjpass", "dobj") and head.pos == "VERB"


def _joined(before: Token, last: int) -> bool:
    return before.dep in ("compound", "nmod", "amod") and before.i < before.head < last


def _is_title(token: Token) -> bool:
    return token.lower.replace(".", "") in actor_rules().titles


def _stands_free(sentence: Sentence, token: Token) -> bool:
    """Tell whether a dash stands between spaces: what is before it and what after are two."""
    return sentence.tokens[max(token.i - 1, 0)].end < token.start


def _is_title_before(token: Token) -> bool:
    """Tell whether a name's first word is a title; some are one only in small letters ("new", but not in names)."""
    return _is_title(token) and not (token.text[0].isupper() and token.lower in actor_rules().once)


def _with_titles(sentence: Sentence, first: int, last: int) -> int:
    """Return where the titles before a name begin."""
    start = first
    while start > 0:
        before = sentence.tokens[start - 1]
        fits = before.dep in ("compound", "nmod", "amod", "poss") and before.i < before.head < last
        if not (_is_title(before) and fits and before.pos in ("NOUN", "PROPN", "ADJ")):
            break
        start -= 1
    return start


def _unknown(sentence: Sentence, span: NamedSpan, index: ActorIndex, names: Names) -> Candidate | None:
    """Make a candidate of a name that no pack knows, or None where it names no actor or nothing tells."""
    rules = actor_rules()
    first, last = span.first, span.last
    while last > first and not sentence.tokens[last - 1].text[0].isalnum():
        last -= 1
    if last > first + 1 and sentence.tokens[last - 1].tag == "POS":
        last -= 1
    while first < last and (sentence.tokens[first].pos == "DET" or not sentence.tokens[first].text[0].isalnum()):
        first += 1
    # A dash that stands free, or a verb in small letters, ends the name.
    ends = (t for t in sentence.tokens[first + 1 : last] if _stands_free(sentence, t) or t.tag == "VBD")
    last = next((t.i for t in ends if t.text in _DASHES or (t.tag == "VBD" and t.text.islower())), last)
    first = _behind_owner(sentence, first, last, index)
    bare = first
    while bare < last - 1 and _is_title_before(sentence.tokens[bare]):
        bare += 1
    if last > bare > 0 and is_ordinal(sentence.tokens[bare - 1]) and sentence.tokens[last - 1].lower in rules.units:
        first = bare = bare - 1  # the model leaves the number out
    tokens = sentence.tokens[bare:last]
    if _is_noun_of_group(sentence, first, last, index, titled=first < bare):
        return None  # "the Defence Ministry": what is a title before a name is a word of the noun here
    if (
        not tokens
        or not any(t.text[0].isupper() for t in tokens)
        or any(t.text == "," or "\n" in t.text for t in tokens)
        or is_clause(sentence, bare, last)
    ):
        return None
    words, head = words_at(sentence, bare, last), head_of(sentence, bare, last)
    if tokens[0].lower in rules.not_actor_starts or tokens[-1].lower in rules.not_actor_heads:
        return None
    after = sentence.tokens[last] if last < len(sentence.tokens) else None
    if after is not None and after.lower in rules.place_nouns:
        return None
    if index.countries.described(words) or index.countries.peopled(words) or index.countries.governed_from(words):
        return None
    first = min(first, _with_titles(sentence, bare, last))
    if span.label == "PERSON" or (first < bare and span.label == "ORG" and len(tokens) <= 3):
        return _person(sentence, first, bare, last, head, words, index, names)
    single = [t for t in tokens if t.text[0].isalpha()]
    if name_key(words) in names.places or (len(single) < 2 and span.label != "NORP"):
        return None
    lemmas = [t.lemma for t in tokens]
    is_owned = bare > 0 and sentence.tokens[bare - 1].tag == "POS"
    owned = [t.lower.removesuffix("s") for t in tokens] if is_owned else lemmas
    if any(index.groups.find(form) for form in (lemmas, owned)) or span.label == "NORP":
        return None  # a group noun in capitals, or a people: the group rules know better
    actor = unknown_group(sentence, bare, last)
    return Candidate(first, last, head, actor, plural=_is_several(sentence.tokens[head]), named=True)


def _is_noun_of_group(sentence: Sentence, first: int, last: int, index: ActorIndex, *, titled: bool) -> bool:
    """Tell whether a name is a noun that is known for a body of any country, and no more.

    So it is where words of the noun were taken for titles (`titled`), or where "of" and a country follow it.
    """
    ofs = (t.i for t in sentence.tokens[first + 1 : last] if t.lower == "of" and _is_country(sentence, t.i + 1, last))
    end = next(ofs, last)
    if not titled and end == last:
        return False
    words = [t.lower for t in sentence.tokens[first:end]]
    found = index.groups.find(words)
    return found is not None and found[1] == len(words) and not found[0].person


def _is_country(sentence: Sentence, first: int, last: int) -> bool:
    """Tell whether tokens `[first, last)` are a country's name, with or without an article."""
    first += first < last and sentence.tokens[first].pos == "DET"
    return first < last and open_all_countries().named(words_at(sentence, first, last)) is not None


def _is_several(token: Token) -> bool:
    return token.tag == "NNPS" and not is_one_body(token)


def _behind_owner(sentence: Sentence, first: int, last: int, index: ActorIndex) -> int:
    """Return where a name begins behind the country that owns it ("Kilo's *Armed Forces*")."""
    for i in range(first + 1, last - 1):
        if sentence.tokens[i].tag == "POS" and index.countries.named(words_at(sentence, first, i)) is not None:
            return i + 1
    return first


def _person(
    sentence: Sentence, first: int, bare: int, last: int, head: int, words: str, index: ActorIndex, names: Names
) -> Candidate | None:
    if not set(words) - set("IVXLCDM"):
        return None  # "the Year III"
    titled = _title_group(sentence, first, bare, index)
    actor = index.person_named(words) if last - bare > 1 else None
    actor = actor or names.person(words)
    if actor is not None and last - bare == 1 and _is_in_name(sentence, sentence.tokens[bare], actor):
        return None
    if actor is None:
        if name_key(words) in names.places or (last - bare == 1 and first == bare):
            return None  # one bare word that nothing introduced: as likely a place
        kind = titled.kind if titled else None
        actor = Actor(f"text:{fold(words)}", words, kind, None, known=False)
    if last - bare > 1 or first < bare:
        names.learn_person(words, actor)
    return Candidate(first, last, head, actor, person=True, named=True)


def _title_group(sentence: Sentence, first: int, bare: int, index: ActorIndex) -> Group | None:
    """Return the group that a title names ("governor"), or the body that it is a title in ("police official")."""
    lemmas = [t.lower.replace(".", "") for t in sentence.tokens[first:bare]]
    groups = index.groups
    if lemmas and lemmas[-1] in groups.mouthpieces:
        lemmas = lemmas[:-1]
    found = groups.find(lemmas) if lemmas else None
    if found is None:
        return None
    group, size = found
    body = groups.find(lemmas[:-size]) if group.role and group.kind in (None, "government") else None
    return body[0] if body else group

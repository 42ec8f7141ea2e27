"""Who stands in which slot of a verb: subjects, objects, agents, through conjunction, control and relative clauses.

Invariant: only the parse decides; no rule here knows a word of the lexicon. Labels are those of spaCy's English
models (ClearNLP style).
"""

from __future__ import annotations

from dateline.language import Sentence, Token

__all__ = [
    "CLAUSES",
    "bearer",
    "complement",
    "conjuncts",
    "infinitives",
    "is_finite",
    "is_passive",
    "objects",
    "pobjs",
    "slot",
    "subjects",
]

# Relations that open a clause of their own.
CLAUSES = frozenset({"relcl", "advcl", "ccomp", "xcomp", "acl", "pcomp", "csubj", "parataxis"})

_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
# Prepositions by which a clause is about the object of the verb that they hang on.
_OF_OBJECT = frozenset({"of", "from", "for"})
# Where a past participle without a helper is passive.
_PARTICIPLES = frozenset({"acl", "amod", "advcl", "ROOT", "pcomp", "ccomp", "xcomp", "nsubj", "conj"})
_RELATIVE = frozenset({"WDT", "WP", "WP$"})


def conjuncts(sentence: Sentence, token: Token) -> list[Token]:
    """Return `token` and everything coordinated with it, in order ("police and army units")."""
    found = [token]
    for kid in sentence.kids(token, "conj"):
        found.extend(conjuncts(sentence, kid))
    return found


def is_passive(sentence: Sentence, verb: Token) -> bool:
    """Tell whether the verb's subject is what is acted upon; bare participles ("fighters detained") count."""
    if sentence.kids(verb, "nsubjpass", "auxpass"):
        return True
    # "With only a few fighters detained": the tagger takes the participle for a past tense.
    under = [*sentence.kids(verb, "mark"), *([sentence.head_of(verb)] if verb.dep == "pcomp" else [])]
    if verb.dep in ("advcl", "pcomp") and verb.tag in ("VBD", "VBN") and any(k.lower == "with" for k in under):
        return not sentence.kids(verb, "dobj", "aux")
    if verb.tag != "VBN" or any(aux.lemma == "have" for aux in sentence.kids(verb, "aux")):
        return False
    if sentence.kids(verb, "agent") and not sentence.kids(verb, "aux"):
        return True  # "workers, held hostage by rebels": by whom is said, and an object is no object
    if verb.dep == "conj" and not sentence.kids(verb, "aux", "nsubj"):
        head = sentence.head_of(verb)
        return head.tag == "VBN" and is_passive(sentence, head)
    # "400 soldiers taken *prisoner*": a bare singular says what they became, and is no object.
    held = [o for o in sentence.kids(verb, "dobj") if o.tag != "NN" or sentence.kids(o)]
    return verb.dep in _PARTICIPLES and not held


def bearer(sentence: Sentence, verb: Token) -> Token:
    """Return the verb whose auxiliaries and negation hold for `verb`: itself, or a conjunct it shares them with."""
    found = verb
    while found.dep == "conj" and not sentence.kids(found, "aux", "auxpass", "nsubj", "nsubjpass"):
        above = sentence.head_of(found)
        if above.pos not in ("VERB", "AUX") or above.tag != found.tag:
            break
        found = above
    return found


def is_finite(sentence: Sentence, verb: Token) -> bool:
    """Tell whether the verb carries tense, by itself or through an auxiliary."""
    return verb.tag in ("VBD", "VBZ", "VBP", "MD") or any(
        aux.tag in ("VBD", "VBZ", "VBP", "MD") for aux in sentence.kids(verb, "aux", "auxpass")
    )


def subjects(sentence: Sentence, verb: Token, *, depth: int = 0) -> list[Token]:
    """Return the heads of the verb's subject, each conjunct its own; inherited where the grammar shares it.

    For a passive these are what is acted upon. Returns an empty list where no subject can be told.
    """
    own = sentence.kids(verb, *_SUBJECTS)
    if own:
        subject = own[-1]
        if subject.lower == "that" and verb.dep == "ccomp" and verb.head != verb.i:
            return subjects(sentence, sentence.head_of(verb), depth=depth + 1)  # "they claimed that have carried out"
        if subject.tag in _RELATIVE or (subject.lower == "that" and verb.dep == "relcl"):
            return [_antecedent(sentence, verb)] if verb.dep == "relcl" else conjuncts(sentence, subject)
        return conjuncts(sentence, subject)
    if depth > 6 or verb.head == verb.i:
        return []
    head = sentence.head_of(verb)
    if verb.dep in ("acl", "relcl", "amod"):
        if verb.tag == "VB" or any(k.lower == "to" for k in sentence.kids(verb, "aux")):
            return _holder(sentence, head, depth)
        return [head]
    if verb.dep == "xcomp" and head.pos in ("VERB", "AUX"):
        controlled = sentence.kids(head, "dobj")
        if controlled and any(k.lower == "to" for k in sentence.kids(verb, "aux")):
            return conjuncts(sentence, controlled[0])
        return subjects(sentence, head, depth=depth + 1)
    if verb.dep == "pcomp":
        above = sentence.head_of(head) if head.head != head.i else head
        if head.lower == "by" and above.pos == "VERB" and is_passive(sentence, above):
            return []  # "killed by shelling": those who died did not shell
        if head.lower in _OF_OBJECT and above.pos == "VERB":
            # "accused them of firing", "kept her from leaving": who is accused and kept, not who does that
            told = sentence.kids(above, "nsubjpass") if is_passive(sentence, above) else sentence.kids(above, "dobj")
            if told:
                return conjuncts(sentence, told[-1])
        return subjects(sentence, above, depth=depth + 1) if above.pos in ("VERB", "AUX") else [above]
    if verb.dep == "advcl" and verb.tag == "VBG" and head.dep == "advcl" and head.head < verb.i < head.i:
        head = sentence.head_of(head)  # "shells hit the school, *killing* two, the mayor reported"
    if verb.dep in ("conj", "advcl", "xcomp", "ccomp", "acomp") and head.pos in ("VERB", "AUX", "ADJ"):
        return subjects(sentence, head, depth=depth + 1)
    return []


def _antecedent(sentence: Sentence, verb: Token) -> Token:
    return sentence.head_of(verb)


def _holder(sentence: Sentence, noun: Token, depth: int) -> list[Token]:
    """Return who holds a plan, a promise, an attempt: its possessor, else the subject of the verb it belongs to."""
    owner = sentence.kids(noun, "poss")
    if owner:
        return conjuncts(sentence, owner[0])
    for above in sentence.ancestors(noun):
        if above.pos in ("VERB", "AUX"):
            return subjects(sentence, above, depth=depth + 1)
    return []


def objects(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the heads of what is acted upon: direct objects, or a passive's subject."""
    if is_passive(sentence, verb):
        return subjects(sentence, verb)
    found = sentence.kids(verb, "dobj")
    if found and found[0].tag in _RELATIVE and verb.dep == "relcl":
        return [_antecedent(sentence, verb)]  # "the ceasefire *which* both sides signed"
    if found:
        return conjuncts(sentence, found[0])
    small = [k for k in sentence.kids(verb, "ccomp") if k.pos in ("NOUN", "PROPN", "ADJ")]
    if small:  # "left eleven people dead" is parsed as a small clause
        return sentence.kids(small[0], "nsubj")
    if verb.dep == "relcl":
        return _gap(sentence, verb)
    return []


def _gap(sentence: Sentence, verb: Token) -> list[Token]:
    """Return the antecedent where a relative clause has its own subject and a gap for the object."""
    own = sentence.kids(verb, "nsubj")
    if own and own[0].tag not in _RELATIVE and not sentence.kids(verb, "prep"):
        return [sentence.head_of(verb)]
    return []


def pobjs(sentence: Sentence, token: Token, *prepositions: str) -> list[Token]:
    """Return the heads that `token` governs through one of the prepositions (or any), each conjunct its own."""
    found: list[Token] = []
    for prep in sentence.kids(token, "prep", "agent", "dative", "prt"):
        if not prepositions or prep.lower in prepositions:
            for pobj in sentence.kids(prep, "pobj"):
                found.extend(conjuncts(sentence, pobj))
            for inner in sentence.kids(prep, "prep"):  # "out of", "from inside"
                for pobj in sentence.kids(inner, "pobj"):
                    found.extend(conjuncts(sentence, pobj))
    return found


def complement(sentence: Sentence, token: Token) -> list[Token]:
    """Return the heads of the clauses that complete a verb or a noun ("refused to meet", "a plan to attack")."""
    found = sentence.kids(token, "xcomp", "ccomp", "acl")
    for holder in (token, *sentence.kids(token, "dobj")):  # "pushed councils to vote" is parsed in several ways
        found.extend(k for k in sentence.kids(holder, "advcl", "acl", "relcl") if _is_infinitive(sentence, k))
    for prep in sentence.kids(token, "prep"):
        found.extend(sentence.kids(prep, "pcomp"))
    found = list(dict.fromkeys(found))
    return [kid for kid in found if kid.pos in ("VERB", "AUX") or kid.tag.startswith("VB")]


def infinitives(sentence: Sentence, token: Token) -> list[Token]:
    """Return those complements that are infinitives ("told the agencies not *to cooperate*")."""
    return [clause for clause in complement(sentence, token) if _is_infinitive(sentence, clause)]


def _is_infinitive(sentence: Sentence, verb: Token) -> bool:
    return any(k.lower == "to" for k in sentence.kids(verb, "aux"))


def slot(sentence: Sentence, token: Token, name: str) -> list[Token]:
    """Return the heads that fill a slot as the lexicon names it: dobj, dobj_person, dative, poss, prep:X."""
    if name in ("dobj", "dobj_person"):
        return objects(sentence, token)
    if name == "dative":
        direct = [k for k in sentence.kids(token, "dative") if k.pos in ("NOUN", "PROPN", "PRON")]
        return [c for k in direct for c in conjuncts(sentence, k)] or pobjs(sentence, token, "to")
    if name == "poss":
        return [c for k in sentence.kids(token, "poss") for c in conjuncts(sentence, k)]
    if name.startswith("prep:"):
        return pobjs(sentence, token, name[5:])
    raise ValueError(f"there is no slot {name!r}")

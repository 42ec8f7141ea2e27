"""Names by how they are made: "Operation Iron Gate", "the Kilo Valley offensive", "Dawr Bridge", "USS Ada".

Invariant: a name is made by a word of the data file at its head or its end, and the capitals beside it are its own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from dateline.finding.entity_proposals import APOSTROPHES, JOINTS, Ground, Proposal, is_capital, trimmed
from dateline.finding.entity_rules import entity_rules
from dateline.language import Sentence, Token
from dateline.model import MentionType

__all__ = ["made_names"]


def made_names(sentence: Sentence) -> Iterator[Proposal]:
    """Propose what its own words make a name of: "Operation Iron Gate", "the Kilo Valley offensive", "Dawr Bridge"."""
    rules, tokens = entity_rules(), sentence.tokens
    for first, last in _runs(sentence):
        first, last = trimmed(sentence, first, last)
        if first == last:
            continue
        if tokens[first].lower in rules.operation_openers and last - first > 1:
            yield Proposal(first, _end_of_operation(sentence, last), MentionType.OPERATION, Ground.MADE)
            continue
        if tokens[first].lower in rules.ship_openers and tokens[first].text.isupper() and last - first > 1:
            yield Proposal(first, last, MentionType.PLATFORM, Ground.MADE)
            continue
        kind = rules.heads.get(tokens[last - 1].lower) or rules.starts.get(tokens[first].lower)
        if kind is not None and last - first > 1:
            yield Proposal(first, last, kind, Ground.MADE)
        for size in (2, 1):
            if last + size > len(tokens):
                continue
            tail = " ".join(t.lower for t in tokens[last : last + size])
            type_ = rules.tails.get(tail)
            if type_ is not None and tokens[last - 1].end + 1 == tokens[last].start:
                ground = Ground.PLACED if type_ is not MentionType.ORGANISATION else Ground.MADE
                yield Proposal(first, last + size, type_, ground)
                break


def _end_of_operation(sentence: Sentence, last: int) -> int:
    """Return where an operation's name ends, beyond small words and owners ("Operation Knight's Spear of the Sea")."""
    tokens, rules = sentence.tokens, entity_rules()
    i = last
    while i < len(tokens) and (tokens[i].lower in rules.operation_joints or tokens[i].text in APOSTROPHES):
        i += 1
        if i < len(tokens) and is_capital(tokens[i]) and i - last <= 3:
            while i < len(tokens) and is_capital(tokens[i]):
                i += 1
            last = i
    return last


def _runs(sentence: Sentence) -> Iterator[tuple[int, int]]:
    """Yield the stretches of words in capitals, with small words of names between, that no comma or mark breaks."""
    tokens, rules = sentence.tokens, entity_rules()
    i = 0
    while i < len(tokens):
        if not is_capital(tokens[i]) or (tokens[i].pos in ("DET", "PRON")):
            i += 1
            continue
        last = i + 1
        while i and (tokens[i - 1].lower in rules.openers or _is_joint(tokens, i - 1)):
            i -= 1
        if i and tokens[i - 1].text[0].isdigit() and tokens[i - 1].text[-1].isalpha():
            i -= 1  # "407th Air Group"
        while last < len(tokens):
            token = tokens[last]
            joins = token.text in JOINTS and token.start == tokens[last - 1].end
            if is_capital(token) or (joins and tokens[last - 1].lower not in rules.heads):
                last += 1
            elif token.text in JOINTS:
                break
            elif token.lower in rules.openers and last + 1 < len(tokens) and is_capital(tokens[last + 1]):
                last += 1
            else:
                break
        while last > i and not is_capital(tokens[last - 1]):
            last -= 1
        yield i, last
        i = last


def _is_joint(tokens: Sequence[Token], i: int) -> bool:
    """Tell whether a token is a hyphen between a name's small word and the rest ("al-Tanf")."""
    is_hyphen = tokens[i].text in JOINTS and i > 0 and tokens[i - 1].lower in entity_rules().openers
    return is_hyphen and tokens[i - 1].end == tokens[i].start

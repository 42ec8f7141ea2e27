"""Score five classes of political interaction, and who is source and target of it, by a coder not trained on the set.

Classes (inferred from the set: neutral, verbal and material cooperation, verbal and material conflict) follow from the
type of the report that the sentence leads with, by PLOVER's quads as the crosswalk gives them. Two types are divided
as CAMEO divides them, since the set's labels do: giving way that has happened is material (CAMEO 08, yield), a promise
of it verbal; what is asked as a duty or demanded is verbal conflict (CAMEO 10), an appeal is a statement (CAMEO 02).
A denial is a statement (CAMEO 01). `strict` is the figure without these divisions.

Source and target: F1 over tokens of the marked spans, against the noun phrases of the leading report's parties, and for
what is no party those of its target's words. The simple way takes the noun phrases nearest to the main verb.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from benchmarks.common import SHARED, Figures, coded, digest_of, f1, run_as_module
from dateline.language import Sentence, Token, parse
from dateline.model import Evidence, EventType, Party, Report, Status

QUAD = {
    "AGREE": 1,
    "CONSULT": 1,
    "SUPPORT": 1,
    "CONCEDE": 1,
    "COOPERATE": 2,
    "AID": 2,
    "RETREAT": 2,
    "REQUEST": 3,
    "ACCUSE": 3,
    "REJECT": 3,
    "THREATEN": 3,
    "PROTEST": 4,
    "SANCTION": 3,  # the README's quad table; PLOVER's manual says material
    "MOBILIZE": 4,
    "COERCE": 4,
    "ASSAULT": 4,
}
DIVIDED = {"REQUEST.appeal": 0, "REJECT.deny": 0}
YIELDED = 2
NEUTRAL = 0

# Relations by which a word is part of the phrase above it, and those that begin something of its own.
PART_OF = frozenset({"compound", "poss", "amod", "nmod", "nummod", "appos"})
NO_PART = frozenset({"relcl", "acl", "advcl", "appos", "conj", "cc", "parataxis"})


def leading(reports: Iterable[Report]) -> Report | None:
    """Return the report that a sentence leads with: the first in order of its words."""
    return min(reports, key=lambda r: (r.trigger.start, r.trigger.end), default=None)


def class_of(report: Report | None, *, strict: bool = False) -> int:
    """Return the class of a sentence that leads with `report`; without one it is neutral."""
    if report is None:
        return NEUTRAL
    if not strict and report.type is EventType.CONCEDE and report.status in (Status.OCCURRED, Status.ONGOING):
        return YIELDED
    divided = DIVIDED.get(report.sense or "")
    if not strict and divided is not None and report.sense.startswith(f"{report.type.value}."):  # "will not lift" rejects
        return divided
    return QUAD[report.type.value]


def read_spans(file: Path) -> Iterator[list[tuple[str, str]]]:
    """Yield sentences as (token, tag) rows; tags are B/I/O with S for source and T for target."""
    rows: list[tuple[str, str]] = []
    for line in file.read_text(encoding="utf-8").splitlines():
        if line.strip():
            token, tag = line.rsplit(" ", 1)
            rows.append((token, tag))
        elif rows:
            yield rows
            rows = []
    if rows:
        yield rows


def offsets(tokens: Iterable[str]) -> tuple[str, list[tuple[int, int]]]:
    """Join tokens with blanks and return the text with the place of each.

    >>> offsets(["Two", "men"])
    ('Two men', [(0, 3), (4, 7)])
    """
    text, places = "", []
    for token in tokens:
        text += " " if text else ""
        places.append((len(text), len(text) + len(token)))
        text += token
    return text, places


def words_of(party: Party, text: str) -> Evidence:
    """Return the party's words; for a pronoun the name it was resolved to, where that stands in the sentence.

    >>> words_of(Party(Actor("x", "Mali"), Evidence(10, 12, "it")), "Mali said it")
    Evidence(start=0, end=4, words='Mali')
    """
    at = text.find(party.actor.name)
    if at >= 0 and party.evidence.words not in party.actor.name:
        return Evidence.at(text, at, at + len(party.actor.name))
    return party.evidence


def phrases(sentences: list[Sentence], parties: Iterable[Evidence]) -> list[tuple[int, int]]:
    """Widen each party's words to the noun phrase that they head or belong to, without clauses."""
    found = []
    for words in parties:
        for sentence in sentences:
            inside = [t for t in sentence.tokens if words.start <= t.start < words.end]
            if inside:
                found.append(phrase(sentence, inside))
    return found


def phrase(sentence: Sentence, inside: list[Token]) -> tuple[int, int]:
    """Return first and last offset of the widest noun phrase around tokens: up through "of", down to clauses."""
    head = next((t for t in inside if not inside[0].i <= t.head <= inside[-1].i or t.head == t.i), inside[-1])
    while head.dep in PART_OF or (head.dep == "pobj" and sentence.head_of(head).lower == "of"):
        above = sentence.head_of(head)
        head = sentence.head_of(above) if above.dep == "prep" else above
    tokens = {head.i}
    for token in sentence.subtree(head):
        chain = [token, *sentence.ancestors(token)]
        chain = chain[: chain.index(head)]
        if not any(t.dep in NO_PART or t.pos == "PUNCT" for t in chain):
            tokens.add(token.i)
    last = head.i
    while last + 1 in tokens:
        last += 1
    first = head.i
    while first - 1 in tokens:
        first -= 1
    return sentence.tokens[first].start, sentence.tokens[last].end


def nearest_nouns(sentences: list[Sentence], at: int) -> tuple[list[tuple[int, int]], list[tuple[int, int]]]:
    """Return the baseline's source and target: the noun phrases nearest before and after a verb."""
    heads = [(t, s) for s in sentences for t in s.tokens if t.pos in ("NOUN", "PROPN") and t.dep != "compound"]
    before = [p for p in heads if p[0].end <= at]
    after = [p for p in heads if p[0].start > at]

    def spread(pair: tuple) -> tuple[int, int]:
        token, sentence = pair
        phrase = [t for t in sentence.noun_phrase(token) if t.i <= token.i]
        return phrase[0].start, token.end

    return [spread(before[-1])] if before else [], [spread(after[0])] if after else []


def covered(places: list[tuple[int, int]], spans: list[tuple[int, int]]) -> set[int]:
    return {i for i, (a, b) in enumerate(places) if any(s <= a and b <= e for s, e in spans)}


def source_and_target(file: Path) -> tuple[dict[str, float], dict[str, float]]:
    """Return token F1 of source and target, ours and the nearest nouns'."""
    counts: Counter[tuple[str, str, str]] = Counter()
    for rows in read_spans(file):
        text, places = offsets(token for token, _ in rows)
        gold = {side: {i for i, (_, tag) in enumerate(rows) if tag.endswith(f"-{side}")} for side in "ST"}
        sentences = list(parse([(0, text)]))
        report = leading(coded(text).reports)
        ours = {"S": report.actors if report else (), "T": report.recipients if report else ()}
        thing = report.target.evidence if report and report.target and not report.recipients else None
        verb = next((t.start for s in sentences for t in s.tokens if t.dep == "ROOT"), 0)
        near = dict(zip("ST", nearest_nouns(sentences, verb), strict=True))
        words = {side: [words_of(party, text) for party in ours[side]] for side in "ST"}
        words["T"] += [thing] if thing else []
        for side in "ST":
            said = {
                "ours": covered(places, phrases(sentences, words[side])),
                "nearest": covered(places, near[side]),
            }
            for who, tokens in said.items():
                counts[who, side, "right"] += len(tokens & gold[side])
                counts[who, side, "said"] += len(tokens)
                counts[who, side, "gold"] += len(gold[side])
    scores: dict[str, dict[str, float]] = {"ours": {}, "nearest": {}}
    for who in ("ours", "nearest"):
        for side, name in (("S", "source"), ("T", "target")):
            c = [counts[who, side, kind] for kind in ("right", "said", "gold")]
            scores[who][f"{name} F1"] = f1(*c)
    return scores["ours"], scores["nearest"]


def measure(folder: Path) -> Figures:
    """Code every sentence of the training file (the name is the set's) and of the span file."""
    file = next(folder.glob("*.tsv"))
    rows = [line.rsplit("\t", 1) for line in file.read_text(encoding="utf-8").splitlines() if "\t" in line]
    confusion: Counter[tuple[int, int]] = Counter()
    strict = 0
    errors = []
    for text, label in rows:
        reports = coded(text).reports
        first = leading(reports)
        said, gold = class_of(first), int(label)
        confusion[gold, said] += 1
        strict += class_of(first, strict=True) == gold
        if said != gold:
            errors.append(f"{gold} not {said} {[f'{r.sense}:{r.trigger.words}' for r in reports]} <- {text}")
    right = sum(n for (gold, said), n in confusion.items() if gold == said)
    scores = {"accuracy": right / len(rows), "strict accuracy": strict / len(rows)}
    files, baselines = [file], {}
    spans = next(folder.glob("source_target*.txt"), None)
    if spans is not None:
        ours, baselines = source_and_target(spans)
        scores |= ours
        files.append(spans)
    lines = ["rows: gold class 0-4, columns: ours"]
    lines += [f"  {g}: " + " ".join(f"{confusion[g, s]:4}" for s in range(5)) for g in range(5)]
    return Figures("pentacode", len(rows), digest_of(files), scores, baselines, lines, errors)


if __name__ == "__main__":
    sys.exit(run_as_module(measure, default=SHARED / "benchmarks" / "pentacode", marker="*.tsv"))

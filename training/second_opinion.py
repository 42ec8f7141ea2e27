"""Ask whether a learned second opinion would help: `python -m training.second_opinion`.

Two ways are tried, on sets that nothing was trained on: to drop the reports whose `type` score is low, and to add acts
at words that the lexicon knows but whose entry did not fire, by a head of their own over what stands around them.
Nothing here changes how Dateline codes; `docs/scores.md` says what came out.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from functools import lru_cache, partial
from typing import Any

from benchmarks.quality import SETS

from benchmarks import common, pentacode, plover_records, police_events
from dateline.coding import CodingResult
from dateline.coding.coder import scenes_of
from dateline.coding.scoring import Head
from dateline.coding.trigger import Miss
from dateline.coding.triggers import weigh
from dateline.language import Sentence
from dateline.model import Document, Span, Zone, ZoneKind
from training.examples import read_sentences
from training.fitting import fit_head

__all__ = ["main", "miss_facts"]

DROPS = (0.0, 0.4, 0.5, 0.6)
ADDS = (0.8, 0.65, 0.5)


def drop() -> Iterator[str]:
    """Yield a line a set and threshold: its scores where only reports from the threshold on are kept."""
    for module in (plover_records, pentacode, police_events):
        name = module.__name__.rpartition(".")[2]
        folder = SETS[name].folder
        if not any(folder.glob(SETS[name].marker)):
            yield f"{name}: the set is not here"
            continue
        coded = lru_cache(maxsize=None)(common.coded)
        for least in DROPS:
            before = module.coded
            module.coded = partial(_sure, coded, least)
            try:
                yield f"drop below {least:.2f}: {module.measure(folder).summary}"
            finally:
                module.coded = before


def _sure(coded: Callable[[str], CodingResult], least: float, text: str) -> CodingResult:
    result = coded(text)
    return replace(result, reports=tuple(r for r in result.reports if r.scores["type"] >= least))


def drop_held(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield the same for the held-back sentences of the project."""
    held = [row for row in rows if row["split"] == "held"]
    coded = [common.coded(row["text"]).reports for row in held]
    for least in DROPS:
        said = [{r.type.value for r in reports if r.scores["type"] >= least} for reports in coded]
        yield f"drop below {least:.2f}: own held, {_f1(said, [_types(row) for row in held])}"


def misses_of(text: str) -> tuple[list[tuple[Miss, list[str]]], set[str]]:
    """Return every miss in a text that is coded by itself, with its facts, and the types of its reports."""
    document = Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))
    found = []
    types = {report.type.value for report in common.coded(text).reports}
    for scene in scenes_of(document):
        weighed = weigh(scene)
        taken = {t.token.i for t in weighed.triggers}
        found += [(m, miss_facts(scene.sentence, m)) for m in weighed.misses if m.token.i not in taken]
    return found, types


def miss_facts(sentence: Sentence, miss: Miss) -> list[str]:
    """Return what is known of words that nearly named an act, sorted; like the facts of a report, without names."""
    token = miss.token
    reason = miss.why.split("'")[0].split(";")[0].strip()
    around = [t for t in sentence.tokens if 0 < abs(t.i - token.i) <= 3 and t.pos in ("NOUN", "VERB", "ADP", "ADJ")]
    found = {f"sense={miss.sense.id}", f"type={miss.sense.type.value}", f"lemma={token.lemma}", f"why={reason}"}
    found |= {f"pos={token.pos}", f"tag={token.tag}", f"dep={token.dep}", f"parent={sentence.head_of(token).pos}"}
    found |= {f"below={k.dep}" for k in sentence.kids(token)} | {f"near={t.lemma}" for t in around}
    return sorted(found)


def add(rows: list[dict[str, Any]]) -> Iterator[str]:
    """Yield what a head over the misses adds to the held-back sentences and to PLOVER's gold records."""
    facts, right, groups = [], [], []
    for group, row in enumerate(rows):
        if row["split"] != "train":
            continue
        for miss, known in misses_of(row["text"])[0]:
            facts.append(known)
            right.append(_is_act(miss, row))
            groups.append(group)
    fitted = fit_head(facts, right, groups)
    head = Head(fitted.bias, fitted.weights)
    yield f"misses in training: {len(right)}, of which acts: {sum(right)}; ridge {fitted.penalty:g}"
    held = [(row["text"], _types(row)) for row in rows if row["split"] == "held"]
    file = SETS["plover_records"].folder / "records.jsonl"
    sets = {
        "own held": held,
        **({"plover_records": list(plover_records.read_gold(file)[0].items())} if file.is_file() else {}),
    }
    for name, items in sets.items():
        seen = [misses_of(text) for text, _ in items]
        gold = [types for _, types in items]
        yield f"{name}: {_f1([types for _, types in seen], gold)} with nothing added"
        for least in ADDS:
            new = [
                {m.sense.type.value for m, known in found if head.score(known) >= least} - types
                for found, types in seen
            ]
            added, good = sum(map(len, new)), sum(len(n & g) for n, g in zip(new, gold, strict=True))
            with_new = [types | n for (_, types), n in zip(seen, new, strict=True)]
            yield f"{name}: {_f1(with_new, gold)} with {added} added from {least:.2f} on, {good} of them right"


def _is_act(miss: Miss, row: Mapping[str, Any]) -> bool:
    for act in row["acts"]:
        start = row["text"].find(act["trigger"])
        if act["type"] == miss.sense.type.value and start <= miss.token.start < start + len(act["trigger"]):
            return True
    return False


def _types(row: Mapping[str, Any]) -> set[str]:
    return {act["type"] for act in row["acts"]}


def _f1(said: list[set[str]], gold: list[set[str]]) -> str:
    counts: dict[str, int] = defaultdict(int)
    for ours, theirs in zip(said, gold, strict=True):
        counts["right"] += len(ours & theirs)
        counts["said"] += len(ours)
        counts["gold"] += len(theirs)
    precision, recall, f1 = common.precision_recall_f1(counts["right"], counts["said"], counts["gold"])
    return f"F1 {f1:.3f}, precision {precision:.3f}, recall {recall:.3f}"


def main() -> None:
    rows = read_sentences()
    for lines in (add(rows), drop_held(rows), drop()):
        for line in lines:
            print(line, flush=True)


if __name__ == "__main__":
    main()

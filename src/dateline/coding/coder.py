"""Make Reports of a zoned document: parse, find, trigger, cast, attach, check.

Invariant: `code` is a pure function of the document and the knowledge; a report whose evidence does not hold is dropped
with a reason and never returned. What every coder has in common (scenes, carried times and places, claims) is
`code_with`.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache, partial
from importlib import resources

from dateline.coding.carrying import Carried, carry
from dateline.coding.claims import claims_of
from dateline.coding.commitments import amounts_to
from dateline.coding.contexts import contexts_of
from dateline.coding.dating_back import ahead_of
from dateline.coding.figures import figures_of, without_repeats
from dateline.coding.gate import Gate, open_gate
from dateline.coding.governing import is_shared_in
from dateline.coding.lasting import Lasting, topic_of
from dateline.coding.means import means_of, target_of
from dateline.coding.placing_acts import open_place_head
from dateline.coding.roles import cast_roles
from dateline.coding.scene import Scene
from dateline.coding.scoring import open_heads, scores_of
from dateline.coding.sifting import sift, words_in
from dateline.coding.status import standing
from dateline.coding.trigger import Trigger
from dateline.coding.triggers import find_triggers
from dateline.coding.when import is_historical, when_of
from dateline.coding.where import where_of
from dateline.errors import EvidenceError, MomentError
from dateline.finding.actors import find_actors
from dateline.finding.care import with_sensitivity
from dateline.finding.entities import find_entities
from dateline.finding.mentions import VoiceMention
from dateline.finding.numbers import find_numbers
from dateline.finding.places import find_places, focus_of
from dateline.finding.times import find_times
from dateline.finding.voice_distance import scare_quotes
from dateline.finding.voices import commenter, find_voices
from dateline.knowledge.actors import open_actors
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.knowledge.lexicon import open_lexicon, open_means, open_targets
from dateline.knowledge.outlets import open_outlets
from dateline.language import LONGEST_PARAGRAPH, Sentence, as_headline, dateline_end, is_telegraphic, parse_together
from dateline.model import Chain, Claim, Document, Evidence, Mention, Placing, Report, Span, Status, Zone, ZoneKind

__all__ = [
    "VERSION",
    "CodingResult",
    "ReportsOf",
    "acts_of",
    "code",
    "code_with",
    "knowledge_hashes",
    "paragraphs_of",
    "relevant_knowledge",
    "scenes_of",
    "sentences_of",
    "voices_of",
]

VERSION = "7"
CODER = f"dateline-rules {VERSION}"

# Lines of saved pages are paragraphs; lines of this width, many in a row, are one paragraph wrapped by hand. Widths
# of mail and of `fmt` (60-80 columns) with room on both sides.
_WRAPPED = range(50, 100)


@dataclass(frozen=True, slots=True)
class CodingResult:
    """Hold the reports and claims of one document, what is named, the words seen, and what was dropped."""

    reports: tuple[Report, ...]
    claims: tuple[Claim, ...]
    vocabulary: tuple[str, ...]
    dropped: tuple[str, ...]
    mentions: tuple[Mention, ...] = ()


# What one sentence says, as a coder reads it with what the sentences before left standing: its reports, and what had
# to be dropped, with reasons.
ReportsOf = Callable[[Scene, Carried], tuple[list[Report], list[str]]]


def knowledge_hashes() -> dict[str, str]:
    """Name every body of knowledge that coding reads and the hash of its content."""
    return {
        "finders": _rules_fingerprint(),
        "lexicon": open_lexicon().fingerprint,
        "means": open_means().fingerprint,
        "targets": open_targets().fingerprint,
        "actors": open_actors().fingerprint,
        "outlets": open_outlets().fingerprint,
        "gazetteer": open_gazetteer().fingerprint,
        "scores": open_heads().fingerprint,
        "places": open_place_head().fingerprint,
    }


def relevant_knowledge(vocabulary: Collection[str]) -> list[str]:
    """Return the hashes of all knowledge that could touch a document with these words, sorted."""
    return sorted(
        {
            *open_lexicon().relevant(vocabulary),
            *open_means().relevant(vocabulary),
            open_targets().fingerprint,
            *open_actors().relevant(vocabulary),
            _rules_fingerprint(),
            open_outlets().fingerprint,
            open_gazetteer().fingerprint,
            open_heads().fingerprint,
            open_place_head().fingerprint,
        }
    )


@lru_cache(maxsize=1)
def _rules_fingerprint() -> str:
    """Digest the finders' data files: small sets of function words that nearly every text has."""
    folder = resources.files("dateline.finding").joinpath("data")
    texts = [
        f.read_text(encoding="utf-8")
        for f in sorted(folder.iterdir(), key=lambda f: f.name)
        if f.name.endswith(".toml")
    ]
    return hashlib.sha256("\n".join(texts).encode()).hexdigest()[:16]


def code(document: Document, *, gate: Gate | None = None, sentences: Sequence[Sentence] | None = None) -> CodingResult:
    """Code one zoned document into reports and claims; what `gate` (the lexicon's) keeps out is not parsed.

    `sentences` are the document's from `sentences_of`, where they were parsed together with those of others.

    >>> from dateline.coding.gate import Gate
    >>> code(Document("d", "s", "Rebels shelled the port."), gate=Gate({})).reports
    ()
    """
    gate = open_gate() if gate is None else gate
    return code_with(document, _by_rules, gate=gate, sentences=sentences)


def code_with(
    document: Document,
    reports_of: ReportsOf,
    *,
    gate: Gate | None = None,
    sentences: Sequence[Sentence] | None = None,
) -> CodingResult:
    """Code one zoned document, sentence by sentence, with what `reports_of` reads in each; claims are made by rule.

    Where a `gate` is given, sentences that it keeps out are not read; without one, all are. `sentences` are the
    document's, where they are parsed already.
    """
    reports: dict[str, Report] = {}
    claims: dict[str, Claim] = {}
    dropped: list[str] = []
    words: set[str] = set()
    scenes = scenes_of(document, gate=gate, sentences=sentences)
    topic = topic_of(scenes)
    carried, last = Carried(), (-1, -1)
    for at, scene in enumerate(scenes):
        zone, sentence = scene.zone, scene.sentence
        if (zone.span.start, zone.span.end) != last:
            carried, last = Carried(places=Lasting(topic=topic)), (zone.span.start, zone.span.end)
        acted: dict[Placing, None] = {}
        made, lost = reports_of(scene, replace(carried, ahead=ahead_of(scenes, at)))
        dropped.extend(lost)
        for report in made:
            reports.setdefault(report.id, report)
            acted.update(dict.fromkeys(report.places if all(p.how == "explicit" for p in report.places) else ()))
        for claim in claims_of(scene, partial(chain_at, scene)):
            claims.setdefault(claim.id, claim)
        carried = carry(scene, carried, tuple(acted), made)
        words.update(w for w in sentence.words if w.strip())
        if not sentence.tokens:
            words.update(words_in(sentence.text))
    return CodingResult(
        tuple(reports.values()),
        tuple(claims.values()),
        tuple(sorted(words)),
        tuple(dropped),
        tuple(mention for scene in scenes for mention in scene.mentions),
    )


def sentences_of(documents: Sequence[Document], *, gate: Gate | None = None) -> list[list[Sentence]]:
    """Parse what is read for events in several documents at once, and return the sentences of each.

    Sentences that `gate` keeps out are there without tokens; without a gate all are parsed. A document's sentences do
    not depend on the others.
    """
    given = [[(start, d.text[start:end]) for start, end, _ in paragraphs_of(d)] for d in documents]
    if gate is None:
        return parse_together(given)
    sifted = [sift(pieces, gate) for pieces in given]
    parsed = parse_together(one.pieces for one in sifted)
    return [sorted([*found, *one.unparsed], key=lambda s: s.start) for found, one in zip(parsed, sifted, strict=True)]


def scenes_of(
    document: Document, *, gate: Gate | None = None, sentences: Sequence[Sentence] | None = None
) -> list[Scene]:
    """Return each sentence of what is read for events with all that the finders found in it; `sentences_of` parses it.

    Sentences that were kept out have no tokens, so no finds.
    """
    if sentences is None:
        (sentences,) = sentences_of([document], gate=gate)
    pieces = list(paragraphs_of(document))
    within = _pieces_of(sentences, pieces)
    sentences = [_as_told(s, pieces[n][2]) for s, n in zip(sentences, within, strict=True)]
    times = find_times(document, sentences)
    focus = focus_of(document, sentences)
    places = find_places(document, sentences, focus=focus)
    numbers = find_numbers(document, sentences)
    actors = find_actors(document, sentences, focus=focus.main)
    voices = find_voices(document, sentences, actors)
    distanced = scare_quotes(document, sentences, voices)
    named = find_entities(document, sentences, times=times, places=places, actors=actors, numbers=numbers)
    mentions = with_sensitivity(document, sentences, named)
    return [
        Scene(
            document,
            pieces[within[i]][2],
            sentence,
            open_lexicon(),
            times=times[i],
            places=places[i],
            actors=actors[i],
            numbers=numbers[i],
            voices=tuple(v for v in voices[i] if v.vouches),
            mentions=mentions[i],
            distanced=distanced[i],
            paragraph=within[i],
        )
        for i, sentence in enumerate(sentences)
    ]


def _as_told(sentence: Sentence, zone: Zone) -> Sentence:
    """Return a headline, or a line that is told like one, with its participles read as passives."""
    told = zone.kind is ZoneKind.HEADLINE or is_telegraphic(sentence)
    return as_headline(sentence) if told else sentence


def _by_rules(scene: Scene, carried: Carried) -> tuple[list[Report], list[str]]:
    acts, dropped = acts_of(scene, carried)
    return [replace(r, scores=scores_of(scene, t, r, rivals=len(acts) - 1)) for t, r in acts], dropped


def acts_of(scene: Scene, carried: Carried) -> tuple[list[tuple[Trigger, Report]], list[str]]:
    """Return the acts that the rules read in one sentence, each by its words and as an unscored report, and the losses.

    The losses are what had to be dropped, with reasons.
    """
    made: list[tuple[Trigger, Report]] = []
    dropped: list[str] = []
    counted: set[tuple[str, int]] = set()
    for trigger in find_triggers(scene):
        try:
            report = _report(scene, trigger, carried)
        except (EvidenceError, MomentError, ValueError) as error:
            dropped.append(f"{trigger.token.text!r} at {trigger.token.start}: {error}")
            continue
        if report is not None:
            made.append((trigger, without_repeats(report, counted)))
    return made, dropped


def paragraphs_of(document: Document) -> Iterator[tuple[int, int, Zone]]:
    """Yield the stretches to parse, in order: the paragraphs of every zone that is read for events."""
    for zone in document.zones:
        if not zone.kind.is_read_for_events:
            continue
        text = document.text[zone.span.slice]
        lines = [line for line in text.splitlines() if line.strip()]
        full = sum(len(line) in _WRAPPED for line in lines)
        wrapped = len(lines) > 3 and full >= 0.6 * len(lines)
        for match in re.finditer(r"(?:[^\n]|\n(?!\s*\n))+" if wrapped else r"[^\n]+", text):
            if match[0].strip():
                at = zone.span.start
                begins = match.start() + dateline_end(match[0])
                if begins > match.start():
                    yield at + match.start(), at + begins, zone
                for start, end in _chunks(document.text, at + begins, at + match.end()):
                    yield start, end, zone


def _chunks(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Cut a paragraph that is too long to parse at once (a whole book on one line) where a sentence ends, or a word."""
    while end - start > LONGEST_PARAGRAPH:
        within = start, start + LONGEST_PARAGRAPH
        cut = max(text.rfind(mark, *within) for mark in (". ", "? ", "! ")) + 1 or text.rfind(" ", *within) + 1
        cut = cut if cut > start else within[1]
        yield start, cut
        start = cut
    yield start, end


def _pieces_of(sentences: Sequence[Sentence], pieces: Sequence[tuple[int, int, Zone]]) -> list[int]:
    """Return the number of the piece that each sentence stands in."""
    found, at = [], 0
    for sentence in sentences:
        while at + 1 < len(pieces) and pieces[at + 1][0] <= sentence.start:
            at += 1
        found.append(at)
    return found


def _report(scene: Scene, trigger: Trigger, carried: Carried) -> Report | None:
    """Return the report of one act, or None where its sense needs a number that is not there."""
    text, sentence = scene.document.text, scene.sentence
    cast = cast_roles(scene, trigger)
    how_real = standing(scene, trigger)
    when, when_missing = when_of(scene, trigger, carried, how_real.status)
    places, place_missing = where_of(scene, trigger, carried)
    chain, denied = voices_of(scene, trigger.token.start)
    kind, mode, status = amounts_to(scene, trigger, how_real, cast)
    status = Status.NEGATED if denied and not is_shared_in(scene, trigger.token) else status
    figures = figures_of(scene, trigger, cast)
    means = means_of(scene, trigger)
    if trigger.sense.counted and not figures:
        return None
    first = min(trigger.tokens, key=lambda t: t.start)
    near = [t for t in trigger.tokens if t.i - first.i <= 4]
    return Report(
        document=scene.document.id,
        zone=scene.zone.kind,
        sentence=Evidence.at(text, sentence.start, sentence.end),
        trigger=Evidence.covering(text, [t.span for t in near]),
        type=kind,
        mode=mode,
        status=status,
        coder=CODER,
        sense=trigger.sense.id,
        contexts=contexts_of(scene),
        hedged=how_real.hedged or _is_distanced(scene, first.span),
        historical=is_historical(when, scene.document.published),
        actors=cast.actors,
        actors_missing=cast.actors_missing,
        recipients=cast.recipients,
        recipients_missing=cast.recipients_missing,
        places=places,
        place_missing=place_missing,
        when=when,
        when_missing=when_missing,
        voices=chain,
        killed=figures.get("killed"),
        injured=figures.get("injured"),
        captured=figures.get("captured"),
        displaced=figures.get("displaced"),
        force=figures.get("force"),
        means=means,
        target=target_of(scene, trigger, cast, means),
        weapons=figures.get("weapons"),
    )


def _is_distanced(scene: Scene, words: Span) -> bool:
    """Tell whether the writer keeps words at a distance by quotation marks ("the 'liberation' of the town")."""
    return any(span.contains(words) for span in scene.distanced)


def voices_of(scene: Scene, offset: int) -> tuple[Chain, bool]:
    """Return the chain of voices that vouch for the act named at `offset`, and whether the innermost denies it."""
    about = [v for v in scene.voices if v.content.start <= offset < v.content.end]
    about.sort(key=lambda v: len(v.content))
    return _chain(scene, about), bool(about) and about[0].denies


def chain_at(scene: Scene, offset: int) -> Chain:
    """Return the chain of voices that vouch for the words at `offset`."""
    about = [v for v in scene.voices if v.content.start <= offset < v.content.end]
    return _chain(scene, sorted(about, key=lambda v: len(v.content)))


def _chain(scene: Scene, mentions: Sequence[VoiceMention]) -> Chain:
    chain, reader = Chain(), commenter(scene.document, scene.zone)
    for mention in mentions:
        for voice in mention.chain:
            # The signature of a comment ("Ann says:") reads like a speaker, and is the reader who comes last.
            if reader is None or not voice.evidence.span.overlaps(reader.evidence.span):
                chain = chain.passed_on_by(voice)
    return chain if reader is None else chain.passed_on_by(reader)

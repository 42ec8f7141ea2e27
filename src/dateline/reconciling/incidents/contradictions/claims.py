"""Claims that cannot both be right: two who hold one office or one place at one time, two figures for one series, and
words that a reader quotes in order to dispute them.

Invariant: claims meet only where they are about the same by name, and for times that both may mean; what is disputed
must stand in the document, word for word, before the dispute counts.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Hashable, Iterator, Mapping, Sequence
from functools import partial

from dateline.knowledge.names import name_key, same_name
from dateline.model import Claim, ClaimKind, Contradiction, Disputed, Document, Evidence, Moment
from dateline.reconciling.incidents.contradictions.remarks import sentences_in
from dateline.reconciling.incidents.contradictions.siding import contradiction, sides_of
from dateline.reconciling.incidents.contradictions.stating import ClaimStatement, Said, Telling
from dateline.reconciling.incidents.contradictions.words import words

__all__ = ["disputed_claims", "disputes", "rival_claims"]

_FIGURES = (ClaimKind.SEATS, ClaimKind.SERIES_POINT, ClaimKind.STRENGTH)
# Two figures closer than a tenth of the larger are one, rounded.
_ROUNDED = 0.1
# Days from one publication to the next for which two claims without a time are held to mean the same time.
_SAME_TIME = 31
# Words that a quotation has at least; shorter ones stand in many texts.
_LEAST_QUOTED = 5
_QUOTED = re.compile(r"[\"“‘']([^\"“”]{20,600}?)[\"”’'](?=[\s,.;:)]|$)")


def rival_claims(claims: Sequence[ClaimStatement]) -> Iterator[Contradiction]:
    """Yield a contradiction for each office, place or series for which claims name rival holders or figures."""
    groups: defaultdict[tuple[Hashable, ...], list[ClaimStatement]] = defaultdict(list)
    for c in claims:
        key = _about(c.claim)
        if key is not None:
            groups[key].append(c)
    for (kind, *_), group in sorted(groups.items(), key=lambda item: str(item[0])):
        is_figure = kind in {k.value for k in _FIGURES}
        said = [one for c in group if (one := _figure(c) if is_figure else _holder(c)) is not None]
        sides, gap = sides_of(said, _figures_apart if is_figure else _holders_apart)
        if sides:
            yield contradiction(
                Disputed.NUMBER if is_figure else Disputed.ACTOR, str(kind), sides, gap, incident=None,
                tell=partial(_tell, words().claimed[str(kind)]),
            )  # fmt: skip


def _tell(what: str, value: str, is_one: bool) -> str:
    return f"{'says' if is_one else 'say'} {what} {value}"


def disputes(claims: Sequence[ClaimStatement], *, documents: Mapping[str, Document]) -> Iterator[Contradiction]:
    """Yield a contradiction for each dispute that quotes words of its own document: what is quoted, and the answer."""
    for c in claims:
        claim = c.claim
        document = documents.get(claim.document)
        if claim.kind is not ClaimKind.DISPUTE or document is None:
            continue
        zone = document.zone_at(claim.sentence.start)
        if zone is None:
            continue
        for match in _QUOTED.finditer(document.text, claim.sentence.start, zone.span.end):
            there = _standing(document.text, match[1], before=zone.span.start)
            if there is None:
                continue
            said = document.zone_at(there.start)
            author = said.author if said and said.author else (document.authors or (None,))[0]
            own = Telling(
                document.id,
                voices=type(claim.voices)(),
                origin=document.id,
                publisher=author or document.publisher,
                title=document.title,
            )
            answer = _answer(document.text, match.end(), zone.span.end) or claim.sentence
            yield contradiction(
                Disputed.STATUS, claim.kind.value,
                [[Said(own, True, there.words, there)], [Said.by(c, False, answer.words, answer)]],
                1.0, incident=None, tell=lambda value, is_one: f"{'says' if is_one else 'say'} “{value.rstrip('.')}”",
            )  # fmt: skip
            break


def _about(claim: Claim) -> tuple[Hashable, ...] | None:
    """Return what a claim is about: the office, the place or the series; None where it cannot be told."""
    if claim.kind is ClaimKind.OFFICE and claim.object is not None and claim.subject is not None:
        office = name_key(claim.object.name)
        return (claim.kind.value, office) if " of " in f" {claim.object.name.lower()} " else None
    if claim.kind is ClaimKind.CONTROL and claim.object is not None and claim.subject is not None:
        return claim.kind.value, claim.object.id or name_key(claim.object.name)
    if claim.kind in _FIGURES and claim.value is not None and claim.subject is not None:
        return claim.kind.value, claim.subject.id or name_key(claim.subject.name), claim.unit
    return None


def _holder(c: ClaimStatement) -> Said[Claim] | None:
    subject = c.claim.subject
    return Said.by(c, c.claim, subject.name, c.claim.sentence) if subject else None


def _figure(c: ClaimStatement) -> Said[Claim] | None:
    evidence = c.claim.value_evidence
    return Said.by(c, c.claim, evidence.words, c.claim.sentence) if evidence else None


def _holders_apart(one: Said[Claim], other: Said[Claim]) -> float | None:
    if not _same_time(one, other):
        return None
    a, b = one.value.subject, other.value.subject
    if a is None or b is None:
        return None
    is_one = (a.id is not None and a.id == b.id) or same_name(a.name, b.name) or bool(_parts(a.name) & _parts(b.name))
    return 0.0 if is_one else 1.0


def _parts(name: str) -> set[str]:
    return set(name_key(name).split())


def _figures_apart(one: Said[Claim], other: Said[Claim]) -> float | None:
    if not _same_time(one, other) or one.value.value is None or other.value.value is None:
        return None
    low, high = sorted((one.value.value, other.value.value))
    gap = 1 - low / high if high else 0.0
    return gap if gap > _ROUNDED else 0.0


def _same_time(one: Said[Claim], other: Said[Claim]) -> bool:
    """Tell whether two claims are for one time: what they say, or else when they were published."""
    a, b = one.value.when, other.value.when
    if a is not None and b is not None:
        return _is_close(a.moment, b.moment)
    if a is not None or b is not None:
        return False
    ours, theirs = one.telling.told, other.telling.told
    return ours is not None and theirs is not None and max(ours[0] - theirs[1], theirs[0] - ours[1]) <= _SAME_TIME


def _is_close(one: Moment, other: Moment) -> bool:
    return one.overlaps(other) and one.is_bounded and other.is_bounded


def _standing(text: str, quoted: str, *, before: int) -> Evidence | None:
    """Return where the quoted words stand before the comment, whatever the spacing and the shape of the marks."""
    parts = re.findall(r"[\w]+", quoted)
    if len(parts) < _LEAST_QUOTED:
        return None
    match = re.search(r"\W+".join(map(re.escape, parts)), text[:before])
    if match is None:
        return None
    return Evidence.at(text, match.start(), match.end())


def _answer(text: str, start: int, end: int) -> Evidence | None:
    """Return the sentence that follows a quotation in the comment that disputes it."""
    for first, last in sentences_in(text, start, end):
        if any(letter.isalpha() for letter in text[first:last]):
            return Evidence.at(text, first, last)
    return None


def disputed_claims(
    claims: Sequence[ClaimStatement], *, documents: Mapping[str, Document]
) -> tuple[Contradiction, ...]:
    """Return every contradiction among claims, the weightiest first."""
    found = {c.id: c for c in (*rival_claims(claims), *disputes(claims, documents=documents))}
    return tuple(sorted(found.values(), key=lambda c: (-c.weight, c.id)))

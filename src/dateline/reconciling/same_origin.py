"""Reports that have the same values from the same named voice: two papers at one briefing.

Invariant: the voice is somebody who can be told from others by name; outlets are not meant, since what is had from an
outlet derives from it, and a security source of one document is not that of another. Neither report derives from the
other: both derive from the voice.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date

from dateline.model import Document, Report, Voice, VoiceKind
from dateline.reconciling.likeness import are_compatible, same_values

# Earlier statements of one voice with one figure that a report is compared with, the last ones.
_LOOKED = 64

__all__ = ["is_named", "pairs_of_one_origin"]

# Ids that stand for a description or for anyone of a kind ("any:police"), which are many under one id.
_MANY = ("described:", "any:", "commenter:", "country:", "unknown:")
_NOT_ORIGINS = frozenset({VoiceKind.OUTLET, VoiceKind.WIRE, VoiceKind.COMMENTER, VoiceKind.DOCUMENT})


def is_named(voice: Voice) -> bool:
    """Tell whether a voice is one person, office or organisation that goes by a name."""
    return voice.kind not in _NOT_ORIGINS and not voice.id.startswith(_MANY)


def pairs_of_one_origin(
    reports: Iterable[Report], documents: Mapping[str, Document]
) -> Iterator[tuple[Report, Report, Voice]]:
    """Yield (report, first report, voice): each report with the first of those that have the same from its voice.

    Reports of one document are not linked; the first is by publication, then by id.
    """
    by_voice: defaultdict[tuple[str, str, str, str], list[tuple[tuple[date, str], Report, Voice]]] = defaultdict(list)
    for report in reports:
        voice = report.voices.nearest
        if voice is None or not is_named(voice) or report.document not in documents:
            continue
        published = documents[report.document].published
        at = (published.earliest if published and published.earliest else date.max, report.id)
        for name, count in report.counts():
            by_voice[voice.id, report.type.value, name, str(count.range)].append((at, report, voice))
    seen: set[tuple[str, str]] = set()
    for _, told in sorted(by_voice.items()):
        leaders: deque[Report] = deque(maxlen=_LOOKED)
        for _, report, voice in sorted(told, key=lambda t: t[0]):
            first = next((r for r in leaders if are_compatible(report, r) and same_values(report, r)), None)
            if first is None:
                leaders.append(report)
            elif first.document != report.document and (report.id, first.id) not in seen:
                seen.add((report.id, first.id))
                yield report, first, voice

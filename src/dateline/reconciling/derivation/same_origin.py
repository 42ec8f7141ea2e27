"""Reports that have the same values from the same named voice: two papers at one briefing.

Invariant: the voice is somebody who can be told from others by name; outlets are not meant, since what is had from an
outlet derives from it, and a security source of one document is not that of another. Neither report derives from the
other: both derive from the voice.
"""

from __future__ import annotations

from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from importlib import resources

from dateline.data_files import read_toml, words_in
from dateline.errors import KnowledgeError
from dateline.knowledge.actors.generic import open_groups
from dateline.model import Document, Report, Voice, VoiceKind
from dateline.reconciling.derivation.agreement import are_compatible, same_values

__all__ = ["is_named", "pairs_of_one_origin"]

# Earlier statements of one voice with one figure that a report is compared with, the last ones.
_LOOKED = 64
_DESCRIBED = ("described:", "any:", "commenter:")
_NOT_ORIGINS = frozenset({VoiceKind.OUTLET, VoiceKind.WIRE, VoiceKind.COMMENTER, VoiceKind.DOCUMENT})


def is_named(voice: Voice) -> bool:
    """Tell whether a voice is one person, office or organisation that can be told from others.

    The army of a country is one, and so is the governor of a province; its officials, one of its officers, and anybody
    who is only described are many.

    >>> from dateline.model import Evidence
    >>> evidence = Evidence.at("The army said so.", 4, 8)
    >>> [is_named(Voice(id_, "x", VoiceKind.MILITARY, evidence)) for id_ in ("IQ:army", "IQ:army/officers", "any:army")]
    [True, False, False]
    """
    if voice.kind in _NOT_ORIGINS or "/" in voice.id or voice.id.startswith(_DESCRIBED):
        return False
    head, _, rest = voice.id.partition(":")
    slug, _, place = rest.partition(":")
    group = open_groups().by_slug.get(slug)
    if group is None or head == "text":
        return True
    if not group.state or head == "any":
        return False
    return bool(place) or not (group.person or slug in _several())


@lru_cache(maxsize=1)
def _several() -> frozenset[str]:
    """Return the organs that a country has several of. Raises KnowledgeError where the file breaks its schema."""
    raw = read_toml(resources.files(__package__).joinpath("data/same_origin.toml"))
    if set(raw) != {"several"}:
        raise KnowledgeError(f"same_origin.toml needs the list several and nothing else, and has {sorted(raw)}")
    slugs = words_in(raw["several"], "same_origin.toml, several")
    strange = next((slug for slug in slugs if slug not in open_groups().by_slug), None)
    if strange is not None:
        raise KnowledgeError(f"same_origin.toml, several: generic.toml has no group {strange!r}")
    return frozenset(slugs)


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

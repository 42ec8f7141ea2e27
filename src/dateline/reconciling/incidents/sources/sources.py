"""How many stand behind an incident: voices and outlets in all, and how many of them are independent.

Invariant: `1 <= effective <= independent <= reports` wherever a report stands behind the incident, and a copy of an
article changes neither `independent` nor `effective` nor `kinds`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from dateline.model import Derivation, Document, Report, Sources
from dateline.reconciling.derivation.publishers import publisher_keys
from dateline.reconciling.incidents.sources.dependence import effective_number
from dateline.reconciling.incidents.sources.origin import Origin
from dateline.reconciling.incidents.sources.standing import standing

__all__ = ["sources_of"]


def sources_of(
    origins: Sequence[Origin],
    reports: Sequence[Report],
    derivations: Iterable[Derivation],
    documents: Mapping[str, Document],
) -> Sources:
    """Count who stands behind an incident whose reports go back to these `origins` (of `origins.origins`).

    `voices` are all speakers and outlets, repeaters included; `groups` and `independent` are the origins.
    """
    behind = standing(reports)
    voices = {voice.id for report in behind for voice in report.voices}
    for id_ in {report.document for report in behind}:
        document = documents.get(id_)
        keys = publisher_keys(document) if document else ()
        voices.add(keys[0] if keys else f"document:{id_}")
    return Sources(
        voices=len(voices),
        independent=len(origins),
        groups=tuple(origin.reports for origin in origins),
        effective=round(effective_number(origins, behind, derivations), 4),
        kinds=tuple(sorted({kind.value for origin in origins for kind in origin.kinds})),
    )

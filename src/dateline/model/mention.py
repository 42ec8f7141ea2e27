"""What a document names: every stretch that stands for somebody, some place, some thing or some amount.

Invariant: a mention is evidence first; what it stands for (an actor, a place) is said only where that is known, and a
mention that nothing is known of keeps its type and its words.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from enum import StrEnum

from dateline.model.actor import Actor
from dateline.model.evidence import Evidence
from dateline.model.place import Place

__all__ = ["Mention", "MentionForm", "MentionType", "Sensitivity"]


class MentionType(StrEnum):
    """Say what sort of thing is named.

    The types are those of entity sets of the field (ACE 2005, re3d): a `state` is a place with a government (ACE's
    GPE), a `location` one without; a `nationality` is a people or its adjective.
    """

    PERSON = "person"
    ORGANISATION = "organisation"
    NATIONALITY = "nationality"
    STATE = "state"
    LOCATION = "location"
    FACILITY = "facility"
    OPERATION = "operation"
    WEAPON = "weapon"
    PLATFORM = "platform"
    TEMPORAL = "temporal"
    QUANTITY = "quantity"


class MentionForm(StrEnum):
    """Say how it is named: by a name, by a common noun ("the group"), or by a pronoun."""

    NAME = "name"
    NOMINAL = "nominal"
    PRONOUN = "pronoun"


class Sensitivity(StrEnum):
    """Say whether a person who is named acts in public.

    `public`: by an office, a rank, a part in a group, or a work that is signed. `private`: nothing that was read says
    so; victims, witnesses, detainees and their families are that as a rule. `commenter`: a reader under an article.
    """

    PUBLIC = "public"
    PRIVATE = "private"
    COMMENTER = "commenter"


@dataclass(frozen=True, slots=True)
class Mention:
    """Hold one stretch that names something; `actor` or `place` is what it stands for, where that was resolved.

    `sensitivity` is said of persons that are named, and of nothing else.
    """

    type: MentionType
    form: MentionForm
    evidence: Evidence
    actor: Actor | None = None
    place: Place | None = None
    sensitivity: Sensitivity | None = None

    def id_in(self, document: str) -> str:
        """Identify the mention by where it stands in a document and what sort of thing it names."""
        said = (document, str(self.evidence.start), str(self.evidence.end), self.type.value)
        return "m" + hashlib.sha256("\n".join(said).encode()).hexdigest()[:16]

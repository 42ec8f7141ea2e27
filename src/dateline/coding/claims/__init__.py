"""Make Claims of a sentence: statements that are no events, each kind by a module of its own.

Invariant: a claim is stated, not denied, planned or only possible; its words stand in the sentence, and what only looks
like one is left out: empty beats wrong.
"""

from __future__ import annotations

from dateline.coding.claims.control import control_claims
from dateline.coding.claims.dispute import dispute_claims
from dateline.coding.claims.judgement import judgement_claims
from dateline.coding.claims.membership import membership_claims
from dateline.coding.claims.office import office_claims
from dateline.coding.claims.saying import Voices
from dateline.coding.claims.series import series_claims
from dateline.coding.claims.speech import speech_claims
from dateline.coding.claims.strength import strength_claims
from dateline.coding.scene import Scene
from dateline.model import Claim

__all__ = ["claims_of"]

_FAMILIES = (
    series_claims,
    control_claims,
    office_claims,
    membership_claims,
    strength_claims,
    speech_claims,
    judgement_claims,
    dispute_claims,
)


def claims_of(scene: Scene, voices: Voices) -> list[Claim]:
    """Return the claims of one sentence, kind by kind; `voices` gives who vouches for the words at an offset."""
    if scene.sentence.text.rstrip(" \"'”’").endswith("?"):
        return []
    return [claim for family in _FAMILIES for claim in family(scene, voices)]

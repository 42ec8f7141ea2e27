"""The nouns of the field, as frozen types with their algebra. This room knows no other room."""

from dateline.model.actor import Actor, Party, PartyMissing
from dateline.model.claim import Claim, ClaimKind, Term
from dateline.model.decision import Act, Anchor, Decision, Deed, Role, Subject
from dateline.model.derivation import Derivation, DerivedHow
from dateline.model.document import Citation, Document, PublishedHow, Reference, Zone, ZoneKind
from dateline.model.evidence import Evidence
from dateline.model.incident import (
    Contradiction,
    Corroboration,
    Credibility,
    Disputed,
    Grade,
    Incident,
    Level,
    Membership,
    PartHow,
    Quote,
    Reliability,
    Reviewed,
    RunnerUp,
    Side,
    Sources,
    SupportedActor,
    SupportedCount,
    SupportedMoment,
    SupportedPlace,
)
from dateline.model.means import Means, MeansKind, Target, TargetKind
from dateline.model.mention import Mention, MentionForm, MentionType, Sensitivity
from dateline.model.moment import Dating, How, Moment, TimePrecision, WhenMissing
from dateline.model.place import Place, PlaceKind, PlaceMissing, PlacePrecision, Placing
from dateline.model.quantity import Count, Range
from dateline.model.report import COUNTS, EventType, Report, Status
from dateline.model.span import Span
from dateline.model.voice import Chain, Voice, VoiceKind

__all__ = [
    "COUNTS",
    "Act",
    "Actor",
    "Anchor",
    "Chain",
    "Citation",
    "Claim",
    "ClaimKind",
    "Contradiction",
    "Corroboration",
    "Count",
    "Credibility",
    "Dating",
    "Decision",
    "Deed",
    "Derivation",
    "DerivedHow",
    "Disputed",
    "Document",
    "EventType",
    "Evidence",
    "Grade",
    "How",
    "Incident",
    "Level",
    "Means",
    "MeansKind",
    "Membership",
    "Mention",
    "MentionForm",
    "MentionType",
    "Moment",
    "PartHow",
    "Party",
    "PartyMissing",
    "Place",
    "PlaceKind",
    "PlaceMissing",
    "PlacePrecision",
    "Placing",
    "PublishedHow",
    "Quote",
    "Range",
    "Reference",
    "Reliability",
    "Report",
    "Reviewed",
    "Role",
    "RunnerUp",
    "Sensitivity",
    "Side",
    "Sources",
    "Span",
    "Status",
    "Subject",
    "SupportedActor",
    "SupportedCount",
    "SupportedMoment",
    "SupportedPlace",
    "Target",
    "TargetKind",
    "Term",
    "TimePrecision",
    "Voice",
    "VoiceKind",
    "WhenMissing",
    "Zone",
    "ZoneKind",
]

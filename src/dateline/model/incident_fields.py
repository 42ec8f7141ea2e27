"""The columns of incidents and of what contradicts itself in them; see `schema` for how they are used."""

from __future__ import annotations

from dateline.model.field import EVIDENCE, Field, list_, null, object_, values
from dateline.model.incident import Credibility, Disputed, Grade, Level, PartHow, Reliability, Reviewed
from dateline.model.means import MeansKind, TargetKind
from dateline.model.moment import TimePrecision
from dateline.model.report import COUNTS, EventType, Status
from dateline.model.shared_fields import NAMED_ACTOR, PLACED

__all__ = ["CONTRADICTIONS", "INCIDENTS"]

_REPORTS = list_("reports", "Ids of the reports that say so.")
_ACTOR = (*NAMED_ACTOR, _REPORTS)
_PLACE = (*PLACED, _REPORTS)
_WHEN = (
    Field("edtf", "The time that all who agree allow, as EDTF (ISO 8601-2)."),
    null("earliest", "First day, inclusive, ISO 8601; null where the start is open."),
    null("latest", "Last day, inclusive, ISO 8601; null where the end is open."),
    Field("precision", "How finely it is known.", values=values(TimePrecision)),
    _REPORTS,
)
_COUNT = (
    null("low", "Lowest number over the independent origins.", "integer"),
    null("best", "The number that most origins give; where they are even, what was told last.", "integer"),
    null("high", "Highest number over the independent origins.", "integer"),
    _REPORTS,
)
_SIDES = (
    Field("value", "What this side says, in words."),
    list_("reports", "Ids of the reports that say so."),
    list_("voices", "Who says so."),
    list_("quotes", "The words.", (Field("document", "Id of the document."), *EVIDENCE)),
)
_CONTRADICTION = (
    Field("id", "Stable id, made from what differs and the words on each side."),
    Field("disputed", "On what the sides differ.", values=values(Disputed)),
    Field("field", "The field that differs: `when`, `killed`, `actors` ...; a claim's kind where claims differ."),
    Field("weight", "How much speaks for both sides, in [0, 1].", "number"),
    Field("why", "What differs, in a sentence."),
    list_("values", "The sides, each with who says so and its words.", _SIDES),
)

INCIDENTS: tuple[Field, ...] = (
    Field("id", "Stable id, minted once."),
    list_("redirects", "Ids that lead here, after a merge or because reports moved."),
    Field("level", "One event, an episode that has parts, or a count of several.", values=values(Level)),
    Field("type", "PLOVER event type that most origins give.", values=values(EventType)),
    null("mode", "PLOVER mode, or null."),
    Field("status", "Whether it happened.", values=values(Status)),
    list_("actors", "Who acts, best supported first.", _ACTOR),
    list_("recipients", "Who is acted upon, best supported first.", _ACTOR),
    object_("place", "The closest place that all who agree allow, or null.", _PLACE, nullable=True),
    object_("when", "The time that all who agree allow, or null.", _WHEN, nullable=True),
    *(
        object_(name, f"How many ({name}), over independent origins, or null.", _COUNT, nullable=True)
        for name in COUNTS
    ),
    null("means", "The weapon or means, or null.", values=values(MeansKind)),
    null("target", "The sort of people or things it was directed at, or null.", values=values(TargetKind)),
    object_(
        "events",
        "How many events an aggregate counts, or null: where it does not say, and of what is no aggregate.",
        (
            null("low", "Lowest number that is told.", "integer"),
            null("best", "The number that most reports give.", "integer"),
            null("high", "Highest number that is told; null where there may be more.", "integer"),
        ),
        nullable=True,
    ),
    list_("reports", "Ids of the reports that tell of it."),
    object_(
        "sources",
        "Who stands behind it.",
        (
            Field("voices", "How many speakers and outlets tell of it.", "integer"),
            Field("independent", "How many origins are left once copies and citations are traced.", "integer"),
            Field("effective", "Independent sources after the discount for likely copying.", "number"),
            list_("kinds", "Kinds of the origins' voices."),
            Field("groups", "The ids of the reports of each origin, the largest first.", "lists"),
        ),
    ),
    object_(
        "corroboration",
        "How well it is sourced.",
        (
            Field("grade", "The grade.", values=values(Grade)),
            Field("why", "Why, in words."),
            Field(
                "reliability",
                "Admiralty letter of the best source; F where nothing is known.",
                values=values(Reliability),
            ),
            Field(
                "credibility", "Admiralty number of the information; 6 cannot be judged.", values=values(Credibility)
            ),
        ),
    ),
    list_("contradictions", "What its reports cannot agree on.", _CONTRADICTION),
    list_(
        "part_of",
        "Episodes that it is a part of, aggregates that count it.",
        (
            Field("id", "Id of the other incident."),
            Field("how", "How it belongs there.", values=values(PartHow)),
            Field("score", "How sure that is, in [0, 1].", "number"),
        ),
    ),
    list_(
        "runners_up",
        "Incidents that it was nearly taken for, the likeliest first.",
        (
            Field("id", "Id of the other incident."),
            Field("score", "Probability that both are one, in [0, 1].", "number"),
            Field("why", "What speaks for it, in words."),
        ),
    ),
    Field("score", "Probability of its weakest join, in [0, 1]; 1 where one document tells of it.", "number"),
    null("reviewed", "What people made of it, or null.", values=values(Reviewed)),
    list_(
        "edited",
        "Fields that a decision set.",
        (Field("field", "The field."), Field("decision", "Id of the decision.")),
    ),
)

CONTRADICTIONS: tuple[Field, ...] = (
    *_CONTRADICTION,
    null("incident", "Id of the incident, null where claims differ."),
    list_("claims", "Ids of the claims that differ."),
)

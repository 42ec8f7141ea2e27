"""Who there is: named actors in packs, countries, and the groups that every country has."""

from dateline.knowledge.actors.countries import Country, open_all_countries, open_countries
from dateline.knowledge.actors.entry import ActorEntry, Alias
from dateline.knowledge.actors.generic import LONGEST_NOUN, Adjectives, Group, Groups, open_groups
from dateline.knowledge.actors.index import ActorIndex, EntryPart, load_actors, open_actors
from dateline.knowledge.actors.kinds import Inter, UcdpType, inter, inter_of, open_kinds, ucdp_type
from dateline.knowledge.actors.relations import ANCESTRAL, Office, Relation, RelationKind
from dateline.knowledge.actors.user_packs import packs_from, user_folder

__all__ = [
    "ANCESTRAL",
    "LONGEST_NOUN",
    "ActorEntry",
    "ActorIndex",
    "Adjectives",
    "Alias",
    "Country",
    "EntryPart",
    "Group",
    "Groups",
    "Inter",
    "Office",
    "Relation",
    "RelationKind",
    "UcdpType",
    "inter",
    "inter_of",
    "load_actors",
    "open_actors",
    "open_all_countries",
    "open_countries",
    "open_groups",
    "open_kinds",
    "packs_from",
    "ucdp_type",
    "user_folder",
]

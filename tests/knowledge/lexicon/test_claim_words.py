import pytest

from dateline.errors import KnowledgeError
from dateline.knowledge.lexicon.claim_words import claim_words
from dateline.model import ClaimKind

GOOD = {"kind": "seats", "id": "x", "form": "holder_verb_number", "verbs": ["win"], "nouns": ["seat"], "example": "Y."}


def test_claim_words_are_read_with_a_digest_of_their_content() -> None:
    entry, digest = claim_words(GOOD, where="claims.toml")
    assert (entry.kind, entry.verbs, entry.words) == (ClaimKind.SEATS, {"win"}, {"win", "seat"})
    assert digest != claim_words({**GOOD, "verbs": ["hold"]}, where="claims.toml")[1]


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"kind": "weather"}, "kind is one of"),
        ({"form": "place_participle"}, "form is one of holder_verb_number"),
        ({"example": ""}, "an example sentence"),
        ({"colour": []}, "unknown key 'colour'"),
        ({"verbs": "win"}, "verbs is a list of words"),
        ({"verbs": [], "nouns": []}, "give at least one"),
    ],
)
def test_claim_words_name_file_and_entry_of_what_breaks_the_schema(change: dict[str, object], complaint: str) -> None:
    with pytest.raises(KnowledgeError, match=r"claims\.toml, claim 'x'") as caught:
        claim_words({**GOOD, **change}, where="claims.toml")
    assert complaint in str(caught.value)

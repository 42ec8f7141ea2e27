import pytest

from dateline.finding.place_choice import choose
from dateline.finding.place_cues import kind_at, names_at, short_forms, stated_areas
from dateline.finding.place_names import Area, Name
from dateline.finding.places import resolve_spans
from dateline.knowledge.gazetteer import open_gazetteer
from dateline.model import Document, PlaceKind, PlaceMissing, Span


def resolved(text: str, *names: str) -> list[tuple[str | None, str | None]]:
    """Return (country, first-level area) of the place chosen for each name, in order."""
    spans = [Span(text.index(n), text.index(n) + len(n)) for n in names]
    return [
        (c.entry.place.country, c.entry.place.admin1) if c.entry else (None, None)
        for c in resolve_spans(Document("d", "s", text), spans)
    ]


def test_what_it_is_said_to_lie_in_decides() -> None:
    assert resolved("The mayor of Paris, Texas, resigned.", "Paris", "Texas")[0] == ("US", "Texas")
    assert resolved("The mayor of Paris, France, resigned.", "Paris", "France")[0][0] == "FR"


def test_short_form_of_a_state_decides() -> None:
    assert resolved("A man from Paris, Ky., was fined.", "Paris") == [("US", "Kentucky")]


def test_neighbours_decide_between_namesakes() -> None:
    ohio = resolved("Dublin police met those of Westerville and Hilliard.", "Dublin", "Westerville", "Hilliard")
    assert ohio[0] == ("US", "Ohio")
    assert resolved("Dublin police met those of Cork and Limerick.", "Dublin", "Cork", "Limerick")[0][0] == "IE"


def test_bare_name_means_what_its_fuller_form_says() -> None:
    text = "The mill of Moscow, Idaho, burned. People in Moscow watched."
    at = text.rindex("Moscow")
    chosen = resolve_spans(Document("d", "s", text), [Span(12, 18), Span(20, 25), Span(at, at + 6)])
    assert [c.entry.place.admin1 for c in chosen if c.entry] == ["Idaho"] * 3


def test_demonym_means_its_country() -> None:
    assert resolved("An Iraqi man was fined.", "Iraqi") == [("IQ", None)]


def test_spans_may_come_in_any_order_and_answers_follow_them() -> None:
    text = "From Mosul to Basra."
    spans = [Span(14, 19), Span(5, 10)]
    first, second = resolve_spans(Document("d", "s", text), spans)
    assert first.entry is not None
    assert second.entry is not None
    assert (first.entry.place.name, second.entry.place.name) == ("Basrah", "Mosul")


def test_unknown_name_has_a_reason_and_no_candidate() -> None:
    (choice,) = choose([Name("Qwertabadistan")], gazetteer=open_gazetteer(), stated={})
    assert (choice.entry, choice.missing) == (None, PlaceMissing.NOT_IN_GAZETTEER)


def test_name_without_a_plausible_place_is_out_of_reach() -> None:
    (choice,) = choose([Name("Basra")], gazetteer=open_gazetteer(), stated={}, allowed=lambda *_: False)
    assert choice.missing is PlaceMissing.OUT_OF_REACH


def test_ambiguous_name_keeps_its_best_candidate() -> None:
    (choice,) = choose([Name("Springfield")], gazetteer=open_gazetteer(), stated={})
    assert choice.missing is PlaceMissing.AMBIGUOUS
    assert choice.entry is not None


def test_namesake_by_another_name_is_not_meant() -> None:
    (choice,) = choose([Name("Quebec")], gazetteer=open_gazetteer(), stated={Area("US"): 9.0}, main="US")
    assert choice.entry is not None
    assert choice.entry.place.country == "CA"


@pytest.mark.parametrize(
    ("text", "name", "kind"),
    [
        ("the province of Maysan", "Maysan", PlaceKind.FIRST_LEVEL),
        ("Maysan province", "Maysan", PlaceKind.FIRST_LEVEL),
        ("Rapides County", "Rapides County", PlaceKind.SECOND_LEVEL),
        ("Maysan at night", "Maysan", None),
    ],
)
def test_kind_is_read_beside_and_in_a_name(text: str, name: str, kind: PlaceKind | None) -> None:
    start = text.index(name)
    assert kind_at(text, start, start + len(name)) is kind


def test_stated_areas_weigh_countries_over_peoples_and_leave_spans_out() -> None:
    text = "Iraq and Syrian towns, and Ferriday, La., too."
    areas = stated_areas(text, gazetteer=open_gazetteer())
    assert areas[Area("IQ")] > areas[Area("SY")] > 0
    assert any(a.country == "US" and a.admin1 for a in areas)
    assert Area("IQ") not in stated_areas(text, gazetteer=open_gazetteer(), beside=[Span(0, 4)])


def test_code_of_two_letters_is_an_area_only_after_a_comma() -> None:
    bare, after = "The IA moved.", "Ames, IA"
    assert names_at(bare, [Span(4, 6)], gazetteer=open_gazetteer())[0].known == ()
    assert names_at(after, [Span(6, 8)], gazetteer=open_gazetteer())[0].known != ()


def test_every_short_form_leads_to_an_area_of_its_country() -> None:
    for short, codes in short_forms().items():
        for country, code in codes:
            entry = open_gazetteer().area_by_code(country, code)
            assert entry is not None, short
            assert entry.place.country == country
            assert entry.place.kind is PlaceKind.FIRST_LEVEL


def test_plural_word_of_kind_holds_for_all_names_before_it() -> None:
    text = "in Helmand, Zabul and Kandahar provinces"
    names = ["Helmand", "Zabul", "Kandahar"]
    found = [kind_at(text, text.index(n), text.index(n) + len(n)) for n in names]
    assert found == [PlaceKind.FIRST_LEVEL] * 3
    assert kind_at("Helmand and Kandahar", 0, 7) is None


def test_word_of_kind_belongs_to_the_name_before_it() -> None:
    assert kind_at("in the Karrada district of Baghdad", 27, 34) is None
    assert kind_at("in the Afghan province of Helmand", 26, 33) is PlaceKind.FIRST_LEVEL


def test_department_is_first_level_where_its_country_says_so() -> None:
    text = "Troops in Colombia's Cauca and Nari\u00f1o departments"
    names = ["Colombia", "Cauca", "Nari\u00f1o"]
    spans = [Span(text.index(n), text.index(n) + len(n)) for n in names]
    chosen = resolve_spans(Document("d", "s", text), spans)
    assert [c.entry.place.kind for c in chosen if c.entry][1:] == [PlaceKind.FIRST_LEVEL] * 2

import pytest

from dateline.finding.mentions import PlaceUse
from dateline.finding.places import find_places, main_country
from dateline.language import parse
from dateline.model import Document


def found(text: str) -> list[tuple[str, str | None, str]]:
    """Return (words, place or reason, use or precision) of every mention."""
    document = Document("d", "s", text)
    mentions = [m for s in find_places(document, parse([(0, text)])) for m in s]
    for mention in mentions:
        assert text[mention.evidence.start : mention.evidence.end] == mention.evidence.words
    return [
        (
            m.evidence.words,
            m.placing.place.name,
            str(int(m.placing.precision)) if m.use is PlaceUse.PLACE else m.use.value,
        )
        if m.placing
        else (m.evidence.words, None, m.missing.value if m.missing else "")
        for m in mentions
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rebels shelled Mariupol, Ukraine's army said.", ("Mariupol", "Mariupol", "1")),
        ("Fighters attacked a base near Kismayo, Somali officials said.", ("Kismayo", "Kismayo", "2")),
        ("The fighting spread through southern Somalia.", ("southern Somalia", "southern Somalia", "5")),
        (
            "Taliban fighters left Kandahar province for Herat, Afghan officials said.",
            ("Kandahar province", "Kandahar", "4"),
        ),
        ("Iraqi troops camped ten miles north of Amarah.", ("Amarah", "16 km north of Al Amarah", "2")),
        ("Iraqi police patrolled Sadr City.", ("Sadr City", "Sadr City", "1")),
        ("The war in Iraq went on.", ("Iraq", "Iraq", "6")),
        ("Israeli jets carried out airstrikes on Gaza.", ("Gaza", "Gaza Strip", "4")),
        ("Israeli jets carried out airstrikes on Gaza City.", ("Gaza City", "Gaza", "1")),
        ("Gunmen killed ten in Nigerian Borno state.", ("Borno state", "Borno", "4")),
        ("The rockets wounded ten people in two districts of Kyiv.", ("Kyiv", "Kyiv", "1")),
        (
            "Congolese troops shelled the village of Bwanjeka, 20 km north of Goma.",
            ("Bwanjeka", "20 km north of Goma", "2"),
        ),
        ("Mali's army was ambushed in the southern region of Sikasso.", ("Sikasso", "Sikasso", "4")),
        ("Myanmar's army burned homes across Magwe, Mandalay and Mon regions.", ("Magwe", "Magway", "4")),
        ("Myanmar's army shelled homes in Papun district.", ("Papun district", "Papun", "3")),
        ("Myanmar's army shelled homes in Taungdwingyi Township.", ("Taungdwingyi Township", "Taungdwingyi", "3")),
        ("A bomb went off in the Karrada district of Baghdad, Iraqi police said.", ("Baghdad", "Baghdad", "1")),
    ],
)
def test_places_are_resolved_with_their_precision(text: str, expected: tuple[str, str, str]) -> None:
    assert expected in found(text)


def test_state_that_acts_is_no_place() -> None:
    assert ("Iran", "Iran", "metonym") in found("Iran supplied the rockets that hit Basra.")
    assert ("Baghdad", "Baghdad", "metonym") in found("Baghdad agreed to send troops to Amarah in Iraq.")


def test_demonym_is_no_place() -> None:
    assert found("Syrian soldiers arrested a Lebanese driver.") == []


def test_ambiguous_name_is_left_open() -> None:
    assert ("Springfield", None, "ambiguous") in found("Gunmen killed two people in Springfield.")


def test_unknown_name_says_so() -> None:
    text = "Iraqi soldiers searched the village of Qwertabad in Maysan province, Iraq."
    assert all(name != "Qwertabad" for _, name, _ in found(text))


@pytest.mark.parametrize(
    ("text", "precision"),
    [
        ("Shells fell in the Donetsk region of Ukraine.", "4"),
        ("Shells fell in Donetsk in Ukraine.", "1"),
        ("Troops entered Ghazni province in Afghanistan.", "4"),
        ("Militias burned farms in Natal Province in South Africa.", "4"),
    ],
)
def test_area_is_never_the_town_of_its_name(text: str, precision: str) -> None:
    assert found(text)[0][2] == precision


def test_names_are_taken_apart_at_commas_and_from_what_cuts_a_part_out() -> None:
    text = "Bombs went off in Kirkuk, Diyala and Mosul, and in South Iraq."
    assert [name for _, name, _ in found(text)] == ["Kirkuk", "Diyala", "Mosul", "south Iraq"]


def test_main_country_is_set_by_places_more_than_by_whose_soldiers_act() -> None:
    text = "American soldiers, American pilots and American police were in Mosul and Kirkuk."
    assert main_country(Document("d", "s", text), parse([(0, text)])) == "IQ"
    assert main_country(Document("d", "s", "Nobody came."), parse([(0, "Nobody came.")])) is None


def test_place_that_only_says_where_another_lies_is_left_out() -> None:
    words = [words for words, _, _ in found("Yemeni troops fought in Marib, east of Sanaa.")]
    assert words == ["Marib"]
    words = [words for words, _, _ in found("Yemeni troops fought in Yemen, east of Sanaa.")]
    assert "Sanaa" in words


def test_paper_and_acronym_are_no_places() -> None:
    text = "Yemen's Saba news agency reported it. Troops of the HQRT fought at Aden in Yemen."
    assert {words for words, _, _ in found(text)} == {"Yemen", "Aden"}


def test_name_is_a_city_where_the_document_says_so() -> None:
    text = "Yemeni troops hold the city of Marib. A bomb went off in Marib."
    assert [name for words, name, _ in found(text) if words == "Marib"] == ["Ma'rib", "Ma'rib"]
    text = "Gunmen fled Guatemala City. The army of Guatemala is all over Guatemala."
    assert "Guatemala" in [name for words, name, _ in found(text) if words == "Guatemala"]


def test_district_of_a_province_never_named_is_refused_beside_another() -> None:
    text = "In Helmand, Afghan police were shot in the district of Nawa."
    assert ("Nawa", None, "out_of_reach") in found(text)
    text = "In Ghazni, Afghan police were shot in the district of Nawa."
    assert ("Nawa", "Nawa District", "3") in found(text)


def test_name_with_an_article_is_left_whole_and_a_headline_loses_its_noun() -> None:
    text = "Yemeni troops freed the towns of Al-Qwertaha and Al-Zibrana."
    assert {"Al", "Qwertaha"}.isdisjoint(words for words, _, _ in found(text))
    text = "Ten Killed At Helmand Checkpoint\n\nAfghan police were shot in Helmand."
    assert "Helmand Checkpoint" not in [words for words, _, _ in found(text)]


def test_letter_that_stands_for_a_name_is_no_place() -> None:
    assert found("Troops shelled the village of X in the Philippines.") == [("Philippines", "Philippines", "6")]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Gunmen shot a grocer dead in Lisburn on Friday.", ("Lisburn", "Lisburn", "1")),
        ("Boko Haram raiders burned a school in Chibok.", ("Chibok", "Chibok", "3")),
        ("The FARC shelled a barracks in Tumaco.", ("Tumaco", "Tumaco", "1")),
    ],
)
def test_text_that_names_no_country_is_set_by_its_groups_or_by_a_name_of_one_country(
    text: str, expected: tuple[str, str, str]
) -> None:
    assert expected in found(text)


def test_town_with_a_namesake_abroad_is_not_taken_where_no_country_is_named() -> None:
    assert not [place for _, place, _ in found("Gunmen shot a grocer dead in Olenivka on Friday.") if place]


def test_small_town_abroad_is_not_taken_where_a_country_is_named() -> None:
    told = "Somali lorry drivers spoke of a trip to Lisburn. Somalia shut its roads."
    assert not [place for words, place, _ in found(told) if words == "Lisburn" and place]


def test_town_that_a_report_was_filed_from_says_where_it_is_set() -> None:
    dateline, told = "KAMPALA, 23 May - ", "Soldiers burned a shop in Jinja."
    text = dateline + told
    mentions = find_places(Document("d", "s", text), parse([(0, dateline), (len(dateline), told)]))
    assert [m.placing.place.name for s in mentions for m in s if m.placing and m.evidence.words == "Jinja"] == ["Jinja"]


def test_town_of_another_spelling_abroad_does_not_set_the_text() -> None:
    text = "Gunmen killed 34 people near Tibu. The FARC was blamed."
    assert main_country(Document("d", "s", text), parse([(0, text)])) == "CO"
    assert ("Tibu", "Tibu", "2") in found(text)


@pytest.mark.parametrize(("name", "country"), [("Shabwa", "YE"), ("Hacari", None)])
def test_province_sets_the_text_by_a_name_that_is_nearly_its_own(name: str, country: str | None) -> None:
    text = f"Two men were killed on Monday in {name}."
    assert main_country(Document("d", "s", text), parse([(0, text)])) == country

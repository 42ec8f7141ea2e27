from dateline.finding.places import find_places
from dateline.language import parse
from dateline.model import Document


def names(text: str) -> list[str]:
    return [
        m.placing.place.name if m.placing else f"-{m.evidence.words}"
        for sentence in find_places(Document("d", "s", text), parse([(0, text)]))
        for m in sentence
    ]


def test_general_is_no_place_after_his_title() -> None:
    text = "General Wilson landed in Basra in Iraq. Wilson's troops then left Basra, and Wilson said they were tired."
    assert not any("Wilson" in n for n in names(text))
    assert "Basrah" in names(text)


def test_ship_is_no_place() -> None:
    assert "Halifax" not in names("HMS Halifax shelled the port of Basra in Iraq.")


def test_battle_was_where_its_name_says() -> None:
    assert "Mosul" in names("They fought at the Battle of Mosul in Iraq.")


def test_king_and_points_of_the_compass_are_no_places() -> None:
    found = names("The King felt that the South of France was lost, and the King left.")
    assert all(n in ("France", "South France", "south France") or n.startswith("-") for n in found)


def test_army_is_no_missing_place() -> None:
    assert not any("Army" in n for n in names("The Fourth Army took Basra in Iraq."))


def test_country_is_found_whatever_the_model_takes_it_for() -> None:
    assert "Iraq" in names("Gunmen killed two men in Iraq.")

import pytest

from dateline.finding.places import find_places
from dateline.language import parse
from dateline.model import Document


def found(text: str) -> dict[str, tuple[str, int, str]]:
    """Return (name, class, use) of every resolved mention by its words."""
    return {
        m.evidence.words: (m.placing.place.name, int(m.placing.precision), m.use.value)
        for sentence in find_places(Document("d", "s", text), parse([(0, text)]))
        for m in sentence
        if m.placing
    }


@pytest.mark.parametrize(
    ("text", "words", "name", "precision"),
    [
        ("Troops left Basra and massed along the Iranian border.", "Iranian border", "border of Iraq with Iran", 5),
        ("Iraqi smugglers cross the Iraq-Syria border.", "Iraq-Syria border", "border of Iraq with Syria", 5),
        ("Troops left Basra and closed the border with Turkey.", "border with Turkey", "border of Iraq with Turkey", 5),
        (
            "Jets hit a tunnel along the Gaza-Egypt border in Egypt.",
            "Gaza-Egypt border",
            "border of Gaza Strip with Egypt",
            5,
        ),
        ("Pirates seized a ship off the coast of Somalia.", "off the coast of Somalia", "coast of Somalia", 7),
        (
            "A bomb lay on the Kirkuk-Tikrit highway in Iraq.",
            "Kirkuk-Tikrit highway",
            "between Kirkuk and Tikrit",
            5,
        ),
        (
            "Iraqi fighters held the road from Kirkuk to Tikrit.",
            "road from Kirkuk to Tikrit",
            "between Kirkuk and Tikrit",
            5,
        ),
    ],
)
def test_line_is_a_place_of_its_own(text: str, words: str, name: str, precision: int) -> None:
    assert found(text)[words] == (name, precision, "place")


def test_talks_between_capitals_are_nowhere_between_them() -> None:
    assert not any("between" in words for words in found("Talks between Baghdad and Tehran failed, Iraq said."))


def test_border_of_nobody_known_is_no_line() -> None:
    assert found("The Qwertian border was closed.") == {}


def test_line_between_towns_has_their_middle_and_reaches_both() -> None:
    text = "Fighting broke out between Baqubah and Samarra in Iraq."
    (mentions,) = find_places(Document("d", "s", text), parse([(0, text)]))
    placing = mentions[0].placing
    assert placing is not None
    assert placing.place.lat is not None
    assert 33.7 < placing.place.lat < 34.2
    assert placing.radius_km == pytest.approx(41, abs=3)

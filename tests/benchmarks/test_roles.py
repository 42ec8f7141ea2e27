import pytest
from benchmarks.common import coded
from benchmarks.pentacode import leading
from benchmarks.roles import joined, phrase, read_acts, words_of_roles, words_of_statement


def said(text: str) -> dict[str, list[str]]:
    acts = read_acts(text)
    report = leading(coded(text).reports, acts)
    found = words_of_roles(acts, report) if report else words_of_statement(acts)
    return {side: [text[start:end] for start, end in stretches] for side, stretches in found.items()}


def test_words_of_roles_are_whole_phrases_with_what_is_in_apposition() -> None:
    assert said("Ana Horta, the mayor of Dili, condemned the rebels.") == {
        "S": ["Ana Horta, the mayor of Dili"],
        "T": ["the rebels"],
    }


def test_words_of_roles_name_what_a_pronoun_stands_for() -> None:
    assert said("The army said it had arrested ten farmers.")["S"] == ["The army"]


def test_words_of_roles_give_the_land_where_nobody_is_named() -> None:
    assert said("Kenya deployed troops in Somalia.")["T"] == ["Somalia"]


def test_words_of_roles_leave_the_day_out() -> None:
    assert said("Soldiers on Monday arrested the mayor.")["S"] == ["Soldiers"]


def test_words_of_statement_are_those_of_the_main_verb() -> None:
    assert said("The harbour master slept.")["S"] == ["The harbour master"]


def test_leading_prefers_the_main_clause() -> None:
    text = "Traders backed by Kenya attacked the town."
    assert next(r.sense for r in coded(text).reports) == "SUPPORT.support"
    report = leading(coded(text).reports, read_acts(text))
    assert report is not None
    assert report.type.value == "ASSAULT"


@pytest.mark.parametrize(
    ("tokens", "text"),
    [
        (["Mali", "'s", "army"], "Mali's army"),
        (["Mali", "’", "s", "army"], "Mali’s army"),
        (["a", "(", "new", ")", "plan"], "a (new) plan"),
        (["pro", "-", "rebel"], "pro-rebel"),
        (["Jos", "é", "spoke"], "José spoke"),
        (["Andr", "é", "s"], "Andrés"),
        (["2", ".", "5", "km", "."], "2.5 km."),
        ([], ""),
    ],
)
def test_joined_reads_as_print_does(tokens: list[str], text: str) -> None:
    got, places = joined(tokens)
    assert got == text
    assert [got[start:end] for start, end in places] == tokens


def test_phrase_takes_in_what_is_coordinated() -> None:
    scene = read_acts("Police and soldiers fled.").scenes[0]
    assert phrase(scene, scene.sentence.tokens[0]) == (0, 19)

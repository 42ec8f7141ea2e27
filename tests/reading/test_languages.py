from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from dateline.errors import KnowledgeError
from dateline.reading.languages import find_language, parse_languages

TEXTS = {
    "en": (
        "The mayor said on Friday that the bridge over the river had been closed for a week, and that nobody was hurt."
    ),
    "fr": (
        "Le maire a déclaré vendredi que le pont sur la rivière était fermé "
        "depuis une semaine et que personne n'a été blessé."
    ),
    "de": (
        "Der Bürgermeister sagte am Freitag, dass die Brücke über den Fluss seit "
        "einer Woche gesperrt ist und niemand verletzt wurde."
    ),
    "es": (
        "El alcalde dijo el viernes que el puente sobre el río estaba "
        "cerrado desde hace una semana y que no hay heridos."
    ),
    "pt": (
        "O prefeito disse na sexta-feira que a ponte sobre o rio está "
        "fechada há uma semana e que não há feridos na cidade."
    ),
    "it": (
        "Il sindaco ha detto venerdì che il ponte sul fiume è chiuso da una "
        "settimana e che nessuno è stato ferito nella città."
    ),
    "nl": (
        "De burgemeester zei vrijdag dat de brug over de rivier al een "
        "week dicht is en dat er niemand gewond is geraakt."
    ),
    "tr": (
        "Belediye başkanı cuma günü köprünün bir haftadır kapalı olduğunu ve "
        "kimsenin yaralanmadığını söyledi, ancak yol için bir tarih yok."
    ),
    "ru": "Мэр сказал в пятницу, что мост через реку закрыт уже неделю и что никто не пострадал.",
    "uk": "Мер сказав у п'ятницю, що міст через річку зачинено вже тиждень і що ніхто не постраждав.",
    "ar": "قال رئيس البلدية يوم الجمعة إن الجسر على النهر مغلق منذ أسبوع ولم يصب أحد في المدينة.",
    "fa": "شهردار روز جمعه گفت که پل روی رودخانه از یک هفته پیش بسته شده است و کسی در شهر آسیب ندید.",
    "ur": "میئر نے جمعہ کو کہا کہ دریا پر پل ایک ہفتے سے بند ہے اور شہر میں کوئی زخمی نہیں ہوا۔",
    "he": "ראש העיר אמר ביום שישי כי הגשר על הנהר סגור כבר שבוע וכי לא היו נפגעים, אבל הוא לא אמר עוד.",
    "pl": (
        "Burmistrz powiedział w piątek, że most na rzece jest zamknięty już od tygodnia i że nikt nie został ranny."
    ),
    "so": (
        "Duqa magaalada ayaa sheegay in buundada ay xiran tahay oo ay wax "
        "ku dhaawacmin dadka la sheegay waa la soo celiyay."
    ),
}


@pytest.mark.parametrize("language", sorted(TEXTS))
def test_find_language_tells(language: str) -> None:
    assert find_language(TEXTS[language]) == language


@pytest.mark.parametrize(
    "text",
    ["", "Amarah", "12 3 4 5", "Basra Amarah Maysan Najaf Karbala Hilla Kut Nasiriyah Samawa", "雨が降った。" * 20],
)
def test_find_language_leaves_empty_what_it_cannot_tell(text: str) -> None:
    assert find_language(text) is None


@given(st.text(max_size=200))
def test_find_language_takes_any_text(text: str) -> None:
    assert find_language(text) in {None, *TEXTS, "sw", "ku"}


GOOD = """[decision]
fewest_words = 8
least_share = 0.1
least_lead = 1.2
[scripts]
latin = ['a-z']
[languages.en]
script = 'latin'
words = 'the of and to in that was for on with'
"""


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("[decision]", "[decision", "TOML"),
        ("least_lead = 1.2", "", "decision"),
        ("'a-z'", "'az'", r"scripts\.latin"),
        ("languages.en", "languages.english", "english"),
        ("script = 'latin'", "script = 'runes'", "runes"),
        ("the of", "the the of", "none twice"),
        ("the of", "The of", "lower case"),
        ("script = 'latin'", "script = 'latin'\nhint = 1", r"languages\.en"),
        ("[scripts]", "[writing]", "expected"),
    ],
)
def test_languages_that_break_the_schema_are_refused(old: str, new: str, told: str) -> None:
    assert parse_languages(GOOD).words["en"]
    with pytest.raises(KnowledgeError, match=told):
        parse_languages(GOOD.replace(old, new, 1))

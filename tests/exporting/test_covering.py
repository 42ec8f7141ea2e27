from hypothesis import given
from hypothesis import strategies as st

from dateline.exporting.covering import Alias, Covered, covered_actor, parts_of, said, speaker, with_covers

TEXT = "The reader Hodan Warsame wrote to the mayor."


def covered(name: str = "Hodan Warsame", number: str = "reader-1", text: str = TEXT) -> Covered:
    made = Covered(readers={name.casefold(): Alias(f"commenter:{number}", number)}, names={name})
    made.close(text)
    return made


def test_speaker_of_several_documents_is_the_reader_of_the_one_that_knows_her() -> None:
    both = [covered("Omar Salad", "reader-2"), covered()]
    assert speaker("Hodan Warsame", both) == "reader-1"
    assert speaker("the mother of Hodan Warsame", both) == "the mother of █████████████"
    assert speaker("Radio Kismayo", both) == "Radio Kismayo"


def test_actor_of_an_incident_is_covered_by_any_of_its_documents() -> None:
    both = [covered("Omar Salad", "reader-2"), covered()]
    reader = {"id": "text:hodan warsame", "name": "Hodan Warsame", "kind": None, "reports": ["r1"]}
    assert covered_actor(reader, both) == {**reader, "id": "commenter:reader-1", "name": "reader-1"}
    killers = {**reader, "id": "text:killers of hodan warsame", "name": "killers of Hodan Warsame"}
    assert "arsame" not in str(covered_actor(killers, both))
    army = {**reader, "id": "SO:army", "name": "Somali National Army"}
    assert covered_actor(army, both) == army


def test_words_of_ours_name_nobody_of_any_document() -> None:
    both = [covered("Omar Salad", "reader-2"), covered()]
    assert said("Omar Salad and Hodan Warsame differ", both) == "██████████ and █████████████ differ"


@given(st.integers(0, len(TEXT)), st.integers(0, len(TEXT)))
def test_evidence_quotes_the_covered_text_wherever_it_is_cut(one: int, other: int) -> None:
    start, end = sorted((one, other))
    here = covered()
    text = with_covers({"text": TEXT}, here)["text"]
    made = with_covers({"start": start, "end": end, "words": TEXT[start:end]}, here)
    assert made["words"] == text[start:end]
    assert len(text) == len(TEXT)


_NAME = st.text(st.sampled_from([*"abKıİſi ._-'@1", "é", "\u212a"]), min_size=1, max_size=14)


@given(st.lists(_NAME, min_size=1, max_size=3), st.lists(_NAME, max_size=3), st.text(max_size=10), st.booleans())
def test_nothing_is_passed_over_that_tells_a_name(
    names: list[str], between: list[str], more: str, is_upper: bool
) -> None:
    known = Covered()
    known.names.update(names)
    known.parts.update(parts_of(names))
    known.pieces.update(parts_of(names))
    known.close("")
    words = " ".join([*between, more, *names, "".join(names[0].split()), f"http://x.example/{names[-1]}"])
    words = words.upper() if is_upper else words
    for told in (words, *words.split()):
        assert said(told, [known]) == known.shown(told)

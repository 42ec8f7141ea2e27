from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.coding import code
from dateline.model import Document, Moment, Span, Zone, ZoneKind

WORDS = st.sampled_from(
    """Rebels troops police the a two shelled attacked arrested were by in near Donetsk Mogadishu on Monday 12 June 2014
    said that not will no reports of clashes “ ” , . ? ’s and who killed 15 at least civilians é 😀""".split()
    + ["\n"]
)
TEXTS = st.lists(WORDS, min_size=1, max_size=60).map(" ".join)


def a_document(text: str) -> Document:
    zone = Zone(ZoneKind.BODY, Span(0, len(text)))
    return Document("d", "s", text, published=Moment("2014-06-17"), zones=(zone,))


@settings(max_examples=60, deadline=None)
@given(TEXTS)
def test_coder_evidence_always_stands_where_it_says(text: str) -> None:
    result = code(a_document(text))
    for made in (*result.reports, *result.claims):
        for _, evidence in made.evidence():
            assert text[evidence.start : evidence.end] == evidence.words


@settings(max_examples=20, deadline=None)
@given(TEXTS)
def test_coder_is_a_pure_function(text: str) -> None:
    assert code(a_document(text)) == code(a_document(text))


def test_coder_takes_nothing_from_furniture_or_a_bibliography() -> None:
    text = "Rebels shelled the port."
    for kind in ZoneKind:
        zones = (Zone(kind, Span(0, len(text))),)
        result = code(Document("d", "s", text, zones=zones))
        assert bool(result.reports) == kind.is_read_for_events


def test_coder_carries_a_day_only_to_the_next_sentence() -> None:
    text = "On 3 June 2014 rebels attacked the airport. Soldiers arrested two men. Police arrested a driver."
    assert [r.when.moment.edtf for r in code(a_document(text)).reports if r.when] == [
        "2014-06-03",
        "2014-06-03",
        "2014-06",
    ]


def test_coder_carries_no_day_to_what_is_told_in_the_present() -> None:
    text = "On 3 June 2014 rebels attacked the airport. The premier has condemned the rebels."
    found = [r.when.moment.edtf for r in code(a_document(text)).reports if r.when]
    assert found == ["2014-06-03", "2014-06-03/2014-06-17"]


def test_coder_carries_time_and_place_and_says_so() -> None:
    text = "On 3 June 2014 rebels attacked the airport in Donetsk. Soldiers arrested two men."
    first, second = code(a_document(text)).reports
    assert first.when is not None
    assert first.when.how.value == "explicit"
    assert second.when is not None
    assert (second.when.how.value, second.when.evidence) == ("carried", first.when.evidence)
    assert second.place is not None
    assert second.place.how == "carried"


def test_coder_never_passes_off_the_publication_date() -> None:
    (report,) = code(a_document("Rebels shelled the port.")).reports
    assert report.when is None
    assert report.when_missing is not None


def test_coder_counts_the_killed_and_the_captured() -> None:
    killed, captured = code(a_document("A bomb killed at least 12 civilians. Police arrested three men.")).reports
    assert killed.killed is not None
    assert (killed.killed.range.low, killed.killed.range.high) == (12, None)
    assert captured.captured is not None
    assert captured.captured.range.best == 3


def test_coder_comment_reports_name_their_commenter() -> None:
    text = "Ayaan says:\n\nRebels shelled the port."
    zone = Zone(ZoneKind.COMMENT, Span(0, len(text)), author="Ayaan")
    (report,) = code(Document("d", "s", text, zones=(zone,))).reports
    assert report.zone is ZoneKind.COMMENT
    assert report.voices.farthest is not None
    assert (report.voices.farthest.kind.value, report.voices.farthest.evidence.words) == ("commenter", "Ayaan")


def test_coder_takes_the_signature_of_a_comment_for_one_voice() -> None:
    text = "marshwren says:\n\nMy cousin in Amarah says that soldiers arrested three men in his street on Sunday."
    zone = Zone(ZoneKind.COMMENT, Span(0, len(text)), author="marshwren")
    (report,) = code(Document("d", "s", text, zones=(zone,))).reports
    assert [voice.name for voice in report.voices] == ["cousin", "marshwren"]


def test_coder_joins_lines_that_were_wrapped_by_hand() -> None:
    text = (
        "The ministry said on Tuesday that two infantry battalions and a\n"
        "company of engineers had been sent to the border, where rebels\n"
        "shelled a customs post and two warehouses during the night, and\n"
        "that the road would stay closed until further notice.\n"
    )
    document = a_document(text)
    assert any(r.sentence.words.count("\n") >= 2 for r in code(document).reports)


def test_coder_reads_a_line_of_any_length() -> None:
    text = "Nothing happened here today. " * 800 + "Rebels shelled the port. " + "word" * 6_000
    (report,) = code(a_document(text)).reports
    assert report.trigger.words == "shelled"


def test_what_the_writer_keeps_at_a_distance_is_hedged():
    texts = [f"The army {words} the mayor of Jilib on Monday." for words in ("“arrested”", "arrested")]
    (distanced,), (plain,) = (code(a_document(text)).reports for text in texts)
    assert (distanced.hedged, plain.hedged) == (True, False)


def test_code_takes_who_suffers_from_a_headline_without_helper(report_of):
    report = report_of("Nurse abducted near Gao", "ASSAULT", kind=ZoneKind.HEADLINE)
    assert not report.actors
    assert [party.evidence.words for party in report.recipients] == ["Nurse"]


def test_code_takes_who_acts_from_a_sentence_of_the_body(report_of):
    report = report_of("Rebels attacked at dawn.", "ASSAULT")
    assert [party.evidence.words for party in report.actors] == ["Rebels"]


def test_act_told_before_the_verb_that_only_tells_it_is_an_act(reports_of):
    told = [(r.type.value, r.trigger.words) for r in reports_of("Rebels captured nine guards, the army conceded.")]
    assert ("COERCE", "captured") in told

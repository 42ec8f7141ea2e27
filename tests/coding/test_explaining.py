from hypothesis import given
from hypothesis import strategies as st

from dateline.coding import code, explain
from dateline.model import Document, Span, Zone, ZoneKind


def document(text: str) -> Document:
    return Document("d", "s", text, zones=(Zone(ZoneKind.BODY, Span(0, len(text))),))


def test_explanation_names_what_fired_and_what_nearly_did() -> None:
    [one] = explain(document("The bank charged a fee, and gunmen attacked a convoy near Kismayo."))
    [(report, sense)] = one.reports
    assert (sense.id, report.trigger.words) == ("ASSAULT.attack", "attacked")
    [charge] = [m for m in one.misses if m.sense.id == "ACCUSE.accuse"]
    assert (charge.words.words, "fee" in charge.why) == ("charged", True)


def test_explanation_says_which_entry_lost_to_a_closer_one() -> None:
    [one] = explain(document("Uganda sent a battalion to the peacekeeping mission in Somalia."))
    assert [s.id for _, s in one.reports] == ["AID.peacekeeping"]
    assert any("AID.peacekeeping fits more closely" in m.why for m in one.misses)


@given(st.lists(st.sampled_from(["Rebels", "attacked", "the", "talks", "must", "release", "not", "."]), max_size=9))
def test_explanation_holds_the_reports_that_coding_gives(words: list[str]) -> None:
    given_text = document(" ".join(words) or "Nothing.")
    explained = {r.id for one in explain(given_text) for r, _ in one.reports}
    assert explained == {r.id for r in code(given_text).reports}

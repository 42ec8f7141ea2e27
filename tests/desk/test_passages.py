"""Nothing of a text is lost or doubled on the page, and a mark has the very words of its evidence."""

from html.parser import HTMLParser

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from dateline.desk.addresses import encode
from dateline.desk.escaping import plain
from dateline.desk.passages import KINDS, Mark, Passage, blocks, parts

# Letters that HTML, bidi algorithms, line ends and code units trip over.
LETTERS = st.sampled_from([*"ab <>&\"'\n\r\t", "\u202e", "\u0627", "\U0001f600", "\x00", "\u00a0", "é", "\ud800"])
TEXTS = st.text(LETTERS, max_size=60)


@st.composite
def marked(draw):
    """A text with zones and passages anywhere in it, overlapping or not."""
    text = draw(TEXTS)
    place = st.integers(0, len(text))

    def span():
        first, last = sorted((draw(place), draw(place)))
        return first, last

    zones = []
    for kind in draw(st.lists(st.sampled_from(["body", "comment", "quotation", "furniture"]), max_size=5)):
        first, last = span()
        zones.append({"kind": kind, "start": first, "end": last, "author": None, "posted": None})
    passages = []
    for number in range(1, draw(st.integers(0, 5)) + 1):
        marks = [Mark(*span(), draw(st.sampled_from(KINDS)), "what") for _ in range(draw(st.integers(0, 4)))]
        passages.append(
            Passage(number, f"r{number:016x}", "report", *span(), tuple(m for m in marks if m.start < m.end))
        )
    return text, zones, passages


class Read(HTMLParser):
    """Read marks back from a page as a browser does: its text, and which elements are open at each character."""

    def __init__(self):
        super().__init__(convert_charrefs=True)
        self.text, self.open, self.around, self.ids, self.seen = "", [], [], {}, []

    def handle_starttag(self, tag, attrs):
        held = dict(attrs)
        self.seen.append(tag)
        self.open.append((tag, held))
        if "id" in held:
            assert held["id"] not in self.ids
            self.ids[held["id"]] = len(self.text)

    def handle_endtag(self, tag):
        assert self.open.pop()[0] == tag

    def handle_data(self, data):
        self.text += data
        self.around += [list(self.open)] * len(data)


def read(made):
    page = Read()
    for block in made:
        page.feed(str(block.html))
        page.close()
        assert page.open == []
    return page


@given(marked())
def test_joined_zones_are_the_text(given_):
    text, zones, passages = given_
    made = blocks(text, zones, passages)
    assert read(made).text == plain(text)
    assert [block.start for block in made[1:]] == [block.end for block in made[:-1]]


@given(marked())
def test_marks_have_the_words_of_their_evidence(given_):
    text, zones, passages = given_
    page = read(blocks(text, zones, passages))
    for number, around in enumerate(page.around):
        shown = {
            (kind, said)
            for tag, held in around
            if tag == "mark"
            for kind in held["class"].split()
            for said in held["data-r"].split()
        }
        meant = {
            (mark.kind, str(passage.number))
            for passage in passages
            for mark in passage.marks
            if mark.start <= number < mark.end
        }
        # Blank space that parts paragraphs is in no element.
        assert shown == meant or (not around and text[number].isspace())
        sentences = {said for tag, held in around if tag == "span" for said in held["data-r"].split()}
        told = {str(passage.number) for passage in passages if passage.start <= number < passage.end}
        assert sentences == told or (not around and text[number].isspace())


@given(marked())
def test_every_passage_has_one_anchor_where_it_begins(given_):
    text, zones, passages = given_
    page = read(blocks(text, zones, passages))
    for passage in passages:
        words = text[passage.start : passage.end]
        if words.strip():
            at = page.ids[encode(passage.id)]
            assert passage.start <= at
            assert not text[passage.start : at].strip()


@given(marked(), st.integers(1, 20), st.integers(1, 3))
def test_parts_joined_are_the_text(given_, characters, reports):
    text, zones, passages = given_
    cut = parts(text, passages, characters=characters, reports=reports)
    assert [first for first, _ in cut] == [0, *(last for _, last in cut[:-1])]
    assert cut[-1][1] == len(text)
    shown = "".join(read(blocks(text, zones, passages, start=a, end=b)).text for a, b in cut)
    assert shown == plain(text)


@settings(max_examples=20)
@given(st.integers(1, 400))
def test_parts_cut_no_sentence(reports):
    text = " ".join(f"Sentence {n} says that men fled." for n in range(reports))
    passages, at = [], 0
    for n in range(reports):
        end = text.index(".", at) + 1
        passages.append(Passage(n + 1, f"r{n:016x}", "report", at, end, ()))
        at = end + 1
    cut = parts(text, passages, characters=2_000, reports=20)
    assert all(last - first <= 2_000 for first, last in cut)
    for passage in passages:
        assert any(first <= passage.start and passage.end <= last for first, last in cut)
    for first, last in cut:
        assert sum(first <= passage.start < last for passage in passages) <= 20


def test_a_hostile_text_is_text():
    text = '<script>alert(1)</script><img src=x onerror=alert(1)> "&lt;" \u202egnitrats'
    made = blocks(text, [], [])
    assert read(made).seen == ["p"]
    assert "<script" not in made[0].html
    assert "\u202e" not in made[0].html


@pytest.mark.parametrize("blank", [" " * 200_000, "\n" * 200_000, "a" * 200_000])
def test_a_text_without_paragraphs_takes_no_longer(blank):
    assert read(blocks(blank, [], [])).text == blank
    assert parts(blank, [], characters=40_000, reports=10)[-1][1] == len(blank)

from __future__ import annotations

from zoning_pages import LONG, said, zoned

from dateline.model import ZoneKind
from dateline.zoning.remarks import read_signature

BULLETED = f"""Bridge closed after blast

{LONG}

2 Comments

  • Old Ferryman says:

    I crossed there on Friday.

    Nobody was on guard.

  • dina says:

    Thank you for this.
    Stay safe.

Bridges

Ferries

Rivers
"""

SPOKEN = f"""Bridge closed after blast

{LONG}

Petra Lind, MA said...

> Nobody was on guard.

That is what my cousin heard too.

Anonymous said...

June 3, 2014 at 4:20 PM

He is wrong about the ferry.

This Day In Harbour History - the first ferry sailed
"""


def test_bulleted_comments_are_one_zone_each_with_their_author() -> None:
    document = zoned(BULLETED)
    comments = [z for z in document.zones if z.kind is ZoneKind.COMMENT]
    assert [z.author for z in comments] == ["Old Ferryman", "dina"]
    assert document.text[comments[0].span.slice].startswith("• Old Ferryman says:")
    assert document.text[comments[0].span.slice].endswith("Nobody was on guard.")


def test_lines_that_are_not_indented_below_bulleted_comments_are_furniture() -> None:
    assert said(zoned(BULLETED), ZoneKind.FURNITURE) == ["2 Comments", "Bridges\n\nFerries\n\nRivers"]


def test_spoken_comments_run_to_the_next_head_and_keep_quoted_lines() -> None:
    document = zoned(SPOKEN)
    comments = [z for z in document.zones if z.kind is ZoneKind.COMMENT]
    assert [z.author for z in comments] == ["Petra Lind, MA", "Anonymous"]
    assert "> Nobody was on guard." in document.text[comments[0].span.slice]


def test_a_date_below_a_signature_is_when_the_comment_was_posted() -> None:
    comments = [z for z in zoned(SPOKEN).zones if z.kind is ZoneKind.COMMENT]
    assert comments[0].posted is None
    assert comments[1].posted is not None
    assert comments[1].posted.edtf == "2014-06-03T16:20"


def test_the_trail_below_spoken_comments_is_furniture() -> None:
    assert said(zoned(SPOKEN), ZoneKind.FURNITURE) == ["This Day In Harbour History - the first ferry sailed"]


def test_german_comments_are_told_too() -> None:
    text = f"Brücke gesperrt\n\n{LONG}\n\n2 Kommentare\n\nKarl sagt:\n\nStimmt.\n\nUte schrieb am 3. Mai 2015:\n\nNein."
    comments = [z for z in zoned(text).zones if z.kind is ZoneKind.COMMENT]
    assert [z.author for z in comments] == ["Karl", "Ute"]
    assert [z.posted.edtf if z.posted else None for z in comments] == [None, "2015-05-03"]


def test_a_line_that_reports_speech_opens_no_comment() -> None:
    text = f"Bridge closed\n\n{LONG}\n\nThe governor said:\n\nWe will reopen it.\n\n{LONG}"
    assert not said(zoned(text), ZoneKind.COMMENT)


def test_a_page_that_says_it_has_no_comments_has_none() -> None:
    document = zoned(f"Bridge closed\n\n{LONG}\n\nNo comments:\n\nPost a Comment")
    assert not said(document, ZoneKind.COMMENT)
    assert "No comments:" in " ".join(said(document, ZoneKind.FURNITURE))


def test_read_signature_refuses_pronouns_and_sentences() -> None:
    assert read_signature("They said...") is None
    assert read_signature("It was late. he said:") is None

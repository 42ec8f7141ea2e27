from __future__ import annotations

from dataclasses import replace

from tests.reconciling.incidents.contradictions.short_texts import (
    BAIDOA,
    KISMAYO,
    SHABAAB,
    STATE,
    Told,
    document,
    report,
)

from dateline.model import Actor, Range
from dateline.reconciling.incidents.contradictions import nearly_one

BASE = Told(
    "Al-Shabaab killed six police officers in Baidoa on 10 March.", "killed", killed=("six", Range.exactly(6)),
    when=("10 March", "2014-03-10"), places=(("Baidoa", BAIDOA),), actors=(("Al-Shabaab", SHABAAB),),
)  # fmt: skip


def paired(one: Told, other: Told) -> bool:
    documents = {document(told).id: document(told) for told in (one, other)}
    return nearly_one({"b": [report(one)], "a": [report(other)]}, documents=documents) == (("a", "b"),)


def test_nearly_one_allows_one_difference_and_no_two() -> None:
    elsewhere = replace(
        BASE, text=BASE.text.replace("Baidoa", "Kismayo"), places=(("Kismayo", KISMAYO),), outlet="Wire"
    )  # fmt: skip
    assert paired(BASE, elsewhere)
    by_others = replace(
        elsewhere, text=elsewhere.text.replace("Al-Shabaab", "Islamic State"), actors=(("Islamic State", STATE),)
    )  # fmt: skip
    assert not paired(BASE, by_others)


def test_nearly_one_never_pairs_within_a_document_or_months_apart() -> None:
    assert not paired(BASE, BASE)
    later = replace(
        BASE, text=BASE.text.replace("March", "July"), when=("10 July", "2014-07-10"), published="2014-07-12"
    )  # fmt: skip
    assert not paired(BASE, replace(later, outlet="Wire"))


def test_nearly_one_pairs_what_was_done_to_one_by_name_months_apart() -> None:
    ali = Actor("text:ali nur", "Ali Nur", known=False)
    text = "Soldiers arrested Ali Nur in Baidoa in March."
    march = Told(
        text, "arrested", "COERCE.arrest", recipients=(("Ali Nur", ali),), places=(("Baidoa", BAIDOA),),
        when=("in March", "2014-03"), published="2014-11-12",
    )  # fmt: skip
    july = replace(march, text=text.replace("March", "July"), when=("in July", "2014-07"), outlet="Wire")
    assert paired(march, july)
    unnamed = replace(march, recipients=()), replace(july, recipients=())
    assert not paired(*unnamed)


def test_nearly_one_looks_back_from_a_pronoun() -> None:
    told = Told("Al-Shabaab wrecked the bridge at Kilolima on 9 March.", "wrecked", "ASSAULT.destroy",
                when=("9 March", "2014-03-09"), actors=(("Al-Shabaab", SHABAAB),))  # fmt: skip
    text = "Work on the bridge at Kilolima goes on. Al-Shabaab blew it up on 12 March."
    back = Told(text, "blew", "ASSAULT.destroy", when=("12 March", "2014-03-12"), actors=(("Al-Shabaab", SHABAAB),),
                outlet="Wire")  # fmt: skip
    assert paired(told, back)
    assert not paired(told, replace(back, text=text.replace("Kilolima", "Papaquebec")))

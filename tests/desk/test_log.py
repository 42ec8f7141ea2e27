"""What became of decisions, told from few of them: the same as from all."""

from __future__ import annotations

from tests.desk.serving import Served

from dateline.desk.review.log import log_of
from dateline.model import Act, Deed
from dateline.model.occasion import Occasion, Order
from dateline.reviewing.effects import all_decisions


def test_what_became_of_each_is_what_the_whole_record_says(own: Served) -> None:
    record = own.desk.record
    rows = [row["id"] for row in record.incidents()][:30]
    way = Occasion.of(Order.URGENCY, filters={})
    bulk = record.decide_all([Deed(Act.ACCEPT, (id_,)) for id_ in rows[:12]], reviewer="Ada", occasion=way)
    record.decide("reject", [rows[3]], reviewer="Ben", reason="a film")
    record.decide("reject", [rows[4]], reviewer="Eve", role="lead", reason="a film")
    record.decide("unsure", [rows[5]], reviewer="Ada")
    record.decide("merge", [rows[13], rows[14]], reviewer="Ada", reason="one")
    record.decide("different", [rows[14], rows[15]], reviewer="Ben", reason="two")
    record.decide("edit", [rows[6]], reviewer="Ben", field="when", value="2008-06-14")
    undo = record.decide("undo", [one.id for one in bulk[6:]], reviewer="Ada")
    record.decide("accept", [rows[8]], reviewer="Ben")
    record.decide("undo", [record.decide("undo", [bulk[0].id], reviewer="Ada").id], reviewer="Ada")
    own.desk.index.refresh()

    every, effects = all_decisions(record)
    log = log_of(own.desk)
    assert [one.id for one in log.all] == [one.id for one in every]
    for one in every:
        found = log.effects([one])
        assert found.of(one) == effects.of(one), one
        assert len(found.outcomes.effects) < len(every)
    about = log.about(record.some("incidents", [rows[8]])[0]["reports"])
    assert [one.id for one in about] == [bulk[8].id, undo.id, every[-3].id]


def test_an_incident_that_nobody_decided_on_has_no_decisions(own: Served) -> None:
    log = log_of(own.desk)
    assert log.all == []
    assert log.about([row["id"] for row in own.desk.record.reports()]) == []
    assert log.get("k0123456789abcdef") is None

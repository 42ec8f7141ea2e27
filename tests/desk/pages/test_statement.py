"""The pages of one report and of one claim."""

from __future__ import annotations

import re
from contextlib import closing

import pytest
from tests.desk.serving import Served

from dateline.desk.addresses import Addresses
from dateline.desk.sessions import Session
from dateline.model import Act


def test_every_report_says_each_field_with_its_words(served: Served) -> None:
    with served.client() as client:
        for row in list(served.desk.record.reports())[:40]:
            answer = client.get(f"/reports/{row['id']}")
            assert answer.status_code == 200, answer.text
            page = answer.text
            assert Addresses().document(row["document"], report=row["id"]) in page
            words = " ".join(re.findall(r'<q class="words".*?</q>', page, re.DOTALL))
            assert row["trigger"]["words"].split()[0] in words
            assert page.count("<meter") == len(row["scores"].keys() & {"type", "status", "actors", "recipients"})
            told = client.get(f"/reports/{row['id']}.json").json()
            assert told["rows"][0]["id"] == row["id"]
            assert [one["id"] for one in told["documents"]] == [row["document"]]


def test_a_report_leads_to_its_incident(served: Served) -> None:
    incident = max(served.desk.record.incidents(), key=lambda row: len(row["reports"]))
    with served.client() as client:
        for report in incident["reports"]:
            assert Addresses().incident(incident["id"]) in client.get(f"/reports/{report}").text


def test_every_claim_is_shown(served: Served) -> None:
    with served.client() as client:
        for row in served.desk.record.claims():
            page = client.get(f"/claims/{row['id']}")
            assert page.status_code == 200, page.text
            assert Addresses().document(row["document"], report=row["id"]) in page.text


def test_what_is_not_there_is_said(served: Served) -> None:
    with served.client() as client:
        for path in ("/reports/r0", "/claims/c0"):
            answer = client.get(path)
            assert answer.status_code == 404
            assert "coded again since" in answer.text


def test_decisions_on_a_report_are_told(own: Served) -> None:
    report = next(iter(own.desk.record.reports()))["id"]
    session = Session(reviewer="ada", role="reviewer")
    decided = own.desk.decide(session, Act.REJECT, [report], reason="It is no event")
    with own.client() as client:
        page = client.get(f"/reports/{report}").text
        assert "It is no event" in page
        undone = own.desk.decide(session, Act.UNDO, [decided.id])
        told = client.get(f"/reports/{report}.json").json()
        assert [one["id"] for one in told["decisions"]] == [decided.id, undone.id]
        assert "taken back" in client.get(f"/reports/{report}").text


@pytest.mark.parametrize("what", ["reports", "claims"])
def test_a_statement_is_judged_on_its_own_page(own: Served, what: str) -> None:
    row = next(iter(getattr(own.desk.record, what)()))
    path = f"/{what}/{row['id']}"
    with own.client() as client:
        assert "/review/decide" not in client.get(path).text  # who only reads is not asked
    with closing(own.reviewer()) as ada:
        assert "/review/decide" in ada.get(path).text
        sent = {"next": path, "target": row["id"], "act": "reject", "reason": "a film"}
        answer = ada.post("/review/decide", data=sent, follow_redirects=False)
        assert answer.status_code == 303
        assert "a film" in ada.get(path).text
    (made,) = own.desk.record.decisions()
    assert (made["act"], made["targets"]) == ("reject", [row["id"]])

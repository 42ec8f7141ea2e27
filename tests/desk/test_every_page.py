"""Every address that the desk gives out answers: each thing of the record as a page and in every format."""

from __future__ import annotations

import pytest
from tests.desk.serving import Served

import dateline
from dateline.desk.addresses import Addresses
from dateline.desk.page import Page
from dateline.desk.registry import PAGES

_FORMATS = {page.path.partition("/{id}")[0].strip("/"): page.formats for page in PAGES if page.is_one}

# Who has nobody to sign in, and no bulk at work, is told so or led on.
_ELSEWHERE = {"/sign-in": (404,), "/review/bulk/working": (308,)}


@pytest.mark.parametrize("what", ["documents", "reports", "claims", "incidents", "contradictions"])
def test_everything_in_the_record_has_a_page(served: Served, what: str) -> None:
    with dateline.open(served.desk.record.name, read_only=True) as record:
        rows = list(getattr(record, what)())
    assert rows
    with served.client() as client:
        for row in rows:
            path = Addresses().of(what, row)
            assert path is not None
            for address in (path, *(f"{path}.{format_}" for format_ in _FORMATS[what])):
                answer = client.get(address)
                assert answer.status_code == 200, (address, answer.text[:300])


@pytest.mark.parametrize("listed", [page for page in PAGES if not page.is_one], ids=lambda page: page.name)
def test_every_list_answers_in_every_format(served: Served, listed: Page) -> None:
    path = listed.path
    with served.client() as client:
        for address in (path, *(f"/index.{f}" if path == "/" else f"{path}.{f}" for f in listed.formats)):
            answer = client.get(address)
            assert answer.status_code in _ELSEWHERE.get(path, (200,)), (address, answer.text[:300])

"""The desk over a record on a real PostgreSQL: every page, every search, decisions; skipped where none is installed."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from tests.desk.serving import Served, serving
from tests.desk.walking import walked
from tests.record.test_postgresql import server  # noqa: F401 - a fixture

import dateline
from dateline.desk.registry import PAGES
from dateline.model import Act

EXAMPLES = Path(__file__).parents[2] / "examples" / "maysan"


@pytest.fixture(scope="module")
def kept(server: str) -> Iterator[Served]:  # noqa: F811
    """A desk over the example articles, kept on PostgreSQL."""
    dateline.build(EXAMPLES, to=server).close()
    with serving(server) as made:
        yield made


@pytest.mark.usefixtures("kept")
@pytest.mark.parametrize("persons", ["keep", "pseudonym"])
def test_every_page_answers(server: str, persons: str) -> None:  # noqa: F811
    with serving(server, persons=persons) as desk, desk.client() as client:
        seen = walked(client, most=3)
        for page in PAGES:
            for format_ in page.formats:
                if not page.is_one:
                    path = f"/index.{format_}" if page.path == "/" else f"{page.path}.{format_}"
                    assert client.get(path).status_code in (200, 308), path
        for name, addresses in seen.items():
            formats = next(page.formats for page in PAGES if page.name == name)
            for format_ in formats:
                path, _, asked = addresses[0].partition("?")
                address = f"{'/index' if path == '/' else path}.{format_}?{asked}"
                assert client.get(address, follow_redirects=True).status_code == 200, address
    assert {page.name for page in PAGES if page.is_one and page.name != "decision"} <= seen.keys()


def test_what_is_searched_is_what_a_file_finds(kept: Served, served: Served) -> None:
    asked = [
        "/documents.json?search=amarah+army",
        "/documents.json?search=amarah&_sort=newest",
        "/documents.json?search=%22%2B",
        "/reports.json?search=police&_sort=newest",
        "/incidents.json?search=police&_sort=newest",
        "/actors.json?called=army",
        "/places.json?called=amarah",
        "/contradictions.json",
    ]
    with kept.client() as here, served.client() as there:
        for address in asked:
            told = [one.get(address).json() for one in (here, there)]
            ids = [{row["id"] for row in one["rows"]} for one in told]
            # PostgreSQL looks for words in the sentences of reports, a file in the names of their actors, too.
            assert ids[0] <= ids[1] if "police" in address else ids[0] == ids[1], address
            assert ids[0] or "%22" in address, address
        assert here.get(asked[0]).json()["count"] > 0
        assert here.get("/reports.json?search=police").json()["rows"]  # by relevance, of which each has its own measure


def test_a_decision_is_made_and_taken_back(kept: Served) -> None:
    record = kept.desk.record
    with closing(kept.reviewer()) as client:
        one, other = [row["id"] for row in client.get("/incidents.json?_size=2").json()["rows"]]
        asked = {"act": "merge", "target": [one, other], "reason": "they are one"}
        made = client.post("/review/decide", json=asked)
        assert made.status_code == 200, made.text
        gone = next(id_ for id_ in (one, other) if record.leads_to(id_) != id_)
        assert client.get(f"/incidents/{gone}").status_code == 308
        assert client.get(f"/incidents.json?incident={gone}").json()["count"] == 1
        (decision,) = made.json()["decisions"]
        assert client.get(f"/decisions/{decision}").status_code == 200
        assert client.post("/review/undo", json={"decision": decision}).status_code == 200
        assert client.post("/review/undo", json={"decision": decision}).status_code == 409
        assert client.get("/incidents.json?_size=2").json()["rows"][0]["id"] in (one, other)
        many = [f"{row['id']}={version}" for row, version in _versions(kept)]
        asked = {"act": "accept", "targets": " ".join(many), "reason": "as they were printed"}
        assert client.post("/review/bulk/decide", json=asked).json()["decided"] == len(many)
    assert record.broken_link() is None


def _versions(kept: Served) -> list[tuple[dict[str, object], int]]:
    rows = list(kept.desk.record.incidents())[:5]
    versions = kept.desk.record.versions([row["id"] for row in rows])
    return [(row, versions[row["id"]]) for row in rows]


def test_a_merged_actor_is_found_by_either_id_on_postgresql(kept: Served) -> None:
    record = kept.desk.record
    made = record.decide(Act.MERGE, ["mahdi-army", "IQ:army"], reviewer="ada")
    found = [{row["id"] for row in record.reports().where(actor=id_)} for id_ in ("mahdi-army", "IQ:army")]
    assert found[0] == found[1] != set()
    record.decide(Act.UNDO, [made.id], reviewer="ada")

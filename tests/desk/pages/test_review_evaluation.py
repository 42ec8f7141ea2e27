"""What was reviewed, as a page and as a file that the command scores."""

from __future__ import annotations

import json
from contextlib import closing
from pathlib import Path

from click.testing import CliRunner
from tests.desk.serving import Served

from dateline.cli import cli
from dateline.reviewing.evaluation import evaluation


def test_what_was_reviewed_by_chance_is_scored_apart_and_its_gaps_are_told(own: Served, tmp_path: Path) -> None:
    with closing(own.reviewer("ada")) as client:
        order = [row["id"] for row in client.get("/review.json?order=random&seed=3&_size=10").json()["rows"]]
        queue = [row["id"] for row in client.get("/review.json").json()["rows"] if row["id"] not in order]
        for id_ in (*order[:3], order[4]):
            client.post("/review/decide", json={"act": "accept", "target": id_, "next": "/review?order=random&seed=3"})
        values = {"act": "reject", "target": queue[0], "reason": "a film", "next": "/review"}
        client.post("/review/decide", json=values)
        told = client.get("/review/evaluation.json").json()
        lines = client.get("/review/evaluation.jsonl")
        page = client.get("/review/evaluation", headers={"Accept": "text/html"}).text
    by_chance, in_doubt = told["scores"]
    assert (by_chance["fair"], in_doubt["fair"]) == (True, False)
    assert (by_chance["accepted"]["hits"], by_chance["accepted"]["n"]) == (4, 4)
    assert (in_doubt["accepted"]["hits"], in_doubt["accepted"]["n"]) == (0, 1)
    assert told["passed_over"] == {"3": 1}
    assert "With seed 3" in page.replace("<bdi>", "").replace("</bdi>", "")
    assert "Not a random sample" in page
    rows = [json.loads(line) for line in lines.text.splitlines()]
    assert rows == told["rows"] == json.loads(json.dumps(evaluation(own.desk.record)))

    (tmp_path / "set.jsonl").write_bytes(lines.content)
    scored = CliRunner().invoke(cli, ["review", "score", str(tmp_path / "set.jsonl"), "--json"])
    assert scored.exit_code == 0, scored.output
    assert json.loads(scored.output) == told["scores"]


def test_nothing_reviewed_is_an_empty_set(served: Served) -> None:
    with served.client() as client:
        assert client.get("/review/evaluation.json").json()["rows"] == []
        assert client.get("/review/evaluation.jsonl").text == ""
        assert "Nothing has been reviewed yet" in client.get("/review/evaluation").text

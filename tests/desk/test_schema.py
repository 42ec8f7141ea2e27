"""The live desk against its own OpenAPI document: whatever is asked, well or badly, it answers as the document says.

Deterministic and small: the same examples in every run. Ids are of the record in half of the requests, so that answers
hold something, and writes decide something.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator
from contextlib import suppress
from typing import Any

import pytest
import schemathesis
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis.errors import Unsatisfiable
from requests import Session
from schemathesis import GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import BaseSchema
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.desk.serving import Served, serving

from dateline.desk import openapi
from dateline.desk.registry import ACTIONS, PAGES

_DOCUMENT = openapi.document(PAGES, ACTIONS)
_CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
_OPERATIONS = [(path, method) for path, item in _DOCUMENT["paths"].items() for method in item]
_EXAMPLES = 5


@pytest.fixture(scope="module")
def live(examples_record: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """A desk over a copy of the examples, in which anything may be decided."""
    path = tmp_path_factory.mktemp("schema") / "live.dateline"
    path.write_bytes(examples_record.read_bytes())
    with serving(path) as made:
        yield made


@pytest.fixture(scope="module")
def session(live: Served) -> Session:
    made = Session()
    made.trust_env = False
    made.headers["Origin"] = live.root
    sent = made.post(f"{live.root}/begin", json={"token": live.desk.sessions.issue(), "reviewer": "ada"})
    assert sent.status_code == 200
    return made


@pytest.fixture(scope="module")
def known(live: Served) -> dict[str, Any]:
    """The document with ids of this record where it has any text for an id."""
    record = live.desk.record
    incidents = [one.id for one in record.queue()][:4]
    record.decide("accept", incidents[:1], reviewer="ben")
    live.desk.load()
    made = copy.deepcopy(_DOCUMENT)
    with live.client() as client:
        for path, item in made["paths"].items():
            listed = path.partition("/{id}")[0]
            for parameter in item.get("get", {}).get("parameters", ()):
                if parameter["in"] == "path":
                    rows = client.get(f"{listed}.json").json()
                    ids = [row["address"].rpartition("/")[2] for row in rows.get("rows", ()) if row.get("address")]
                    if listed == "/claims":
                        ids = [row["id"] for row in record.claims()]
                    parameter["schema"] = {"enum": ids[:4]}
    reports = [row["id"] for row in record.reports()][:4]
    for action in ACTIONS:
        fields = made["paths"][action.path]["post"]["requestBody"]["content"]["application/json"]["schema"][
            "properties"
        ]
        for name, ids in (("target", [*incidents, *reports]), ("other", incidents), ("report", reports)):
            if name in fields:
                one = {"enum": ids}
                fields[name] = {"type": "array", "items": one} if fields[name].get("type") == "array" else one
    return made


@pytest.fixture(scope="module")
def schemas(known: dict[str, Any]) -> dict[GenerationMode, BaseSchema]:
    """What is asked well, with ids of this record, and what is asked badly; read once, as reading takes a while."""
    return {
        GenerationMode.POSITIVE: schemathesis.openapi.from_dict(known),
        GenerationMode.NEGATIVE: schemathesis.openapi.from_dict(_DOCUMENT),
    }


@pytest.mark.parametrize("mode", list(GenerationMode), ids=lambda mode: mode.value)
@pytest.mark.parametrize(("path", "method"), _OPERATIONS)
def test_the_desk_answers_as_its_document_says(
    live: Served,
    session: Session,
    schemas: dict[GenerationMode, BaseSchema],
    path: str,
    method: str,
    mode: GenerationMode,
) -> None:
    operation = schemas[mode][path][method]

    @settings(
        max_examples=_EXAMPLES,
        derandomize=True,
        database=None,
        deadline=None,
        phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(case=operation.as_strategy(generation_mode=mode))
    def ask(case: Any) -> None:
        response = case.call(base_url=live.root, session=session, timeout=30)
        case.validate_response(response, checks=_CHECKS)

    with suppress(Unsatisfiable):  # where there is nothing that could be asked wrongly
        ask()


def test_the_document_is_what_the_desk_hands_out(live: Served) -> None:
    with live.client() as client:
        assert client.get("/openapi.json").json() == _DOCUMENT

"""What is shown of where a report has it from."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

import dateline
from dateline.cli.app import cli

WIRE = (
    "Salt Coast Agency, 3 May 2014\n\nGunmen seized two grain trucks at the Jilib bridge on Friday and drove them "
    "north, the harbour police said. One driver was wounded and was taken to the clinic in the next village."
)


@pytest.fixture
def record(tmp_path: Path):
    articles = tmp_path / "articles"
    articles.mkdir()
    (articles / "wire.txt").write_text(f"Trucks seized at Jilib\n\n{WIRE}\n", encoding="utf-8")
    (articles / "paper.txt").write_text(
        f"Grain trucks taken\n\nMorning Post, 4 May 2014\n\n{WIRE.split(chr(10) * 2)[1]}\n\nThe market stayed open.\n",
        encoding="utf-8",
    )
    with dateline.build(str(articles), to=tmp_path / "r.dateline") as made:
        yield made


def shown(record, id_: str) -> str:
    result = CliRunner().invoke(cli, ["show", record.name, id_])
    assert result.exit_code == 0
    return " ".join(result.stdout.split())


def test_a_copied_report_names_its_origin_and_how_it_is_known(record) -> None:
    link = next(link for link in record.derivations() if link["report"])
    said = shown(record, link["report"])
    assert link["origin"]["report"] in said
    assert "in the same words" in said


def test_a_document_says_what_it_derives_from_and_what_derives_from_it(record) -> None:
    link = next(link for link in record.derivations() if not link["report"])
    for document in (link["document"], link["origin"]["document"]):
        assert "Derivations" in shown(record, document)


def test_two_of_one_day_are_shown_as_equals(tmp_path: Path) -> None:
    for name in ("one", "two"):
        text = f"Trucks seized, {name}\n\n4 May 2014\n\n{WIRE.split(chr(10) * 2)[1]}\n"
        (tmp_path / f"{name}.txt").write_text(text, encoding="utf-8")
    with dateline.build(str(tmp_path), to=tmp_path / "r.dateline") as made:
        for document in made.documents():
            said = shown(made, document["id"])
            assert "same words as" in said
            assert "which was first is not told" in said


def test_a_document_without_any_says_nothing_of_them(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text("Rebels shelled the port of Goma on 3 May 2014.\n", encoding="utf-8")
    with dateline.build(str(tmp_path / "a.txt"), to=tmp_path / "r.dateline") as made:
        (document,) = made.documents()
        assert "Derivations" not in shown(made, document["id"])

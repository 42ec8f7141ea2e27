"""What `dateline actors describe` says of words."""

import json

import pytest
from click.testing import CliRunner

from dateline.cli.app import cli


def said(*arguments: str) -> str:
    result = CliRunner().invoke(cli, ["actors", "describe", *arguments])
    assert result.exit_code == 0, result.output
    return " ".join(result.output.split())


def test_a_backed_group_is_of_its_own_country_and_says_who_backs_it() -> None:
    told = said("Turkish-backed rebels in Aleppo")
    assert "kind rebel country SY backed by TR" in told


@pytest.mark.parametrize(("day", "kind"), [("2000-05-01", "government"), ("2002-05-01", "rebel")])
def test_what_somebody_is_depends_on_the_day(day: str, kind: str) -> None:
    assert json.loads(said("the Taliban", "--on", day, "--json"))["kind"] == kind


def test_a_title_does_not_hide_whom_a_pack_knows() -> None:
    assert "Ali Dway (ali-dway)" in said("Governor Ali Dway")


def test_words_that_say_nothing_say_what_to_try() -> None:
    assert "a pack of your own can" in said("zzz qq")


def test_a_day_that_is_none_is_refused() -> None:
    assert CliRunner().invoke(cli, ["actors", "describe", "Taliban", "--on", "May"]).exit_code == 2

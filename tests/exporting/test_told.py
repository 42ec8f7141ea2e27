import pytest

from dateline.exporting.told import country_name, days_between, is_told, one_year, paper_of, single_day, with_papers


def when(earliest: str | None, latest: str | None) -> dict[str, str | None]:
    return {"earliest": earliest, "latest": latest}


@pytest.mark.parametrize(
    ("earliest", "latest", "day", "year", "days"),
    [
        ("2014-05-03", "2014-05-03", "2014-05-03", 2014, 1),
        ("2014-05-03", "2014-05-09", None, 2014, 7),
        ("2013-12-31", "2014-01-01", None, None, 2),
        (None, "2014-01-01", None, None, None),
        ("2014-01-01", None, None, None, None),
    ],
)
def test_interval_is_read_as_far_as_it_goes(earliest, latest, day, year, days) -> None:
    at = when(earliest, latest)
    assert (single_day(at), one_year(at), days_between(at)) == (day, year, days)


def test_no_time_is_no_day() -> None:
    assert (single_day(None), one_year(None), days_between(None)) == (None, None, None)


def test_only_facts_outside_comments_are_told() -> None:
    assert is_told({"status": "ongoing", "zone": "body"})
    assert not is_told({"status": "planned", "zone": "body"})
    assert not is_told({"status": "occurred", "zone": "comment"})


def test_country_without_a_name_is_empty() -> None:
    assert (country_name("SO"), country_name("XX"), country_name(None)) == ("Somalia", None, None)


def test_reports_learn_of_their_papers() -> None:
    paper = {"title": "A", "publisher": "P", "published": "2014", "url": None, "language": "en"}
    rows = list(with_papers([{"document": "d1"}, {"document": "d2"}], [{"id": "d1", "text": "long", **paper}]))
    assert paper_of(rows[0]) == paper
    assert set(paper_of(rows[1]).values()) == {None}

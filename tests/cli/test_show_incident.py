"""An incident on a screen: its values, who stands behind it, what is disputed, and what people decided."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from dateline.record import open_record
from dateline.reviewing.looking import reports_of


@pytest.fixture
def shelling(invoke, papers: Path) -> dict:
    rows = json.loads(invoke("incidents", papers, "--place", "Kismayo", "--json").stdout)
    (row,) = rows
    return row


def test_show_an_incident_tells_values_origins_and_sides(invoke, papers: Path, shelling: dict) -> None:
    said = invoke("show", papers, shelling["id"]).stdout
    for words in (
        "Kismayo, Lower Juba, SO (exact place)",
        "12 to 15 (best estimate 15)",
        "origin 3: 1 report",
        "courier.txt",
        '"15"',
    ):
        assert words in said
    assert json.loads(invoke("show", papers, shelling["id"], "--json").stdout) == shelling


def test_show_an_earlier_id_says_where_it_leads(invoke, papers: Path, shelling: dict) -> None:
    other = json.loads(invoke("incidents", papers, "--type", "COERCE", "--json").stdout)[0]["id"]
    invoke("review", "merge", papers, shelling["id"], other, "--by", "Ada")
    for asked in (shelling["id"], other):
        done = invoke("show", papers, asked)
        assert done.exit_code == 0
        assert shelling["id"] in done.stdout
    assert invoke("show", papers, other).stderr == f"{other} leads to {shelling['id']}\n"
    assert json.loads(invoke("show", papers, other, "--json").stdout)["redirects"] == [other]


def test_show_a_contradiction(invoke, papers: Path, shelling: dict) -> None:
    (one,) = shelling["contradictions"]
    assert one["why"] in invoke("show", papers, one["id"]).stdout
    assert json.loads(invoke("show", papers, one["id"], "--json").stdout)["incident"] == shelling["id"]


def test_a_report_tells_its_incident(invoke, papers: Path, shelling: dict) -> None:
    said = " ".join(invoke("show", papers, shelling["reports"][0]).stdout.split())
    assert f"incident {shelling['id']}: ASSAULT/heavy-weapons, Kismayo, 2014-05-04 (6 reports, 3 independent" in said


def test_the_record_and_the_build_count_incidents(invoke, papers: Path) -> None:
    assert "4 incidents, 1 contradiction" in " ".join(invoke("show", papers).stdout.split())
    holds = json.loads(invoke("show", papers, "--json").stdout)["holds"]
    assert (holds["incidents"], holds["contradictions"]) == (4, 1)
    again = invoke("build", papers.parent / "gone.txt", "-o", papers)
    assert again.exit_code == 4


def test_what_was_proposed_stays_visible_after_decisions(invoke, papers: Path, shelling: dict) -> None:
    invoke("review", "edit", papers, shelling["id"], "killed", "20", "--by", "Ada", "--reason", "the lists")
    said = invoke("show", papers, shelling["id"]).stdout
    assert f"Ada set killed of {shelling['id']} to 20" in said
    assert f"proposed was {shelling['id']}: killed 12-15, best 15" in said
    invoke("review", "edit", papers, shelling["id"], "place", "--empty", "--by", "Ada")
    assert f"proposed was {shelling['id']}: place Kismayo" in invoke("show", papers, shelling["id"]).stdout


def test_a_report_that_was_rejected_is_shown_as_not_behind_it(invoke, papers: Path, shelling: dict) -> None:
    gone = shelling["sources"]["groups"][0][0]
    invoke("review", "reject", papers, gone, "--by", "Ada", "--reason", "a rumour")
    said = invoke("show", papers, shelling["id"]).stdout
    assert "not behind it: 1 report" in said
    line = next(line for line in said.splitlines() if line.startswith(gone))
    assert "(rejected):" in line
    with open_record(papers) as record:
        (row,) = record.incidents().where(id=shelling["id"])
    assert reports_of(row)[-1] == gone
    assert sorted(reports_of(row)) == row["reports"]


def test_a_source_has_the_letter_that_the_user_gave(invoke, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    head = "---\npublisher: Harbour Herald\ndate: 2014-05-05\n---\n\n"
    (tmp_path / "a.txt").write_text(f"{head}On 3 May 2014 rebels killed 12 soldiers in Kismayo.\n")
    record, letters = tmp_path / "r.dateline", tmp_path / "letters.toml"
    assert invoke("build", tmp_path / "a.txt", "-o", record).exit_code == 0
    (row,) = json.loads(invoke("incidents", record, "--json").stdout)
    assert "Admiralty  source F: not judged; information" in invoke("show", record, row["id"]).stdout
    letters.write_text('[[outlet]]\nname = "Harbour Herald"\nreliability = "C"\n')
    monkeypatch.setenv("DATELINE_RELIABILITY", str(letters))
    assert "its incidents are not up to date; `dateline reconcile" in invoke("incidents", record).stderr
    asking = (("review", record, "--list"), ("diff", record), ("export", record, "--what", "incidents"))
    for command in asking:
        assert "not up to date" in invoke(*command).stderr, command
    assert invoke("reconcile", record).exit_code == 0
    assert invoke("incidents", record).stderr == ""
    assert "Admiralty  source C: fairly reliable; information" in invoke("show", record, row["id"]).stdout
    assert "its best source is C instead of F" in " ".join(invoke("diff", record).stdout.split())
    letters.write_text('[[outlet]]\nname = "Harbour Herald"\nreliability = "G"\n')
    done = invoke("reconcile", record)
    assert (done.exit_code, f"{letters}, line 3: a reliability is a letter" in done.stderr) == (2, True)


def test_a_list_of_contradictions_names_each_and_its_incident(invoke, papers: Path, shelling: dict) -> None:
    (one,) = shelling["contradictions"]
    first = invoke("incidents", "contradictions", papers).stdout.splitlines()[0]
    assert first == f"{one['id']}  number: {one['why']}  [{shelling['id']}]"


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("somalia", "'SOMALIA' is no code of a country (ISO 3166-1 alpha-2); Somalia is SO"),
        ("zz", "'ZZ' is no code of a country (ISO 3166-1 alpha-2); write one such as IQ"),
    ],
)
def test_a_country_is_asked_for_by_its_code(invoke, papers: Path, asked: str, said: str) -> None:
    done = invoke("incidents", papers, "--country", asked)
    assert (done.exit_code, said in done.stderr) == (2, True)
    assert "Kismayo" in invoke("incidents", papers, "--country", "so").stdout


def test_a_record_without_incidents_says_so(invoke, papers: Path, tmp_path: Path) -> None:
    (tmp_path / "nothing.txt").write_text("The sea was calm.\n")
    assert invoke("build", tmp_path / "nothing.txt", "-o", tmp_path / "calm.dateline").exit_code == 0
    said = invoke("incidents", tmp_path / "calm.dateline").stdout
    assert said == "there are no incidents: none of the documents has a report\n"
    assert invoke("incidents", papers, "--grade", "retracted").stdout == "no incident fits\n"


def test_an_actor_is_set_by_its_id_and_a_name_leads_to_it(invoke, papers: Path, shelling: dict) -> None:
    done = invoke("review", "edit", papers, shelling["id"], "actors", "Al-Shabaab", "--by", "Ada")
    assert (done.exit_code, "did you mean 'al-shabaab'?" in done.stderr) == (2, True)
    assert invoke("review", "edit", papers, shelling["id"], "actors", "al-shabaab", "--by", "Ada").exit_code == 0

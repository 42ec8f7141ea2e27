"""A record of three papers that tell of four incidents, of one of which they disagree; and a way to call commands."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from dateline.cli import cli
from dateline.record import create_or_open

PAPERS = {
    "courier": "The Lower Valley Courier\nShells hit the market of Kismayo\n2014-05-05\n\nRebels shelled the market of "
    "Kismayo on 4 May 2014 and killed 12 traders, a doctor said.\n\nPolice arrested three bakers in Baidoa on "
    "Saturday.\n",
    "herald": "Harbour Herald\nMarket under fire\n2014-05-06\n\nOn 4 May 2014 rebels shelled the market in Kismayo, "
    "killing 15 traders, the mayor said.\n\nThe army killed 20 fighters near Jowhar on 2 May 2014.\n",
    "dispatch": "Coastal Dispatch\nA port in mourning\n2014-05-09\n\nKismayo mourned those whom rebels killed at its "
    "market on 4 May 2014.\n\nGunmen abducted a nurse in Baidoa on 7 May 2014.\n",
}


def build(folder: Path, to: Path, *names: str) -> None:
    """Build a record of some of the papers, which are written into `folder` first."""
    from dateline.building import build_into
    from dateline.settings import load

    for name in names:
        (folder / f"{name}.txt").write_text(PAPERS[name])
    with create_or_open(to) as record:
        inputs = [str(folder / f"{name}.txt") for name in names]
        build_into(record, inputs, settings=load({"build": {"processes": 1}}))


@pytest.fixture(scope="session")
def of_papers(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("papers")
    build(folder, folder / "papers.dateline", *PAPERS)
    return folder / "papers.dateline"


@pytest.fixture
def papers(of_papers: Path, tmp_path: Path) -> Path:
    """A copy of the record of all three papers, to be decided on."""
    return Path(shutil.copy(of_papers, tmp_path / "papers.dateline"))


@pytest.fixture
def invoke() -> Callable[..., Result]:
    def run(*arguments: object, input: str | bytes | None = None) -> Result:
        return CliRunner().invoke(cli, [str(one) for one in arguments], input=input, prog_name="dateline")

    return run

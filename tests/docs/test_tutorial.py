"""The tutorial, followed command by command: every one ends well, and prints the lines that are shown below it.

What is shown may leave out (`...`) but not alter; how lines are folded and filled with blanks does not count. Ids of
decisions hold the time, so that they are others in each run: here the first that is printed stands for the one shown.
"""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner

from dateline.cli import cli
from dateline.settings import load

ROOT = Path(__file__).resolve().parents[2]
PAGE = (ROOT / "docs" / "tutorial.md").read_text(encoding="utf-8")
# What the tutorial leaves to its readers.
_GIVEN = {
    "ARTICLES": "examples/maysan/12-undated-note.txt",
    "DOCUMENT": "d6ed05b236a85aee8",
    "REPORT": "r34ae70cefc52566d",
}
_BLOCK = re.compile(r"(?:^(?: {4}.*)?\n)+", re.MULTILINE)
_PYTHON = re.compile(r"^```python\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_FENCED = re.compile(r"^```.*?^```$", re.MULTILINE | re.DOTALL)
_DECISION = re.compile(r"k[0-9a-f]{16}")
_MADE_NOW = re.compile(r"20\d\d-\d\d-\d\d \d\d:\d\d(?::\d\d UTC)?")


def blocks() -> list[list[str]]:
    """Return what is set in by four blanks, as lines, one list each."""
    prose = _FENCED.sub("", PAGE)
    found = [[line[4:] for line in block.strip("\n").split("\n")] for block in _BLOCK.findall(prose) if block.strip()]
    return [lines for lines in found if any(lines)]


def steps() -> list[tuple[str, list[str]]]:
    """Return every command with the lines that are shown below it."""
    found: list[tuple[str, list[str]]] = []
    for lines in blocks():
        if lines[0].startswith("dateline "):
            for line in lines:
                if line.startswith("dateline "):
                    found.append((line, []))
                elif line or found[-1][1]:
                    found[-1][1].append(line)
        elif found and not found[-1][1] and not lines[0].startswith(("make ", "---")):
            found[-1][1].extend(lines)
    return found


def pieces(shown: list[str]) -> list[str]:
    """Return what is shown between the places where something is left out, with single blanks."""
    return [said for part in re.split(r"\.\.\.", "\n".join(shown)) if (said := " ".join(part.split()))]


def written(words: list[str]) -> str:
    """Return what a command wrote into the file that it names, which may be what is shown below it."""
    to = Path(words[words.index("-o") + 1]) if "-o" in words and words[0] == "export" else None
    return to.read_text(encoding="utf-8") if to is not None and to.is_file() else ""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with the examples and the record of the demo, as `make demo` leaves them."""
    from dateline.building import build_into
    from dateline.record import create_or_open

    made = tmp_path_factory.mktemp("clone")
    shutil.copytree(ROOT / "examples", made / "examples")
    with pytest.MonkeyPatch.context() as patch, create_or_open(made / "maysan.dateline") as record:
        patch.chdir(made)
        build_into(record, ["examples/maysan"], settings=load({"build": {"processes": 1}}))
    return made


def test_every_section_shows_commands() -> None:
    said = [command for command, _ in steps()]
    for name in ("build", "show", "search", "actors", "incidents", "review", "diff", "link", "export"):
        assert any(command.startswith(f"dateline {name} ") for command in said), name


def test_tutorial_does_what_it_says(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    known: dict[str, str] = {}
    wrong: list[str] = []
    for command, shown in steps():
        words = shlex.split(command)[1:]
        words = [known.get(word, _GIVEN.get(word, word)) for word in words]
        done = CliRunner().invoke(cli, words, prog_name="dateline")
        if done.exit_code:
            wrong.append(f"{command}\nends with {done.exit_code}\n{done.output}")
        printed = " ".join(f"{done.output} {written(words)}".split())
        for id_ in _DECISION.findall(" ".join(shown)):
            if id_ not in known:
                fresh = [new for new in _DECISION.findall(printed) if new not in known.values()]
                known[id_] = fresh[0] if fresh else id_
        at = 0
        for piece in pieces(shown):
            wanted = _MADE_NOW.sub("NOW", _DECISION.sub(lambda found: known[found[0]], piece))
            where = _MADE_NOW.sub("NOW", printed).find(wanted, at)
            if where < 0:
                wrong.append(f"{command}\nis shown to print\n  {wanted}\nand printed\n{done.output}")
                break
            at = where + len(wanted)
    assert not wrong, "\n\n".join(wrong)


def test_python_of_the_tutorial_runs(folder: Path, monkeypatch: pytest.MonkeyPatch, capsys) -> None:
    pytest.importorskip("pandas")
    monkeypatch.chdir(folder)
    names: dict[str, object] = {}
    for source in _PYTHON.findall(PAGE):
        exec(compile(source, "tutorial.md", "exec"), names)
        printed = capsys.readouterr().out
        for said in re.findall(r"print\(.*\)  # (.+)$", source, re.MULTILINE):
            assert said in printed

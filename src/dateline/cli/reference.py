"""Write the reference page of the command line from the commands: `python -m dateline.cli.reference docs`."""

from __future__ import annotations

import inspect
import sys
from collections.abc import Iterator
from pathlib import Path

import click

from dateline.cli.app import COMMANDS, cli
from dateline.cli.exits import MEANINGS

__all__ = ["reference"]

_HEAD = """# The command line

Made from the commands by `python -m dateline.cli.reference docs`. Data goes to standard output, everything else to
standard error; `--json` prints data for programs. Settings that many commands share live in `dateline.toml`
(see [dateline.toml](dateline.toml.md)). Colours follow `NO_COLOR` and are left out where the output is no terminal.

## Exit status

| status | meaning |
| --- | --- |"""


def reference() -> str:
    """Return the page as Markdown."""
    lines = [_HEAD, *(f"| {status.value} | {said} |" for status, said in MEANINGS.items()), ""]
    lines += ["## dateline", "", *_body(cli, "dateline")]
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        lines += [f"## dateline {name}", "", *_body(command, f"dateline {name}")]
        for inner in getattr(command, "commands", {}).values():
            path = f"dateline {name} {inner.name}"
            lines += [f"### {path}", "", *_body(inner, path)]
    return "\n".join(lines)


def _body(command: click.Command, path: str) -> Iterator[str]:
    with click.Context(command, info_name=path, help_option_names=["-h", "--help"]) as context:
        usage = " ".join(command.collect_usage_pieces(context))
        yield from ("```", f"{path} {usage}", "```", "", *_paragraphs(command.help or ""))
        options = [param for param in command.get_params(context) if isinstance(param, click.Option)]
        yield from ("| option | default | meaning |", "| --- | --- | --- |")
        yield from (_row(option, context) for option in options)
        yield ""


def _paragraphs(help: str) -> Iterator[str]:
    for part in inspect.cleandoc(help).split("\n\n"):
        if part.startswith("\b"):
            yield from ("```", *part.split("\n")[1:], "```", "")
        else:
            yield from (part, "")


def _row(option: click.Option, context: click.Context) -> str:
    names = ", ".join(f"`{name}`" for name in (*option.opts, *option.secondary_opts))
    if option.help == "Show this message and exit." or option.is_flag:
        shown = names
    elif isinstance(option.type, click.Choice):
        shown = f"{names} " + "\\|".join(str(choice) for choice in option.type.choices)
    else:
        shown = f"{names} {option.make_metavar(context)}"
    default = f"`{option.default}`" if option.show_default and option.default is not None else ""
    return f"| {shown} | {'required' if option.required else default} | {option.help} |"


if __name__ == "__main__":
    (Path(sys.argv[1]) / "reference-cli.md").write_text(reference(), encoding="utf-8")

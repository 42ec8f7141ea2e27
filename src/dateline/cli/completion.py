"""`dateline completion`: print the script that lets a shell complete Dateline's commands."""

from __future__ import annotations

import click

__all__ = ["command"]


@click.command(name="completion")
@click.argument("shell", type=click.Choice(["bash", "zsh", "fish"]))
@click.pass_context
def command(ctx: click.Context, *, shell: str) -> None:
    """Print the completion script for a shell.

    \b
    bash: dateline completion bash >> ~/.bashrc
    zsh:  dateline completion zsh >> ~/.zshrc
    fish: dateline completion fish > ~/.config/fish/completions/dateline.fish
    """
    from click.shell_completion import get_completion_class

    found = get_completion_class(shell)
    assert found is not None
    click.echo(found(ctx.find_root().command, {}, "dateline", "_DATELINE_COMPLETE").source())

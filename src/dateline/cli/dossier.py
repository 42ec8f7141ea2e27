"""`dateline dossier`: one self-contained file about incidents, with map, timeline, sources and method."""

from __future__ import annotations

from pathlib import Path

import click

__all__ = ["command"]


@click.command(name="dossier")
@click.argument("record", metavar="RECORD")
@click.option("-o", "--output", "to", required=True, metavar="FILE", help="Where to, such as amarah.html.")
@click.option(
    "--where", "asked", multiple=True, metavar="KEY=VALUE", help="Only incidents of which it holds; repeatable."
)
@click.option("--boundaries", metavar="FILE", help="Boundaries of your own for the map: GeoJSON or TopoJSON.")
@click.option(
    "--commenters", type=click.Choice(["pseudonym", "keep"]), help="Cover or keep names of commenting readers."
)
@click.option(
    "--persons", type=click.Choice(["keep", "pseudonym", "withhold"]), help="Keep, number or withhold private persons."
)
def command(
    *, record: str, to: str, asked: tuple[str, ...], boundaries: str | None, commenters: str | None, persons: str | None
) -> None:
    """Write one file about incidents, for others to read.

    It holds all that it shows (map, timeline, incidents with the words of their sources, bibliography, method), runs
    nothing, and opens anywhere. Filters are those of the desk: `dateline serve` lists them under Help.

    \b
    dateline dossier maysan.dateline -o maysan.html
    dateline dossier maysan.dateline -o june.html --where after=2008-06
    """
    from dateline import settings
    from dateline.cli.opening import mention_stale, opened_with_packs
    from dateline.cli.output import clean, talk
    from dateline.cli.progress import patience
    from dateline.desk import Desk
    from dateline.desk.asked import read
    from dateline.desk.desk import Options
    from dateline.desk.dossier import written
    from dateline.desk.pages.dossier import PAGES
    from dateline.desk.refused import Refused
    from dateline.exporting.export import write_whole

    pairs = []
    for one in asked:
        key, found, value = one.partition("=")
        if not found:
            raise click.UsageError(f"--where {one}: write KEY=VALUE, such as type=ASSAULT")
        pairs.append((key, value))
    chosen = settings.load({})
    options = Options(
        is_read_only=True,
        boundaries=chosen.desk.boundaries if boundaries is None else boundaries,
        commenters=commenters or chosen.export.commenters,
        persons=persons or chosen.export.persons,
    )
    with opened_with_packs(record) as opened, patience(f"reading {opened.name}"):
        desk = Desk(opened, options=options)
        desk.load()
        try:
            made = written(desk, read(PAGES[0], pairs))
        except Refused as error:
            raise click.UsageError("; ".join(error.errors)) from None
        mention_stale(opened)
    write_whole(Path(to), lambda file: file.write(made))
    talk().print(f"wrote {clean(to)} ({len(made) / 1000:,.0f} kB)", soft_wrap=True)

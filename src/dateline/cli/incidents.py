"""`dateline incidents`: what the reports of a record tell of, who stands behind it, where they disagree."""

from __future__ import annotations

from typing import Any

import click

__all__ = ["command"]

_RECORD = click.argument("record", metavar="RECORD")
_JSON = click.option("--json", "as_json", is_flag=True, help="Print JSON.")
_NONE = "there are no incidents: none of the documents has a report"
_LIMIT = click.option("--limit", type=click.IntRange(min=0), metavar="N", help="Most rows to show; 0 shows all.")


class _Group(click.Group):
    """Take `dateline incidents RECORD` for `dateline incidents list RECORD`."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        if args and args[0] not in self.commands and args[0] not in ctx.help_option_names:
            args = ["list", *args]
        return super().parse_args(ctx, args)


@click.group(name="incidents", cls=_Group)
def command() -> None:
    """List what happened, with who stands behind it and what is disputed.

    `dateline incidents RECORD` is short for `dateline incidents list RECORD`; `dateline show RECORD ID` shows one.
    """


@command.command(name="list")
@_RECORD
@click.option("--type", "type_", metavar="TYPE", help="Only those of a PLOVER type, such as ASSAULT.")
@click.option("--place", metavar="NAME", help="Only those at a place, by its name.")
@click.option("--country", metavar="CODE", help="Only those in a country (ISO 3166-1 alpha-2).")
@click.option("--actor", metavar="NAME", help="Only those in which somebody acts, by name or id.")
@click.option("--after", metavar="EDTF", help="Only what may have happened on or after a day, month or year.")
@click.option("--before", metavar="EDTF", help="Only what may have happened on or before it.")
@click.option("--grade", metavar="GRADE", help="Only those of a grade, such as corroborated.")
@_LIMIT
@_JSON
def list_(
    *,
    record: str,
    type_: str | None,
    place: str | None,
    country: str | None,
    actor: str | None,
    after: str | None,
    before: str | None,
    grade: str | None,
    limit: int | None,
    as_json: bool,
) -> None:
    """List the incidents of a record in the order in which they happened, those without a time last.

    "2 of 5" under sources: five reports tell of it, and two independent origins stand behind them.

    \b
    dateline incidents maysan.dateline --type ASSAULT --after 2008-06
    dateline incidents maysan.dateline --grade contested --json
    """
    from dateline import settings
    from dateline.cli import show_incident
    from dateline.cli.opening import mention_stale, opened_with_packs
    from dateline.cli.output import emit
    from dateline.errors import DatelineError

    asked = {
        "type": type_.upper() if type_ else None,
        "place": place,
        "country": country.upper() if country else None,
        "actor": actor,
        "after": after,
        "before": before,
        "grade": grade,
    }
    most = settings.load({}).show.rows if limit is None else limit
    with opened_with_packs(record) as opened:
        _check_country(asked["country"])
        try:
            selection = opened.incidents().where(**{key: value for key, value in asked.items() if value is not None})
        except DatelineError as error:
            raise click.UsageError(str(error)) from None
        rows = sorted(selection, key=_time)
        if as_json:
            emit(rows[: limit or None])
        else:
            is_told = mention_stale(opened) or any(asked.values())
            show_incident.show_list(rows[: most or None], len(rows), none="no incident fits" if is_told else _NONE)


@command.command(name="contradictions")
@_RECORD
@click.option("--on", "disputed", metavar="WHAT", help="Only those on: date, place, number, actor, outcome or status.")
@_LIMIT
@_JSON
def contradictions(*, record: str, disputed: str | None, limit: int | None, as_json: bool) -> None:
    """List what the reports and claims of a record cannot agree on, each side quoted; the weightiest first.

    \b
    dateline incidents contradictions maysan.dateline
    dateline incidents contradictions maysan.dateline --on number --json
    """
    from dateline import settings
    from dateline.cli import show_incident
    from dateline.cli.opening import mention_stale, opened_with_packs
    from dateline.cli.output import emit, paper
    from dateline.errors import DatelineError

    most = settings.load({}).show.rows if limit is None else limit
    with opened_with_packs(record) as opened:
        try:
            selection = opened.contradictions().where(**({"disputed": disputed} if disputed else {}))
        except DatelineError as error:
            raise click.UsageError(str(error)) from None
        rows = sorted(selection, key=lambda row: (-row["weight"], row["id"]))
        if as_json:
            emit(rows[: limit or None])
            return
        mention_stale(opened)
        show_incident.show_contradictions(opened, rows[: most or None], listed=True)
        if most and len(rows) > most:
            paper().print(f"and {len(rows) - most:,} more; --limit 0 shows all", style="dim")
        if not rows:
            paper().print("nothing is contradicted")


@command.command(name="counts")
@_RECORD
@_LIMIT
@_JSON
def counts(*, record: str, limit: int | None, as_json: bool) -> None:
    """List what is told in sum, such as 162 attacks in April, with how many of them the record has.

    Counts that say fewer than the record has come first: both cannot be right.

    \b
    dateline incidents counts maysan.dateline
    dateline incidents counts maysan.dateline --json
    """
    from dateline import settings
    from dateline.cli import show_incident
    from dateline.cli.opening import mention_stale, opened_with_packs
    from dateline.cli.output import emit

    most = settings.load({}).show.rows if limit is None else limit
    with opened_with_packs(record) as opened:
        rows = sorted(opened.checks(), key=lambda row: not row["more"])
        if not as_json:
            mention_stale(opened)
    if as_json:
        emit(rows[: limit or None])
    else:
        show_incident.show_checks(rows[: most or None], len(rows))


def _check_country(code: str | None) -> None:
    """Refuse what is no code of a country, and tell the code where it is the name of one."""
    from dateline.knowledge.actors import open_countries

    countries = open_countries()
    if code is None or code in {country.iso for country in countries.by_code.values()}:
        return
    named = countries.named(code.title()) or countries.named(code)
    hint = f"{named.spoken} is {named.iso}" if named and named.iso else "write one such as IQ"
    raise click.UsageError(f"{code!r} is no code of a country (ISO 3166-1 alpha-2); {hint}")


def _time(row: dict[str, Any]) -> tuple[str, str, str]:
    when = row["when"] or {}
    return when.get("earliest") or when.get("latest") or "9999", when.get("edtf") or "", row["id"]

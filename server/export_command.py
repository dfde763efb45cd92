"""``jiaohao export``: what a manager hands in, without a browser."""

from __future__ import annotations

from datetime import datetime
from functools import partial
from pathlib import Path
from typing import Any, get_args

import click
from rich.console import Console
from rich.progress import Progress

from server.command_options import all_done, of_one_hall, one_hall, out, whole
from server.domain.numbering import hall_day
from server.national_command import national
from server.reports.period.days import Days, of_month
from server.store.database import Store

DAY = click.DateTime(["%Y-%m-%d"])
FIGURES = ("ratings", "tickets", "cases")
"""The tables of figures; the others are handed in whole."""
HANDED_IN = ("report", "ledger", "servings")
ABOUT = {
    "ratings": "Figures of the ratings of some days.",
    "tickets": "Figures of tickets, waits and servings of some days.",
    "cases": "Figures of the cases of some days.",
    "report": "The report of a period, a month's as a rule.",
    "ledger": "The ledger of cases of a period.",
    "servings": "Every serving of some days by itself.",
}


@click.group()
def export() -> None:
    """Write what a hall hands in without a browser."""


def _export(
    what: Any,
    *,
    database: str | None,
    config: Path | None,
    hall: str | None,
    first: datetime | None,
    last: datetime | None,
    month: Days | None,
    format: Any,
    file: Path,
    by: Any = None,
) -> None:
    days = _days(first, last, month)
    _must_have(what, format)
    store, code = one_hall(database, config, hall)
    with Progress(console=Console(stderr=True)) as progress, whole(file) as part:
        bar = progress.add_task(f"{what} of {code}", total=None)

        def tell(done: int, total: int) -> None:
            progress.update(bar, completed=done, total=total)

        count = _written(store, code, what, by, format, days, part, tell)
        all_done(progress, bar)
    store.close()
    out.print(f"{file}: {count}" if count else str(file))


def _month(ctx: click.Context, param: click.Parameter, given: str | None) -> Days | None:
    """The days of a calendar month. Raises BadParameter."""
    try:
        return None if given is None else of_month(given)
    except ValueError as error:
        raise click.BadParameter(f"{given!r} is no month; write year and month as in 2026-03.") from error


def _days(first: datetime | None, last: datetime | None, month: Days | None) -> Days:
    """The hall days that are asked for, in one of the two ways. Raises UsageError."""
    if month is not None:
        if first is not None or last is not None:
            raise click.UsageError("Give --month or --from and --to, not both.")
        return month
    if first is None or last is None:
        raise click.UsageError("Give --from and --to, or --month for a whole month.")
    if last < first:
        raise click.UsageError("--to must not be before --from.")
    return Days(first.date(), last.date())


_OF_DAYS = (
    of_one_hall,
    click.option("--format", type=click.Choice(["csv", "xlsx", "json", "pdf"]), required=True),
    click.option("--month", callback=_month, metavar="YYYY-MM", help="A whole month, instead of --from and --to."),
    click.option("--to", "last", type=DAY, help="The last hall day, included."),
    click.option("--from", "first", type=DAY, help="The first hall day, included."),
)
_BY = click.option(
    "--by",
    type=click.Choice(["window", "staff", "service", "department", "day", "hour"]),
    default="window",
    show_default=True,
    help="What each row is of.",
)


def _add(what: str, about: str) -> None:
    command: Any = partial(_export, what)
    for option in (*_OF_DAYS, _BY) if what in FIGURES else _OF_DAYS:
        command = option(command)
    export.command(what, help=about)(command)


for _what, _about in ABOUT.items():
    _add(_what, _about)


def _must_have(what: str, format: str) -> None:
    from server.reports import files, orders

    known = orders.FORMATS[what] if what in HANDED_IN else get_args(files.Format)  # type: ignore[index]
    if format not in known:
        raise click.UsageError(f"{what} are written as {', '.join(known)}, not as {format}.")


def _written(store: Store, hall: str, what: Any, by: Any, format: Any, days: Days, part: Path, tell: Any) -> str:
    """Writes the file, and says how many rows it has where that says something."""
    # Imported here: the other commands need no writer of PDF and XLSX.
    from server.reports import files, orders, rows

    if what in HANDED_IN:
        order = orders.Order(what=what, hall=hall, first=days.first, last=days.last, format=format)
        orders.write(store, order, part, tell)
        return ""
    tell(0, 2)
    with store.read() as conn:
        definition = store.definition(conn, hall)
        today = hall_day(store.clock(), definition.zone)
        report = rows.report(conn, definition, what, first=days.first, last=days.last, by=by, today=today)
    tell(1, 2)
    part.write_bytes(files.written(report, format, language=definition.languages[0]))
    tell(2, 2)
    return f"{len(report.rows)} rows"


export.add_command(national)

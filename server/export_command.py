"""``jiaohao export``: what a manager hands in, without a browser."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any, get_args

import click
from rich.console import Console
from rich.progress import Progress

from server.command_options import existing, out
from server.domain.numbering import hall_day
from server.store.database import Store

DAY = click.DateTime(["%Y-%m-%d"])
FIGURES = ("ratings", "tickets", "cases")
"""The tables of figures; the others are handed in whole."""
HANDED_IN = ("report", "ledger", "servings")


@click.command()
@click.argument("what", type=click.Choice([*FIGURES, *HANDED_IN]))
@click.option("--database", envvar="JIAOHAO_DATABASE")
@click.option("--config", "config", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--hall", help="Code of the hall, where the database holds several.")
@click.option("--from", "first", type=DAY, required=True)
@click.option("--to", "last", type=DAY, required=True)
@click.option(
    "--by",
    type=click.Choice(["window", "staff", "service", "department", "day", "hour"]),
    default="window",
    show_default=True,
    help="Rows of ratings, tickets and cases.",
)
@click.option("--format", "format", type=click.Choice(["csv", "xlsx", "json", "pdf"]), required=True)
@click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path), required=True)
def export(
    what: Any,
    database: str | None,
    config: Path | None,
    hall: str | None,
    first: datetime,
    last: datetime,
    by: Any,
    format: Any,
    file: Path,
) -> None:
    """Write a manager's report without a browser.

    ratings, tickets and cases are tables of figures; report is the report of a period (a month's, as a rule), ledger
    its ledger of cases, servings every serving by itself.
    """
    if last < first:
        raise click.UsageError("--to must not be before --from.")
    _must_have(what, format)
    store, halls = existing(database, config, hall)
    if len(halls) != 1:
        raise click.UsageError(f"The database holds several halls; name one with --hall: {', '.join(halls)}")
    with Progress(console=Console(stderr=True)) as progress, _whole(file) as part:
        bar = progress.add_task(f"{what} of {halls[0]}", total=None)

        def tell(done: int, total: int) -> None:
            progress.update(bar, completed=done, total=total)

        count = _written(store, halls[0], what, by, format, first.date(), last.date(), part, tell)
    store.close()
    out.print(f"{file}: {count}" if count else str(file))


def _must_have(what: str, format: str) -> None:
    from server.reports import files, orders

    known = orders.FORMATS[what] if what in HANDED_IN else get_args(files.Format)  # type: ignore[index]
    if format not in known:
        raise click.UsageError(f"{what} are written as {', '.join(known)}, not as {format}.")


def _written(
    store: Store, hall: str, what: Any, by: Any, format: Any, first: date, last: date, part: Path, tell: Any
) -> str:
    """Writes the file, and says how many rows it has where that says something."""
    # Imported here: the other commands need no writer of PDF and XLSX.
    from server.reports import files, orders, rows

    if what in HANDED_IN:
        order = orders.Order(what=what, hall=hall, first=first, last=last, format=format)
        orders.write(store, order, part, tell)
        return ""
    tell(0, 2)
    with store.read() as conn:
        definition = store.definition(conn, hall)
        today = hall_day(store.clock(), definition.zone)
        report = rows.report(conn, definition, what, first=first, last=last, by=by, today=today)
    tell(1, 2)
    part.write_bytes(files.written(report, format, language=definition.languages[0]))
    tell(2, 2)
    return f"{len(report.rows)} rows"


@contextmanager
def _whole(file: Path) -> Iterator[Path]:
    """A file beside the wanted one that takes its place when it is whole, and is gone when it never was."""
    part = file.with_name(f"{file.name}.part")
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)

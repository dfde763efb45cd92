"""Commands that read and keep what was written down: reports, the journal's proof, backups."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click
from rich.console import Console
from sqlalchemy.exc import SQLAlchemyError

from server.command_options import DEFAULT_DATABASE, database_option, loaded, out, shown
from server.domain.numbering import hall_day
from server.store import verifying
from server.store.database import Store

DAY = click.DateTime(["%Y-%m-%d"])


@click.command()
@click.argument("what", type=click.Choice(["ratings", "tickets", "cases"]))
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
)
@click.option("--format", "format", type=click.Choice(["csv", "xlsx", "json"]), required=True)
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
    """Write a manager's report without a browser."""
    from rich.progress import Progress

    from server.reports import files, rows

    if last < first:
        raise click.UsageError("--to must not be before --from.")
    store, halls = _existing(database, config, hall)
    if len(halls) != 1:
        raise click.UsageError(f"The database holds several halls; name one with --hall: {', '.join(halls)}")
    with Progress(console=Console(stderr=True)) as progress:
        steps = progress.add_task(f"{what} of {halls[0]}", total=3)
        with store.read() as conn:
            definition = store.definition(conn, halls[0])
            progress.advance(steps)
            today = hall_day(store.clock(), definition.zone)
            report = rows.report(conn, definition, what, first=first.date(), last=last.date(), by=by, today=today)
        progress.advance(steps)
        written = files.written(report, format, language=definition.languages[0])
        partial = file.with_name(file.name + ".part")
        partial.write_bytes(written)
        partial.replace(file)
        progress.advance(steps)
    store.close()
    out.print(f"{file}: {len(report.rows)} rows")


@click.group()
def journal() -> None:
    """The record of everything that happened."""


@journal.command("verify")
@click.option("--database", envvar="JIAOHAO_DATABASE")
@click.option("--config", "config", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(database: str | None, config: Path | None) -> None:
    """Walk the journal's hash chain; exit 1 with the first broken sequence number."""
    store, halls = _existing(database, config, None)
    broken = False
    for hall in halls:
        with store.read() as conn:
            found = verifying.verify(conn, hall)
        if isinstance(found, int):
            out.print(f"{hall}: whole, {found} rows")
        else:
            broken = True
            out.print(f"{hall}: broken at seq {found.seq}: {found.what}")
    store.close()
    sys.exit(1 if broken else 0)


@click.command()
@database_option
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--keep", type=click.IntRange(min=1), help="Keep only so many of the newest backups in the folder.")
def backup(database: str, folder: Path, keep: int | None) -> None:
    """Write a backup while the hub runs, and prove that its journal is whole."""
    from server.store import backing_up

    try:
        file, whole = backing_up.backup(database, folder, now=datetime.now(UTC), keep=keep)
    except (backing_up.BackupError, SQLAlchemyError, OSError) as error:
        raise click.ClickException(f"no backup of {shown(database)}: {_reason(error)}") from error
    out.print(f"{file}: {_counted(whole)}", soft_wrap=True)


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@database_option
def restore(file: Path, database: str) -> None:
    """Put a backup into an empty database, SQLite or PostgreSQL."""
    from server.store import backing_up

    try:
        whole = backing_up.restore(file, database)
    except (backing_up.BackupError, SQLAlchemyError, OSError) as error:
        raise click.ClickException(f"not restored to {shown(database)}: {_reason(error)}") from error
    out.print(f"{shown(database)}: {_counted(whole)}", soft_wrap=True)


def _reason(error: Exception) -> object:
    """What went wrong in the database's own words."""
    return getattr(error, "orig", None) or error


def _counted(whole: dict[str, int]) -> str:
    return ", ".join(f"{hall} whole, {rows} rows" for hall, rows in whole.items())


def _existing(database: str | None, config: Path | None, hall: str | None) -> tuple[Store, list[str]]:
    """An existing database and the halls meant in it."""
    url = database or DEFAULT_DATABASE
    if config is not None:
        hall = loaded((config,))[0].code
    try:
        store = Store(url, threads=None)
        known = store.halls()
    except (SQLAlchemyError, ImportError) as error:
        raise click.ClickException(f"cannot read {shown(url)}: {error}") from error
    if hall is not None and hall not in known:
        raise click.ClickException(f"the database has no hall {hall}; it has: {', '.join(known)}")
    return store, [hall] if hall else known

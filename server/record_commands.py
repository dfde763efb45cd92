"""Commands that keep what was written down: the journal's proof, backups."""

from __future__ import annotations

import sys
from datetime import UTC, datetime
from pathlib import Path

import click
from sqlalchemy.exc import SQLAlchemyError

from server.command_options import database_option, existing, out, shown
from server.store import seals, verifying, vouching


@click.group()
def journal() -> None:
    """The record of everything that happened."""


@journal.command("verify")
@click.option("--database", envvar="JIAOHAO_DATABASE")
@click.option("--config", "config", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify(database: str | None, config: Path | None) -> None:
    """Walk the journal's hash chain; exit 1 with the first broken sequence number."""
    store, halls = existing(database, config, None)
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


@journal.command("head")
@click.option("--database", envvar="JIAOHAO_DATABASE")
@click.option("--config", "config", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def head(database: str | None, config: Path | None) -> None:
    """Print each hall's newest hash: kept outside, it proves later that nothing before it was rewritten."""
    store, halls = existing(database, config, None)
    for hall in halls:
        with store.read() as conn:
            seq, newest, at = seals.head(conn, hall)
        click.echo(f"{hall} {at} {seq} {newest}")
    store.close()


@journal.command("check")
@click.argument("hash")
@click.option("--database", envvar="JIAOHAO_DATABASE")
@click.option("--config", "config", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def check(hash: str, database: str | None, config: Path | None) -> None:
    """Hold a hash that was kept outside against the journal; exit 1 when the journal does not lead to it."""
    store, halls = existing(database, config, None)
    found = None
    for hall in halls:
        with store.read() as conn:
            found = vouching.vouch(conn, hall, hash.strip().lower())
        if found is not None:
            click.echo(f"{hall}: whole up to row {found.seq}, written at {found.at}")
            break
    store.close()
    if found is None:
        click.echo("no journal here leads to this hash: it was rewritten, or the hash is of another one")
        sys.exit(1)


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

"""Commands that bring a hall's definition out of the database and into it, as TOML or as a workbook."""

from __future__ import annotations

from pathlib import Path
from typing import cast

import click
from sqlalchemy.exc import SQLAlchemyError

from config import files, telling_faults
from config.faults import DefinitionFaults
from config.files import Format
from server.command_options import database_option, out, shown
from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.domain.refusal import Refusal
from server.operations import defining
from server.store import revisions
from server.store.database import Store

SUFFIXES = (".toml", ".xlsx")
LANGUAGES = ("zh-CN", "en", "bo")
hall_option = click.option("--hall", help="Code of the hall, where the database holds several.")


@click.group()
def definition() -> None:
    """What a hall is: written to a file, read from one."""


@definition.command("export")
@database_option
@hall_option
@click.option("--language", type=click.Choice(LANGUAGES), default="zh-CN", show_default=True, help="Of headings.")
@click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path), required=True, help=".toml or .xlsx")
def write(database: str, hall: str | None, language: str, file: Path) -> None:
    """Write a hall's definition as TOML or XLSX, by the file's ending."""
    format = _format(file)
    store = Store(database, threads=None)
    try:
        with store.read() as conn:
            found = store.definition(conn, _only(store, hall))
    except SQLAlchemyError as error:
        raise click.ClickException(f"cannot read {shown(database)}: {error}") from error
    finally:
        store.close()
    file.write_bytes(files.written(found, format, language=language))
    out.print(f"{file}: {found.code}, {len(found.services)} services, {len(found.windows)} windows", soft_wrap=True)


@definition.command("import")
@database_option
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--language", type=click.Choice(LANGUAGES), default="zh-CN", show_default=True, help="Of what is wrong.")
def read(database: str, file: Path, language: str) -> None:
    """Make the hall what a file says. With SQLite only while its hub is stopped; else bring it in by its page."""
    try:
        wanted = files.read(file.read_bytes(), _format(file))
    except DefinitionFaults as error:
        told = [f"{file}: {telling_faults.told(fault, None, language)}" for fault in error.faults]
        raise click.ClickException("\n".join(told)) from error
    store = Store(database, threads=threads("threading"))
    actor = Actor(hall=_only(store, wanted.code), role=Role.CLOCK, subject="command")
    try:
        changed = store.change(
            actor,
            lambda turn: defining.define(turn, wanted, based_on=revisions.newest(turn.conn, turn.hall)),
        )
    except Refusal as error:
        raise click.ClickException(telling_faults.refused(error.code, error.values, language)) from error
    finally:
        store.close()
    out.print(f"{wanted.code}: {len(changed)} changes")


def _format(file: Path) -> Format:
    if file.suffix not in SUFFIXES:
        raise click.UsageError(f"{file}: must end in .toml or .xlsx")
    return cast(Format, file.suffix[1:])


def _only(store: Store, hall: str | None) -> str:
    """The hall meant. Raises ClickException."""
    known = store.halls()
    if hall is None and len(known) == 1:
        return known[0]
    if hall not in known:
        raise click.ClickException(f"Name one of the database's halls: {', '.join(known) or 'it has none'}")
    return hall

"""What all commands share: how a database and a hall's file are named, and how errors are worded."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from config.definition import Definition
from config.loading import DefinitionError, load_definition
from server.store.database import Store

out = Console()
DEFAULT_DATABASE = "sqlite:///jiaohao.db"


def loaded(files: tuple[Path, ...]) -> list[Definition]:
    """The halls that files define. Raises ClickException with file, entry and field of what is wrong."""
    try:
        return [load_definition(file) for file in files]
    except DefinitionError as error:
        raise click.ClickException(str(error)) from error


config_option = click.option(
    "--config",
    "configs",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A hall definition (TOML); may be given several times.",
)
database_option = click.option(
    "--database",
    default=DEFAULT_DATABASE,
    show_default=True,
    envvar="JIAOHAO_DATABASE",
    show_envvar=True,
    help="SQLAlchemy URL: sqlite:/// or postgresql+psycopg://",
)


def shown(database: str) -> str:
    """The database's address without its password."""
    try:
        return make_url(database).render_as_string(hide_password=True)
    except ArgumentError:
        return database


def existing(database: str | None, config: Path | None, hall: str | None) -> tuple[Store, list[str]]:
    """An existing database and the halls meant in it. Raises ClickException when it has none of them."""
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

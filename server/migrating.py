"""Bringing a database to the form that this version needs; with Alembic, which the other commands do without."""

from __future__ import annotations

import click
from sqlalchemy.exc import SQLAlchemyError

from server.command_options import shown
from server.store import schema


def migrated(database: str) -> None:
    """Creates the database, or brings it to the present form."""
    try:
        schema.migrate(database)
    except (SQLAlchemyError, ImportError) as error:
        raise click.ClickException(f"cannot use the database {shown(database)}: {error}") from error

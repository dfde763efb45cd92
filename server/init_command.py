"""The command that makes a database and puts halls into it."""

from __future__ import annotations

from pathlib import Path

import click

from server.command_options import called, config_option, database_option, loaded
from server.concurrency import threads
from server.first_shown import add_halls
from server.migrating import migrated
from server.store.database import Store


@click.command()
@config_option
@database_option
@click.option("--public-url", default="http://127.0.0.1:8000", show_default=True, help="Begins the printed addresses.")
@click.option("--code", help="What programs know the hall by, in place of the code in its file.")
def init(configs: tuple[Path, ...], database: str, public_url: str, code: str | None) -> None:
    """Create or migrate the database and load hall definitions into it."""
    if not configs:
        raise click.UsageError("Give at least one --config FILE.")
    definitions = loaded(configs)
    if code is not None:
        if len(definitions) > 1:
            raise click.UsageError("Give --code with one --config FILE only.")
        definitions = [called(definitions[0], code)]
    migrated(database)
    store = Store(database, threads=threads("threading"))
    add_halls(store, definitions, url=public_url.rstrip("/"))
    store.close()

"""What all commands share: how a database and files are named, how errors are worded, and files written whole."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import click
from pydantic import TypeAdapter, ValidationError
from rich.console import Console
from rich.progress import Progress, TaskID
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from config import national
from config.definition import Definition
from config.loading import DefinitionError, load_definition
from config.parts import Code
from server.store.database import Store

out = Console()
DEFAULT_DATABASE = "sqlite:///jiaohao.db"


def loaded(files: tuple[Path, ...]) -> list[Definition]:
    """The halls that files define. Raises ClickException with file, entry and field of what is wrong."""
    try:
        return [load_definition(file) for file in files]
    except DefinitionError as error:
        raise click.ClickException(str(error)) from error


def called(definition: Definition, code: str) -> Definition:
    """The hall under another code. Raises BadParameter for one that is none."""
    try:
        return definition.model_copy(update={"code": TypeAdapter(Code).validate_python(code)})
    except ValidationError as error:
        said = "must be 1 to 32 letters (A-Z, a-z), digits, - or _"
        raise click.BadParameter(said, param_hint="--code") from error


def mapping(file: Path | None) -> national.Mapping:
    """How ratings are handed in; the product's own way without a file. Raises ClickException as ``loaded`` does."""
    try:
        return national.load_mapping(file or national.DEFAULT)
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


def of_one_hall(command: Callable[..., None]) -> Callable[..., None]:
    """The options of a command that writes a file of one hall: ``database``, ``config``, ``hall`` and ``file``."""
    for option in (
        click.option("--out", "file", type=click.Path(dir_okay=False, path_type=Path), required=True),
        click.option("--hall", help="Code of the hall, where the database holds several."),
        click.option("--config", type=click.Path(exists=True, dir_okay=False, path_type=Path)),
        click.option("--database", envvar="JIAOHAO_DATABASE"),
    ):
        command = option(command)
    return command


def one_hall(database: str | None, config: Path | None, hall: str | None) -> tuple[Store, str]:
    """An existing database and the one hall meant in it. Raises ClickException as ``existing`` does, or UsageError."""
    store, halls = existing(database, config, hall)
    if len(halls) != 1:
        raise click.UsageError(f"The database holds several halls; name one with --hall: {', '.join(halls)}")
    return store, halls[0]


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


def all_done(progress: Progress, bar: TaskID) -> None:
    """The bar at its end, also where there was nothing to do: of no rows it would stand at 0% for good."""
    total = progress.tasks[bar].total or 1
    progress.update(bar, completed=total, total=total)


@contextmanager
def whole(file: Path) -> Iterator[Path]:
    """A file beside the wanted one that takes its place when it is whole, and is gone when it never was."""
    part = file.with_name(f"{file.name}.part")
    try:
        yield part
        part.replace(file)
    finally:
        part.unlink(missing_ok=True)

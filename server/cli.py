"""The command line. Thin: it reads options, calls what does the work, and prints."""

from __future__ import annotations

import os
import sys
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, cast

import click
import orjson
from rich.console import Console
from sqlalchemy import make_url
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from config.definition import Definition
from config.loading import HALLS, DefinitionError, load_definition
from server import logs, setting_up
from server.app import Hub, create_app
from server.concurrency import AsyncMode, Certificate, threads
from server.domain.numbering import hall_day
from server.first_credentials import FirstCredentials
from server.operations.kiosk_pin import HOLDER as KIOSK_PIN
from server.settings import Settings
from server.store import schema, verifying
from server.store.database import Store

out = Console()
DAY = click.DateTime(["%Y-%m-%d"])
DEFAULT_DATABASE = "sqlite:///jiaohao.db"


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """jiaohao: queue calling and service rating for a public service hall."""


def _definitions(files: tuple[Path, ...]) -> list[Definition]:
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


@cli.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), default=Path("demo"), show_default=True)
@click.option("--credentials", type=click.Path(dir_okay=False, path_type=Path), help="Also write them as JSON here.")
def demo(port: int, host: str, data: Path, credentials: Path | None) -> None:
    """Run the demonstration hall, ready to use."""
    data.mkdir(parents=True, exist_ok=True)
    base_url = f"http://{'127.0.0.1' if host == '0.0.0.0' else host}:{port}"
    definition = load_definition(HALLS / "maqu.toml")
    hub = _hub(_settings(f"sqlite:///{(data / 'jiaohao.db').resolve()}", data, public_url=base_url))
    kept = data / "credentials.json"
    is_new = not kept.exists()
    first = FirstCredentials.made_for(definition) if is_new else FirstCredentials.kept_in(kept)
    if is_new:
        first.keep_in(kept)
    if not setting_up.set_up(hub.store, definition, first) and is_new:
        setting_up.replace_credentials(hub.store, definition.code, first)
    hub.app.extensions["links"] = first.links
    if credentials is not None:
        credentials.write_bytes(orjson.dumps(first.document(definition, base_url=base_url), option=orjson.OPT_INDENT_2))
    _print_first(definition, first, base_url)
    _run(hub, host=host, port=port)


def _print_first(definition: Definition, first: FirstCredentials, base_url: str) -> None:
    """The address of every page and everybody's login, on plain lines that can be copied."""
    click.echo(f"{definition.name[definition.languages[0]]}: {base_url}/")
    for link in first.links(definition):
        page = link["page"].replace("_", " ")
        click.echo(f"  {page:<16}{link.get('window', ''):<4}{base_url}{link['href']}")
    for person in definition.staff:
        login = f"{person.job_number} / {first.passwords[person.job_number]}"
        click.echo(f"  {'login':<16}{person.window or '':<4}{login}  ({', '.join(person.roles)})")
    if pin := first.passwords.get(KIOSK_PIN):
        click.echo(f"  {'kiosk PIN':<20}{pin}  (press the upper right corner of the kiosk five times)")
    sys.stdout.flush()


@cli.command()
@config_option
@database_option
@click.option("--public-url", default="http://127.0.0.1:8000", show_default=True, help="Begins the printed addresses.")
def init(configs: tuple[Path, ...], database: str, public_url: str) -> None:
    """Create or migrate the database and load hall definitions into it."""
    if not configs:
        raise click.UsageError("Give at least one --config FILE.")
    definitions = _definitions(configs)
    _migrate(database)
    store = Store(database, threads=threads("threading"))
    _set_up(store, definitions, base_url=public_url.rstrip("/"))
    store.close()


def _set_up(store: Store, definitions: list[Definition], *, base_url: str) -> None:
    """Adds the halls that are new and prints, this once, what they are entered with."""
    for definition in definitions:
        first = FirstCredentials.made_for(definition)
        if setting_up.set_up(store, definition, first):
            out.print(f"{definition.code}: set up. These passwords and addresses are shown only now; keep them.")
            _print_first(definition, first, base_url)
        else:
            out.print(f"{definition.code}: is in the database already and stays as it is there")


@cli.command()
@config_option
@database_option
@click.option(
    "--message-queue",
    envvar="JIAOHAO_MESSAGE_QUEUE",
    show_envvar=True,
    help="redis:// URL, when several hubs share one database.",
)
@click.option(
    "--public-url",
    default="",
    envvar="JIAOHAO_PUBLIC_URL",
    show_envvar=True,
    help="How phones reach this hub; without it no QR is printed.",
)
@click.option(
    "--proxies",
    type=click.IntRange(min=0),
    default=0,
    show_default=True,
    help="How many proxies stand in front and say in X-Forwarded-For who asks.",
)
@click.option("--tls-cert", type=click.Path(exists=True, dir_okay=False))
@click.option("--tls-key", type=click.Path(exists=True, dir_okay=False))
@click.option("--host", default="0.0.0.0", show_default=True)
@click.option("--port", default=8000, show_default=True)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), default=Path("data"), show_default=True)
def serve(
    configs: tuple[Path, ...],
    database: str,
    message_queue: str | None,
    public_url: str,
    proxies: int,
    tls_cert: str | None,
    tls_key: str | None,
    host: str,
    port: int,
    data: Path,
) -> None:
    """Run the hub of one or more real halls."""
    if bool(tls_cert) != bool(tls_key):
        raise click.UsageError("Give --tls-cert and --tls-key together.")
    definitions = _definitions(configs)
    settings = _settings(
        database,
        data,
        public_url=public_url.rstrip("/"),
        message_queue=message_queue,
        proxies=proxies,
    )
    hub = _hub(settings)
    new = [d for d in definitions if not setting_up.is_known(hub.store, d.code)]
    _set_up(hub.store, new, base_url=settings.public_url or f"http://127.0.0.1:{port}")
    if not hub.store.halls():
        raise click.UsageError("The database holds no hall yet; give its --config FILE.")
    for hall in setting_up.differences(hub.store, definitions):
        out.print(f"{hall}: the file differs from the database; the database counts")
    certificate = (tls_cert, tls_key) if tls_cert and tls_key else None
    _run(hub, host=host, port=port, certificate=certificate)


def _settings(database: str, data: Path, **more: Any) -> Settings:
    mode = os.environ.get("JIAOHAO_ASYNC_MODE", "eventlet")
    if mode not in ("eventlet", "threading"):
        raise click.ClickException("JIAOHAO_ASYNC_MODE must be eventlet or threading.")
    # Absolute, since Flask takes a relative path for one beside its own code.
    return Settings(database=database, data=data.absolute(), async_mode=cast(AsyncMode, mode), **more)


def _migrate(database: str) -> None:
    try:
        schema.migrate(database)
    except (SQLAlchemyError, ImportError) as error:
        raise click.ClickException(f"cannot use the database {_shown(database)}: {error}") from error


def _shown(database: str) -> str:
    """The database's address without its password."""
    try:
        return make_url(database).render_as_string(hide_password=True)
    except ArgumentError:
        return database


def _hub(settings: Settings) -> Hub:
    logs.configure()
    settings.data.mkdir(parents=True, exist_ok=True)
    _migrate(settings.database)
    return create_app(settings)


def _run(hub: Hub, *, host: str, port: int, certificate: Certificate | None = None) -> None:
    """Serves until it is stopped."""
    ways = hub.app.extensions["threads"]
    try:
        ways.serve(hub.socketio, hub.app, host=host, port=port, certificate=certificate)
    except OSError as error:
        raise click.ClickException(f"cannot listen on {host}:{port}: {error.strerror or error}") from error
    finally:
        hub.store.close()


@cli.command()
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


@cli.group()
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


@cli.command()
@database_option
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--keep", type=click.IntRange(min=1), help="Keep only so many of the newest backups in the folder.")
def backup(database: str, folder: Path, keep: int | None) -> None:
    """Write a backup while the hub runs, and prove that its journal is whole."""
    from server.store import backing_up

    try:
        file, whole = backing_up.backup(database, folder, now=datetime.now(UTC), keep=keep)
    except (backing_up.BackupError, SQLAlchemyError, OSError) as error:
        raise click.ClickException(f"no backup of {_shown(database)}: {_reason(error)}") from error
    out.print(f"{file}: {_counted(whole)}", soft_wrap=True)


@cli.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@database_option
def restore(file: Path, database: str) -> None:
    """Put a backup into an empty database, SQLite or PostgreSQL."""
    from server.store import backing_up

    try:
        whole = backing_up.restore(file, database)
    except (backing_up.BackupError, SQLAlchemyError, OSError) as error:
        raise click.ClickException(f"not restored to {_shown(database)}: {_reason(error)}") from error
    out.print(f"{_shown(database)}: {_counted(whole)}", soft_wrap=True)


def _reason(error: Exception) -> object:
    """What went wrong in the database's own words."""
    return getattr(error, "orig", None) or error


def _counted(whole: dict[str, int]) -> str:
    return ", ".join(f"{hall} whole, {rows} rows" for hall, rows in whole.items())


@cli.command("kiosk-mode")
@click.option("--page", required=True, help="Address of the page, e.g. http://192.168.1.10:8000/kiosk/")
@click.option("--to", "folder", type=click.Path(file_okay=False, path_type=Path), required=True)
@click.option("--kind", type=click.Choice(["debian", "android"]), default="debian", show_default=True)
@click.option(
    "--rotate",
    type=click.Choice(["none", "left", "right"]),
    default="none",
    show_default=True,
    help="Which way a panel was turned that hangs on its side.",
)
def kiosk_mode(page: str, folder: Path, kind: str, rotate: str) -> None:
    """Write what a Debian mini-PC or an Android tablet needs to start straight into its page."""
    from server.kiosk_mode import writing

    try:
        for file in writing.write(
            folder, page=page, kind=cast(writing.Kind, kind), rotation=cast(writing.Rotation, rotate)
        ):
            out.print(str(file), soft_wrap=True)
    except writing.BadAddress as error:
        raise click.UsageError(str(error)) from error
    except OSError as error:
        raise click.ClickException(f"cannot write to {folder}: {error.strerror or error}") from error


def _existing(database: str | None, config: Path | None, hall: str | None) -> tuple[Store, list[str]]:
    """An existing database and the halls meant in it."""
    url = database or DEFAULT_DATABASE
    if config is not None:
        hall = _definitions((config,))[0].code
    try:
        store = Store(url, threads=None)
        known = store.halls()
    except (SQLAlchemyError, ImportError) as error:
        raise click.ClickException(f"cannot read {_shown(url)}: {error}") from error
    if hall is not None and hall not in known:
        raise click.ClickException(f"the database has no hall {hall}; it has: {', '.join(known)}")
    return store, [hall] if hall else known

"""The command line. Thin: it reads options, calls what does the work, and prints."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import Any, cast

import click
import orjson
from sqlalchemy.exc import SQLAlchemyError

from config.definition import Definition
from config.loading import HALLS, load_definition
from server import definition_commands, logs, record_commands, setting_up
from server.addresses import base_url
from server.app import Hub, create_app
from server.command_options import called, config_option, database_option, loaded, mapping, out, shown
from server.concurrency import AsyncMode, Place, threads
from server.export_command import export
from server.first_credentials import FirstCredentials, naming
from server.national_command import national as national_command
from server.operations.kiosk_pin import HOLDER as KIOSK_PIN
from server.settings import Settings
from server.store import schema
from server.store.database import Store

MOST_PLACES = 8
"""So many differences of a file are named when the hub starts."""


@click.group(context_settings={"help_option_names": ["-h", "--help"]})
def cli() -> None:
    """jiaohao: queue calling and service rating for a public service hall."""


@cli.command()
@click.option("--port", default=8000, show_default=True)
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--data", type=click.Path(file_okay=False, path_type=Path), default=Path("demo"), show_default=True)
@click.option("--public-url", default="", help="How phones reach it; its own address without this.")
@click.option("--credentials", type=click.Path(dir_okay=False, path_type=Path), help="Also write them as JSON here.")
def demo(port: int, host: str, data: Path, public_url: str, credentials: Path | None) -> None:
    """Run the demonstration hall, ready to use."""
    data.mkdir(parents=True, exist_ok=True)
    url = public_url.rstrip("/") or base_url(host, port)
    definition = load_definition(HALLS / "maqu.toml")
    hub = _hub(_settings(f"sqlite:///{(data / 'jiaohao.db').resolve()}", data, public_url=url))
    kept = data / "credentials.json"
    is_new = not kept.exists()
    first = FirstCredentials.made_for(definition, more=["wall"]) if is_new else FirstCredentials.kept_in(kept)
    if is_new:
        first.keep_in(kept)
    if not setting_up.set_up(hub.store, definition, first, to_change=None) and is_new:
        setting_up.replace_credentials(hub.store, definition.code, first)
    hub.app.extensions["links"] = first.links
    if credentials is not None:
        credentials.write_bytes(orjson.dumps(first.document(definition, base_url=url), option=orjson.OPT_INDENT_2))
    _print_first(definition, first, url)
    _run(hub, Place(host=host, port=port), url=url)


def _print_first(definition: Definition, first: FirstCredentials, url: str, *, named: bool = False) -> None:
    """The address of every page and everybody's login, on plain lines that can be copied.

    The addresses are ``named`` by their hall where the database holds several.
    """

    def address(href: str) -> str:
        return url + (naming(definition.code, href) if named else href)

    click.echo(f"{definition.name[definition.languages[0]]}: {address('/')}")
    for link in first.links(definition):
        page = link["page"].replace("_", " ")
        click.echo(f"  {page:<16}{link.get('window', ''):<4}{address(link['href'])}")
    for person in (each for each in definition.staff if each.job_number in first.passwords):
        login = f"{person.job_number} / {first.passwords[person.job_number]}"
        click.echo(f"  {'login':<16}{person.window or '':<4}{login}  ({', '.join(person.roles)})")
    if pin := first.passwords.get(KIOSK_PIN):
        click.echo(f"  {'kiosk PIN':<20}{pin}  (press the upper right corner of the kiosk five times)")
    sys.stdout.flush()


@cli.command()
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
    _migrate(database)
    store = Store(database, threads=threads("threading"))
    _set_up(store, definitions, url=public_url.rstrip("/"))
    store.close()


def _set_up(store: Store, definitions: list[Definition], *, url: str) -> None:
    """Adds the halls that are new and prints, this once, what they are entered with."""
    before = store.halls()
    several = len({*before, *(definition.code for definition in definitions)}) > 1
    for definition in definitions:
        first = FirstCredentials.made_for(definition)
        if setting_up.set_up(store, definition, first):
            out.print(f"{definition.code}: set up. These passwords and addresses are shown only now; keep them.")
            out.print("  Whoever signs in on a page chooses a password of their own first.")
            _print_first(definition, first, url, named=several)
        else:
            out.print(f"{definition.code}: is in the database already and stays as it is there")
    if len(before) == 1 and len(store.halls()) > 1:
        out.print(f"{before[0]}: is not the only hall any more; its addresses now end in ?hall={before[0]}")


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
@click.option(
    "--national",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    envvar="JIAOHAO_NATIONAL",
    show_envvar=True,
    help="How ratings are handed in to the national interface, where the province asks for another way (TOML).",
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
    national: Path | None,
    tls_cert: str | None,
    tls_key: str | None,
    host: str,
    port: int,
    data: Path,
) -> None:
    """Run the hub of one or more real halls."""
    if bool(tls_cert) != bool(tls_key):
        raise click.UsageError("Give --tls-cert and --tls-key together.")
    definitions = loaded(configs)
    settings = _settings(
        database,
        data,
        public_url=public_url.rstrip("/"),
        message_queue=message_queue,
        proxies=proxies,
        national=mapping(national),
    )
    hub = _hub(settings)
    url = settings.public_url or base_url(host, port, scheme="https" if tls_cert else "http")
    new = [d for d in definitions if not setting_up.is_known(hub.store, d.code)]
    _set_up(hub.store, new, url=url)
    if not hub.store.halls():
        raise click.UsageError("The database holds no hall yet; give its --config FILE.")
    for hall, places in setting_up.differences(hub.store, definitions).items():
        out.print(f"{hall}: the file differs from the database; the database counts")
        for place in places[:MOST_PLACES]:
            out.print(f"  {place}", markup=False)
        if len(places) > MOST_PLACES:
            out.print(f"  and {len(places) - MOST_PLACES} more")
    certificate = (tls_cert, tls_key) if tls_cert and tls_key else None
    _run(hub, Place(host=host, port=port, certificate=certificate), url=url)


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
        raise click.ClickException(f"cannot use the database {shown(database)}: {error}") from error


def _hub(settings: Settings) -> Hub:
    logs.configure()
    settings.data.mkdir(parents=True, exist_ok=True)
    _migrate(settings.database)
    return create_app(settings)


def _run(hub: Hub, place: Place, *, url: str) -> None:
    """Serves until it is stopped. Says on a plain line that it listens, and where its pages begin."""
    ways = hub.app.extensions["threads"]
    # What a hub is made of lives as long as it. Looking through all of that for garbage again and again would hold up
    # whoever asks just then for a tenth of a second.
    gc.collect()
    gc.freeze()
    try:
        ways.serve(hub.socketio, hub.app, at=place, listens=lambda: click.echo(f"Ready: open {url}/"))
    except OSError as error:
        raise click.ClickException(f"cannot listen on {place.host}:{place.port}: {error.strerror or error}") from error
    finally:
        hub.store.close()


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


for command in (export, record_commands.journal, record_commands.backup, record_commands.restore):
    cli.add_command(command)
cli.add_command(definition_commands.definition)
export.add_command(national_command)

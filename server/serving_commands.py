"""The commands that run a hub: of the demonstration hall, or of real ones."""

from __future__ import annotations

import gc
import os
from pathlib import Path
from typing import Any, cast

import click
import orjson

from config.loading import HALLS, load_definition
from server import logs, setting_up
from server.addresses import base_url
from server.app import Hub, create_app
from server.command_options import config_option, database_option, loaded, mapping, out
from server.concurrency import AsyncMode, Place
from server.first_credentials import FirstCredentials
from server.first_shown import add_halls, show
from server.migrating import migrated
from server.settings import Settings

MOST_PLACES = 8
"""So many differences of a file are named when the hub starts."""


@click.command()
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
    show(definition, first, url)
    _run(hub, Place(host=host, port=port), url=url)


@click.command()
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
    add_halls(hub.store, new, url=url)
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


def _hub(settings: Settings) -> Hub:
    logs.configure()
    settings.data.mkdir(parents=True, exist_ok=True)
    migrated(settings.database)
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

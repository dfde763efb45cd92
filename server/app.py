"""The one place where the hub's parts are wired together."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import orjson
from flask import Flask, Request, request
from flask.sessions import SecureCookieSession, SecureCookieSessionInterface
from flask_socketio import SocketIO
from werkzeug.middleware.proxy_fix import ProxyFix

from config.definition import Definition
from config.equipment import Printer as PrinterRules
from server import access_log, health, pages
from server.api import (
    alerts,
    appointments,
    cases,
    definitions,
    devices,
    document,
    exports,
    figures,
    hall,
    inspections,
    journal,
    kiosks,
    live,
    months,
    national,
    pairings,
    people,
    personal_data,
    prints,
    problems,
    published,
    ratings,
    reports,
    servings,
    sessions,
    suggestions,
    tickets,
    voice,
    windows,
)
from server.concurrency import threads
from server.domain.actor import Role
from server.exporting_here import ExportingHere
from server.feed import connections, slow_terminals
from server.feed.following import Follower
from server.feed.hints import Hints
from server.feed.presence import Presence
from server.feed.sending import Sending
from server.feed.terminals import Terminals
from server.keeping import Keeper
from server.metrics import Metrics
from server.operations.views import Json
from server.printing_here import Drive, Printed, PrintingHere
from server.reports.apart import Reports
from server.reports.publishing import Publishing
from server.reports.written_apart import WrittenApart
from server.settings import Settings
from server.speaking import Speaking
from server.store.database import Store
from server.store.journal import Entry
from server.typefaces import Typefaces
from server.witnessing import Witness

LARGEST_BODY = 64 * 1024


class _Json:
    """Socket.IO's codec: orjson, several times faster than the standard library's."""

    @staticmethod
    def dumps(value: object, **_: object) -> str:
        return orjson.dumps(value).decode()

    @staticmethod
    def loads(text: str | bytes, **_: object) -> object:
        return orjson.loads(text)


class _Sessions(SecureCookieSessionInterface):
    """A session that began over TLS stays on TLS; a hall's own network has none."""

    def get_cookie_secure(self, app: Flask) -> bool:
        return request.is_secure

    def open_session(self, app: Flask, request: Request) -> SecureCookieSession | None:
        """A device comes without a cookie; Flask would make its signer ready all the same, for each request."""
        if self.get_cookie_name(app) not in request.cookies:
            return self.session_class()
        return super().open_session(app, request)


@dataclass(frozen=True)
class Hub:
    """A hub, ready to serve."""

    app: Flask
    socketio: SocketIO
    store: Store
    follower: Follower


def create_app(settings: Settings) -> Hub:
    """Wires a hub of all halls in the database. The database must have been migrated."""
    ways = threads(settings.async_mode)
    store = Store(settings.database, threads=ways)
    app = document.openapi()
    app.config.update(
        SECRET_KEY=store.secret,
        PUBLIC_URL=settings.public_url,
        MAX_CONTENT_LENGTH=LARGEST_BODY,
        SESSION_COOKIE_NAME="jiaohao",
        SESSION_COOKIE_SAMESITE="Strict",
        WTF_CSRF_TIME_LIMIT=None,
        RATELIMIT_ENABLED=True,
    )
    app.session_interface = _Sessions()
    socketio = SocketIO(
        app,
        async_mode=settings.async_mode,
        transports=["websocket"],
        json=_Json,
        ping_interval=10,
        ping_timeout=8,
        max_http_buffer_size=LARGEST_BODY,
    )

    if settings.proxies:
        trusted = settings.proxies
        # Around Socket.IO, too, which has put itself around the app above.
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted, x_host=trusted)  # type: ignore[method-assign]

    def definition(code: str) -> Definition:
        with store.read() as conn:
            return store.definition(conn, code)

    speaking = Speaking(
        cache=settings.data / "voice", clips=settings.data / "clips", store=store, definition=definition, threads=ways
    )

    def tell_presence(hall: str, device: str, online: bool) -> None:
        connections.tell_managers(follower, hall, "presence", {"device": device, "online": online})

    terminals = Terminals()
    presence = Presence(store, terminals=terminals, threads=ways, tell=tell_presence)
    follower = Follower(
        store=store,
        threads=ways,
        sender=Sending(socketio),
        speech=speaking.speech,
        public_url=settings.public_url,
        present=presence.online,
        now=time.monotonic,
    )

    def make_ready_where_heard(hall: str, entries: list[Entry]) -> None:
        if follower.members(hall, Role.DISPLAY):
            speaking.make_ready(hall, entries)

    hints = Hints(settings.message_queue, threads=ways, on_hint=follower.hint)

    def on_change(hall: str, seq: int) -> None:
        access_log.note_seq(seq)
        hints.give(hall, seq)

    store.on_change = on_change
    metrics = Metrics(store, terminals=terminals, online=presence.online, voices=speaking.availability)
    store.on_turn = metrics.on_turn
    store.on_commit(metrics.on_commit)
    follower.on_told = metrics.on_told
    follower.listeners += [metrics.on_rows, speaking.on_rows, make_ready_where_heard]
    printing = PrintingHere(
        store, threads=ways, definition=definition, drive=_printers(settings.data), public_url=settings.public_url
    )
    follower.listeners.append(printing.on_rows)

    apart = WrittenApart(store.url, settings.data / "exports", threads=ways)
    publishing = Publishing(store, threads=ways)
    exporting = ExportingHere(store, apart, publishing, threads=ways)
    follower.listeners.append(exporting.on_rows)

    app.extensions |= {
        "store": store,
        "threads": ways,
        "speak": speaking.render,
        "say": speaking.say,
        "say_prompt": speaking.say_prompt,
        "spoken_languages": speaking.languages,
        "voice": speaking,
        "settings": settings,
        "presence": presence,
        "reports": Reports(store, threads=ways),
        "apart": apart,
        "publishing": publishing,
        "one_child": ways.lock(),
    }
    problems.register(app)
    sessions.limiter.init_app(app)
    for api in (
        tickets,
        prints,
        appointments,
        windows,
        servings,
        hall,
        kiosks,
        voice,
        ratings,
        cases,
        alerts,
        definitions,
        live,
        reports,
        months,
        exports,
        national,
        figures,
        published,
        sessions,
        people,
        personal_data,
        journal,
        suggestions,
        inspections,
        pairings,
        devices,
    ):
        app.register_api(api.api)
    app.register_api(sessions.pages)
    document.register(app)
    pages.register(app, typefaces=Typefaces(cache=settings.data / "fonts", threads=ways))
    connections.register(socketio, store=store, follower=follower, terminals=terminals, presence=presence, threads=ways)
    slow_terminals.watch(socketio.server, threads=ways, who=terminals.get)
    access_log.register(app)
    health.register(app, store=store, follower=follower, metrics=metrics)
    follower.start()
    hints.start()
    presence.start()
    Keeper(store, threads=ways).start()
    printing.start()
    exporting.start()
    Witness(store, threads=ways).start()
    return Hub(app=app, socketio=socketio, store=store, follower=follower)


def _printers(folder: Path) -> Drive:
    """Drives the printers that hang at this hub, each by its rules; a file printer writes into ``folder``."""
    stations: dict[str, Any] = {}

    def drive(rules: PrinterRules, sheet: Json) -> Printed:
        # Importing printers takes a third of a second, which the first ticket can spare better than the hub's start.
        from kiosk.printing import Station, open_printer

        known = rules.model_dump_json()
        if known not in stations:
            stations[known] = Station(open_printer(rules, folder=folder))
        outcome: Printed = stations[known].print(sheet)
        return outcome

    return drive

"""The Socket.IO side of the feed: who may connect, presence of devices, and what was heard."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

from flask import Flask, request, session
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO

from server.concurrency import Threads
from server.domain.actor import DEVICES, PEOPLE, Actor, Role
from server.feed.following import Follower, NoLonger
from server.feed.presence import Presence
from server.feed.slow_terminals import cut
from server.feed.telling import SEE_DEVICES
from server.feed.terminals import NAMESPACE, Terminals
from server.operations import signing_in
from server.store import credentials
from server.store.database import AWAY, Store
from server.store.journal import Entry
from server.store.patience import patiently

T = TypeVar("T")

PATIENCE_SECONDS = 4.0
PAUSE_SECONDS = 0.5
"""So long a terminal that comes while the database is away is kept waiting, and so often the database is tried."""
LOOK_EVERY_SECONDS = 15.0
"""How long the page of somebody whose session ended by itself may still hear the feed."""
ENDING = frozenset({"sessions.ended", "password.changed", "person.changed", "definition.changed"})
"""Journal rows with which sessions may have ended."""


def register(
    socketio: SocketIO, *, store: Store, follower: Follower, terminals: Terminals, presence: Presence, threads: Threads
) -> None:
    """Lets terminals connect to ``/feed``, and sends away those that are revoked."""

    def send_away(sids: list[str]) -> None:
        for sid in sids:
            socketio.server.disconnect(sid, namespace=NAMESPACE)

    sessions: dict[str, str] = {}
    """The digest of the token with which each person's page came."""

    def send_away_the_signed_out() -> None:
        """Pages whose session has ended: by its time, by signing out, or because somebody ended it."""
        here = terminals.of_people()
        for gone in sessions.keys() - here.keys():
            sessions.pop(gone, None)
        send_away([sid for sid, digest in list(sessions.items()) if not signing_in.holds(store, digest)])

    def look_after_sessions() -> None:
        while True:
            threads.sleep(LOOK_EVERY_SECONDS)
            with suppress(*AWAY):  # the store has said so; the next look tries again
                send_away_the_signed_out()

    threads.task(look_after_sessions)

    def on_rows(hall: str, entries: list[Entry]) -> None:
        revoked = [entry.subject for entry in entries if entry.kind == "device.revoked"]
        sids = [sid for device in revoked for sid in terminals.of_device(hall, device)]
        if sids:
            threads.task(lambda: send_away(sids))
        if any(entry.kind in ENDING for entry in entries):
            threads.task(send_away_the_signed_out)

    follower.listeners.append(on_rows)

    def enter(sid: str, room: str) -> None:
        socketio.server.enter_room(sid, room, namespace=NAMESPACE)

    def or_cut(environ: dict[str, Any], ask: Callable[[], T]) -> T:
        """What ``ask`` gives once the database answers. Where that takes too long the terminal has to come again.

        A refusal would be the wrong word for it: Socket.IO's clients do not come again after one.
        """
        try:
            return patiently(ask, threads=threads, pause=PAUSE_SECONDS, seconds=PATIENCE_SECONDS)
        except AWAY as error:
            cut(environ)
            raise Refused("the database is away") from error

    def connect(sid: str, environ: dict[str, Any], auth: object = None) -> None:
        asked = auth if isinstance(auth, dict) else {}
        token = asked.get("token")
        if not isinstance(token, str) or not token:
            token = None
        in_page = _in_page(environ) if token is None else None

        def who() -> Actor | None:
            return signing_in.enter_page(store, in_page) if token is None else signing_in.enter(store, token)

        actor = or_cut(environ, who)
        if actor is None:
            raise Refused("unauthorised", {"status": 401})
        if actor.limited:
            raise Refused("first password", {"status": 403})
        if actor.role in PEOPLE:
            sessions[sid] = str(in_page) if token is None else credentials.digest(token)
        since = asked.get("since")
        epoch = asked.get("epoch")
        terminals.come(sid, actor)

        def join() -> None:
            follower.join(
                sid,
                enter,
                actor,
                since=since if isinstance(since, int) and not isinstance(since, bool) and since >= 0 else None,
                epoch=epoch if isinstance(epoch, str) else None,
                still=lambda conn: token is None or signing_in.bearer(conn, token, now=store.clock()) is not None,
            )

        def come_in() -> None:
            try:
                or_cut(environ, join)
            except Refused:  # its connection is cut
                return
            except NoLonger:
                send_away([sid])
                return
            except (KeyError, ValueError):  # what Socket.IO says of a connection that it has let go
                if terminals.get(sid) is not None:
                    raise
            if terminals.get(sid) is None:  # gone again while it was coming in
                follower.leave(sid, actor)
            elif actor.role in DEVICES:
                presence.changed()

        # Only after this handler returns is the terminal told that it is connected; its state comes next.
        threads.task(come_in)

    # Through Socket.IO itself: Flask-SocketIO would wrap a whole request around it, and a hall comes back all at once.
    socketio.server.on("connect", connect, namespace=NAMESPACE)

    @socketio.on("disconnect", namespace=NAMESPACE)
    def disconnect(*_: object) -> None:
        sid: str = request.sid  # type: ignore[attr-defined]
        actor = terminals.go(sid)
        if actor is None:
            return
        follower.leave(sid, actor)
        if actor.role in DEVICES:
            presence.changed()

    @socketio.on("spoken", namespace=NAMESPACE)
    def spoken(data: object = None) -> None:
        actor = terminals.get(request.sid)  # type: ignore[attr-defined]
        seq = data.get("seq") if isinstance(data, dict) else None
        if actor is not None and actor.role is Role.DISPLAY and isinstance(seq, int):
            tell_managers(follower, actor.hall, "spoken", {"device": actor.subject, "seq": seq})


def _in_page(environ: dict[str, Any]) -> object:
    """What stands for a token in the session cookie that a page came with."""
    app: Flask = environ["flask.app"]
    with app.request_context(environ):
        return session.get("token")


def tell_managers(follower: Follower, hall: str, event: str, data: dict[str, Any]) -> None:
    """What managers hear beside the journal, and who reads or keeps what they do."""
    follower.tell(hall, SEE_DEVICES, event, data)

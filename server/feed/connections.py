"""The Socket.IO side of the feed: who may connect, presence of devices, and what was heard."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from flask import request, session
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO

from server.concurrency import Threads
from server.domain.actor import DEVICES, Actor, Role
from server.feed.following import Follower
from server.feed.presence import Presence
from server.feed.slow_terminals import cut
from server.feed.terminals import NAMESPACE, Terminals
from server.operations import signing_in
from server.store.database import AWAY, Store
from server.store.journal import Entry
from server.store.patience import patiently

T = TypeVar("T")

PATIENCE_SECONDS = 4.0
PAUSE_SECONDS = 0.5
"""So long a terminal that comes while the database is away is kept waiting, and so often the database is tried."""


def register(
    socketio: SocketIO, *, store: Store, follower: Follower, terminals: Terminals, presence: Presence, threads: Threads
) -> None:
    """Lets terminals connect to ``/feed``, and sends away those that are revoked."""

    def send_away(sids: list[str]) -> None:
        for sid in sids:
            socketio.server.disconnect(sid, namespace=NAMESPACE)

    def on_rows(hall: str, entries: list[Entry]) -> None:
        revoked = [entry.subject for entry in entries if entry.kind == "device.revoked"]
        sids = [sid for device in revoked for sid in terminals.of_device(hall, device)]
        if sids:
            threads.task(lambda: send_away(sids))

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

    @socketio.on("connect", namespace=NAMESPACE)
    def connect(auth: object = None) -> None:
        asked = auth if isinstance(auth, dict) else {}
        token = asked.get("token")
        sid: str = request.sid  # type: ignore[attr-defined]
        environ: dict[str, Any] = request.environ
        in_page = session.get("token")
        if not isinstance(token, str) or not token:
            token = None

        def who() -> Actor | None:
            if token is not None:
                return signing_in.enter(store, token)
            with store.read() as conn:
                return signing_in.of_page(conn, in_page, now=store.clock())

        actor = or_cut(environ, who)
        if actor is None:
            raise Refused("unauthorised", {"status": 401})
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
            )

        def come_in() -> None:
            try:
                or_cut(environ, join)
            except Refused:  # its connection is cut
                return
            except (KeyError, ValueError):  # what Socket.IO says of a connection that it has let go
                if terminals.get(sid) is not None:
                    raise
            if terminals.get(sid) is None:  # gone again while it was coming in
                follower.leave(sid, actor)
            elif token is not None and signing_in.enter(store, token) is None:  # revoked while it was coming in
                send_away([sid])
            elif actor.role in DEVICES:
                presence.changed()

        # Only after this handler returns is the terminal told that it is connected; its state comes next.
        threads.task(come_in)

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
            tell_managers(socketio, follower, actor.hall, "spoken", {"device": actor.subject, "seq": seq})


def tell_managers(socketio: SocketIO, follower: Follower, hall: str, event: str, data: dict[str, Any]) -> None:
    """What managers hear beside the journal."""
    for audience in follower.members(hall, Role.MANAGER):
        socketio.emit(event, data, to=audience.room, namespace=NAMESPACE)

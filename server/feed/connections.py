"""The Socket.IO side of the feed: who may connect, presence of devices, and what was heard."""

from __future__ import annotations

import logging
from typing import Any

from flask import request, session
from flask_socketio import ConnectionRefusedError as Refused
from flask_socketio import SocketIO
from sqlalchemy.exc import DBAPIError

from server.concurrency import Threads
from server.domain.actor import DEVICES, Actor, Role
from server.feed.following import Follower
from server.feed.terminals import Terminals
from server.operations import signing_in
from server.store.database import Store

NAMESPACE = "/feed"

log = logging.getLogger("jiaohao.feed")


def register(socketio: SocketIO, *, store: Store, follower: Follower, terminals: Terminals, threads: Threads) -> None:
    """Lets terminals connect to ``/feed``."""

    def tell_managers(hall: str, event: str, data: dict[str, Any]) -> None:
        for audience in follower.members(hall, Role.MANAGER):
            socketio.emit(event, data, to=audience.room, namespace=NAMESPACE)

    def tell_presence(actor: Actor, *, online: bool) -> None:
        log.info("device came" if online else "device went", extra={"hall": actor.hall, "device": actor.subject})
        tell_managers(actor.hall, "presence", {"device": actor.subject, "online": online})

    def enter(sid: str, room: str) -> None:
        socketio.server.enter_room(sid, room, namespace=NAMESPACE)

    @socketio.on("connect", namespace=NAMESPACE)
    def connect(auth: object = None) -> None:
        asked = auth if isinstance(auth, dict) else {}
        token = asked.get("token")
        try:
            with store.read() as conn:
                actor = (
                    signing_in.bearer(conn, token, now=store.clock())
                    if isinstance(token, str) and token
                    else signing_in.of_page(conn, session.get("token"), now=store.clock())
                )
        except DBAPIError as error:  # not the terminal's fault, and no reason to throw its token away
            raise Refused("the database is away", {"status": 503}) from error
        if actor is None:
            raise Refused("unauthorised", {"status": 401})
        sid: str = request.sid  # type: ignore[attr-defined]
        since = asked.get("since")
        epoch = asked.get("epoch")
        is_new = not terminals.is_here(actor)
        terminals.come(sid, actor)

        def come_in() -> None:
            try:
                follower.join(
                    sid,
                    enter,
                    actor,
                    since=since if isinstance(since, int) and not isinstance(since, bool) and since >= 0 else None,
                    epoch=epoch if isinstance(epoch, str) else None,
                )
            except DBAPIError as error:  # it must not wait for a beginning that never comes
                log.warning("a terminal could not be brought up to date: %s", error.orig, extra={"hall": actor.hall})
                socketio.server.disconnect(sid, namespace=NAMESPACE)
            except (KeyError, ValueError):  # what Socket.IO says of a connection that it has let go
                if terminals.get(sid) is not None:
                    raise
            if terminals.get(sid) is None:  # gone again while it was coming in
                follower.leave(sid, actor)
            elif actor.role in DEVICES and is_new:
                tell_presence(actor, online=True)

        # Only after this handler returns is the terminal told that it is connected; its state comes next.
        threads.task(come_in)

    @socketio.on("disconnect", namespace=NAMESPACE)
    def disconnect(*_: object) -> None:
        sid: str = request.sid  # type: ignore[attr-defined]
        actor = terminals.go(sid)
        if actor is None:
            return
        follower.leave(sid, actor)
        if actor.role in DEVICES and not terminals.is_here(actor):
            tell_presence(actor, online=False)

    @socketio.on("spoken", namespace=NAMESPACE)
    def spoken(data: object = None) -> None:
        actor = terminals.get(request.sid)  # type: ignore[attr-defined]
        seq = data.get("seq") if isinstance(data, dict) else None
        if actor is not None and actor.role is Role.DISPLAY and isinstance(seq, int):
            tell_managers(actor.hall, "spoken", {"device": actor.subject, "seq": seq})

"""Terminals that do not read what they are sent are let go, so that what waits for them cannot fill the memory.

They come again by themselves and are told what they missed. The others never wait for them: each connection has a
queue and a writer of its own.
"""

from __future__ import annotations

import logging
import socket
from collections.abc import Callable
from contextlib import suppress
from typing import Any

from server.concurrency import Threads
from server.domain.actor import Actor
from server.feed.terminals import NAMESPACE

MOST_WAITING = 3_000
"""Messages that may wait for one terminal: more than any catch-up sends it at once."""
LOOK_EVERY = 0.5

log = logging.getLogger("jiaohao.feed")


def watch(server: Any, *, threads: Threads, who: Callable[[str], Actor | None]) -> None:
    """Looks again and again for terminals of the Socket.IO ``server`` that have fallen too far behind.

    ``who`` says whose connection to the feed one is.
    """

    def look_forever() -> None:
        while True:
            let_go(server, who=who)
            threads.sleep(LOOK_EVERY)

    threads.task(look_forever)


def let_go(server: Any, *, who: Callable[[str], Actor | None]) -> int:
    """Cuts the connections for which too much waits, and gives how many."""
    slow = [sid for sid, client in list(server.eio.sockets.items()) if client.queue.qsize() > MOST_WAITING]
    for sid in slow:
        actor = who(server.manager.sid_from_eio_sid(sid, NAMESPACE) or "")
        log.warning(
            "a terminal does not read what it is sent and is let go",
            extra={"hall": actor.hall if actor else None, "terminal": actor.name if actor else None},
        )
        # Its writer hangs in a full TCP buffer and would never see a polite farewell: the connection itself is cut,
        # which ends reader and writer alike.
        cut(server.environ[sid])
    return len(slow)


def cut(environ: dict[str, Any]) -> None:
    """Cuts the connection of a request; whose it was comes again by itself, as after any outage."""
    with suppress(OSError):
        _connection(environ).shutdown(socket.SHUT_RDWR)


def _connection(environ: dict[str, Any]) -> Any:
    """The TCP connection of a request, as eventlet's server or werkzeug's hands it out."""
    if "eventlet.input" in environ:
        return environ["eventlet.input"].get_socket()
    return environ["werkzeug.socket"]

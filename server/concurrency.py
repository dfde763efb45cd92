"""Threads and events for the two ways to run a hub: eventlet (the default) and plain threading.

Only this module and ``__main__`` know eventlet. A *task* is cooperative under eventlet; a *native* thread is a
real one in both ways and must never wait on a task's primitives, which is what ``Reply`` is for.
"""

from __future__ import annotations

import os
import socket
import threading
from collections import deque
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, Literal, Protocol

AsyncMode = Literal["eventlet", "threading"]
MOST_CONNECTIONS = 10_000
BACKLOG = 1_024
"""Connections that may wait to be taken: after a restart all terminals of a hall come at once."""


@dataclass(frozen=True, kw_only=True)
class Place:
    """Where a hub listens; ``certificate`` names the files of a TLS certificate and its key."""

    host: str
    port: int
    certificate: tuple[str, str] | None = None

    def resolved(self) -> tuple[socket.AddressFamily, Any]:
        """The family and the address of its socket. Raises OSError."""
        family, *_, address = socket.getaddrinfo(self.host, self.port, type=socket.SOCK_STREAM)[0]
        return family, address


class Reply(Protocol):
    """A slot for one outcome, filled in a native thread and awaited by a task."""

    def fill(self, value: Any) -> None: ...
    def fail(self, error: BaseException) -> None: ...
    def wait(self) -> Any: ...


class Bell(Protocol):
    """Rings a task awake; rings while nobody waits are kept as one."""

    def ring(self) -> None: ...
    def wait(self, seconds: float) -> None: ...


class Threads(Protocol):
    """What the hub needs of either way to run."""

    mode: AsyncMode

    def reply(self) -> Reply: ...
    def bell(self) -> Bell: ...
    def lock(self) -> Any: ...
    def native_lock(self) -> Any: ...
    def task(self, target: Callable[[], None]) -> None: ...
    def native(self, target: Callable[[], None], *, name: str) -> None: ...
    def off_loop(self, work: Callable[[], Any]) -> Any: ...
    def sleep(self, seconds: float) -> None: ...
    def serve(self, socketio: Any, app: Any, *, at: Place, listens: Callable[[], None]) -> None: ...


def threads(mode: AsyncMode) -> Threads:
    return _Eventlet() if mode == "eventlet" else _Plain()


class _PlainReply:
    def __init__(self) -> None:
        self._done = threading.Event()
        self._value: Any = None
        self._error: BaseException | None = None

    def fill(self, value: Any) -> None:
        self._value = value
        self._done.set()

    def fail(self, error: BaseException) -> None:
        self._error = error
        self._done.set()

    def wait(self) -> Any:
        self._done.wait()
        if self._error is not None:
            raise self._error
        return self._value


class _PlainBell:
    def __init__(self) -> None:
        self._rung = threading.Event()

    def ring(self) -> None:
        self._rung.set()

    def wait(self, seconds: float) -> None:
        self._rung.wait(seconds)
        self._rung.clear()


class _Plain:
    mode: AsyncMode = "threading"

    def reply(self) -> Reply:
        return _PlainReply()

    def bell(self) -> Bell:
        return _PlainBell()

    def lock(self) -> Any:
        return threading.RLock()

    def native_lock(self) -> Any:
        return threading.Lock()

    def task(self, target: Callable[[], None]) -> None:
        threading.Thread(target=target, daemon=True).start()

    def native(self, target: Callable[[], None], *, name: str) -> None:
        threading.Thread(target=target, name=name, daemon=True).start()

    def off_loop(self, work: Callable[[], Any]) -> Any:
        return work()

    def sleep(self, seconds: float) -> None:
        threading.Event().wait(seconds)

    def serve(self, socketio: Any, app: Any, *, at: Place, listens: Callable[[], None]) -> None:
        family, address = at.resolved()
        # Whether it can listen is seen here: werkzeug would end the program instead of raising OSError.
        socket.create_server(address, family=family).close()
        listens()
        socketio.run(app, host=at.host, port=at.port, ssl_context=at.certificate, allow_unsafe_werkzeug=True)


class _EventletReply:
    def __init__(self, post: Callable[[Callable[[], None]], None]) -> None:
        from eventlet.event import Event

        self._event = Event()
        self._post = post

    def fill(self, value: Any) -> None:
        self._post(lambda: self._event.send(value))

    def fail(self, error: BaseException) -> None:
        self._post(lambda: self._event.send_exception(error))

    def wait(self) -> Any:
        return self._event.wait()


class _EventletBell:
    def __init__(self) -> None:
        from eventlet.event import Event

        self._new = Event
        self._event = Event()

    def ring(self) -> None:
        if not self._event.ready():
            self._event.send()

    def wait(self, seconds: float) -> None:
        self._event.wait(seconds)
        if self._event.ready():
            self._event = self._new()


class _Eventlet:
    """Native threads hand their outcomes to the loop through a pipe, the one thing both sides can wait on."""

    mode: AsyncMode = "eventlet"

    def __init__(self) -> None:
        import eventlet
        import eventlet.hubs
        import eventlet.patcher
        import eventlet.semaphore
        import eventlet.tpool
        import eventlet.wsgi

        self._eventlet = eventlet
        self._real_threading = eventlet.patcher.original("threading")
        self._posted: deque[Callable[[], None]] = deque()
        self._read_end, self._write_end = os.pipe()
        os.set_blocking(self._read_end, False)
        os.set_blocking(self._write_end, False)
        eventlet.spawn(self._carry_over)

    def _carry_over(self) -> None:
        # The real os.read: eventlet's green one would wait by itself and hide a full pipe.
        read = self._eventlet.patcher.original("os").read
        while True:
            self._eventlet.hubs.trampoline(self._read_end, read=True)
            try:
                read(self._read_end, 65_536)
            except BlockingIOError:
                continue
            while self._posted:
                self._posted.popleft()()

    def _post(self, act: Callable[[], None]) -> None:
        self._posted.append(act)
        with suppress(BlockingIOError):  # a full pipe is awake already
            self._eventlet.patcher.original("os").write(self._write_end, b"\0")

    def reply(self) -> Reply:
        return _EventletReply(self._post)

    def bell(self) -> Bell:
        return _EventletBell()

    def lock(self) -> Any:
        return self._eventlet.semaphore.Semaphore()

    def native_lock(self) -> Any:
        return self._real_threading.Lock()

    def task(self, target: Callable[[], None]) -> None:
        self._eventlet.spawn(target)

    def native(self, target: Callable[[], None], *, name: str) -> None:
        self._real_threading.Thread(target=target, name=name, daemon=True).start()

    def off_loop(self, work: Callable[[], Any]) -> Any:
        return self._eventlet.tpool.execute(work)

    def sleep(self, seconds: float) -> None:
        self._eventlet.sleep(seconds)

    def serve(self, socketio: Any, app: Any, *, at: Place, listens: Callable[[], None]) -> None:
        # What socketio.run does, but for the backlog of 50 and the limit of 1,024 connections, websockets included.
        family, address = at.resolved()
        # By itself eventlet lets a second hub listen at the same port, and half of all requests would go to each.
        listening = self._eventlet.listen(address, family, backlog=BACKLOG, reuse_port=False)
        if at.certificate is not None:
            cert, key = at.certificate
            listening = self._eventlet.wrap_ssl(listening, certfile=cert, keyfile=key, server_side=True)
        listens()
        self._eventlet.wsgi.server(listening, app, log_output=False, max_size=MOST_CONNECTIONS)

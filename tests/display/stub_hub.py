"""A hub of a few lines, which says on the feed exactly what a test wants, in whatever order and however late."""

from __future__ import annotations

import json
import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import socketio
from werkzeug.serving import make_server

NAMESPACE = "/feed"
Message = dict[str, Any]
Greeting = Callable[[Message], Iterable[tuple[str, Message]]]


def at(*, ago: float = 0.0) -> str:
    """A moment so many seconds ago, as the hub writes it."""
    moment = datetime.now(UTC) - timedelta(seconds=ago)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def snapshot(seq: int) -> tuple[str, Message]:
    return "snapshot", {"epoch": "e1", "seq": seq, "at": at(), "state": {"calls": []}}


def tick(seq: int, *, after: int | None = None) -> tuple[str, Message]:
    return "tick", {"seq": seq, "after": seq if after is None else after, "at": at()}


def called(
    seq: int, *, after: int | None = None, ago: float = 0.0, sounds: Iterable[str] = (), kind: str = "ticket.called"
) -> tuple[str, Message]:
    """A call made so many seconds ago, with sounds under these paths."""
    speech = [{"language": "zh-CN", "text": "请", "audio": audio} for audio in sounds]
    data = {"number": f"A{seq:03}", "window": "3", "service": "A", "calls": 1, "language": "zh-CN", "speech": speech}
    return "event", {
        "seq": seq,
        "after": seq - 1 if after is None else after,
        "at": at(ago=ago),
        "kind": kind,
        "data": data,
    }


class StubHub:
    """Answers each connection by ``greeting`` and remembers what it was told. ``files`` are its sounds by path."""

    def __init__(self) -> None:
        self.auths: list[Message] = []
        self.spoken: list[int] = []
        self.asked: list[tuple[str, str]] = []
        self.files: dict[str, Path] = {}
        self.greeting: Greeting = lambda auth: [snapshot(10)]
        self.refusal: Message | None = None
        self.right: Message = {"speaks": True, "seconds": 10, "spoken": 0, "volume": 100}
        self.rights_asked: list[Message | None] = []
        self._sids: list[str] = []
        self._socketio = socketio.Server(async_mode="threading", cors_allowed_origins="*")
        self._socketio.on("connect", self._connected, namespace=NAMESPACE)
        self._socketio.on("spoken", lambda sid, told: self.spoken.append(told["seq"]), namespace=NAMESPACE)
        self._server = make_server("127.0.0.1", 0, socketio.WSGIApp(self._socketio, self._file), threaded=True)
        self.url = f"http://127.0.0.1:{self._server.port}"
        self._thread = threading.Thread(target=self._server.serve_forever, args=(0.02,), daemon=True)

    def start(self) -> None:
        self._thread.start()

    def stop(self) -> None:
        self.drop()
        self._server.shutdown()
        self._server.server_close()
        self._thread.join()

    def say(self, *messages: tuple[str, Message]) -> None:
        for name, data in messages:
            self._socketio.emit(name, data, namespace=NAMESPACE)

    def drop(self) -> None:
        """Every connection is lost."""
        while self._sids:
            self._socketio.disconnect(self._sids.pop(), namespace=NAMESPACE)

    def _connected(self, sid: str, environ: Message, auth: Message) -> None:
        self.auths.append(auth)
        if self.refusal is not None:
            raise socketio.exceptions.ConnectionRefusedError("refused", self.refusal)
        self._sids.append(sid)
        self._socketio.start_background_task(self._greet, sid, auth)

    def _greet(self, sid: str, auth: Message) -> None:
        for name, data in self.greeting(auth):
            self._socketio.emit(name, data, to=sid, namespace=NAMESPACE)

    def _file(self, environ: Message, start_response: Callable[..., object]) -> list[bytes]:
        path = environ["PATH_INFO"].encode("latin-1").decode()  # as WSGI hands paths over
        if path.startswith("/api/v1/voice/rooms/"):
            return self._right(environ, start_response)
        self.asked.append((path, environ.get("HTTP_AUTHORIZATION", "")))
        if path not in self.files:
            start_response("404 NOT FOUND", [("Content-Type", "application/problem+json")])
            return [b"{}"]
        start_response("200 OK", [("Content-Type", "audio/wav")])
        return [self.files[path].read_bytes()]

    def _right(self, environ: Message, start_response: Callable[..., object]) -> list[bytes]:
        """Who speaks in the room: as the test has it. ``rights_asked`` keeps what was asked, None for given back."""
        body = environ["wsgi.input"].read(int(environ.get("CONTENT_LENGTH") or 0))
        self.rights_asked.append(None if environ["REQUEST_METHOD"] == "DELETE" else json.loads(body))
        start_response("200 OK", [("Content-Type", "application/json")])
        return [json.dumps(self.right).encode()]


@contextmanager
def stub_hub() -> Iterator[StubHub]:
    hub = StubHub()
    hub.start()
    yield hub
    hub.stop()

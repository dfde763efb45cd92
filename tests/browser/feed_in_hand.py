"""A page whose feed the test speaks: any hall, any moment and any pace, without a hub brought there.

The page itself, its fonts and its API come from a real hub; only the WebSocket is answered here, in Socket.IO's words.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

from playwright.sync_api import Page, WebSocketRoute

from config.loading import HALLS, load_definition

Json = dict[str, Any]
MAQU = load_definition(HALLS / "maqu.toml")
LEAVES = MAQU.leaves


def at(*, ago: float = 0.0) -> str:
    """A moment so many seconds ago, as the hub writes it."""
    moment = datetime.now(UTC) - timedelta(seconds=ago)
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def window(code: str, *, state: str = "open", services: list[str] | None = None, **more: Any) -> Json:
    name = MAQU.windows[(int(code) - 1) % len(MAQU.windows)].name
    shown = {"code": code, "name": name, "state": state}
    return {**shown, "reason": None, "until": None, "staff": None, "serving": None, "services": services or [], **more}


def call(number: str, to: str = "1", **more: Any) -> Json:
    speech = [{"language": "zh-CN", "text": number, "audio": None}]
    shown = {"number": number, "window": to, "service": "A", "calls": 1, "language": "zh-CN", "speech": speech}
    return {**shown, "quiet": True, **more}


def hall(*, windows: int = 6, calls: int = 6, services: int = 12, ago: float = 5.0) -> dict[str, Any]:
    """A hall as a board is told it, with so many calls, the newest so many seconds ago."""
    made: dict[str, Any] = {
        "calls": [
            {"seq": 90 - n, "at": at(ago=ago + 10 * n), **_call(LEAVES[n % len(LEAVES)].code, 30 - n, n % windows + 1)}
            for n in range(calls)
        ]
    }
    made["windows"] = [window(str(n), services=["A"]) for n in range(1, windows + 1)]
    made["services"] = [_service(n) for n in range(services)]
    return {**made, "notices": list(MAQU.notices), "voice": {}}


def _call(service: str, number: int, window: int) -> Json:
    return call(f"{service}{number:03}", str(window), service=service)


def _service(place: int) -> Json:
    """The item of business at that place: what Maqu has, and after these the same once more under other codes."""
    leaf = LEAVES[place % len(LEAVES)]
    return {
        "code": leaf.code if place < len(LEAVES) else f"S{place}",
        "name": leaf.name,
        "icon": leaf.icon,
        "waiting": place % 5 + 1,
        "materials": list(leaf.materials),
    }


@dataclass
class FeedInHand:
    """The feed of one page. ``state`` is what its next connection is told first."""

    page: Page
    state: Json
    seq: int = 100
    _sockets: list[WebSocketRoute] = field(default_factory=list)
    away: bool = False

    def __post_init__(self) -> None:
        self.page.route_web_socket("**/socket.io/**", self._connected)

    def _connected(self, socket: WebSocketRoute) -> None:
        if self.away:
            socket.close()
            return
        self._sockets.append(socket)
        socket.on_message(lambda message: self._heard(socket, str(message)))
        opened = {"sid": "e", "upgrades": [], "pingInterval": 3_600_000, "pingTimeout": 3_600_000, "maxPayload": 10**6}
        socket.send("0" + json.dumps(opened))

    def _heard(self, socket: WebSocketRoute, message: str) -> None:
        if message.startswith("40/feed"):
            socket.send('40/feed,{"sid":"s"}')
            self._say(socket, "snapshot", {"epoch": "e1", "seq": self.seq, "at": at(), "state": self.state})

    def tell(self, kind: str, data: Json, *, ago: float = 0.0) -> None:
        """Something happened in the hall."""
        self.seq += 1
        event = {"seq": self.seq, "after": self.seq - 1, "at": at(ago=ago), "kind": kind, "data": data}
        self._say(self._sockets[-1], "event", event)

    def call(self, number: str, to: str = "1", *, ago: float = 0.0, **more: Any) -> None:
        self.tell("ticket.called", call(number, to, **more), ago=ago)

    def tick(self) -> None:
        """The hub is there and has nothing to tell: a page whose clock runs fast needs to hear it often."""
        for socket in self._sockets[-1:]:
            self._say(socket, "tick", {"seq": self.seq, "after": self.seq, "at": at()})

    def lose(self) -> None:
        """The hub is away, and stays away."""
        self.away = True
        self._sockets[-1].close()

    @staticmethod
    def _say(socket: WebSocketRoute, name: str, data: Json) -> None:
        socket.send("42/feed," + json.dumps([name, data], ensure_ascii=False))

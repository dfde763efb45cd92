"""Many screens in one process: as little work a screen as can be, so that it is the hub that is measured.

Driven over its standard input by lines of JSON, and answering in the same way:

- ``{"do": "open", "url", "count"}`` → ``{"seconds"}``: bare WebSocket connections, until each has Engine.IO's greeting
- ``{"do": "join", "namespaces", "token"?, "since"?, "epoch"?}`` → ``{"seconds", "since", "epoch"}`` once every screen
  is in each namespace, and in the feed has its first message
- ``{"do": "await", "namespace", "kind"}`` → ``{}`` at once: from now on the next event of that kind is watched for
- ``{"do": "arrived"}`` → ``{"at": [...]}``: monotonic seconds at which each screen had that event
- ``{"do": "audit"}`` → over all screens, breaks in the order of the feed, and the least and most that one was told
"""

from __future__ import annotations

import asyncio
import json
import sys
import time
from functools import lru_cache
from typing import Any

from websockets.asyncio.client import ClientConnection, connect

AT_ONCE = 100
WITHIN = 60.0


@lru_cache(maxsize=4096)
def parsed(text: str) -> tuple[str, str, dict[str, Any]]:
    """``(namespace, event, data)`` of a Socket.IO event; the same text comes to every screen."""
    namespace, _, body = text[2:].partition(",")
    event, data = json.loads(body)
    return namespace, event, data


class Screen:
    """One connection. ``gaps`` counts events of the feed that did not follow on the one before."""

    def __init__(self, crowd: Swarm, ws: ClientConnection) -> None:
        self.crowd = crowd
        self.ws = ws
        self.since: int | None = None
        self.epoch: str | None = None
        self.gaps = 0
        self.told = 0
        self.joining: set[str] = set()
        self.ready = asyncio.Event()
        self.reading = asyncio.create_task(self._read())

    async def join(self, namespaces: list[str], auth: dict[str, Any]) -> None:
        self.since, self.epoch = auth["since"], auth["epoch"]
        self.joining = set(namespaces)
        for namespace in namespaces:
            await self.ws.send(f"40{namespace},{json.dumps(auth) if namespace == '/feed' else ''}")
        await asyncio.wait_for(self.ready.wait(), WITHIN)

    async def _read(self) -> None:
        async for message in self.ws:
            text = str(message)
            if text == "2":
                await self.ws.send("3")
            elif text.startswith("40") and "/feed" not in text:
                self._is_in(text[2:].partition(",")[0])
            elif text.startswith("42"):
                namespace, event, data = parsed(text)
                if namespace == "/feed":
                    self._follow(event, data)
                    self._is_in(namespace)
                self.crowd.note(namespace, event, data)

    def _is_in(self, namespace: str) -> None:
        self.joining.discard(namespace)
        if not self.joining:
            self.ready.set()

    def _follow(self, event: str, data: dict[str, Any]) -> None:
        if event == "snapshot":
            self.since, self.epoch = data["seq"], data["epoch"]
        elif event in ("event", "tick"):
            self.gaps += data["after"] != self.since
            self.since = data["seq"]
            self.told += event == "event"


class Swarm:
    def __init__(self) -> None:
        self.screens: list[Screen] = []
        self.awaited: tuple[str, str] | None = None
        self.times: list[float] = []
        self.everybody = asyncio.Event()

    def note(self, namespace: str, event: str, data: dict[str, Any]) -> None:
        if event == "event" and (namespace, data["kind"]) == self.awaited:
            self.times.append(time.monotonic())
            if len(self.times) == len(self.screens):
                self.everybody.set()

    async def come(self, ask: dict[str, Any]) -> dict[str, Any]:
        began = time.monotonic()
        gate = asyncio.Semaphore(AT_ONCE)
        address = ask["url"].replace("http", "ws", 1) + "/socket.io/?EIO=4&transport=websocket"

        async def one() -> Screen:
            async with gate:
                ws = await connect(address, compression=None, ping_interval=None, open_timeout=WITHIN, max_size=None)
                await ws.recv()
            return Screen(self, ws)

        self.screens = list(await asyncio.gather(*(one() for _ in range(ask["count"]))))
        return {"seconds": time.monotonic() - began}

    async def join(self, ask: dict[str, Any]) -> dict[str, Any]:
        began = time.monotonic()
        auth = {"token": ask.get("token"), "since": ask.get("since"), "epoch": ask.get("epoch")}
        await asyncio.gather(*(screen.join(ask["namespaces"], auth) for screen in self.screens))
        first = self.screens[0]
        return {"seconds": time.monotonic() - began, "since": first.since, "epoch": first.epoch}

    async def watch(self, ask: dict[str, Any]) -> dict[str, Any]:
        self.awaited, self.times = (ask["namespace"], ask["kind"]), []
        self.everybody.clear()
        return {}

    async def arrived(self, _: dict[str, Any]) -> dict[str, Any]:
        await asyncio.wait_for(self.everybody.wait(), WITHIN)
        self.awaited = None
        return {"at": self.times}

    async def audit(self, _: dict[str, Any]) -> dict[str, Any]:
        at = [screen.since or 0 for screen in self.screens]
        told = [screen.told for screen in self.screens]
        return {
            "gaps": sum(screen.gaps for screen in self.screens),
            "at": [min(at), max(at)],
            "told": [min(told), max(told)],
        }


async def main() -> None:
    swarm = Swarm()
    do = {
        "open": swarm.come,
        "join": swarm.join,
        "await": swarm.watch,
        "arrived": swarm.arrived,
        "audit": swarm.audit,
    }
    lines = asyncio.StreamReader(limit=2**24)
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(lines), sys.stdin)
    while line := await lines.readline():
        ask = json.loads(line)
        sys.stdout.write(json.dumps(await do[ask["do"]](ask)) + "\n")
        sys.stdout.flush()


if __name__ == "__main__":
    asyncio.run(main())

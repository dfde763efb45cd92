"""Ordered files are written in a child process of low priority, which says how far it is and can be stopped.

``python -m server.reports.written_apart`` is that child: it reads what is ordered from its standard input, writes the
file and beside it, again and again, how much is done. Long work in the hub would hold up the calls.
"""

from __future__ import annotations

import os
import secrets
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import asdict
from datetime import date
from functools import partial
from pathlib import Path

import orjson

from server.concurrency import Threads
from server.reports import orders
from server.reports.orders import Order
from server.store.database import Store

NICE = 19
LOOK_EVERY = 0.25
TOLD_EVERY = 0.25
PROGRESS = "progress"
FILE = "file"
DOCUMENT = "document"

Wanted = Callable[[int, int], bool]
"""Hears how much is done, of how much, and says whether the file is still wanted."""


class WriteFailed(Exception):
    """The child ended without the file; it has said why on standard error."""


class NotWanted(Exception):
    """Nobody wants the file any more; the child was stopped."""


class WrittenApart:
    """Writes files in a folder of this hub; what is left there by a hub that died is removed at once."""

    def __init__(self, database: str, folder: Path, *, threads: Threads) -> None:
        self._database = database
        self._folder = folder
        self._threads = threads
        shutil.rmtree(folder, ignore_errors=True)

    @contextmanager
    def written(self, order: Order, *, wanted: Wanted = lambda done, total: True) -> Iterator[Path]:
        """The file, for as long as the context lasts. Raises WriteFailed, NotWanted, and whatever ``wanted`` does."""
        with self._child(asdict(order), wanted) as folder:
            yield folder / FILE

    def document(self, order: Order) -> bytes:
        """The document of a period as JSON, without anybody's words. Raises WriteFailed."""
        with self._child({**asdict(order), "only": DOCUMENT}, lambda done, total: True) as folder:
            return (folder / FILE).read_bytes()

    @contextmanager
    def _child(self, asked: dict[str, object], wanted: Wanted) -> Iterator[Path]:
        folder = self._folder / secrets.token_hex(8)
        folder.mkdir(parents=True)
        folder.chmod(0o700)
        try:
            child = self._threads.off_loop(partial(self._start, folder, asked))
            try:
                self._watch(child, folder, wanted)
            finally:
                if child.poll() is None:
                    child.kill()
                    self._threads.off_loop(child.wait)
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)

    def _start(self, folder: Path, asked: dict[str, object]) -> subprocess.Popen[bytes]:
        # The database's address may hold a password, so it does not go where `ps` would show it.
        order = folder / "order"
        order.write_bytes(orjson.dumps({"database": self._database, "order": asked}))
        with order.open("rb") as told:
            order.unlink()
            command = [sys.executable, "-m", "server.reports.written_apart", str(folder)]
            return subprocess.Popen(command, stdin=told, stdout=subprocess.DEVNULL)

    def _watch(self, child: subprocess.Popen[bytes], folder: Path, wanted: Wanted) -> None:
        while child.poll() is None:
            self._threads.sleep(LOOK_EVERY)
            if not wanted(*_progress(folder)):
                raise NotWanted
        if child.returncode != 0:
            raise WriteFailed(f"the writing child ended with {child.returncode}")


def _progress(folder: Path) -> tuple[int, int]:
    try:
        done, total = (folder / PROGRESS).read_text().split()
    except FileNotFoundError:
        return 0, 0
    return int(done), int(total)


class _Progress:
    """Writes how much is done, but not so often that it costs anything."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._told = 0.0

    def __call__(self, done: int, total: int) -> None:
        now = time.monotonic()
        if now - self._told >= TOLD_EVERY or done == total:
            self._told = now
            part = self._folder / f"{PROGRESS}.part"
            part.write_text(f"{done} {total}")
            part.replace(self._folder / PROGRESS)


def main(folder: Path) -> None:
    """What the child does."""
    os.nice(NICE)
    asked = orjson.loads(sys.stdin.buffer.read())
    told = asked["order"]
    only = told.pop("only", None)
    order = Order(**{**told, **{name: date.fromisoformat(told[name]) for name in ("first", "last")}})
    store = Store(asked["database"], threads=None, broken_text=False)
    if only == DOCUMENT:
        (folder / FILE).write_bytes(orders.document_of(store, order))
    else:
        orders.write(store, order, folder / FILE, _Progress(folder))
    store.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))

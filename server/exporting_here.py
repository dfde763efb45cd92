"""Writing the files that were ordered, the months that are over, and what is published, one by one beside the calls."""

from __future__ import annotations

from datetime import datetime, timedelta
from functools import partial
from pathlib import Path
from typing import cast

import orjson
import structlog

from server.concurrency import Threads
from server.domain.actor import Actor, Role
from server.domain.export import ExportState
from server.operations import reporting
from server.reports.orders import FileFormat, Order, What
from server.reports.period.days import of_month
from server.reports.publishing import Publishing
from server.reports.written_apart import NotWanted, WriteFailed, WrittenApart
from server.rounds import again_and_again
from server.store import exports
from server.store.database import Store
from server.store.journal import Entry

LOOK_EVERY = 20.0
SILENT_SECONDS = 60.0
"""So long after its hub was last heard of, an export is taken up by another."""
PART = 256 * 1024
"""Bytes of a file in one change: a few milliseconds of the writer's time."""

log = structlog.stdlib.get_logger("jiaohao.exporting")


class ExportingHere:
    """One worker of this hub. Several hubs of a database share what is ordered: each file is written by one."""

    def __init__(self, store: Store, apart: WrittenApart, publishing: Publishing, *, threads: Threads) -> None:
        self._store = store
        self._apart = apart
        self._publishing = publishing
        self._threads = threads
        self._bell = threads.bell()

    def start(self) -> None:
        self._threads.task(self._work)

    def on_rows(self, hall: str, entries: list[Entry]) -> None:
        """Wakes up when something was ordered."""
        if any(entry.kind == "export.ordered" for entry in entries):
            self._bell.ring()

    def look(self) -> None:
        """Writes what is ordered, publishes and reports months that are due, and removes what was kept long enough."""
        self._store.write(partial(exports.forget, older_than=self._store.clock() - reporting.KEPT))
        while waiting := self._waiting():
            self._write(*waiting[0])
        for hall in self._store.halls():
            for month in self._publishing.look(hall):
                log.info("published %s of %s", month, hall)
            self._report_months(hall)

    def _work(self) -> None:
        again_and_again(
            self.look, pause=partial(self._bell.wait, LOOK_EVERY), could_not="could not write what was ordered", log=log
        )

    def _waiting(self) -> list[tuple[str, str]]:
        with self._store.read() as conn:
            return exports.to_take_up(conn, silent_since=self._silent_since())

    def _silent_since(self) -> datetime:
        return self._store.clock() - timedelta(seconds=SILENT_SECONDS)

    def _write(self, hall: str, id: str) -> None:
        taken = partial(exports.take, hall=hall, id=id, now=self._store.clock(), silent_since=self._silent_since())
        if not self._store.write(taken):
            return
        with self._store.read() as conn:
            wanted = exports.get(conn, hall, id)
        order = Order(
            what=cast(What, wanted.what),
            hall=hall,
            first=wanted.first,
            last=wanted.last,
            format=cast(FileFormat, wanted.format),
        )
        try:
            with self._apart.written(order, wanted=partial(self._note, hall, id)) as file:
                self._keep(hall, id, file)
        except NotWanted:
            log.info("export %s of %s was given up", id, hall)
        except (WriteFailed, OSError) as error:
            log.error("export %s of %s failed: %s", id, hall, error)
            self._store.write(partial(exports.end, hall=hall, id=id, state=ExportState.FAILED))

    def _note(self, hall: str, id: str, done: int, total: int) -> bool:
        now = self._store.clock()
        return bool(self._store.write(partial(exports.note, hall=hall, id=id, done=done, total=total, now=now)))

    def _keep(self, hall: str, id: str, file: Path) -> None:
        """Puts the file where every hub finds it. Raises NotWanted."""
        with file.open("rb") as content:
            number = 0
            while piece := content.read(PART):
                add = partial(exports.add_part, hall=hall, id=id, part=number, content=piece, now=self._store.clock())
                if not self._store.write(add):
                    raise NotWanted
                number += 1
        end = partial(exports.end, hall=hall, id=id, state=ExportState.READY, bytes=file.stat().st_size)
        if not self._store.write(end):
            raise NotWanted

    def _report_months(self, hall: str) -> None:
        with self._store.read() as conn:
            definition = self._store.definition(conn, hall)
            due = reporting.months_due(conn, definition, now=self._store.clock())
        for month in due:
            days = of_month(month)
            order = Order(what="report", hall=hall, first=days.first, last=days.last, format="json")
            document = orjson.loads(self._apart.document(order))
            clock = Actor(hall=hall, role=Role.CLOCK, subject=hall)
            if self._store.change(clock, partial(reporting.keep_month, month=month, document=document)):
                log.info("reported %s of %s", month, hall)

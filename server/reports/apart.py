"""Reports over much data are worked out in a child process of low priority, so that no call waits for them.

In the hub they would hold up everybody: under eventlet nothing else runs meanwhile, and even in a thread the work
would take turns with all others for the interpreter. ``python -m tests.bench exporting`` measures a call beside one.

``python -m server.reports.apart`` is that child: it reads what is wanted from its standard input and writes the file's
name, a line break and the file to its standard output.
"""

from __future__ import annotations

import os
import subprocess
import sys
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial

import orjson
from sqlalchemy import Connection, literal, select

from server.concurrency import Threads
from server.domain.numbering import hall_day
from server.reports import files, rows
from server.reports.files import Format
from server.reports.grouping import By
from server.store.database import Store
from server.store.tables import servings, tickets

SMALL = 1_000
"""Servings or tickets of which the hub makes a report itself, in some 20 ms; a child takes half a second to start."""
NICE = 19
SECONDS = 900


@dataclass(frozen=True, kw_only=True)
class Wanted:
    """A report as a file, of the hall or of a ``department``. Days are hall days, both included."""

    kind: rows.Kind
    hall: str
    first: date
    last: date
    by: By
    format: Format
    department: str | None = None


class Reports:
    """Makes the reports of a hub: pages' and small files here and now, large files apart, one at a time.

    Figures come from the roll-ups, so JSON takes a hub little time however many days; writing it as cells takes more.
    """

    def __init__(self, store: Store, *, threads: Threads) -> None:
        self._store = store
        self._threads = threads
        self._one = threads.lock()

    def written(self, wanted: Wanted) -> tuple[str, bytes]:
        """The file's name and bytes. Raises CalledProcessError or TimeoutExpired when the child could not make it."""
        with self._store.read() as conn:
            if wanted.format == "json" or is_small(conn, wanted):
                return _written(self._store, conn, wanted)
        with self._one:
            answer: bytes = self._threads.off_loop(partial(_apart, self._store.url, wanted))
        name, _, file = answer.partition(b"\n")
        return name.decode(), file


def is_small(conn: Connection, wanted: Wanted) -> bool:
    """Whether the days hold few servings and tickets; counts no further than it must."""
    for table in (servings, tickets):
        mine = table.c.hall == wanted.hall, table.c.day.between(wanted.first, wanted.last)
        if len(conn.execute(select(literal(1)).where(*mine).limit(SMALL + 1)).all()) > SMALL:
            return False
    return True


def _written(store: Store, conn: Connection, wanted: Wanted) -> tuple[str, bytes]:
    definition = store.definition(conn, wanted.hall)
    days = {"first": wanted.first, "last": wanted.last, "today": hall_day(store.clock(), definition.zone)}
    report = rows.report(conn, definition, wanted.kind, by=wanted.by, department=wanted.department, **days)
    return files.name(report, wanted.format), files.written(report, wanted.format, language=definition.languages[0])


def _apart(database: str, wanted: Wanted) -> bytes:
    # The database's address may hold a password, so it does not go where `ps` would show it.
    asked = orjson.dumps({"database": database, "wanted": asdict(wanted)})
    command = [sys.executable, "-m", "server.reports.apart"]
    return subprocess.run(command, input=asked, stdout=subprocess.PIPE, check=True, timeout=SECONDS).stdout


def main() -> None:
    """What the child does."""
    os.nice(NICE)
    asked = orjson.loads(sys.stdin.buffer.read())
    told = asked["wanted"]
    days = {name: date.fromisoformat(told[name]) for name in ("first", "last")}
    wanted = Wanted(**{**told, **days})
    store = Store(asked["database"], threads=None, broken_text=False)
    with store.read() as conn:
        name, file = _written(store, conn, wanted)
    store.close()
    sys.stdout.buffer.write(name.encode() + b"\n" + file)


if __name__ == "__main__":
    main()

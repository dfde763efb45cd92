"""A city's hall with three years behind it, and a hub that serves it: made once a run, and given to each who measures.

The hall lies where it is evening, whenever that is measured: its last day is today's and nearly over.
"""

from __future__ import annotations

import atexit
import shutil
import tempfile
import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from typing import Any

import requests
from sqlalchemy import Connection, insert

from config.definition import Definition
from server.concurrency import threads
from server.domain.numbering import hall_day
from server.first_credentials import FirstCredentials
from server.operations.doubting import CAUGHT_UP, LOOKED_OVER
from server.operations.reporting import CAUGHT_UP_MONTHS
from server.store import schema
from server.store.database import Store
from server.store.tables import counters
from tests import quick_passwords
from tests.bench.big_hall import big_hall
from tests.bench.filling import fill
from tests.bench.hubs import Clerk, Line, MeasuredHub
from tests.bench.years import A_DAY

SERVINGS = 1_000_000
EVENING = 18
BUSY_WINDOWS, WAITING = 10, 80
JOURNAL_DAYS = 28


@dataclass(frozen=True, kw_only=True)
class Past:
    """The hall's database, as nobody has used it yet. Days are the hall's; on ``last`` it is evening."""

    database: Path
    definition: Definition
    credentials: FirstCredentials
    first: date
    last: date


@dataclass
class Hall:
    """A hub of its own on a copy of the past, with today's queue, and its manager's token."""

    past: Past
    hub: MeasuredHub
    database: Path
    token: str
    line: requests.Session
    manager: Line
    kiosk: Line
    clerks: list[Clerk]

    @classmethod
    def opened(cls, folder: Path, *, servings: int = SERVINGS, a_day: int = 1_280) -> Hall:
        """With ten windows that serve, a queue before them, and the past year's months reported."""
        past = made(servings, a_day)
        folder.mkdir(parents=True)
        database = Path(shutil.copy(past.database, folder / "hall.db"))
        hub = MeasuredHub(folder, f"sqlite:///{database}").start()
        login = {"job_number": "9001", "password": past.credentials.passwords["9001"]}
        token = requests.post(f"{hub.base_url}/api/v1/sessions", json=login, timeout=30).json()["token"]
        kiosk = Line(hub, past.credentials.tokens["kiosk"])
        clerks = [
            Clerk.sign_in(hub, past.credentials, str(n), job_number=f"1{n:03}") for n in range(1, BUSY_WINDOWS + 1)
        ]
        for n in range(WAITING):
            kiosk.post("/api/v1/tickets", ticket(n))
        for clerk in clerks[1:]:
            clerk.call()
        hall = cls(past, hub, database, token, requests.Session(), Line(hub, token), kiosk, clerks)
        hall.wait_for_months()
        return hall

    def wait_for_months(self) -> None:
        """The hub reports the months that are over, and is not to be measured meanwhile."""
        begins = self.past.first.year * 12 + self.past.first.month
        over = self.past.last.year * 12 + self.past.last.month - begins
        until = time.monotonic() + 600
        while len(self.get("/api/v1/months").json()["months"]) < min(over, CAUGHT_UP_MONTHS):
            if time.monotonic() > until:
                raise TimeoutError("the hub did not report the months that are over")
            time.sleep(1)

    def get(self, path: str) -> requests.Response:
        url = f"{self.hub.base_url}{path}"
        return self.line.get(url, headers={"Authorization": f"Bearer {self.token}"}, timeout=300)


def ticket(n: int) -> dict[str, Any]:
    """A ticket for the n-th service."""
    return {"service": f"S{n % 60:02}", "priority": "none", "language": "zh-CN"}


@cache
def made(servings: int, a_day: int) -> Past:
    """Kept until the process ends."""
    folder = Path(tempfile.mkdtemp(prefix="jiaohao-million-"))
    atexit.register(shutil.rmtree, folder, ignore_errors=True)
    database, definition = folder / "hall.db", big_hall(time_zone=_where_it_is_evening(), hours={"always": True})
    url = f"sqlite:///{database}"
    schema.migrate(url)
    store = Store(url, threads=threads("threading"))
    credentials = FirstCredentials.made_for(definition)
    quick_passwords.set_up(store, definition, credentials)
    today = hall_day(datetime.now(UTC), definition.zone)
    store.write(lambda conn: _have_looked_over(conn, definition.code, today))
    store.close()
    first = fill(
        database, definition, count=servings, last=today, a_day=a_day, added_up_before=today, journal_days=JOURNAL_DAYS
    )
    return Past(database=database, definition=definition, credentials=credentials, first=first, last=today)


def _where_it_is_evening() -> str:
    """A zone without summer time; those of this kind are named by how far they lie to the west."""
    east = EVENING - datetime.now(UTC).hour
    return f"Etc/GMT{-(east if east <= 14 else east - 24):+d}"


def _have_looked_over(conn: Connection, hall: str, today: date) -> None:
    """What is doubtful was flagged each evening."""
    days = [today - n * A_DAY for n in range(CAUGHT_UP.days + 1)]
    conn.execute(insert(counters), [{"hall": hall, "day": day, "name": LOOKED_OVER, "count": 1} for day in days])

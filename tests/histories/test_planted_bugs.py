"""The checker is worth what it finds: hubs with mistakes planted in them from outside are found out."""

from __future__ import annotations

import re
import uuid
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text

from config.loading import HALLS, load_definition
from tests.clusters import ServingHub, set_up_maqu
from tests.databases import new_postgresql
from tests.feed.terminals import Terminal
from tests.histories.busy_hall import BusyHall
from tests.histories.checking import faults
from tests.histories.hall_record import hall_record
from tests.histories.history import Client, History
from tests.histories.telling import told_wrongly
from tests.hubs import DemoHub


@contextmanager
def bent(folder: Path, bug: str) -> Iterator[DemoHub]:
    hub = DemoHub(folder / "hub", through=("tests.histories.bent_hub", bug)).start()
    try:
        yield hub
    finally:
        hub.kill()


def must_be_found(hub: DemoHub, history: History, pattern: str) -> None:
    found = faults(history, *hall_record(hub.database))
    assert any(re.search(pattern, fault) for fault in found), found


def test_it_finds_that_the_wrong_one_was_called(tmp_path: Path) -> None:
    history = History()
    with bent(tmp_path, "newest_first") as hub:
        kiosk = Client("device:kiosk", [hub.kiosk()], history)
        desk = BusyHall([hub.base_url], hub.credentials, seed=0, history=history).desk("1")
        desk.post("/windows/1/open")
        for _ in range(2):
            kiosk.post("/tickets", {"service": "A"})
        assert desk.post("/windows/1/call").status == 200
    must_be_found(hub, history, "was called, .* was next")


def test_it_finds_a_look_that_was_out_of_date(tmp_path: Path) -> None:
    history = History()
    with bent(tmp_path, "old_looks") as hub:
        desk = BusyHall([hub.base_url], hub.credentials, seed=0, history=history).desk("1")
        desk.get("/windows/1")
        desk.post("/windows/1/open")
        desk.get("/windows/1")
    must_be_found(hub, history, "not so at any moment")


def test_it_finds_an_answer_that_was_given_before_it_was_durable(tmp_path: Path) -> None:
    history = History()
    with bent(tmp_path, "answered_before_commit") as hub:
        kiosk = Client("device:kiosk", [hub.kiosk()], history)
        with suppress(ConnectionError):  # until the hub is dead
            while True:
                kiosk.post("/tickets", {"service": "A"})
    must_be_found(hub, history, "has no row of its own")


def test_it_finds_a_deed_that_was_done_again_for_the_same_key(tmp_path: Path) -> None:
    history, key = History(), str(uuid.uuid4())
    with bent(tmp_path, "receipts_forgotten") as hub:
        kiosk = hub.kiosk()
        kiosk.post("/tickets", {"service": "A"}, key=key)  # the answer to this one is lost
        asked = Client("device:kiosk", [kiosk], history).post("/tickets", {"service": "A"}, key=key)
        assert asked.status == 201
    must_be_found(hub, history, "nobody asked for row 1")


@pytest.mark.parametrize(
    ("bug", "pattern"),
    [("published_twice", "told twice"), ("published_before_commit", "told that row .* is ticket.called")],
)
def test_it_finds_what_a_board_was_told_wrongly(tmp_path: Path, bug: str, pattern: str) -> None:
    with bent(tmp_path, bug) as hub:
        board = Terminal(hub.base_url, hub.credentials["devices"]["display"]).connect()
        board.wait_for(lambda t: bool(t.snapshots))
        for _ in range(12):
            hub.kiosk().post("/tickets", {"service": "A"})
        board.wait_until(12)
        board.leave()
    found = told_wrongly(board, hall_record(hub.database)[0])
    assert any(re.search(pattern, fault) for fault in found), found


def test_it_finds_one_citizen_called_to_two_windows(postgresql_server: str, tmp_path: Path) -> None:
    """Two hubs take the hall's turn too late, and the database does not forbid what follows either."""
    database = new_postgresql(postgresql_server)
    first = set_up_maqu(database)
    engine = create_engine(database)
    with engine.begin() as conn:
        conn.execute(text("DROP INDEX one_window_for_a_citizen"))
    engine.dispose()
    hubs = [
        ServingHub(tmp_path / name, database, through=("tests.histories.bent_hub", "turn_taken_late")) for name in "ab"
    ]
    history = History()
    try:
        for hub in hubs:
            hub.start()
        credentials = first.document(load_definition(HALLS / "maqu.toml"), base_url="")
        kiosk = Client("device:kiosk", [hubs[0].caller(first.tokens["kiosk"])], history)
        clerks: list[Callable[[], object]] = []
        for hub, window in zip(hubs, ("1", "6"), strict=True):
            crowd = BusyHall([hub.base_url], credentials, seed=0, history=history)
            desk = crowd.desk(window)
            desk.post(f"/windows/{window}/open")
            clerks.append(lambda desk=desk, window=window: desk.post(f"/windows/{window}/call"))  # type: ignore[misc]
        kiosk.post("/tickets", {"service": "A"})
        with ThreadPoolExecutor(2) as both:
            for called in [both.submit(clerk) for clerk in clerks]:
                called.result()
    finally:
        for hub in hubs:
            hub.kill()
    found = faults(history, *hall_record(database))
    assert any("not possible" in fault and "ticket_state" in fault for fault in found), found

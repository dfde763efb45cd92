"""Terminals that were away, for minutes or a day, or that do not read: each event once, in order, or a snapshot."""

from __future__ import annotations

import random
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass

import psutil
import pytest
import requests

from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.domain.rating import Grade
from server.feed.following import REPLAYED_AT_MOST
from server.first_credentials import FirstCredentials
from server.operations import calling, issuing, rating, serving, windows
from server.store.database import Store
from server.store.turn import Turn
from tests.clusters import ServingHub, set_up_maqu
from tests.databases import new_postgresql
from tests.feed.wire import Wire

CLERK = Actor(hall="maqu", role=Role.STAFF, subject="1001", window="1")
MEBIBYTE = 1024 * 1024


@dataclass
class Busy:
    """A hub, and beside it somebody who writes into the same PostgreSQL as fast as a test likes."""

    hub: ServingHub
    store: Store
    first: FirstCredentials
    clerk_token: str

    @property
    def tokens(self) -> dict[str, str]:
        """One terminal of each kind that hears a different part."""
        devices = {name: self.first.tokens[name] for name in ("display", "evaluator-1", "evaluator-2", "kiosk")}
        return {**devices, "console": self.clerk_token}

    def terminal(self, name: str) -> Wire:
        return Wire(self.hub.base_url, self.tokens[name])

    def visits(self, count: int) -> int:
        """So many citizens from the kiosk to their rating; gives the journal's head."""

        def visit(turn: Turn) -> int:
            ticket = issuing.issue(turn, service="A", priority="none", language=None).ticket
            called = calling.call_number(turn, "1", ticket.number)
            for deed in (calling.recall, serving.start, serving.finish):
                deed(turn, called.id)
            rating.rate(turn, called.id, rating.Press(grade=Grade.SATISFIED), known_tags={})
            return turn.seq

        for _ in range(count):
            head = self.store.change(CLERK, visit)
        return head

    def rows(self, *kinds: str) -> int:
        """Rows of these kinds in one transaction; gives the journal's head."""

        def write(turn: Turn) -> int:
            for kind in kinds:
                of = {"window": "1", "serving": "s"} if kind == "rating.given" else {}
                turn.record(kind, subject="maqu", data={"notices": [], "device": "none", **of})
            return turn.seq

        return self.store.change(CLERK, write)


@pytest.fixture(scope="module", params=["eventlet", "threading"])
def busy(
    request: pytest.FixtureRequest, postgresql_server: str, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Busy]:
    database = new_postgresql(postgresql_server)
    first = set_up_maqu(database)
    hub = ServingHub(tmp_path_factory.mktemp("hub"), database, async_mode=request.param).start()
    login = {"job_number": "1001", "password": first.passwords["1001"], "window": "1"}
    token = requests.post(f"{hub.base_url}/api/v1/sessions", json=login, timeout=30).json()["token"]
    store = Store(database, threads=threads("threading"))
    store.change(CLERK, lambda turn: windows.open_window(turn, "1"))
    yield Busy(hub, store, first, token)
    store.close()
    hub.kill()


def test_who_was_away_for_hundreds_of_events_is_told_each_once_in_order(busy: Busy) -> None:
    begun = busy.visits(1)
    stayed = {name: busy.terminal(name).connect().read_until(begun) for name in busy.tokens}
    away = {name: busy.terminal(name).connect().read_until(begun) for name in busy.tokens}
    for terminal in away.values():
        terminal.vanish()
    for _ in range(6):
        head = busy.visits(10)
        for terminal in stayed.values():
            terminal.read_until(head)
    for name, terminal in away.items():
        witness = stayed[name]
        terminal.connect().read_until(head)
        assert len(terminal.snapshots) == 1, "the one it began with"
        assert terminal.heard == witness.heard
        assert terminal.seqs == sorted(set(terminal.seqs))
    heard = {name: len(terminal.events) for name, terminal in away.items()}
    # Of a visit: issued, called, recalled, started, finished, invited, rated.
    assert heard == {"display": 300, "console": 360, "evaluator-1": 240, "evaluator-2": 0, "kiosk": 180}
    for terminal in (*stayed.values(), *away.values()):
        terminal.vanish()


def test_before_what_is_old_it_is_told_what_time_it_is_now(busy: Busy) -> None:
    """So it can tell a stale call, whatever its own clock says."""
    board = busy.terminal("display").connect().read_until(1)
    board.vanish()
    head = busy.visits(1)
    board.connect()
    while not board.ticks or not board.events:
        board.read_one()
    assert board.ticks[-1]["seq"] == board.ticks[-1]["after"] < board.events[0]["seq"]
    assert board.ticks[-1]["at"] >= board.events[0]["at"]
    board.read_until(head).vanish()


@pytest.mark.parametrize("name", ["display", "evaluator-1", "console"])
def test_who_was_away_for_a_day_gets_a_snapshot_and_goes_on(busy: Busy, name: str) -> None:
    terminal = busy.terminal(name).connect().read_until(1)
    terminal.vanish()
    busy.rows(*["notice.changed"] * (REPLAYED_AT_MOST + 1))
    terminal.connect().read_until(busy.rows("notice.changed"))
    assert len(terminal.snapshots) == 2
    # The row that came while it connected stands in the snapshot or after it, and nothing older is told again.
    assert len(terminal.events) <= 1
    head = busy.rows("rating.given", "notice.changed", "print.reported", "notice.changed")
    terminal.read_until(head)
    assert [head - 2, head] == terminal.seqs[-2:] if name != "evaluator-1" else terminal.seqs[-3:-1]
    terminal.vanish()


@pytest.mark.parametrize("name", ["display", "evaluator-1", "console"])
def test_what_cannot_be_continued_begins_with_a_snapshot(busy: Busy, name: str) -> None:
    known = busy.terminal(name).connect().read_until(1)
    known.vanish()
    assert known.since is not None
    for since, epoch in ((known.since, "before the restore"), (known.since + 10_000, known.epoch)):
        terminal = busy.terminal(name)
        terminal.since, terminal.epoch = since, epoch
        terminal.connect()
        while not terminal.snapshots:
            terminal.read_one()
        assert terminal.epoch == known.epoch
        assert terminal.events == terminal.ticks == []
        terminal.vanish()


@pytest.mark.parametrize("seed", [1, 2])
def test_whoever_leaves_and_comes_at_random_moments_has_no_gap_and_no_double(busy: Busy, seed: int) -> None:
    """Also while rows are being written: what each was told is what the journal holds for it, row by row."""
    chance = random.Random(seed)
    kinds = ("notice.changed", "rating.given", "print.reported", "ticket.unknown")
    begun = busy.rows("notice.changed")
    seen: dict[int, str] = {}

    def write() -> None:
        for _ in range(150):
            written = chance.choices(kinds, k=chance.choice((1, 1, 2, 9)))
            head = busy.rows(*written)
            seen.update(zip(range(head - len(written) + 1, head + 1), written, strict=True))
            time.sleep(chance.random() * 0.01)

    writer = threading.Thread(target=write)
    # Several of a kind share an audience, which ends and begins anew as they leave and come.
    terminals = [(name, busy.terminal(name).connect().read_until(begun)) for name in [*busy.tokens, *busy.tokens]]
    for _, terminal in terminals:
        terminal.since, terminal.snapshots, terminal.events = terminal.since, [], []
    started = {id(terminal): terminal.since or 0 for _, terminal in terminals}
    writer.start()
    while writer.is_alive():
        for _, terminal in terminals:
            terminal.read_for(chance.choice((0.001, 0.02)))
            if chance.random() < 0.6:
                terminal.vanish()
                if chance.random() < 0.3:  # and is gone again before it could be told anything
                    terminal.connect().vanish()
                terminal.connect()
    writer.join()
    head = busy.rows("notice.changed")
    seen[head] = "notice.changed"
    for name, terminal in terminals:
        terminal.read_until(head)
        visible = {"notice.changed"} | ({"rating.given"} if name == "evaluator-1" else set())
        expected = [seq for seq, kind in sorted(seen.items()) if kind in visible and seq > started[id(terminal)]]
        assert terminal.snapshots == []
        assert terminal.seqs == expected, name
        terminal.vanish()


def test_terminals_that_never_read_hold_nobody_back_fill_no_memory_and_catch_up(busy: Busy) -> None:
    begun = busy.rows("notice.changed")
    hub = psutil.Process(busy.hub.process.pid if busy.hub.process else 0)
    reader = busy.terminal("display").connect().read_until(begun)
    stuck = [busy.terminal("display").connect(receive_buffer=4096).read_until(begun) for _ in range(24)]
    before = hub.memory_info().rss
    long = {"notices": [{"zh-CN": "今天下午系统维护，请互相转告。" * 60}]}

    def write(turn: Turn) -> int:
        for _ in range(1_000):
            turn.record("notice.changed", subject="maqu", data=long)
        return turn.seq

    head = busy.store.change(CLERK, write)
    reader.read_until(head)  # or it would give up
    assert hub.memory_info().rss - before < 100 * MEBIBYTE
    back = stuck[0]
    back.vanish()
    back.connect().read_until(head)
    assert back.heard == reader.heard
    assert len(back.snapshots) == 1
    for terminal in (reader, *stuck):
        terminal.vanish()

"""Following the journal while the database goes away between two rows, or between two audiences."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from threading import Thread

import pytest
from sqlalchemy.exc import OperationalError

from server.concurrency import threads
from server.domain.actor import Actor, Role
from server.feed.following import Follower, NoLonger
from server.feed.telling import Message
from server.operations.views import Json
from server.store import devices
from server.store.journal import Entry
from tests.small_hall import KIOSK, Hall, clerk, new_hall

BOARD = Actor(hall="small", role=Role.DISPLAY, subject="display")
MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")
Told = list[tuple[str, str, Json]]


def failing(times: int) -> Callable[[], None]:
    """Something that finds the database away so many times."""
    left = [times]

    def ask() -> None:
        if left[0]:
            left[0] -= 1
            raise OperationalError("SELECT", {}, Exception("the server closed the connection unexpectedly"))

    return ask


@dataclass
class Noted:
    """Notes what is sent instead of sending it."""

    told: Told

    def send(self, event: str, data: Json, to: str) -> None:
        self.told.append((to, event, data))

    def packed(self, messages: list[Message]) -> list[Message]:
        return messages

    def deliver(self, parcel: list[Message], sid: str) -> None:
        for event, data in parcel:
            self.send(event, data, sid)


def following(hall: Hall, told: Told, *, speaking: Callable[[], None], listening: Callable[[], None]) -> Follower:
    def speech(hall: str, entry: Entry) -> Json:
        speaking()
        return {"speech": [], "quiet": False}

    follower = Follower(
        store=hall.store,
        threads=threads("threading"),
        sender=Noted(told),
        speech=speech,
        public_url="",
        present=lambda hall: [],
        now=time.monotonic,
    )
    follower.listeners.append(lambda hall, entries: listening())
    return follower


def come(follower: Follower, actor: Actor) -> None:
    follower.join(actor.subject, lambda sid, room: None, actor, since=None, epoch=None)


def test_nobody_misses_a_row_or_is_told_it_twice(tmp_path: Path) -> None:
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    told: Told = []
    heard: list[str] = []
    away = failing(1)

    def listening() -> None:
        away()
        heard.append("rows")

    follower = following(hall, told, speaking=failing(1), listening=listening)
    for terminal in (KIOSK, BOARD):
        come(follower, terminal)
    told.clear()
    hall.open("1")
    hall.issue()
    hall.come("1")
    # 1. The kiosks' rows are worked out already when the words of the call cannot be: nobody is told anything.
    with pytest.raises(OperationalError):
        come(follower, MANAGER)
    assert told == heard == []
    # 2. Everybody is told, but a listener finds the database away.
    with pytest.raises(OperationalError):
        come(follower, MANAGER)
    rooms = {to for to, _, _ in told}
    assert len(rooms) == 2
    for room in rooms:
        messages = [data for to, _, data in told if to == room]
        assert messages[0]["after"] == 0
        assert [m["after"] for m in messages[1:]] == [m["seq"] for m in messages[:-1]]
        assert messages[-1]["seq"] == 3
    # 3. It hears of the rows with the next ones, and nobody hears of them again.
    before = len(told)
    hall.do(clerk("2"), lambda turn: turn.record("notice.changed", subject="small", data={}))
    come(follower, MANAGER)
    assert heard == ["rows", "rows"]
    assert {data["seq"] for _, event, data in told[before:] if event == "event"} <= {4}
    hall.store.close()


def test_what_another_hub_did_is_read_at_once_only_where_somebody_here_is_to_be_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("server.feed.following.LOOK_EVERY", 3600)
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    told: Told = []
    heard: list[int] = []
    follower = following(hall, told, speaking=lambda: None, listening=lambda: None)
    follower.listeners.append(lambda code, entries: heard.append(len(entries)))
    follower.start()
    hall.open("1")
    follower.hint("small", 1, here=False)
    time.sleep(0.2)
    hall.issue()
    follower.hint("small", 2, here=True)
    wait_until(lambda: heard == [2])
    come(follower, BOARD)
    hall.come("1")
    follower.hint("small", 3, here=False)
    wait_until(lambda: any(event == "event" and data["kind"] == "ticket.called" for _, event, data in told))
    hall.store.close()


def wait_until(done: Callable[[], bool]) -> None:
    give_up_at = time.monotonic() + 15
    while not done():
        assert time.monotonic() < give_up_at
        time.sleep(0.01)


def test_who_was_revoked_on_the_way_in_is_told_nothing_now_or_later(tmp_path: Path) -> None:
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    told: Told = []
    follower = following(hall, told, speaking=lambda: None, listening=lambda: None)
    with pytest.raises(NoLonger):
        follower.join("kiosk", lambda sid, room: None, KIOSK, since=None, epoch=None, still=lambda conn: False)
    hall.issue()
    follower._look()
    assert told == []
    assert follower.members("small", Role.KIOSK) == []
    hall.store.close()


def test_what_is_told_while_a_terminal_comes_in_reaches_it_after_its_snapshot(tmp_path: Path) -> None:
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    told: Told = []
    follower = following(hall, told, speaking=lambda: None, listening=lambda: None)
    telling = Thread(target=follower.tell, args=("small", {Role.MANAGER}, "presence", {"device": "kiosk"}))

    def enter(sid: str, room: str) -> None:
        telling.start()
        telling.join(timeout=0.2)  # it must wait for who is coming in
        told.append((room, "entered", {}))

    follower.join("9001", enter, MANAGER, since=None, epoch=None)
    telling.join(timeout=15)
    assert [event for _, event, _ in told] == ["snapshot", "entered", "presence"]
    assert told[1][0] == told[2][0]
    hall.store.close()


def test_a_managers_page_that_comes_back_hears_which_devices_are_gone(tmp_path: Path) -> None:
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    hall.store.write(lambda conn: devices.add(conn, KIOSK, name="取号机", at=hall.clock[0]))
    told: Told = []
    follower = following(hall, told, speaking=lambda: None, listening=lambda: None)
    for actor in (MANAGER, BOARD):
        follower.join(actor.subject, lambda sid, room: None, actor, since=0, epoch=None)
    gone = {"device": KIOSK.subject, "online": False}
    assert [each for each in told if each[1] == "presence"] == [(MANAGER.subject, "presence", gone)]
    hall.store.close()

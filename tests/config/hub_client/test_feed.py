"""Following the hub: every event once, in order, whatever the network does."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor

import pytest

import config.hub_client.feed
from config.hub_client.api import Refused
from config.hub_client.feed import Feed
from tests.display.stub_hub import Message, StubHub, at, called, snapshot, stub_hub, tick


@pytest.fixture
def hub() -> Iterator[StubHub]:
    with stub_hub() as running:
        yield running


class Follower:
    """A feed that is followed in a thread, and what it was told."""

    def __init__(self, hub: StubHub) -> None:
        self.heard: list[tuple[int, float]] = []
        self.stopped = threading.Event()
        self.feed = Feed(hub.url, "T", kind="display", needs="calls", on_event=self._hear)
        self._thread = ThreadPoolExecutor(1)
        self.following: Future[None] = self._thread.submit(self.feed.follow, self.stopped)

    @property
    def seqs(self) -> list[int]:
        return [seq for seq, _ in self.heard]

    def _hear(self, event: Message, age: float) -> None:
        self.heard.append((event["seq"], age))

    def __enter__(self) -> Follower:
        return self

    def __exit__(self, *_: object) -> None:
        self.stopped.set()
        self._thread.shutdown()


@pytest.fixture
def follower(hub: StubHub) -> Iterator[Follower]:
    with Follower(hub) as made:
        yield made


def until(true: Callable[[], object], *, within: float = 8.0) -> None:
    give_up_at = time.monotonic() + within
    while not true():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.02)


def test_it_begins_with_a_snapshot_and_hears_what_comes_after(hub: StubHub, follower: Follower) -> None:
    until(lambda: hub.auths)
    hub.say(called(11), called(12))
    until(lambda: len(follower.heard) == 2)
    assert hub.auths == [{"token": "T", "since": None, "epoch": None}]
    assert follower.seqs == [11, 12]
    assert all(age < 0.5 for _, age in follower.heard)


def test_messages_that_overtake_each_other_are_put_in_order(hub: StubHub, follower: Follower) -> None:
    hub.greeting = lambda auth: [called(12), called(14, after=13), called(11), snapshot(10), tick(13, after=12)]
    until(lambda: len(follower.heard) == 3)
    assert follower.seqs == [11, 12, 14]


def test_nothing_is_told_twice(hub: StubHub, follower: Follower) -> None:
    until(lambda: hub.auths)
    hub.say(called(11), called(11), tick(11, after=11), called(12), called(11), called(12))
    hub.say(called(13))
    until(lambda: 13 in follower.seqs)
    assert follower.seqs == [11, 12, 13]


def test_after_a_loss_it_asks_for_what_it_missed(hub: StubHub, follower: Follower) -> None:
    until(lambda: hub.auths)
    hub.say(called(11))
    until(lambda: follower.heard)
    hub.greeting = lambda auth: [called(12, ago=60), called(13, ago=2), tick(13)]
    hub.drop()
    until(lambda: len(follower.heard) == 3)
    assert hub.auths[-1] == {"token": "T", "since": 11, "epoch": "e1"}
    assert follower.seqs == [11, 12, 13]
    assert follower.heard[1][1] == pytest.approx(60, abs=1)
    assert follower.heard[2][1] == pytest.approx(2, abs=1)


def test_a_gap_makes_it_ask_again(hub: StubHub, follower: Follower) -> None:
    until(lambda: hub.auths)
    hub.greeting = lambda auth: [called(11), called(12), tick(12)]
    hub.say(called(12))
    until(lambda: len(follower.heard) == 2)
    assert hub.auths[-1]["since"] == 10
    assert follower.seqs == [11, 12]


def test_a_hub_that_falls_silent_is_called_again(monkeypatch: pytest.MonkeyPatch, hub: StubHub) -> None:
    """A hub whose power failed closes no connection; only its silence tells."""
    monkeypatch.setattr(config.hub_client.feed, "SILENT_SECONDS", 0.5)
    with Follower(hub):
        until(lambda: len(hub.auths) >= 2)
    assert hub.auths[1]["since"] == 10


def test_a_restored_database_begins_anew(hub: StubHub, follower: Follower) -> None:
    until(lambda: hub.auths)
    hub.say(called(11))
    until(lambda: follower.heard)
    anew = ("snapshot", {"epoch": "e2", "seq": 3, "at": at(), "state": {"calls": []}})
    hub.greeting = lambda auth: [anew, called(4)]
    hub.drop()
    until(lambda: len(follower.heard) == 2)
    assert follower.seqs == [11, 4]


def test_it_reports_what_was_spoken(hub: StubHub, follower: Follower) -> None:
    until(lambda: hub.auths)
    hub.say(called(11))
    until(lambda: follower.heard)
    follower.feed.spoken(11)
    until(lambda: hub.spoken == [11])


def test_nobody_is_told_while_the_hub_is_away() -> None:
    Feed("http://127.0.0.1:9", "T", kind="display", needs="calls", on_event=lambda event, age: None).spoken(11)


def test_a_token_that_the_hub_does_not_take_ends_it(hub: StubHub) -> None:
    hub.refusal = {"status": 403}
    with Follower(hub) as follower, pytest.raises(Refused, match=r"403.*pair"):
        follower.following.result(timeout=8)


def test_a_token_of_another_kind_of_device_ends_it(hub: StubHub) -> None:
    hub.greeting = lambda auth: [("snapshot", {"epoch": "e1", "seq": 1, "at": at(), "state": {"printouts": []}})]
    with Follower(hub) as follower, pytest.raises(Refused, match="pair"):
        follower.following.result(timeout=8)


def test_a_hub_that_is_not_there_yet_is_waited_for_and_told_once(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(config.hub_client.feed, "LONGEST_PAUSE_SECONDS", 0.2)
    with stub_hub() as gone:
        pass
    with Follower(gone) as follower:
        time.sleep(1.5)
        assert not follower.following.done()
    assert len([record for record in caplog.records if "cannot be reached" in record.message]) == 1

"""Hints between hubs: "hall so-and-so has changed". They only save a second; nothing is lost without them."""

from __future__ import annotations

from typing import Any, Protocol

import structlog

from server.availability import Availability
from server.concurrency import Threads

CHANNEL = "jiaohao"
TRY_AGAIN_SECONDS = 1.0
GIVES_UP_AFTER = 2.0
"""Seconds that Redis may take for anything: longer than the hubs wait without it."""

log = structlog.stdlib.get_logger("jiaohao.hints")


class OnHint(Protocol):
    def __call__(self, hall: str, seq: int, *, here: bool) -> None:
        """A hall's journal has reached ``seq``; ``here`` says whether this hub wrote it."""


class Hints:
    """Gives hints to this hub's follower, and over Redis to the other hubs'."""

    def __init__(self, url: str | None, *, threads: Threads, on_hint: OnHint) -> None:
        self._threads = threads
        self._on_hint = on_hint
        self._redis: Any = None
        self._trouble: tuple[type[Exception], ...] = (OSError,)
        self._there = Availability("Redis", log)
        self._to_give: dict[str, int] = {}
        self._bell = threads.bell()
        if url:
            import redis  # of the extra ``cluster``; one hub alone does without
            from redis.backoff import NoBackoff
            from redis.retry import Retry

            # Its own retries take seconds, in which a hint has become worthless.
            self._redis = redis.Redis.from_url(
                url,
                socket_connect_timeout=GIVES_UP_AFTER,
                socket_timeout=GIVES_UP_AFTER,
                retry=Retry(NoBackoff(), 0),
            )
            self._trouble = (OSError, redis.RedisError)

    def start(self) -> None:
        if self._redis is not None:
            self._threads.task(self._publish)
            self._threads.task(self._listen)

    def give(self, hall: str, seq: int) -> None:
        """Tells everybody that a hall's journal has reached ``seq``, and waits for nobody."""
        self._on_hint(hall, seq, here=True)
        if self._redis is not None:
            self._to_give[hall] = seq
            self._bell.ring()

    def _publish(self) -> None:
        while True:
            self._bell.wait(TRY_AGAIN_SECONDS)
            given, self._to_give = self._to_give, {}
            try:
                for hall, seq in given.items():
                    self._redis.publish(CHANNEL, f"{hall} {seq}")
            except self._trouble as error:
                self._there.lost(error)

    def _listen(self) -> None:
        while True:
            try:
                with self._redis.pubsub() as heard:
                    heard.subscribe(CHANNEL)
                    while True:
                        self._hear(heard)
            except self._trouble as error:
                self._there.lost(error)
            self._threads.sleep(TRY_AGAIN_SECONDS)

    def _hear(self, heard: Any) -> None:
        """Waits for the next hint. A Redis whose machine is gone never says so: where nothing comes it is asked."""
        message = heard.get_message(timeout=GIVES_UP_AFTER)
        if message is None:
            heard.ping()
            message = heard.get_message(timeout=GIVES_UP_AFTER)
            if message is None:
                raise TimeoutError(f"no answer for {GIVES_UP_AFTER:g} s")
        self._there.found()
        if message["type"] == "message":
            hall, _, seq = message["data"].decode().rpartition(" ")
            self._on_hint(hall, int(seq), here=False)

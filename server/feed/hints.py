"""Hints between hubs: "hall so-and-so has changed". They only save a second; nothing is lost without them."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import structlog

from server.availability import Availability
from server.concurrency import Threads

CHANNEL = "jiaohao"
TRY_AGAIN_SECONDS = 1.0

log = structlog.stdlib.get_logger("jiaohao.hints")


class Hints:
    """Gives hints to this hub's follower, and over Redis to the other hubs'."""

    def __init__(self, url: str | None, *, threads: Threads, on_hint: Callable[[], None]) -> None:
        self._threads = threads
        self._on_hint = on_hint
        self._redis: Any = None
        self._trouble: tuple[type[Exception], ...] = (OSError,)
        self._there = Availability("Redis", log)
        if url:
            import redis  # of the extra ``cluster``; one hub alone does without

            self._redis = redis.Redis.from_url(url, socket_connect_timeout=2, health_check_interval=5)
            self._trouble = (OSError, redis.RedisError)

    def start(self) -> None:
        if self._redis is not None:
            self._threads.task(self._listen)

    def give(self, hall: str, seq: int) -> None:
        """Tells everybody that a hall's journal has reached ``seq``."""
        self._on_hint()
        if self._redis is None:
            return
        try:
            self._redis.publish(CHANNEL, f"{hall} {seq}")
        except self._trouble as error:
            self._there.lost(error)

    def _listen(self) -> None:
        while True:
            try:
                with self._redis.pubsub(ignore_subscribe_messages=True) as heard:
                    heard.subscribe(CHANNEL)
                    self._there.found()
                    for _ in heard.listen():
                        self._on_hint()
            except self._trouble as error:
                self._there.lost(error)
            self._threads.sleep(TRY_AGAIN_SECONDS)

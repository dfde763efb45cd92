"""Calls are spoken one after the other: none overlaps, none is swallowed, and under pressure each becomes shorter."""

from __future__ import annotations

import time
from collections import deque
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from threading import Condition
from typing import Any, Protocol

ONCE_AFTER_SECONDS = 8.0
CHIME_AFTER_SECONDS = 20.0
PAUSE_SECONDS = 0.35
TIMES = 2


@dataclass(frozen=True)
class Call:
    """One call as it came from the feed. ``since`` is when it was made, on this computer's monotonic clock."""

    seq: int
    number: str
    window: str
    speech: tuple[tuple[str, str | None], ...]
    language: str | None
    since: float

    @classmethod
    def from_event(cls, event: Mapping[str, Any], *, since: float) -> Call:
        data = event["data"]
        return cls(
            seq=event["seq"],
            number=data["number"],
            window=data["window"],
            speech=tuple((entry["language"], entry.get("audio")) for entry in data.get("speech", ())),
            language=data.get("language"),
            since=since,
        )


def rounds(call: Call, waited: float) -> list[str]:
    """The sounds to play after the chime for a call that waited that many seconds.

    At first every language, twice; after 8 s once and in the ticket's language; after 20 s nothing but the chime,
    the screens show the rest.
    """
    audible = [(language, audio) for language, audio in call.speech if audio]
    if waited > CHIME_AFTER_SECONDS:
        return []
    if waited > ONCE_AFTER_SECONDS:
        own = [audio for language, audio in audible if language == call.language]
        return (own or [audio for _, audio in audible])[:1]
    return [audio for _, audio in audible] * TIMES


class Sounds(Protocol):
    """Where the sounds of a call come from."""

    chime: Path

    def fetch(self, audio: str) -> Path | None: ...


class Announcer:
    """The room's one queue of speech. ``add`` may be called from any thread; ``speak_next`` from one only."""

    def __init__(
        self,
        *,
        sounds: Sounds,
        play: Callable[[Path], bool],
        spoken: Callable[[Call], None],
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._sounds = sounds
        self._play = play
        self._spoken = spoken
        self._clock = clock
        self._pause = pause
        self._waiting: deque[Call] = deque()
        self._changed = Condition()

    def add(self, call: Call) -> None:
        """Puts a call behind those that wait."""
        with self._changed:
            self._waiting.append(call)
            self._changed.notify()

    def speak_next(self, *, patience_seconds: float | None = None) -> Call | None:
        """Speaks the oldest call, waiting for one if need be; None when none came in time."""
        with self._changed:
            if not self._changed.wait_for(lambda: self._waiting, timeout=patience_seconds):
                return None
            call = self._waiting.popleft()
        heard = self._play(self._sounds.chime)
        plan = rounds(call, self._clock() - call.since)
        fetched = {audio: self._sounds.fetch(audio) for audio in dict.fromkeys(plan)}
        for path in filter(None, map(fetched.__getitem__, plan)):
            self._pause(PAUSE_SECONDS)
            heard = self._play(path) or heard
        if heard:
            self._spoken(call)
        return call

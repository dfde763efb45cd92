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
STALE_SECONDS = 20.0
"""A call as old as this is shown, not spoken, by whoever did not have to speak until now."""
PAUSE_SECONDS = 0.35
LOOK_SECONDS = 0.25
TIMES = 2


@dataclass(frozen=True)
class Call:
    """One call (叫号) as it came from the feed. ``since`` is when it was made, on this computer's monotonic clock.

    ``sounds`` are the paths of what can be heard of it, the ticket's own language first.
    """

    seq: int
    number: str
    window: str
    sounds: tuple[str, ...]
    since: float

    @classmethod
    def from_event(cls, event: Mapping[str, Any], *, since: float) -> Call:
        data = event["data"]
        own = data.get("language")
        speech = sorted(data.get("speech", ()), key=lambda entry: entry["language"] != own)
        return cls(
            seq=event["seq"],
            number=data["number"],
            window=data["window"],
            sounds=tuple(entry["audio"] for entry in speech if entry.get("audio")),
            since=since,
        )


def utterances(call: Call, oldest_waited: float) -> tuple[str, ...]:
    """The sounds that follow the chime when the oldest call has waited that many seconds.

    At first every language, twice; after 8 s once and in the ticket's language, or the hall's first where that one
    has no sound; after 20 s nothing but the chime. The screens show all.
    """
    if oldest_waited > CHIME_AFTER_SECONDS:
        return ()
    if oldest_waited > ONCE_AFTER_SECONDS:
        return call.sounds[:1]
    return call.sounds * TIMES


class Sounds(Protocol):
    """Where the sounds of a call come from."""

    chime: Path

    def fetch(self, audio: str) -> Path | None: ...


class Turn(Protocol):
    """Whether this announcer is the one that speaks in its room, and the last call that was spoken there."""

    @property
    def spoken(self) -> int: ...
    def holds(self) -> bool: ...


class Announcer:
    """The room's one queue of speech. ``add`` and ``close`` may be called from any thread, ``speak_next`` from one.

    ``play`` plays a file to its end and says whether it was heard; ``spoken`` is told each call that was. While
    another terminal has the room's ``right`` to speak, calls are kept until that one has said them, so that this one
    can go on where it stopped.
    """

    def __init__(
        self,
        *,
        sounds: Sounds,
        play: Callable[[Path], bool],
        spoken: Callable[[Call], None],
        right: Turn,
        clock: Callable[[], float] = time.monotonic,
        pause: Callable[[float], None] = time.sleep,
    ) -> None:
        self._sounds = sounds
        self._play = play
        self._spoken = spoken
        self._right = right
        self._clock = clock
        self._pause = pause
        self._waiting: deque[Call] = deque()
        self._closed = False
        self._changed = Condition()

    def add(self, call: Call) -> None:
        """Puts a call behind those that wait."""
        with self._changed:
            self._waiting.append(call)
            self._changed.notify()

    def close(self) -> None:
        """No further sound begins; what is being played comes to its end."""
        with self._changed:
            self._closed = True
            self._changed.notify()

    def speak_next(self) -> Call | None:
        """Speaks the oldest call, waiting for one if need be; None once closed.

        What follows the chime is decided anew before each sound: others may have come to wait too long meanwhile.
        """
        call = self._next()
        if call is None:
            return None
        waited = self._clock() - call.since
        heard = self._heard(self._sounds.chime)
        fetched: dict[str, Path | None] = {}
        said = 0
        while said < len(plan := utterances(call, max(waited, self._longest_wait()))) and not self._closed:
            audio = plan[said]
            if audio not in fetched:
                fetched[audio] = self._sounds.fetch(audio)
            if path := fetched[audio]:
                heard = self._heard(path) or heard
            said += 1
        if heard:
            self._spoken(call)
        return call

    def _next(self) -> Call | None:
        """The oldest call that nobody has said, once it is ours to say; None once closed."""
        while True:
            with self._changed:
                self._changed.wait_for(lambda: self._waiting or self._closed)
                if self._closed:
                    return None
                ours = self._right.holds()
                oldest = self._waiting[0]
                if oldest.seq <= self._right.spoken or not (ours or self._clock() - oldest.since <= STALE_SECONDS):
                    self._waiting.popleft()
                    continue
                if ours:
                    return self._waiting.popleft()
            self._pause(LOOK_SECONDS)

    def _heard(self, path: Path) -> bool:
        heard = self._play(path)
        self._pause(PAUSE_SECONDS)
        return heard

    def _longest_wait(self) -> float:
        with self._changed:
            return self._clock() - self._waiting[0].since if self._waiting else 0.0

"""Finished sounds in a folder, by name: written whole or not at all, the longest unused forgotten when too many."""

from __future__ import annotations

import os
import re
import time
from contextlib import suppress
from pathlib import Path

SMALLEST_WAV_BYTES = 1_000
"""A file cut short by a power failure is smaller, and is made again."""
LARGEST_BYTES = 500_000_000
PRUNE_EVERY = 100
ABANDONED_SECONDS = 3_600
"""What is unfinished for so long was left by a process that was killed."""


class SoundCache:
    """WAV files named by 32 hexadecimal digits. Several processes may share the folder.

    The folder may pass ``largest_bytes`` by what a hundred new sounds need, since it is only looked through then.
    """

    def __init__(self, folder: Path, *, largest_bytes: int = LARGEST_BYTES, prune_every: int = PRUNE_EVERY) -> None:
        self._folder = folder.resolve()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._largest = largest_bytes
        self._prune_every = prune_every
        self._kept = 0

    def find(self, name: str) -> Path | None:
        """The finished sound of that name; None when there is none, also for what is no such name."""
        if not re.fullmatch(r"[0-9a-f]{32}", name):
            return None
        path = self._folder / f"{name}.wav"
        try:
            if path.stat().st_size < SMALLEST_WAV_BYTES:
                return None
        except FileNotFoundError:
            return None
        with suppress(OSError):  # a disk that cannot be written to can still be listened to
            os.utime(path)  # so that pruning never takes what somebody has just been given
        return path

    def part(self, name: str) -> Path:
        """Where to write a sound that is not finished."""
        return self._folder / f"{name}.{os.getpid()}.part"

    def keep(self, name: str) -> None:
        """Makes the written part the sound of that name. Raises OSError."""
        self.part(name).replace(self._folder / f"{name}.wav")
        self._kept += 1
        if self._kept % self._prune_every == 1 % self._prune_every:
            self._prune()

    def _prune(self) -> None:
        """A city hall makes more than a gigabyte a day; tomorrow's numbers are the same, so some are worth keeping."""
        total = 0
        for used_at, size, file in self._newest_first():
            if file.suffix != ".wav":
                if time.time() - used_at > ABANDONED_SECONDS:
                    file.unlink(missing_ok=True)
                continue
            total += size
            if total > self._largest:
                file.unlink(missing_ok=True)

    def _newest_first(self) -> list[tuple[float, int, Path]]:
        found = []
        for file in self._folder.iterdir():
            with suppress(FileNotFoundError):  # another process tidies up as well
                stat = file.stat()
                found.append((stat.st_mtime, stat.st_size, file))
        return sorted(found, key=lambda entry: entry[0], reverse=True)

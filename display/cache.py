"""Finished sounds in a folder, by name: written whole or not at all, the oldest forgotten when they are too many."""

from __future__ import annotations

import os
import re
from pathlib import Path

SMALLEST_WAV_BYTES = 1_000
"""A file cut short by a power failure is smaller, and is made again."""
LARGEST_BYTES = 500_000_000
PRUNE_EVERY = 100


class SoundCache:
    """WAV files named by 32 hexadecimal digits. Several processes may share the folder."""

    def __init__(self, folder: Path, *, largest_bytes: int = LARGEST_BYTES) -> None:
        self._folder = folder.resolve()
        self._folder.mkdir(parents=True, exist_ok=True)
        self._largest = largest_bytes
        self._kept = 0

    def find(self, name: str) -> Path | None:
        """The finished sound of that name; None when there is none, also for what is no such name."""
        if not re.fullmatch(r"[0-9a-f]{32}", name):
            return None
        path = self._folder / f"{name}.wav"
        try:
            return path if path.stat().st_size >= SMALLEST_WAV_BYTES else None
        except FileNotFoundError:
            return None

    def part(self, name: str) -> Path:
        """Where to write a sound that is not finished."""
        return self._folder / f"{name}.{os.getpid()}.part"

    def keep(self, name: str) -> None:
        """Makes the written part the sound of that name. Raises OSError."""
        self.part(name).replace(self._folder / f"{name}.wav")
        self._kept += 1
        if self._kept % PRUNE_EVERY == 1:
            self._prune()

    def _prune(self) -> None:
        """A city hall makes more than a gigabyte a day; tomorrow's numbers are the same, so some are worth keeping."""
        newest_first = sorted(((f.stat(), f) for f in self._folder.glob("*.wav")), key=lambda f: -f[0].st_mtime)
        total = 0
        for stat, file in newest_first:
            total += stat.st_size
            if total > self._largest:
                file.unlink(missing_ok=True)

"""A loudspeaker made of a folder: what would be heard is kept there, to listen to a hall without a sound card."""

from __future__ import annotations

import shutil
import time
from collections.abc import Callable
from pathlib import Path

from display.sound import duration


class Recorder:
    """Keeps each sound as ``0001.wav``, ``0002.wav`` ... in the order heard, going on where an earlier run ended.

    Each takes as long as it would sound, so that calls wait for one another as they do in the hall.
    """

    def __init__(self, folder: Path, *, pause: Callable[[float], None] = time.sleep) -> None:
        self._folder = folder
        self._folder.mkdir(parents=True, exist_ok=True)
        self._pause = pause
        self._last = max((int(file.stem) for file in folder.glob("*.wav") if file.stem.isdecimal()), default=0)

    def play(self, path: Path) -> bool:
        """Keeps a WAV file; always heard. Raises OSError and SoundError."""
        self._last += 1
        shutil.copyfile(path, self._folder / f"{self._last:04}.wav")
        self._pause(duration(path))
        return True

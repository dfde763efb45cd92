"""Sounds at the hall's volume. A small computer's mixer is out of reach, so the samples themselves are turned down."""

from __future__ import annotations

from array import array
from pathlib import Path

from display.sound import read_wav, write_wav


def at_volume(path: Path, volume: float, *, out: Path) -> Path:
    """The sound at ``volume`` of its level, 0 to 1, written to ``out``; at full volume the file as it is.

    Raises SoundError and OSError.
    """
    if volume >= 1:
        return path
    samples, rate = read_wav(path)
    write_wav(out, array("h", [round(sample * volume) for sample in samples]), rate)
    return out

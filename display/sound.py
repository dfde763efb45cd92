"""Sound as the hall keeps it: 16-bit PCM, mono, 22,050 Hz, in WAV files; and the chime before a call."""

from __future__ import annotations

import io
import math
import sys
import wave
from array import array
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

RATE = 22_050
"""Samples a second of everything written here: what espeak-ng gives."""
FULL_SCALE = 32_767

CHIME_SECONDS = 0.6
CHIME_NOTES = ((783.99, 0.0), (523.25, 0.22))
"""Pitch in hertz and start in seconds of G5 and C5."""
CHIME_ATTACK_SECONDS = 0.012
CHIME_DECAY_SECONDS = 0.16
CHIME_PEAK = 0.5


class SoundError(Exception):
    """A sound file cannot be used; the message names the file and says why."""


def write_wav(target: Path | BinaryIO, samples: Sequence[int], rate: int = RATE) -> None:
    """Writes 16-bit mono samples as WAV."""
    pcm = samples if isinstance(samples, array) else array("h", samples)
    if sys.byteorder == "big":
        pcm = array("h", pcm)
        pcm.byteswap()
    with wave.open(str(target) if isinstance(target, Path) else target, "wb") as out:
        out.setnchannels(1)
        out.setsampwidth(2)
        out.setframerate(rate)
        out.writeframes(pcm.tobytes())


def read_wav(path: Path) -> tuple[array[int], int]:
    """Samples, as 16-bit mono, and rate of a PCM WAV of 8 to 32 bits and any number of channels.

    Raises SoundError for a file that is missing, cut short, empty or not PCM.
    """
    try:
        with wave.open(str(path), "rb") as source:
            channels, width, rate = source.getnchannels(), source.getsampwidth(), source.getframerate()
            frames = source.readframes(source.getnframes())
    except (OSError, EOFError, wave.Error) as error:
        raise SoundError(
            f"{path}: not a readable PCM WAV file ({error or 'cut short'}); save it as 16-bit PCM"
        ) from error
    whole = len(frames) // (channels * width) * channels * width
    samples = _sixteen_bits(frames[:whole], width)
    if not samples:
        raise SoundError(f"{path}: holds no sound; record it again")
    if channels > 1:
        samples = array("h", (sum(samples[i : i + channels]) // channels for i in range(0, len(samples), channels)))
    return samples, rate


def _sixteen_bits(frames: bytes, width: int) -> array[int]:
    """PCM of any width as 16-bit samples: WAV keeps 8 bits unsigned, the rest signed with the low byte first."""
    if width == 1:
        return array("h", ((byte - 128) << 8 for byte in frames))
    kept = bytearray(len(frames) // width * 2)
    kept[0::2] = frames[width - 2 :: width]
    kept[1::2] = frames[width - 1 :: width]
    samples = array("h", bytes(kept))
    if sys.byteorder == "big":
        samples.byteswap()
    return samples


def duration(path: Path) -> float:
    """Seconds of a WAV file. Raises SoundError as ``read_wav`` does."""
    try:
        with wave.open(str(path), "rb") as source:
            return source.getnframes() / source.getframerate()
    except (OSError, EOFError, wave.Error) as error:
        raise SoundError(f"{path}: not a readable PCM WAV file ({error or 'cut short'})") from error


def chime() -> bytes:
    """A WAV of G5 then C5, 600 ms, each note swelling softly and dying away, so that nobody is startled."""
    samples = array("h", bytes(2 * round(CHIME_SECONDS * RATE)))
    shape = [0.0] * len(samples)
    for pitch, start in CHIME_NOTES:
        first = round(start * RATE)
        for index in range(first, len(shape)):
            t = (index - first) / RATE
            attack = math.sin(min(t / CHIME_ATTACK_SECONDS, 1.0) * math.pi / 2) ** 2
            tone = math.sin(math.tau * pitch * t) + 0.22 * math.sin(math.tau * 2 * pitch * t)
            shape[index] += attack * math.exp(-t / CHIME_DECAY_SECONDS) * tone
    loudest = max(map(abs, shape))
    fade = round(0.04 * RATE)
    for index, value in enumerate(shape):
        end = min((len(shape) - index - 1) / fade, 1.0)
        samples[index] = round(value / loudest * end * CHIME_PEAK * FULL_SCALE)
    out = io.BytesIO()
    write_wav(out, samples)
    return out.getvalue()

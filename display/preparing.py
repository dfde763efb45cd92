"""Recordings made ready: at one rate, without the silence around them, joined without gaps.

Only the synthesiser's process loads this; numpy would weigh on a hub that never needs it.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Iterable
from pathlib import Path

import numpy as np

from display.sound import RATE, SoundError, read_wav

QUIET = 0.02
"""Below this part of a clip's own peak (−34 dB) its beginning and end count as silence."""
MARGIN_SECONDS = 0.015
"""Kept before and after: consonants begin softly."""
FADE_SECONDS = 0.004
ZERO_CROSSINGS = 8


def joined(files: Iterable[Path]) -> array[int]:
    """The recordings one after another at RATE, their silences cut. Raises SoundError."""
    whole = array("h")
    prepared: dict[Path, array[int]] = {}
    for path in files:
        if path not in prepared:
            prepared[path] = prepared_clip(path)
        whole.extend(prepared[path])
    return whole


def prepared_clip(path: Path) -> array[int]:
    """A recording at RATE without its silence. Raises SoundError."""
    samples, rate = read_wav(path)
    spoken = trimmed(resampled(samples, rate))
    if not spoken:
        raise SoundError(f"{path}: is silent; record it again")
    return spoken


def trimmed(samples: array[int]) -> array[int]:
    """Without the silence before and after, its ends faded so that no join clicks; empty when all is silence."""
    levels = np.abs(np.frombuffer(samples, dtype=np.int16).astype(np.int32))
    loud = np.flatnonzero(levels > levels.max(initial=0) * QUIET)
    if not loud.size:
        return array("h")
    margin = round(MARGIN_SECONDS * RATE)
    kept = samples[max(int(loud[0]) - margin, 0) : int(loud[-1]) + margin + 1]
    fade = min(round(FADE_SECONDS * RATE), len(kept) // 2)
    for index in range(fade):
        kept[index] = int(kept[index] * index / fade)
        kept[-1 - index] = int(kept[-1 - index] * index / fade)
    return kept


def resampled(samples: array[int], rate: int) -> array[int]:
    """At RATE, by a windowed sinc whose cut-off lies below the lower of the two rates, so nothing folds back."""
    if rate == RATE:
        return samples
    scale = min(1.0, RATE / rate) * 0.95
    reach = math.ceil(ZERO_CROSSINGS / scale)
    padded = np.pad(np.frombuffer(samples, dtype=np.int16).astype(np.float64), reach)
    positions = np.arange(len(samples) * RATE // rate) * rate / RATE
    before = positions.astype(np.int64)
    result = np.zeros(len(positions))
    for step in range(1 - reach, reach + 1):
        x = before + step - positions
        kernel = scale * np.sinc(x * scale) * (0.5 + 0.5 * np.cos(math.pi * x / reach))
        result += np.where(np.abs(x) < reach, kernel, 0) * padded[before + step + reach]
    return array("h", np.clip(np.rint(result), -32_768, 32_767).astype(np.int16).tobytes())

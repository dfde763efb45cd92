"""Every call equally loud: −16 LUFS, without clipping.

The measure is that of ITU-R BS.1770-4 for one channel: its K-weighting, blocks of 400 ms every 100 ms, its two gates.
"""

from __future__ import annotations

import math
from array import array
from typing import Any

import numpy as np

from display.sound import FULL_SCALE, RATE

Samples = np.ndarray[tuple[int], np.dtype[np.float64]]

TARGET_DB = -16.0
CEILING = 0.89
"""Highest peak, of full scale: −1 dB, room for what a loudspeaker's converter adds between samples."""
BLOCK = 35
"""Samples, 1.6 ms, in which a sound is looked at: a whole number of them fills a hop."""
HOP = 63 * BLOCK
HOPS_A_BLOCK = 4
OFFSET_DB = -0.691
"""What BS.1770 adds so that a 997 Hz sine at full scale reads −3.01."""
ABSOLUTE_GATE_DB = -70.0
RELATIVE_GATE_DB = -10.0
GREATEST_GAIN_DB = 30.0
"""A clip quieter than this is noise; louder still would only make the noise loud."""
PIECE = 4096
REACH_BACK = 1024
"""Samples of the past that still count; after these 46 ms the slower filter has forgotten all but 1 part in 60,000."""
NEW_IN_A_PIECE = PIECE - REACH_BACK
LIMITER_REACH = 5
"""Blocks over which the limiter closes and opens again: slow enough to stay unheard."""


def loudness(samples: array[int]) -> float:
    """Loudness in LUFS of samples at RATE; minus infinity for silence."""
    return _loudness(_energy(_as_floats(samples)), len(samples))


def _energy(samples: Samples) -> Samples:
    """Of each block, as the ear weighs it."""
    energy: Samples = _in_blocks(_weighted(samples) ** 2).sum(axis=1)
    return energy


def _loudness(energy: Samples, count: int) -> float:
    """Of ``count`` samples, by the energy of their blocks."""
    whole_hops = count // HOP
    if whole_hops >= HOPS_A_BLOCK:
        hops = energy[: whole_hops * HOP // BLOCK].reshape(whole_hops, -1).sum(axis=1)
        blocks = np.convolve(hops, np.ones(HOPS_A_BLOCK), "valid") / (HOPS_A_BLOCK * HOP)
    else:
        blocks = np.array([energy.sum() / max(count, 1)])
    loud = blocks[blocks > _mean_square(ABSOLUTE_GATE_DB)]
    if not loud.size:
        return -math.inf
    return _db(float(loud[loud > loud.mean() * 10 ** (RELATIVE_GATE_DB / 10)].mean()))


def _weighted(samples: Samples) -> Samples:
    """The samples as the ear weighs them: highs raised by 4 dB, rumble below 38 Hz cut.

    Both filters of BS.1770 at once by their frequency response, piece by piece (overlap-save).
    """
    pieces = max(math.ceil(len(samples) / NEW_IN_A_PIECE), 1)
    padded = np.pad(samples, (REACH_BACK, pieces * NEW_IN_A_PIECE - len(samples)))
    windows = np.lib.stride_tricks.sliding_window_view(padded, PIECE)[::NEW_IN_A_PIECE]
    whole: Samples = np.fft.irfft(np.fft.rfft(windows) * RESPONSE, PIECE)[:, REACH_BACK:].ravel()
    return whole[: len(samples)]


def _shelf(rate: int) -> tuple[float, float, float, float, float]:
    """The first filter at any rate. BS.1770 gives it at 48 kHz; pitch, gain and Q are those behind its figures."""
    k = math.tan(math.pi * 1681.974450955533 / rate)
    q = 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    whole = 1 + k / q + k * k
    return (
        (high + band * k / q + k * k) / whole,
        2 * (k * k - high) / whole,
        (high - band * k / q + k * k) / whole,
        2 * (k * k - 1) / whole,
        (1 - k / q + k * k) / whole,
    )


def _cut(rate: int) -> tuple[float, float]:
    """The second filter's feedback; what it takes from its input is 1, −2, 1 at any rate."""
    k = math.tan(math.pi * 38.13547087602444 / rate)
    q = 0.5003270373238773
    whole = 1 + k / q + k * k
    return 2 * (k * k - 1) / whole, (1 - k / q + k * k) / whole


def _response(size: int) -> np.ndarray[tuple[int], np.dtype[np.complex128]]:
    """What both filters do to each frequency of a real Fourier transform of that size."""
    delay = np.exp(-1j * math.tau * np.arange(size // 2 + 1) / size)
    (b0, b1, b2, a1, a2), (c1, c2) = _shelf(RATE), _cut(RATE)
    shelf = (b0 + delay * (b1 + delay * b2)) / (1 + delay * (a1 + delay * a2))
    both: np.ndarray[tuple[int], np.dtype[np.complex128]]
    both = shelf * (1 - delay) ** 2 / (1 + delay * (c1 + delay * c2))
    return both


RESPONSE = _response(PIECE)


def levelled(samples: array[int]) -> array[int]:
    """The samples at the hall's level. Silence stays silence."""
    plain = _as_floats(samples)
    energy, peaks = _energy(plain), np.abs(_in_blocks(plain)).max(axis=1, initial=0)
    before = _loudness(energy, len(plain))
    if before == -math.inf:
        return samples
    gain = TARGET_DB - before
    gains = _limited(peaks, min(gain, GREATEST_GAIN_DB))
    # What the limiter takes from the peaks is missing from the whole; once more gives back nearly all of it.
    missing = TARGET_DB - _loudness(energy * gains**2, len(plain))
    if missing >= 0.3:
        gains = _limited(peaks, min(gain + missing, GREATEST_GAIN_DB))
    return array("h", (plain * _between(gains)[: len(plain)]).astype(np.int16).tobytes())


def _as_floats(samples: array[int]) -> Samples:
    return np.frombuffer(samples, dtype=np.int16).astype(np.float64)


def _db(mean_square: float) -> float:
    return OFFSET_DB + 10 * math.log10(mean_square / FULL_SCALE**2) if mean_square > 0 else -math.inf


def _mean_square(db: float) -> float:
    return float(10 ** ((db - OFFSET_DB) / 10) * FULL_SCALE**2)


def _limited(peaks: Samples, gain_db: float) -> Samples:
    """The gain of each block, turned down smoothly around each peak that would pass the ceiling.

    1. For each block: the gain at which its own peak just reaches the ceiling.
    2. The least of these among its neighbours, so the limiter is closed before the peak comes.
    3. The mean of those, with straight lines between blocks, so it moves without a click. Every value a line passes is
       a mean of minima that all cover the block, hence never above what the block's own peak allows.
    """
    gain = 10 ** (gain_db / 20)
    ceiling = CEILING * FULL_SCALE
    allowed = np.minimum(gain, ceiling / np.maximum(peaks, 1))
    least = _neighbours(allowed, LIMITER_REACH).min(axis=1)
    smooth: Samples = _neighbours(least, LIMITER_REACH - 1).mean(axis=1)
    return smooth


def _between(gains: Samples) -> Samples:
    """The gain of each sample, on a straight line from its block's to the next one's."""
    rise = np.diff(gains, append=gains[-1:])
    every: Samples = (gains[:, None] + rise[:, None] * (np.arange(BLOCK) / BLOCK)).ravel()
    return every


def _in_blocks(samples: Samples) -> Any:
    return np.pad(samples, (0, -len(samples) % BLOCK)).reshape(-1, BLOCK)


def _neighbours(values: Samples, reach: int) -> Any:
    """For each value those up to ``reach`` before and after it; the first and the last stand for what lies beyond."""
    return np.lib.stride_tricks.sliding_window_view(np.pad(values, reach, mode="edge"), 2 * reach + 1)

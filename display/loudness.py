"""Every call equally loud: −16 LUFS, without clipping.

The measure is that of ITU-R BS.1770-4 for one channel: its K-weighting, blocks of 400 ms every 100 ms, its two gates.
"""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterable
from operator import mul

from display.sound import FULL_SCALE, RATE

TARGET_DB = -16.0
CEILING = 0.89
"""Highest peak, of full scale: −1 dB, room for what a loudspeaker's converter adds between samples."""
HOP = RATE // 10
HOPS_A_BLOCK = 4
OFFSET_DB = -0.691
"""What BS.1770 adds so that a 997 Hz sine at full scale reads −3.01."""
ABSOLUTE_GATE_DB = -70.0
RELATIVE_GATE_DB = -10.0
GREATEST_GAIN_DB = 30.0
"""A clip quieter than this is noise; louder still would only make the noise loud."""
LIMITER_BLOCK = 32
LIMITER_REACH = 5
"""Blocks of 1.5 ms over which the limiter closes and opens again: slow enough to stay unheard."""


def loudness(samples: array[int]) -> float:
    """Loudness in LUFS of samples at RATE; minus infinity for silence."""
    weighted = _weighted(samples)
    hops = range(0, len(weighted) - HOP + 1, HOP)
    energy = [sum(map(mul, part, part)) for part in (weighted[i : i + HOP] for i in hops)]
    if len(energy) >= HOPS_A_BLOCK:
        starts = range(len(energy) - HOPS_A_BLOCK + 1)
        blocks = [sum(energy[i : i + HOPS_A_BLOCK]) / (HOPS_A_BLOCK * HOP) for i in starts]
    else:
        blocks = [sum(map(mul, weighted, weighted)) / max(len(weighted), 1)]
    loud = [block for block in blocks if _db(block) > ABSOLUTE_GATE_DB]
    if not loud:
        return -math.inf
    gate = _db(sum(loud) / len(loud)) + RELATIVE_GATE_DB
    kept = [block for block in loud if _db(block) > gate]
    return _db(sum(kept) / len(kept))


def _weighted(samples: Iterable[int]) -> list[float]:
    """The samples as the ear weighs them: highs raised by 4 dB, rumble below 38 Hz cut.

    Both filters of BS.1770 in one loop, since calling one for each sample would take longer than the speech itself.
    """
    (sb0, sb1, sb2, sa1, sa2), (ca1, ca2) = SHELF, CUT
    # Inputs and outputs of the shelf, and outputs of the cut, one and two samples ago.
    x1 = x2 = s1 = s2 = c1 = c2 = 0.0
    result = []
    for x in samples:
        s = sb0 * x + sb1 * x1 + sb2 * x2 - sa1 * s1 - sa2 * s2
        c = s - 2 * s1 + s2 - ca1 * c1 - ca2 * c2
        x2, x1, s2, s1, c2, c1 = x1, x, s1, s, c1, c
        result.append(c)
    return result


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


SHELF = _shelf(RATE)
CUT = _cut(RATE)


def levelled(samples: array[int]) -> array[int]:
    """The samples at the hall's level. Silence stays silence."""
    before = loudness(samples)
    if before == -math.inf:
        return samples
    gain = TARGET_DB - before
    result = _limited(samples, min(gain, GREATEST_GAIN_DB))
    # What the limiter took from the peaks is missing from the whole; once more gives back nearly all of it.
    missing = TARGET_DB - loudness(result)
    return result if missing < 0.3 else _limited(samples, min(gain + missing, GREATEST_GAIN_DB))


def _db(mean_square: float) -> float:
    return OFFSET_DB + 10 * math.log10(mean_square / FULL_SCALE**2) if mean_square > 0 else -math.inf


def _limited(samples: array[int], gain_db: float) -> array[int]:
    """The samples times a gain, turned down smoothly around each peak that would pass the ceiling.

    1. For each block: the gain at which its own peak just reaches the ceiling.
    2. The least of these among its neighbours, so the limiter is closed before the peak comes.
    3. The mean of those, and straight lines between blocks, so it moves without a click. Every value a line passes
       is a mean of minima that all cover the block, hence never above what the block's own peak allows.
    """
    gain = 10 ** (gain_db / 20)
    ceiling = CEILING * FULL_SCALE
    peaks = [max(map(abs, samples[i : i + LIMITER_BLOCK])) * gain for i in range(0, len(samples), LIMITER_BLOCK)]
    if max(peaks, default=0) <= ceiling:
        return array("h", [round(sample * gain) for sample in samples])
    allowed = [gain * min(1.0, ceiling / peak) if peak else gain for peak in peaks]
    least = _around(allowed, LIMITER_REACH, min)
    smooth = _around(least, LIMITER_REACH - 1, lambda values: sum(values) / len(values))
    result = array("h")
    for index, here in enumerate(smooth):
        part = samples[index * LIMITER_BLOCK : (index + 1) * LIMITER_BLOCK]
        step = (smooth[min(index + 1, len(smooth) - 1)] - here) / LIMITER_BLOCK
        result.extend([int(sample * (here + step * i)) for i, sample in enumerate(part)])
    return result


def _around(values: list[float], reach: int, take: Callable[[list[float]], float]) -> list[float]:
    return [take(values[max(i - reach, 0) : i + reach + 1]) for i in range(len(values))]

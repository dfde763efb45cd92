"""Listening with instruments: what a WAV file holds, measured with other code than made it."""

from __future__ import annotations

import math
import wave
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt

Row = npt.NDArray[Any]

# The two filters of ITU-R BS.1770-4, tables 1 and 2, at 48 kHz. Only their response at each frequency is used here.
SHELF = ((1.53512485958697, -2.69169618940638, 1.19839281085285), (1.0, -1.69065929318241, 0.73248077421585))
CUT = ((1.0, -2.0, 1.0), (1.0, -1.99004745483398, 0.99007225036621))


@dataclass(frozen=True)
class Heard:
    """A sound as samples between −1 and 1."""

    samples: Row
    rate: int
    channels: int
    bits: int

    @property
    def seconds(self) -> float:
        return len(self.samples) / self.rate

    @property
    def peak(self) -> float:
        return float(np.abs(self.samples).max())

    @property
    def rms(self) -> float:
        return float(np.sqrt(np.mean(self.samples**2)))

    @property
    def lufs(self) -> float:
        """Integrated loudness by BS.1770-4, its filters applied as a frequency response."""
        length = len(self.samples) + self.rate
        frequencies = np.fft.rfftfreq(length, 1 / self.rate)
        weighted = np.fft.rfft(self.samples, length) * _response(SHELF, frequencies) * _response(CUT, frequencies)
        sound = np.fft.irfft(weighted, length)[: len(self.samples)]
        block, step = round(0.4 * self.rate), round(0.1 * self.rate)
        starts = range(0, max(len(sound) - block, 0) + 1, step)
        power = np.array([np.mean(sound[start : start + block] ** 2) for start in starts]) + 1e-20
        power = power[_db(power) > -70]
        power = power[_db(power) > _db(power.mean()) - 10]
        return float(_db(power.mean()))

    def longest_silence(self) -> float:
        """Seconds of the longest stretch within the sound that stays below −40 dB of its peak."""
        loud = np.flatnonzero(np.abs(self.samples) > self.peak / 100)
        return float(np.diff(loud).max()) / self.rate

    def pitch_at(self, second: float, *, width: float = 0.1) -> float:
        """The strongest frequency, in hertz, around a moment."""
        first = round((second - width / 2) * self.rate)
        piece = self.samples[first : first + round(width * self.rate)]
        spectrum = np.abs(np.fft.rfft(piece * np.hanning(len(piece)), 1 << 16))
        return float(np.fft.rfftfreq(1 << 16, 1 / self.rate)[spectrum.argmax()])


def listen(path: Path | None) -> Heard:
    assert path is not None, "nothing to be heard"
    with wave.open(str(path), "rb") as source:
        rate, channels, width = source.getframerate(), source.getnchannels(), source.getsampwidth()
        samples = np.frombuffer(source.readframes(source.getnframes()), dtype="<i2") / 32_768
    return Heard(samples=samples, rate=rate, channels=channels, bits=8 * width)


def record(
    path: Path,
    *,
    hertz: float,
    seconds: float = 0.3,
    silence: float = 0.0,
    rate: int = 22_050,
    channels: int = 1,
    bits: int = 16,
    level: float = 0.3,
) -> Path:
    """A recording for the tests: a tone with silence before and after."""
    quiet = [0.0] * round(silence * rate)
    tone = [level * math.sin(math.tau * hertz * index / rate) for index in range(round(seconds * rate))]
    path.parent.mkdir(parents=True, exist_ok=True)
    with wave.open(str(path), "wb") as out:
        out.setnchannels(channels)
        out.setsampwidth(bits // 8)
        out.setframerate(rate)
        full = (1 << (bits - 1)) - 1
        # WAV keeps 8 bits unsigned, the rest signed.
        offset, signed = (128, False) if bits == 8 else (0, True)
        for value in quiet + tone + quiet:
            sample = (round(value * full) + offset).to_bytes(bits // 8, "little", signed=signed)
            out.writeframesraw(sample * channels)
    return path


def _response(filter_: tuple[tuple[float, ...], tuple[float, ...]], frequencies: Row) -> Row:
    z = np.exp(-2j * np.pi * frequencies / 48_000)
    taken, fed_back = (sum(factor * z**power for power, factor in enumerate(part)) for part in filter_)
    return np.asarray(taken / fed_back)


def _db(power: Row | float) -> Row:
    return np.asarray(-0.691 + 10 * np.log10(power))

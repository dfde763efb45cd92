"""A recorded voice: a folder with one WAV file a token (``请.wav``, ``A.wav``, ``3.wav`` ...), joined without gaps."""

from __future__ import annotations

import hashlib
import math
from array import array
from collections.abc import Iterable
from pathlib import Path

from display.sound import RATE, SoundError, read_wav

QUIET = 0.02
"""Below this part of a clip's own peak (−34 dB) its beginning and end count as silence."""
MARGIN_SECONDS = 0.015
"""Kept before and after: consonants begin softly."""
FADE_SECONDS = 0.004
ZERO_CROSSINGS = 8
PHASES = 64


class Clips:
    """One language's clips, in folders of which an earlier one counts before a later.

    Recordings are looked up when asked for, so a new one counts at once.
    """

    def __init__(self, *folders: Path) -> None:
        self.folders = tuple(folder.resolve() for folder in folders)

    def files(self, tokens: Iterable[str]) -> list[Path] | None:
        """The recordings of all tokens in order, or None when one is missing."""
        found: list[Path] = []
        for token in tokens:
            path = self.file(token)
            if path is None:
                return None
            found.append(path)
        return found or None

    def file(self, token: str) -> Path | None:
        """The recording of a token, None while there is none."""
        for folder in self.folders:
            path = folder / f"{token}.wav"
            # A token never names a folder; this also keeps a strange catalogue inside the folder of clips.
            if path.parent == folder and path.is_file():
                return path
        return None

    def missing(self, tokens: Iterable[str]) -> list[str]:
        """Which of the tokens are still to be recorded, each once."""
        return [token for token in dict.fromkeys(tokens) if self.file(token) is None]


def fingerprint(files: Iterable[Path]) -> str:
    """Changes when one of the recordings is replaced."""
    digest = hashlib.sha256()
    for path in files:
        try:
            stat = path.stat()
        except FileNotFoundError:
            continue  # taken away a moment ago; joining will say so
        digest.update(f"{path.name} {stat.st_size} {stat.st_mtime_ns}\n".encode())
    return digest.hexdigest()


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
    samples = resampled(samples, rate)
    spoken = trimmed(samples)
    if not spoken:
        raise SoundError(f"{path}: is silent; record it again")
    return spoken


def trimmed(samples: array[int]) -> array[int]:
    """Without the silence before and after, its ends faded so that no join clicks; empty when all is silence."""
    threshold = max(map(abs, samples), default=0) * QUIET
    loud = [index for index, sample in enumerate(samples) if abs(sample) > threshold]
    if not loud:
        return array("h")
    margin = round(MARGIN_SECONDS * RATE)
    kept = samples[max(loud[0] - margin, 0) : loud[-1] + margin + 1]
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
    kernels = [
        [_kernel(k - phase / PHASES, scale, reach) for k in range(1 - reach, reach + 1)] for phase in range(PHASES)
    ]
    padded = [0] * reach + samples.tolist() + [0] * (reach + 1)
    result = array("h")
    for index in range(len(samples) * RATE // rate):
        position = index * rate / RATE
        first = int(position)
        kernel = kernels[int((position - first) * PHASES)]
        value = sum(a * b for a, b in zip(kernel, padded[first + 1 : first + 1 + 2 * reach], strict=True))
        result.append(max(-32_768, min(32_767, round(value))))
    return result


def _kernel(x: float, scale: float, reach: int) -> float:
    """One tap: a sinc of the given cut-off under a Hann window."""
    if abs(x) >= reach:
        return 0.0
    angle = math.pi * x * scale
    return scale * (math.sin(angle) / angle if angle else 1.0) * (0.5 + 0.5 * math.cos(math.pi * x / reach))

"""Every sound at the same level, measured by BS.1770."""

from __future__ import annotations

import math
import random
from array import array
from pathlib import Path

import pytest

from display.loudness import CEILING, TARGET_DB, levelled, loudness
from display.sound import FULL_SCALE, RATE, write_wav
from tests.display.hearing import listen


def tone(hertz: float, *, level: float, seconds: float = 2.0) -> array[int]:
    count = round(seconds * RATE)
    return array("h", [round(FULL_SCALE * level * math.sin(math.tau * hertz * i / RATE)) for i in range(count)])


def test_a_full_scale_sine_reads_as_the_standard_says() -> None:
    assert loudness(tone(997, level=1.0)) == pytest.approx(-3.01, abs=0.05)


@pytest.mark.parametrize("hertz", [60, 250, 1000, 4000, 8000])
def test_the_measure_agrees_with_the_standards_own_filters(tmp_path: Path, hertz: float) -> None:
    samples = tone(hertz, level=0.3)
    write_wav(tmp_path / "tone.wav", samples)
    assert loudness(samples) == pytest.approx(listen(tmp_path / "tone.wav").lufs, abs=0.15)


def test_silence_has_no_loudness_and_stays_silent() -> None:
    silence = array("h", bytes(2 * RATE))
    assert loudness(silence) == -math.inf
    assert levelled(silence) == silence
    assert loudness(array("h")) == -math.inf


def test_pauses_do_not_count() -> None:
    sound = tone(500, level=0.2)
    assert loudness(sound + array("h", bytes(6 * RATE)) + sound) == pytest.approx(loudness(sound), abs=0.5)


@pytest.mark.parametrize("level", [0.02, 0.2, 1.0])
def test_quiet_and_loud_recordings_come_out_alike(level: float) -> None:
    assert loudness(levelled(tone(400, level=level))) == pytest.approx(TARGET_DB, abs=0.3)


def test_rumble_does_not_make_a_voice_quieter() -> None:
    """A hum that a loudspeaker hardly plays must not be what the level is set by."""
    voice = tone(1000, level=0.1)
    hum = tone(25, level=0.1)
    result = levelled(array("h", [a + b for a, b in zip(voice, hum, strict=True)]))
    assert loudness(result) == pytest.approx(TARGET_DB, abs=0.3)


def test_peaks_are_held_below_the_ceiling_without_clipping() -> None:
    """Clicks far above a soft sound: the worst a recording can bring."""
    chance = random.Random(7)
    samples = tone(300, level=0.05)
    for _ in range(200):
        samples[chance.randrange(len(samples))] = chance.choice((-1, 1)) * 30_000
    result = levelled(samples)
    assert max(map(abs, result)) <= CEILING * FULL_SCALE + 1
    assert len(result) == len(samples)


def test_noise_is_not_raised_without_end() -> None:
    result = levelled(tone(1000, level=0.001))
    assert loudness(result) < TARGET_DB - 10

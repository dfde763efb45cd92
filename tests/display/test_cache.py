"""Finished sounds: whole or not there, and never more than the disk should hold."""

from __future__ import annotations

import os
import time
from pathlib import Path

import pytest

from display.cache import SoundCache


def name(number: int) -> str:
    return f"{number:032x}"


def keep(cache: SoundCache, number: int, *, size: int = 2_000, age: float = 0.0) -> None:
    """A sound made so many seconds ago."""
    part = cache.part(name(number))
    part.write_bytes(bytes(size))
    os.utime(part, (time.time() - age,) * 2)
    cache.keep(name(number))


def test_a_sound_is_found_once_it_is_finished(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path)
    cache.part(name(1)).write_bytes(bytes(2_000))
    assert cache.find(name(1)) is None
    cache.keep(name(1))
    assert cache.find(name(1)) == tmp_path / f"{name(1)}.wav"


@pytest.mark.parametrize("asked", ["", "../secret", "A" * 32, name(1)[:-1], name(1) + "\n", "0" * 31 + "/"])
def test_what_is_no_name_finds_nothing(tmp_path: Path, asked: str) -> None:
    cache = SoundCache(tmp_path / "sounds")
    (tmp_path / "secret.wav").write_bytes(bytes(2_000))
    keep(cache, 1)
    assert cache.find(asked) is None


def test_a_sound_cut_short_by_a_power_failure_is_made_again(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path)
    (tmp_path / f"{name(1)}.wav").write_bytes(b"")
    assert cache.find(name(1)) is None
    keep(cache, 1)
    assert cache.find(name(1)) is not None


def test_the_longest_unused_go_first_when_there_are_too_many(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path, largest_bytes=10_000, prune_every=1)
    for number in range(5):
        keep(cache, number, age=100 - number)
    assert cache.find(name(0)) is not None  # asked for again just now
    for number in (5, 6):
        keep(cache, number)
    assert sorted(int(file.stem, 16) for file in tmp_path.glob("*.wav")) == [0, 3, 4, 5, 6]


def test_a_year_of_calls_stays_within_the_bound(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path, largest_bytes=100_000, prune_every=10)
    for number in range(300):
        keep(cache, number)
    assert sum(file.stat().st_size for file in tmp_path.iterdir()) <= 100_000 + 10 * 2_000


def test_what_a_killed_process_left_is_tidied_away(tmp_path: Path) -> None:
    cache = SoundCache(tmp_path, prune_every=1)
    old, new = tmp_path / "a.1.part", tmp_path / "b.2.raw"
    for file, age in ((old, 7_200), (new, 10)):
        file.write_bytes(b"half")
        os.utime(file, (time.time() - age,) * 2)
    keep(cache, 1)
    assert not old.exists()
    assert new.exists()

"""The loudspeaker: small programs that play files, and a folder in their place."""

from __future__ import annotations

import sys
import time
from pathlib import Path

import pytest

from display.player import Player, PlayerMissing
from display.recorder import Recorder
from display.sound import SoundError
from tests.display.hearing import record


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    return record(tmp_path / "a sound.wav", hertz=440, seconds=0.1)


def program(folder: Path, name: str, script: str) -> tuple[str, ...]:
    """A small program in place of aplay; ``played`` beside it lists what it was given."""
    path = folder / name
    path.write_text(f"import pathlib, sys, time\nplayed = pathlib.Path({str(folder / 'played')!r})\n{script}\n")
    return (sys.executable, str(path))


PLAYS = "with played.open('a') as out: print(sys.argv[0].rpartition('/')[2], sys.argv[-1], file=out)"
FAILS = "sys.exit('no such device')"


def test_a_file_is_handed_to_the_program(tmp_path: Path, sound: Path) -> None:
    assert Player([program(tmp_path, "aplay", PLAYS)]).play(sound)
    assert (tmp_path / "played").read_text() == f"aplay {sound}\n"


def test_when_one_program_fails_the_next_is_tried_and_kept(tmp_path: Path, sound: Path) -> None:
    told: list[str] = []
    tried = "with played.open('a') as out: print('tried', file=out)\n" + FAILS
    player = Player([program(tmp_path, "paplay", tried), program(tmp_path, "aplay", PLAYS)], tell=told.append)
    assert player.play(sound)
    assert player.play(sound)
    assert (tmp_path / "played").read_text().split("\n")[:3] == ["tried", f"aplay {sound}", f"aplay {sound}"]
    assert told == []


def test_a_loudspeaker_that_fails_is_told_once_and_once_when_it_is_back(tmp_path: Path, sound: Path) -> None:
    told: list[str] = []
    player = Player([program(tmp_path, "aplay", FAILS)], tell=told.append)
    assert [player.play(sound) for _ in range(3)] == [False, False, False]
    assert len(told) == 1
    assert "no such device" in told[0]
    program(tmp_path, "aplay", PLAYS)
    assert [player.play(sound) for _ in range(2)] == [True, True]
    assert told[1:] == ["The loudspeaker plays again"]


def test_a_program_that_never_ends_is_ended(tmp_path: Path, sound: Path) -> None:
    told: list[str] = []
    player = Player([program(tmp_path, "aplay", "time.sleep(60)")], grace_seconds=0.3, tell=told.append)
    began = time.monotonic()
    assert not player.play(sound)
    assert time.monotonic() - began < 3
    assert "did not come to an end" in told[0]


def test_a_program_or_file_that_is_gone_is_a_problem_and_no_crash(tmp_path: Path, sound: Path) -> None:
    assert not Player([("no-such-program",)], tell=lambda _: None).play(sound)
    assert not Player([program(tmp_path, "aplay", PLAYS)], tell=lambda _: None).play(tmp_path / "gone.wav")


def test_programs_are_looked_for_on_this_computer(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, sound: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(PlayerMissing, match="alsa-utils"):
        Player.found()
    with pytest.raises(PlayerMissing, match="mpv"):
        Player.found(["mpv", "--really-quiet"])
    (tmp_path / "aplay").write_text(f"#!/bin/sh\necho \"$@\" >'{tmp_path}/played'\n")
    (tmp_path / "aplay").chmod(0o755)
    assert Player.found().play(sound)
    assert (tmp_path / "played").read_text() == f"-q {sound}\n"
    assert Player.found(["aplay", "-D", "plughw:1"]).play(sound)
    assert (tmp_path / "played").read_text() == f"-D plughw:1 {sound}\n"


def test_a_folder_keeps_what_would_be_heard_in_order(tmp_path: Path, sound: Path) -> None:
    waited: list[float] = []
    recorder = Recorder(tmp_path / "heard", pause=waited.append)
    other = record(tmp_path / "b.wav", hertz=880, seconds=0.2)
    assert recorder.play(sound)
    assert recorder.play(other)
    assert waited == pytest.approx([0.1, 0.2], abs=0.01)
    assert Recorder(tmp_path / "heard", pause=waited.append).play(sound)
    kept = sorted((tmp_path / "heard").iterdir())
    assert [file.name for file in kept] == ["0001.wav", "0002.wav", "0003.wav"]
    assert [file.read_bytes() for file in kept] == [path.read_bytes() for path in (sound, other, sound)]


def test_a_folder_does_not_pretend_to_play_what_is_no_sound(tmp_path: Path) -> None:
    (tmp_path / "a.wav").write_text("no sound")
    with pytest.raises(SoundError):
        Recorder(tmp_path / "heard", pause=lambda _: None).play(tmp_path / "a.wav")

"""WAV files in and out, and the chime."""

from __future__ import annotations

import wave
from array import array
from pathlib import Path

import pytest

from display.sound import CHIME_SECONDS, RATE, SoundError, chime, duration, read_wav, write_wav
from tests.display.hearing import listen, record


@pytest.mark.parametrize("bits", [8, 16, 24, 32])
@pytest.mark.parametrize("channels", [1, 2])
def test_recordings_of_any_width_are_read_alike(tmp_path: Path, bits: int, channels: int) -> None:
    path = record(tmp_path / "a.wav", hertz=440, bits=bits, channels=channels, rate=44_100)
    samples, rate = read_wav(path)
    assert rate == 44_100
    assert len(samples) == round(0.3 * 44_100)
    assert max(samples) == pytest.approx(0.3 * 32_767, rel=0.03)


def test_a_file_that_is_no_sound_says_which_and_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "A.wav").write_bytes(b"ID3 this is an MP3")
    with pytest.raises(SoundError, match=r"A\.wav.*16-bit PCM"):
        read_wav(tmp_path / "A.wav")
    with pytest.raises(SoundError, match=r"B\.wav"):
        read_wav(tmp_path / "B.wav")
    write_wav(tmp_path / "C.wav", array("h"))
    with pytest.raises(SoundError, match="holds no sound"):
        read_wav(tmp_path / "C.wav")


def test_the_chime_is_g5_then_c5_and_begins_softly(tmp_path: Path) -> None:
    path = tmp_path / "chime.wav"
    path.write_bytes(chime())
    heard = listen(path)
    assert duration(path) == pytest.approx(CHIME_SECONDS, abs=0.01)
    assert (heard.rate, heard.bits, heard.channels) == (RATE, 16, 1)
    assert heard.pitch_at(0.1) == pytest.approx(783.99, abs=4)
    assert heard.pitch_at(0.5) == pytest.approx(523.25, abs=4)
    assert abs(heard.samples[: round(0.001 * RATE)]).max() < 0.05
    assert abs(heard.samples[-20:]).max() < 0.01
    assert heard.lufs == pytest.approx(-16, abs=1.5)


def test_what_is_written_is_16_bit_mono(tmp_path: Path) -> None:
    write_wav(tmp_path / "a.wav", [0, 1, -32_768, 32_767])
    with wave.open(str(tmp_path / "a.wav")) as written:
        assert (written.getsampwidth(), written.getnchannels(), written.getframerate()) == (2, 1, RATE)
    assert list(read_wav(tmp_path / "a.wav")[0]) == [0, 1, -32_768, 32_767]

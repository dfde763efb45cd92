"""A voice recorded by a person: joined without gaps, language by language, with a way out where one is missing."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from display.clips import Clips
from display.phrases import Phrase, call_phrase
from display.preparing import joined
from display.sound import RATE
from display.voice import Voice
from tests.display.hearing import listen, record

PITCHES = (300.0, 400.0, 500.0, 600.0, 700.0, 800.0, 900.0, 1000.0, 1100.0, 1200.0, 1300.0)


def record_all(folder: Path, phrase: Phrase, *, but: str = "") -> dict[str, float]:
    """One tone for each clip of a phrase, between silences as a person leaves them; the pitch of each."""
    pitches = dict(zip(dict.fromkeys(phrase.tokens), PITCHES, strict=False))
    for token, hertz in pitches.items():
        if token != but:
            record(folder / f"{token}.wav", hertz=hertz, silence=0.5)
    return pitches


def test_clips_follow_each_other_in_order_and_without_gaps(tmp_path: Path) -> None:
    phrase = call_phrase("A012", "3", "zh-CN")
    pitches = record_all(tmp_path / "zh", phrase)
    voice = Voice(cache=tmp_path / "sounds", clips={"zh-CN": [tmp_path / "zh"]})
    heard = listen(voice.render(phrase))
    assert heard.longest_silence() < 0.05
    each = heard.seconds / len(phrase.tokens)
    assert each == pytest.approx(0.33, abs=0.02)
    said = [heard.pitch_at((place + 0.5) * each) for place in range(len(phrase.tokens))]
    assert said == pytest.approx([pitches[token] for token in phrase.tokens], abs=8)
    assert heard.lufs == pytest.approx(-16, abs=1)
    assert heard.bits == 16
    voice.close()


def test_each_language_has_its_own_voice(tmp_path: Path) -> None:
    """Tibetan is recorded whole, English but for one word, Chinese not at all."""
    tibetan, english, chinese = (call_phrase("A001", "3", language) for language in ("bo", "en", "zh-CN"))
    record_all(tmp_path / "bo", tibetan)
    record_all(tmp_path / "en", english, but="ticket")
    clips = {language: [tmp_path / language] for language in ("bo", "en", "zh-CN")}
    recorded, synthetic = Voice(cache=tmp_path / "a", clips=clips), Voice(cache=tmp_path / "b")
    assert listen(recorded.render(tibetan)).seconds == pytest.approx(0.33 * len(tibetan.tokens), abs=0.2)
    assert synthetic.render(tibetan) is None
    for phrase in (english, chinese):
        assert recorded.audio_name(phrase) == synthetic.audio_name(phrase)
        ours, theirs = listen(recorded.render(phrase)), listen(synthetic.render(phrase))
        assert ours.seconds == pytest.approx(theirs.seconds, abs=0.1)
    recorded.close()
    synthetic.close()


def test_tibetan_with_a_recording_missing_is_shown_and_chimed_only(tmp_path: Path) -> None:
    phrase = call_phrase("A001", "3", "bo")
    record_all(tmp_path / "bo", phrase, but="3")
    voice = Voice(cache=tmp_path / "sounds", clips={"bo": [tmp_path / "bo"]})
    assert not voice.can_say(phrase)
    assert voice.render(phrase) is None
    assert Clips(tmp_path / "bo").missing(phrase.tokens) == ["3"]
    record(tmp_path / "bo" / "3.wav", hertz=440)
    assert voice.can_say(phrase)
    assert voice.render(phrase) is not None
    voice.close()


def test_a_recording_made_anew_is_heard_at_once(tmp_path: Path) -> None:
    phrase = call_phrase("A001", "3", "bo")
    record_all(tmp_path / "bo", phrase)
    voice = Voice(cache=tmp_path / "sounds", clips={"bo": [tmp_path / "bo"]})
    first = voice.render(phrase)
    record(tmp_path / "bo" / "A.wav", hertz=440, seconds=1.0)
    second = voice.render(phrase)
    assert first != second
    assert listen(second).seconds > listen(first).seconds + 0.5
    voice.close()


def test_a_recording_that_cannot_be_used_is_told_once_and_the_synthesiser_speaks(tmp_path: Path) -> None:
    told: list[str] = []
    record_all(tmp_path / "en", call_phrase("A001", "3", "en"))
    (tmp_path / "en" / "A.wav").write_bytes(b"no sound at all")
    voice = Voice(cache=tmp_path / "sounds", clips={"en": [tmp_path / "en"]}, tell=told.append)
    for number in ("A001", "A010"):
        assert listen(voice.render(call_phrase(number, "3", "en"))).seconds > 2
    assert len(told) == 1
    assert "A.wav" in told[0]
    assert voice.availability.state == "yes"
    voice.close()


def test_recordings_of_any_rate_and_width_join(tmp_path: Path) -> None:
    files = [
        record(tmp_path / "1.wav", hertz=500, rate=48_000, bits=24, channels=2),
        record(tmp_path / "2.wav", hertz=700, rate=44_100),
        record(tmp_path / "3.wav", hertz=900, rate=8_000, bits=8),
    ]
    samples = joined(files)
    assert len(samples) / RATE == pytest.approx(0.9, abs=0.1)


def test_what_a_slower_rate_cannot_hold_is_not_folded_into_the_voice(tmp_path: Path) -> None:
    """A whistle at 20 kHz, above what 22,050 samples a second can carry, must vanish and not become one at 2 kHz."""
    voice = joined([record(tmp_path / "voice.wav", hertz=1_000, rate=48_000)])
    whistle = joined([record(tmp_path / "whistle.wav", hertz=20_000, rate=48_000)])
    assert max(map(abs, whistle)) < max(map(abs, voice)) / 20


def test_a_token_names_no_file_elsewhere(tmp_path: Path) -> None:
    record(tmp_path / "secret.wav", hertz=440)
    (tmp_path / "clips").mkdir()
    clips = Clips(tmp_path / "clips")
    assert clips.files(["../secret"]) is None
    assert clips.files([str(tmp_path / "secret")]) is None
    assert clips.files([]) is None


def test_a_folder_taken_away_meanwhile_leaves_the_synthesiser(tmp_path: Path) -> None:
    phrase = call_phrase("A001", "3", "en")
    record_all(tmp_path / "en", phrase)
    voice = Voice(cache=tmp_path / "sounds", clips={"en": [tmp_path / "en"]})
    for file in (tmp_path / "en").iterdir():
        os.unlink(file)  # noqa: PTH108 - as a person with a file manager would
    assert listen(voice.render(phrase)).seconds > 2
    voice.close()

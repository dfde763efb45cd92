"""The hall's voice over HTTP: who speaks in a room, and the clips of a recorded voice."""

import base64
import secrets
import time
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest

from tests.display.hearing import listen, record
from tests.hubs import DemoHub


def right(room: str = "hall", holder: str | None = None) -> str:
    return f"/voice/rooms/{room}/right/{holder or secrets.token_hex(8)}"


def clip(token: str, language: str = "bo") -> str:
    return f"/voice/clips/{language}/{quote(token, safe='')}"


def recorded(path: Path, **how: Any) -> dict[str, str]:
    return {"wav": base64.b64encode(record(path, hertz=440, **how).read_bytes()).decode()}


def clips_of(hub: DemoHub, language: str) -> dict[str, Any]:
    listed = hub.manager().get("/voice/clips").json()["languages"]
    return {each["language"]: each for each in listed}[language]


def test_two_boards_in_a_room_and_one_speaks(hub: DemoHub) -> None:
    display = hub.display()
    first, second = right(), right()
    told = display.ask("PUT", first, json={}).json()
    assert told == {"speaks": True, "seconds": 10, "spoken": 0, "volume": 100}
    assert display.ask("PUT", second, json={}).json()["speaks"] is False
    assert display.ask("PUT", first, json={"spoken": 5}).json()["speaks"] is True
    assert display.ask("PUT", second, json={}).json() == {"speaks": False, "seconds": 0, "spoken": 5, "volume": 100}
    assert display.ask("DELETE", second).status_code == 204
    assert display.ask("PUT", second, json={}).json()["speaks"] is False
    assert display.ask("DELETE", first).status_code == 204
    assert display.ask("PUT", second, json={}).json() == {"speaks": True, "seconds": 10, "spoken": 5, "volume": 100}
    assert display.ask("DELETE", second).status_code == 204


def test_there_is_no_right_in_a_room_that_is_not_there(hub: DemoHub) -> None:
    assert hub.display().ask("PUT", right("cellar"), json={}).status_code == 404
    assert hub.display().ask("PUT", right(holder="somebody"), json={}).status_code == 422
    assert hub.display().ask("PUT", right(), data="{").status_code in (400, 422)


def test_a_clip_is_kept_trimmed_level_and_once(hub: DemoHub, tmp_path: Path) -> None:
    manager = hub.manager()
    before = clips_of(hub, "bo")
    token = before["clips"][0]["token"]
    body = recorded(tmp_path / "given.wav", seconds=0.4, silence=0.5, rate=48_000, channels=2, level=0.05)
    key = "0b0f7a9e-1f3c-4c53-9a43-0d8a3c1d7a10"
    kept = manager.post(clip(token), body, key=key)
    assert kept.status_code == 201, kept.text
    assert kept.json() == {"language": "bo", "token": token, "milliseconds": pytest.approx(430, abs=40)}
    again = manager.post(clip(token), body, key=key)
    assert (again.content, again.headers["Idempotency-Replayed"]) == (kept.content, "true")
    after = clips_of(hub, "bo")
    assert after["missing"] == before["missing"] - 1
    assert after["clips"][0] == {**after["clips"][0], "recorded": True, "own": True}

    (tmp_path / "heard.wav").write_bytes(heard(hub, token))
    sound = listen(tmp_path / "heard.wav")
    assert (sound.channels, sound.bits) == (1, 16)
    assert sound.seconds == pytest.approx(0.43, abs=0.04)
    assert sound.lufs == pytest.approx(-16, abs=1)
    assert manager.post(f"{clip(token)}/remove").status_code == 204
    assert clips_of(hub, "bo") == before
    assert manager.post(f"{clip(token)}/remove").status_code == 404


def heard(hub: DemoHub, token: str) -> bytes:
    """The clip, once the hub's follower has taken it over."""
    give_up_at = time.monotonic() + 5
    while (answer := hub.manager().get(f"{clip(token)}.wav")).status_code != 200:
        assert time.monotonic() < give_up_at, answer.text
        time.sleep(0.05)
    return answer.content


def test_a_language_whose_clips_are_all_recorded_speaks_and_falls_silent_with_one_missing(
    hub: DemoHub, tmp_path: Path
) -> None:
    manager = hub.manager()
    body = recorded(tmp_path / "word.wav", seconds=0.2)
    tokens = [each["token"] for each in clips_of(hub, "bo")["clips"]]
    speech = "/speech/bo/A001/1.wav"
    assert hub.display().get(speech).status_code == 404
    for token in tokens:
        assert manager.post(clip(token), body).status_code == 201
    assert clips_of(hub, "bo")["missing"] == 0
    heard(hub, tokens[-1])
    spoken = hub.display().get(speech)
    assert spoken.status_code == 200
    (tmp_path / "call.wav").write_bytes(spoken.content)
    assert listen(tmp_path / "call.wav").seconds > 1
    for token in tokens:
        manager.post(f"{clip(token)}/remove")


@pytest.mark.parametrize("how", [{"seconds": 11}, {"seconds": 0.3, "level": 0.0}], ids=["too long", "silent"])
def test_what_is_no_clip_is_refused_in_words(hub: DemoHub, tmp_path: Path, how: dict[str, float]) -> None:
    token = clips_of(hub, "bo")["clips"][0]["token"]
    answer = hub.manager().post(
        clip(token), recorded(tmp_path / "bad.wav", **how), headers={"Accept-Language": "zh-CN"}
    )
    assert answer.status_code == 422
    assert answer.json()["errors"] == [
        {"field": "wav", "problem": "这个录音不能用。请录一段 10 秒以内、有声音的 WAV。"}
    ]


def test_what_is_no_wav_or_no_word_of_a_call_is_refused(hub: DemoHub, tmp_path: Path) -> None:
    manager = hub.manager()
    token = clips_of(hub, "bo")["clips"][0]["token"]
    text = {"wav": base64.b64encode(b"RIFF, but only in name").decode()}
    assert manager.post(clip(token), text).status_code == 422
    assert manager.post(clip(token), {"wav": "?"}).status_code == 422
    assert manager.post(clip("..%2Fjiaohao"), recorded(tmp_path / "a.wav")).status_code == 404
    assert manager.post(clip(token, "fr"), recorded(tmp_path / "b.wav")).status_code == 404
    assert manager.post(clip(token), {"wav": "A" * 4_000_000}).status_code == 413
    assert clips_of(hub, "bo")["clips"][0]["recorded"] is False


def test_only_recordings_may_be_as_large(hub: DemoHub) -> None:
    assert hub.kiosk().post("/tickets", {"service": "A" * 100_000}).status_code == 413

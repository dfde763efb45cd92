"""The sounds of calls, from the hub to the loudspeaker's own computer."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from display.fetching import KEPT_SOUNDS, HubSounds
from display.sound import duration
from tests.display.hearing import record
from tests.display.stub_hub import StubHub, stub_hub


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[StubHub]:
    with stub_hub() as running:
        running.files["/speech/请.wav"] = record(tmp_path / "a.wav", hertz=440)
        yield running


@pytest.fixture
def sounds(hub: StubHub, tmp_path: Path) -> HubSounds:
    (tmp_path / "kept").mkdir()
    return HubSounds(hub.url, "T", tmp_path / "kept")


def test_a_sound_is_fetched_with_the_devices_token(hub: StubHub, sounds: HubSounds, tmp_path: Path) -> None:
    path = sounds.fetch("/speech/请.wav")
    assert path is not None
    assert path.read_bytes() == (tmp_path / "a.wav").read_bytes()
    assert hub.asked[0][1] == "Bearer T"


def test_the_chime_is_there_from_the_beginning(sounds: HubSounds) -> None:
    assert duration(sounds.chime) == pytest.approx(0.6, abs=0.01)


@pytest.mark.parametrize("elsewhere", ["http://example.org/a.wav", "//example.org/a.wav", "a.wav", ""])
def test_the_token_goes_to_no_other_host(hub: StubHub, sounds: HubSounds, elsewhere: str) -> None:
    assert sounds.fetch(elsewhere) is None
    assert hub.asked == []


def test_what_cannot_be_had_is_told_once_and_once_when_it_is_back(
    hub: StubHub, sounds: HubSounds, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    (tmp_path / "broken.wav").write_text("<html>no sound</html>")
    hub.files["/broken.wav"] = tmp_path / "broken.wav"
    with caplog.at_level(logging.WARNING, logger="display"):
        assert [sounds.fetch(path) for path in ("/none.wav", "/broken.wav", "/none.wav")] == [None, None, None]
        assert len(caplog.records) == 1
        assert sounds.fetch("/speech/请.wav") is not None
        assert len(caplog.records) == 2


def test_a_hub_that_dies_in_the_middle_of_a_sound_is_no_crash(tmp_path: Path) -> None:
    listener = socket.create_server(("127.0.0.1", 0))

    def half_an_answer() -> None:
        connection, _ = listener.accept()
        connection.recv(65_536)
        connection.sendall(b"HTTP/1.1 200 OK\r\nContent-Length: 100000\r\n\r\nRIFF")
        connection.close()

    hub = threading.Thread(target=half_an_answer)
    hub.start()
    assert HubSounds(f"http://127.0.0.1:{listener.getsockname()[1]}", "T", tmp_path).fetch("/a.wav") is None
    hub.join()
    listener.close()


def test_a_year_of_calls_does_not_fill_the_disk(hub: StubHub, sounds: HubSounds, tmp_path: Path) -> None:
    for number in range(40):
        hub.files[f"/{number}.wav"] = tmp_path / "a.wav"
        assert sounds.fetch(f"/{number}.wav") is not None
    assert len(list((tmp_path / "kept").iterdir())) <= KEPT_SOUNDS + 1
    assert sounds.chime.exists()

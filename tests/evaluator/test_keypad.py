"""A box on a real serial line, as far as a pseudo-terminal is one."""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

import evaluator.keypad
from evaluator.keypad import Keypad
from evaluator.keypads.framed import RATING, Frame, Framed
from tests.evaluator.pad import Pad


def until(true: Callable[[], object], *, within: float = 8.0) -> None:
    give_up_at = time.monotonic() + within
    while not true():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.01)


@pytest.fixture
def pad(tmp_path: Path) -> Iterator[Pad]:
    made = Pad(tmp_path)
    yield made
    made.unplug()


@pytest.fixture
def buttons(monkeypatch: pytest.MonkeyPatch, pad: Pad) -> Iterator[list[int]]:
    """What was heard of the box so far."""
    monkeypatch.setattr(evaluator.keypad, "TRY_AGAIN_SECONDS", 0.05)
    heard: list[int] = []
    stopped = threading.Event()
    keypad = Keypad(str(pad.port), baud=9600, driver=Framed, on_button=heard.append)
    listening = threading.Thread(target=keypad.listen, args=(stopped,))
    listening.start()
    until(lambda: keypad.available is False)
    pad.plug_in()
    until(lambda: keypad.available)
    time.sleep(0.05)  # the line is open a moment before what it held is thrown away
    yield heard
    stopped.set()
    listening.join()


def test_presses_are_heard_between_noise_and_broken_frames(pad: Pad, buttons: list[int]) -> None:
    good = Frame(address=1, function=RATING, data=b"\x02").encoded()
    pad.press(5)
    pad.send(b"\x00\xff\x68\x10" + good[:-1] + b"\x00" + good[:6])
    time.sleep(2 * evaluator.keypad.LISTEN_SECONDS)
    for byte in good:
        pad.send(bytes([byte]))
    until(lambda: len(buttons) == 2)
    assert buttons == [5, 2]


def test_a_box_that_is_unplugged_works_again_when_it_is_back_and_is_logged_once(
    pad: Pad, buttons: list[int], caplog: pytest.LogCaptureFixture
) -> None:
    with caplog.at_level(logging.WARNING):
        pad.press(1)
        until(lambda: buttons == [1])
        pad.unplug()
        until(lambda: "is gone" in caplog.text)
        time.sleep(0.3)
        pad.plug_in()
        until(lambda: "is back" in caplog.text)
    time.sleep(0.05)
    pad.press(4)
    until(lambda: buttons == [1, 4])
    said = [record.message.partition("ttyUSB0 ")[2].partition(":")[0] for record in caplog.records]
    assert said == ["is gone", "is back"]

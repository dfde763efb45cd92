"""Calls as they sound, synthesised by espeak-ng in its child process."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from display.child import Child
from display.phrases import call_phrase
from display.voice import Voice
from tests.display.hearing import listen

FAULTY = Path(__file__).with_name("faulty_synthesiser.py")


@pytest.mark.parametrize("language", ["zh-CN", "en"])
@pytest.mark.parametrize(("number", "window"), [("A001", "3"), ("B999", "12"), ("AB045", "VIP"), ("D1000", "103")])
def test_a_call_is_two_seconds_and_more_of_level_speech(
    warm_voice: Voice, language: str, number: str, window: str
) -> None:
    heard = listen(warm_voice.render(call_phrase(number, window, language)))
    assert (heard.bits, heard.channels, heard.rate) == (16, 1, 22_050)
    assert 2.0 < heard.seconds < 8.0
    assert heard.lufs == pytest.approx(-16, abs=1)
    assert 0.3 < heard.peak < 0.9
    assert heard.rms > 0.05


def test_the_voice_is_one_that_reads_mandarin_right(warm_voice: Voice) -> None:
    """espeak-ng 1.51 misreads it; the packaged library must be the newer one."""
    assert warm_voice.check().state == "yes"
    assert warm_voice.child.ask({"do": "check"})["version"].startswith("1.52")


def test_each_number_sounds_different_and_one_may_be_yao(warm_voice: Voice) -> None:
    phrases = [
        call_phrase("A001", "3", "zh-CN"),
        call_phrase("A002", "3", "zh-CN"),
        call_phrase("A001", "4", "zh-CN"),
        call_phrase("A001", "3", "zh-CN", one="yao"),
    ]
    sounds = {listen(warm_voice.render(phrase)).samples.tobytes() for phrase in phrases}
    assert len(sounds) == len(phrases)


def test_tibetan_is_never_synthesised(voice: Voice) -> None:
    phrase = call_phrase("A001", "3", "bo")
    assert not voice.can_say(phrase)
    assert voice.render(phrase) is None
    assert voice.child.pid is None


def test_a_slower_voice_takes_longer(tmp_path: Path) -> None:
    phrase = call_phrase("A001", "3", "en")
    slow, fast = (Voice(cache=tmp_path, rate_wpm=rate) for rate in (100, 200))
    assert listen(slow.render(phrase)).seconds > listen(fast.render(phrase)).seconds * 1.3
    slow.close()
    fast.close()


def test_nothing_runs_until_something_must_be_said(voice: Voice) -> None:
    phrase = call_phrase("A001", "3", "en")
    assert voice.can_say(phrase)
    assert voice.cached(voice.audio_name(phrase)) is None
    assert voice.child.pid is None
    assert voice.availability.state == "unknown"


def test_what_was_said_once_is_kept_and_needs_no_child(voice: Voice, tmp_path: Path) -> None:
    phrase = call_phrase("A001", "3", "zh-CN")
    first = voice.render(phrase)
    voice.close()
    assert voice.render(phrase) == first
    another = Voice(cache=tmp_path / "sounds")
    assert another.render(phrase) == first
    assert voice.child.pid is None
    assert another.child.pid is None


def test_only_finished_sounds_lie_in_the_cache(voice: Voice, tmp_path: Path) -> None:
    voice.render(call_phrase("A001", "3", "zh-CN"))
    assert [file.suffix for file in (tmp_path / "sounds").iterdir()] == [".wav"]


def test_twenty_who_ask_at_once_all_get_their_own_call(voice: Voice) -> None:
    phrases = [call_phrase(f"A{index:03}", "3", ("zh-CN", "en")[index % 2]) for index in range(10)] * 2
    with ThreadPoolExecutor(20) as callers:
        paths = list(callers.map(voice.render, phrases))
    for phrase, path in zip(phrases, paths, strict=True):
        assert path == voice.cached(voice.audio_name(phrase))
    # The same call twice is made once; each is whole, and as another voice says it alone.
    heard = [listen(path) for path in paths[:10]]
    assert len({sound.samples.tobytes() for sound in heard}) == 10
    assert all(2.0 < sound.seconds < 8.0 for sound in heard)


def test_a_voice_killed_in_the_middle_of_a_call_speaks_the_next(voice: Voice) -> None:
    voice.check()
    first = voice.child.pid
    assert first is not None
    os.kill(first, signal.SIGSTOP)  # however fast it speaks, it is in the middle now
    with ThreadPoolExecutor(1) as caller:
        speaking = caller.submit(voice.render, call_phrase("A001", "3", "en"))
        time.sleep(0.2)
        os.kill(first, signal.SIGKILL)
        # The one that was lost is made by the child that takes over, and so is the next.
        assert listen(speaking.result(timeout=8)).seconds > 2
    assert listen(voice.render(call_phrase("A002", "3", "en"))).seconds > 2
    assert voice.child.pid not in (None, first)
    assert voice.availability.state == "yes"


def test_a_voice_that_hangs_is_replaced_within_the_time_limit(tmp_path: Path) -> None:
    voice = Voice(cache=tmp_path, time_limit_seconds=1.5)
    voice.check()
    hung = voice.child.pid
    assert hung is not None
    os.kill(hung, signal.SIGSTOP)
    asked = time.monotonic()
    assert listen(voice.render(call_phrase("A001", "3", "en"))).seconds > 2
    assert 1.4 < time.monotonic() - asked < 6.0
    assert voice.child.pid != hung
    voice.close()


LIMIT_SECONDS = 1.0
"""Long enough for a faulty child to start on a busy computer."""


def faulty(tmp_path: Path, how: str, *, told: list[str], rest_seconds: float = 30.0) -> Voice:
    """A voice whose child fails in a way of its own while the file ``broken`` lies in the folder."""
    command = (sys.executable, str(FAULTY), how, str(tmp_path / "broken"))
    child = Child(command=command, limit_seconds=LIMIT_SECONDS)
    return Voice(cache=tmp_path / "sounds", rest_seconds=rest_seconds, tell=told.append, child=child)


@pytest.mark.parametrize("how", ["hangs", "dies", "refuses"])
def test_a_voice_that_fails_is_told_once_and_once_when_it_is_back(tmp_path: Path, how: str) -> None:
    told: list[str] = []
    voice = faulty(tmp_path, how, told=told, rest_seconds=0.0)
    (tmp_path / "broken").touch()
    for number in ("A001", "A002"):
        assert voice.render(call_phrase(number, "3", "en")) is None
    failing = voice.availability
    assert failing.state == "no"
    assert failing.reason in told[0]
    assert len(told) == 1
    (tmp_path / "broken").unlink()
    voice.close()
    assert voice.render(call_phrase("A003", "3", "en")) is not None
    assert voice.availability.state == "yes"
    assert len(told) == 2
    voice.close()


def test_callers_do_not_queue_up_behind_a_voice_that_hangs(tmp_path: Path) -> None:
    voice = faulty(tmp_path, "hangs", told=[])
    (tmp_path / "broken").touch()
    phrases = [call_phrase(f"A{index:03}", "3", "en") for index in range(20)]
    asked = time.monotonic()
    with ThreadPoolExecutor(20) as callers:
        assert set(callers.map(voice.render, phrases)) == {None}
    # Twice the limit for the first, nothing for those behind it.
    assert time.monotonic() - asked < 4 * LIMIT_SECONDS
    voice.close()


def test_who_waits_for_a_call_that_fails_shares_the_outcome(tmp_path: Path) -> None:
    voice = faulty(tmp_path, "refuses", told=[])
    (tmp_path / "broken").write_text("0.5")
    phrase = call_phrase("A001", "3", "en")
    asked = time.monotonic()
    with ThreadPoolExecutor(8) as callers:
        assert set(callers.map(voice.render, [phrase] * 8)) == {None}
    assert time.monotonic() - asked < 3.0  # and not eight times half a second
    voice.close()


EVENTLET_HUB = """
import sys
import eventlet
eventlet.monkey_patch()
import time
from pathlib import Path
from eventlet import tpool
from display.phrases import call_phrase
from display.voice import Voice

beats = 0
def beat():
    global beats
    while True:
        beats += 1
        eventlet.sleep(0.01)

voice = Voice(cache=Path(sys.argv[1]), lock=eventlet.patcher.original("threading").Lock)
assert not [name for name in sys.modules if "pyttsx3" in name or "espeakng" in name]
began = time.monotonic()
eventlet.spawn(beat)
asked = [eventlet.spawn(tpool.execute, voice.render, call_phrase(f"A00{i}", "3", "en")) for i in range(6)]
assert all(each.wait() for each in asked)
share = beats * 0.01 / (time.monotonic() - began)
loaded = Path(f"/proc/{voice.child.pid}/maps").read_text()
assert "espeak" in loaded and "greenlet" not in loaded
tpool.execute(voice.close)
print(share)
"""


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_beside_eventlet_the_loop_goes_on_and_the_child_knows_nothing_of_it(tmp_path: Path) -> None:
    root = Path(__file__).resolve().parents[2]
    command = [sys.executable, "-W", "ignore", "-c", EVENTLET_HUB, str(tmp_path)]
    done = subprocess.run(command, cwd=root, capture_output=True, text=True, timeout=60, check=False)
    assert done.returncode == 0, done.stderr
    # Of the time that six calls take; a loop that nothing holds up beats nearly all of it.
    assert float(done.stdout) > 0.1


def test_threads_that_ask_and_close_do_not_disturb_each_other(voice: Voice) -> None:
    stop = threading.Event()

    def close_again_and_again() -> None:
        while not stop.wait(0.15):
            voice.close()

    with ThreadPoolExecutor(5) as threads:
        closing = threads.submit(close_again_and_again)
        made = list(threads.map(voice.render, [call_phrase(f"A{i:03}", "3", "en") for i in range(8)]))
        stop.set()
        closing.result()
    assert None not in made

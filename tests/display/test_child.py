"""The synthesiser's process: asked over pipes, never outliving whoever asks."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from display.child import COMMAND, PACKAGES, Child, ChildError


@pytest.fixture
def child() -> Iterator[Child]:
    made = Child(limit_seconds=10)
    yield made
    made.stop()


def gone(pid: int, *, within: float = 3.0) -> bool:
    """Whether a process ends in time; one that waits to be collected by its parent has ended."""
    give_up_at = time.monotonic() + within
    while time.monotonic() < give_up_at:
        try:
            if Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] == "Z":
                return True
        except FileNotFoundError:
            return True
        time.sleep(0.02)
    return False


def test_it_starts_when_first_asked_and_stays(child: Child) -> None:
    pids = [child.pid]
    for _ in range(2):
        child.ask({"do": "check"})
        pids.append(child.pid)
    assert pids[0] is None
    assert pids[1] == pids[2] is not None


def test_what_it_cannot_do_is_an_answer_and_no_reason_to_start_anew(child: Child, tmp_path: Path) -> None:
    child.ask({"do": "check"})
    first = child.pid
    with pytest.raises(ChildError, match=r"missing\.wav") as problem:
        child.ask({"do": "join", "files": [str(tmp_path / "missing.wav")], "out": str(tmp_path / "out.wav")})
    assert not problem.value.retry
    say = {"do": "say", "text": "one", "voice": "en", "rate_wpm": 160, "limit_seconds": 5}
    with pytest.raises(ChildError, match="no such folder"):
        child.ask({**say, "out": str(tmp_path / "no such folder" / "out.part")})
    assert child.pid == first


def test_no_utterance_is_cut_short_by_the_one_before(tmp_path: Path) -> None:
    """Several at once, since it takes a busy machine to come between espeak-ng and its thread."""
    texts = {"en": "Ticket A zero zero one", "cmn": "请到三号窗口"}

    def speak(nth: int) -> list[tuple[str, float]]:
        child = Child(limit_seconds=30)
        say = {"do": "say", "rate_wpm": 160, "limit_seconds": 20, "out": str(tmp_path / f"{nth}.wav")}
        said = [
            (voice, child.ask({**say, "text": text, "voice": voice})["seconds"])
            for _ in range(6)
            for voice, text in texts.items()
        ]
        child.stop()
        return said

    with ThreadPoolExecutor(4) as speakers:
        said = [each for heard in speakers.map(speak, range(4)) for each in heard]
    for voice in texts:
        seconds = [lasted for spoken, lasted in said if spoken == voice]
        assert max(seconds) - min(seconds) < 0.1, seconds


def test_a_process_that_died_while_nobody_looked_is_replaced(child: Child) -> None:
    child.ask({"do": "check"})
    first = child.pid
    assert first is not None
    os.kill(first, signal.SIGKILL)
    os.waitid(os.P_PID, first, os.WEXITED | os.WNOWAIT)  # until it has ended, leaving it to be collected
    assert child.ask({"do": "check"})["version"]
    assert child.pid != first


def test_a_program_that_is_not_there_is_an_error_like_any_other() -> None:
    with pytest.raises(ChildError, match="gone") as problem:
        Child(command=("no-such-program",), limit_seconds=1).ask({"do": "check"})
    assert problem.value.retry


def test_no_pipe_is_left_open_by_processes_that_end(tmp_path: Path) -> None:
    before = len(list(Path("/proc/self/fd").iterdir()))
    dying = Child(command=(sys.executable, "-c", "pass"), limit_seconds=5)
    for _ in range(5):
        with pytest.raises(ChildError):
            dying.ask({"do": "check"})
    assert len(list(Path("/proc/self/fd").iterdir())) == before


def test_an_answer_that_comes_too_late_is_not_taken_for_the_next() -> None:
    """Lines of other requests, also in pieces and several at once, are passed over."""
    script = (
        "import sys, json, time\n"
        "for line in sys.stdin:\n"
        "    asked = json.loads(line)\n"
        "    old = json.dumps({'id': asked['id'] - 1, 'text': 'old'})\n"
        "    new = json.dumps({'id': asked['id'], 'text': asked['text']}, ensure_ascii=False)\n"
        "    whole = f'{old}\\n{new}\\n'.encode()\n"
        "    for i in range(0, len(whole), 7):\n"
        "        sys.stdout.buffer.write(whole[i:i + 7]); sys.stdout.flush(); time.sleep(0.001)\n"
    )
    child = Child(command=(sys.executable, "-c", script), limit_seconds=5)
    for text in ("请", "一", "二"):
        assert child.ask({"text": text})["text"] == text
    child.stop()


def test_it_ends_with_the_hub_even_when_the_hub_is_killed(tmp_path: Path) -> None:
    hub = subprocess.Popen(
        [
            sys.executable,
            "-c",
            "import time; from display.child import Child\n"
            "child = Child(limit_seconds=10); child.ask({'do': 'check'}); print(child.pid, flush=True); time.sleep(60)",
        ],
        cwd=PACKAGES,
        stdout=subprocess.PIPE,
    )
    assert hub.stdout is not None
    pid = int(hub.stdout.readline())
    hub.kill()
    hub.wait()
    hub.stdout.close()
    assert gone(pid)


def test_it_ends_in_the_middle_of_an_utterance_when_the_hub_is_gone(tmp_path: Path) -> None:
    request = {"id": 1, "do": "say", "text": "one two three " * 300, "voice": "en", "rate_wpm": 160}
    request |= {"out": str(tmp_path / "a.part"), "limit_seconds": 60}
    with subprocess.Popen(COMMAND, cwd=PACKAGES, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        process.stdin.write(b'{"id": 0, "do": "check"}\n')
        process.stdin.flush()
        process.stdout.readline()
        process.stdin.write(json.dumps(request).encode() + b"\n")
        process.stdin.flush()
        time.sleep(0.3)
        assert process.poll() is None
        process.stdin.close()
        assert process.wait(timeout=3) == 0
    assert not (tmp_path / "a.part").exists()


def test_it_loads_nothing_of_the_hub() -> None:
    """Its memory is paid by every mini-PC: no web server, no feed client, and no eventlet to patch its threads."""
    look = "import sys, display.synthesiser; print(*sorted({name.partition('.')[0] for name in sys.modules}))"
    done = subprocess.run([sys.executable, "-c", look], cwd=PACKAGES, capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert not loaded & {"eventlet", "greenlet", "flask", "socketio", "sqlalchemy", "server", "config"}


def test_the_hub_loads_nothing_of_the_synthesiser() -> None:
    look = "import sys, display.voice, display.phrases; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", look], cwd=PACKAGES, capture_output=True, text=True, check=True)
    assert not {"pyttsx3", "espeakng_loader", "display.espeak", "numpy"} & set(done.stdout.split())

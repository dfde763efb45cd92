"""``python -m display`` as a hall's computer runs it: a process, a hub, and a program that plays."""

from __future__ import annotations

import os
import shlex
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import socketio
from click.testing import CliRunner

from display.__main__ import main
from display.sound import CHIME_SECONDS, duration
from tests.display.hearing import listen, record
from tests.display.stub_hub import StubHub, called, snapshot, stub_hub, tick
from tests.hubs import DemoHub

ROOT = Path(__file__).resolve().parents[2]


def until(true: Callable[[], object], *, within: float = 15.0) -> None:
    give_up_at = time.monotonic() + within
    while not true():
        assert time.monotonic() < give_up_at, "it did not happen in time"
        time.sleep(0.02)


class Loudspeaker:
    """The process, with a player that keeps each sound instead of sounding for its whole length."""

    def __init__(self, folder: Path, hub: str, token: str, *, seconds: float = 0.0) -> None:
        self._heard = folder / "heard"
        self._heard.mkdir()
        self._log = folder / "log"
        keep = f'sleep {seconds}; cp "$0" {shlex.quote(str(self._heard))}/part && mv {self._heard}/part '
        keep += f"{self._heard}/$(date +%s%N).wav"
        command = [
            sys.executable,
            "-m",
            "display",
            "--hub",
            hub,
            "--verbose",
            "--player",
            shlex.join(["sh", "-c", keep]),
        ]
        with self._log.open("wb") as log:
            self.process = subprocess.Popen(
                command, cwd=ROOT, stdout=log, stderr=log, env={**os.environ, "JIAOHAO_TOKEN": token}
            )

    @property
    def heard(self) -> list[Path]:
        return sorted(self._heard.glob("*.wav"))

    @property
    def seconds(self) -> list[float]:
        return [duration(path) for path in self.heard]

    @property
    def log(self) -> str:
        return self._log.read_text()

    def end(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=10)


@pytest.fixture
def hub(tmp_path: Path) -> Iterator[StubHub]:
    with stub_hub() as running:
        for name, length in (("a", 0.2), ("b", 0.3)):
            running.files[f"/{name}.wav"] = record(tmp_path / f"{name}.wav", hertz=440, seconds=length)
        yield running


@pytest.fixture
def loudspeaker(hub: StubHub, tmp_path: Path) -> Iterator[Loudspeaker]:
    made = Loudspeaker(tmp_path, hub.url, "T")
    until(lambda: "Connected" in made.log)
    yield made
    if made.process.poll() is None:
        assert made.end() == 0


def test_calls_and_recalls_are_chimed_and_said_twice_and_reported(hub: StubHub, loudspeaker: Loudspeaker) -> None:
    hub.say(called(11, sounds=["/a.wav", "/b.wav"]), tick(12, after=11), called(13, after=12, kind="window.opened"))
    hub.say(called(14, sounds=["/b.wav"], kind="ticket.recalled"))
    until(lambda: hub.spoken == [11, 14])
    a, b = 0.2, 0.3
    assert loudspeaker.seconds == pytest.approx([CHIME_SECONDS, a, b, a, b, CHIME_SECONDS, b, b], abs=0.01)
    assert "A011" in loudspeaker.log


def test_after_an_outage_old_calls_are_not_spoken_and_new_ones_are(hub: StubHub, loudspeaker: Loudspeaker) -> None:
    hub.say(tick(10))
    hub.greeting = lambda auth: [
        called(11, ago=60, sounds=["/a.wav"]),
        called(12, ago=21, sounds=["/a.wav"]),
        called(13, ago=12, sounds=["/a.wav", "/b.wav"]),
        called(14, sounds=["/b.wav"]),
    ]
    hub.drop()
    until(lambda: 14 in hub.spoken)
    assert hub.auths[-1]["since"] == 10
    assert hub.spoken == [13, 14]
    # The one of 12 s ago once, in its first language.
    assert loudspeaker.seconds[:3] == pytest.approx([CHIME_SECONDS, 0.2, CHIME_SECONDS], abs=0.01)


def test_calls_that_were_made_before_it_started_are_not_spoken(hub: StubHub, tmp_path: Path) -> None:
    name, shown = snapshot(10)
    shown["state"]["calls"] = [called(10)[1]["data"]]
    hub.greeting = lambda auth: [(name, shown), called(11, sounds=["/a.wav"])]
    loudspeaker = Loudspeaker(tmp_path, hub.url, "T")
    until(lambda: hub.spoken)
    assert hub.spoken == [11]
    loudspeaker.end()


def test_it_stops_soon_when_told_to(hub: StubHub, tmp_path: Path) -> None:
    loudspeaker = Loudspeaker(tmp_path, hub.url, "T", seconds=0.5)
    until(lambda: "Connected" in loudspeaker.log)
    hub.say(*[called(seq, sounds=["/a.wav"]) for seq in range(11, 31)])
    until(lambda: loudspeaker.heard)
    began = time.monotonic()
    assert loudspeaker.end() == 0
    assert time.monotonic() - began < 3
    assert len(loudspeaker.heard) < 8


@pytest.fixture
def runner(monkeypatch: pytest.MonkeyPatch) -> Iterator[CliRunner]:
    """The command line within the test's own process, which keeps its own way to be ended."""
    monkeypatch.delenv("JIAOHAO_TOKEN", raising=False)
    before = signal.getsignal(signal.SIGTERM)
    yield CliRunner()
    signal.signal(signal.SIGTERM, before)


def test_what_is_missing_or_wrong_is_said_in_one_line(runner: CliRunner, hub: StubHub, tmp_path: Path) -> None:
    hub.refusal = {"status": 401}
    into = ["--into", str(tmp_path / "heard")]
    for arguments, told in (
        (["--hub", "192.168.1.10:8000", "--token", "T"], "http://"),
        (["--hub", hub.url, *into], "--token-file"),
        (["--hub", hub.url, *into, "--token-file", str(tmp_path / "no-file")], "does not pair"),
        (["--hub", hub.url, "--token", "T", "--player", "no-such-program -q"], "no-such-program"),
        (["--hub", hub.url, "--token", "T", "--player", "aplay 'oops"], "--player"),
        (["--hub", hub.url, "--token", "T", *into], "pair this computer"),
    ):
        done = runner.invoke(main, arguments)
        assert done.exit_code in (1, 2)
        assert told in done.output
        assert isinstance(done.exception, SystemExit)


def test_a_token_can_stand_in_a_file_and_sounds_can_go_into_a_folder(hub: StubHub, tmp_path: Path) -> None:
    (tmp_path / "token").write_text("FROM-FILE\n")
    hub.greeting = lambda auth: [snapshot(10), called(11, sounds=["/a.wav"])]
    command = [sys.executable, "-m", "display", "--hub", hub.url + "/", "--token-file", str(tmp_path / "token")]
    with subprocess.Popen(
        [*command, "--into", str(tmp_path / "heard")], cwd=ROOT, stderr=subprocess.DEVNULL
    ) as process:
        until(lambda: hub.spoken == [11])
        process.send_signal(signal.SIGTERM)
        assert process.wait(timeout=10) == 0
    kept = sorted((tmp_path / "heard").iterdir())
    assert [file.name for file in kept] == ["0001.wav", "0002.wav", "0003.wav"]
    assert [duration(file) for file in kept] == pytest.approx([CHIME_SECONDS, 0.2, 0.2], abs=0.01)
    assert hub.auths[0]["token"] == "FROM-FILE"
    assert hub.asked[0] == ("/a.wav", "Bearer FROM-FILE")


@pytest.fixture
def demo(tmp_path: Path) -> Iterator[DemoHub]:
    running = DemoHub(tmp_path / "hub", async_mode="threading").start()
    yield running
    running.stop()


@pytest.fixture
def demo_loudspeaker(demo: DemoHub, tmp_path: Path) -> Iterator[Loudspeaker]:
    made = Loudspeaker(tmp_path, demo.base_url, demo.credentials["devices"]["display"])
    until(lambda: "Connected" in made.log)
    yield made
    made.end()


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
def test_the_demonstration_hall_calls_aloud_and_goes_on_after_a_power_cut(
    demo: DemoHub, demo_loudspeaker: Loudspeaker
) -> None:
    hub, loudspeaker = demo, demo_loudspeaker
    assert not voices_of(hub)
    manager = socketio.Client()
    spoken: list[dict[str, Any]] = []
    manager.on("spoken", spoken.append, namespace="/feed")
    token = hub.manager().token
    manager.connect(hub.base_url, auth={"token": token}, transports=["websocket"], namespaces=["/feed"])

    staff = hub.staff("1")
    assert staff.post("/windows/1/open").status_code == 200
    serving = call_someone(hub, staff)
    until(lambda: spoken)
    chime, *said = (listen(path) for path in loudspeaker.heard)
    assert chime.seconds == pytest.approx(CHIME_SECONDS, abs=0.01)
    # Chinese and English, twice; Tibetan has no recordings here and is only shown.
    assert len(said) == 4
    assert all(sound.seconds > 2 and sound.lufs == pytest.approx(-16, abs=1) for sound in said)
    assert (said[0].samples == said[2].samples).all()
    assert len(voices_of(hub)) == 1

    hub.kill()
    assert not voices_of(hub)
    hub.start()
    assert staff.post(f"/servings/{serving['id']}/recall").status_code == 200
    until(lambda: len(loudspeaker.heard) == 10)
    assert not voices_of(hub), "what was said before the power cut is still kept"
    manager.disconnect()


def call_someone(hub: DemoHub, staff: Any) -> dict[str, Any]:
    service = staff.get("/windows/1").json()["services"][0]
    body = {"service": service, "priority": "none", "language": "zh-CN"}
    assert hub.kiosk().post("/tickets", body).status_code == 201
    answer = staff.post("/windows/1/call")
    assert answer.status_code == 200
    serving: dict[str, Any] = answer.json()
    return serving


def voices_of(hub: DemoHub) -> list[int]:
    """The synthesiser processes of this hub, known by the folder they are started for."""
    if hub.process is None:
        return []
    found = []
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parent = int(status.read_text().rpartition(")")[2].split()[1])
            command = (status.parent / "cmdline").read_bytes()
        except (FileNotFoundError, ProcessLookupError):
            continue
        if parent == hub.process.pid and b"display.synthesiser" in command:
            found.append(int(status.parent.name))
    return found


def test_while_another_speaks_in_the_room_nothing_is_heard(hub: StubHub, loudspeaker: Loudspeaker) -> None:
    hub.right["speaks"] = False
    asked = len(hub.rights_asked)
    until(lambda: len(hub.rights_asked) > asked)
    hub.say(called(11, sounds=["/a.wav"]), tick(12, after=11))
    hub.right["spoken"] = 11
    asked = len(hub.rights_asked)
    until(lambda: len(hub.rights_asked) > asked)
    hub.right["speaks"] = True
    hub.say(called(13, after=12, sounds=["/b.wav"]))
    until(lambda: hub.spoken)
    assert hub.spoken == [13]
    assert loudspeaker.seconds == pytest.approx([CHIME_SECONDS, 0.3, 0.3], abs=0.01)
    assert loudspeaker.end() == 0
    assert hub.rights_asked[-1] is None


def test_a_quiet_call_is_not_heard_and_the_halls_volume_is_kept(hub: StubHub, loudspeaker: Loudspeaker) -> None:
    hub.right["volume"] = 50
    asked = len(hub.rights_asked)
    until(lambda: len(hub.rights_asked) > asked)
    name, quiet = called(11, sounds=["/a.wav"])
    quiet["data"]["quiet"] = True
    hub.say((name, quiet), called(12, sounds=["/b.wav"]))
    until(lambda: hub.spoken)
    assert hub.spoken == [12]
    assert loudspeaker.seconds == pytest.approx([CHIME_SECONDS, 0.3, 0.3], abs=0.01)
    assert listen(loudspeaker.heard[1]).peak == pytest.approx(0.15, abs=0.01)

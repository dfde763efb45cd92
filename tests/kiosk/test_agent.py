"""The print agent beside a kiosk: a hub, an agent and a printer, each a process or a socket of its own."""

from __future__ import annotations

import json
import re
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from config.device_token import NoToken, device_token
from config.loading import HALLS
from tests.hubs import DemoHub
from tests.kiosk.network_printer import fine, network_printer, out_of_paper
from tests.kiosk.test_remembering import LEFT_BEGUN

WITHIN = 15.0
CODE = re.compile(r"Pairing code ([A-Z]{3}-[A-Z]{3}):")


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[DemoHub]:
    """The demonstration hall, but with its printer at the kiosk."""
    folder = tmp_path_factory.mktemp("hub")
    (folder / "data").mkdir()
    hall = (HALLS / "maqu.toml").read_text("utf-8")
    (folder / "maqu.toml").write_text(re.sub(r'^by = "hub"$', 'by = "agent"', hall, flags=re.MULTILINE), "utf-8")
    made = DemoHub(folder, async_mode="threading")
    setup = [sys.executable, "-m", "server", "init", "--config", str(folder / "maqu.toml"), "--database", made.database]
    subprocess.run(setup, check=True, capture_output=True, timeout=60)
    yield made.start()
    made.stop()


class AgentProcess:
    """``python -m kiosk`` as the kiosk's computer runs it. It can be killed and started again."""

    def __init__(self, hub: DemoHub, folder: Path, printer: str | None = None) -> None:
        self._hub = hub
        self._folder = folder
        self.tickets = folder / "tickets"
        self._printer = printer or f"file:{self.tickets}"
        self.state = folder / "state.json"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *, unpaired: bool = False) -> AgentProcess:
        if not unpaired:
            (self._folder / "token").write_text(self._hub.credentials["devices"]["kiosk"])
        command = [sys.executable, "-m", "kiosk", "--hub", self._hub.base_url, "--printer", self._printer]
        command += ["--token-file", str(self._folder / "token"), "--state", str(self.state)]
        with (self._folder / "agent.log").open("ab") as log:
            self._process = subprocess.Popen(command, stdout=log, stderr=log)
        if not unpaired:
            self.wait_until_it_listens()
        return self

    def wait_until_it_listens(self) -> None:
        """It has come to an understanding with the hub once it writes down how far it has listened."""
        until(lambda: self.state.exists() and json.loads(self.state.read_text())["since"] is not None)

    def wait_until_it_ends(self) -> int:
        assert self._process is not None
        return self._process.wait(WITHIN)

    def code(self) -> str:
        """The code that it shows on its standard output."""
        until(lambda: CODE.search(self.log()))
        found = CODE.search(self.log())
        assert found is not None
        return found[1]

    def stop(self, how: signal.Signals = signal.SIGTERM) -> None:
        if self._process is not None:
            self._process.send_signal(how)
            self._process.wait(10)
            self._process = None

    def printed(self) -> list[str]:
        return sorted(path.name.partition("-")[0] for path in self.tickets.glob("*.bin"))

    def log(self) -> str:
        return (self._folder / "agent.log").read_text()


@pytest.fixture
def agent(hub: DemoHub, tmp_path: Path) -> Iterator[AgentProcess]:
    made = AgentProcess(hub, tmp_path)
    yield made
    made.stop()


def until(so: Callable[[], object]) -> None:
    give_up_at = time.monotonic() + WITHIN
    while not so():
        assert time.monotonic() < give_up_at
        time.sleep(0.02)


def ask_for_a_ticket(hub: DemoHub, language: str = "zh-CN") -> tuple[str, str]:
    """The number on the ticket and the id of its printout."""
    ticket = hub.kiosk().post("/tickets", {"service": "A", "language": language}).json()
    asked = hub.kiosk().post(f"/tickets/{ticket['id']}/prints")
    assert asked.status_code == 202
    return ticket["number"], asked.json()["id"]


def settled(hub: DemoHub, print_id: str) -> dict[str, Any]:
    """What became of a printout."""
    seen: dict[str, Any] = {}

    def so() -> bool:
        seen.update(hub.kiosk().get(f"/prints/{print_id}").json())
        return seen["state"] != "queued"

    until(so)
    return {"state": seen["state"], "reason": seen["reason"]}


def test_each_ticket_comes_out_once_also_what_was_asked_for_while_the_agent_was_away(
    hub: DemoHub, agent: AgentProcess
) -> None:
    agent.start()
    first, print_id = ask_for_a_ticket(hub, "bo")
    assert settled(hub, print_id) == {"state": "printed", "reason": None}
    assert agent.printed() == [first]
    agent.stop(signal.SIGKILL)
    second, print_id = ask_for_a_ticket(hub)
    agent.start()
    assert settled(hub, print_id)["state"] == "printed"
    assert agent.printed() == sorted([first, second])


def test_an_agent_that_was_killed_while_printing_says_that_it_does_not_know(hub: DemoHub, agent: AgentProcess) -> None:
    agent.start()
    agent.stop()
    _, print_id = ask_for_a_ticket(hub)
    state = json.loads(agent.state.read_text())
    agent.state.write_text(json.dumps({**state, "prints": {print_id: LEFT_BEGUN}}))
    agent.start()
    assert settled(hub, print_id)["state"] == "unknown"
    assert agent.printed() == []


def test_an_agent_outlives_a_power_cut_of_the_hub(hub: DemoHub, agent: AgentProcess) -> None:
    agent.start()
    hub.kill()
    until(lambda: "cannot be reached" in agent.log())
    hub.start()
    number, print_id = ask_for_a_ticket(hub)
    assert settled(hub, print_id)["state"] == "printed"
    assert agent.printed() == [number]
    assert agent.log().count("cannot be reached") == 1


def test_the_kiosk_learns_that_the_paper_is_out_and_that_it_is_back(hub: DemoHub, tmp_path: Path) -> None:
    with network_printer(out_of_paper) as played:
        agent = AgentProcess(hub, tmp_path, f"network:127.0.0.1:{played.port}").start()
        _, print_id = ask_for_a_ticket(hub)
        assert settled(hub, print_id) == {"state": "failed", "reason": "paper_out"}
        played.says = fine
        _, print_id = ask_for_a_ticket(hub)
        assert settled(hub, print_id) == {"state": "printed", "reason": None}
        until(lambda: "printer_back" in agent.log())
        agent.stop()
    assert len(played.tickets) == 1
    assert agent.log().count("printer_failing") == 1


def test_two_agents_never_share_one_printers_memory(hub: DemoHub, agent: AgentProcess, tmp_path: Path) -> None:
    agent.start()
    command = [sys.executable, "-m", "kiosk", "--hub", hub.base_url, "--printer", "file:x", "--token", "any"]
    second = subprocess.run([*command, "--state", str(agent.state)], capture_output=True, timeout=30)
    assert second.returncode == 1
    assert b"another print agent" in second.stderr


def test_a_token_that_the_hub_does_not_know_ends_the_agent_with_what_to_do(hub: DemoHub, tmp_path: Path) -> None:
    command = [sys.executable, "-m", "kiosk", "--hub", hub.base_url, "--printer", f"file:{tmp_path}"]
    command += ["--token", "nobody", "--state", str(tmp_path / "state.json")]
    ended = subprocess.run(command, capture_output=True, timeout=30)
    assert ended.returncode == 1
    assert b"pair this computer as a kiosk" in ended.stderr
    assert b"Traceback" not in ended.stderr


def test_an_agent_without_a_token_pairs_as_its_kiosk_and_prints_for_it(hub: DemoHub, agent: AgentProcess) -> None:
    manager, token = hub.manager(), agent.state.with_name("token")
    begun = hub.caller(None).post("/pairings").json()
    page = manager.post(f"/pairings/{begun['code']}/approve", {"kind": "kiosk", "name": "东门取号机"}).json()
    kiosk = hub.caller(hub.caller(None).get(f"/pairings/{begun['poll']}").json()["token"])

    agent.start(unpaired=True)
    assert manager.post(f"/pairings/{agent.code()}/approve", {"device": page["device"]}).status_code == 200
    agent.wait_until_it_listens()
    assert stat.S_IMODE(token.stat().st_mode) == 0o600
    assert token.read_text().strip() not in agent.log()
    ticket = kiosk.post("/tickets", {"service": "A"}).json()
    kiosk.post(f"/tickets/{ticket['id']}/prints")
    until(lambda: agent.printed() == [ticket["number"]])

    assert manager.post(f"/devices/{page['device']}/revoke").status_code == 204
    assert agent.wait_until_it_ends() == 1
    assert not token.exists(), "the next start pairs anew"


@pytest.mark.parametrize(
    ("deed", "body", "told"),
    [
        ("approve", {"kind": "display", "name": "x"}, "let this program in as a display, but it is a kiosk"),
        ("refuse", {}, "did not let this program in"),
    ],
)
def test_a_program_that_is_not_let_in_as_what_it_is_says_so(
    hub: DemoHub, tmp_path: Path, deed: str, body: dict[str, str], told: str
) -> None:
    manager = hub.manager()

    def decide(said: str) -> None:
        found = CODE.search(said)
        assert found is not None
        assert manager.post(f"/pairings/{found[1]}/{deed}", body).ok

    with pytest.raises(NoToken, match=told):
        device_token(hub.base_url, None, tmp_path / "token", kind="kiosk", hall="maqu", say=decide)
    assert list(tmp_path.iterdir()) == []

"""What the print agent does when the hub is slow, says no, or hands it something old: against a hub of a few lines."""

from __future__ import annotations

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from kiosk.agent import Agent
from kiosk.hub import Hub
from kiosk.printing import Station, open_printer, printer_rules
from kiosk.remembering import Remembered
from tests.kiosk.sheets import sheet


class PaperHub(ThreadingHTTPServer):
    """Answers what it is told to; ``answers`` are status codes of the next answers, 200 when there are none."""

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Answering)
        self.age = timedelta(seconds=1)
        self.state = "queued"
        self.sheet = sheet()
        self.answers: list[int] = []
        self.told: list[tuple[str, dict[str, Any], str]] = []


class Answering(BaseHTTPRequestHandler):
    server: PaperHub

    def do_GET(self) -> None:
        created = (datetime.now(UTC) - self.server.age).isoformat(timespec="milliseconds")
        self._answer({"state": self.server.state, "created_at": created, "sheet": self.server.sheet})

    def do_POST(self) -> None:
        body = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if not self.server.answers:
            self.server.told.append((self.path, body, self.headers["Idempotency-Key"]))
        self._answer({})

    def _answer(self, body: dict[str, Any]) -> None:
        self.send_response(self.server.answers.pop(0) if self.server.answers else 200)
        self.end_headers()
        self.wfile.write(json.dumps(body).encode())

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def hub() -> Iterator[PaperHub]:
    with PaperHub() as made:
        threading.Thread(target=made.serve_forever, args=(0.05,), daemon=True).start()
        yield made
        made.shutdown()


class Desk:
    """An agent whose minutes pass as the test says."""

    def __init__(self, hub: PaperHub, folder: Path) -> None:
        self.now = 0.0
        self.folder = folder / "tickets"
        self.agent = Agent(
            hub=Hub(f"http://127.0.0.1:{hub.server_port}", "token"),
            station=Station(open_printer(printer_rules(f"file:{self.folder}"))),
            remembered=Remembered(folder / "state.json"),
            clock=lambda: self.now,
            sleep=lambda seconds: None,
            patience_seconds=0.01,
        )
        self.agent.began({"printer": "yes"})

    def ask(self, print_id: str = "p1") -> None:
        self.agent.heard("print.queued", {"id": print_id})

    def turns(self, count: int = 3) -> None:
        for _ in range(count):
            self.agent.turn()
            self.now += 3.0

    @property
    def printed(self) -> int:
        return len(list(self.folder.glob("*.bin")))


@pytest.fixture
def desk(hub: PaperHub, tmp_path: Path) -> Desk:
    return Desk(hub, tmp_path)


def test_a_printout_heard_of_twice_comes_out_once(hub: PaperHub, desk: Desk) -> None:
    desk.ask()
    desk.ask()
    desk.turns()
    assert desk.printed == 1
    assert [(path, body["state"]) for path, body, _ in hub.told] == [("/api/v1/prints/p1/report", "printed")]


def test_a_printout_older_than_two_minutes_is_dropped(hub: PaperHub, desk: Desk) -> None:
    hub.age = timedelta(seconds=125)
    desk.ask()
    desk.turns()
    assert desk.printed == 0
    assert hub.told == []


def test_a_printout_that_was_settled_meanwhile_is_left_alone(hub: PaperHub, desk: Desk) -> None:
    hub.state = "dropped"
    desk.ask()
    desk.turns()
    assert desk.printed == 0


def test_a_report_is_repeated_with_its_key_until_the_hub_has_it(hub: PaperHub, desk: Desk) -> None:
    desk.ask()
    hub.answers = [200, 503, 503]
    desk.turns(4)
    assert desk.printed == 1
    assert len(hub.told) == 1
    again = Desk(hub, desk.folder.parent)
    again.ask()
    again.turns()
    assert again.printed == 1
    assert len(hub.told) == 1


def test_a_hub_that_is_away_for_a_moment_is_asked_again_for_the_sheet(hub: PaperHub, desk: Desk) -> None:
    hub.answers = [502, 502]
    desk.ask()
    desk.turns(4)
    assert desk.printed == 1


def test_a_hub_that_knows_better_is_not_told_for_ever(hub: PaperHub, desk: Desk) -> None:
    desk.ask()
    hub.answers = [200, 409]
    desk.turns(4)
    assert hub.told == []
    assert desk.printed == 1


def test_a_sheet_that_cannot_be_drawn_does_not_stop_the_next(hub: PaperHub, desk: Desk) -> None:
    hub.sheet = {"number": "A001"}
    desk.ask("bad")
    desk.turns(1)
    hub.sheet = sheet()
    desk.ask("good")
    desk.turns(2)
    assert [body["state"] for _, body, _ in hub.told] == ["failed", "printed"]


def test_the_paper_is_told_when_it_changes_and_only_then(hub: PaperHub, desk: Desk) -> None:
    desk.turns(10)
    assert hub.told == []  # the hub's snapshot said yes already
    desk.agent.began({"printer": "no"})
    desk.turns(10)
    assert [(path, body) for path, body, _ in hub.told] == [("/api/v1/printer", {"paper": "yes"})]

"""A printer on the network and what it says of its paper: yes, no, or nothing at all."""

from __future__ import annotations

import pytest
import structlog

from kiosk.printers.escpos_printer import EscposPrinter
from kiosk.printers.network import NetworkWay
from kiosk.printing import Outcome, Station, print_sheet
from tests.hubs import free_port
from tests.kiosk.network_printer import (
    NetworkPrinter,
    chattering,
    complete,
    ends_during_the_ticket,
    fine,
    network_printer,
    open_cover,
    out_of_paper,
    silent,
)
from tests.kiosk.sheets import sheet


def printer(port: int) -> EscposPrinter:
    way = NetworkWay("127.0.0.1", port)
    return EscposPrinter(way, name="hall", width_dots=576, answers_within=0.15, sleep=lambda seconds: None)


def outcome_at(played: NetworkPrinter) -> Outcome:
    return print_sheet(sheet(), printer(played.port), sleep=lambda seconds: None)


def test_a_printer_that_confirms_has_printed() -> None:
    with network_printer(fine) as played:
        assert outcome_at(played) == Outcome(state="printed", reason=None, paper="yes")
        assert len(played.tickets) == 1
        assert complete(played.tickets[0])


def test_a_printer_without_paper_is_not_sent_a_ticket() -> None:
    with network_printer(out_of_paper) as played:
        assert outcome_at(played) == Outcome(state="failed", reason="paper_out", paper="no")
        assert played.tickets == []


def test_a_printer_with_an_open_cover_says_so() -> None:
    with network_printer(open_cover) as played:
        assert outcome_at(played) == Outcome(state="failed", reason="cover_open", paper="unknown")
        assert played.tickets == []


def test_a_silent_printer_gets_the_ticket_and_nobody_claims_that_it_came_out() -> None:
    with network_printer(silent) as played:
        assert outcome_at(played) == Outcome(state="unknown", reason="unknown", paper="unknown")
        assert complete(played.tickets[0])


def test_paper_that_ends_during_a_ticket_is_noticed() -> None:
    with network_printer(ends_during_the_ticket) as played:
        assert outcome_at(played) == Outcome(state="failed", reason="paper_out", paper="no")
        assert len(played.tickets) == 1


def test_half_a_ticket_is_never_sent_again() -> None:
    with network_printer(fine, dies_after=20_000) as played:
        assert outcome_at(played).state == "unknown"
        assert len(played.tickets) == 1


def test_what_a_network_card_chatters_is_no_answer() -> None:
    with network_printer(chattering) as played:
        assert printer(played.port).paper() == "yes"


@pytest.mark.parametrize(
    ("says", "paper"), [(fine, "yes"), (out_of_paper, "no"), (silent, "unknown"), (open_cover, "yes")]
)
def test_paper_has_three_answers(says, paper: str) -> None:
    with network_printer(says) as played:
        assert printer(played.port).paper() == paper


def test_a_printer_that_is_switched_off_is_tried_again_and_then_failed() -> None:
    pauses: list[float] = []
    outcome = print_sheet(sheet(), printer(free_port()), sleep=pauses.append)
    assert outcome == Outcome(state="failed", reason="offline", paper="unknown")
    assert len(pauses) == 2


def test_a_printer_that_is_busy_for_a_moment_prints_a_moment_later() -> None:
    port = free_port()
    played: list[NetworkPrinter] = []

    def switched_on(seconds: float) -> None:
        played.append(NetworkPrinter(fine, port=port))

    assert print_sheet(sheet(), printer(port), sleep=switched_on).state == "printed"
    assert complete(played[0].tickets[0])
    played[0].close()


def test_a_failing_printer_is_logged_once_and_once_when_it_is_back() -> None:
    with network_printer(out_of_paper) as played, structlog.testing.capture_logs() as logs:
        station = Station(printer(played.port), sleep=lambda seconds: None)
        for _ in range(3):
            station.print(sheet())
        played.says = fine
        for _ in range(3):
            assert station.print(sheet()).state == "printed"
    assert [(log["event"], log.get("reason")) for log in logs] == [
        ("printer_failing", "paper_out"),
        ("printer_back", None),
    ]

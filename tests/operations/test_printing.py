"""Printouts: asked for, reported once, and dropped before they surprise somebody else."""

import pytest

from server.domain.actor import Actor, Role
from server.domain.refusal import NotAllowedNow, NotFound, NotYours
from server.operations import printing
from server.store import printers, prints
from server.store.prints import Print
from tests.small_hall import CLOCK, KIOSK, Hall

OTHER_KIOSK = Actor(hall="small", role=Role.KIOSK, subject="kiosk-2")


def asked(hall: Hall) -> Print:
    ticket = hall.issue()
    return hall.do(KIOSK, lambda turn: printing.queue_print(turn, ticket.id))


def report(hall: Hall, of: Print, state: str, reason: str | None = None, *, by: Actor = KIOSK) -> Print:
    return hall.do(by, lambda turn: printing.report_print(turn, of.id, state=state, reason=reason))


@pytest.mark.parametrize(("state", "reason"), [("printed", None), ("failed", "paper_out"), ("unknown", None)])
def test_the_printers_agent_says_what_became_of_it(hall: Hall, state: str, reason: str | None) -> None:
    new = asked(hall)
    assert (new.state, new.device) == ("queued", "kiosk")
    report(hall, new, state, reason)
    with hall.store.read() as conn:
        known = prints.get(conn, "small", new.id)
        assert (known.state, known.reason) == (state, reason)
        assert prints.queued(conn, "small") == []
    assert [entry.kind for entry in hall.journal()] == ["ticket.issued", "print.queued", "print.reported"]


def test_a_printout_is_reported_once_and_by_its_own_kiosk(hall: Hall) -> None:
    new = asked(hall)
    with pytest.raises(NotYours, match="not_your_print"):
        report(hall, new, "printed", by=OTHER_KIOSK)
    report(hall, new, "printed")
    with pytest.raises(NotAllowedNow, match="print_reported"):
        report(hall, new, "failed", "paper_out")


def test_what_no_printer_took_for_two_minutes_is_dropped(hall: Hall) -> None:
    old = asked(hall)
    hall.pass_time(minutes=2)
    assert hall.do(CLOCK, printing.drop_old_prints) == []
    young = asked(hall)
    hall.pass_time(seconds=1)
    dropped = hall.do(CLOCK, printing.drop_old_prints)
    assert [(p.id, p.state, p.reason) for p in dropped] == [(old.id, "dropped", "offline")]
    with pytest.raises(NotAllowedNow, match="print_reported"):
        report(hall, old, "printed")
    assert report(hall, young, "printed").state == "printed"


def test_what_does_not_exist_is_neither_printed_nor_reported(hall: Hall) -> None:
    with pytest.raises(NotFound):
        hall.do(KIOSK, lambda turn: printing.queue_print(turn, "nothing"))
    with pytest.raises(NotFound):
        hall.do(KIOSK, lambda turn: printing.report_print(turn, "nothing", state="printed", reason=None))


def test_paper_is_told_only_when_it_is_news(hall: Hall) -> None:
    for paper in ("unknown", "yes", "yes", "no", "no", "yes"):
        hall.do(KIOSK, lambda turn, paper=paper: printing.note_paper(turn, paper))  # type: ignore[misc]
    assert [entry.facts["paper"] for entry in hall.journal()] == ["yes", "no", "yes"]
    with hall.store.read() as conn:
        assert printers.paper(conn, "small", "kiosk") == "yes"
        assert printers.paper(conn, "small", "kiosk-2") == "unknown"

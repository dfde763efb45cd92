"""An appointment: made, imported, checked in with its code, and called at its time."""

from datetime import UTC, datetime, timedelta

import pytest

from server.domain.appointment import Appointment, AppointmentState
from server.domain.refusal import BadInput, NotAllowedNow, NotFound
from server.domain.ticket import Ticket
from server.operations import appointing, issuing
from server.operations.appointing import Wish
from server.store import appointments
from tests.small_hall import KIOSK, MORNING, Hall, clerk, definition, new_hall


def book(hall: Hall, *, minutes: float = 20, service: str = "A", code: str | None = None) -> Appointment:
    wish = Wish(service=service, at=hall.clock[0] + timedelta(minutes=minutes), code=code)
    return hall.do(clerk("1"), lambda turn: appointing.book(turn, [wish]))[0]


def check_in(hall: Hall, code: str) -> Ticket:
    return hall.do(KIOSK, lambda turn: appointing.check_in(turn, code, language=None))


def test_who_checks_in_is_called_at_their_time_before_those_who_came_earlier(hall: Hall) -> None:
    hall.open("1")
    mine = book(hall)
    for _ in range(3):
        hall.issue()
    ticket = check_in(hall, mine.code)
    assert (ticket.priority, ticket.due_at, ticket.number) == ("appointment", mine.at, "A004")
    assert hall.number_called("1") == "A001"
    hall.pass_time(minutes=12)
    assert hall.number_called("1") == "A004"
    assert {"appointment.booked", "appointment.checked_in"} <= {e.kind for e in hall.journal()}
    assert mine.code not in "".join(e.data for e in hall.journal())
    assert isinstance(hall.verified(), int)


def test_checking_in_again_gives_the_same_ticket(hall: Hall) -> None:
    mine = book(hall)
    first = check_in(hall, mine.code)
    hall.pass_time(minutes=60)
    assert check_in(hall, mine.code) == first
    with hall.store.read() as conn:
        assert appointments.get(conn, "small", mine.code).state is AppointmentState.CHECKED_IN


@pytest.mark.parametrize(
    ("minutes", "why"), [(31, "appointment_early"), (30, None), (0, None), (-15, None), (-16, "appointment_late")]
)
def test_the_kiosk_takes_a_code_within_the_halls_minutes(hall: Hall, minutes: int, why: str | None) -> None:
    mine = book(hall, minutes=45)
    hall.pass_time(minutes=45 - minutes)
    if why is None:
        assert check_in(hall, mine.code).number == "A001"
        return
    with pytest.raises(NotAllowedNow, match=why):
        check_in(hall, mine.code)


def test_an_appointment_needs_no_quota_and_no_open_hall(hall: Hall) -> None:
    hall.issue("C")
    hall.issue("C")
    with pytest.raises(NotAllowedNow, match="quota_used_up"):
        hall.issue("C")
    assert check_in(hall, book(hall, service="C").code).number == "C003"
    hall.clock[0] = datetime(2026, 3, 3, 0, 50, tzinfo=UTC)  # ten to nine, before the doors open
    assert check_in(hall, book(hall, minutes=15).code).number == "A001"


def test_a_wrong_or_cancelled_code_is_refused(hall: Hall) -> None:
    with pytest.raises(NotFound, match="appointment"):
        check_in(hall, "000000")
    mine = book(hall)
    hall.do(clerk("1"), lambda turn: appointing.cancel(turn, mine.code))
    with pytest.raises(NotAllowedNow, match="appointment_cancelled"):
        check_in(hall, mine.code)
    here = book(hall)
    check_in(hall, here.code)
    with pytest.raises(NotAllowedNow, match="appointment_checked_in"):
        hall.do(clerk("1"), lambda turn: appointing.cancel(turn, here.code))


def test_an_appointment_is_moved_under_the_same_code(hall: Hall) -> None:
    mine = book(hall, minutes=15)
    later = hall.clock[0] + timedelta(hours=3)
    moved = hall.do(clerk("1"), lambda turn: appointing.move(turn, mine.code, at=later))
    assert (moved.code, moved.at) == (mine.code, later)
    with pytest.raises(NotAllowedNow, match="appointment_early"):
        check_in(hall, mine.code)
    with pytest.raises(BadInput, match="appointment_past"):
        hall.do(clerk("1"), lambda turn: appointing.move(turn, mine.code, at=MORNING - timedelta(days=1)))
    hall.pass_time(minutes=175)
    assert check_in(hall, mine.code).due_at == later
    with pytest.raises(NotAllowedNow, match="appointment_checked_in"):
        hall.do(clerk("1"), lambda turn: appointing.move(turn, mine.code, at=later + timedelta(hours=1)))


def test_who_did_not_come_is_noted_and_may_still_come_or_get_another_time(hall: Hall) -> None:
    mine, other = book(hall, minutes=15), book(hall, minutes=15)

    def miss(code: str) -> Appointment:
        return hall.do(clerk("1"), lambda turn: appointing.miss(turn, code))

    with pytest.raises(NotAllowedNow, match="appointment_not_yet"):
        miss(mine.code)
    hall.pass_time(minutes=20)
    assert miss(mine.code).state is AppointmentState.NO_SHOW
    assert check_in(hall, mine.code).number == "A001"
    miss(other.code)
    tomorrow = hall.clock[0] + timedelta(days=1)
    moved = hall.do(clerk("1"), lambda turn: appointing.move(turn, other.code, at=tomorrow))
    assert moved.state is AppointmentState.BOOKED
    assert {"appointment.missed", "appointment.moved"} <= {e.kind for e in hall.journal()}


def test_a_list_is_imported_whole_or_not_at_all(hall: Hall) -> None:
    text = "\ufeffservice,at,code\nA,2026-03-02 10:00,WX-2001\nB,2026-03-02T02:30:00Z,\n"

    def deed(text: str) -> list[Appointment]:
        zone = definition().zone
        return hall.do(clerk("1"), lambda turn: appointing.book(turn, appointing.read_csv(text, zone=zone)))

    made = deed(text)
    assert [each.at for each in made] == [MORNING + timedelta(minutes=30), MORNING + timedelta(minutes=60)]
    assert made[0].code == "WX-2001"
    assert len(made[1].code) == 6
    wrong = {
        "service,when\nA,x\n": "csv",
        "service,at\nA,2026-03-02 10:00\nA,soon\n": "row 3: at",
        "service,at\nZ,2026-03-02 10:00\n": "row 2: service",
        "service,at\nA,2026-03-01 10:00\n": "row 2: at",
        "service,at,code\nA,2026-03-02 10:00,WX-2001\n": "row 2: code",
        "service,at,code\nA,2026-03-02 10:00,a b\n": "row 2: code",
    }
    for each, field in wrong.items():
        with pytest.raises(BadInput) as refused:
            deed(each)
        assert refused.value.field == field
    with hall.store.read() as conn:
        assert len(appointments.between(conn, "small", MORNING, MORNING + timedelta(days=1))) == 2


def test_what_is_done_by_appointment_only_gives_no_tickets_at_the_kiosk(database: str) -> None:
    hall = new_hall(
        database, definition(services=[{"code": "A", "name": {"zh-CN": "公证"}, "appointment_only": True}], windows=ONE)
    )
    with pytest.raises(NotAllowedNow, match="appointment_only"):
        hall.issue()
    assert check_in(hall, book(hall).code).number == "A001"
    given = hall.do(clerk("1"), lambda turn: issuing.issue(turn, service="A", priority="none", language=None).ticket)
    assert given.number == "A002"
    hall.store.close()


ONE = [{"code": code, "services": ["A"]} for code in "123"]


def test_a_ticket_taken_for_somebody_else_says_so_to_the_record(hall: Hall) -> None:
    ticket = hall.do(
        KIOSK, lambda turn: issuing.issue(turn, service="A", priority="none", language=None, on_behalf=True).ticket
    )
    assert hall.ticket(ticket.id).on_behalf
    assert hall.journal()[-1].facts["on_behalf"] is True
    assert not hall.issue().on_behalf

"""A new screen is let in: its code, its time, its token, and what the database never holds."""

import pytest
from sqlalchemy import select

from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput, NotAllowedNow, NotFound
from server.operations import devices, pairing, signing_in
from server.store import pairings, schema
from server.store.devices import Device, Report
from server.store.tables import metadata
from tests.small_hall import Hall, definition

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")


def approve(hall: Hall, code: str, *, kind: Role = Role.DISPLAY, window: str | None = None) -> Device:
    return hall.do(MANAGER, lambda turn: pairing.approve(turn, code, kind=kind, name="东墙大屏", window=window))


def everything_kept(hall: Hall) -> str:
    with hall.store.read() as conn:
        tables = [table for table in metadata.sorted_tables if table.name != "secrets"]
        return repr([conn.execute(select(table)).all() for table in tables])


def test_a_screen_gets_its_token_again_until_it_uses_it_and_then_never_more(hall: Hall) -> None:
    begun = pairing.begin(hall.store, "small")
    assert pairing.ask(hall.store, begun.poll).state == "pending"
    device = approve(hall, begun.code)
    first, again = pairing.ask(hall.store, begun.poll), pairing.ask(hall.store, begun.poll)
    assert first.state == again.state == "approved"
    assert first.token is not None
    assert first.token == again.token
    kept = everything_kept(hall)
    assert first.token not in kept
    assert begun.poll not in kept

    entered = signing_in.enter(hall.store, first.token)
    assert entered == Actor(hall="small", role=Role.DISPLAY, subject=device.device)
    assert pairing.ask(hall.store, begun.poll) == pairing.Outcome(state="used")
    assert signing_in.enter(hall.store, first.token) == entered
    paired = hall.journal()[-1]
    assert (paired.kind, paired.actor) == ("device.paired", "manager:9001")
    assert paired.facts == {"device": device.device, "kind": "display", "name": "东墙大屏", "window": None}


def test_a_code_that_nobody_approved_in_ten_minutes_lets_nobody_in(hall: Hall) -> None:
    begun = pairing.begin(hall.store, "small")
    hall.pass_time(minutes=10)
    assert pairing.ask(hall.store, begun.poll).state == "expired"
    with pytest.raises(NotAllowedNow, match="pairing_expired"):
        approve(hall, begun.code)
    assert hall.journal() == []
    hall.pass_time(days=2)
    hall.store.write(lambda conn: pairings.forget(conn, older_than=hall.clock[0] - pairings.KEPT))
    with pytest.raises(NotFound):
        pairing.ask(hall.store, begun.poll)


def test_a_device_that_was_let_in_and_was_off_for_days_still_gets_its_token(hall: Hall) -> None:
    begun = pairing.begin(hall.store, "small")
    approve(hall, begun.code)
    hall.pass_time(days=9)
    hall.store.write(lambda conn: pairings.forget(conn, older_than=hall.clock[0] - pairings.KEPT))
    assert pairing.ask(hall.store, begun.poll).token is not None


def test_the_manager_types_the_code_as_it_comes(hall: Hall) -> None:
    begun = pairing.begin(hall.store, "small")
    assert set(begun.code) <= set(pairing.ALPHABET)
    typed = f"{begun.code[:3].lower()}-{begun.code[3:]}"
    assert approve(hall, typed).name == "东墙大屏"
    with pytest.raises(NotAllowedNow, match="pairing_settled"):
        approve(hall, begun.code)


def test_a_refused_screen_is_told_so(hall: Hall) -> None:
    begun = pairing.begin(hall.store, "small")
    hall.do(MANAGER, lambda turn: pairing.refuse(turn, begun.code))
    assert pairing.ask(hall.store, begun.poll) == pairing.Outcome(state="refused")
    with pytest.raises(NotAllowedNow, match="pairing_settled"):
        approve(hall, begun.code)


@pytest.mark.parametrize(
    ("kind", "window", "code"),
    [
        (Role.EVALUATOR, None, "window_missing"),
        (Role.EVALUATOR, "9", "unknown_window"),
        (Role.KIOSK, "1", "window_not_meant"),
        (Role.MANAGER, None, "unknown_kind"),
        (Role.STAFF, "1", "unknown_kind"),
    ],
)
def test_a_device_is_of_a_kind_and_at_a_window_that_fit(hall: Hall, kind: Role, window: str | None, code: str) -> None:
    begun = pairing.begin(hall.store, "small")
    with pytest.raises(BadInput, match=code):
        approve(hall, begun.code, kind=kind, window=window)
    assert pairing.ask(hall.store, begun.poll).state == "pending"


def test_the_manager_of_another_hall_cannot_let_it_in(hall: Hall) -> None:
    hall.store.write(lambda conn: schema.add_hall(conn, definition(code="other")))
    begun = pairing.begin(hall.store, "small")
    stranger = Actor(hall="other", role=Role.MANAGER, subject="9001")
    with pytest.raises(NotFound, match="pairing"):
        hall.do(stranger, lambda turn: pairing.approve(turn, begun.code, kind=Role.KIOSK, name="x", window=None))
    assert pairing.ask(hall.store, begun.poll).state == "pending"


def test_a_print_agent_comes_in_as_the_kiosk_it_prints_for(hall: Hall) -> None:
    page, agent = pairing.begin(hall.store, "small"), pairing.begin(hall.store, "small")
    kiosk = approve(hall, page.code, kind=Role.KIOSK)
    hall.do(MANAGER, lambda turn: pairing.approve_for(turn, agent.code, device=kiosk.device))
    tokens = [pairing.ask(hall.store, begun.poll).token or "" for begun in (page, agent)]
    assert tokens[0] != tokens[1]
    assert signing_in.enter(hall.store, tokens[0]) == signing_in.enter(hall.store, tokens[1])

    hall.do(MANAGER, lambda turn: devices.revoke(turn, kiosk.device))
    assert [signing_in.enter(hall.store, token) for token in tokens] == [None, None]
    assert hall.journal()[-1].kind == "device.revoked"
    with pytest.raises(NotFound):
        hall.do(MANAGER, lambda turn: devices.revoke(turn, kiosk.device))


def test_a_device_revoked_before_it_came_is_refused(hall: Hall) -> None:
    begun = pairing.begin(hall.store, "small")
    device = approve(hall, begun.code)
    hall.do(MANAGER, lambda turn: devices.revoke(turn, device.device))
    assert pairing.ask(hall.store, begun.poll) == pairing.Outcome(state="refused")


def test_a_hall_shows_only_so_many_codes_at_once(hall: Hall, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pairing, "OPEN_AT_MOST", 2)
    for _ in range(2):
        pairing.begin(hall.store, "small")
    with pytest.raises(pairing.TooManyCodes):
        pairing.begin(hall.store, "small")
    hall.pass_time(minutes=10)
    pairing.begin(hall.store, "small")


def test_what_a_device_reports_is_no_deed_and_stays_until_it_says_otherwise(hall: Hall) -> None:
    device = approve(hall, pairing.begin(hall.store, "small").code, kind=Role.EVALUATOR, window="1")
    it = Actor(hall="small", role=Role.EVALUATOR, subject=device.device, window="1")
    before = hall.journal()
    hall.do(it, lambda turn: devices.report(turn, Report(version="0.1.0", unsent=2, clock_off_seconds=-90)))
    said = hall.do(it, lambda turn: devices.report(turn, Report(sound="blocked")))
    assert said.report == Report(version="0.1.0", unsent=2, clock_off_seconds=-90, sound="blocked")
    assert devices.troubles(said, "no") == ["sound_blocked", "paper_out", "clock_off", "unsent"]
    well = hall.do(it, lambda turn: devices.report(turn, Report(sound="ok", unsent=0, clock_off_seconds=3)))
    assert devices.troubles(well, "yes") == []
    assert hall.journal() == before

"""Who gets in, as whom, and for how long."""

import pytest
from sqlalchemy import select

from config.definition import Person
from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput, NotYours
from server.operations import signing_in
from server.store import credentials, tickets
from server.store.tables import tokens
from tests.small_hall import MORNING, Hall, definition

HALL = definition()


def person(job_number: str) -> Actor:
    known = HALL.person(job_number)
    assert known is not None
    return signing_in.actor_for(HALL, known, window=None)


def test_only_the_right_password_opens() -> None:
    kept = signing_in.hash_password("杜鹃花 7")
    assert "杜鹃花" not in kept
    assert signing_in.is_right(kept, "杜鹃花 7")
    assert not signing_in.is_right(kept, "杜鹃花 8")
    assert not signing_in.is_right(None, "杜鹃花 7")
    assert not signing_in.is_right("no hash at all", "杜鹃花 7")


def test_a_clerk_sits_where_they_usually_do_or_where_they_say() -> None:
    known = HALL.person("1001")
    assert known is not None
    assert person("1001").window == "1"
    assert signing_in.actor_for(HALL, known, window="3").window == "3"
    with pytest.raises(BadInput, match="unknown_window"):
        signing_in.actor_for(HALL, known, window="9")


def test_a_manager_has_no_window() -> None:
    known = HALL.person("9001")
    assert known is not None
    assert (person("9001").role, person("9001").window) == (Role.MANAGER, None)
    with pytest.raises(NotYours, match="not_your_window"):
        signing_in.actor_for(HALL, known, window="1")


def sign_in(hall: Hall, who: Actor) -> str:
    return hall.store.write(lambda conn: signing_in.start_session(conn, who, HALL, now=hall.clock[0]))  # type: ignore[no-any-return]


def test_a_session_lasts_a_working_day_for_who_works(hall: Hall) -> None:
    clerk = person("1001")
    token, page = sign_in(hall, clerk), sign_in(hall, clerk)
    for _ in range(11):
        hall.pass_time(minutes=65)
        assert signing_in.enter(hall.store, token) == clerk
        assert signing_in.enter_page(hall.store, credentials.digest(page)) == clerk
    hall.pass_time(minutes=5)
    assert signing_in.enter(hall.store, token) is None
    assert signing_in.enter_page(hall.store, credentials.digest(page)) is None


def test_a_session_that_nobody_uses_ends_after_the_halls_minutes(hall: Hall) -> None:
    token, page = sign_in(hall, person("1001")), sign_in(hall, person("9001"))
    hall.pass_time(minutes=239, seconds=59)
    assert signing_in.enter(hall.store, token) == person("1001")
    hall.pass_time(seconds=1)
    assert signing_in.enter(hall.store, token) == person("1001"), "it was used a second ago"
    assert signing_in.enter_page(hall.store, credentials.digest(page)) is None
    assert not signing_in.holds(hall.store, credentials.digest(page))


def test_to_look_whether_a_session_lasts_is_not_to_use_it(hall: Hall) -> None:
    digest = credentials.digest(sign_in(hall, person("1001")))
    for _ in range(4):
        hall.pass_time(minutes=59)
        assert signing_in.holds(hall.store, digest)
    hall.pass_time(minutes=4)
    assert not signing_in.holds(hall.store, digest)


def test_sessions_that_have_ended_are_forgotten_and_devices_are_not(hall: Hall) -> None:
    used, unused = sign_in(hall, person("1001")), sign_in(hall, person("1002"))
    device = Actor(hall="small", role=Role.KIOSK, subject="kiosk")
    hall.store.write(lambda conn: credentials.add_token(conn, "kiosk", device, at=MORNING, expires_at=None))
    hall.pass_time(hours=3)
    assert signing_in.enter(hall.store, used) is not None
    hall.pass_time(hours=1)
    hall.store.write(lambda conn: credentials.forget_ended(conn, now=hall.clock[0]))
    with hall.store.read() as conn:
        left = set(conn.scalars(select(tokens.c.digest)))
    assert left == {credentials.digest(used), credentials.digest("kiosk")}
    assert credentials.digest(unused) not in left


def test_somebody_of_several_roles_is_taken_for_the_first_that_is_asked_for() -> None:
    head = Person(job_number="7", name="双", roles=("manager", "staff"), window="2")
    assert signing_in.actor_for(HALL, head, window=None).role is Role.STAFF
    asked = signing_in.actor_for(HALL, head, window=None, roles=(Role.AUDITOR, Role.MANAGER))
    assert (asked.role, asked.window) == (Role.MANAGER, None)
    with pytest.raises(NotYours, match="not_your_role"):
        signing_in.actor_for(HALL, head, window=None, roles=(Role.AUDITOR,))


def test_the_address_of_a_ticket_opens_that_ticket(hall: Hall) -> None:
    ticket = hall.issue()
    with hall.store.read() as conn:
        token = tickets.token(conn, "small", ticket.id)
        assert signing_in.bearer(conn, token, now=MORNING) == Actor(hall="small", role=Role.CITIZEN, subject=ticket.id)


@pytest.mark.parametrize("digest", [None, 7, "", "0" * 64])
def test_a_page_with_a_strange_cookie_is_nobodys(hall: Hall, digest: object) -> None:
    assert signing_in.enter_page(hall.store, digest) is None
    with hall.store.read() as conn:
        assert signing_in.bearer(conn, "guessed", now=MORNING) is None

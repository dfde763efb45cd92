"""Who gets in, as whom, and for how long."""

from datetime import timedelta

import pytest

from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput, NotYours
from server.operations import signing_in
from server.store import credentials, tickets
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


def test_a_session_lasts_a_working_day(hall: Hall) -> None:
    clerk = person("1001")
    token = hall.store.write(lambda conn: signing_in.start_session(conn, clerk, now=MORNING))
    with hall.store.read() as conn:
        assert signing_in.bearer(conn, token, now=MORNING + timedelta(hours=11, minutes=59)) == clerk
        assert signing_in.of_page(conn, credentials.digest(token), now=MORNING) == clerk
        assert signing_in.bearer(conn, token, now=MORNING + timedelta(hours=12)) is None
        assert signing_in.of_page(conn, credentials.digest(token), now=MORNING + timedelta(hours=12)) is None


def test_the_address_of_a_ticket_opens_that_ticket(hall: Hall) -> None:
    ticket = hall.issue()
    with hall.store.read() as conn:
        token = tickets.token(conn, "small", ticket.id)
        assert signing_in.bearer(conn, token, now=MORNING) == Actor(hall="small", role=Role.CITIZEN, subject=ticket.id)


@pytest.mark.parametrize("digest", [None, 7, "", "0" * 64])
def test_a_page_with_a_strange_cookie_is_nobodys(hall: Hall, digest: object) -> None:
    with hall.store.read() as conn:
        assert signing_in.of_page(conn, digest, now=MORNING) is None
        assert signing_in.bearer(conn, "guessed", now=MORNING) is None

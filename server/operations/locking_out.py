"""Wrong passwords make whoever tries them wait, by the person they are tried for and by the address they come from.

A person is locked out soon where the wrong ones came from, and only after many from everywhere else: else anybody
could keep the director from signing in.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from math import ceil

from sqlalchemy import Connection

from server.domain import lockout
from server.store import login_failures


class TooManyFailures(Exception):
    """Too many wrong passwords; the right one is not looked at either before ``seconds`` are over."""

    def __init__(self, seconds: int) -> None:
        super().__init__(seconds)
        self.seconds = seconds


@dataclass(frozen=True, kw_only=True)
class Attempt:
    """Whom a password is tried for, known in the hall or not, and a keyed hash of the address it comes from."""

    hall: str
    job_number: str
    address: str

    @property
    def person(self) -> str:
        return person_key(self.hall, self.job_number)

    @property
    def person_from_here(self) -> str:
        return f"{self.person}@{self.address}"

    @property
    def place(self) -> str:
        return f"address:{self.address}"


def person_key(hall: str, job_number: str) -> str:
    """What wrong passwords for a person are counted under."""
    return f"person:{hall}/{job_number}"


def check(conn: Connection, attempt: Attempt, *, now: datetime) -> None:
    """Raises TooManyFailures while the person or the address has to wait."""
    free_at = login_failures.free_at(conn, [attempt.person_from_here, attempt.person, attempt.place])
    if free_at is not None and free_at > now:
        raise TooManyFailures(ceil((free_at - now).total_seconds()))


def note_wrong(conn: Connection, attempt: Attempt, *, now: datetime) -> None:
    login_failures.count_up(conn, attempt.person_from_here, free=lockout.OF_A_PERSON_FROM_ONE_ADDRESS, at=now)
    login_failures.count_up(conn, attempt.person, free=lockout.OF_A_PERSON, at=now)
    login_failures.count_up(conn, attempt.place, free=lockout.OF_AN_ADDRESS, at=now)


def note_right(conn: Connection, attempt: Attempt) -> None:
    """The person is free again; the address is not: somebody there may be trying others' passwords beside their own."""
    forget_person(conn, attempt.hall, attempt.job_number)


def forget_person(conn: Connection, hall: str, job_number: str) -> None:
    """What was tried for a person, from wherever."""
    login_failures.forget(conn, person_key(hall, job_number))

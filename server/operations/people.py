"""People of the hall (人员): letting them in, giving them roles, a new first password, or no entry any more.

Who they are stands in the hall's definition; that they were changed stands in the journal, before and after.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from sqlalchemy import Connection

from config.definition import Definition, Person
from server.domain.people import check_change, check_somebody_manages
from server.domain.refusal import BadInput, NotAllowedNow, NotFound, NotYours
from server.operations import passwords
from server.operations.locking_out import forget_person, person_key
from server.operations.views import Json, View
from server.store import credentials, login_failures, schema, windows
from server.store.columns import rfc3339
from server.store.credentials import First
from server.store.turn import Turn


def listed(view: View) -> list[Json]:
    """Everybody, as who lets people in sees them. ``locked_until`` is set after too many wrong passwords."""
    firsts = credentials.firsts(view.conn, view.hall)
    sessions = credentials.session_counts(view.conn, view.hall)
    return [
        {
            **_facts(person),
            "first_password": person.job_number in firsts,
            "sessions": sessions.get(person.job_number, 0),
            "locked_until": _locked_until(view, person.job_number),
        }
        for person in view.definition.staff
    ]


def add(turn: Turn, new: Person, *, hashed: str) -> None:
    """Lets somebody new in, with a first password that they must change.

    Raises NotAllowedNow when the job number is taken, NotYours, BadInput for a window or department that is not there.
    """
    if turn.definition.person(new.job_number) is not None:
        raise NotAllowedNow("person_known", job_number=new.job_number)
    _check(turn, None, new)
    _put(turn, (*turn.definition.staff, new))
    credentials.put_password(turn.conn, turn.hall, new.job_number, hashed, first=First.EVERYWHERE)
    _record(turn, None, new)


def change(turn: Turn, job_number: str, **changes: Any) -> None:
    """Gives somebody another name, window, department or other roles, or shuts them out.

    Their sessions end when what they may do has changed. Raises NotFound, NotYours, BadInput, and NotAllowedNow when
    who is to be shut out sits at a window just now, or was the last manager.
    """
    before = _known(turn.definition, job_number)
    after = before.model_copy(update=changes)
    if after == before:
        return
    _check(turn, before, after)
    if after.disabled:
        _must_not_sit(turn, job_number)
    staff = tuple(after if each.job_number == job_number else each for each in turn.definition.staff)
    check_somebody_manages((each.roles, each.disabled) for each in staff)
    _put(turn, staff)
    if rights(before) != rights(after):
        credentials.end_sessions(turn.conn, turn.hall, job_number)
    _record(turn, before, after)


def reset_password(turn: Turn, job_number: str, *, hashed: str) -> None:
    """Gives somebody a new first password: they are signed out everywhere, and free to try again at once.

    Raises NotFound, NotYours.
    """
    known = _known(turn.definition, job_number)
    if turn.actor.subject == job_number:
        raise NotYours("not_your_own_roles")
    _check(turn, known, known)
    credentials.put_password(turn.conn, turn.hall, job_number, hashed, first=First.EVERYWHERE)
    forget_person(turn.conn, turn.hall, job_number)
    ended = credentials.end_sessions(turn.conn, turn.hall, job_number)
    turn.record("password.reset", subject=job_number, data={"job_number": job_number, "sessions_ended": ended})


def without_password(conn: Connection, definition: Definition) -> list[Person]:
    """Those of the hall who are to sign in and cannot yet."""
    able = credentials.with_password(conn, definition.code)
    return [person for person in definition.staff if not person.disabled and person.job_number not in able]


def give_first_passwords(turn: Turn, hashes: Mapping[str, str]) -> list[Person]:
    """Gives those who still have none the first password of theirs among ``hashes``, by job number.

    Whom the asker may not let in is passed over. Gives who got one.
    """
    given = []
    for person in without_password(turn.conn, turn.definition):
        if person.job_number not in hashes:
            continue
        try:
            reset_password(turn, person.job_number, hashed=hashes[person.job_number])
        except NotYours:
            continue
        given.append(person)
    return given


def sign_out(turn: Turn, job_number: str) -> None:
    """Ends all sessions of somebody. Raises NotFound, NotYours."""
    known = _known(turn.definition, job_number)
    _check(turn, known, known)
    passwords.end_sessions(turn, job_number)


def rights(person: Person) -> tuple[object, ...]:
    """What somebody may do in the hall, and where: when it changes, who was let in before is not any more.

    A department is where a head of department has rights; for everybody else it only says where they belong.
    """
    where = person.department if "supervisor" in person.roles else None
    return person.roles, person.disabled, where


def _known(definition: Definition, job_number: str) -> Person:
    found = definition.person(job_number)
    if found is None:
        raise NotFound("person", job_number=job_number)
    return found


def _check(turn: Turn, before: Person | None, after: Person) -> None:
    check_change(
        by=turn.actor.role,
        is_oneself=turn.actor.subject == after.job_number,
        before=() if before is None else before.roles,
        after=after.roles,
        is_disabled=after.disabled,
        has_administrator=any("administrator" in each.roles and not each.disabled for each in turn.definition.staff),
    )
    if after.window is not None and turn.definition.window(after.window) is None:
        raise BadInput("unknown_window", field="window", window=after.window)
    if after.department is not None and after.department not in {d.code for d in turn.definition.departments}:
        raise BadInput("unknown_department", field="department", department=after.department)
    if "supervisor" in after.roles and after.department is None:
        raise BadInput("supervisor_of_nothing", field="department")


def _must_not_sit(turn: Turn, job_number: str) -> None:
    for window in windows.every(turn.conn, turn.hall).values():
        if window.staff == job_number:
            raise NotAllowedNow("person_at_window", job_number=job_number, window=window.code)


def _put(turn: Turn, staff: tuple[Person, ...]) -> None:
    schema.put_definition(turn, turn.definition.model_copy(update={"staff": staff}))


def _record(turn: Turn, before: Person | None, after: Person) -> None:
    data = {"job_number": after.job_number, "before": before and _facts(before), "after": _facts(after)}
    turn.record("person.changed", subject=after.job_number, data=data)


def _facts(person: Person) -> Json:
    return {
        "job_number": person.job_number,
        "name": person.name,
        "roles": list(person.roles),
        "window": person.window,
        "department": person.department,
        "disabled": person.disabled,
    }


def _locked_until(view: View, job_number: str) -> str | None:
    free_at = login_failures.longest_of_person(view.conn, person_key(view.hall, job_number))
    return rfc3339(free_at) if free_at is not None and free_at > view.now else None

"""What a hall still lacks before it can work (还差什么): step by step of setting up, and with names."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass

from sqlalchemy import Connection

from config.definition import Definition
from server.operations.views import Json
from server.store import credentials, devices


@dataclass(frozen=True, kw_only=True)
class Lack:
    """``step`` is that of setting up, ``what`` says what it lacks, ``names`` of whom or of what."""

    step: str
    what: str
    names: tuple[str, ...] = ()


def told(conn: Connection, definition: Definition) -> Json:
    """What the hall would lack, were it so defined, with those who can sign in and the devices it has now."""
    lacks = lacking(
        definition,
        with_password=credentials.with_password(conn, definition.code),
        kinds={device.kind.value for device in devices.every(conn, definition.code)},
    )
    return {"missing": list(dict.fromkeys(lack.step for lack in lacks)), "lacking": [vars(lack) for lack in lacks]}


def lacking(definition: Definition, *, with_password: Collection[str], kinds: Collection[str]) -> list[Lack]:
    """What is missing, in the order of the steps. That nothing is printed is an answer, so a printer never is.

    ``with_password`` are those who can sign in, ``kinds`` the kinds of devices that were let in.
    """
    return [
        *_whole_hall(definition),
        *_services_and_windows(definition),
        *_people(definition, with_password),
        *(Lack(step="devices", what=f"no_{kind}") for kind in ("kiosk", "display") if kind not in kinds),
    ]


def _whole_hall(definition: Definition) -> Iterator[Lack]:
    if unnamed := tuple(tag for tag in definition.languages if not definition.name.get(tag)):
        yield Lack(step="hall", what="no_name_in", names=unnamed)
    if not definition.hours.always and not definition.hours.week:
        yield Lack(step="hours", what="no_hours")
    if not definition.departments:
        yield Lack(step="departments", what="no_departments")


def _services_and_windows(definition: Definition) -> Iterator[Lack]:
    if not definition.leaves:
        yield Lack(step="services", what="no_services")
    if not definition.windows:
        yield Lack(step="windows", what="no_windows")
        return
    able = {code for window in definition.windows for code in definition.may_serve(window)}
    if unserved := tuple(_named(leaf.name, leaf.code) for leaf in definition.leaves if leaf.code not in able):
        yield Lack(step="windows", what="no_window_for", names=unserved)


def _people(definition: Definition, with_password: Collection[str]) -> Iterator[Lack]:
    let_in = [person for person in definition.staff if not person.disabled]
    seated = {person.window for person in let_in if "staff" in person.roles}
    if not seated:
        yield Lack(step="staff", what="no_clerks")
    elif empty := tuple(window.code for window in definition.windows if window.code not in seated):
        yield Lack(step="staff", what="nobody_at", names=empty)
    if shut_out := tuple(person.name for person in let_in if person.job_number not in with_password):
        yield Lack(step="staff", what="no_password", names=shut_out)


def _named(name: dict[str, str], code: str) -> str:
    return next(iter(name.values()), code)

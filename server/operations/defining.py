"""Changing what the hall is (大厅设置): a deed like any other, checked against what goes on in the hall just now.

A running ticket is never lost: a service that somebody waits for and a window where somebody sits stay.
"""

from __future__ import annotations

from config.definition import Definition
from config.documents import as_definition
from server.domain.actor import KEEPERS
from server.domain.people import check_change, check_somebody_manages
from server.domain.refusal import BadInput, NotAllowedNow
from server.domain.ticket import TicketState
from server.domain.window import WindowState
from server.operations import devices as hall_devices
from server.operations import people
from server.operations.views import Json
from server.store import credentials, devices, revisions, schema, servings, tickets, windows
from server.store.turn import Turn

UNDER_WAY = (TicketState.WAITING, TicketState.CALLED, TicketState.SERVING, TicketState.HELD, TicketState.MISSED)
NOTICES_ONLY = {"notices"}


def define(turn: Turn, wanted: Definition, *, based_on: int, restores: int | None = None) -> list[Json]:
    """Makes ``wanted`` what the hall is and gives what that changed.

    ``based_on`` is the revision that the asking manager had before their eyes. Raises NotAllowedNow when somebody
    else changed the hall since, or when somebody waits for or sits at what would be gone; BadInput for another hall.
    """
    newest = revisions.newest(turn.conn, turn.hall)
    if based_on != newest:
        raise NotAllowedNow("definition_changed_meanwhile", revision=newest)
    check(turn, wanted)
    if wanted == turn.definition:
        return []
    _send_away(turn, wanted)
    return schema.put_definition(turn, wanted, restores=restores)


def take_back(turn: Turn, revision: int, *, based_on: int) -> list[Json]:
    """Makes the hall again what it was at a revision. Raises NotFound, DefinitionFaults, and as ``define`` does."""
    earlier = as_definition(revisions.document(turn.conn, turn.hall, revision))
    return define(turn, earlier, based_on=based_on, restores=revision)


def check(turn: Turn, wanted: Definition) -> None:
    """Whether the hall may become this just now. Raises as ``define`` does."""
    if wanted.code != turn.hall:
        raise BadInput("another_hall", field="code", hall=turn.hall)
    _nobody_waits_for_what_goes(turn, wanted)
    _nobody_sits_where_it_goes(turn, wanted)
    _somebody_manages(turn, wanted)


def _nobody_waits_for_what_goes(turn: Turn, wanted: Definition) -> None:
    stays = {leaf.code for leaf in wanted.leaves}
    counters = {window.code for window in wanted.windows}
    gone = [leaf for leaf in turn.definition.leaves if leaf.code not in stays]
    under_way = tickets.in_states(turn.conn, turn.hall, UNDER_WAY, day=turn.day)
    for leaf in gone:
        if count := sum(ticket.service == leaf.code for ticket in under_way):
            raise NotAllowedNow("service_in_use", service=_named(leaf.name, leaf.code), count=count)
    for ticket in under_way:
        if ticket.window is not None and ticket.window not in counters:
            raise NotAllowedNow("window_waited_for", window=ticket.window, number=ticket.number)


def _nobody_sits_where_it_goes(turn: Turn, wanted: Definition) -> None:
    known = windows.every(turn.conn, turn.hall)
    counters = {window.code for window in wanted.windows}
    let_in = {person.job_number for person in wanted.staff if not person.disabled}
    for window in known.values():
        if window.state is WindowState.CLOSED:
            continue
        if window.code not in counters:
            raise NotAllowedNow("window_in_use", window=window.code)
        if window.staff is not None and window.staff not in let_in:
            raise NotAllowedNow("person_at_window", job_number=window.staff, window=window.code)
    for serving in servings.all_open(turn.conn, turn.hall):
        if serving.window not in counters:
            raise NotAllowedNow("window_in_use", window=serving.window)


def _somebody_manages(turn: Turn, wanted: Definition) -> None:
    check_somebody_manages((person.roles, person.disabled) for person in wanted.staff)
    if turn.actor.role in KEEPERS:
        _nobody_is_made_what_the_asker_may_not_make(turn, wanted)


def _nobody_is_made_what_the_asker_may_not_make(turn: Turn, wanted: Definition) -> None:
    """The same rules as where people are let in one by one. Raises NotYours."""
    rights = {p.job_number: (p.roles, p.disabled) for p in turn.definition.staff}
    wished = {p.job_number: (p.roles, p.disabled) for p in wanted.staff}
    has_administrator = any("administrator" in roles and not disabled for roles, disabled in rights.values())
    for job_number in {**rights, **wished}:
        before, _ = rights.get(job_number, ((), False))
        after, is_disabled = wished.get(job_number, ((), True))
        if rights.get(job_number) != wished.get(job_number):
            check_change(
                by=turn.actor.role,
                is_oneself=turn.actor.subject == job_number,
                before=before,
                after=after,
                is_disabled=is_disabled,
                has_administrator=has_administrator,
            )


def _send_away(turn: Turn, wanted: Definition) -> None:
    """Who is no longer of the hall, or has other rights there, is signed out, as where people are changed one by one;
    a window's evaluator goes with it.
    """
    for person in turn.definition.staff:
        stays = wanted.person(person.job_number)
        if stays is None or people.rights(stays) != people.rights(person):
            credentials.end_sessions(turn.conn, turn.hall, person.job_number)
        if stays is None:
            credentials.remove_password(turn.conn, turn.hall, person.job_number)
    counters = {window.code for window in wanted.windows}
    for device in devices.every(turn.conn, turn.hall):
        if device.window is not None and device.window not in counters:
            hall_devices.revoke(turn, device.device)


def _named(name: dict[str, str], code: str) -> str:
    return next(iter(name.values()), code)

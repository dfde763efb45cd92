"""What is not as it should be in a hall now (电子监察): looked up from how the hall stands, nothing written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime, timedelta

from sqlalchemy import Connection

from config.definition import Definition, Service
from config.rules import Steps
from server.domain.numbering import hall_day
from server.domain.serving import BLOCKING, Serving, ServingState
from server.domain.supervision import Limits, Seen, Watch, case_step
from server.domain.ticket import Ticket
from server.domain.window import Window, WindowState
from server.operations.business_day import open_since
from server.store import cases, devices, presences, servings, tickets, windows


def seen(conn: Connection, definition: Definition, *, now: datetime) -> list[Seen]:
    """Everything that has lasted long enough for a step. ``now`` is UTC.

    While the hall does no business nobody waits for a window or misses a device; servings and cases go on.
    """
    opened = open_since(definition, now)
    busy = servings.all_open(conn, definition.code)
    found = [*_long_servings(conn, definition, busy, now), *_cases(conn, definition, now)]
    if opened is None:
        return found
    waiting = waiting_now(conn, definition, now=now)
    counters = windows.every(conn, definition.code)
    found += _long_waits(definition, waiting, now)
    found += _idle_windows(conn, definition, counters, busy, waiting, opened=opened, now=now)
    found += _long_pauses(definition, counters, now)
    found += _silent_devices(conn, definition, opened=opened, now=now)
    return found


def waiting_now(conn: Connection, definition: Definition, *, now: datetime) -> list[Ticket]:
    """Who waits, whoever waits longest first; not who came early for an appointment."""
    known = tickets.waiting(conn, definition.code, [leaf.code for leaf in definition.leaves])
    return sorted((t for t in known if t.due_at is None or t.due_at <= now), key=lambda t: (waits_since(t), t.order))


def waits_since(ticket: Ticket) -> datetime:
    """Since when somebody has waited, UTC: with an appointment, since its time at the earliest."""
    return ticket.waiting_since if ticket.due_at is None else max(ticket.waiting_since, ticket.due_at)


def waiting_limits(definition: Definition, service: Service) -> Limits:
    """How long somebody may wait for a service."""
    return _of_service(service.waiting_alerts, definition.supervision.waiting_percent, service.promised_minutes)


def serving_limits(definition: Definition, service: Service) -> Limits:
    """How long a serving of a service may take."""
    return _of_service(service.serving_alerts, definition.supervision.serving_percent, service.handling_minutes)


def pause_ends(definition: Definition, window: Window) -> datetime | None:
    """When a pause should end, UTC: as the clerk said, else as long as its reason usually takes."""
    if window.until is not None or window.since is None:
        return window.until
    usual = {str(reason): minutes for reason, minutes in definition.supervision.pause_minutes.items()}
    return window.since + timedelta(minutes=usual.get(window.reason or "other", usual.get("other", 15)))


def _of_service(own: Steps | None, percent: Steps, minutes: int) -> Limits:
    if own is not None:
        return _limits(own)
    return _limits(percent, unit=timedelta(minutes=minutes) / 100)


def _limits(steps: Steps, *, unit: timedelta = timedelta(minutes=1)) -> Limits:
    return Limits(notice=steps.notice * unit, yellow=steps.yellow * unit, red=steps.red * unit)


def _long_waits(definition: Definition, waiting: Iterable[Ticket], now: datetime) -> Iterator[Seen]:
    """One a service, by whoever waits longest: a list of everybody who waits would hide which service it is."""
    by_service: dict[str, list[Ticket]] = {}
    for ticket in waiting:
        by_service.setdefault(ticket.service, []).append(ticket)
    for code, queue in by_service.items():
        service = definition.leaf(code)
        if service is None:
            continue
        since = waits_since(queue[0])
        if step := waiting_limits(definition, service).step_after(now - since):
            yield Seen(
                watch=Watch.WAITING,
                subject=code,
                step=step,
                since=since,
                service=code,
                window=queue[0].window,
                number=queue[0].number,
                count=len(queue),
            )


def _long_servings(conn: Connection, definition: Definition, busy: Iterable[Serving], now: datetime) -> Iterator[Seen]:
    for serving in busy:
        service = definition.service(serving.service)
        if serving.state is not ServingState.SERVING or serving.started_at is None or service is None:
            continue
        if step := serving_limits(definition, service).step_after(now - serving.started_at):
            yield Seen(
                watch=Watch.SERVING,
                subject=serving.id,
                step=step,
                since=serving.started_at,
                window=serving.window,
                service=serving.service,
                person=serving.staff,
                number=tickets.get(conn, definition.code, serving.ticket).number,
            )


def _idle_windows(
    conn: Connection,
    definition: Definition,
    counters: Mapping[str, Window],
    busy: Iterable[Serving],
    waiting: list[Ticket],
    *,
    opened: datetime,
    now: datetime,
) -> Iterator[Seen]:
    limits = _limits(definition.supervision.idle_minutes)
    occupied = {serving.window for serving in busy if serving.state in BLOCKING}
    deeds: Mapping[str, datetime] | None = None
    for defined in definition.windows:
        window = counters.get(defined.code)
        if window is None or window.state is not WindowState.OPEN or defined.code in occupied:
            continue
        services = definition.may_serve(defined)
        theirs = [t for t in waiting if t.service in services and t.window in (None, defined.code)]
        if not theirs or window.since is None:
            continue
        if deeds is None:
            deeds = servings.last_deeds(conn, definition.code, hall_day(now, definition.zone))
        since = max(opened, window.since, waits_since(theirs[0]), deeds.get(defined.code, opened))
        if step := limits.step_after(now - since):
            yield Seen(
                watch=Watch.IDLE,
                subject=defined.code,
                step=step,
                since=since,
                window=defined.code,
                person=window.staff,
                count=len(theirs),
            )


def _long_pauses(definition: Definition, counters: Mapping[str, Window], now: datetime) -> Iterator[Seen]:
    limits = _limits(definition.supervision.paused_minutes)
    for window in counters.values():
        ends = pause_ends(definition, window) if window.state is WindowState.PAUSED else None
        if ends is not None and (step := limits.step_after(now - ends)):
            yield Seen(
                watch=Watch.PAUSED,
                subject=window.code,
                step=step,
                since=ends,
                window=window.code,
                person=window.staff,
            )


def _silent_devices(conn: Connection, definition: Definition, *, opened: datetime, now: datetime) -> Iterator[Seen]:
    """Devices that were here before; one that was let in and never came is still in its box."""
    limits = _limits(definition.supervision.silent_minutes)
    heard = presences.every(conn, now=now)
    for device in devices.every(conn, definition.code):
        presence = heard.get((definition.code, device.device))
        if presence is None or presence.online:
            continue
        since = max(opened, presence.seen_at)
        if step := limits.step_after(now - since):
            yield Seen(watch=Watch.SILENT, subject=device.device, step=step, since=since, window=device.window)


def _cases(conn: Connection, definition: Definition, now: datetime) -> Iterator[Seen]:
    """By the day that comes first: on which a named citizen must have been called back, or the case be closed."""
    today = hall_day(now, definition.zone)
    notice_days = definition.supervision.case_notice_days
    for case in cases.open_ones(conn, definition.code):
        call_back = case.named and case.contacted_at is None
        due = min(case.contact_due, case.due) if call_back else case.due
        if step := case_step(due=due, today=today, notice_days=notice_days):
            yield Seen(
                watch=Watch.CASE,
                subject=case.id,
                step=step,
                since=case.opened_at,
                person=case.person,
                due=due,
            )

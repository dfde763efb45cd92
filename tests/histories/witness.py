"""The journal as a witness: the hall as it stood after every row, worked out by the pure rules alone.

A row that the rules do not allow after the rows before it, or that tells other facts than they give, is not
possible; then no order of the deeds explains what happened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

from config.definition import Definition
from server.domain.numbering import hall_day, ticket_number
from server.domain.rating import Limits, doubts
from server.domain.refusal import NotAllowedNow, Refusal
from server.domain.routing import Queue, Reason
from server.domain.serving import BLOCKING, Serving, ServingDeed, ServingState
from server.domain.ticket import Ticket, TicketDeed, TicketState
from server.domain.window import Window, WindowDeed
from server.store.columns import from_rfc3339
from server.store.journal import Entry

BEFORE_ALL = datetime(1970, 1, 1, tzinfo=UTC)


class NotPossible(Exception):
    """A row that the rules do not explain."""


@dataclass(frozen=True, kw_only=True)
class State:
    """The hall after the row ``seq``. Nothing in it is ever changed; the next row makes the next state.

    ``whole`` is false between two rows of one turn: nobody can have seen the hall then. Numbers and calls are
    counted by the hall's day and the prefix or service.
    """

    definition: Definition
    seq: int = 0
    at: datetime = BEFORE_ALL
    whole: bool = True
    tickets: Mapping[str, Ticket] = field(default_factory=dict)
    servings: Mapping[str, Serving] = field(default_factory=dict)
    windows: Mapping[str, Window] = field(default_factory=dict)
    numbers: Mapping[tuple[date, str], int] = field(default_factory=dict)
    calls: Mapping[tuple[date, str], int] = field(default_factory=dict)

    @property
    def day(self) -> date:
        return hall_day(self.at, self.definition.zone)

    @property
    def queue(self) -> Queue:
        routing = self.definition.routing
        return Queue(
            weights={str(priority): weight for priority, weight in routing.weights.items()},
            calls={service: count for (day, service), count in self.calls.items() if day == self.day},
            now=self.at,
            appointment_early=timedelta(minutes=routing.appointment_early_minutes),
        )

    def waiting(self, *services: str) -> list[Ticket]:
        return [t for t in self.tickets.values() if t.state is TicketState.WAITING and t.service in services]

    def next_for(self, window: str) -> tuple[Ticket, Reason] | None:
        """Who is to be called to the window next, and why."""
        defined = self.definition.window(window)
        services = self.definition.may_serve(defined) if defined else ()
        own = [t for t in self.waiting(*services) if t.window in (None, window) and t.day == self.day]
        return self.queue.next(own)

    def ahead(self, ticket: Ticket) -> int:
        order = self.queue.in_order(self.waiting(ticket.service))
        return next(place for place, (other, _) in enumerate(order) if other.id == ticket.id)

    def window(self, code: str) -> Window:
        return self.windows.get(code, Window(code=code))

    def current(self, window: str) -> Serving | None:
        return next((s for s in self.servings.values() if s.window == window and s.state in BLOCKING), None)

    def must_be_free(self, window: str) -> None:
        """Raises NotAllowedNow while somebody is called or served there."""
        if self.current(window) is not None:
            raise NotAllowedNow("window_busy", window=window)

    def limits(self, *, phone: bool) -> Limits:
        rules = self.definition.rating
        limit = timedelta(days=rules.phone_days) if phone else timedelta(seconds=rules.limit_seconds)
        return Limits(limit=limit, short_serving=timedelta(seconds=rules.short_serving_seconds))


def replay(entries: Iterable[Entry], definition: Definition) -> list[State]:
    """The hall before the first row and after each. Raises NotPossible at the first row the rules do not explain."""
    states = [State(definition=definition)]
    for entry in entries:
        before = states[-1]
        if entry.seq != before.seq + 1:
            raise NotPossible(f"row {before.seq + 1} is missing")
        at = from_rfc3339(entry.at)
        if at < before.at:
            raise NotPossible(f"row {entry.seq} is older than the row before it")
        try:
            after = _after(replace(before, seq=entry.seq, at=at, whole=True), entry)
        except (Refusal, KeyError, NotPossible) as error:
            why = f"{error} {error.values}" if isinstance(error, Refusal) else str(error)
            raise NotPossible(f"row {entry.seq}, {entry.kind} by {entry.actor} {entry.facts}: {why}") from error
        if follows(entry, before, states):
            states[-1] = replace(before, whole=False)
        states.append(after)
    return states


def follows(entry: Entry, before: State, states: list[State]) -> bool:
    """Whether the row was written in one turn with the one before it."""
    serving = before.servings.get(entry.facts.get("serving", ""))
    if serving is None:
        return False
    just_now = len(states) > 1 and states[-2].servings.get(serving.id) != serving
    finished = entry.kind == "rating.invited" and serving.state is ServingState.FINISHED and serving.invitation is None
    missed = entry.kind == "ticket.expired" and serving.state is ServingState.MISSED
    return just_now and (finished or missed)


def _after(state: State, entry: Entry) -> State:
    kind, facts = entry.kind, entry.facts
    room, _, deed = kind.partition(".")
    if kind == "ticket.issued":
        return _issued(state, facts)
    if kind == "ticket.called":
        return _called(state, facts)
    if kind == "rating.given":
        return _rated(state, facts)
    if room in ("ticket", "serving") or kind == "rating.invited":
        return _moved(state, kind, facts)
    if room == "window":
        return _window(state, deed, facts)
    return state


def _issued(state: State, facts: Mapping[str, Any]) -> State:
    prefix = state.definition.prefix_of(facts["service"])
    count = state.numbers.get((state.day, prefix), 0) + 1
    _must_tell(facts, number=ticket_number(prefix, count))
    if facts["ticket"] in state.tickets:
        raise NotPossible("the ticket was issued before")
    ticket = Ticket(
        id=facts["ticket"],
        day=state.day,
        number=facts["number"],
        service=facts["service"],
        priority=facts["priority"],
        state=TicketState.WAITING,
        language=facts["language"],
        issued_at=state.at,
        waiting_since=state.at,
        order=state.seq,
    )
    numbers = {**state.numbers, (state.day, prefix): count}
    return _queue_told(replace(state, tickets={**state.tickets, ticket.id: ticket}, numbers=numbers), facts)


def _called(state: State, facts: Mapping[str, Any]) -> State:
    window = state.window(facts["window"])
    window.must_be_open()
    state.must_be_free(window.code)
    ticket = state.tickets[facts["ticket"]]
    ticket.called(state.at)  # what cannot be called at all is the clearer complaint
    if facts["reason"] != Reason.BY_NUMBER:
        chosen = state.next_for(window.code)
        if chosen is None or (chosen[0].id, chosen[1]) != (ticket.id, facts["reason"]):
            due = f"{chosen[0].number} ({chosen[1]})" if chosen else "nobody"
            raise NotPossible(f"{ticket.number} ({facts['reason']}) was called, {due} was next")
    called = ticket.called(state.at)
    serving = Serving(
        id=facts["serving"],
        ticket=ticket.id,
        window=window.code,
        staff=facts["staff"],
        service=ticket.service,
        state=ServingState.CALLED,
        calls=1,
        called_at=state.at,
    )
    waited = int(serving.waited_after(ticket.issued_at).total_seconds())
    _must_tell(facts, number=ticket.number, service=ticket.service, calls=1, staff=window.staff, waited_seconds=waited)
    calls = {**state.calls, (state.day, ticket.service): state.calls.get((state.day, ticket.service), 0) + 1}
    return _queue_told(replace(_keep(state, called, serving), calls=calls), facts)


def _moved(state: State, kind: str, facts: Mapping[str, Any]) -> State:
    """Everything that happens to a ticket that was issued and to a serving that was called."""
    at = state.at
    serving = state.servings[facts["serving"]] if "serving" in facts else None
    ticket = state.tickets[facts["ticket"]]
    if serving is not None and serving.ticket != ticket.id:
        raise NotPossible("the serving is another ticket's")
    match kind, serving:
        case "ticket.recalled", Serving():
            serving = serving.recalled()
        case "ticket.missed", Serving():
            rules = state.definition.routing
            serving = serving.missed(at=at, calls_before_missed=rules.calls_before_missed)
            ticket = ticket.missed(misses_allowed=rules.misses_allowed)
        case "ticket.expired", Serving():  # the other half of a last miss
            if ticket.state is not TicketState.EXPIRED:
                raise NotPossible("the ticket was not missed for the last time")
        case "ticket.expired", None:
            ticket = ticket.after(TicketDeed.EXPIRE)
            open_ = (s for s in state.servings.values() if s.ticket == ticket.id)
            lapsing = next((s for s in open_ if s.state in (ServingState.CALLED, ServingState.HELD)), None)
            serving = None if lapsing is None else lapsing.after(ServingDeed.LAPSE)
        case "ticket.cancelled", None:
            ticket = ticket.after(TicketDeed.CANCEL)
        case "ticket.restored", None:
            calls = state.calls.get((state.day, ticket.service), 0)
            ticket = ticket.restored(at=at, calls_so_far=calls, after_calls=facts["after_calls"])
        case "ticket.transferred", Serving():
            serving = serving.after(ServingDeed.TRANSFER)
            _must_tell(facts, from_service=ticket.service)
            ticket = ticket.transferred(
                at=at, service=facts["service"], window=facts["to_window"], first=facts["first"]
            )
        case "serving.started", Serving():
            serving, ticket = serving.started(at), ticket.after(TicketDeed.START)
        case "serving.held", Serving():
            serving, ticket = serving.held(at), ticket.after(TicketDeed.HOLD)
        case "serving.resumed", Serving():
            state.must_be_free(serving.window)
            serving, ticket = serving.after(ServingDeed.RESUME), ticket.after(TicketDeed.RESUME)
        case "serving.finished", Serving():
            serving, ticket = serving.finished(at), ticket.after(TicketDeed.FINISH)
        case "rating.invited", Serving():
            serving = serving.invited(invitation=facts["id"], at=at)
        case _:
            raise NotPossible("no such deed")
    _must_tell(facts, number=ticket.number, service=ticket.service)
    if serving is not None and "window" in facts:
        _must_tell(facts, window=serving.window)
    if serving is not None and "calls" in facts:
        _must_tell(facts, calls=serving.calls)
    return _queue_told(_keep(state, ticket, serving), facts)


def _rated(state: State, facts: Mapping[str, Any]) -> State:
    serving = state.servings[facts["serving"]]
    waited = None if facts["waited_ms"] is None else timedelta(milliseconds=facts["waited_ms"])
    flags = doubts(
        serving,
        received_at=state.at,
        waited=waited,
        invitation=facts["invitation"],
        limits=state.limits(phone=facts["device"] == "phone"),
    )
    _must_tell(facts, window=serving.window, flags=[flag.value for flag in flags], ticket=serving.ticket)
    return replace(state, servings={**state.servings, serving.id: replace(serving, rated=True)})


def _window(state: State, deed: str, facts: Mapping[str, Any]) -> State:
    window = state.window(facts["window"])
    match deed:
        case "opened":
            window = window.opened(staff=facts["staff"]["job_number"], day=state.day)
        case "paused":
            window = window.paused(reason=facts["reason"])
        case "resumed":
            window = window.after(WindowDeed.RESUME)
        case "closed":
            state.must_be_free(window.code)
            window = window.closed()
    _must_tell(facts, state=window.state.value, reason=window.reason)
    return replace(state, windows={**state.windows, window.code: window})


def _keep(state: State, ticket: Ticket, serving: Serving | None) -> State:
    servings = state.servings if serving is None else {**state.servings, serving.id: serving}
    return replace(state, tickets={**state.tickets, ticket.id: ticket}, servings=servings)


def _queue_told(state: State, facts: Mapping[str, Any]) -> State:
    """The same state, if the row counts who waits as it does."""
    if "waiting" in facts:
        _must_tell(facts, waiting=len(state.waiting(facts["service"])))
    return state


def _must_tell(facts: Mapping[str, Any], **expected: object) -> None:
    for name, value in expected.items():
        if facts[name] != value:
            raise NotPossible(f"{name} is {facts[name]!r} and should be {value!r}")

"""What the hall, standing as the witness says, answers to a request: the pure rules' side of every answer."""

from __future__ import annotations

from typing import Any

from server.domain.rating import doubts
from server.domain.refusal import NotAllowedNow, NotFound, NotYours, Refusal
from server.domain.serving import Serving, ServingDeed, ServingState
from server.domain.ticket import TicketDeed, TicketState
from server.domain.window import WindowDeed
from server.store.columns import rfc3339
from server.store.journal import Entry
from tests.histories.history import Asked
from tests.histories.witness import State

Json = dict[str, Any]


def done(state: State, entry: Entry) -> Json:
    """What is answered to a request whose row is ``entry``, as far as the rules decide it."""
    facts = entry.facts
    if entry.kind == "rating.given":
        return {"id": entry.subject, "serving": facts["serving"], "flags": facts["flags"]}
    if entry.kind.startswith("window."):
        return window(state, facts["window"])
    if "serving" in facts:
        return serving(state.servings[facts["serving"]], state)
    shown = ticket(state, facts["ticket"])
    if shown["state"] == TicketState.WAITING:
        shown["ahead"] = state.ahead(state.tickets[facts["ticket"]])
    return shown


def seen(state: State, asked: Asked) -> Json | None:
    """What somebody sees who looks; None when there is no such thing."""
    match asked.path.strip("/").split("/"):
        case ["tickets", id]:
            return ticket(state, id) if id in state.tickets else None
        case ["windows", code]:
            return window(state, code)
        case _:
            raise ValueError(f"no look that the checker knows: {asked.path}")


def ticket(state: State, id: str) -> Json:
    known = state.tickets[id]
    served = [s for s in state.servings.values() if s.ticket == id]
    last = max(served, key=lambda s: s.called_at) if served else None
    return {
        "id": id,
        "number": known.number,
        "service": known.service,
        "priority": known.priority,
        "state": known.state.value,
        "issued_at": rfc3339(known.issued_at),
        "day": known.day.isoformat(),
        "serving": last.id if last else None,
        "window": last.window if last else known.window,
        "calls": last.calls if last else 0,
        "rated": last.rated if last else False,
    }


def serving(known: Serving, state: State) -> Json:
    of = state.tickets[known.ticket]
    return {
        "id": known.id,
        "ticket": {"id": of.id, "number": of.number, "service": of.service, "priority": of.priority}
        | {"on_behalf": of.on_behalf},
        "window": known.window,
        "state": known.state.value,
        "calls": known.calls,
        "called_at": rfc3339(known.called_at),
        "started_at": rfc3339(known.started_at) if known.started_at else None,
        "finished_at": rfc3339(known.finished_at) if known.finished_at else None,
        "invitation": known.invitation,
        "invited_at": rfc3339(known.invited_at) if known.invited_at else None,
        "rated": known.rated and known.state is ServingState.FINISHED,
    }


def window(state: State, code: str) -> Json:
    known = state.window(code)
    defined = state.definition.window(code)
    services = state.definition.may_serve(defined) if defined else ()
    at_it = state.current(code)
    return {
        "code": code,
        "state": known.state.value,
        "reason": known.reason,
        "serving": serving(at_it, state)["id"] if at_it else None,
        "waiting": len(state.waiting(*services)),
    }


def differs(told: Json, expected: Json) -> str | None:
    """The first thing that was told otherwise."""
    for name, value in expected.items():
        found = told[name]
        if name == "serving" and isinstance(found, dict):
            found = found["id"]
        if found != value:
            return f"{name} is {found!r} and should be {value!r}"
    return None


def refusal(state: State, asked: Asked) -> str | None:
    """Why the hall refuses the request as it stands, or None when it would do it. ``nobody_waits`` is a 204."""
    try:
        match asked.path.strip("/").split("/"):
            case ["tickets"]:
                return None
            case ["ratings"]:
                _rate(state, asked)
            case ["tickets", id, deed]:
                _known(state.tickets, "ticket", id).after(TicketDeed(deed))
            case ["windows", code, "call"]:
                return _call(state, code, asked)
            case ["windows", code, deed]:
                _at_window(state, code, deed, asked)
            case ["servings", id, deed]:
                _serve(state, id, deed, asked)
    except Refusal as refused:
        return refused.code
    return None


def _known(things: Any, what: str, id: str) -> Any:
    if id not in things:
        raise NotFound(what, id=id)
    return things[id]


def _mine(state: State, code: str, asked: Asked) -> None:
    job_number = asked.client.partition(":")[2]
    person = state.definition.person(job_number)
    if person is None or person.window != code:
        raise NotYours("not_your_window")
    if state.window(code).staff not in (None, job_number):
        raise NotAllowedNow("window_taken")


def _call(state: State, code: str, asked: Asked) -> str | None:
    _mine(state, code, asked)
    state.window(code).must_be_open()
    state.must_be_free(code)
    return "nobody_waits" if state.next_for(code) is None else None


def _at_window(state: State, code: str, deed: str, asked: Asked) -> None:
    _mine(state, code, asked)
    if deed == "close":
        state.must_be_free(code)
    state.window(code).after(WindowDeed(deed))


def _serve(state: State, id: str, deed: str, asked: Asked) -> None:
    known: Serving = _known(state.servings, "serving", id)
    _mine(state, known.window, asked)
    match deed:
        case "no-show":
            known.missed(at=state.at, calls_before_missed=state.definition.routing.calls_before_missed)
        case "invite":
            known.invited(invitation="", at=state.at)
        case _:
            known.after(ServingDeed(deed))
    if deed == "resume":
        state.must_be_free(known.window)


def _rate(state: State, asked: Asked) -> None:
    known: Serving = _known(state.servings, "serving", asked.body["serving"])
    phone = asked.client.startswith("citizen:")
    if not phone and asked.client != f"device:evaluator-{known.window}":
        raise NotYours("not_your_window")
    if phone and asked.client != f"citizen:{known.ticket}":
        raise NotYours("not_your_ticket")
    doubts(known, received_at=state.at, waited=None, invitation=None, limits=state.limits(phone=phone))

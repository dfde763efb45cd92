"""Pairing (配对) after RFC 8628: a new screen shows a code, a manager approves it, the screen gets its token.

The screen holds a long secret, which it polls with. Its token is made of that secret and the database's own, so
neither needs to be kept: the token can be told again until it is first used, but only to who holds the secret, and
what lies in the database lets nobody in.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from dataclasses import dataclass, replace
from datetime import timedelta
from functools import partial
from typing import Literal

from server.domain.actor import DEVICES, Actor, Role
from server.domain.refusal import BadInput, NotAllowedNow, NotFound
from server.store import credentials, devices, pairings
from server.store.database import Store
from server.store.devices import Device
from server.store.pairings import Pairing
from server.store.turn import Turn

ALPHABET = "BCDFGHJKLMNPQRSTVWXZ"
"""Of RFC 8628, 6.1: no vowels, so no words; no digits, so none that looks like a letter."""
LENGTH = 6
LASTS = timedelta(minutes=10)
INTERVAL_SECONDS = 3
OPEN_AT_MOST = 200
"""Codes of a hall at the same time: twice the screens of a large one."""

State = Literal["pending", "approved", "refused", "expired", "used"]


class TooManyCodes(Exception):
    """More screens of the hall show codes than it can have."""


@dataclass(frozen=True, kw_only=True)
class Begun:
    """What a new screen is told: the code it shows, and the secret by which it asks what became of it."""

    poll: str
    code: str


@dataclass(frozen=True, kw_only=True)
class Outcome:
    """What became of a code. The token is there while it is approved and was never used."""

    state: State
    token: str | None = None
    device: Device | None = None


def begin(store: Store, hall: str) -> Begun:
    """A code for a screen of the hall. Raises TooManyCodes."""
    poll = secrets.token_urlsafe(32)
    now = store.clock()
    with store.read() as conn:
        if pairings.open_codes(conn, hall, now=now) >= OPEN_AT_MOST:
            raise TooManyCodes
    while True:
        new = Pairing(
            poll_digest=credentials.digest(poll),
            token_digest=credentials.digest(_token(store, poll)),
            hall=hall,
            code="".join(secrets.choice(ALPHABET) for _ in range(LENGTH)),
            state="pending",
            created_at=now,
            expires_at=now + LASTS,
        )
        if store.write(partial(pairings.add, new=new)):
            return Begun(poll=poll, code=new.code)


def ask(store: Store, poll: str) -> Outcome:
    """What became of the code of whoever holds the secret. Raises NotFound."""
    with store.read() as conn:
        known = pairings.of_poll(conn, credentials.digest(poll))
        if known is None:
            raise NotFound("pairing")
        if known.state == "pending":
            return Outcome(state="pending" if store.clock() < known.expires_at else "expired")
        unused = pairings.is_unused(conn, known.token_digest)
        if known.state == "refused" or unused is None or known.device is None:
            return Outcome(state="refused")
        if not unused:
            return Outcome(state="used")
        return Outcome(state="approved", token=_token(store, poll), device=devices.get(conn, known.hall, known.device))


def approve(turn: Turn, code: str, *, kind: Role, name: str, window: str | None) -> Device:
    """Lets a new device in. Raises NotFound, NotAllowedNow, BadInput."""
    _must_fit(turn, kind, window)
    waiting = _waiting(turn, code)
    actor = Actor(hall=turn.hall, role=kind, subject=f"{kind.value}-{turn.new_id()[:8]}", window=window)
    devices.add(turn.conn, actor, name=name, at=turn.now)
    return _let_in(turn, waiting, devices.get(turn.conn, turn.hall, actor.subject))


def approve_for(turn: Turn, code: str, *, device: str) -> Device:
    """Lets another screen or program in as a device that is known: a kiosk's print agent, a tablet that replaces one.

    Raises NotFound, NotAllowedNow.
    """
    return _let_in(turn, _waiting(turn, code), devices.get(turn.conn, turn.hall, device))


def refuse(turn: Turn, code: str) -> None:
    """Raises NotFound, NotAllowedNow."""
    _settle(turn, replace(_waiting(turn, code), state="refused"))


def _waiting(turn: Turn, code: str) -> Pairing:
    known = pairings.of_code(turn.conn, turn.hall, written(code))
    if known is None:
        raise NotFound("pairing")
    if known.state != "pending":
        raise NotAllowedNow("pairing_settled")
    if known.expires_at <= turn.now:
        raise NotAllowedNow("pairing_expired")
    return known


def written(code: str) -> str:
    """A code as it is kept, however it was typed."""
    return "".join(letter for letter in code.upper() if letter.isalnum())


def _must_fit(turn: Turn, kind: Role, window: str | None) -> None:
    if kind not in DEVICES:
        raise BadInput("unknown_kind", field="kind")
    if window is not None and turn.definition.window(window) is None:
        raise BadInput("unknown_window", field="window", window=window)
    if kind is Role.EVALUATOR and window is None:
        raise BadInput("window_missing", field="window")
    if kind in (Role.KIOSK, Role.WALL) and window is not None:
        raise BadInput("window_not_meant", field="window")


def _let_in(turn: Turn, waiting: Pairing, device: Device) -> Device:
    actor = Actor(hall=turn.hall, role=device.kind, subject=device.device, window=device.window)
    credentials.add_digest(turn.conn, waiting.token_digest, actor, at=turn.now, expires_at=None, used_at=None)
    _settle(
        turn,
        replace(waiting, state="approved", kind=device.kind.value, window=device.window, device=device.device),
    )
    facts = {"device": device.device, "kind": device.kind.value, "window": device.window, "name": device.name}
    turn.record("device.paired", subject=device.device, data=facts)
    return device


def _settle(turn: Turn, settled: Pairing) -> None:
    if not pairings.settle(turn.conn, settled):
        raise NotAllowedNow("pairing_settled")  # another hub's manager got there first


def _token(store: Store, poll: str) -> str:
    made = hmac.new(store.secret.encode(), b"device token " + poll.encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(made[:24]).decode()

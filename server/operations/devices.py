"""The hall's devices: what they report, what they are called, and sending one away."""

from __future__ import annotations

from collections.abc import Mapping

from server.domain.actor import Role
from server.domain.refusal import BadInput, NotAllowedNow
from server.operations.views import Json
from server.store import devices
from server.store.columns import rfc3339
from server.store.devices import Device, Report
from server.store.presences import Presence
from server.store.printers import Paper
from server.store.turn import Turn

CLOCK_MAY_BE_OFF_SECONDS = 60
"""Pages go by the hub's clock; beyond a minute a device's own is worth a look, since its logs go by it."""


def report(turn: Turn, said: Report) -> Device:
    """Keeps what the asking device says it could not do. No row of the journal: it is no deed. Raises NotFound."""
    devices.keep_report(turn.conn, turn.hall, turn.actor.subject, said, at=turn.now)
    return devices.get(turn.conn, turn.hall, turn.actor.subject)


def rename(turn: Turn, device: str, *, name: str) -> Device:
    """Raises NotFound."""
    known = devices.get(turn.conn, turn.hall, device)
    if name != known.name:
        devices.rename(turn.conn, turn.hall, device, name)
        turn.record("device.renamed", subject=device, data={"device": device, "name": name})
    return devices.get(turn.conn, turn.hall, device)


def show_board(turn: Turn, device: str, *, board: str | None) -> Device:
    """Chooses which of the hall's boards a screen shows, ``None`` for the whole hall; the screen changes at once.

    Raises NotFound, BadInput for a board that the hall has not, NotAllowedNow for what is no screen of a hall board.
    """
    known = devices.get(turn.conn, turn.hall, device)
    if board is not None and turn.definition.board(board) is None:
        raise BadInput("unknown_board", field="board", board=board)
    if known.kind is not Role.DISPLAY or known.window is not None:
        raise NotAllowedNow("no_hall_board")
    if board != known.board:
        devices.show_board(turn.conn, turn.hall, device, board)
        turn.record("device.board_chosen", subject=device, data={"device": device, "name": known.name, "board": board})
    return devices.get(turn.conn, turn.hall, device)


def revoke(turn: Turn, device: str) -> None:
    """Sends a device away: none of its tokens lets anybody in from here on. Raises NotFound."""
    known = devices.get(turn.conn, turn.hall, device)
    devices.remove(turn.conn, turn.hall, device)
    facts = {"device": device, "kind": known.kind.value, "window": known.window, "name": known.name}
    turn.record("device.revoked", subject=device, data=facts)


def troubles(device: Device, paper: Paper | None) -> list[str]:
    """What a device could not do, in words of the interface."""
    said = device.report
    found = {
        "sound_blocked": said.sound == "blocked",
        "paper_out": paper == "no",
        "clock_off": abs(said.clock_off_seconds or 0) > CLOCK_MAY_BE_OFF_SECONDS,
        "unsent": bool(said.unsent),
    }
    return [name for name, is_so in found.items() if is_so]


def card(device: Device) -> Json:
    """A device as the interface names it, without how it is doing."""
    return {
        "device": device.device,
        "kind": device.kind.value,
        "window": device.window,
        "name": device.name,
        "board": device.board,
        "paired_at": rfc3339(device.paired_at),
    }


def listed(device: Device, presence: Presence | None, paper: Paper | None) -> Json:
    """A device as managers see it. ``since`` is when it came if it is online, else when it was seen last."""
    said = device.report
    at = None if presence is None else presence.since if presence.online else presence.seen_at
    return {
        **card(device),
        "online": presence is not None and presence.online,
        "since": rfc3339(at) if at else None,
        "version": said.version,
        "sound": said.sound,
        "paper": (paper or "unknown") if device.kind is Role.KIOSK else None,
        "unsent": said.unsent,
        "clock_off_seconds": said.clock_off_seconds,
        "reported_at": rfc3339(device.reported_at) if device.reported_at else None,
        "troubles": troubles(device, paper),
    }


def every(seen: Mapping[str, Presence], papers: Mapping[str, Paper], known: list[Device]) -> list[Json]:
    """All devices of a hall, those that want somebody first."""
    rows = [listed(device, seen.get(device.device), papers.get(device.device)) for device in known]
    return sorted(rows, key=lambda row: (not row["troubles"], row["online"]))

"""What an ESC/POS printer says of itself when it is asked in real time (DLE EOT n).

python-escpos reads silence as "plenty of paper". Here silence is ``unknown``, and so is what is no status byte.
Source of the bits: Epson ESC/POS command reference, DLE EOT.
"""

from __future__ import annotations

import time
from dataclasses import dataclass
from typing import Protocol

from kiosk.printers.printer import Paper

DLE_EOT = b"\x10\x04"
OFFLINE_CAUSE, ROLL_PAPER = 2, 4
FIXED_BITS, FIXED = 0b1001_0011, 0b0001_0010
"""Every status byte has bits 1 and 4 set, 0 and 7 not; anything else on the line is something else."""
COVER_OPEN = 0b0000_0100
PAPER_END_STOP = 0b0010_0000
PAPER_END = 0b0110_0000
ANSWERS_WITHIN = 1.0
"""Seconds; printers answer within a few milliseconds, their network cards within a few hundred."""


class Line(Protocol):
    """A connection in both directions."""

    def send(self, data: bytes) -> None: ...

    def receive(self, seconds: float) -> bytes:
        """What has come, ``b""`` when nothing came in time. Raises OSError when the connection is gone."""
        ...


@dataclass(frozen=True)
class Status:
    """What it said: None and ``unknown`` where it said nothing."""

    paper: Paper
    cover_open: bool | None

    @property
    def answered(self) -> bool:
        return self.paper != "unknown" or self.cover_open is not None


def ask(line: Line, *, within: float) -> Status:
    """Asks for paper and cover, waiting so many seconds for each. Raises OSError when the connection is gone."""
    while line.receive(0.0):
        pass  # what it said before it was asked is no answer: raster data may hold a question by chance
    roll = _ask(line, ROLL_PAPER, within)
    if roll is None:
        return Status("unknown", None)
    cause = _ask(line, OFFLINE_CAUSE, within)
    empty = roll & PAPER_END or (cause or 0) & PAPER_END_STOP
    return Status("no" if empty else "yes", None if cause is None else bool(cause & COVER_OPEN))


def _ask(line: Line, what: int, within: float) -> int | None:
    line.send(DLE_EOT + bytes([what]))
    give_up_at = time.monotonic() + within
    while (left := give_up_at - time.monotonic()) > 0:
        for byte in line.receive(left):
            if byte & FIXED_BITS == FIXED:
                return byte
    return None

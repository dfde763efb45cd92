"""A button box that can be unplugged: a pseudo-terminal behind a name that stays the same."""

from __future__ import annotations

import os
import tty
from pathlib import Path

from evaluator.keypads.framed import RATING, Frame


class Pad:
    """The box's end of a serial line; ``port`` is what the computer opens."""

    def __init__(self, folder: Path) -> None:
        self.port = folder / "ttyUSB0"
        self._ends: tuple[int, int] | None = None

    def plug_in(self) -> Pad:
        self._ends = os.openpty()
        tty.setraw(self._ends[1])
        self.port.symlink_to(os.ttyname(self._ends[1]))
        return self

    def unplug(self) -> None:
        if self._ends:
            self.port.unlink()
            for end in self._ends:
                os.close(end)
        self._ends = None

    def send(self, data: bytes) -> None:
        assert self._ends is not None
        os.write(self._ends[0], data)

    def press(self, button: int) -> None:
        self.send(Frame(address=1, function=RATING, data=bytes([button])).encoded())

"""What every driver of a button box can do."""

from __future__ import annotations

from typing import Protocol

BUTTONS = range(1, 6)


class Driver(Protocol):
    """Makes presses of the buttons 1 to 5 out of the bytes of a serial line."""

    def feed(self, data: bytes) -> list[int]:
        """The buttons pressed according to what came, whatever came before."""
        ...

    def pause(self) -> list[int]:
        """Nothing came for a while: what is unfinished will not be finished. Buttons that were hidden behind it."""
        ...

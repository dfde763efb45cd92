"""Button boxes that send one byte a press: the digit ``1`` to ``5``, or the number itself."""

from __future__ import annotations

from evaluator.keypads.driver import BUTTONS


class SingleByte:
    """Any other byte is noise, or the line end that some boxes send after each digit."""

    def feed(self, data: bytes) -> list[int]:
        """The buttons in what came."""
        numbers = (byte - ord("0") if byte >= ord("0") else byte for byte in data)
        return [number for number in numbers if number in BUTTONS]

    def pause(self) -> list[int]:
        """A byte is never unfinished."""
        return []

"""Button boxes that send frames: ``FF 68 L L 68 ADDR FUNC DATA… CS 16``.

``L`` counts the bytes from ``ADDR`` to the end of ``DATA`` and stands twice, ``CS`` is their sum modulo 256 (the frame
of IEC 60870-5-1 FT1.2 behind a waking ``FF``). ``FUNC`` 0x11 is a rating, whose first byte of ``DATA`` is the button.
"""

from __future__ import annotations

from dataclasses import dataclass

from evaluator.keypads.driver import BUTTONS

WAKE, START, END = 0xFF, 0x68, 0x16
RATING = 0x11
HEAD = 4
"""START, twice the length, START."""
TAIL = 2
"""Checksum, END."""
SHORTEST, LONGEST = 2, 32
"""Of ADDR, FUNC and DATA. A box has little to say; a larger length is noise."""


@dataclass(frozen=True)
class Frame:
    """One frame that came whole."""

    address: int
    function: int
    data: bytes

    @property
    def button(self) -> int | None:
        """The button of a rating, None for any other frame."""
        if self.function != RATING or not self.data or self.data[0] not in BUTTONS:
            return None
        return self.data[0]

    def encoded(self) -> bytes:
        """The frame as a box sends it."""
        body = bytes([self.address, self.function]) + self.data
        return bytes([WAKE, START, len(body), len(body), START, *body, sum(body) % 256, END])


class Framed:
    """Finds frames in whatever comes: noise between them, broken ones, any number of bytes at a time."""

    def __init__(self) -> None:
        self._come = bytearray()

    def feed(self, data: bytes) -> list[int]:
        """The buttons of the frames that are whole now."""
        self._come += data
        return [frame.button for frame in self._frames() if frame.button is not None]

    def pause(self) -> list[int]:
        """Gives up an unfinished frame; one that came after its false beginning is found."""
        buttons = []
        while self._come:
            del self._come[0]
            buttons += self.feed(b"")
        return buttons

    def _frames(self) -> list[Frame]:
        frames = []
        while (start := self._come.find(START)) >= 0:
            del self._come[:start]
            size = self._size()
            if size is None:
                break  # not all of it has come yet
            frame = _frame(bytes(self._come[:size]))
            if frame is None:
                del self._come[0]  # no beginning after all; perhaps one follows inside of it
                continue
            del self._come[:size]
            frames.append(frame)
        else:
            self._come.clear()
        return frames

    def _size(self) -> int | None:
        """How many bytes the frame at the beginning has, None while more must come; 1 when it cannot be a frame."""
        head = self._come[:HEAD]
        plausible = (
            (len(head) < 2 or SHORTEST <= head[1] <= LONGEST)
            and (len(head) < 3 or head[2] == head[1])
            and (len(head) < 4 or head[3] == START)
        )
        if not plausible:
            return 1
        if len(head) < HEAD or len(self._come) < HEAD + head[1] + TAIL:
            return None
        return HEAD + head[1] + TAIL


def _frame(whole: bytes) -> Frame | None:
    """The frame of these bytes, None when they are none."""
    if len(whole) < HEAD + SHORTEST + TAIL:
        return None
    *body, checksum, end = whole[HEAD:]
    if end != END or checksum != sum(body) % 256:
        return None
    return Frame(address=body[0], function=body[1], data=bytes(body[2:]))

"""What a ticket is put together from: blocks that know their height and draw themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, Protocol

from PIL import Image, ImageDraw

from kiosk.lettering import BLACK, Line, Type, lines

Align = Literal["left", "centre"]


class Block(Protocol):
    """A part of the ticket, as wide as it was made."""

    @property
    def height(self) -> int: ...

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None: ...


@dataclass(frozen=True)
class Gap:
    """White paper."""

    height: int

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        """Paper is white already."""


@dataclass(frozen=True)
class Rule:
    """A line across, dashed where two parts of the ticket are only set apart."""

    width: int
    height: int
    dash: int = 0

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        step = self.dash * 2 or self.width
        for x in range(0, self.width, step):
            right = min(x + (self.dash or self.width), self.width)
            on.rectangle((left + x, top, left + right - 1, top + self.height - 1), fill=BLACK)


@dataclass(frozen=True)
class Text:
    """Lines of text, one below the other."""

    lines: Sequence[Line]
    width: int
    align: Align = "centre"

    @classmethod
    def of(cls, text: str, type: Type, *, width: int, align: Align = "centre") -> Text:
        return cls(lines(text, type, width=width), width, align)

    @property
    def height(self) -> int:
        return sum(each.height for each in self.lines)

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        for each in self.lines:
            each.draw(on, left + ((self.width - each.width) // 2 if self.align == "centre" else 0), top)
            top += each.height


@dataclass(frozen=True)
class Row:
    """Lines beside one another at the given places, all on one baseline."""

    cells: Sequence[tuple[int, Line]]

    @property
    def above(self) -> int:
        return max(each.above for _, each in self.cells)

    @property
    def height(self) -> int:
        return self.above + max(each.below for _, each in self.cells)

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        for x, each in self.cells:
            each.draw(on, left + x, top + self.above - each.above)


@dataclass(frozen=True)
class Tick:
    """Something to bring, with a box to tick beside its first line, which is of that size."""

    block: Text | Row | Stack
    baseline: int
    size: int
    box: int
    space: int

    @property
    def height(self) -> int:
        return self.block.height

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        # The middle of a capital letter or of an ideograph lies at about 0.36 of its size.
        upper = top + self.baseline - round(self.size * 0.36) - self.box // 2
        corners = (left, upper, left + self.box - 1, upper + self.box - 1)
        on.rectangle(corners, outline=BLACK, width=max(self.box // 10, 2))
        self.block.draw(on, left + self.box + self.space, top)


@dataclass(frozen=True)
class Square:
    """An empty box to tick, by itself."""

    side: int
    line: int

    @property
    def height(self) -> int:
        return self.side

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        on.rectangle((left, top, left + self.side - 1, top + self.side - 1), outline=BLACK, width=self.line)


@dataclass(frozen=True)
class Picture:
    """Dots from elsewhere, e.g. a QR code."""

    image: Image.Image

    @property
    def height(self) -> int:
        return self.image.height

    @property
    def width(self) -> int:
        return self.image.width

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        on.bitmap((left, top), self.image, fill=BLACK)


@dataclass(frozen=True)
class Stack:
    """Blocks below one another."""

    blocks: Sequence[Block]

    @property
    def height(self) -> int:
        return sum(block.height for block in self.blocks)

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        for block in self.blocks:
            block.draw(on, left, top)
            top += block.height


@dataclass(frozen=True)
class Beside:
    """Blocks beside one another at the given places; ``bar`` is the breadth of a line between them."""

    cells: Sequence[tuple[int, Block]]
    level: Literal["top", "middle"] = "top"
    bar: int = 0

    @property
    def height(self) -> int:
        return max(block.height for _, block in self.cells)

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        for x, block in self.cells:
            block.draw(on, left + x, top + ((self.height - block.height) // 2 if self.level == "middle" else 0))
            if self.bar and x:
                on.rectangle((left + x - self.bar, top, left + x - 1, top + self.height - 1), fill=BLACK)

"""What to bring (一次性告知) on paper, by itself: for who comes to ask, goes home for a paper, and comes back.

Each thing stands there as a picture, a box to tick and its name, in Chinese and in the citizen's own language.
"""

from __future__ import annotations

from PIL import Image

from config.catalogues import words
from kiosk.blocks import Beside, Block, Picture, Rule, Square, Stack, Text
from kiosk.composing import (
    DESIGNED_FOR,
    HALL,
    HALL_TOO,
    HEADING,
    ITEM,
    ITEM_TOO,
    MARGIN,
    NOTE,
    NOTE_TOO,
    SERVICE,
    SERVICE_TOO,
    Composer,
    Sheet,
)
from kiosk.icons import icon
from kiosk.lettering import Type, blank

PICTURE = 64
BOX = 34


def draw_notice(sheet: Sheet, *, width: int = DESIGNED_FOR) -> Image.Image:
    """The picture of a notice's sheet, as ``GET /api/v1/prints/{id}`` gives it, one bit a dot."""
    notice = _Notice(sheet, width=width).stack()
    paper, drawing = blank(width, notice.height)
    notice.draw(drawing, round(MARGIN * width / DESIGNED_FOR), 0)
    return paper


class _Notice(Composer):
    def stack(self) -> Stack:
        return self._stacked(self._head(), self._things(), self._foot())

    def _head(self) -> Block:
        hall = self._texts(self._sheet["hall"], HALL, HALL_TOO, width=self._width)
        service = self._texts(self._sheet["service"], SERVICE, SERVICE_TOO, width=self._width)
        return Stack([*hall, self._gap(6), Rule(self._width, self._dots(3)), self._gap(8), *service])

    def _things(self) -> Block:
        heading = "ticket.notice" if self._sheet["materials"] else "ticket.notice_nothing"
        title = self._texts(self._words(heading), HEADING, NOTE_TOO, width=self._width, align="left")
        blocks: list[Block] = [*title, self._gap(8)]
        for thing, picture in zip(self._sheet["materials"], self._sheet["pictures"], strict=True):
            blocks += [self._thing(self._spoken(thing), picture), self._gap(10)]
        return Stack(blocks)

    def _thing(self, names: list[str], picture: str) -> Block:
        side, box, space = self._dots(PICTURE), self._dots(BOX), self._dots(16)
        left = side + box + 2 * space
        kinds: list[Type] = [self._type(ITEM), self._type(ITEM_TOO)]
        texts = [
            Text.of(name, kind, width=self._width - left, align="left")
            for name, kind in zip(names, kinds, strict=False)
        ]
        square = Square(box, max(box // 12, 2))
        cells: list[tuple[int, Block]] = [(0, square), (box + space, Picture(icon(picture, side=side)))]
        return Beside([*cells, (left, Stack(texts))], level="middle")

    def _foot(self) -> Block:
        windows = "、".join(self._sheet["windows"])
        where = {tag: words(tag, "ticket.notice_windows", windows=windows) for tag in self._languages}
        parts = [*self._texts(where, NOTE, NOTE_TOO, width=self._width)] if windows else []
        no_number = self._texts(self._words("ticket.notice_no_number"), NOTE, NOTE_TOO, width=self._width)
        return Stack([*parts, *no_number, self._gap(4), self._time(self._width, "centre")])

"""The ticket as a picture: black dots on white, as wide as the printer's head.

It answers two questions, "where am I in the queue?" and "what do I bring?", in Chinese first and largest and in the
ticket's own language beside it, and it is short: paper is what a township runs out of.
"""

from __future__ import annotations

from dataclasses import replace

from PIL import Image

from config.catalogues import FIRST, words
from kiosk.blocks import Beside, Block, Picture, Row, Rule, Stack, Text
from kiosk.composing import (
    DESIGNED_FOR,
    HALL,
    HALL_TOO,
    HEADING,
    MARGIN,
    NOTE,
    NOTE_TOO,
    SERVICE,
    SERVICE_TOO,
    Composer,
    Sheet,
)
from kiosk.lettering import Line, Type, blank, fitting, line
from kiosk.qr import qr_code

NUMBER = Type(220, bold=True)
CALLED, CALLED_TOO = Type(40, bold=True), Type(30)
LABEL, LABEL_TOO = Type(30), Type(27)
FIGURE, UNIT = Type(78, bold=True), Type(28, bold=True)
QR_AT_MOST = 232


def draw_ticket(sheet: Sheet, *, width: int = DESIGNED_FOR) -> Image.Image:
    """The picture of a sheet, as ``GET /api/v1/prints/{id}`` gives it, one bit a dot, ``width`` dots wide."""
    ticket = _Ticket(sheet, width=width).stack()
    paper, drawing = blank(width, ticket.height)
    ticket.draw(drawing, round(MARGIN * width / DESIGNED_FOR), 0)
    return paper


class _Ticket(Composer):
    def stack(self) -> Stack:
        return self._stacked(self._head(), self._queue(), self._bring(), self._foot())

    def _head(self) -> Block:
        """Which hall, which number, for what."""
        number = _figure(self._sheet["number"], self._type(NUMBER), width=self._width)
        hall = self._texts(self._sheet["hall"], HALL, HALL_TOO, width=self._width)
        service = self._texts(self._sheet["service"], SERVICE, SERVICE_TOO, width=self._width)
        behalf: list[Block] = []
        if self._sheet.get("on_behalf"):
            behalf = self._texts(self._words("ticket.on_behalf"), HEADING, NOTE_TOO, width=self._width)
        return Stack([*hall, self._gap(4), Text([number], self._width), self._gap(4), *service, *behalf])

    def _queue(self) -> Block:
        """How many are ahead, and about how long: two figures that need no reading."""
        ahead, wait = self._sheet["ahead"], self._sheet["wait"]
        if ahead is None:
            return self._framed(Stack(self._texts(self._words("ticket.called"), CALLED, CALLED_TOO, width=self._width)))
        counts = [("ticket.ahead", "ticket.people", str(ahead))]
        if wait is not None:
            counts.append(("ticket.wait", "ticket.minutes", _range(wait["low_minutes"], wait["high_minutes"])))
        bar, space = self._dots(3), self._dots(10)
        width = (self._width + bar) // len(counts) - bar
        inner = width - 2 * space
        units = [line(words(FIRST, unit), self._type(UNIT)) for _, unit, _ in counts]
        # Both figures are of one size, or one would seem to matter more.
        large = min(
            fitting(figure, self._type(FIGURE), width=inner - unit.width - space).type.size
            for (_, _, figure), unit in zip(counts, units, strict=True)
        )
        cells: list[tuple[int, Block]] = []
        for place, ((label, _, figure), unit) in enumerate(zip(counts, units, strict=True)):
            count = _figure(figure, Type(large, bold=True), width=inner)
            left = (inner - count.width - space - unit.width) // 2
            first, *others = self._texts(self._words(label), LABEL, LABEL_TOO, width=inner)
            cell = Stack([first, Row([(left, count), (left + count.width + space, unit)]), *others])
            cells.append((place * (width + bar), Beside([(space, cell)])))
        return self._framed(Beside(cells, bar=bar))

    def _framed(self, block: Block) -> Block:
        rule = Rule(self._width, self._dots(3))
        return Stack([rule, self._gap(8), block, self._gap(8), rule])

    def _bring(self) -> Block | None:
        """What to bring, each with a box to tick."""
        items = [spoken for material in self._sheet["materials"] if (spoken := self._spoken(material))]
        if not items:
            return None
        heading = "   ".join(dict.fromkeys(self._words("ticket.bring").values()))
        title = Text.of(heading, self._type(HEADING), width=self._width, align="left")
        return Stack([title, self._gap(4), *self._items(items)])

    def _foot(self) -> Block:
        """The way to the phone's page, when it was taken, and what to do when the call was missed."""
        missed, scan = self._words("ticket.missed"), self._words("ticket.scan")
        if not self._sheet["url"]:
            return Stack([*self._texts(missed, NOTE, NOTE_TOO, width=self._width), self._time(self._width, "centre")])
        code = qr_code(self._sheet["url"], at_most=self._dots(QR_AT_MOST))
        left = code.width + self._dots(16)
        width = self._width - left
        column = [*self._texts(scan, NOTE, NOTE_TOO, width=width, align="left"), self._gap(8)]
        time = self._time(width, "left")
        full = [*column, *self._texts(missed, NOTE, NOTE_TOO, width=width, align="left"), self._gap(8), time]
        if Stack(full).height <= code.height:
            return Beside([(0, Picture(code)), (left, Stack(full))], level="middle")
        return Stack(
            [
                Beside([(0, Picture(code)), (left, Stack([*column, time]))], level="middle"),
                self._gap(8),
                *self._texts(missed, NOTE, NOTE_TOO, width=self._width),
            ]
        )


def _figure(text: str, type: Type, *, width: int) -> Line:
    """Capital letters and digits, which reach neither far up nor below their baseline, without the white around."""
    found = fitting(text, type, width=width)
    return replace(found, above=round(found.type.size * 0.82), below=round(found.type.size * 0.14))


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"

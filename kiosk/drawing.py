"""The ticket as a picture: black dots on white, as wide as the printer's head.

It answers two questions, "where am I in the queue?" and "what do I bring?", in Chinese first and largest and in the
ticket's own language beside it, and it is short: paper is what a township runs out of.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from PIL import Image

from config.catalogues import FIRST, words
from kiosk.blocks import Align, Beside, Block, Gap, Picture, Row, Rule, Stack, Text, Tick
from kiosk.lettering import Line, Type, blank, fitting, line, lines
from kiosk.qr import qr_code

DESIGNED_FOR = 576
"""Dots of an 80 mm printer; everything below is given for it and scaled to others."""

MARGIN = 28
HALL, HALL_TOO = Type(36, bold=True), Type(30)
NUMBER = Type(220, bold=True)
SERVICE, SERVICE_TOO = Type(46, bold=True), Type(34)
CALLED, CALLED_TOO = Type(40, bold=True), Type(30)
LABEL, LABEL_TOO = Type(30), Type(27)
FIGURE, UNIT = Type(78, bold=True), Type(28, bold=True)
HEADING = Type(32, bold=True)
ITEM, ITEM_TOO = Type(33), Type(29)
NOTE, NOTE_TOO = Type(30), Type(27)
TIME = Type(28)
QR_AT_MOST = 232

Sheet = Mapping[str, Any]
Words = Mapping[str, str]


def draw_ticket(sheet: Sheet, *, width: int = DESIGNED_FOR) -> Image.Image:
    """The picture of a sheet, as ``GET /api/v1/prints/{id}`` gives it, one bit a dot, ``width`` dots wide."""
    ticket = _Ticket(sheet, width=width).stack()
    paper, drawing = blank(width, ticket.height)
    ticket.draw(drawing, round(MARGIN * width / DESIGNED_FOR), 0)
    return paper


class _Ticket:
    def __init__(self, sheet: Sheet, *, width: int) -> None:
        self._sheet = sheet
        self._scale = width / DESIGNED_FOR
        self._width = width - 2 * self._dots(MARGIN)
        self._languages = list(dict.fromkeys([FIRST, sheet["language"] or FIRST]))

    def stack(self) -> Stack:
        blocks: list[Block] = [self._gap(10)]
        for part in (self._head(), self._queue(), self._bring(), self._foot()):
            if part is not None:
                blocks += [part, self._gap(14)]
        return Stack([*blocks, self._gap(14)])

    def _head(self) -> Block:
        """Which hall, which number, for what."""
        number = _figure(self._sheet["number"], self._type(NUMBER), width=self._width)
        hall = self._texts(self._sheet["hall"], HALL, HALL_TOO, width=self._width)
        service = self._texts(self._sheet["service"], SERVICE, SERVICE_TOO, width=self._width)
        return Stack([*hall, self._gap(4), Text([number], self._width), self._gap(4), *service])

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

    def _items(self, items: list[list[str]]) -> list[Block]:
        """The shortest that fits: two items beside one another, the two languages in columns, or all in one."""
        box, space = self._dots(26), self._dots(12)
        width = self._width - box - space
        first = [line(item[0], self._type(ITEM)) for item in items]
        widest = max(each.width for each in first)
        half = (self._width + space) // 2
        size = self._type(ITEM).size

        def tick(block: Text | Row | Stack, baseline: int) -> Tick:
            return Tick(block, baseline, size, box, space)

        if len(self._languages) == 1 and widest <= half - box - 2 * space:
            ticks = [tick(Row([(0, each)]), each.above) for each in first]
            pairs = [ticks[at : at + 2] for at in range(0, len(ticks), 2)]
            return [Beside([(place * half, each) for place, each in enumerate(pair)]) for pair in pairs]
        if len(self._languages) > 1 and widest <= width * 0.45:
            return [tick(*self._in_columns(item, second=widest + 2 * space, width=width)) for item in items]
        blocks = [self._below(item, width) for item in items]
        return [tick(block, block.lines[0].above) for block in blocks]

    def _in_columns(self, item: list[str], *, second: int, width: int) -> tuple[Stack, int]:
        """The two languages beside one another, their first lines level; and where that baseline is."""
        beside = lines(item[1], self._type(ITEM_TOO), width=width - second) if len(item) > 1 else []
        row = Row([(0, line(item[0], self._type(ITEM))), *((second, each) for each in beside[:1])])
        rest = Text(beside[1:], width - second, "left")
        return Stack([row, Beside([(second, rest)])]), row.above

    def _below(self, item: list[str], width: int) -> Text:
        kinds = [self._type(ITEM), self._type(ITEM_TOO)]
        parts = [lines(text, kind, width=width) for text, kind in zip(item, kinds, strict=False)]
        return Text([each for part in parts for each in part], width, "left")

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

    def _time(self, width: int, align: Align) -> Block:
        issued = datetime.fromisoformat(self._sheet["issued_at"]).astimezone(ZoneInfo(self._sheet["time_zone"]))
        return Text.of(issued.strftime("%Y-%m-%d %H:%M"), self._type(TIME), width=width, align=align)

    def _words(self, key: str) -> dict[str, str]:
        return {language: words(language, key) for language in self._languages}

    def _texts(self, text: Words, first: Type, other: Type, *, width: int, align: Align = "centre") -> list[Block]:
        kinds = [self._type(first), self._type(other)]
        spoken = zip(self._spoken(text), kinds, strict=False)
        return [Text.of(each, kind, width=width, align=align) for each, kind in spoken]

    def _spoken(self, text: Words) -> list[str]:
        """A text in the ticket's languages, each wording once; in any language where it is in neither."""
        found = [text[language] for language in self._languages if text.get(language)]
        return list(dict.fromkeys(found)) or list(text.values())[:1]

    def _type(self, type: Type) -> Type:
        return type.scaled(self._scale)

    def _gap(self, designed: int) -> Gap:
        return Gap(self._dots(designed))

    def _dots(self, designed: int) -> int:
        return max(round(designed * self._scale), 1)


def _figure(text: str, type: Type, *, width: int) -> Line:
    """Capital letters and digits, which reach neither far up nor below their baseline, without the white around."""
    found = fitting(text, type, width=width)
    return replace(found, above=round(found.type.size * 0.82), below=round(found.type.size * 0.14))


def _range(low: int, high: int) -> str:
    return str(low) if low == high else f"{low}–{high}"

"""What every sheet of paper has in common: its width, its languages, its sizes, and things with a box to tick."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from config.catalogues import FIRST, words
from kiosk.blocks import Align, Beside, Block, Gap, Row, Stack, Text, Tick
from kiosk.lettering import Type, line, lines

DESIGNED_FOR = 576
"""Dots of an 80 mm printer; everything is given for it and scaled to others."""
MARGIN = 28
HALL, HALL_TOO = Type(36, bold=True), Type(30)
SERVICE, SERVICE_TOO = Type(46, bold=True), Type(34)
HEADING = Type(32, bold=True)
ITEM, ITEM_TOO = Type(33), Type(29)
NOTE, NOTE_TOO = Type(30), Type(27)
TIME = Type(28)

Sheet = Mapping[str, Any]
Words = Mapping[str, str]


class Composer:
    """Puts a sheet, as ``GET /api/v1/prints/{id}`` gives it, together from blocks, for a head ``width`` dots wide."""

    def __init__(self, sheet: Sheet, *, width: int) -> None:
        self._sheet = sheet
        self._scale = width / DESIGNED_FOR
        self._width = width - 2 * self._dots(MARGIN)
        self._languages = list(dict.fromkeys([FIRST, sheet["language"] or FIRST]))

    def _stacked(self, *parts: Block | None) -> Stack:
        """The parts below one another with air between them."""
        blocks: list[Block] = [self._gap(10)]
        for part in parts:
            if part is not None:
                blocks += [part, self._gap(14)]
        return Stack([*blocks, self._gap(14)])

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

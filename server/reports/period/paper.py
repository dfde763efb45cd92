"""The paper that reports are printed on: A4, the hall, the period and the page below, text in every script."""

from __future__ import annotations

from typing import Any, Literal

from fpdf import FPDF
from fpdf.enums import MethodReturnValue

from config.catalogues import words
from config.fonts import font_file, is_tibetan
from server.reports.period.heading import Heading

INK, DEEP, MUTE, LINE, GROUND = (18, 48, 59), (17, 75, 91), (74, 95, 103), (223, 216, 203), (247, 244, 238)
GOLD, RED, GREEN = (242, 167, 27), (166, 52, 44), (47, 125, 79)
MARGIN = 16.0
BOTTOM = 18.0
SIGNATURES = 32.0
OF_PAGES = "##"
"""Stands for the number of pages until it is known; as wide as two digits."""
SMALLEST = 8.5
"""Points: nothing is printed smaller."""
NO_BREAK_BEFORE = ",。;:?!、)》」』”’·…—%.,;:?!)་།"
NO_BREAK_AFTER = "(《「『“‘(·"
TSHEG = "\u0f0b"
BREAK = "\u200b"

Orientation = Literal["portrait", "landscape"]


class Paper(FPDF):
    """Millimetres. Colours and sizes are those of the hall's look, on white."""

    def __init__(self, heading: Heading, *, orientation: Orientation = "portrait") -> None:
        super().__init__(orientation=orientation, format="A4")
        self.heading = heading
        for style, weight in (("", 400), ("B", 700)):
            self.add_font("hans", style, font_file("hans", weight))  # type: ignore[arg-type]
            self.add_font("tibetan", style, font_file("tibetan", weight))  # type: ignore[arg-type]
        self.set_fallback_fonts(["tibetan"], exact_match=False)
        self.set_text_shaping(True)
        self.set_margins(MARGIN, MARGIN)
        self.set_auto_page_break(True, BOTTOM)
        self.set_title(f"{heading.hall} {heading.title}")
        self.set_subject(heading.period)
        self.set_lang(heading.language)
        self.alias_nb_pages(OF_PAGES)
        self.set_draw_color(*LINE)
        self.write_in()

    def write_in(self, size: float = 10, *, bold: bool = False, colour: tuple[int, int, int] = INK) -> None:
        """Sets how the next text looks. ``size`` in points."""
        self.set_font("hans", "B" if bold else "", max(size, SMALLEST))
        self.set_text_color(*colour)

    def footer(self) -> None:
        heading = self.heading
        self.set_y(-12)
        self.write_in(9, colour=MUTE)
        page = words(heading.language, "reports.page", page=self.page_no(), of=OF_PAGES)
        third = self.epw / 3
        self.cell(third, 5, heading.hall)
        self.cell(third, 5, f"{heading.title} · {heading.period}", align="C")
        self.cell(third, 5, page, align="R")
        self.write_in()

    def title_block(self) -> None:
        """What it is, whose and of when, over a line of gold."""
        heading = self.heading
        self.write_in(13, colour=MUTE)
        self.cell(0, 7, heading.hall, new_x="LMARGIN", new_y="NEXT", align="C")
        self.write_in(22, bold=True, colour=DEEP)
        self.cell(0, 12, heading.title, new_x="LMARGIN", new_y="NEXT", align="C")
        self.write_in(11)
        self.cell(0, 7, f"{heading.period}  ·  {heading.made_on}", new_x="LMARGIN", new_y="NEXT", align="C")
        self.set_fill_color(*GOLD)
        self.rect(self.l_margin, self.get_y() + 1.5, self.epw, 0.8, style="F")
        self.ln(5)

    def has_room(self, height: float) -> bool:
        """Whether so many millimetres are left on this page."""
        return not self.will_page_break(height)

    def turn_page(self) -> None:
        """A new page that lies as this one does."""
        self.add_page(orientation="portrait" if self.w < self.h else "landscape")

    def section(self, title: str, *, needs: float = 30) -> None:
        """A heading that stays with ``needs`` millimetres of what follows."""
        if not self.has_room(needs):
            self.turn_page()
        self.ln(2)
        self.write_in(13, bold=True, colour=DEEP)
        self.cell(0, 8, title, new_x="LMARGIN", new_y="NEXT")
        self.write_in()

    def paragraph(self, text: str, *, size: float = 10, colour: tuple[int, int, int] = INK) -> None:
        self.write_in(size, colour=colour)
        self.multi_cell(0, size * 0.56, breakable(text), new_x="LMARGIN", new_y="NEXT", align="L")
        self.write_in()

    def signatures(self) -> None:
        """Three lines to sign, a day and the place of the seal, together on one page."""
        if not self.has_room(SIGNATURES):
            self.turn_page()
        language = self.heading.language
        self.set_y(max(self.get_y() + 2, self.h - BOTTOM - SIGNATURES + 2))
        third = self.epw / 3
        top = self.get_y()
        for place, who in enumerate(("filled_in_by", "checked_by", "responsible")):
            self._line_to_sign(words(language, f"reports.{who}"), self.l_margin + place * third, top + 10, third - 8)
        day = words(language, "reports.signed_on")
        self._line_to_sign(day, self.l_margin + 2 * third, top + 24, third - 8)
        self.set_xy(self.l_margin, top + 19)
        self.write_in(11, colour=MUTE)
        self.cell(third, 5, words(language, "reports.seal"))
        self.write_in()

    def _line_to_sign(self, what: str, x: float, y: float, width: float) -> None:
        self.write_in(11)
        self.text(x, y, what)
        start = x + self.get_string_width(what) + 3
        self.set_draw_color(*INK)
        self.line(start, y + 1, x + width, y + 1)
        self.set_draw_color(*LINE)

    def lines_of(self, text: str, width: float, height: float) -> list[str]:
        """The text as it breaks into lines of a width."""
        if not text:
            return []
        lines: Any = self.multi_cell(
            width, height, breakable(text), align="L", dry_run=True, output=MethodReturnValue.LINES
        )
        return [str(line) for line in lines]


def breakable(text: str) -> str:
    """The text with the places at which Chinese and Tibetan lines may break: between characters, after a tsheg."""
    parts: list[str] = []
    for character, following in zip(text, text[1:] + "\n", strict=False):
        parts.append(character)
        if _may_break(character, following):
            parts.append(BREAK)
    return "".join(parts)


def _may_break(character: str, following: str) -> bool:
    if following in NO_BREAK_BEFORE or character in NO_BREAK_AFTER or following.isspace() or character.isspace():
        return False
    if is_tibetan(character):
        return character == TSHEG and following != TSHEG
    return _is_wide(character) or _is_wide(following)


def _is_wide(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\uffef"

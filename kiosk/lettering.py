"""Letters in dots: measures and draws a line whose characters may come from several typefaces."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import groupby

from PIL import Image, ImageDraw, ImageFont

from config.fonts import Family, font_file, is_tibetan
from kiosk.wrapping import pieces, wrapped

BLACK, WHITE = 0, 1
SMALLEST = 12


@dataclass(frozen=True)
class Type:
    """A size in dots, regular or bold."""

    size: int
    bold: bool = False

    def scaled(self, factor: float) -> Type:
        return Type(max(round(self.size * factor), 8), self.bold)


@dataclass(frozen=True)
class Line:
    """One line of text; ``above`` and ``below`` are the dots it takes from its baseline up and down."""

    text: str
    type: Type
    width: int
    above: int
    below: int

    @property
    def height(self) -> int:
        return self.above + self.below

    def draw(self, on: ImageDraw.ImageDraw, left: int, top: int) -> None:
        """Draws the line with its upper left corner there."""
        x = float(left)
        for text, tibetan in _runs(self.text):
            font = _font("tibetan" if tibetan else "hans", self.type)
            on.text((round(x), top + self.above), text, font=font, fill=BLACK, anchor="ls", language=_tag(tibetan))
            x += font.getlength(text, language=_tag(tibetan))


@lru_cache(maxsize=4096)
def line(text: str, type: Type) -> Line:
    """Measures a text as one line: the line spacing of its script, and more where its letters reach further."""
    width, above, below = 0.0, 0, 0
    for run, tibetan in _runs(text):
        font = _font("tibetan" if tibetan else "hans", type)
        _, top, _, bottom = font.getbbox(run, anchor="ls", language=_tag(tibetan))
        # LOOK: Tibetan 1.6, the others 1.3; most of a Tibetan letter hangs below its head.
        usual_above, usual_below = (0.95, 0.65) if tibetan else (0.98, 0.32)
        above = max(above, round(type.size * usual_above), -int(top) + 1)
        below = max(below, round(type.size * usual_below), int(bottom) + 1)
        width += font.getlength(run, language=_tag(tibetan))
    return Line(text, type, int(width + 0.999), above, below)


def lines(text: str, type: Type, *, width: int) -> list[Line]:
    """The text in as few lines as its width allows, these about equally long; a line break in it is kept."""
    return [each for part in text.split("\n") for each in _balanced(part, type, width)]


def fitting(text: str, type: Type, *, width: int) -> Line:
    """One line as large as the width allows, at most of that type."""
    found = line(text, type)
    while found.width > width and type.size > SMALLEST:
        type = Type(min(type.size - 1, type.size * width // found.width), type.bold)
        found = line(text, type)
    return found


def _balanced(text: str, type: Type, width: int) -> list[Line]:
    def at(limit: int) -> list[str]:
        return wrapped(text, lambda part: line(part, type).width <= limit)

    least = len(at(width))
    longest = max((line(piece.rstrip(), type).width for piece in pieces(text)), default=0)
    low, high = max(width // (least + 1), min(longest, width) - 1), width
    while least > 1 and high - low > type.size // 2:
        middle = (low + high) // 2
        low, high = (low, middle) if len(at(middle)) == least else (middle, high)
    return [line(part, type) for part in at(high)]


def blank(width: int, height: int) -> tuple[Image.Image, ImageDraw.ImageDraw]:
    """White paper, one bit a dot."""
    paper = Image.new("1", (width, height), WHITE)
    drawing = ImageDraw.Draw(paper)
    drawing.fontmode = "1"
    return paper, drawing


def _runs(text: str) -> list[tuple[str, bool]]:
    """The text in stretches of one typeface; a space stays with what stands before it."""
    kinds: list[bool] = []
    for character in text:
        kinds.append(kinds[-1] if character.isspace() and kinds else is_tibetan(character))
    grouped = groupby(zip(text, kinds, strict=True), key=lambda pair: pair[1])
    return [("".join(character for character, _ in run), tibetan) for tibetan, run in grouped]


def _tag(tibetan: bool) -> str:
    return "bo" if tibetan else "zh-CN"


@cache
def _font(family: Family, type: Type) -> ImageFont.FreeTypeFont:
    # The thin strokes of a regular Tibetan letter are a single dot here, which a worn head loses.
    bold = type.bold or family == "tibetan"
    return ImageFont.truetype(font_file(family, 700 if bold else 400), type.size, layout_engine=ImageFont.Layout.RAQM)

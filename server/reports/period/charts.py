"""The charts of a printed report, drawn as lines and areas so that they are sharp at any size."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from math import ceil, floor, log10

from server.reports.period.paper import DEEP, GOLD, INK, LINE, MUTE, Paper

LABEL = 8.5
"""Points."""
STEPS = 5
"""Lines of a chart at most, above its ground."""
QUARTERS = 4


@dataclass(frozen=True)
class Frame:
    """Where a chart stands: left, top, width and height in millimetres."""

    x: float
    y: float
    width: float
    height: float

    @property
    def bottom(self) -> float:
        return self.y + self.height


def levels(most: float) -> tuple[float, int]:
    """The step between the lines of an axis up to ``most``, 1, 2 or 5 times a power of ten, and how many there are."""
    if most <= 0:
        return 1.0, 1
    step = 10.0 ** (floor(log10(most)) - 1)
    while ceil(most / step) > STEPS:
        step *= 2.5 if f"{step:e}".startswith("2") else 2
    return step, ceil(most / step)


def columns(
    paper: Paper,
    frame: Frame,
    title: str,
    labels: Sequence[str],
    values: Sequence[float | None],
    tell: Callable[[float], str],
) -> None:
    """A column for each label, its value above it; none where there is no value."""
    plot, top = _grid(paper, frame, title, max((value or 0 for value in values), default=0))
    each = plot.width / max(len(labels), 1)
    for place, (label, value) in enumerate(zip(labels, values, strict=True)):
        x = plot.x + place * each
        if value is not None:
            high = plot.height * value / top
            paper.set_fill_color(*DEEP)
            paper.rect(x + each * 0.2, plot.bottom - high, each * 0.6, high, style="F")
            _text(paper, tell(value), x + each / 2, plot.bottom - high - 1)
        _text(paper, label, x + each / 2, plot.bottom + 4.5)


def lines(
    paper: Paper, frame: Frame, title: str, labels: Sequence[str], series: Sequence[tuple[str, Sequence[float]]]
) -> None:
    """One line a series, from the first day to the last; the first dark, the second gold.

    The second is the thinner one, so that both are seen where they lie upon each other.
    """
    plot, top = _grid(paper, frame, title, max((value for _, values in series for value in values), default=0))
    each = plot.width / max(len(labels), 1)
    for (name, values), colour, width, place in zip(series, (DEEP, GOLD), (1.4, 0.6), range(2), strict=False):
        points = [
            (plot.x + (n + 0.5) * each, plot.bottom - plot.height * value / top) for n, value in enumerate(values)
        ]
        paper.set_draw_color(*colour)
        paper.set_line_width(width)
        paper.polyline(points)
        paper.set_line_width(0.2)
        paper.set_fill_color(*colour)
        for x, y in points:
            paper.circle(x, y, width, style="F")
        x = frame.x + frame.width - 36 + place * 18
        paper.rect(x, frame.y + 2.2, 5, 1.2, style="F")
        paper.write_in(LABEL, colour=MUTE)
        paper.text(x + 6, frame.y + 4, name)
    paper.set_draw_color(*LINE)
    step = max(ceil(len(labels) / (plot.width / 11)), 1)
    for n in range(0, len(labels), step):
        _text(paper, labels[n], plot.x + (n + 0.5) * each, plot.bottom + 4.5)


def intervals(
    paper: Paper, frame: Frame, title: str, labels: Sequence[str], shares: Sequence[tuple[float, float, float]]
) -> None:
    """A share with its interval on a line from 0 to 100 % for each label: where few rated, the bar is long."""
    _title(paper, frame, title)
    names = min(44.0, frame.width * 0.35)
    plot = Frame(frame.x + names, frame.y + 9, frame.width - names - 16, frame.height - 15)
    each = plot.height / max(len(labels), 1)
    for step in range(QUARTERS + 1):
        x = plot.x + plot.width * step / QUARTERS
        paper.line(x, plot.y, x, plot.bottom)
        _text(paper, f"{step / QUARTERS:.0%}", x, plot.bottom + 4)
    for place, (label, (share, low, high)) in enumerate(zip(labels, shares, strict=True)):
        y = plot.y + (place + 0.5) * each
        paper.set_fill_color(143, 181, 190)
        paper.rect(plot.x + plot.width * low, y - 1.2, plot.width * (high - low), 2.4, style="F")
        paper.set_fill_color(*DEEP)
        paper.circle(plot.x + plot.width * share, y, 1.3, style="F")
        paper.write_in(9)
        paper.text(frame.x, y + 1.2, _cut(paper, label, names - 3))
        paper.text(plot.x + plot.width + 3, y + 1.2, f"{share:.1%}")
    paper.write_in()


def _grid(paper: Paper, frame: Frame, title: str, most: float) -> tuple[Frame, float]:
    """The title and the level lines; gives the area of the plot and the value at its top."""
    _title(paper, frame, title)
    plot = Frame(frame.x + 12, frame.y + 11, frame.width - 12, frame.height - 18)
    step, count = levels(most)
    paper.set_draw_color(*LINE)
    for level in range(count + 1):
        y = plot.bottom - plot.height * level / count
        paper.line(plot.x, y, plot.x + plot.width, y)
        paper.write_in(LABEL, colour=MUTE)
        told = f"{step * level:g}"
        paper.text(plot.x - paper.get_string_width(told) - 1.5, y + 1, told)
    return plot, step * count


def _title(paper: Paper, frame: Frame, title: str) -> None:
    paper.write_in(10.5, bold=True, colour=INK)
    paper.text(frame.x, frame.y + 4, title)


def _text(paper: Paper, text: str, middle: float, y: float) -> None:
    paper.write_in(LABEL, colour=INK)
    paper.text(middle - paper.get_string_width(text) / 2, y, text)


def _cut(paper: Paper, text: str, width: float) -> str:
    """The text, shortened where it is wider than ``width``."""
    if paper.get_string_width(text) <= width:
        return text
    while text and paper.get_string_width(f"{text}…") > width:
        text = text[:-1]
    return f"{text}…"

"""The pictures of the pages on paper: an outline icon becomes dots, drawn from the same file that the pages show."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

from fontTools.pens.recordingPen import DecomposingRecordingPen
from fontTools.svgLib.path import parse_path
from PIL import Image, ImageDraw

from config.fonts import PACKAGES

FOLDER = PACKAGES / "@tabler" / "icons" / "icons" / "outline"
DEFAULT = "file-text"
VIEW = 24
"""Units of an icon's side."""
STROKE = 2.0
FINER = 4
"""Drawn so many times larger first, so that the curves are smooth."""
STEPS = 12

Point = tuple[float, float]


@lru_cache(maxsize=200)
def icon(name: str, *, side: int) -> Image.Image:
    """The icon as a square of dots, 1 is black; a sheet of paper for an icon that does not exist."""
    size = side * FINER
    scale = size / VIEW
    large = Image.new("L", (size, size), 0)
    pen = ImageDraw.Draw(large)
    width = round(STROKE * scale)
    for line in _lines(name):
        points = [(x * scale, y * scale) for x, y in line]
        pen.line(points, fill=255, width=width, joint="curve")
        for x, y in (points[0], points[-1]):
            pen.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=255)
    return large.resize((side, side), Image.Resampling.LANCZOS).point(lambda grey: 255 * (grey > 110)).convert("1")


def _lines(name: str) -> list[list[Point]]:
    """The strokes of an icon, curves taken apart into short lines."""
    file = FOLDER / f"{name}.svg"
    if not file.exists():
        file = FOLDER / f"{DEFAULT}.svg"
    recorded = DecomposingRecordingPen({})
    for path in re.findall(r'<path[^>]*?\sd="([^"]+)"[^>]*>', file.read_text("utf-8")):
        if path != "M0 0h24v24H0z":
            parse_path(path, recorded)
    lines: list[list[Point]] = []
    for command, points in recorded.value:
        if command == "moveTo":
            lines.append([points[0]])
        elif command == "lineTo":
            lines[-1].append(points[0])
        elif command in ("curveTo", "qCurveTo"):
            lines[-1] += _curve([lines[-1][-1], *points])
        elif command == "closePath":
            lines[-1].append(lines[-1][0])
    return lines


def _curve(points: list[Point]) -> list[Point]:
    """Points along a Bézier curve of any degree (de Casteljau), without its first."""
    return [_at(points, step / STEPS) for step in range(1, STEPS + 1)]


def _at(points: list[Point], t: float) -> Point:
    while len(points) > 1:
        points = [((1 - t) * x + t * to_x, (1 - t) * y + t * to_y) for (x, y), (to_x, to_y) in pairwise(points)]
    return points[0]

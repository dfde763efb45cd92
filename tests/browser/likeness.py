"""Whether two pictures show the same: a block that moved is seen, another hinting of the same letters is not.

Both are looked at from a little way off, three pixels of the page in one, where a letter's edge is a grey and no shape.
A point is alike when the other picture has its like there or one point beside it; where in a cell of 10 × 10 points too
many are alike nowhere, the cell is different. That is asked both ways, or what went away would not be missed. A few
such cells come of letters alone; a block of words that is 16 pixels elsewhere makes more.
"""

from __future__ import annotations

from PIL import Image, ImageChops, ImageStat

SHRUNK = 3
COLOURS = 64
CELL = 10
ALIKE = 40
"""Levels of 255 by which a point's grey may differ."""

SHARE = 0.2
"""Of a cell's points, so many may be alike nowhere."""

FEW = 4
"""Cells that differ and mean nothing."""

BESIDE = [(x, y) for x in (-1, 0, 1) for y in (-1, 0, 1)]


def from_afar(picture: Image.Image) -> Image.Image:
    """As it is kept: small, and in few colours."""
    small = picture.convert("RGB").resize(
        (picture.width // SHRUNK, picture.height // SHRUNK), resample=Image.Resampling.BOX
    )
    return small.quantize(COLOURS, method=Image.Quantize.MEDIANCUT, dither=Image.Dither.NONE)


def different_cells(one: Image.Image, other: Image.Image) -> list[tuple[int, int]]:
    """The columns and rows of the cells in which two pictures that were looked at from afar differ."""
    if one.size != other.size:
        return [(-1, -1)]
    first, second = (each.convert("RGB") for each in (one, other))
    apart = ImageChops.lighter(_nowhere_in(first, second), _nowhere_in(second, first))
    cells = []
    for top in range(0, apart.height, CELL):
        for left in range(0, apart.width, CELL):
            cell = apart.crop((left, top, min(left + CELL, apart.width), min(top + CELL, apart.height)))
            if ImageStat.Stat(cell).mean[0] > 255 * SHARE:
                cells.append((left // CELL, top // CELL))
    return cells


def _nowhere_in(picture: Image.Image, other: Image.Image) -> Image.Image:
    """White where a point of the picture has its like neither there nor beside it in the other."""
    nearest: Image.Image | None = None
    for x, y in BESIDE:
        difference = ImageChops.difference(picture, _moved(other, x, y))
        red, green, blue = difference.split()
        most = ImageChops.lighter(ImageChops.lighter(red, green), blue)
        nearest = most if nearest is None else ImageChops.darker(nearest, most)
    assert nearest is not None
    return nearest.point([255 if level > ALIKE else 0 for level in range(256)])


def _moved(picture: Image.Image, x: int, y: int) -> Image.Image:
    """The picture so many points to the right and down, its edge repeated."""
    moved = picture.copy()
    moved.paste(picture, (x, y))
    return moved

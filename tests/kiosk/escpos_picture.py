"""Reads what a printer was sent back into a picture, as the printer itself would."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from PIL import Image

INITIALISE = b"\x1b@"
RASTER = b"\x1dv0"
CUT_AFTER_FEED = b"\x1dVB"


@dataclass(frozen=True)
class Printout:
    """What came out of the printer. In ``dots``, rows from the top, True is black."""

    dots: np.ndarray
    cuts: int

    @property
    def picture(self) -> Image.Image:
        return Image.fromarray(np.where(self.dots, 0, 255).astype(np.uint8))


def printed(data: bytes) -> Printout:
    """Raises ValueError for a command that a ticket has no need of, text above all."""
    bands: list[np.ndarray] = []
    cuts = at = 0
    while at < len(data):
        if data.startswith(INITIALISE, at):
            at += 2
        elif data.startswith(RASTER, at):
            width = int.from_bytes(data[at + 4 : at + 6], "little")
            height = int.from_bytes(data[at + 6 : at + 8], "little")
            at += 8
            rows = np.frombuffer(data[at : at + width * height], np.uint8).reshape(height, width)
            bands.append(np.unpackbits(rows, axis=1).astype(bool))
            at += width * height
        elif data.startswith(CUT_AFTER_FEED, at):
            cuts += 1
            at += 4
        else:
            raise ValueError(f"no command of a ticket at {at}: {data[at : at + 8]!r}")
    return Printout(np.vstack(bands), cuts)

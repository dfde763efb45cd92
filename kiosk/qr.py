"""A QR code in dots."""

from __future__ import annotations

import segno
from PIL import Image

QUIET_MODULES = 2
"""The white around it on the ticket makes up the rest of the four that the standard asks for."""
SMALLEST_MODULE = 3
"""Dots; 0.4 mm, below which cheap telephones give up."""


def qr_code(text: str, *, at_most: int) -> Image.Image:
    """The code with a narrow quiet zone, at most so many dots wide if that can be; 1 is black."""
    code = segno.make_qr(text, error="m")
    modules = int(code.symbol_size(border=QUIET_MODULES)[0])
    side = modules * max(at_most // modules, SMALLEST_MODULE)
    dark = bytes(255 if module else 0 for row in code.matrix_iter(border=QUIET_MODULES) for module in row)
    return Image.frombytes("L", (modules, modules), dark).resize((side, side), Image.Resampling.NEAREST).convert("1")

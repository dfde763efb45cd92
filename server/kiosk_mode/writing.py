"""Fills in the templates beside this module and writes them into a folder."""

from __future__ import annotations

import json
import shlex
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

Kind = Literal["debian", "android"]
Rotation = Literal["none", "left", "right"]

TEMPLATES = Path(__file__).parent
TRANSFORMS: dict[Rotation, str] = {"none": "normal", "left": "90", "right": "270"}
"""The output's transform by which way the panel hangs, as wlr-randr names it."""
MATRICES: dict[Rotation, str] = {"none": "1 0 0 0 1 0", "left": "0 -1 1 1 0 0", "right": "0 1 0 -1 0 1"}
"""How libinput turns touches with it (LIBINPUT_CALIBRATION_MATRIX)."""
RUNNABLE = frozenset({"install", "start-page"})


class BadAddress(ValueError):
    """The address is none that a page of the hall can have."""


def write(folder: Path, *, page: str, kind: Kind, rotation: Rotation) -> list[Path]:
    """Writes the files and gives their paths. Raises BadAddress, and OSError when the folder cannot be written to."""
    origin = _origin(page)
    values = {
        "page_for_sh": shlex.quote(page),
        "page_in_json": json.dumps(page),
        "page": page,
        "origin_in_json": json.dumps(origin),
        "transform": TRANSFORMS[rotation],
        "matrix": MATRICES[rotation],
    }
    folder.mkdir(parents=True, exist_ok=True)
    written = []
    for template in sorted((TEMPLATES / kind).iterdir()):
        text = template.read_text("utf-8")
        for name, value in values.items():
            text = text.replace(f"@{name}@", value)
        file = folder / template.name
        file.write_text(text, "utf-8")
        file.chmod(0o755 if file.name in RUNNABLE else 0o644)
        written.append(file)
    return written


def _origin(page: str) -> str:
    parts = urlsplit(page)
    plain = page.isascii() and page.isprintable() and not set(page) & set(" \"'<>\\`$")
    if not plain or parts.scheme not in ("http", "https") or not parts.hostname:
        raise BadAddress(f"{page!r} is no address of a page, such as http://192.168.1.10:8000/kiosk/")
    if parts.fragment:
        raise BadAddress("give the address without #…: a device gets its key by pairing, not from a file")
    return f"{parts.scheme}://{parts.netloc}"

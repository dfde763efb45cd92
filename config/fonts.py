"""The typefaces of pages, tickets and reports: where their files are, and small parts of them for pages.

``python -m config.fonts OUT.woff2 FAMILY WEIGHT`` writes a WOFF2 file with the characters that come on standard
input; the hub runs it as a child process, since cutting a font of 8 MB is seconds of pure computing.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path
from typing import Literal, get_args

Family = Literal["hans", "tibetan"]
Weight = Literal[400, 700]

PACKAGES = Path(__file__).resolve().parent.parent / "node_modules"
"""In a checkout npm puts them there; in the wheel they stand in the same place beside the packages."""

FILES: dict[tuple[Family, Weight], Path] = {
    ("hans", 400): PACKAGES / "@embedpdf/fonts-sc/fonts/NotoSansHans-Regular.otf",
    ("hans", 700): PACKAGES / "@embedpdf/fonts-sc/fonts/NotoSansHans-Bold.otf",
    ("tibetan", 400): PACKAGES / "@expo-google-fonts/noto-serif-tibetan/400Regular/NotoSerifTibetan_400Regular.ttf",
    ("tibetan", 700): PACKAGES / "@expo-google-fonts/noto-serif-tibetan/700Bold/NotoSerifTibetan_700Bold.ttf",
}

FEATURES: dict[Family, list[str]] = {
    # Vertical writing and the alternates of every character would make the part several times larger.
    "hans": ["ccmp", "locl", "liga", "kern", "palt", "halt"],
    "tibetan": ["*"],
}


def font_file(family: Family, weight: Weight = 400) -> Path:
    """The whole font. Raises FileNotFoundError with what to do."""
    path = FILES[family, weight]
    if not path.exists():
        raise FileNotFoundError(f"{path} is missing; run `npm ci` where package.json is")
    return path


def is_tibetan(character: str) -> bool:
    """Whether a character stands in the Tibetan font."""
    return "\u0f00" <= character <= "\u0fff"


def subset(characters: str, family: Family, weight: Weight) -> bytes:
    """A WOFF2 font with just these characters, as far as the font has them; the same bytes for the same input."""
    # Imported here: fontTools takes longer to import than a ticket takes to draw.
    from fontTools.subset import Options, Subsetter
    from fontTools.ttLib import TTFont

    options = Options()
    options.layout_features = FEATURES[family]
    options.hinting = False
    options.recalc_timestamp = False
    options.notdef_outline = True
    with TTFont(font_file(family, weight), lazy=True, recalcTimestamp=False) as font:
        subsetter = Subsetter(options)
        subsetter.populate(text=characters)
        subsetter.subset(font)
        font.flavor = "woff2"
        written = io.BytesIO()
        font.save(written)
    return written.getvalue()


def main(arguments: list[str]) -> int:
    known = {family: family for family in get_args(Family)}
    weights = {str(weight): weight for weight in get_args(Weight)}
    if len(arguments) != 3 or arguments[1] not in known or arguments[2] not in weights:
        sys.stderr.write("usage: python -m config.fonts OUT.woff2 hans|tibetan 400|700 < CHARACTERS\n")
        return 2
    out = Path(arguments[0])
    part = out.with_name(f"{out.name}.{os.getpid()}.part")
    part.write_bytes(subset(sys.stdin.buffer.read().decode(), known[arguments[1]], weights[arguments[2]]))
    part.replace(out)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""Small fonts: of each page's typefaces just the characters that the page can show.

The whole Chinese font is 8 MB and a hall's network is slow. A page's catalogue and its hall's own names need a few
hundred characters; only a character nobody foresaw makes the browser fetch the whole font.
"""

from __future__ import annotations

import hashlib
import string
import subprocess
import sys
from collections.abc import Callable, Iterable
from pathlib import Path

from config.fonts import Family
from server.concurrency import Threads

FAMILIES: tuple[Family, ...] = ("hans", "tibetan")
WEIGHTS = (400, 700)
RANGE: dict[Family, str] = {"hans": "U+0-EFF, U+1000-2FFFF", "tibetan": "U+F00-FFF"}
LOCAL: dict[Family, tuple[str, ...]] = {
    "hans": ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC"),
    "tibetan": ("Noto Serif Tibetan",),
}
ALWAYS = string.printable.strip() + " ·…—–、。,;:?!“”‘’《》()「」×≈°"
SECONDS = 60


class Typefaces:
    """Makes each subset once, in a child process, and keeps it in ``cache`` by what is in it."""

    def __init__(self, *, cache: Path, threads: Threads) -> None:
        self._cache = cache
        self._threads = threads
        self._making = threads.lock()

    def subset(self, texts: Iterable[str], family: Family, weight: int) -> Path:
        """The WOFF2 file with the characters of ``texts`` that belong to ``family``."""
        characters = _of_family(family, texts)
        name = hashlib.sha256(f"{family}{weight}{characters}".encode()).hexdigest()[:24]
        made = self._cache / f"{name}.woff2"
        if not made.exists():
            with self._making:
                if not made.exists():
                    self._threads.off_loop(lambda: self._make(made, characters, family, weight))
        return made

    def _make(self, made: Path, characters: str, family: Family, weight: int) -> None:
        self._cache.mkdir(parents=True, exist_ok=True)
        command = [sys.executable, "-m", "config.fonts", str(made), family, str(weight)]
        subprocess.run(command, input=characters.encode(), check=True, timeout=SECONDS)


def stylesheet(page: str, texts_of: Callable[[Family], Iterable[str]], *, families: Iterable[Family] = FAMILIES) -> str:
    """The ``@font-face`` rules of a page that shows these texts: a font of the computer, else the subset.

    Of two faces of one family the later counts for the characters in its range, so the whole font, which stands
    first, is fetched only for a character outside of it.
    """
    rules = []
    for family in families:
        span = ", ".join(f"U+{ord(character):X}" for character in _of_family(family, texts_of(family)))
        for weight in WEIGHTS:
            local = ", ".join(f'local("{name}{" Bold" if weight == 700 else ""}")' for name in LOCAL[family])
            face = f'font-family: "jiaohao {family}"; font-weight: {weight}; font-display: swap'
            whole = f"/vendor/fonts/{family}-{weight}"
            rules.append(f'@font-face {{ {face}; src: {local}, url("{whole}"); unicode-range: {RANGE[family]}; }}')
            small = f"/fonts/{page}/{family}-{weight}.woff2"
            rules.append(f'@font-face {{ {face}; src: {local}, url("{small}"); unicode-range: {span}; }}')
    return "\n".join(rules)


def _of_family(family: Family, texts: Iterable[str]) -> str:
    known = set(ALWAYS).union(*texts)
    tibetan = {c for c in known if "\u0f00" <= c <= "\u0fff"}
    chosen = tibetan | {"\u0f0b", "\u0f0d"} if family == "tibetan" else known - tibetan
    return "".join(sorted(c for c in chosen if c.isprintable()))

"""How people type what they are looking for: Chinese by the first letters of its pinyin, or by all of it.

The readings are worked out in a child process, ``python -m config.pinyin``: pypinyin's dictionary of phrases, which
knows that 银行 is yinhang and 行走 is xingzou, takes 57 MB and a second to load, and a hub needs it once a service.
"""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from collections.abc import Iterable
from pathlib import Path

SECONDS = 60
PACKAGES = Path(__file__).resolve().parent.parent

_known: dict[str, tuple[str, str]] = {}
_learning = threading.Lock()


def learn(texts: Iterable[str]) -> None:
    """Finds the readings of those texts that are not known yet. Beside eventlet the hub goes on meanwhile."""
    with _learning:
        new = sorted({plain for plain in map(_plain, texts) if not plain.isascii()} - _known.keys())
        if not new:
            return
        command = [sys.executable, "-m", "config.pinyin"]
        asked = json.dumps(new).encode()
        done = subprocess.run(command, input=asked, stdout=subprocess.PIPE, cwd=PACKAGES, check=True, timeout=SECONDS)
        _known.update(zip(new, map(tuple, json.loads(done.stdout)), strict=True))


def search_text(texts: Iterable[str]) -> str:
    """All spellings of all texts, each once and set apart by a bar, for a plain substring search."""
    texts = list(texts)
    learn(texts)
    return "|".join(dict.fromkeys(spelling for text in texts for spelling in _spellings(text)))


def _spellings(text: str) -> tuple[str, ...]:
    """What finds a text: itself in small letters, its pinyin initials and its pinyin: 户籍, ``hj``, ``huji``."""
    return (text.lower(), *_known.get(_plain(text), ()))


def _plain(text: str) -> str:
    return "".join(text.split()).lower()


def main() -> None:
    """A JSON list of texts in, a list of their initials and readings out."""
    from pypinyin import Style, lazy_pinyin

    readings = [
        ("".join(lazy_pinyin(text, style=Style.FIRST_LETTER)).lower(), "".join(lazy_pinyin(text)).lower())
        for text in json.loads(sys.stdin.buffer.read())
    ]
    sys.stdout.write(json.dumps(readings))


if __name__ == "__main__":
    main()

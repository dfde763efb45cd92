"""How people type what they are looking for: Chinese by the first letters of its pinyin, or by all of it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache

from pypinyin import Style, lazy_pinyin


@cache
def spellings(text: str) -> tuple[str, ...]:
    """What finds a text: itself in small letters, its pinyin initials and its pinyin: 户籍, ``hj``, ``huji``."""
    plain = "".join(text.split()).lower()
    if plain.isascii():
        return (text.lower(),)
    initials = "".join(lazy_pinyin(plain, style=Style.FIRST_LETTER)).lower()
    return tuple(dict.fromkeys((text.lower(), initials, "".join(lazy_pinyin(plain)).lower())))


def search_text(texts: Iterable[str]) -> str:
    """All spellings of all texts, each once and set apart by a bar, for a plain substring search."""
    return "|".join(dict.fromkeys(spelling for text in texts for spelling in spellings(text)))

"""Numbers as they are said aloud, each as (word, clip) pairs so that text and recorded clips cannot drift apart.

A clip is named by the figure it says: ``0`` to ``9``, in Chinese also ``幺 十 百 千``, in English ``10`` to ``19``,
``20``, ``30`` ... ``90``, ``hundred`` and ``and``.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Literal

One = Literal["yi", "yao"]
Said = tuple[str, str]
"""A word and the name of the clip that says it."""

CHINESE_DIGITS = "零一二三四五六七八九"
CHINESE_UNITS = ("", "十", "百", "千")
ENGLISH_DIGITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
ENGLISH_TEENS = (
    "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen",
)  # fmt: skip
ENGLISH_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")


def chinese_digit(digit: str, one: One) -> Said:
    """One digit of a number that is read digit by digit; 1 is 一, or 幺 where the hall wants it as on the telephone."""
    if digit == "1" and one == "yao":
        return "幺", "幺"
    return CHINESE_DIGITS[int(digit)], digit


def chinese_number(value: int) -> Iterator[Said]:
    """A number from 0 to 9999: 12 → 十二, 103 → 一百零三, 1010 → 一千零一十."""
    if value == 0:
        yield "零", "0"
        return
    figures = str(value)
    gap = False
    for place, figure in enumerate(figures):
        unit = CHINESE_UNITS[len(figures) - place - 1]
        if figure == "0":
            gap = True
            continue
        if gap:
            yield "零", "0"
            gap = False
        # 十二, not 一十二, but 一百一十二.
        if not (unit == "十" and place == 0 and figure == "1"):
            yield CHINESE_DIGITS[int(figure)], figure
        if unit:
            yield unit, unit


def english_digit(digit: str) -> Said:
    return ENGLISH_DIGITS[int(digit)], digit


def english_number(value: int) -> Iterator[Said]:
    """A number from 0 to 999: 12 → twelve, 23 → twenty-three (two clips), 103 → one hundred and three."""
    hundreds, rest = divmod(value, 100)
    if hundreds:
        yield english_digit(str(hundreds))
        yield "hundred", "hundred"
        if rest:
            yield "and", "and"
    if rest >= 20:
        tens, ones = divmod(rest, 10)
        yield ENGLISH_TENS[tens], f"{tens}0"
        if ones:
            yield english_digit(str(ones))
    elif rest >= 10:
        yield ENGLISH_TEENS[rest - 10], str(rest)
    elif rest or not hundreds:
        yield english_digit(str(rest))

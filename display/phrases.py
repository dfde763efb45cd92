"""How a call (叫号) is worded, and of which recorded clips it could be made. Pure: no sound, no clock, no state.

The sentence is the catalogue's (``speech.call``); this module fills in the ticket's number, read digit by digit, and
the window, read as a number. The sentence's own words become clips as well: ``speech.call_clips`` is the same
sentence with its words set apart by ``|``, so a language is added by a catalogue and, if its numbers are to be said
in words, a reader here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass

from config.catalogues import FIRST, LANGUAGES, words
from display.numerals import One, Said, chinese_digit, chinese_number, english_digit, english_number


@dataclass(frozen=True)
class Phrase:
    """One call in one language: its text, and the names of the recorded clips that would say it, in order."""

    language: str
    text: str
    tokens: tuple[str, ...]


def call_phrase(number: str, window: str, language: str, *, one: One = "yi") -> Phrase:
    """The call of a ticket to a window, e.g. 请A零零一号到三号窗口办理 for ``A001`` and ``3``.

    A numeric window is said as a number; another (``VIP``, ``3A``) is spelled. ``one`` says how Chinese reads the
    digit 1 where it goes digit by digit. A language without a catalogue is called in Chinese, and says so in
    ``Phrase.language``.
    """
    if not (LANGUAGES / language / "speech.po").exists():
        language = FIRST
    reader = READERS.get(language.partition("-")[0], _FIGURES)
    ticket = list(reader.spelled(number, one))
    counter, named = _window(window, reader, one)
    key = "speech.named" if named else "speech.call"
    text = words(language, key, number=reader.written(ticket), window=reader.written(counter))
    pattern = words(language, f"{key}_clips")
    return Phrase(language=language, text=text, tokens=tuple(_tokens(pattern, number=ticket, window=counter)))


def clips_needed(prefixes: Iterable[str], windows: Iterable[str], language: str, *, one: One = "yi") -> list[str]:
    """The names of all clips that calls of numbers with these prefixes to these windows are made of."""
    tokens: dict[str, None] = {}
    counters = list(windows)
    for prefix in prefixes:
        for window in counters[:1]:
            tokens |= dict.fromkeys(call_phrase(f"{prefix}0123456789", window, language, one=one).tokens)
    for window in counters:
        tokens |= dict.fromkeys(call_phrase("0", window, language, one=one).tokens)
    return list(tokens)


@dataclass(frozen=True)
class _Reader:
    """How a language says figures: ``digit`` one by one, ``number`` a whole number up to ``largest``."""

    digit: Callable[[str, One], Said]
    number: Callable[[int], Iterable[Said]]
    largest: int
    written: Callable[[list[Said]], str]

    def spelled(self, code: str, one: One) -> Iterator[Said]:
        """Letters by name, digits one by one; hyphens and the like are not said."""
        for character in code.upper():
            if character.isascii() and character.isdigit():
                yield self.digit(character, one)
            elif character.isalpha():
                yield character, character


def _window(code: str, reader: _Reader, one: One) -> tuple[list[Said], bool]:
    """What is said of a window, and whether it is spelled rather than numbered."""
    if code.isascii() and code.isdigit():
        if int(code) <= reader.largest:
            return list(reader.number(int(code))), False
        return list(reader.spelled(code, one)), False
    return list(reader.spelled(code, one)), True


def _tokens(pattern: str, **said: list[Said]) -> Iterator[str]:
    for part in pattern.split("|"):
        placeholder = re.fullmatch(r"\{(\w+)\}", part.strip())
        if placeholder:
            yield from (clip for _, clip in said[placeholder[1]])
        elif part.strip():
            yield part.strip()


def _joined(said: list[Said]) -> str:
    return "".join(word for word, _ in said)


def _english(said: list[Said]) -> str:
    """Words set apart, with the hyphen that English puts between tens and ones."""
    return re.sub(
        r"\b(\w+ty) (?=(?:one|two|three|four|five|six|seven|eight|nine)\b)", r"\1-", " ".join(w for w, _ in said)
    )


def _figure(digit: str, one: One) -> Said:
    return digit, digit


def _figures(value: int) -> Iterator[Said]:
    return ((figure, figure) for figure in str(value))


READERS = {
    "zh": _Reader(digit=chinese_digit, number=chinese_number, largest=9999, written=_joined),
    "en": _Reader(digit=lambda digit, one: english_digit(digit), number=english_number, largest=999, written=_english),
}
# Where a language's number words are not known here, figures are written as figures and recorded one by one.
_FIGURES = _Reader(digit=_figure, number=_figures, largest=9999, written=_joined)


def spoken_number(code: str, language: str, *, one: One = "yi") -> list[tuple[str, str]]:
    """A ticket's number read digit by digit: what is said, in one piece, and the clips of it, each by itself."""
    reader = READERS.get(language.partition("-")[0], _FIGURES)
    return _in_pieces(reader, list(reader.spelled(code, one)))


def spoken_count(value: int, language: str) -> list[tuple[str, str]]:
    """A count read as a number, as ``spoken_number`` gives it."""
    reader = READERS.get(language.partition("-")[0], _FIGURES)
    return _in_pieces(reader, list(reader.number(value)))


def _in_pieces(reader: _Reader, said: list[Said]) -> list[tuple[str, str]]:
    """The words as the language joins them, then the clips without any words of their own."""
    return [(reader.written(said), ""), *(("", clip) for _, clip in said)]

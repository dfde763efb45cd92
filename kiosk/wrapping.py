"""Where a line may end: after a Tibetan tsheg, between Chinese characters, at a space."""

from __future__ import annotations

from collections.abc import Callable

TSHEG = "\u0f0b"
NEVER_FIRST = frozenset("、。,.;:?!)》」』】〉”’…%·་།༎༏༐༑༔་") | frozenset(",;:?!)")
NEVER_LAST = frozenset("《「『【〈“‘(") | frozenset("(")


def pieces(text: str) -> list[str]:
    """The text in parts that must stay whole; put together again they are the text."""
    parts: list[str] = []
    for character in text:
        if parts and not _may_part(parts[-1], character):
            parts[-1] += character
        else:
            parts.append(character)
    return parts


def wrapped(text: str, fits: Callable[[str], bool]) -> list[str]:
    """The text in as few lines as fit. A part that alone is too long is broken anywhere rather than cut off."""
    lines: list[str] = []
    line = ""
    for piece in pieces(text):
        for part in [piece] if fits(piece.rstrip()) else list(piece):
            if line and not fits((line + part).rstrip()):
                lines.append(line.rstrip())
                line = part.lstrip()
            else:
                line += part
    return [*lines, line.rstrip()] if line.strip() else lines


def _may_part(before: str, after: str) -> bool:
    last = before[-1]
    if after in NEVER_FIRST or after.isspace() or last in NEVER_LAST:
        return False
    if last.isspace() or last == TSHEG:
        return True
    return _ideograph(last) or _ideograph(after)


def _ideograph(character: str) -> bool:
    return "\u2e80" <= character <= "\u9fff" or "\uf900" <= character <= "\ufaff" or "\uff00" <= character <= "\uffef"

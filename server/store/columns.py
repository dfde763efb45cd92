"""Column types that are the same on both databases."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from enum import StrEnum
from typing import Any

from sqlalchemy import BigInteger, Dialect, Text
from sqlalchemy.types import TypeDecorator

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def in_milliseconds(at: datetime) -> int:
    """A time as whole milliseconds since 1970."""
    return (at - _EPOCH) // timedelta(milliseconds=1)


class Instant(TypeDecorator[datetime]):
    """A UTC time, kept as whole milliseconds since 1970."""

    impl = BigInteger
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> int | None:
        return None if value is None else in_milliseconds(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        return None if value is None else _EPOCH + timedelta(milliseconds=int(value))


class Word(TypeDecorator[StrEnum]):
    """One of a StrEnum's words, kept as text."""

    impl = Text
    cache_ok = True

    def __init__(self, words: type[StrEnum]) -> None:
        super().__init__()
        self.words = words

    def process_bind_param(self, value: StrEnum | None, dialect: Dialect) -> str | None:
        return None if value is None else str(value)

    def process_result_value(self, value: Any, dialect: Dialect) -> StrEnum | None:
        return None if value is None else self.words(value)


def whole_milliseconds(at: datetime) -> datetime:
    """A time as the database and the interface keep it."""
    return at.astimezone(UTC).replace(microsecond=at.microsecond // 1000 * 1000)


def rfc3339(at: datetime) -> str:
    """A time as the interface and the journal write it: UTC with milliseconds and ``Z``."""
    return at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")


def from_rfc3339(text: str) -> datetime:
    """The UTC time written in ``text``. Raises ValueError when it is none."""
    return datetime.fromisoformat(text).astimezone(UTC)

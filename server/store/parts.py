"""Asking for many rows by their keys: so many at once as a database lets one query name."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TypeVar

T = TypeVar("T")
AT_ONCE = 500


def in_parts(items: Sequence[T]) -> Iterator[Sequence[T]]:
    """The items, as many together as one query may ask for."""
    return (items[start : start + AT_ONCE] for start in range(0, len(items), AT_ONCE))

"""What of the ratings may be published: nothing that points at one who rated, or at one who served for a handful."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Withheld:
    """The rows of a table whose grades stay unpublished, and whether its total's do."""

    rows: frozenset[str]
    total: bool


def withheld(rated: Mapping[str, int], *, fewest: int) -> Withheld:
    """``rated`` counts the ratings of each row; those of fewer than ``fewest`` are withheld.

    The total less what is shown must not give them away either: the smallest of the others are withheld with them
    until they hide among ``fewest`` ratings together, and where that cannot be the total is withheld, too. How many
    ratings there were is always published, and 0 of them say nothing about anybody.
    """
    small = {row for row, count in rated.items() if 0 < count < fewest}
    others = sorted((count, row) for row, count in rated.items() if count >= fewest)
    while small and others and sum(rated[row] for row in small) < fewest:
        small.add(others.pop(0)[1])
    return Withheld(rows=frozenset(small), total=bool(small) and sum(rated[row] for row in small) < fewest)

"""Which grades stay unpublished, so that nobody can be found by what is published or by what it leaves over."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from server.domain.publishing import Withheld, withheld


@pytest.mark.parametrize(
    ("rated", "rows", "total"),
    [
        ({}, "", False),
        ({"1": 0, "2": 12}, "", False),
        ({"1": 5, "2": 12}, "", False),
        ({"1": 4, "2": 12, "3": 30}, "12", False),
        ({"1": 2, "2": 3, "3": 30}, "12", False),
        ({"1": 2, "2": 2, "3": 30}, "123", False),
        ({"1": 3}, "1", True),
        ({"1": 1, "2": 0}, "1", True),
    ],
)
def test_a_small_row_hides_among_enough_others(rated: dict[str, int], rows: str, total: bool) -> None:
    assert withheld(rated, fewest=5) == Withheld(rows=frozenset(rows), total=total)


@given(st.dictionaries(st.text("abcdef", min_size=1, max_size=3), st.integers(0, 40)), st.integers(1, 12))
def test_what_is_left_over_is_never_a_handful(rated: dict[str, int], fewest: int) -> None:
    hidden = withheld(rated, fewest=fewest)
    assert all(count == 0 or count >= fewest for row, count in rated.items() if row not in hidden.rows)
    left_over = sum(rated[row] for row in hidden.rows)
    assert left_over == 0 or left_over >= fewest or hidden.total

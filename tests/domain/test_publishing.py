"""Which grades stay unpublished, so that nobody can be found by what is published or by what it leaves over."""

from __future__ import annotations

import itertools
from datetime import date

import numpy
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from server.domain.publishing import Groups, Withheld, published_from, withheld

WINDOWS, DEPARTMENTS = "1234", ("police", "labour", None)
MAQU = {("1", "police"): 40, ("2", "labour"): 30, ("3", "land"): 20}
"""Each window has a department of its own."""


def held(windows: str = "", departments: str = "", *, total: bool = False) -> Withheld:
    return Withheld(windows=frozenset(windows), departments=frozenset(departments.split()), total=total)


@pytest.mark.parametrize(
    ("rated", "expected"),
    [
        ({}, held()),
        (MAQU, held()),
        ({**MAQU, ("4", "social"): 0}, held()),
        # All of a hall's are too few.
        ({("1", "police"): 3}, held("1", "police", total=True)),
        # A small window and its department: the total less the others would tell, so the next smallest goes with it.
        ({**MAQU, ("4", "social"): 4}, held("34", "land social")),
        # The general window served three of labour: what labour has beyond window 2 would tell of them.
        ({**MAQU, ("6", "labour"): 3, ("6", "police"): 9}, held("26")),
        # Nobody is found by many.
        ({**MAQU, ("6", "labour"): 8, ("6", "police"): 9}, held()),
        # A service of no department stands in no table, and yet in the total.
        ({("1", "police"): 40, ("1", None): 2, ("2", "labour"): 30}, held("", "police")),
    ],
)
def test_a_small_group_hides_among_enough_others(rated: Groups, expected: Withheld) -> None:
    assert withheld(rated, fewest=5) == expected


@given(
    st.dictionaries(
        st.tuples(st.sampled_from(WINDOWS), st.sampled_from(DEPARTMENTS)),
        st.integers(0, 5) | st.integers(0, 40),
        max_size=9,
    ),
    st.integers(1, 12),
)
@example({("1", "police"): 40, ("2", "police"): 3, ("2", "labour"): 40}, 5)
def test_no_handful_is_determined_by_what_is_published(rated: Groups, fewest: int) -> None:
    found = withheld(rated, fewest=fewest)
    published = _published(rated, found)
    assert not _handfuls(rated, found, fewest=fewest)
    for row in _rows(rated, [*found.windows], [*found.departments]):
        assert not _follows(row[None, :], published).any(), "what is withheld can be worked out"


def test_a_hall_of_forty_windows_and_fifteen_departments_publishes_most_of_itself() -> None:
    rated = {(str(w), str(d)): (w * 7 + d * 13) % 41 for w in range(40) for d in range(15) if (w + d) % 4 == 0}
    found = withheld(rated, fewest=5)
    assert len(found.windows) + len(found.departments) < 10


def test_a_month_is_published_when_citizens_cannot_rate_its_visits_any_more() -> None:
    assert published_from(date(2026, 3, 31), rated_for_days=7) == date(2026, 4, 9)
    assert published_from(date(2026, 12, 31), rated_for_days=0) == date(2027, 1, 2)


def _rows(rated: Groups, windows: list[str], departments: list[str]) -> list[numpy.ndarray]:
    """Each row of the tables as what it adds up of the groups that anybody rated."""
    groups = [group for group, count in rated.items() if count]
    sides = [(0, code) for code in windows] + [(1, code) for code in departments]
    return [numpy.array([float(group[side] == code) for group in groups]) for side, code in sides]


def _published(rated: Groups, found: Withheld) -> numpy.ndarray:
    groups = [group for group, count in rated.items() if count]
    if not groups:
        return numpy.zeros((0, 0))
    windows = {window for window, _ in groups} - found.windows
    departments = {department for _, department in groups if department} - found.departments
    rows = _rows(rated, sorted(windows), sorted(departments))
    return numpy.array([*rows, *([] if found.total else [numpy.ones(len(groups))])]).reshape(-1, len(groups))


def _follows(wanted: numpy.ndarray, published: numpy.ndarray) -> numpy.ndarray:
    """Which of the wanted sums can be worked out by adding and subtracting published ones."""
    if not published.size:
        return numpy.zeros(len(wanted), dtype=bool)
    _, scales, directions = numpy.linalg.svd(published)
    unknown = directions[int((scales > 1e-9).sum()) :]
    return numpy.abs(wanted @ unknown.T).max(axis=1, initial=0.0) < 1e-9


def _handfuls(rated: Groups, found: Withheld, *, fewest: int) -> list[tuple[float, ...]]:
    """Every group or sum of groups of too few ratings that can be worked out, by trying them all."""
    counts = numpy.array([count for count in rated.values() if count])
    if not counts.size:
        return []
    every = numpy.array(list(itertools.product((0.0, 1.0), repeat=len(counts))))[1:]
    few = every[every @ counts < fewest]
    return [tuple(one) for one in few[_follows(few, _published(rated, found))]] if len(few) else []

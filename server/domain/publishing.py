"""What of the ratings may be published: nothing that points at one who rated, or at one who served for a handful.

A month is published once, as it stands when its visits could be rated for long enough, and kept so: a visit may be
finished later still and a tablet's press come in at any time, and whoever looked before and after would see a single
rating. Its three tables, by window, by department and of the hall, are read together: what one shows less what another
shows must not leave a handful either (complementary suppression). Each rating belongs to one window and one
department, so the rows are the points of a graph whose lines are the groups rated at one window for one
department. All rows that are withheld on one side are one point of it, since only their sum is known, by the total.
What can be worked out by adding and subtracting is then just what a cut tells that all its lines cross the same way.
"""

from __future__ import annotations

from collections import Counter, deque
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

WINDOW, DEPARTMENT = "window", "department"
Row = tuple[str, str | None]
"""The side, and the code of a window or department; None is of no department, which no table shows."""
Groups = Mapping[tuple[str, str | None], int]
"""How many rated at a window for a department."""


@dataclass(frozen=True)
class Withheld:
    """The windows and departments whose grades stay unpublished, and whether the hall's do."""

    windows: frozenset[str]
    departments: frozenset[str]
    total: bool


def published_from(last: date, *, rated_for_days: int) -> date:
    """The hall day from which a month that ends with ``last`` is published.

    A citizen may rate a visit for so many days; the last one, called on the last day, may be finished after midnight.
    What comes later still is not published.
    """
    return last + timedelta(days=rated_for_days + 2)


def withheld(rated: Groups, *, fewest: int) -> Withheld:
    """What must be withheld so that nothing published or worked out from it is of fewer than ``fewest`` ratings.

    1. Rows of so few are withheld, and where the whole hall has so few, everything.
    2. While a handful can still be worked out, one more row is: the smallest that helps, else the smallest beside it.
    3. Rows that turn out to be harmless after all are published again, the largest first.

    How many ratings there were is always published, and 0 of them say nothing about anybody.
    """
    groups = {group: count for group, count in rated.items() if count}
    size: Counter[Row] = Counter()
    for (window, department), count in groups.items():
        size.update({(WINDOW, window): count, (DEPARTMENT, department): count})
    rows = sorted((row for row in size if row[1] is not None), key=lambda row: (size[row], row))
    never = {row for row in size if row[1] is None}
    total = 0 < sum(groups.values()) < fewest
    hidden = never | {row for row in rows if total or size[row] < fewest}
    while not total and (beside := _beside_a_handful(groups, hidden, fewest)):
        shown = [row for row in rows if row not in hidden]
        helps = (row for row in shown if not _beside_a_handful(groups, hidden | {row}, fewest))
        hidden.add(next(helps, None) or next((row for row in shown if row in beside), shown[0]))
    enough = [row for row in reversed(rows) if not total and row in hidden and size[row] >= fewest]
    for row in enough:
        if not _beside_a_handful(groups, hidden - {row}, fewest):
            hidden.discard(row)
    return Withheld(
        windows=frozenset(code for side, code in hidden if side == WINDOW and code is not None),
        departments=frozenset(code for side, code in hidden if side == DEPARTMENT and code is not None),
        total=total,
    )


def _beside_a_handful(groups: Groups, hidden: set[Row], fewest: int) -> set[Row]:
    """The rows that a handful belongs to which can be worked out while these are hidden; none where none can."""
    lines: Counter[tuple[Row, Row]] = Counter()
    for (window, department), count in groups.items():
        lines[_point((WINDOW, window), hidden), _point((DEPARTMENT, department), hidden)] += count
    for line, count in lines.items():
        if count < fewest and (within := _cut(lines, line, fewest)):
            crossing = {pair for pair in lines if (pair[0] in within) != (pair[1] in within)}
            touched = {point for pair in crossing for point in pair}
            return {row for group in groups for row in _rows(group) if _point(row, hidden) in touched}
    return set()


def _rows(group: tuple[str, str | None]) -> tuple[Row, Row]:
    return (WINDOW, group[0]), (DEPARTMENT, group[1])


def _point(row: Row, hidden: set[Row]) -> Row:
    return (row[0], "\0withheld") if row in hidden else row


def _cut(lines: Mapping[tuple[Row, Row], int], across: tuple[Row, Row], fewest: int) -> set[Row]:
    """One side of a cut that ``across`` and every other line cross from a window to a department, and fewer than
    ``fewest`` ratings in all; empty where there is none. By the largest flow (Ford and Fulkerson), no further than
    ``fewest``: against its direction a line carries any amount, so no cut is crossed backwards.
    """
    room: dict[Row, dict[Row, float]] = {}
    for (window, department), count in lines.items():
        room.setdefault(window, {})[department] = float("inf") if count >= fewest else count
        room.setdefault(department, {})[window] = float("inf")
    source, sink = across
    flow = 0.0
    while flow < fewest:
        came_from = _reached(room, source, sink)
        if sink not in came_from:
            return set(came_from)
        way = list(_way(came_from, sink))
        carried = min(room[start][end] for start, end in way)
        for start, end in way:
            room[start][end] -= carried
            room[end][start] += carried
        flow += carried
    return set()


def _reached(room: Mapping[Row, Mapping[Row, float]], source: Row, sink: Row) -> dict[Row, Row]:
    """Every point that can be reached, and from where; no further than the sink."""
    came_from = {source: source}
    ahead = deque([source])
    while ahead and sink not in came_from:
        point = ahead.popleft()
        for neighbour, left in room[point].items():
            if left > 0 and neighbour not in came_from:
                came_from[neighbour] = point
                ahead.append(neighbour)
    return came_from


def _way(came_from: Mapping[Row, Row], sink: Row) -> Iterable[tuple[Row, Row]]:
    point = sink
    while came_from[point] != point:
        yield came_from[point], point
        point = came_from[point]

"""Every figure over everything, as the hub has it, against what pandas works out from the single rows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import combinations
from typing import get_args
from unittest.mock import patch

from sqlalchemy import Connection, create_engine

from server.domain.periods import Period
from server.reports import rows, two_ways
from server.reports.grouping import DIMENSIONS, By
from server.reports.two_ways import Asked
from tests.bench.measuring import Aim, Row, Run, row
from tests.bench.million import Past
from tests.reports import by_pandas
from tests.reports.agreeing import all_differences, case_differences

PAIRS = [(each,) for each in DIMENSIONS] + list(combinations(DIMENSIONS, 2))


def checked(past: Past) -> Row:
    """Raises where any figure differs."""
    engine = create_engine(f"sqlite:///file:{past.database}?mode=ro&uri=true")
    worked_out = by_pandas.Past(engine, past.definition)
    with engine.connect() as conn:
        odd = [*_of_tables(conn, past, worked_out), *_of_cases(conn, past, worked_out)]
    engine.dispose()
    if odd:
        raise RuntimeError(f"{len(odd)} figures are not what pandas makes of the rows, such as {'; '.join(odd[:5])}")
    differing = Run(figure=len(odd))
    work = f"figures that differ from pandas, {len(PAIRS)} tables"
    return row(work, [differing], unit="", aim=Aim("figure", most=0))


def _of_tables(conn: Connection, past: Past, worked_out: by_pandas.Past) -> Iterator[str]:
    first, last = past.first.isoformat(), past.last.isoformat()
    (whole,) = worked_out.by((), first, last).values()
    # A page shows only so many rows; all of them are to be right.
    with patch.object(two_ways, "MOST_ROWS", 10**9):
        for by in PAIRS:
            told = two_ways.two_ways(conn, past.definition, Asked(by=by, period=Period(past.first, past.last)))
            for difference in all_differences(told, worked_out.by(by, first, last), whole):
                yield f"by {' and '.join(by)}: {difference}"


def _of_cases(conn: Connection, past: Past, worked_out: by_pandas.Past) -> Iterator[str]:
    days = {"first": past.first, "last": past.last, "today": past.last}
    for by in get_args(By):
        told = rows.report(conn, past.definition, "cases", by=by, **days)
        texts = {name: day.isoformat() for name, day in days.items()}
        for difference in case_differences(told.rows, told.total, worked_out.of_cases(by, **texts)):
            yield f"cases by {by}: {difference}"

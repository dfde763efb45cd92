"""A period's tables as CSV: UTF-8 with BOM, so that Excel reads it; one table under the other."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from typing import Any

from server.reports.files import safe
from server.reports.period.columns import Table, Unit

BOM = b"\xef\xbb\xbf"
DECIMALS = {"share": 4, "minutes": 1}


def written(tables: Sequence[Table]) -> bytes:
    """The tables with their titles where there are several; a share is a fraction of 1, a missing number is empty."""
    text = io.StringIO(newline="")
    writer = csv.writer(text)
    for place, table in enumerate(tables):
        if place:
            writer.writerow([])
        if len(tables) > 1:
            writer.writerow([table.title])
        writer.writerow([column.heading for column in table.columns])
        for line, row in enumerate(table.rows):
            writer.writerow([_cell(value, table.unit(line, column)) for column, value in enumerate(row)])
    return BOM + text.getvalue().encode()


def _cell(value: Any, unit: Unit) -> Any:
    if value is None:
        return ""
    return round(value, DECIMALS[unit]) if unit in DECIMALS else safe(value)

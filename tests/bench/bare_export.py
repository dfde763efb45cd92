"""Servings to CSV or XLSX by the database's and the writer's own means: what an export can hardly cost less than.

``python -m tests.bench.bare_export DATABASE csv|xlsx OUT`` has SQLite itself make the same rows but for the names of
codes and the hall's time zone, and hands them to the bare writer; it prints the seconds
that took and those of CPU.
"""

from __future__ import annotations

import csv
import json
import sqlite3
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import xlsxwriter

from server.reports.visits_written import ROWS_A_SHEET

TIMES = ("t.issued_at", "s.called_at", "s.started_at", "s.finished_at")
AS = {
    "csv": "strftime('%Y-%m-%d %H:%M:%S', {0} / 1000, 'unixepoch')",
    "xlsx": "{0} / 86400000.0 + 25569",
}
QUERY = """
SELECT s.day, t.number, s.service, s.service, s.window, s.staff, nullif(t.priority, 'none'), {times},
       CASE WHEN s.called_at = t.first_called_at THEN round((s.called_at - t.issued_at) / 60000.0, 1) END,
       round((s.finished_at - s.started_at) / 60000.0, 1),
       s.state, r.grade, nullif(r.tags, '[]'), r.channel, nullif(r.flags, '[]')
FROM servings s JOIN tickets t ON t.hall = s.hall AND t.id = s.ticket
LEFT JOIN ratings r ON r.hall = s.hall AND r.serving = s.id
WHERE s.hall = ? AND s.day = ? ORDER BY s.called_at
"""


def rows(database: Path, form: str) -> Iterator[tuple[object, ...]]:
    """Day by day, as the days are also asked for by whoever wants them in order and cheaply."""
    query = QUERY.format(times=", ".join(AS[form].format(column) for column in TIMES))
    db = sqlite3.connect(f"{database.resolve().as_uri()}?mode=ro", uri=True)
    for day in db.execute("SELECT DISTINCT hall, day FROM servings ORDER BY hall, day").fetchall():
        yield from db.execute(query, day)
    db.close()


def main(database: Path, form: str, out: Path) -> None:
    began, spent = time.perf_counter(), time.process_time()
    if form == "csv":
        with out.open("w", encoding="utf-8", newline="") as file:
            csv.writer(file).writerows(rows(database, form))
    else:
        with xlsxwriter.Workbook(str(out), {"constant_memory": True, "tmpdir": str(out.parent)}) as book:
            for count, row in enumerate(rows(database, form)):
                line = count % ROWS_A_SHEET
                if not line:
                    sheet = book.add_worksheet()
                for place, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(line, place, value)
                    elif value is not None:
                        sheet.write_number(line, place, value)
    print(json.dumps({"seconds": time.perf_counter() - began, "cpu": time.process_time() - spent}))


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3]))

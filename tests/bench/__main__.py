"""``make bench``: every benchmark, as a table and, in ``build/bench.json``, for programs.

``python -m tests.bench issuing voice`` runs some of them, ``--runs 3`` with fewer runs of each row.
"""

from __future__ import annotations

import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import click

from tests.bench import board, exporting, halls, hub, integrity, issuing, reports, screens, voice
from tests.bench.measuring import HEADINGS, RUNS, Row, as_json, shown

OUT = Path("build/bench.json")
SUBJECTS: dict[str, Callable[..., Iterator[Row]]] = {
    "issuing": issuing.rows,
    "screens": screens.rows,
    "voice": voice.rows,
    "halls": halls.rows,
    "exporting": exporting.rows,
    "board": board.rows,
    "hub": hub.rows,
    "reports": reports.rows,
    "integrity": integrity.rows,
}


@click.command()
@click.argument("subjects", nargs=-1, type=click.Choice(list(SUBJECTS)))
@click.option("--runs", default=RUNS, show_default=True, help="Of floor and work each, in turns.")
def main(subjects: tuple[str, ...], runs: int) -> None:
    """Measure SUBJECTS, or everything."""
    began = time.monotonic()
    rows: list[Row] = []
    click.echo(HEADINGS)
    for subject in subjects or SUBJECTS:
        with tempfile.TemporaryDirectory(prefix="jiaohao-bench-") as folder:
            for row in SUBJECTS[subject](Path(folder), runs=runs):
                rows.append(row)
                click.echo(shown(row))
    OUT.parent.mkdir(exist_ok=True)
    OUT.write_text(as_json(rows), encoding="utf-8")
    missed = sum(not row.met for row in rows)
    click.echo(f"{len(rows)} rows, {missed} aims not met, {time.monotonic() - began:.0f} s; {OUT}")


if __name__ == "__main__":
    main()

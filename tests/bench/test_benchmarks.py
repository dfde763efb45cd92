"""The benchmarks still run. Their figures mean nothing at this size; how fast it is `make bench` says."""

from __future__ import annotations

import json
from pathlib import Path

from tests.bench import exporting, integrity, issuing, measuring, reports, screens, voice
from tests.bench.issuing import Hall
from tests.bench.measuring import Aim, Run

SMALL = {"runs": 1, "servings": 300, "a_day": 8}
"""Of two months, so that one is over."""


def test_every_row_is_measured_beside_its_floor(tmp_path: Path) -> None:
    hall = Hall.set_up(tmp_path / "hall", past_tickets=100)
    rows = [
        issuing.alone(hall, tmp_path, runs=1, pieces=2),
        issuing.in_a_crowd(hall, runs=1, pieces=2, crowd=2),
        *issuing.with_age(hall, hall, runs=1, pieces=1, past_tickets=100),
        screens.told_to_the_last(hall, 2, runs=1, calls=1),
        screens.told_to_many(hall, 3, runs=1, calls=1),
        *screens.coming_back(hall, 3, runs=1, missed=1),
        *voice.rows(tmp_path, runs=1, calls=1),
    ]
    hall.hub.stop()
    told = json.loads(measuring.as_json(rows))
    assert len({row["work"] for row in told}) == 10
    for row in told:
        assert row["figure"] > 0
        assert (row["floor"] is None) == (row["ratio"] is None)


def test_a_row_says_whether_its_aim_was_reached() -> None:
    ours, floors = [Run(figure=f, cpu_ms=2.0) for f in (30, 10, 20)], [Run(figure=10, cpu_ms=1.0)] * 3
    row = measuring.row("walk", ours, unit="ms", aim=Aim("ratio", most=1.5), floors=floors)
    assert (row.figure, row.ratio, row.ratio_spread, row.aim, row.met) == (20, 2, (1, 3), "≤ 1.5×", False)
    assert measuring.row("walk", ours, unit="ms", aim=Aim("ratio", most=2), floors=floors).met
    assert measuring.row("walk", ours, unit="/s", aim=Aim("figure", least=20)).met


def test_every_page_of_figures_is_measured(tmp_path: Path) -> None:
    checked, *rows = reports.rows(tmp_path, questions=2, **SMALL)
    assert (checked.figure, len(rows)) == (0, len(reports.PAGES))
    assert all(row.figure > 0 for row in rows)


def test_an_export_is_measured_beside_calls_and_the_bare_writers(tmp_path: Path) -> None:
    rows = list(exporting.rows(tmp_path, calls=1, **SMALL))
    assert len({row.work for row in rows}) == 6
    assert all(row.figure > 0 for row in rows)


def test_planted_gaming_is_found_in_a_small_week(tmp_path: Path) -> None:
    *gamed, windows, phones, when_taken = integrity.rows(tmp_path, runs=1, a_day=600, weeks=1, fewest_halls=1)
    found = {row.work.removeprefix("gamed: ").partition(",")[0]: row.figure for row in gamed}
    assert len(found) == 6
    assert found["servings of 1-5 s"] == 100
    assert found["pressed at once"] >= 80
    assert found["even rhythm"] >= 60
    assert found["pressed while paused"] > 50
    assert found["one phone at 3-10 windows"] >= 20
    for alarms in (windows, phones, when_taken):
        assert alarms.figure <= 10

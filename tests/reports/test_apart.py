"""A large report is made in a process of its own, and says the same as one that the hub makes itself."""

from __future__ import annotations

from pathlib import Path

import pytest

from server.concurrency import threads
from server.reports import apart
from server.reports.apart import Reports, Wanted
from tests.small_hall import MORNING, new_hall


def test_a_large_report_says_what_a_small_one_does(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    hall = new_hall(f"sqlite:///{tmp_path / 'hall.db'}")
    hall.open("1")
    for grade in ("very_satisfied", "dissatisfied"):
        hall.issue("A")
        hall.rate(hall.serve("1"), grade)
    reports = Reports(hall.store, threads=threads("threading"))
    day = MORNING.date()
    wanted = Wanted(kind="ratings", hall="small", first=day, last=day, by="window", format="csv")
    here = reports.written(wanted)
    monkeypatch.setattr(apart, "SMALL", 0)
    with hall.store.read() as conn:
        assert not apart.is_small(conn, wanted)
    assert reports.written(wanted) == here
    name, file = here
    assert name == "ratings-small-2026-03-02-2026-03-02-by-window.csv"
    assert len(file.decode("utf-8-sig").splitlines()) == 3
    hall.store.close()

"""What waits for the hub outlives the program, and goes under one key."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

import pytest

from evaluator.presses import AlreadyRunning, Kept, Presses

FIRST, SECOND = Kept(UUID(int=1), {"grade": "satisfied"}), Kept(UUID(int=2), {"grade": "dissatisfied"})


def test_presses_outlive_the_program_in_their_order(tmp_path: Path) -> None:
    with Presses(tmp_path / "state" / "presses.db") as presses:
        presses.keep(FIRST)
        presses.keep(SECOND)
    with Presses(tmp_path / "state" / "presses.db") as presses:
        assert presses.waiting() == [FIRST, SECOND]
        presses.confirmed(FIRST.key)
        assert presses.waiting() == [SECOND]
    with Presses(tmp_path / "state" / "presses.db") as presses:
        assert presses.waiting() == [SECOND]


def test_two_programs_never_share_a_file(tmp_path: Path) -> None:
    with Presses(tmp_path / "presses.db"), pytest.raises(AlreadyRunning, match="stop it first"):
        Presses(tmp_path / "presses.db")


def test_a_place_where_nothing_can_be_written_is_said_at_the_start(tmp_path: Path) -> None:
    (tmp_path / "presses.db").mkdir()
    with pytest.raises(OSError, match=r"presses\.db"):
        Presses(tmp_path / "presses.db")

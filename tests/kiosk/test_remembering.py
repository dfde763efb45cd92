"""What the print agent still knows after it was switched off."""

from __future__ import annotations

from pathlib import Path

from kiosk.remembering import KEPT_SECONDS, Remembered

LEFT_BEGUN = {"state": "begun", "reason": None, "reported": False, "at": 0.0}


def test_a_ticket_that_was_begun_is_never_begun_again(tmp_path: Path) -> None:
    Remembered(tmp_path / "state.json").begin("p1")
    restarted = Remembered(tmp_path / "state.json")
    assert restarted.knows("p1")
    assert restarted.unreported() == [("p1", "unknown", None)]


def test_a_report_that_the_hub_did_not_hear_is_made_after_a_restart(tmp_path: Path) -> None:
    before = Remembered(tmp_path / "state.json")
    before.begin("p1")
    before.finish("p1", state="failed", reason="paper_out")
    restarted = Remembered(tmp_path / "state.json")
    assert restarted.unreported() == [("p1", "failed", "paper_out")]
    restarted.reported("p1")
    assert Remembered(tmp_path / "state.json").unreported() == []
    assert Remembered(tmp_path / "state.json").knows("p1")


def test_what_was_heard_but_not_begun_is_not_lost(tmp_path: Path) -> None:
    """Two are asked for, the power goes while the first is printed: the feed was followed beyond the second."""
    before = Remembered(tmp_path / "state.json")
    before.ask("p1")
    before.ask("p2")
    before.listened(9, "epoch")
    before.begin("p1")
    restarted = Remembered(tmp_path / "state.json")
    assert (restarted.since, restarted.epoch) == (9, "epoch")
    assert [p for p in restarted.asked() if not restarted.knows(p)] == ["p2"]


def test_it_forgets_after_a_day_what_the_hub_was_told(tmp_path: Path) -> None:
    now = [1_000_000.0]
    remembered = Remembered(tmp_path / "state.json", clock=lambda: now[0])
    for print_id in ("told", "untold"):
        remembered.begin(print_id)
        remembered.finish(print_id, state="printed", reason=None)
    remembered.reported("told")
    now[0] += KEPT_SECONDS + 1
    remembered.save()
    assert not remembered.knows("told")
    assert remembered.knows("untold")


def test_a_file_cut_short_is_begun_anew(tmp_path: Path) -> None:
    (tmp_path / "state.json").write_text('{"since": 3, "pri')
    assert Remembered(tmp_path / "state.json").since is None

"""The disk of the power cuts by itself: what is certain stays, and what is not can be lost in every way."""

from __future__ import annotations

import random

from tests.crash.power_cut import SECTOR, Disk, Loss
from tests.crash.recording_disk import Deed, Step

OLD, NEW = b"o" * 2 * SECTOR, b"n" * 2 * SECTOR


def step(deed: Deed, *, file: str = "hall.db", offset: int = 0, data: bytes = b"") -> Step:
    return Step(at=0.0, deed=deed, file=file, offset=offset, data=data)


def old_disk() -> Disk:
    """One file that holds ``OLD`` for certain."""
    disk = Disk()
    for done in (Deed.CREATE, Deed.WRITE, Deed.SYNC, Deed.SYNC_FOLDER):
        disk.do(step(done, data=OLD if done is Deed.WRITE else b""))
    return disk


def ways(disk: Disk, loss: Loss) -> set[bytes | None]:
    return {disk.after_cut(loss, random.Random(n)).get("hall.db") for n in range(60)}


def test_what_was_synced_is_never_lost() -> None:
    for loss in Loss:
        assert ways(old_disk(), loss) == {OLD}


def test_a_write_that_was_not_synced_may_be_lost_or_kept_or_torn_at_a_sector() -> None:
    disk = old_disk()
    disk.do(step(Deed.WRITE, data=NEW))
    assert ways(disk, Loss.ALL) == {OLD}
    assert ways(disk, Loss.NONE) == {NEW}
    assert ways(disk, Loss.SOME) == {OLD, NEW}
    assert ways(disk, Loss.TORN) == {OLD, NEW, OLD[:SECTOR] + NEW[SECTOR:], NEW[:SECTOR] + OLD[SECTOR:]}


def test_a_later_write_may_reach_the_disk_without_the_earlier_one() -> None:
    disk = old_disk()
    disk.do(step(Deed.WRITE, data=b"1"))
    disk.do(step(Deed.WRITE, offset=len(OLD) + 1, data=b"2"))
    assert OLD + b"\0" + b"2" in ways(disk, Loss.SOME)


def test_a_cut_that_was_not_synced_may_be_undone() -> None:
    disk = old_disk()
    disk.do(step(Deed.CUT, offset=1))
    assert ways(disk, Loss.SOME) == {OLD, OLD[:1]}


def test_a_new_file_may_be_missing_and_a_removed_one_come_back_until_the_folder_is_synced() -> None:
    disk = Disk()
    disk.do(step(Deed.CREATE))
    disk.do(step(Deed.SYNC))
    assert ways(disk, Loss.SOME) == {None, b""}
    disk = old_disk()
    disk.do(step(Deed.REMOVE))
    assert ways(disk, Loss.SOME) == {None, OLD}
    disk.do(step(Deed.SYNC_FOLDER))
    assert ways(disk, Loss.SOME) == {None}

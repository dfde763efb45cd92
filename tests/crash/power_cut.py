"""What a disk holds after a power cut: all that was synced, and of the rest whatever chance leaves.

Between two syncs a disk may write in any order, a part only, or nothing. What was written since a file's last sync is
therefore kept, lost or torn at a sector's edge, each piece by itself; new and removed names stay uncertain until
their folder was synced. What a torn sector holds is old or new, never something else, as SQLite takes for granted.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from tests.crash.recording_disk import Deed, Step

SECTOR = 512


class Loss(StrEnum):
    """What becomes of what was not synced."""

    ALL = "all"
    NONE = "none"
    SOME = "some"
    TORN = "torn"


@dataclass
class _File:
    """``synced`` is on the disk for certain, ``since`` what was asked after the last sync."""

    synced: bytearray = field(default_factory=bytearray)
    since: list[Step] = field(default_factory=list)

    def sync(self) -> None:
        for step in self.since:
            _do(self.synced, step)
        self.since.clear()

    def after_cut(self, loss: Loss, chance: random.Random) -> bytes:
        left = bytearray(self.synced)
        for step in self.since:
            for piece in _left_of(step, loss, chance):
                _do(left, piece)
        return bytes(left)


class Disk:
    """A folder of files, to which recorded steps are done one by one."""

    def __init__(self) -> None:
        self._now: dict[str, _File] = {}
        self._certain: dict[str, _File] = {}

    def do(self, step: Step) -> None:
        match step.deed:
            case Deed.CREATE:
                self._now[step.file] = _File()
            case Deed.REMOVE:
                self._now.pop(step.file, None)
            case Deed.SYNC_FOLDER:
                self._certain = dict(self._now)
            case Deed.SYNC:
                self._now[step.file].sync()
            case Deed.WRITE | Deed.CUT:
                self._now[step.file].since.append(step)

    def after_cut(self, loss: Loss, chance: random.Random) -> dict[str, bytes]:
        """What the folder holds once the power is back; the disk itself goes on as if nothing had been."""
        names: dict[str, _File] = {}
        for name in sorted({*self._now, *self._certain}):
            for known in _either(self._certain.get(name), self._now.get(name), loss, chance):
                names[name] = known
        return {name: file.after_cut(loss, chance) for name, file in names.items()}


def put(files: dict[str, bytes], folder: Path) -> None:
    """Writes files of a disk into a real folder, by their last names."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, content in files.items():
        (folder / Path(name).name).write_bytes(content)


def _either(certain: _File | None, now: _File | None, loss: Loss, chance: random.Random) -> Iterator[_File]:
    """Which of two files, if any, a name leads to whose folder was not synced since the name was given or taken."""
    held = loss is Loss.NONE or (loss is not Loss.ALL and chance.random() < 0.5)
    file = now if held else certain
    if file is not None:
        yield file


def _left_of(step: Step, loss: Loss, chance: random.Random) -> Iterator[Step]:
    if loss is Loss.NONE or (loss is Loss.SOME and chance.random() < 0.5):
        yield step
    elif loss is Loss.TORN:
        how = chance.random()
        if how < 0.4:
            yield step
        elif how < 0.8 and step.deed is Deed.WRITE:
            yield from (piece for piece in _sectors(step) if chance.random() < 0.5)


def _sectors(step: Step) -> Iterator[Step]:
    """A write in pieces that each lie within one sector."""
    begin, end = step.offset, step.offset + len(step.data)
    while begin < end:
        edge = min((begin // SECTOR + 1) * SECTOR, end)
        data = step.data[begin - step.offset : edge - step.offset]
        yield Step(at=step.at, deed=step.deed, file=step.file, offset=begin, data=data)
        begin = edge


def _do(content: bytearray, step: Step) -> None:
    if step.deed is Deed.CUT:
        del content[step.offset :]
        return
    if len(content) < step.offset:
        content.extend(bytes(step.offset - len(content)))
    content[step.offset : step.offset + len(step.data)] = step.data

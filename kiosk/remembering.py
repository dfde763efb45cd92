"""What the print agent must not forget when it is switched off: what it printed, and how far it had listened."""

from __future__ import annotations

import json
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from threading import RLock
from typing import Any, Self

import structlog

if sys.platform != "win32":
    import fcntl

KEPT_SECONDS = 86_400
"""The hub drops a printout after two minutes; nothing older comes again."""

log = structlog.get_logger("kiosk.remembering")


class AlreadyRunning(Exception):
    """Another agent uses the same file; two would print every ticket twice."""


class Remembered:
    """A small file. What is begun is on the disk before the printer gets its first byte.

    ``clock`` gives seconds since 1970, only to forget by.
    """

    def __init__(self, file: Path, *, clock: Callable[[], float] = time.time) -> None:
        self._file = file
        self._clock = clock
        self._turn = RLock()
        kept = self._read()
        self._prints: dict[str, dict[str, Any]] = kept.get("prints", {})
        self._asked: list[str] = kept.get("asked", [])
        self.since: int | None = kept.get("since")
        self.epoch: str | None = kept.get("epoch")

    def __enter__(self) -> Self:
        """Takes the file for this process alone. Raises AlreadyRunning."""
        self._file.parent.mkdir(parents=True, exist_ok=True)
        self._lock = self._file.with_name(f"{self._file.name}.lock").open("w")
        if sys.platform != "win32":
            try:
                fcntl.flock(self._lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError as error:
                self._lock.close()
                raise AlreadyRunning(f"another print agent uses {self._file}; stop it first") from error
        return self

    def __exit__(self, *_: object) -> None:
        self._lock.close()

    def ask(self, print_id: str) -> None:
        """A printout was asked for; it reaches the disk together with how far the feed was followed."""
        with self._turn:
            self._asked.append(print_id)

    def settle(self, print_id: str) -> None:
        """It needs no printing any more."""
        with self._turn:
            self._asked = [other for other in self._asked if other != print_id]

    def asked(self) -> list[str]:
        """What was asked for and not settled, oldest first."""
        with self._turn:
            return list(self._asked)

    def knows(self, print_id: str) -> bool:
        """Whether a printout was begun, by this run of the agent or an earlier one."""
        return print_id in self._prints

    def begin(self, print_id: str) -> None:
        """Before printing. Raises OSError: what cannot be remembered must not be printed."""
        self._put(print_id, {"state": "begun", "reason": None, "reported": False, "at": self._clock()})

    def finish(self, print_id: str, *, state: str, reason: str | None) -> None:
        self._put(print_id, {**self._prints[print_id], "state": state, "reason": reason})

    def reported(self, print_id: str) -> None:
        self._put(print_id, {**self._prints[print_id], "reported": True})

    def unreported(self) -> list[tuple[str, str, str | None]]:
        """Id, state and reason of what the hub has not been told. What was only begun is ``unknown``."""
        return [
            (id, "unknown" if told["state"] == "begun" else told["state"], told["reason"])
            for id, told in self._prints.items()
            if not told["reported"]
        ]

    def listened(self, since: int, epoch: str | None) -> None:
        """How far the feed was followed; written down with the next printout, or by ``save``."""
        with self._turn:
            self.since, self.epoch = since, epoch

    def save(self) -> None:
        """Raises OSError."""
        with self._turn:
            self._write()

    def _put(self, print_id: str, told: dict[str, Any]) -> None:
        with self._turn:
            self._prints[print_id] = told
            self._write()

    def _write(self) -> None:
        forget_before = self._clock() - KEPT_SECONDS
        self._prints = {
            id: told for id, told in self._prints.items() if not told["reported"] or told["at"] > forget_before
        }
        self._file.parent.mkdir(parents=True, exist_ok=True)
        part = self._file.with_name(f"{self._file.name}.part")
        with part.open("w") as written:
            kept = {"since": self.since, "epoch": self.epoch, "asked": self._asked, "prints": self._prints}
            json.dump(kept, written)
            written.flush()
            os.fsync(written.fileno())
        part.replace(self._file)

    def _read(self) -> dict[str, Any]:
        try:
            kept = json.loads(self._file.read_text())
        except FileNotFoundError:
            return {}
        except ValueError as error:
            log.warning("memory_lost", file=str(self._file), problem=str(error))
            return {}
        return kept if isinstance(kept, dict) else {}

"""How an ESC/POS printer is used, whatever it hangs on: ask, send, wait, ask again."""

from __future__ import annotations

import time
from collections.abc import Callable
from contextlib import AbstractContextManager, suppress
from typing import Protocol

from kiosk.printers.printer import Job, Paper, PrinterError
from kiosk.printers.status import ANSWERS_WITHIN, Line, Status, ask

PIECE_BYTES = 4096
"""Sent at a time, about the buffer of a cheap printer."""


class Way(Protocol):
    """Opens a connection to the printer. Raises PrinterError."""

    def open(self) -> AbstractContextManager[Line]: ...


class EscposPrinter:
    """A printer that understands ESC/POS. It is only connected while it prints or is asked: others may use it too."""

    def __init__(
        self,
        way: Way,
        *,
        name: str,
        width_dots: int,
        answers_within: float = ANSWERS_WITHIN,
        sleep: Callable[[float], None] = time.sleep,
    ) -> None:
        self.name = name
        self.width_dots = width_dots
        self._way = way
        self._within = answers_within
        self._sleep = sleep

    def print(self, job: Job) -> Paper:
        """Prints, and says whether paper is left.

        1. Out of paper or open: nothing is sent. A printer that does not answer gets the ticket all the same.
        2. Whatever fails after the first byte may have put half a ticket out.
        3. Paper ends during a ticket more often than before one, so it is asked again when the paper rests.
        """
        with self._way.open() as line:
            before = self._ask_before(line)
            if before.paper == "no":
                raise PrinterError("no paper", reason="paper_out", retry=False)
            if before.cover_open:
                raise PrinterError("the cover is open", reason="cover_open", retry=False)
            try:
                for at in range(0, len(job.data), PIECE_BYTES):
                    line.send(job.data[at : at + PIECE_BYTES])
            except OSError as error:
                raise self._stopped(line, error) from error
            self._sleep(job.seconds)
            return self._ask_after(line) if before.answered else "unknown"

    def paper(self) -> Paper:
        try:
            with self._way.open() as line:
                return ask(line, within=self._within).paper
        except (OSError, PrinterError):
            return "unknown"

    def _ask_before(self, line: Line) -> Status:
        try:
            return ask(line, within=self._within)
        except OSError as error:
            raise PrinterError(str(error), reason="offline", retry=True) from error

    def _stopped(self, line: Line, error: OSError) -> PrinterError:
        """It took no more: why, if it still says so."""
        with suppress(OSError):  # a second failure of what failed already says nothing new
            status = ask(line, within=self._within)
            if status.paper == "no":
                return PrinterError("the paper ended", reason="paper_out", retry=False, begun=True)
            if status.cover_open:
                return PrinterError("the cover was opened", reason="cover_open", retry=False, begun=True)
        return PrinterError(str(error), reason="offline", retry=False, begun=True)

    def _ask_after(self, line: Line) -> Paper:
        try:
            after = ask(line, within=self._within)
        except OSError as error:
            raise PrinterError(str(error), reason="offline", retry=False, begun=True) from error
        if after.cover_open:
            raise PrinterError("the cover was opened", reason="cover_open", retry=False, begun=True)
        if after.paper == "no":
            raise PrinterError("the paper ended", reason="paper_out", retry=False, begun=True)
        return after.paper

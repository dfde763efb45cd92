"""What every printer can be asked: to print a job, and whether it has paper."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, Protocol

from PIL import Image

Paper = Literal["yes", "no", "unknown"]
"""``unknown`` is what a printer says that says nothing."""
Reason = Literal["paper_out", "cover_open", "offline", "unknown"]


@dataclass(frozen=True, kw_only=True)
class Job:
    """One ticket, ready to send. ``name`` is fit for a file name, ``seconds`` is how long the paper moves."""

    name: str
    data: bytes
    picture: Image.Image
    seconds: float


class PrinterError(Exception):
    """The printer did not print.

    ``retry`` says whether trying again at once may help, ``begun`` whether a part of the ticket may have come out.
    """

    def __init__(self, message: str, *, reason: Reason, retry: bool, begun: bool = False) -> None:
        super().__init__(message)
        self.reason = reason
        self.retry = retry
        self.begun = begun


class Printer(Protocol):
    """One printer. Only one thread at a time may use it."""

    name: str
    width_dots: int

    def print(self, job: Job) -> Paper:
        """Prints, and says afterwards whether paper is left: ``unknown`` when the printer did not confirm it.

        Raises PrinterError.
        """
        ...

    def paper(self) -> Paper:
        """Whether it has paper, ``unknown`` when it does not answer. Raises nothing; takes a few seconds at most."""
        ...

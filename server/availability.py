"""Something the hub relies on that may be away: logged once when it goes, and once when it is back."""

from __future__ import annotations

from typing import Any


class Availability:
    """Whether ``what`` is there. ``reason`` says why it is not, "" while it is."""

    def __init__(self, what: str, log: Any) -> None:
        self._what = what
        self._log = log
        self.reason = ""

    @property
    def is_there(self) -> bool:
        return not self.reason

    def lost(self, why: object) -> None:
        """It failed; said only the first time."""
        if self.is_there:
            self._log.warning("away", what=self._what, why=str(why))
        self.reason = str(why) or type(why).__name__

    def found(self) -> None:
        """It works; said only when it did not before."""
        if not self.is_there:
            self._log.warning("back", what=self._what)
        self.reason = ""

"""What the print agent asks of the hub and tells it."""

from __future__ import annotations

import uuid
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from config.hub_client.api import HubApi
from kiosk.printers.printer import Paper

REPORTS = uuid.UUID("2d9f2f0e-6f0c-4c9b-9a53-8a8b7f4ed3a1")
"""Makes the key of a report from the printout's id, so that a restarted agent repeats and never contradicts."""


@dataclass(frozen=True)
class Printout:
    """A printout as the hub has it; ``age_seconds`` by the hub's own clock."""

    id: str
    state: str
    sheet: dict[str, Any]
    age_seconds: float


class Hub:
    """The hub's API, as far as printing goes. Everything raises HubAway, Settled, Refused."""

    def __init__(self, address: str, token: str) -> None:
        self._api = HubApi(address, token, kind="kiosk")

    def show(self, print_id: str) -> Printout:
        """A printout with its sheet."""
        body, now = self._api.get(f"/prints/{print_id}")
        age = (now - datetime.fromisoformat(body["created_at"])).total_seconds()
        return Printout(print_id, body["state"], body["sheet"], age)

    def report(self, print_id: str, state: str, reason: str | None) -> None:
        """Says what became of a printout."""
        key = uuid.uuid5(REPORTS, print_id)
        self._api.post(f"/prints/{print_id}/report", {"state": state, "reason": reason}, key=key)

    def note_paper(self, paper: Paper) -> None:
        """Says whether the printer has paper."""
        self._api.post("/printer", {"paper": paper}, key=uuid.uuid4())

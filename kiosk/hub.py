"""What the print agent asks of the hub and tells it, by HTTP."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
import uuid
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

from kiosk.printers.printer import Paper

ANSWER_SECONDS = 10.0
REPORTS = uuid.UUID("2d9f2f0e-6f0c-4c9b-9a53-8a8b7f4ed3a1")
"""Makes the key of a report from the printout's id, so that a restarted agent repeats and never contradicts."""


class HubAway(Exception):
    """The hub did not answer, or not now; ask again later."""


class Settled(Exception):
    """The hub knows better: the printout is dropped, reported already or unknown to it."""


class Refused(Exception):
    """The hub does not take this token; the message says what to do."""


@dataclass(frozen=True)
class Printout:
    """A printout as the hub has it; ``age_seconds`` by the hub's own clock."""

    id: str
    state: str
    sheet: dict[str, Any]
    age_seconds: float


class Hub:
    """The hub's HTTP API, as far as printing goes."""

    def __init__(self, address: str, token: str) -> None:
        self._api = address.rstrip("/") + "/api/v1"
        self._token = token

    def show(self, print_id: str) -> Printout:
        """A printout with its sheet. Raises HubAway, Settled, Refused."""
        body, now = self._ask(f"/prints/{print_id}", None, key=None)
        age = (now - datetime.fromisoformat(body["created_at"])).total_seconds()
        return Printout(print_id, body["state"], body["sheet"], age)

    def report(self, print_id: str, state: str, reason: str | None) -> None:
        """Says what became of a printout. Raises HubAway, Settled, Refused."""
        key = uuid.uuid5(REPORTS, print_id)
        self._ask(f"/prints/{print_id}/report", {"state": state, "reason": reason}, key=key)

    def note_paper(self, paper: Paper) -> None:
        """Says whether the printer has paper. Raises HubAway, Settled, Refused."""
        self._ask("/printer", {"paper": paper}, key=uuid.uuid4())

    def _ask(self, path: str, body: dict[str, Any] | None, *, key: uuid.UUID | None) -> tuple[Any, datetime]:
        headers = {"Authorization": f"Bearer {self._token}", "Accept": "application/json"}
        if body is not None:
            headers |= {"Content-Type": "application/json", "Idempotency-Key": str(key)}
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(self._api + path, data=data, headers=headers)
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                return json.load(answer), _hub_time(answer.headers.get("Date"))
        except urllib.error.HTTPError as error:
            with error:
                if error.code in (401, 403):
                    raise refused(error.code) from error
                if error.code < 500 and error.code not in (408, 429):
                    raise Settled(f"{path}: {error.code}") from error
                raise HubAway(f"{path}: {error.code}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise HubAway(f"{path}: {error}") from error


def refused(status: int) -> Refused:
    """What to say of a token that the hub does not take."""
    return Refused(f"the hub refused the token ({status}); pair this computer as a kiosk and give its token")


def _hub_time(date: str | None) -> datetime:
    """The hub's clock as its answer says it: the kiosk's own may be wrong by hours, and the age must not be."""
    return parsedate_to_datetime(date) if date else datetime.now(UTC)

"""What a terminal's program asks of the hub and tells it, by HTTP."""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
import uuid
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

ANSWER_SECONDS = 10.0


class HubAway(Exception):
    """The hub did not answer, or not now; ask again later."""


class Settled(Exception):
    """The hub will never say yes to this: what it is about is gone, done already or makes no sense."""


class Refused(Exception):
    """The hub does not take this token; the message says what to do."""


def remedy(kind: str) -> str:
    """What to do about a token that the hub does not take."""
    return f"pair this computer as {'an' if kind[0] in 'aeiou' else 'a'} {kind} and give its token"


class HubApi:
    """The hub's HTTP API as a device of this ``kind`` with its token."""

    def __init__(self, address: str, token: str, *, kind: str) -> None:
        self._api = address.rstrip("/") + "/api/v1"
        self._token = token
        self._kind = kind

    def get(self, path: str) -> tuple[Any, datetime]:
        """The answer and the hub's time. Raises HubAway, Settled, Refused."""
        return self._ask(path, None, headers={})

    def post(self, path: str, body: dict[str, Any], *, key: uuid.UUID) -> Any:
        """Does it once for ``key``, however often it is asked. Raises HubAway, Settled, Refused."""
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(key)}
        return self._ask(path, json.dumps(body).encode(), headers=headers)[0]

    def _ask(self, path: str, data: bytes | None, *, headers: dict[str, str]) -> tuple[Any, datetime]:
        asking = {"Authorization": f"Bearer {self._token}", "Accept": "application/json", **headers}
        request = urllib.request.Request(self._api + path, data=data, headers=asking)
        try:
            with urllib.request.urlopen(request, timeout=ANSWER_SECONDS) as answer:
                return json.load(answer), _hub_time(answer.headers.get("Date"))
        except urllib.error.HTTPError as error:
            with error:
                if error.code in (401, 403):
                    raise Refused(f"the hub refused the token ({error.code}); {remedy(self._kind)}") from error
                if error.code < 500 and error.code not in (408, 429):
                    raise Settled(f"{path}: {error.code}") from error
                raise HubAway(f"{path}: {error.code}") from error
        except (OSError, http.client.HTTPException, ValueError) as error:
            raise HubAway(f"{path}: {error}") from error


def _hub_time(date: str | None) -> datetime:
    """The hub's clock as its answer says it: the terminal's own may be wrong by hours."""
    return parsedate_to_datetime(date) if date else datetime.now(UTC)

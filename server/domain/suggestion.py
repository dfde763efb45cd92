"""A suggestion (意见建议): what a citizen proposed, written down by the hall and answered."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from enum import StrEnum

from server.domain.refusal import NotAllowedNow


class Way(StrEnum):
    """How it came."""

    PAPER = "paper"
    TELEPHONE = "telephone"
    IN_PERSON = "in_person"
    LETTER = "letter"
    ONLINE = "online"


@dataclass(frozen=True, kw_only=True)
class Suggestion:
    """``text``, ``name`` and ``phone`` are None once they have been deleted; ``day`` is the hall's."""

    id: str
    day: date
    at: datetime
    channel: Way
    department: str | None
    text: str | None
    name: str | None
    phone: str | None
    recorded_by: str
    answer: str | None = None
    answered_at: datetime | None = None
    answered_by: str | None = None


def answered(known: Suggestion, *, said: str, by: str, at: datetime) -> Suggestion:
    """What was said to the citizen, once. Raises NotAllowedNow the second time."""
    if known.answered_at is not None:
        raise NotAllowedNow("suggestion_answered")
    return replace(known, answer=said, answered_at=at, answered_by=by)

"""Ticket numbers: a service's letter and a count that starts at 001 each hall day."""

from __future__ import annotations

from datetime import date, datetime
from zoneinfo import ZoneInfo


def ticket_number(prefix: str, count: int) -> str:
    """``A001`` … ``A999``, then ``A1000``: numbers never wrap within a day."""
    if count < 1:
        raise ValueError("the first ticket of a day is number 1")
    return f"{prefix}{count:03d}"


def hall_day(at: datetime, zone: ZoneInfo) -> date:
    """The hall's calendar day at a UTC time: numbers start anew at the hall's midnight, not at UTC's."""
    return at.astimezone(zone).date()

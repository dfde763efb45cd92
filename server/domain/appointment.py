"""The appointment (预约): a time for a service, known by a code. Nobody's name is needed for it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.refusal import NotAllowedNow


class AppointmentState(StrEnum):
    BOOKED = "booked"
    CHECKED_IN = "checked_in"
    CANCELLED = "cancelled"
    NO_SHOW = "no_show"


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """``at`` is UTC; ``ticket`` is the one its holder got when checking in."""

    code: str
    service: str
    at: datetime
    state: AppointmentState = AppointmentState.BOOKED
    ticket: str | None = None

    def must_be_in_time(self, now: datetime, *, early: timedelta, late: timedelta) -> None:
        """Raises NotAllowedNow before ``early`` and after ``late`` of its time, or when it was cancelled."""
        if self.state is AppointmentState.CANCELLED:
            raise NotAllowedNow("appointment_cancelled")
        if now < self.at - early:
            raise NotAllowedNow("appointment_early", early=int(early.total_seconds() // 60))
        if now > self.at + late:
            raise NotAllowedNow("appointment_late", late=int(late.total_seconds() // 60))

    def checked_in(self, ticket: str) -> Appointment:
        return replace(self, state=AppointmentState.CHECKED_IN, ticket=ticket)

    def moved(self, at: datetime) -> Appointment:
        """To another time, also for a holder who did not come. Raises NotAllowedNow once they are here or cancelled."""
        self._must_be_open()
        return replace(self, at=at, state=AppointmentState.BOOKED)

    def missed(self, now: datetime) -> Appointment:
        """Its holder did not come (爽约). Raises NotAllowedNow before its time, or once they are here or cancelled."""
        self._must_be_open()
        if now < self.at:
            raise NotAllowedNow("appointment_not_yet")
        return replace(self, state=AppointmentState.NO_SHOW)

    def _must_be_open(self) -> None:
        if self.state is AppointmentState.CANCELLED:
            raise NotAllowedNow("appointment_cancelled")
        if self.state is AppointmentState.CHECKED_IN:
            raise NotAllowedNow("appointment_checked_in")

    def cancelled(self) -> Appointment:
        """Raises NotAllowedNow once its holder is here."""
        if self.state is AppointmentState.CHECKED_IN:
            raise NotAllowedNow("appointment_checked_in")
        return replace(self, state=AppointmentState.CANCELLED)

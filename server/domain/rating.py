"""The rating (好差评, 国办发〔2019〕51号, GB/T 39734-2020): one for each serving, five grades, no rating is no rating.

Grades are words. Numbers exist only at the edge of an export, since the standards number them in both directions.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from server.domain.refusal import BadInput, NotAllowedNow
from server.domain.serving import Serving, ServingState


class Grade(StrEnum):
    VERY_SATISFIED = "very_satisfied"
    SATISFIED = "satisfied"
    BASICALLY_SATISFIED = "basically_satisfied"
    DISSATISFIED = "dissatisfied"
    VERY_DISSATISFIED = "very_dissatisfied"


GOOD = frozenset({Grade.VERY_SATISFIED, Grade.SATISFIED, Grade.BASICALLY_SATISFIED})
BAD = frozenset({Grade.DISSATISFIED, Grade.VERY_DISSATISFIED})
"""差评: the two lowest grades."""


KEPT_BY_THE_TABLET = timedelta(minutes=1)
"""How much later than its limit a rating may arrive before it counts as kept back."""


class Channel(StrEnum):
    """How a rating came in (渠道); numbers are the national interface's codes.

    Paper cards typed in by a manager (评议卡) and invited inspectors (特邀监督员) have none of their own there.
    """

    PHONE = "2"
    QR = "3"
    TABLET = "4"
    BUTTON_BOX = "5"
    CARD = "card"
    INSPECTOR = "inspector"


class Flag(StrEnum):
    """Why a rating is doubtful. Flagged ratings count; figures are shown with and without them.

    The first four are known when it is taken; the patterns are found at the end of the day, and a reviewer sets aside.
    """

    LATE = "late"
    SHORT_SERVING = "short_serving"
    OLD_INVITATION = "old_invitation"
    WINDOW_NOT_OPEN = "window_not_open"
    INSTANT = "instant"
    EVEN_RHYTHM = "even_rhythm"
    ONE_GRADE = "one_grade"
    ONE_PHONE = "one_phone"
    SET_ASIDE = "set_aside"


@dataclass(frozen=True, kw_only=True)
class Limits:
    """What a hall calls late or too short. ``not_open`` is how long after its invitation a terminal's press is
    doubtful while its window is paused or closed: a clerk may go to lunch while the citizen still thinks.
    """

    limit: timedelta
    short_serving: timedelta
    not_open: timedelta = timedelta(minutes=1)


def doubts(
    serving: Serving,
    *,
    received_at: datetime,
    waited: timedelta | None,
    invitation: str | None,
    limits: Limits,
    window_open: bool = True,
) -> tuple[Flag, ...]:
    """The flags of a rating about to be taken.

    ``waited`` is the terminal's monotonic time from invitation to press; without it the arrival at the hub counts.
    ``window_open`` is whether the window is open as it arrives, for terminals that stand at it.
    Raises NotAllowedNow when the serving is not finished, was never invited or is rated already.
    """
    if serving.rated:
        raise NotAllowedNow("already_rated")
    if serving.state is not ServingState.FINISHED or serving.finished_at is None:
        raise NotAllowedNow("not_finished", state=serving.state.value)
    if serving.invitation is None or serving.invited_at is None:
        raise NotAllowedNow("not_invited")
    flags = []
    arrival = received_at - serving.invited_at
    pressed = arrival if waited is None else waited
    # A press that a tablet kept while the network was away was made in time, and still came late.
    if pressed > limits.limit or arrival > limits.limit + KEPT_BY_THE_TABLET:
        flags.append(Flag.LATE)
    if serving.started_at is not None and serving.finished_at - serving.started_at < limits.short_serving:
        flags.append(Flag.SHORT_SERVING)
    if invitation is not None and invitation != serving.invitation:
        flags.append(Flag.OLD_INVITATION)
    if not window_open and limits.not_open < arrival <= limits.limit:
        flags.append(Flag.WINDOW_NOT_OPEN)
    return tuple(flags)


def pressed_at(*, received_at: datetime, invited_at: datetime, waited: timedelta | None) -> datetime:
    """When a rating was made: ``waited`` after its invitation by the terminal's monotonic clock, else as it came in."""
    return received_at if waited is None else invited_at + waited


def check_tags(grade: Grade, tags: tuple[str, ...], known: Mapping[str, object]) -> None:
    """Raises BadInput unless every tag is one of ``known``, the tags of this grade, and stands once."""
    for tag in tags:
        if tag not in known:
            raise BadInput("unknown_tag", field="tags", tag=tag, grade=grade.value)
    if len(set(tags)) != len(tags):
        raise BadInput("doubled_tag", field="tags")

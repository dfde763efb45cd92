from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest

from server.domain.rating import Flag, Grade, Limits, check_tags, doubts
from server.domain.refusal import BadInput, NotAllowedNow
from server.domain.serving import ServingState
from tests.domain.test_moves import a_serving

START = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
END = START + timedelta(minutes=5)
LIMITS = Limits(limit=timedelta(minutes=2), short_serving=timedelta(seconds=5))
FINISHED = a_serving(ServingState.FINISHED, started_at=START, finished_at=END, invitation="i1", invited_at=END)


def flags(*, after: float, waited: float | None = None, invitation: str | None = None, **changes: object) -> set[Flag]:
    """What is doubtful about a press that reaches the hub so many seconds after the invitation."""
    found = doubts(
        replace(FINISHED, **changes),  # type: ignore[arg-type]
        received_at=END + timedelta(seconds=after),
        waited=None if waited is None else timedelta(seconds=waited),
        invitation=invitation,
        limits=LIMITS,
    )
    return set(found)


def test_a_press_in_time_is_beyond_doubt() -> None:
    assert flags(after=20, waited=19, invitation="i1") == set()


def test_a_press_after_the_limit_is_late() -> None:
    assert flags(after=121) == {Flag.LATE}
    assert flags(after=125, waited=121) == {Flag.LATE}


def test_a_press_that_the_tablet_kept_counts_and_is_flagged_late() -> None:
    assert flags(after=86_400, waited=10) == {Flag.LATE}


def test_a_serving_of_a_few_seconds_is_doubtful() -> None:
    assert flags(after=5, started_at=END - timedelta(seconds=4)) == {Flag.SHORT_SERVING}


def test_an_answer_to_an_earlier_invitation_is_doubtful() -> None:
    assert flags(after=5, invitation="i0") == {Flag.OLD_INVITATION}


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"rated": True}, "already_rated"),
        ({"state": ServingState.SERVING}, "not_finished"),
        ({"invited_at": None}, "not_invited"),
    ],
)
def test_what_cannot_be_rated_is_refused(change: dict[str, Any], code: str) -> None:
    with pytest.raises(NotAllowedNow, match=code):
        flags(after=5, **change)


def test_tags_belong_to_their_grade_and_stand_once() -> None:
    known = {"207": "便民度高"}
    check_tags(Grade.SATISFIED, ("207",), known)
    with pytest.raises(BadInput, match="unknown_tag"):
        check_tags(Grade.SATISFIED, ("407",), known)
    with pytest.raises(BadInput, match="doubled_tag"):
        check_tags(Grade.SATISFIED, ("207", "207"), known)

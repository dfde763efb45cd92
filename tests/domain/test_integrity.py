"""Patterns that no citizen would make are found; honest days are left in peace."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from random import Random

import pytest

from server.domain.integrity import Finding, Seen, findings
from server.domain.rating import Flag, Grade

MORNING = datetime(2026, 3, 2, 1, 0, tzinfo=UTC)
GRADES = (Grade.VERY_SATISFIED, Grade.SATISFIED, Grade.BASICALLY_SATISFIED, Grade.DISSATISFIED)
SHARES = (70, 20, 7, 3)


def honest(window: str, count: int, random: Random, **same: object) -> list[Seen]:
    """People who come as they come and press after a few seconds."""
    gaps = (timedelta(seconds=60 + random.expovariate(1 / 400)) for _ in range(count))
    return [
        Seen(
            **{
                "id": f"{window}-{n}",
                "window": window,
                "staff": f"100{window}",
                "grade": random.choices(GRADES, SHARES)[0],
                "at": MORNING + after,
                "waited": 2 + random.expovariate(1 / 5),
                **same,
            }  # type: ignore[arg-type]
        )
        for n, after in enumerate(accumulate(gaps))
    ]


def hall(random: Random) -> list[Seen]:
    return [rating for window in "12345" for rating in honest(window, 40, random)]


def found(ratings: list[Seen], before: Sequence[Seen] = ()) -> list[Finding]:
    return findings(ratings, before=before, random=Random(7))


def test_thirty_honest_days_are_left_in_peace() -> None:
    random = Random(1)
    assert [finding for _ in range(30) for finding in found(hall(random))] == []


def test_presses_right_after_the_invitation_again_and_again() -> None:
    random = Random(2)
    (finding,) = found([*hall(random), *honest("6", 12, random, waited=0.4)])
    assert (finding.flag, finding.window, len(finding.ratings)) == (Flag.INSTANT, "6", 12)
    assert finding.evidence == {"run": 12, "slowest_seconds": 0.4}


def test_four_quick_presses_are_no_pattern() -> None:
    random = Random(3)
    assert found([*hall(random), *honest("6", 4, random, waited=0.4)]) == []


@pytest.mark.parametrize("noon", [timedelta(), timedelta(hours=1)], ids=["through the day", "but for noon"])
def test_an_even_rhythm(noon: timedelta) -> None:
    random = Random(4)
    even = [
        Seen(
            id=f"6-{n}",
            window="6",
            staff="1006",
            grade=random.choices(GRADES, SHARES)[0],
            at=MORNING + timedelta(seconds=300 * n + random.uniform(-20, 20)) + (noon if n > 9 else timedelta()),
            waited=4.0,
        )
        for n in range(20)
        if n % 7  # some rate nothing
    ]
    (finding,) = found([*hall(random), *even])
    assert (finding.flag, finding.window) == (Flag.EVEN_RHYTHM, "6")
    assert finding.evidence["chance"] < 0.001


def test_one_grade_for_a_long_run_where_others_are_mixed() -> None:
    random = Random(5)
    (finding,) = found([*hall(random), *honest("6", 60, random, grade=Grade.VERY_SATISFIED)])
    assert (finding.flag, finding.window, len(finding.ratings)) == (Flag.ONE_GRADE, "6", 60)


def test_one_grade_over_the_days_doubts_only_the_last_days_ratings() -> None:
    random = Random(9)
    yesterday = [replace(r, id=f"y{r.id}", at=r.at - timedelta(days=1)) for r in hall(random)]
    same = {day: honest("6", 25, random, grade=Grade.VERY_SATISFIED) for day in ("today", "yesterday")}
    before = [replace(r, id=f"y{r.id}", at=r.at - timedelta(days=1)) for r in same["yesterday"]]
    today = [*hall(random), *same["today"]]
    assert found(today, yesterday) == []
    (finding,) = found(today, [*yesterday, *before])
    assert (finding.flag, finding.window, finding.evidence["run"]) == (Flag.ONE_GRADE, "6", 50)
    assert set(finding.ratings) == {rating.id for rating in same["today"]}


def test_one_grade_of_days_gone_by_is_no_doubt_about_a_mixed_day() -> None:
    random = Random(10)
    gone = [replace(r, at=r.at - timedelta(days=1)) for r in honest("6", 80, random, grade=Grade.VERY_SATISFIED)]
    before = [replace(r, id=f"y{r.id}") for r in gone]
    assert found([*hall(random), *honest("6", 40, random)], before) == []


def test_a_hall_of_contented_people_is_no_pattern() -> None:
    random = Random(6)
    content = [r for w in "12345" for r in honest(w, 40, random, grade=Grade.VERY_SATISFIED)]
    assert found(content) == []


@pytest.mark.parametrize(("windows", "flagged"), [(3, 0), (4, 4)])
def test_one_phone_at_many_windows(windows: int, flagged: int) -> None:
    random = Random(8)
    same = [rating for n in range(windows) for rating in honest(str(n), 1, random, phone="3f", waited=30.0)]
    unknown = [rating for n in range(5, 10) for rating in honest(str(n), 1, random, phone="", waited=30.0)]
    assert sum(len(f.ratings) for f in found([*same, *unknown]) if f.flag is Flag.ONE_PHONE) == flagged

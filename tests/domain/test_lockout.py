"""Wrong passwords cost nothing at first, then longer each time, and never so long that nobody gets in any more."""

from datetime import timedelta

import pytest

from server.domain import lockout, password
from server.domain.refusal import BadInput


def test_the_delay_doubles_from_the_first_that_costs_up_to_the_longest() -> None:
    delays = [lockout.delay(n, free=5) for n in range(1, 14)]
    assert delays[:4] == [timedelta(0)] * 4
    assert [d.total_seconds() for d in delays[4:]] == [15, 30, 60, 120, 240, 480, 900, 900, 900]
    assert lockout.delay(10_000, free=5) == lockout.LONGEST


@pytest.mark.parametrize(
    ("new", "wrong"),
    [
        ("kort", "password_short"),
        ("1234567", "password_short"),
        ("12345678", "password_plain"),
        ("87654321", "password_plain"),
        ("aaaaaaaa", "password_plain"),
        ("qwertyuiop", "password_plain"),
        ("PASSWORD", "password_plain"),
        ("my1001word", "password_plain"),
        ("才让卓玛的密码", "password_short"),
        ("才让卓玛的密码呀", "password_plain"),
    ],
)
def test_what_anybody_would_try_first_is_no_password(new: str, wrong: str) -> None:
    with pytest.raises(BadInput, match=wrong):
        password.check_new(new, job_number="1001", name="才让卓玛")


@pytest.mark.parametrize("new", ["草原上的雨下了三天", "correct horse", "7f9f5b3e", "Tsering-17-rain"])
def test_a_long_one_is_a_password(new: str) -> None:
    password.check_new(new, job_number="1001", name="才让卓玛")

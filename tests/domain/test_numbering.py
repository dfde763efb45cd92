from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo

import pytest

from server.domain.numbering import hall_day, ticket_number


def test_numbers_run_from_001_and_go_on_beyond_999() -> None:
    assert [ticket_number("A", n) for n in (1, 42, 999, 1000)] == ["A001", "A042", "A999", "A1000"]


def test_there_is_no_ticket_before_the_first() -> None:
    with pytest.raises(ValueError, match="number 1"):
        ticket_number("A", 0)


def test_the_day_is_the_halls_and_not_utcs() -> None:
    zone = ZoneInfo("Asia/Shanghai")
    assert hall_day(datetime(2026, 3, 1, 15, 59, tzinfo=UTC), zone) == date(2026, 3, 1)
    assert hall_day(datetime(2026, 3, 1, 16, 0, tzinfo=UTC), zone) == date(2026, 3, 2)

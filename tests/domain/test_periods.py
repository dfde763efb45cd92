"""What a period is compared with."""

from datetime import date

import pytest

from server.domain.periods import Period, period_before, year_before


def period(first: str, last: str) -> Period:
    return Period(date.fromisoformat(first), date.fromisoformat(last))


@pytest.mark.parametrize(
    ("now", "before", "year"),
    [
        (("2026-02-01", "2026-02-28"), ("2026-01-01", "2026-01-31"), ("2025-02-01", "2025-02-28")),
        (("2024-02-01", "2024-02-29"), ("2024-01-01", "2024-01-31"), ("2023-02-01", "2023-02-28")),
        (("2026-03-01", "2026-03-30"), ("2026-02-01", "2026-02-28"), ("2025-03-01", "2025-03-30")),
        (("2026-01-01", "2026-03-31"), ("2025-10-01", "2025-12-31"), ("2025-01-01", "2025-03-31")),
        (("2026-03-24", "2026-03-24"), ("2026-02-24", "2026-02-24"), ("2025-03-24", "2025-03-24")),
        (("2026-03-10", "2026-04-20"), ("2026-01-10", "2026-02-20"), ("2025-03-10", "2025-04-20")),
        (("2026-01-01", "2026-12-31"), ("2025-01-01", "2025-12-31"), ("2025-01-01", "2025-12-31")),
    ],
)
def test_the_days_before(now: tuple[str, str], before: tuple[str, str], year: tuple[str, str]) -> None:
    assert period_before(period(*now)) == period(*before)
    assert year_before(period(*now)) == period(*year)

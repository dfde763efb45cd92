"""Times are the same in the database, in the journal and over the wire."""

from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import create_engine

from server.store.columns import Instant, from_rfc3339, rfc3339, whole_milliseconds

instants = st.datetimes(min_value=datetime(1970, 1, 1), max_value=datetime(2200, 1, 1), timezones=st.just(UTC)).map(
    whole_milliseconds
)
dialect = create_engine("sqlite://").dialect


@given(instants)
def test_a_time_comes_back_as_it_went(at: datetime) -> None:
    kept = Instant()
    assert kept.process_result_value(kept.process_bind_param(at, dialect), dialect) == at
    assert from_rfc3339(rfc3339(at)) == at


@given(instants, instants)
def test_written_times_stand_in_the_order_of_time(one: datetime, other: datetime) -> None:
    assert (rfc3339(one) < rfc3339(other)) == (one < other)


def test_every_zone_is_written_in_utc() -> None:
    at = datetime(2026, 3, 2, 9, 30, tzinfo=timezone(timedelta(hours=8)))
    assert rfc3339(at) == "2026-03-02T01:30:00.000Z"


def test_no_time_is_no_time() -> None:
    assert Instant().process_bind_param(None, dialect) is None
    assert Instant().process_result_value(None, dialect) is None


def test_what_is_no_time_is_refused() -> None:
    with pytest.raises(ValueError, match="today"):
        from_rfc3339("today")

"""How old a call is, by two clocks that need not agree."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from config.hub_client.clock import HubClock


class Line:
    """A hub and a listener; the hub's clock is wrong by ``hub_ahead`` seconds."""

    def __init__(self) -> None:
        self.now = 1_000.0
        self.hub_ahead = 0.0
        self.clock = HubClock(lambda: self.now)

    def written(self) -> str:
        at = datetime(2026, 3, 2, tzinfo=UTC) + timedelta(seconds=self.now + self.hub_ahead)
        return at.isoformat(timespec="milliseconds").replace("+00:00", "Z")

    def ticks(self, seconds: float, *, every: float = 4.0) -> float:
        """The hub says something again and again; the age of the last."""
        age = 0.0
        for _ in range(round(seconds / every)):
            self.now += every
            age = self.clock.age(self.written())
        return age


@pytest.fixture
def line() -> Line:
    return Line()


@pytest.mark.parametrize("hub_ahead", [0.0, 86_400.0, -86_400.0])
def test_a_message_that_just_came_is_new_whatever_the_hubs_clock_says(line: Line, hub_ahead: float) -> None:
    line.hub_ahead = hub_ahead
    assert line.ticks(60) == pytest.approx(0, abs=0.01)


def test_a_call_made_while_we_were_away_is_as_old_as_the_outage(line: Line) -> None:
    line.ticks(60)
    written = line.written()
    line.now += 90.0
    assert line.clock.age(written) == pytest.approx(90, abs=0.01)


def test_a_network_that_stood_still_delivers_old_calls_as_old(line: Line) -> None:
    """The connection survives, everything comes at once: every call is judged by what came before it stood still."""
    line.ticks(60)
    written = []
    for _ in range(40):
        line.now += 1.0
        written.append(line.written())
    ages = []
    for message in written:
        line.now += 0.01
        ages.append(line.clock.age(message))
    assert ages[0] == pytest.approx(39, abs=0.5)
    assert ages[-1] == pytest.approx(0.4, abs=0.5)
    assert ages == sorted(ages, reverse=True)


def test_a_long_catching_up_spread_over_seconds_is_still_old(line: Line) -> None:
    line.ticks(60)
    written = line.written()
    line.now += 60.0
    ages = [line.clock.age(written)]
    for _ in range(8):
        line.now += 1.0
        ages.append(line.clock.age(written))
    assert min(ages) > 55


@pytest.mark.parametrize("jump", [-300.0, -3.0, 300.0])
def test_a_hub_whose_clock_is_put_right_is_understood_again_within_half_a_minute(line: Line, jump: float) -> None:
    line.ticks(60)
    line.hub_ahead += jump
    assert line.ticks(28) == pytest.approx(0, abs=0.01)


def test_a_busy_hall_is_understood_as_well(line: Line) -> None:
    line.ticks(60, every=0.2)
    line.hub_ahead -= 300
    assert line.ticks(28, every=0.2) == pytest.approx(0, abs=0.01)


def test_the_first_message_is_taken_as_new(line: Line) -> None:
    assert line.clock.age(line.written()) == 0

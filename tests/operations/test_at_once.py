"""Where peers fail: many at once. Every number once and without gaps, every citizen at one window."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from typing import TypeVar

from server.concurrency import threads
from server.operations import windows
from server.store import verifying
from server.store.database import Store
from tests.small_hall import Hall, clerk, definition, new_hall

T = TypeVar("T")
CLIENTS = 32
TICKETS = 2_000
WINDOWS = ("1", "2", "3", "4", "5", "6")
CALLS = 360


def wide_hall() -> dict[str, object]:
    """Six windows that may all serve everything."""
    return {
        "windows": [{"code": code, "general": True} for code in WINDOWS],
        "staff": [{"job_number": f"100{code}", "name": code, "window": code} for code in WINDOWS],
        "hours": {"always": True},
    }


@contextmanager
def hubs_of(database: str) -> Iterator[list[Hall]]:
    """The hall as two hub processes would hold it on PostgreSQL; SQLite has one hub."""
    first = new_hall(database, definition(**wide_hall()))
    halls = [first]
    if not database.startswith("sqlite"):
        halls.append(Hall(Store(database, threads=threads("threading"), clock=first.store.clock), first.clock))
    yield halls
    for hall in halls:
        hall.store.close()


def in_parallel(work: Callable[[int], T], *, times: int, clients: int) -> list[T]:
    with ThreadPoolExecutor(clients) as crowd:
        return list(crowd.map(work, range(times)))


def test_two_thousand_tickets_from_thirty_two_clients(database: str) -> None:
    with hubs_of(database) as halls:
        numbers = in_parallel(lambda n: halls[n % len(halls)].issue("A").number, times=TICKETS, clients=CLIENTS)
        assert sorted(numbers, key=lambda number: int(number[1:])) == [f"A{n:03}" for n in range(1, TICKETS + 1)]
        with halls[0].store.read() as conn:
            assert verifying.verify(conn, "small") == TICKETS


def test_three_hundred_and_sixty_calls_from_six_windows(database: str) -> None:
    with hubs_of(database) as halls:
        for _ in range(CALLS):
            halls[0].issue("A")
        for code in WINDOWS:
            halls[0].do(clerk(code), lambda turn, code=code: windows.open_window(turn, code))  # type: ignore[misc]

        def sit(window: int) -> list[str | None]:
            hall = halls[window % len(halls)]
            return [hall.number_called(WINDOWS[window]) for _ in range(CALLS // len(WINDOWS))]

        called = [
            number for numbers in in_parallel(sit, times=len(WINDOWS), clients=len(WINDOWS)) for number in numbers
        ]
        assert None not in called
        assert len(set(called)) == CALLS

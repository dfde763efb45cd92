"""One terminal speaks in a room, also when two ask at once, when it dies, and when it falls silent."""

import threading
from datetime import timedelta

from server.store import speaking_rights
from server.store.database import Store
from tests.small_hall import MORNING, Hall

SECOND = timedelta(seconds=1)


def ask(hall: Hall, holder: str, *, room: str = "hall", after: float = 0.0, spoken: int | None = None) -> bool:
    now = MORNING + timedelta(seconds=after)
    return bool(
        hall.store.write(lambda conn: speaking_rights.take(conn, "small", room, holder=holder, spoken=spoken, now=now))
    )


def last_spoken(store: Store) -> int:
    with store.read() as conn:
        standing = speaking_rights.standing(conn, "small", "hall")
    assert standing is not None
    return standing.spoken


def test_who_asks_first_speaks_until_it_no_longer_asks(hall: Hall) -> None:
    assert ask(hall, "board")
    assert not ask(hall, "announcer", after=1)
    assert ask(hall, "board", after=9)
    assert not ask(hall, "announcer", after=20)
    assert ask(hall, "announcer", after=22)
    assert not ask(hall, "board", after=23)


def test_the_next_one_gets_it_only_after_the_holder_has_fallen_silent(hall: Hall) -> None:
    """The holder is told ten seconds; the row stands two longer, for hubs whose clocks differ."""
    ask(hall, "board")
    told = speaking_rights.HELD / SECOND
    assert not ask(hall, "announcer", after=told + 1.9)
    assert ask(hall, "announcer", after=told + 2.1)


def test_each_room_has_its_own(hall: Hall) -> None:
    assert ask(hall, "board")
    assert ask(hall, "announcer", room="upstairs")


def test_who_gives_it_up_is_followed_at_once(hall: Hall) -> None:
    ask(hall, "board")
    for stranger in ("announcer", "board"):
        hall.store.write(
            lambda conn, stranger=stranger: speaking_rights.give_up(conn, "small", "hall", holder=stranger, now=MORNING)
        )
        assert ask(hall, "announcer") is (stranger == "board")


def test_the_next_one_learns_what_was_spoken(hall: Hall) -> None:
    ask(hall, "board")
    ask(hall, "board", after=1, spoken=7)
    ask(hall, "announcer", after=2, spoken=99)
    assert last_spoken(hall.store) == 7
    assert ask(hall, "announcer", after=60)
    assert last_spoken(hall.store) == 7


def test_of_many_that_ask_at_once_one_speaks(hall: Hall) -> None:
    start, speaking = threading.Barrier(8), []

    def terminal(name: str) -> None:
        start.wait()
        if ask(hall, name):
            speaking.append(name)

    asking = [threading.Thread(target=terminal, args=(f"board-{place}",)) for place in range(8)]
    for each in asking:
        each.start()
    for each in asking:
        each.join()
    assert len(speaking) == 1

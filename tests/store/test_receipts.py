"""Who asks again under the same key gets the same answer again, and the deed is done once."""

from concurrent.futures import ThreadPoolExecutor

import pytest

from server.concurrency import threads
from server.operations import issuing
from server.store.database import Store
from server.store.receipts import Answer, Key, KeyReused, forget_old, once
from server.store.turn import Turn
from tests.small_hall import CLOCK, KIOSK, Hall


def key(**changes: str) -> Key:
    values = {
        "caller": "device:kiosk",
        "method": "POST",
        "path": "/tickets",
        "key": "k1",
        "body_digest": "d1",
        **changes,
    }
    return Key(**values)


def issue_once(hall: Hall, asked: Key) -> Answer:
    def deed(turn: Turn) -> Answer:
        def act() -> Answer:
            ticket = issuing.issue(turn, service="A", priority="none", language=None).ticket
            return Answer(status=201, body=ticket.number)

        return once(turn, asked, act)

    return hall.do(KIOSK, deed)


def test_the_same_key_fifty_times_is_one_ticket_also_across_a_restart(hall: Hall) -> None:
    first = issue_once(hall, key())
    assert (first.body, first.replayed) == ("A001", False)
    for _ in range(25):
        again = issue_once(hall, key())
        assert (again.status, again.body, again.replayed) == (201, "A001", True)
    url, clock = hall.store.url, hall.store.clock
    hall.store.close()
    hall.store = Store(url, threads=threads("threading"), clock=clock)
    for _ in range(25):
        assert issue_once(hall, key()).body == "A001"
    assert hall.issue().number == "A002"


def test_the_same_key_with_another_body_is_refused(hall: Hall) -> None:
    issue_once(hall, key())
    with pytest.raises(KeyReused):
        issue_once(hall, key(body_digest="d2"))


@pytest.mark.parametrize("other", [{"caller": "staff:1001"}, {"method": "PUT"}, {"path": "/else"}, {"key": "k2"}])
def test_a_key_belongs_to_caller_method_and_path(hall: Hall, other: dict[str, str]) -> None:
    issue_once(hall, key())
    assert issue_once(hall, key(**other)).body == "A002"


def test_the_same_key_from_many_at_once_and_from_two_hubs_is_one_ticket(hall: Hall) -> None:
    halls = [hall]
    if not hall.store.url.startswith("sqlite"):
        halls.append(Hall(Store(hall.store.url, threads=threads("threading"), clock=hall.store.clock), hall.clock))
    with ThreadPoolExecutor(16) as crowd:
        answers = list(crowd.map(lambda n: issue_once(halls[n % len(halls)], key()), range(50)))
    for beside in halls[1:]:
        beside.store.close()
    assert {(answer.status, answer.body) for answer in answers} == {(201, "A001")}
    assert sum(not answer.replayed for answer in answers) == 1
    assert hall.issue().number == "A002"


def test_the_keepers_look_forgets_what_is_past_its_time(hall: Hall) -> None:
    issue_once(hall, key())
    hall.pass_time(days=7)
    assert hall.do(CLOCK, forget_old) == 0
    hall.pass_time(seconds=1)
    assert hall.do(CLOCK, forget_old) == 1


def test_a_refusal_is_decided_anew(hall: Hall) -> None:
    def refuse() -> Answer:
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        hall.do(KIOSK, lambda turn: once(turn, key(), refuse))
    assert issue_once(hall, key()).body == "A001"


def test_a_key_is_forgotten_after_a_week(hall: Hall) -> None:
    issue_once(hall, key())
    hall.pass_time(days=6, hours=23)
    assert issue_once(hall, key()).replayed
    hall.pass_time(hours=2)
    assert not issue_once(hall, key()).replayed

"""Who lets whom in, gives roles and passwords, and what becomes of those who are shut out."""

from typing import Any

import pytest

from config.definition import Person
from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput, NotAllowedNow, NotFound, NotYours
from server.operations import people, signing_in
from server.store import credentials
from server.store.credentials import First
from tests.small_hall import Hall

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")
ADMINISTRATOR = Actor(hall="small", role=Role.ADMINISTRATOR, subject="9004")
NEW = Person(job_number="1004", name="丁", window="1")


def person(hall: Hall, job_number: str) -> Person:
    with hall.store.read() as conn:
        found = hall.store.definition(conn, "small").person(job_number)
    assert found is not None
    return found


def change(hall: Hall, job_number: str, by: Actor = MANAGER, **changes: Any) -> None:
    hall.do(by, lambda turn: people.change(turn, job_number, **changes))


def add(hall: Hall, new: Person, by: Actor = MANAGER) -> None:
    hall.do(by, lambda turn: people.add(turn, new, hashed="hash"))


def signed_in(hall: Hall, job_number: str) -> str:
    """A session of theirs."""

    def start(conn: Any) -> str:
        definition = hall.store.definition(conn, "small")
        known = person(hall, job_number)
        actor = signing_in.actor_for(definition, known, window=None)
        return signing_in.start_session(conn, actor, definition, now=hall.clock[0])

    return hall.store.write(start)  # type: ignore[no-any-return]


def test_somebody_new_gets_a_first_password_that_they_must_change(hall: Hall) -> None:
    add(hall, NEW)
    assert person(hall, "1004") == NEW
    with hall.store.read() as conn:
        assert credentials.first_password(conn, "small", "1004") is First.EVERYWHERE
    told = hall.journal()[-1]
    assert (told.kind, told.actor, told.facts["before"]) == ("person.changed", "manager:9001", None)
    assert told.facts["after"]["name"] == "丁"
    assert "hash" not in told.data
    with pytest.raises(NotAllowedNow, match="person_known"):
        add(hall, NEW)


def test_other_roles_end_the_sessions_and_another_name_does_not(hall: Hall) -> None:
    token = signed_in(hall, "1001")
    change(hall, "1001", name="甲乙")
    assert signing_in.enter(hall.store, token) is not None
    change(hall, "1001", roles=("staff", "auditor"))
    assert signing_in.enter(hall.store, token) is None
    told = hall.journal()[-1].facts
    assert (told["before"]["roles"], told["after"]["roles"]) == (["staff"], ["staff", "auditor"])


def test_who_is_shut_out_keeps_their_name_and_does_not_sit_at_a_window(hall: Hall) -> None:
    hall.open("1")
    with pytest.raises(NotAllowedNow, match="person_at_window"):
        change(hall, "1001", disabled=True)
    token = signed_in(hall, "1002")
    change(hall, "1002", disabled=True)
    assert signing_in.enter(hall.store, token) is None
    assert person(hall, "1002").name == "乙"


def test_nobody_changes_what_they_are_themselves(hall: Hall) -> None:
    for changes in ({"disabled": True}, {"roles": ("manager", "auditor")}):
        with pytest.raises(NotYours, match="not_your_own_roles"):
            change(hall, "9001", **changes)
    with pytest.raises(NotYours, match="not_your_own_roles"):
        hall.do(MANAGER, lambda turn: people.reset_password(turn, "9001", hashed="hash"))
    change(hall, "9001", name="主任甲")
    assert person(hall, "9001").name == "主任甲"


def test_the_first_administrator_is_a_managers_choice_and_the_next_are_not(hall: Hall) -> None:
    add(hall, Person(job_number="9004", name="管", roles=("administrator",)))
    for deed in (
        lambda: change(hall, "1001", roles=("administrator",)),
        lambda: change(hall, "9004", disabled=True),
        lambda: hall.do(MANAGER, lambda turn: people.reset_password(turn, "9004", hashed="hash")),
        lambda: hall.do(MANAGER, lambda turn: people.sign_out(turn, "9004")),
    ):
        with pytest.raises(NotYours, match="not_your_administrator"):
            deed()
    change(hall, "1001", by=ADMINISTRATOR, roles=("administrator",))
    assert person(hall, "1001").roles == ("administrator",)


@pytest.mark.parametrize("changes", [{"roles": ("staff",)}, {"disabled": True}])
def test_the_last_manager_stays(hall: Hall, changes: dict[str, Any]) -> None:
    with pytest.raises(NotAllowedNow, match="no_manager_left"):
        change(hall, "9001", by=ADMINISTRATOR, **changes)


@pytest.mark.parametrize(
    ("changes", "refusal"),
    [
        ({"window": "9"}, "unknown_window"),
        ({"department": "none"}, "unknown_department"),
        ({"roles": ("supervisor",)}, "supervisor_of_nothing"),
    ],
)
def test_what_makes_no_sense_is_refused(hall: Hall, changes: dict[str, Any], refusal: str) -> None:
    with pytest.raises(BadInput, match=refusal):
        change(hall, "1001", **changes)
    with pytest.raises(NotFound):
        change(hall, "nobody", name="x")


def test_a_new_first_password_signs_out_everywhere(hall: Hall) -> None:
    tokens = [signed_in(hall, "1001"), signed_in(hall, "1001")]
    hall.do(MANAGER, lambda turn: people.reset_password(turn, "1001", hashed="new"))
    assert [signing_in.enter(hall.store, token) for token in tokens] == [None, None]
    assert hall.journal()[-1].facts == {"job_number": "1001", "sessions_ended": 2}
    assert hall.verified() == len(hall.journal())


def test_all_who_have_no_password_get_a_first_one_at_once_and_nobody_else_another(hall: Hall) -> None:
    hall.store.write(lambda conn: credentials.put_password(conn, "small", "1001", "kept"))
    change(hall, "1003", disabled=True)
    everybody = {f"100{n}": f"new {n}" for n in (1, 2, 3)}
    given = hall.do(MANAGER, lambda turn: people.give_first_passwords(turn, everybody))
    assert [person.job_number for person in given] == ["1002"]
    with hall.store.read() as conn:
        assert credentials.password_hash(conn, "small", "1001") == "kept"
        assert credentials.password_hash(conn, "small", "1002") == "new 2"
        assert credentials.first_password(conn, "small", "1002") is First.EVERYWHERE
        assert credentials.password_hash(conn, "small", "1003") is None
    assert hall.do(MANAGER, lambda turn: people.give_first_passwords(turn, everybody)) == []

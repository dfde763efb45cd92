"""The hall becomes another while people wait in it: what is asked of it is done, and nobody's ticket is lost."""

from typing import Any

import orjson
import pytest

from config.documents import as_definition, as_document
from server.domain.actor import Actor, Role
from server.domain.refusal import BadInput, NotAllowedNow, NotFound, NotYours
from server.operations import defining, people, windows
from server.store import credentials, devices, revisions
from tests.small_hall import Hall, clerk, definition

MANAGER = Actor(hall="small", role=Role.MANAGER, subject="9001")


def newest(hall: Hall) -> int:
    with hall.store.read() as conn:
        return revisions.newest(conn, "small")


def define(hall: Hall, *, by: Actor = MANAGER, **changes: Any) -> Any:
    with hall.store.read() as conn:
        now = as_document(hall.store.definition(conn, "small"))
    wanted = as_definition({**now, **changes})
    return hall.do(by, lambda turn: defining.define(turn, wanted, based_on=revisions.newest(turn.conn, "small")))


def without(table: str, code: str, **fields: Any) -> dict[str, Any]:
    rows = as_document(definition())[table]
    return {table: [row for row in rows if code not in (row.get("code"), row.get("job_number"))]}


def test_a_change_stands_in_the_journal_as_before_and_after_and_can_be_taken_back(hall: Hall) -> None:
    services = as_document(definition())["services"]
    services[0]["promised_minutes"] = 45
    define(hall, services=[*services, {"code": "D", "name": {"zh-CN": "低保"}}])
    entry = hall.journal()[-1]
    assert (entry.kind, entry.actor) == ("definition.changed", "manager:9001")
    told = [(c["place"], c["entry"], c["field"], c["before"], c["after"]) for c in entry.facts["changes"]]
    assert told[0] == ("services", "A", "promised_minutes", 30, 45)
    assert told[1][:4] == ("services", "D", None, None)
    hall.issue("D")

    with pytest.raises(NotAllowedNow, match="service_in_use"):
        hall.do(MANAGER, lambda turn: defining.take_back(turn, 0, based_on=1))
    hall.open("3")
    hall.serve("3")
    hall.do(MANAGER, lambda turn: defining.take_back(turn, 0, based_on=1))
    with hall.store.read() as conn:
        assert hall.store.definition(conn, "small") == definition()
        history = revisions.before(conn, "small", 99, limit=10)
    assert [(known.revision, known.facts["restores"]) for known in history] == [(2, 0), (1, None)]
    assert isinstance(hall.verified(), int)
    with pytest.raises(NotFound):
        hall.do(MANAGER, lambda turn: defining.take_back(turn, 7, based_on=2))


def test_two_managers_at_once_do_not_undo_each_other(hall: Hall) -> None:
    define(hall, languages=["zh-CN"])
    with pytest.raises(NotAllowedNow, match="definition_changed_meanwhile"):
        hall.do(MANAGER, lambda turn: defining.define(turn, definition(), based_on=0))
    assert newest(hall) == 1


def test_what_changes_nothing_is_no_change(hall: Hall) -> None:
    assert define(hall) == []
    assert hall.journal() == []


def test_notices_alone_are_told_as_notices(hall: Hall) -> None:
    define(hall, notices=[{"zh-CN": "今天停电"}])
    assert [(e.kind, e.facts["notices"]) for e in hall.journal()] == [("notice.changed", [{"zh-CN": "今天停电"}])]


def test_nobody_who_waits_loses_their_service_or_window(hall: Hall) -> None:
    hall.issue("B")
    with pytest.raises(NotAllowedNow, match="service_in_use") as refused:
        define(hall, **without("services", "B"), windows=[{"code": "3", "general": True}], **seats("3"))
    assert refused.value.values == {"service": "社保", "count": 1}
    hall.open("2")
    with pytest.raises(NotAllowedNow, match="window_in_use"):
        define(hall, **without("windows", "2"), **seats("1", "3"))
    with pytest.raises(NotAllowedNow, match="person_at_window"):
        define(hall, **without("staff", "1002"))
    hall.serve("2")
    hall.do(clerk("2"), lambda turn: windows.close(turn, "2"))
    define(hall, **without("windows", "2"), **seats("1", "3"))
    assert hall.journal()[-1].kind == "definition.changed"


def seats(*codes: str) -> dict[str, Any]:
    people = [{"job_number": f"100{code}", "name": "甲", "window": code} for code in codes]
    return {"staff": [*people, {"job_number": "9001", "name": "主任", "roles": ["manager"]}]}


def test_somebody_always_manages_and_nobody_takes_that_from_themselves(hall: Hall) -> None:
    with pytest.raises(NotAllowedNow, match="no_manager_left"):
        define(hall, **without("staff", "9001"))
    other = {"job_number": "9002", "name": "副主任", "roles": ["manager"]}
    people = as_document(definition())["staff"]
    define(hall, staff=[*people, other])
    with pytest.raises(NotYours, match="not_your_own_roles"):
        define(hall, staff=[*people[:-1], other])
    chief = {"job_number": "8001", "name": "管理员", "roles": ["administrator"]}
    define(hall, staff=[*people, other, chief])
    with pytest.raises(NotYours, match="not_your_administrator"):
        define(hall, staff=[*people, {**other, "roles": ["manager", "administrator"]}, chief])
    with pytest.raises(BadInput, match="another_hall"):
        define(hall, code="elsewhere")


def test_who_is_gone_cannot_come_in_and_a_windows_evaluator_goes_with_it(hall: Hall) -> None:
    device = Actor(hall="small", role=Role.EVALUATOR, subject="evaluator-2", window="2")

    def enter(conn: Any) -> None:
        credentials.put_password(conn, "small", "1002", "hash")
        credentials.add_token(conn, "session", clerk("2"), at=hall.clock[0], expires_at=None)
        credentials.add_token(conn, "tablet", device, at=hall.clock[0], expires_at=None)
        devices.add(conn, device, name="平板", at=hall.clock[0])

    hall.store.write(enter)
    define(hall, **without("windows", "2"), **seats("1", "3"))
    with hall.store.read() as conn:
        for token in ("session", "tablet"):
            assert credentials.actor_of(conn, credentials.digest(token), now=hall.clock[0]) is None
        assert credentials.password_hash(conn, "small", "1002") is None
    assert [entry.kind for entry in hall.journal()] == ["device.revoked", "definition.changed"]


@pytest.mark.parametrize(
    ("roles", "changes", "stays"),
    [
        (["staff"], {"name": "甲乙", "window": "2"}, True),
        (["staff"], {"roles": ["staff", "auditor"]}, False),
        (["staff"], {"department": "labour"}, True),
        (["staff", "supervisor"], {"department": "labour"}, False),
        (["staff"], {"disabled": True}, False),
    ],
)
def test_who_may_do_something_else_signs_in_anew_as_where_people_are_changed_one_by_one(
    hall: Hall, roles: list[str], changes: dict[str, Any], stays: bool
) -> None:
    """A clerk's department says where they belong, a head's also what they are shown."""
    named = [{"code": code, "name": {"zh-CN": code}} for code in ("police", "labour")]
    staff = as_document(definition())["staff"]
    for person in staff[:2]:
        person |= {"roles": roles, "department": "police"}
    define(hall, departments=named, staff=staff)
    tokens = {"defined": "1001", "one by one": "1002"}
    for token, job_number in tokens.items():
        who = Actor(hall="small", role=Role.STAFF, subject=job_number)
        hall.store.write(
            lambda conn, token=token, who=who: credentials.add_token(
                conn, token, who, at=hall.clock[0], expires_at=None
            )
        )
    define(hall, staff=[{**staff[0], **changes}, *staff[1:]])
    as_typed = {name: tuple(value) if isinstance(value, list) else value for name, value in changes.items()}
    hall.do(MANAGER, lambda turn: people.change(turn, "1002", **as_typed))
    with hall.store.read() as conn:
        for token in tokens:
            actor = credentials.actor_of(conn, credentials.digest(token), now=hall.clock[0])
            assert (actor is not None) is stays, token


def test_who_sits_at_a_window_is_not_shut_out_under_their_hands(hall: Hall) -> None:
    hall.open("1")
    staff = as_document(definition())["staff"]
    with pytest.raises(NotAllowedNow, match="person_at_window"):
        define(hall, staff=[{**staff[0], "disabled": True}, *staff[1:]])


def test_the_journal_keeps_the_digest_of_each_version(hall: Hall) -> None:
    define(hall, languages=["zh-CN"])
    assert len(orjson.loads(hall.journal()[-1].data)["digest"]) == 64
